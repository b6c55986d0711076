"""Where a matter stands is kept with when its incident happened, in which order lists show it.

The table holds nothing that the decisions and incidents do not, so it is made anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009_standing"
down_revision = "0008_finding"
branch_labels = None
depends_on = None

OUTCOMES = (
    "'law_enforcement', 'administrator_led', 'discipline_only', 'undetermined', 'policy_gap', "
    "'no_violation'"
)
UPSERT_BEFORE = """
    INSERT INTO standing (matter_id, incident_id, school_id, outcome, since)
    SELECT matter.id, incident.id, incident.school_id, NEW.outcome, NEW.made_at
    FROM matter JOIN incident ON incident.id = matter.incident_id WHERE matter.id = NEW.matter_id
    ON CONFLICT (matter_id) DO UPDATE SET
        since = CASE WHEN standing.outcome = excluded.outcome THEN standing.since
                     ELSE excluded.since END,
        outcome = excluded.outcome"""
UPSERT = """
    INSERT INTO standing (matter_id, incident_id, school_id, occurred_at, outcome, since)
    SELECT matter.id, incident.id, incident.school_id, incident.occurred_at, NEW.outcome,
        NEW.made_at
    FROM matter JOIN incident ON incident.id = matter.incident_id WHERE matter.id = NEW.matter_id
    ON CONFLICT (matter_id) DO UPDATE SET
        since = CASE WHEN standing.outcome = excluded.outcome THEN standing.since
                     ELSE excluded.since END,
        outcome = excluded.outcome"""
# The last decision's outcome, since the first of the unbroken run.
LAST_RUN = """
    SELECT matter.id, incident.id, incident.school_id, last.outcome, (
        SELECT min(run.made_at) FROM decision AS run
        WHERE run.matter_id = matter.id AND run.seq > coalesce((
            SELECT max(other.seq) FROM decision AS other
            WHERE other.matter_id = matter.id AND other.outcome <> last.outcome), 0)){when}
    FROM matter JOIN incident ON incident.id = matter.incident_id
    JOIN decision AS last ON last.seq = (
        SELECT max(seq) FROM decision WHERE decision.matter_id = matter.id)"""
WHEN = "ix_standing_school_id_outcome_occurred_at_incident_id"


def upgrade() -> None:
    _make_anew(sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False))
    op.execute(
        "INSERT INTO standing (matter_id, incident_id, school_id, outcome, since, occurred_at)"
        + LAST_RUN.format(when=", incident.occurred_at")
    )
    op.create_index(WHEN, "standing", ["school_id", "outcome", "occurred_at", "incident_id"])
    _keep_by(UPSERT)


def downgrade() -> None:
    op.drop_index(WHEN, table_name="standing")
    _make_anew()
    op.execute(
        "INSERT INTO standing (matter_id, incident_id, school_id, outcome, since)"
        + LAST_RUN.format(when="")
    )
    _keep_by(UPSERT_BEFORE)


def _make_anew(*more: sa.Column) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER decision_stands")
    op.drop_index("ix_standing_school_id_outcome_since", table_name="standing")
    op.drop_index("ix_standing_incident_id_outcome", table_name="standing")
    op.drop_table("standing")
    op.create_table(
        "standing",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        *more,
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("matter_id", name=op.f("pk_standing")),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_standing_matter_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_standing_incident_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_standing_school_id")),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f("ck_standing_outcome")),
    )
    op.create_index("ix_standing_incident_id_outcome", "standing", ["incident_id", "outcome"])
    op.create_index(
        "ix_standing_school_id_outcome_since", "standing", ["school_id", "outcome", "since"]
    )


def _keep_by(upsert: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER decision_stands AFTER INSERT ON decision BEGIN {upsert}; END")
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION decision_stands() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {upsert}; RETURN NULL; END $$"
    )
