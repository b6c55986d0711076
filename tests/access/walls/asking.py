"""PostgreSQL by itself, asked in SQL as the role that shows the pages: what its tests share."""

import sqlalchemy as sa

from incident_app.extensions import db
from tests.make import TODAY

OPEN = {"school", "policy_text"}
"""Read before anyone is signed in, and nothing of a child."""

LOCKED = {"incident", "matter", "referral", "consultation"}
"""Waited for, which PostgreSQL allows only to who may change them; every change is refused."""

APART = {
    "account": {"anyone", "waits", "invites", "keeps", "own", "accepts"},
    "account_school": {"anyone", "assigns", "unassigns", "gives", "takes"},
    "identity": {"finds", "connects"},
    "identity_end": {"finds", "ends"},
    "invitation": {"keeps", "opens", "invites", "ends", "uses"},
    "login_session": {"finds", "begins", "moves", "keeps", "ends"},
    "sign_in_failure": {"counts", "adds"},
    "factor": {"sees", "adds"},
    "factor_use": {"sees", "adds"},
    "factor_end": {"sees", "adds"},
    "factor_reset": {"sees", "adds"},
    "factor_reset_answer": {"sees", "adds"},
    "spent_state": {"adds"},
}
"""Asked before anyone is signed in, or by every role alike; the policies besides the operator's."""

BESIDES = {"event": {"fails", "failed"}}
"""Policies of no role: a failed sign-in is written of before anyone is signed in."""

WALLED = """
table               | administrator | coordinator | officer | auditor | system_administrator
addition            | yes           |             |         |         |
agency              | yes           | yes         | yes     | yes     |
agency_line         | yes           | yes         | yes     | yes     |
answer              | yes           | yes         |         |         |
asking              | yes           | yes         |         |         |
assessment          | yes           | yes         | yes     |         |
assessment_end      | yes           | yes         | yes     |         |
attachment          | yes           | yes         | yes     |         |
consultation        | yes           | yes         | yes     | yes     |
consultation_person | yes           | yes         | yes     | yes     |
consultation_step   | yes           | yes         | yes     | yes     |
contact             | yes           | yes         | yes     | yes     |
contact_matter      | yes           | yes         | yes     | yes     |
contract            | yes           | yes         | yes     | yes     | yes
contract_end        | yes           | yes         | yes     | yes     | yes
contract_reading    | yes           | yes         | yes     | yes     |
contract_school     | yes           | yes         | yes     | yes     | yes
decision            | yes           | yes         |         | yes     |
denial              | yes           | yes         | yes     | yes     | yes
disclosure          | yes           |             | yes     | yes     |
draft               | yes           |             |         |         |
drill               | yes           | yes         | yes     | yes     |
duty_entry          | yes           | yes         | yes     | yes     |
duty_review         | yes           | yes         | yes     | yes     |
event               | yes           | yes         | yes     | yes     | yes
incident            | yes           | yes         |         | yes     |
incident_words      | yes           |             |         |         |
look                | yes           | yes         |         |         |
matter              | yes           | yes         |         | yes     |
notice              | yes           | yes         | yes     |         |
participant         | yes           | yes         |         |         |
person              | yes           | yes         |         |         |
policy_review       | yes           | yes         | yes     | yes     |
posting             | yes           | yes         | yes     | yes     | yes
referral            | yes           | yes         | yes     | yes     |
referral_attachment | yes           | yes         | yes     | yes     |
referral_person     | yes           | yes         | yes     | yes     |
referral_step       | yes           | yes         | yes     | yes     |
reminder            |               |             |         |         |
search              | yes           |             |         |         |
sighting            |               | yes         | yes     | yes     |
sighting_file       |               | yes         | yes     |         |
standing            | yes           | yes         | yes     | yes     |
training            | yes           | yes         | yes     | yes     |
"""
"""Which roles see rows of a table at all; which rows, the tests below say."""


def stances():
    head, *lines = (
        [cell.strip() for cell in line.split("|")] for line in WALLED.strip().splitlines()
    )
    return {name: dict(zip(head[1:], cells, strict=True)) for name, *cells in lines}


REGISTRY = {
    "agency", "agency_line", "contract", "contract_end", "contract_reading", "contract_school", "posting",
    "training", "policy_review", "sighting", "sighting_file", "duty_entry", "duty_review", "drill", "assessment", "assessment_end",
}  # fmt: skip
"""Of officers and not of children."""


def of_children():
    """The tables in which an officer finds what is theirs, and else nothing."""
    return (
        set(stances()) - REGISTRY - {"training"}
    )  # their own, which every officer of the tests has


def look(connection, viewer, day=None):
    """Tell the database who is looking and on which day, until the transaction ends."""
    asked = sa.text(
        "SELECT set_config('incident.viewer', :who, true), set_config('incident.day', :day, true)"
    )
    connection.execute(
        asked, {"who": str(viewer.id) if viewer else "", "day": str(day or TODAY.date())}
    )


def seen(viewer, *tables):
    """How many rows of each table the pages' own role sees for a viewer."""
    with db.engine.connect() as connection:  # the engine of the pages
        look(connection, viewer)
        return {
            name: connection.scalar(sa.text(f"SELECT count(*) FROM {name}"))
            for name in tables or stances()
        }
