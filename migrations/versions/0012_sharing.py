"""What an officer is shown: referrals, consultations, and how each ended."""

import sqlalchemy as sa
from alembic import op

revision = "0012_sharing"
down_revision = "0011_search"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LINES = ("referral_step", "consultation_step")
KEPT = (
    *("referral", "referral_person", "referral_attachment"),
    *("consultation", "consultation_person"),
)
ROUTED = {"referral": "law_enforcement", "consultation": "administrator_led"}
"""The outcome at which a matter may be shared so."""

REFUSED = "{table} refused: its matter does not stand at {outcome}, or its officer is not one there"
AT_HAND = """EXISTS (
    SELECT 1 FROM standing
    JOIN account_school ON account_school.school_id = standing.school_id
    JOIN account ON account.id = account_school.account_id
    WHERE standing.matter_id = NEW.matter_id AND standing.school_id = NEW.school_id
    AND standing.outcome = '{outcome}' AND account.id = NEW.officer_id
    AND account.role = 'officer' AND account.active{lock})"""
# PostgreSQL waits here for a decision that is being made at this moment.
LOCK = """
    FOR SHARE OF standing"""
TOO_LATE = "referral_step refused: the referral has ended, or is another officer's"
STILL_OPEN = """(
    NEW.state = 'revoked' OR EXISTS (
        SELECT 1 FROM referral JOIN standing ON standing.matter_id = referral.matter_id
        WHERE referral.id = NEW.referral_id AND referral.officer_id = NEW.by_id
        AND standing.outcome = 'law_enforcement')
) AND NOT EXISTS (
    SELECT 1 FROM referral_step WHERE referral_id = NEW.referral_id
    AND state IN ('declined', 'done', 'revoked'))"""
ADVICE = "consultation_step refused: the consultation is another officer's"
THEIRS = """(
    NEW.state <> 'advised' OR EXISTS (
        SELECT 1 FROM consultation JOIN standing ON standing.matter_id = consultation.matter_id
        WHERE consultation.id = NEW.consultation_id AND consultation.officer_id = NEW.by_id
        AND standing.outcome = 'administrator_led'))"""


