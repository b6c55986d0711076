"""Words of somebody stand in every column that can hold some; no page of the auditor shows any."""

from datetime import date
from itertools import count
from uuid import uuid4

import pytest
import sqlalchemy as sa

from incident_app.extensions import Model, db
from incident_app.models import Asking, Contact, Disclosure, Look, Person, PolicyText
from incident_app.services import additions, drafts, searches
from incident_app.vocabulary import Act, Role, Seen
from tests.every_table import of_accounts, of_officers
from tests.make import NOON
from tests.reports.made_district import District
from tests.web.test_audit import FIGURES

CANARY = "zzyzx"
BORN = date(2011, 3, 14)
CODES = {
    "account": {"password_hash"},
    "answer": {"fact"},
    "asking": {"fact"},
    "attachment": {"media_type", "sha256"},
    "consultation": {"cites", "edition"},
    "contact": {"acts"},
    "contract": {"weekdays", "day_begins", "day_ends"},
    "decision": {"ask", "edition", "inputs", "rows"},
    "denial": {"endpoint", "method"},
    "disclosure": {"edition", "fields"},
    "event": {"name", "subject"},
    "factor": {"found_by", "secret"},
    "factor_use": {"proof"},
    "identity": {"key_sha256", "issuer", "subject"},
    "invitation": {"over_sha256", "token_sha256"},
    "login_session": {"token_sha256"},
    "matter": {"conduct"},
    "policy_text": {"edition", "paragraph"},
    "referral": {"cites", "edition"},
    "school": {"code", "name"},
    "sighting_file": {"media_type", "sha256"},
    "sign_in_failure": {"email_sha256"},
    "spent_state": {"state_sha256"},
}
"""By table, the columns of codes, checksums, editions and pages: the program's words, not people's."""
ONLY_WHERE_FILLED = {
    "officer_words", "owner_words", "to_words", "name", "prior_course", "full_course", "supplemental_course", "unable_why",
}  # fmt: skip
"""Columns that must stay empty beside another one."""
_number = count()


def _columns(table):
    """The columns of a table that can hold somebody's words."""
    return [
        column
        for column in table.columns
        if type(column.type) in {sa.Text, sa.JSON} and column.name not in CODES.get(table.name, ())
    ]


def _sing(mapper, _connection, target):
    """Put a canary into every word of a row on its way to the database."""
    for column in _columns(mapper.local_table):
        said = getattr(target, column.key)
        if isinstance(column.type, sa.JSON):
            sung = _in_json(said, "why" if column.name == "facts" else "said")
        elif said or column.name not in ONLY_WHERE_FILLED:
            sung = f"{CANARY}{next(_number)}" + (f" {said}" if said else "")
        else:
            sung = said
        setattr(target, column.key, sung)


def _in_json(said, key):
    return [*said, [key, CANARY]] if isinstance(said, list) else (said or {}) | {key: CANARY}


@pytest.fixture
def auditor(pages, make):
    return pages.sign_in(make.account(Role.AUDITOR))


@pytest.fixture
def singing(auditor, make):
    """A district in which every word is a canary; the auditor's account is from before."""
    sa.event.listen(Model, "before_insert", _sing, propagate=True)
    try:
        district = District(make).fill()
        _what_nobody_audits(district, make)
    finally:
        sa.event.remove(Model, "before_insert", _sing)
    return district


def _what_nobody_audits(district, make):
    school = district.schools[0]
    owner, child = district.owners[school.id], district.children[school.id]
    incident = make.incident(owner)
    additions.add(incident.id, "More.", key=uuid4(), viewer=owner, now=NOON)
    make.attachment(incident)
    make.contact(incident, acts=(Act.DISCIPLINED,))
    drafts.save(uuid4(), [("place", "Gym")], version=0, page="p", viewer=owner, now=NOON)
    searches.keep("ana", viewer=owner, now=NOON)
    db.session.add_all([
        Asking(matter_id=incident.matters[0].id, fact="crime", of_id=district.officers[school.id].id, by_id=owner.id, asked_at=NOON),
        Look(account_id=owner.id, incident_id=incident.id, how=Seen.VIEW, assignment="x", at=NOON),
        PolicyText(edition="edina_273", paragraph="IV.B", text="x", pasted_by_id=owner.id, pasted_at=NOON),
        Disclosure(
            how=Seen.PRINT, to_words="A parent", by_id=owner.id, school_id=school.id, person_id=child.id, fields=[],
            basis=None, purpose="x", edition="edina_273", notice_shown=True, at=NOON,
        ),
        Person(kind=child.kind, name="Ng, Bo", number="9", born_on=BORN, school_id=school.id),
    ])  # fmt: skip
    db.session.commit()
    of_accounts(owner, district.officers[school.id])
    of_officers(make, school, owner)


def test_every_column_of_words_holds_a_canary(singing):
    """A column that a migration adds fails here, until it sings or is known to hold codes."""
    silent = [
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in _columns(table)
        if not db.session.scalar(
            sa.select(sa.func.count()).where(sa.cast(column, sa.Text).contains(CANARY))
        )
    ]
    assert silent == []
    for name, columns in CODES.items():
        assert columns <= {each.name for each in db.metadata.tables[name].columns}


def test_no_page_and_no_file_of_the_auditor_holds_one(auditor, singing):
    contacts = db.session.scalars(db.select(Contact.id)).all()
    shown = [
        "/audit?start=2025-01-01&end=2025-12-31",
        *(f"/audit/contacts/{each}" for each in contacts),
        *(f"/audit/{name}.csv?start=2025-01-01&end=2025-12-31" for name in FIGURES),
    ]
    assert len(contacts) > 5
    hidden = _ids()
    for path in shown:
        answer = auditor.request("GET", path)
        assert answer.status_code == 200, path
        assert CANARY not in answer.text.lower(), path
        assert "2011" not in answer.text, path
        assert [each for each in hidden if each in answer.text] == [], path


def _ids():
    """The ids of everybody and of everything that leads to them; schools and contacts are chosen by theirs."""
    return [
        str(found)
        for name in (
            "person",
            "participant",
            "incident",
            "matter",
            "account",
            "referral",
            "consultation",
        )
        for found in db.session.scalars(sa.select(db.metadata.tables[name].c.id))
    ]
