"""Answers, decisions and the journal: lines are added and never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0003_record"
down_revision = "0002_incidents"
branch_labels = None
depends_on = None

APPEND_ONLY = ("answer", "decision", "event")
SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FACTS = (
    "'firearm', 'crime', 'bodily_harm', 'threat', 'victim_request', 'guardian_request', "
    "'juvenile', 'petty_offense', 'school_property', 'school_event', 'school_rule'"
)
OUTCOMES = (
    "'law_enforcement', 'administrator_led', 'discipline_only', 'undetermined', 'policy_gap', "
    "'no_violation'"
)


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("value", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_answer")),
        sa.UniqueConstraint("id", name=op.f("uq_answer_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_answer_matter_id")),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["account.id"], name=op.f("fk_answer_given_by_id")
        ),
        sa.CheckConstraint(f"fact IN ({FACTS})", name=op.f("ck_answer_fact")),
        sa.CheckConstraint("value IN ('yes', 'no', 'unknown')", name=op.f("ck_answer_value")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("ck_answer_note")),
    )
    op.create_index("ix_answer_matter_id_seq", "answer", ["matter_id", "seq"])
    op.create_table(
        "decision",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("ask", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_decision")),
        sa.UniqueConstraint("id", name=op.f("uq_decision_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_decision_matter_id")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["account.id"], name=op.f("fk_decision_made_by_id")
        ),
        sa.CheckConstraint("sheet BETWEEN 0 AND 177146", name=op.f("ck_decision_sheet")),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name=op.f("ck_decision_outcome")),
    )
    op.create_index("ix_decision_matter_id_seq", "decision", ["matter_id", "seq"])
    op.create_table(
        "event",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
        sa.UniqueConstraint("id", name=op.f("uq_event_id")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_event_account_id")),
    )
    op.create_index("ix_event_subject_subject_id", "event", ["subject", "subject_id"])
    _append_only()


def _append_only() -> None:
    """Refuse UPDATE and DELETE; on PostgreSQL, TRUNCATE too."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for verb in ("update", "delete"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )


def downgrade() -> None:
    for table in ("event", "decision", "answer"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION append_only()")
