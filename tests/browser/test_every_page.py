"""Every page there is, for every role, at every width: accessible, whole, and without complaint."""

from datetime import date
from uuid import uuid4

import pytest
from flask import current_app

from incident_app.extensions import db
from incident_app.models import Contract
from incident_app.services import consultations, drafts, invitations, postings, referrals
from incident_app.services.files import Sent
from incident_app.services.incidents import NewMatter, NewParticipant
from incident_app.services.invitations import Invited
from incident_app.vocabulary import Declined, Part, Role
from tests.browser.walking import fits_and_is_clean, sign_in
from tests.browser.windows import DESK, NARROW, PHONE
from tests.identity_provider import Fake
from tests.make import CRIME, NOON, PETTY, Make, known

FILES = {
    "static", "attachments.download", "audit.file", "duties.file", "referrals.attachment", "training.copy",
}  # fmt: skip
"""What a browser saves and shows no page of."""


@pytest.fixture
def everyone(site, principal, monkeypatch):
    """An account of each role, and a record of each kind in the principal's reach."""
    monkeypatch.setitem(current_app.config, "SIGN_ON", Fake("Prairie ID"))
    make = Make()
    answers = {"crime": True, "bodily_harm": True}
    incident = make.incident(
        principal, ("fighting", answers), "cheating", ("nicotine", PETTY), place="Cafeteria"
    )
    make.attachment(incident)
    _shown(make, principal, incident)
    draft = drafts.save(
        uuid4(), [("place", "Gym"), ("narrative", "Typed so far.")], version=0, page="p",
        viewer=principal, now=NOON,
    )  # fmt: skip
    others = {
        role: make.officer(*principal.schools)
        if role is Role.OFFICER
        else make.account(role, schools=principal.schools)
        for role in Role
        if role is not Role.ADMINISTRATOR
    }
    about = make.incident(principal, participants=[_known_actor(make, principal)])
    officer = others[Role.OFFICER]
    referral = make.referral(about.matters[0], officer)
    referrals.accept(referral.id, viewer=officer, now=NOON)
    with referrals.reading(referral.id, viewer=officer, now=NOON):
        pass
    ids = {
        "incident_id": incident.id,
        "matter_id": incident.matters[0].id,
        "draft_id": draft.id,
        "person_id": about.participants[0].person_id,
        "name": "edina_273",
        "contact_id": make.contact(incident).id,
        "entry_id": _duties(make, officer).id,
        "assessment_id": _safety(make, principal, officer).id,
        "officer_id": officer.id,
        "account_id": _used(make, principal).id,
        "token": make.link().token,
        "sighting_id": make.certificate(officer, file=COPY).id,
        "referral_id": referral.id,
        "consultation_id": make.consultation(incident.matters[2], officer).id,
        "sharing.consult": {"matter_id": incident.matters[2].id},
        **_registry(officer),
    }
    return others | {Role.ADMINISTRATOR: principal}, ids


COPY = Sent(name="copy.txt", content=b"A certificate.")


def _shown(make, principal, incident):
    """A referral declined and one that waits, advice given and advice awaited."""
    officer = make.officer(*principal.schools)
    first = make.referral(incident.matters[0], officer)
    referrals.decline(first.id, Declined.SCHOOL_RULE, viewer=officer, now=NOON)
    make.referral(incident.matters[0], officer)
    asked = make.consultation(incident.matters[2], officer)
    consultations.advise(asked.id, "Try the clinic.", viewer=officer, now=NOON)
    make.consultation(incident.matters[2], officer)


def _registry(officer):
    """The officer, their agency and its contract."""
    agency = postings.in_force(officer.id).agency_id
    contract = db.session.scalars(db.select(Contract.id).where(Contract.agency_id == agency)).one()
    return {"officer_id": officer.id, "agency_id": agency, "contract_id": contract}


def _duties(make, officer):
    """Work logged, with words and without; one piece to be reviewed."""
    make.duty(officer, audience=28, words="Bicycle safety.", contact_day=False)
    return make.duty(officer)


def _safety(make, principal, officer):
    """A drill, and a finding that is overdue."""
    school = principal.schools[0]
    make.drill(school, officer_id=officer.id, audience=600, words="Out in four minutes.")
    return make.assessment(
        school, owner_id=principal.id, officer_id=officer.id, due_on=date(2025, 11, 3)
    )


def _used(make, account):
    """An account in use from two places, and one that is invited."""
    (
        make.session(account),
        make.session(account, source="2001:db8::7", agent="Mozilla/5.0 (a phone)"),
    )
    new = Invited(name="Poe, Kit", email="kit.poe@district.example", role=Role.AUDITOR)
    invitations.invite(new, viewer=None, now=NOON)
    return account


def _known_actor(make, principal):
    student = make.person(principal.schools[0], "Berg, Bo")
    matters = [NewMatter(conduct="assault", answers=known(**CRIME))]
    return NewParticipant(part=Part.ACTOR, person_id=student.id, matters=matters)


def pages(ids):
    """The address of every page that a GET shows, and who may open it."""
    from flask import current_app, url_for

    from incident_app.web import gate

    for rule in current_app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint not in FILES:
            may = gate.declared(current_app, rule.endpoint)
            with current_app.test_request_context():
                of = ids | ids.get(rule.endpoint, {})
                yield (
                    url_for(rule.endpoint, **{name: of[name] for name in rule.arguments}),
                    may or frozenset(),
                )


@pytest.mark.parametrize("width", [DESK, PHONE, NARROW], ids=["desk", "phone", "narrow"])
@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_every_page_is_accessible_and_fits(open_page, everyone, role, width):
    assert opened(open_page(**width), everyone, role) >= (10 if role is Role.ADMINISTRATOR else 4)


@pytest.mark.parametrize(
    "eyes", [{"color_scheme": "dark"}, {"forced_colors": "active"}], ids=["dark", "forced"]
)
def test_every_page_is_legible_in_other_colours(open_page, everyone, eyes):
    opened(open_page(**PHONE, **eyes), everyone, Role.ADMINISTRATOR)


def opened(page, everyone, role):
    """Open and check every page of a role; how many there were."""
    accounts, ids = everyone
    sign_in(page, accounts[role])
    count = 0
    for path, may in pages(ids):
        if role in may:
            page.goto(path)
            assert page.title(), path
            assert page.locator("h1").count() == 1, path
            fits_and_is_clean(page)
            count += 1
    return count
