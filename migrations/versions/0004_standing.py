"""Where each matter stands now, kept by the database itself as decisions are added."""

import sqlalchemy as sa
from alembic import op

revision = "0004_standing"
down_revision = "0003_record"
branch_labels = None
depends_on = None

OUTCOMES = (
    "'law_enforcement', 'administrator_led', 'discipline_only', 'undetermined', 'policy_gap', "
    "'no_violation'"
)
UPSERT = """
    INSERT INTO standing (matter_id, incident_id, school_id, outcome, since)
    SELECT matter.id, incident.id, incident.school_id, NEW.outcome, NEW.made_at
    FROM matter JOIN incident ON incident.id = matter.incident_id WHERE matter.id = NEW.matter_id
    ON CONFLICT (matter_id) DO UPDATE SET
        since = CASE WHEN standing.outcome = excluded.outcome THEN standing.since
                     ELSE excluded.since END,
        outcome = excluded.outcome"""
# For the decisions there are: the last one's outcome, since the first of the unbroken run.
FILL = """
    INSERT INTO standing (matter_id, incident_id, school_id, outcome, since)
    SELECT matter.id, incident.id, incident.school_id, last.outcome, (
        SELECT min(run.made_at) FROM decision AS run
        WHERE run.matter_id = matter.id AND run.seq > coalesce((
            SELECT max(other.seq) FROM decision AS other
            WHERE other.matter_id = matter.id AND other.outcome <> last.outcome), 0))
    FROM matter JOIN incident ON incident.id = matter.incident_id
    JOIN decision AS last ON last.seq = (
        SELECT max(seq) FROM decision WHERE decision.matter_id = matter.id)"""


def upgrade() -> None:
    op.create_table(
        "standing",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
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
    op.execute(FILL)
    op.create_index("ix_standing_incident_id_outcome", "standing", ["incident_id", "outcome"])
    op.create_index(
        "ix_standing_school_id_outcome_since", "standing", ["school_id", "outcome", "since"]
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER decision_stands AFTER INSERT ON decision BEGIN {UPSERT}; END")
        return
    op.execute(
        "CREATE FUNCTION decision_stands() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {UPSERT}; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER decision_stands AFTER INSERT ON decision "
        "FOR EACH ROW EXECUTE FUNCTION decision_stands()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER decision_stands")
    else:
        op.execute("DROP TRIGGER decision_stands ON decision")
        op.execute("DROP FUNCTION decision_stands()")
    op.drop_index("ix_standing_school_id_outcome_since", table_name="standing")
    op.drop_index("ix_standing_incident_id_outcome", table_name="standing")
    op.drop_table("standing")
