"""The database itself refuses to rewrite the record; Core is used, so no ORM rule helps."""

import pytest
import sqlalchemy as sa

from incident_app.extensions import db
from incident_app.models import (
    Addition,
    Answer,
    Asking,
    Attachment,
    Decision,
    Event,
    Incident,
    Matter,
    Participant,
    PolicyText,
)
from tests.make import NOON

LINES = (Addition, Answer, Asking, Decision, Event, PolicyText)
KEPT = (Attachment, Incident, Participant, Matter)


@pytest.fixture
def record(make):
    """At least one row in every table that is protected."""
    owner = make.administrator()
    incident = make.incident(owner, ("fighting", {"crime": True}))
    colleague = make.administrator(owner.schools[0])
    who, where, what = owner.id, incident.id, incident.matters[0].id
    for line in (
        Addition(incident_id=where, text="Later.", added_by_id=who, added_at=NOON),
        Asking(matter_id=what, fact="threat", of_id=colleague.id, by_id=who, asked_at=NOON),
        Attachment(incident_id=where, name="a.txt", media_type="text/plain", size=1, sha256="0" * 64, content=b"x",
                   added_by_id=who, added_at=NOON),
        PolicyText(edition="edina_273", paragraph="IV.B", text="Adopted.", pasted_by_id=who, pasted_at=NOON),
    ):  # fmt: skip
        db.session.add(line)
    db.session.commit()
    for table in (*LINES, *KEPT):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(table)), table
    return incident


def refused(statement, words):
    with pytest.raises(sa.exc.DatabaseError, match=words):
        db.session.execute(statement)
    db.session.rollback()


def words(table):
    name = table.__tablename__
    return f"{name} is append-only" if table in LINES else f"{name} is kept as it was logged"


@pytest.mark.parametrize("table", [*LINES, *KEPT], ids=lambda each: each.__tablename__)
def test_what_is_recorded_is_never_changed_and_never_taken_away(record, table):
    refused(sa.delete(table), words(table))
    for column in table.__table__.columns:
        refused(sa.update(table).values({column.name: column}), words(table))


def test_there_is_no_way_round_by_replace_or_truncate(record):
    for table in (*LINES, *KEPT):
        name = table.__tablename__
        if db.engine.dialect.name == "sqlite":
            columns = ", ".join(column.name for column in table.__table__.columns)
            refused(
                sa.text(f"INSERT OR REPLACE INTO {name} ({columns}) SELECT {columns} FROM {name}"),
                words(table),
            )
        else:
            refused(sa.text(f"TRUNCATE {name} CASCADE"), "append-only|kept as it was logged")


def test_the_actor_of_a_matter_is_in_the_same_incident(record, make):
    other = make.incident(make.administrator(make.school("WMS")))
    matter = record.matters[0]
    stray = sa.insert(Matter).values(
        reference="X", incident_id=matter.incident_id, actor_id=other.participants[0].id,
        conduct="fighting", external_id="2", place_in_form=2,
    )  # fmt: skip
    refused(stray, "(?i)foreign key")
