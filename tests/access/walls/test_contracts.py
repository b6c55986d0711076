"""The second wall and the officers' registry: who is an SRO, and of whom nothing is shown."""

import re
from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.vocabulary import Role
from tests import postgres
from tests.access.walls.asking import look, seen
from tests.make import NOON


def offered_in_sql(viewer, referral, officer):
    """The same referral once more, to somebody else, past the program."""
    columns = [column.name for column in referral.__table__.columns]
    new = {"id": ":id", "officer_id": ":officer"}
    chosen = ", ".join(new.get(name, name) for name in columns)
    with db.engine.connect() as connection:
        look(connection, viewer)
        connection.execute(
            sa.text(
                f"INSERT INTO referral ({', '.join(columns)}) SELECT {chosen} FROM referral WHERE id = :old"
            ),
            {"id": uuid4(), "officer": officer.id, "old": referral.id},
        )


def test_an_officer_without_a_contract_in_force_sees_nothing(cast, make):
    incident, officer = cast["incident"], cast["officer"]
    make.referral(incident.matters[0], officer)
    make.consultation(incident.matters[1], officer)
    shared = ("referral", "consultation", "standing", "notice")
    for day, sees in ((date(2032, 6, 30), 1), (date(2032, 7, 1), 0), (date(2024, 6, 30), 0)):
        with db.engine.connect() as connection:
            look(connection, officer, day)
            for table in shared:
                found = connection.scalar(sa.text(f"SELECT count(*) > 0 FROM {table}"))
                assert found == bool(sees), (table, day)


def test_no_viewer_offers_a_matter_to_who_is_no_sro(cast, make):
    incident = cast["incident"]
    idle = make.account(Role.OFFICER, schools=[incident.school])
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
        offered_in_sql(
            cast["administrator"], make.referral(incident.matters[0], cast["officer"]), idle
        )


def test_the_coordinator_assigns_officers_and_nobody_else_anyone(cast):
    school = cast["incident"].school_id
    for viewer, account, may in (
        ("coordinator", "other officer", True), ("coordinator", "administrator", False),
        ("administrator", "other officer", False), ("officer", "officer", False),
    ):  # fmt: skip
        with db.engine.connect() as connection:
            look(connection, cast[viewer])
            gone = connection.execute(
                sa.text(
                    "DELETE FROM account_school WHERE account_id = :who AND school_id = :school"
                ),
                {"who": cast[account].id, "school": school},
            )
            assert gone.rowcount == may, (viewer, account)


def test_an_administrator_sees_the_words_of_their_own_schools_alone(cast, make):
    other = cast["other administrator"]
    make.incident(other)  # with nothing of their own, they see nothing anyway
    assert seen(other, "incident_words", "incident") == {"incident_words": 1, "incident": 1}


def test_no_policy_compares_a_column_with_itself(app):
    """A name that both tables have is the inner one's, and then the policy asks nothing."""
    asked = sa.text("SELECT tablename, policyname, concat(qual, ' ', with_check) FROM pg_policies")
    with postgres.unwalled(db).connect() as connection:
        texts = connection.execute(asked).all()
    asks_nothing = [
        (table, policy) for table, policy, text in texts if re.search(r"\b(\w+\.\w+) = \1\b", text)
    ]
    assert asks_nothing == []


REGISTRY = {
    "agency": "INSERT INTO agency (id, name) VALUES (:id, 'Hill Police')",
    "agency_line": "INSERT INTO agency_line (id, agency_id, chief, chief_email, contact, contact_email, contact_phone, by_id, at) "
    "VALUES (:id, :agency, 'Roe', '', '', '', '', :by, :at)",
    "contract": "INSERT INTO contract (id, agency_id, starts_on, ends_on, signed_for_district, signed_for_agency, weekdays, "
    "day_begins, day_ends, recorded_by_id, recorded_at) VALUES (:id, :agency, '2025-01-01', '2026-01-01', 'P', 'R', '[]', "
    "'07:00', '15:00', :by, :at)",
    "contract_end": "INSERT INTO contract_end (id, contract_id, from_day, why, by_id, at) "
    "VALUES (:id, :contract, '2025-11-04', 'Why.', :by, :at)",
    "contract_reading": "INSERT INTO contract_reading (id, contract_id, clauses, school_official, direct_control, by_id, at) "
    "VALUES (:id, :contract, '{}', '', '', :by, :at)",
    "posting": "INSERT INTO posting (id, account_id, agency_id, license_number, assumed_on, substitute, by_id, at) "
    "VALUES (:id, :officer, :agency, '1', '2025-01-01', false, :by, :at)",
}  # fmt: skip


@pytest.mark.parametrize("table", REGISTRY)
def test_only_the_coordinator_adds_to_the_registry_and_in_no_other_name(cast, make, table):
    contract = make.contract(schools=[cast["incident"].school])
    given = {
        "agency": contract.agency_id,
        "contract": contract.id,
        "officer": cast["officer"].id,
        "at": NOON,
    }

    def said(viewer, by):
        with db.engine.connect() as connection:
            look(connection, cast[viewer])
            try:
                connection.execute(
                    sa.text(REGISTRY[table]), given | {"id": uuid4(), "by": cast[by].id}
                )
            except sa.exc.ProgrammingError as refused:
                return refused.orig.sqlstate
            finally:
                connection.rollback()
        return "done"

    assert said("coordinator", "coordinator") == "done"
    if ":by" in REGISTRY[table]:
        assert said("coordinator", "administrator") == "42501"
    for viewer in ("administrator", "officer", "auditor"):
        assert said(viewer, viewer) == "42501"
