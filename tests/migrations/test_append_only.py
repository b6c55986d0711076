"""The database itself refuses to rewrite the record; Core is used, so no ORM rule helps."""

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import Answer, Decision, Event, Incident, Matter, Participant

LINES = (Answer, Decision, Event)
KEPT = (Incident, Participant, Matter)


@pytest.fixture
def record(make):
    """At least one row in every table that is protected."""
    incident = make.incident(make.administrator(), ("fighting", {"crime": True}))
    for table in (*LINES, *KEPT):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(table)), table
    return incident


def refused(statement, words):
    with pytest.raises(sa.exc.DatabaseError, match=words):
        db.session.execute(statement)
    db.session.rollback()


@pytest.mark.parametrize("table", LINES, ids=lambda each: each.__tablename__)
def test_a_line_is_never_changed_and_never_taken_away(record, table):
    words = f"{table.__tablename__} is append-only"
    refused(sa.delete(table), words)
    for column in table.__table__.columns:
        refused(sa.update(table).values({column.name: column}), words)


@pytest.mark.parametrize("table", KEPT, ids=lambda each: each.__tablename__)
def test_an_incident_and_what_hangs_on_it_is_never_deleted(record, table):
    refused(sa.delete(table), f"{table.__tablename__} is never deleted")


def test_there_is_no_way_round_by_replace_or_truncate(record):
    for table in LINES:
        name = table.__tablename__
        if db.engine.dialect.name == "sqlite":
            columns = ", ".join(column.name for column in table.__table__.columns)
            refused(
                sa.text(f"INSERT OR REPLACE INTO {name} ({columns}) SELECT {columns} FROM {name}"),
                f"{name} is append-only",
            )
        else:
            refused(sa.text(f"TRUNCATE {name}"), f"{name} is append-only")
    if db.engine.dialect.name == "postgresql":
        for table in KEPT:
            refused(
                sa.text(f"TRUNCATE {table.__tablename__} CASCADE"), "is never deleted|append-only"
            )


def test_the_actor_of_a_matter_is_in_the_same_incident(record, make):
    other = make.incident(make.administrator(make.school("WMS")))
    stray = sa.update(Matter).where(Matter.id == record.matters[0].id)
    refused(stray.values(actor_id=other.participants[0].id), "(?i)foreign key")