def upgrade() -> None:
    op.create_table(
        "referral",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("cites", sa.JSON(), nullable=False),
        sa.Column("disclosed", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.Column("threat", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "basis <> 'emergency' OR length(threat) > 0", name=op.f("ck_referral_threat")
        ),
        sa.CheckConstraint(
            "length(purpose) BETWEEN 1 AND 2000 AND length(threat) <= 2000",
            name=op.f("ck_referral_lengths"),
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_referral_matter_id")),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["account.id"], name=op.f("fk_referral_sent_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["account.id"], name=op.f("fk_referral_officer_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_referral_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.CheckConstraint(
            "basis IN ('school_official', 'emergency', 'consent', 'subpoena_or_order', 'statute')",
            name=op.f("ck_referral_basis"),
        ),
    )
    op.create_index(op.f("ix_referral_matter_id"), "referral", ["matter_id"])
    op.create_index("ix_referral_officer_id_sent_at", "referral", ["officer_id", "sent_at"])
    op.create_index(op.f("ix_referral_school_id"), "referral", ["school_id"])
    op.create_table(
        "referral_person",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_referral_person_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_person_referral_id")
        ),
        sa.PrimaryKeyConstraint("referral_id", "person_id", name=op.f("pk_referral_person")),
    )
    op.create_index(op.f("ix_referral_person_person_id"), "referral_person", ["person_id"])
    op.create_table(
        "referral_attachment",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_referral_attachment_attachment_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_attachment_referral_id")
        ),
        sa.PrimaryKeyConstraint(
            "referral_id", "attachment_id", name=op.f("pk_referral_attachment")
        ),
    )
    op.create_index(
        op.f("ix_referral_attachment_attachment_id"), "referral_attachment", ["attachment_id"]
    )
    op.create_table(
        "referral_step",
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("disposition", sa.String(40), nullable=True),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(state = 'declined') = (reason IS NOT NULL)",
            name=op.f("ck_referral_step_why_declined"),
        ),
        sa.CheckConstraint(
            "(state = 'done') = (disposition IS NOT NULL)",
            name=op.f("ck_referral_step_what_was_done"),
        ),
        sa.CheckConstraint("state <> 'offered'", name=op.f("ck_referral_step_step")),
        sa.CheckConstraint(
            "length(words) <= 2000 AND length(case_number) <= 60",
            name=op.f("ck_referral_step_lengths"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_referral_step_by_id")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_step_referral_id")
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_referral_step")),
        sa.UniqueConstraint("id", name=op.f("uq_referral_step_id")),
        sa.UniqueConstraint(
            "referral_id", "state", name=op.f("uq_referral_step_referral_id_state")
        ),
        sa.CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'done', 'revoked')",
            name=op.f("ck_referral_step_state"),
        ),
        sa.CheckConstraint(
            "reason IN ('school_rule', 'not_on_duty', 'conflict_of_interest', "
            "'handled_elsewhere', 'other')",
            name=op.f("ck_referral_step_declined"),
        ),
        sa.CheckConstraint(
            "disposition IN ('no_action', 'returned_to_school', 'diversion', 'citation', "
            "'petition_referral', 'arrest')",
            name=op.f("ck_referral_step_disposition"),
        ),
    )
    op.create_index(
        "uq_referral_step_ended",
        "referral_step",
        ["referral_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('declined', 'done', 'revoked')"),
        postgresql_where=sa.text("state IN ('declined', 'done', 'revoked')"),
    )
    op.create_table(
        "consultation",
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("cites", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("disclosed", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(40), nullable=True),
        sa.Column("threat", sa.Text(), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "basis <> 'emergency' OR length(threat) > 0", name=op.f("ck_consultation_threat")
        ),
        sa.CheckConstraint(
            "length(purpose) BETWEEN 1 AND 2000 AND length(threat) <= 2000",
            name=op.f("ck_consultation_lengths"),
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["account.id"], name=op.f("fk_consultation_sent_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_consultation_matter_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["account.id"], name=op.f("fk_consultation_officer_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_consultation_school_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.CheckConstraint(
            "basis IN ('school_official', 'emergency', 'consent', 'subpoena_or_order', 'statute')",
            name=op.f("ck_consultation_basis"),
        ),
    )
    op.create_index(op.f("ix_consultation_matter_id"), "consultation", ["matter_id"])
    op.create_index("ix_consultation_officer_id_sent_at", "consultation", ["officer_id", "sent_at"])
    op.create_index(op.f("ix_consultation_school_id"), "consultation", ["school_id"])
    op.create_table(
        "consultation_person",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_person_consultation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consultation_person_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "consultation_id", "person_id", name=op.f("pk_consultation_person")
        ),
    )
    op.create_index(op.f("ix_consultation_person_person_id"), "consultation_person", ["person_id"])
    op.create_table(
        "consultation_step",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "state <> 'advised' OR length(words) > 0", name=op.f("ck_consultation_step_advised")
        ),
        sa.CheckConstraint("state <> 'open'", name=op.f("ck_consultation_step_step")),
        sa.CheckConstraint("length(words) <= 2000", name=op.f("ck_consultation_step_words")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_consultation_step_by_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_step_consultation_id"),
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_consultation_step")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_consultation_step_consultation_id")),
        sa.UniqueConstraint("id", name=op.f("uq_consultation_step_id")),
        sa.CheckConstraint(
            "state IN ('open', 'advised', 'withdrawn', 'revoked')",
            name=op.f("ck_consultation_step_asked"),
        ),
    )
    _guard()
    for table, outcome in ROUTED.items():
        at_hand = AT_HAND.format(outcome=outcome, lock=LOCK if _postgres() else "")
        _refuse(table, REFUSED.format(table=table, outcome=outcome), at_hand)
    _refuse("referral_step", TOO_LATE, STILL_OPEN)
    _refuse("consultation_step", ADVICE, THEIRS)


def _postgres() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _refuse(table: str, why: str, unless: str) -> None:
    """No row of the table comes in but where the condition holds, whoever adds it."""
    why = why.replace("'", "''")
    if not _postgres():
        op.execute(
            f"CREATE TRIGGER {table}_may BEFORE INSERT ON {table} WHEN NOT ({unless}) "
            f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {table}_may() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF NOT ({unless}) THEN RAISE EXCEPTION '{why}'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_may BEFORE INSERT ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_may()"
    )


def _guard() -> None:
    lines = dict.fromkeys(LINES, ("append_only", "append-only"))
    kept = dict.fromkeys(KEPT, ("kept_as_logged", "kept as it was logged"))
    for table, (function, words) in (lines | kept).items():
        if _postgres():
            op.execute(
                f"CREATE TRIGGER {table}_{function} BEFORE UPDATE OR DELETE OR TRUNCATE "
                f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
            )
            continue
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is {words}'); END"
            )


def downgrade() -> None:
    for table in ("consultation_step", "consultation_person", "consultation"):
        op.drop_table(table)
    for table in ("referral_step", "referral_attachment", "referral_person", "referral"):
        op.drop_table(table)
    if _postgres():
        for table in (*ROUTED, *LINES):
            op.execute(f"DROP FUNCTION {table}_may()")
