"""Who was shown what, who looked, who was turned away, and who is to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0014_ledger"
down_revision = "0013_contact"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LINES = ("disclosure", "look", "denial")


def upgrade() -> None:
    op.create_table(
        "disclosure",
        sa.Column("how", sa.String(40), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("to_words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("consultation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(40), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("notice_shown", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(to_id IS NULL) = (length(to_words) > 0)", name=op.f("ck_disclosure_to")
        ),
        sa.CheckConstraint(
            "CASE WHEN referral_id IS NULL THEN 0 ELSE 1 END "
            "+ CASE WHEN consultation_id IS NULL THEN 0 ELSE 1 END "
            "+ CASE WHEN person_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_disclosure_one_thing"),
        ),
        sa.CheckConstraint(
            "length(to_words) <= 200 AND length(purpose) <= 2000",
            name=op.f("ck_disclosure_lengths"),
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_disclosure_attachment_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_disclosure_by_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_disclosure_consultation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_disclosure_person_id")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_disclosure_referral_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_disclosure_school_id")),
        sa.ForeignKeyConstraint(["to_id"], ["account.id"], name=op.f("fk_disclosure_to_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_disclosure")),
        sa.UniqueConstraint("id", name=op.f("uq_disclosure_id")),
        sa.CheckConstraint(
            "how IN ('view', 'list', 'print', 'export', 'mail', 'attachment')",
            name=op.f("ck_disclosure_seen"),
        ),
        sa.CheckConstraint(
            "basis IN ('school_official', 'emergency', 'consent', 'subpoena_or_order', 'statute')",
            name=op.f("ck_disclosure_basis"),
        ),
    )
    op.create_index(op.f("ix_disclosure_consultation_id"), "disclosure", ["consultation_id"])
    op.create_index(op.f("ix_disclosure_person_id"), "disclosure", ["person_id"])
    op.create_index(op.f("ix_disclosure_referral_id"), "disclosure", ["referral_id"])
    op.create_index("ix_disclosure_school_id_at", "disclosure", ["school_id", "at"])
    op.create_table(
        "look",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(40), nullable=False),
        sa.Column("assignment", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_look_account_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name=op.f("fk_look_incident_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_look")),
        sa.UniqueConstraint("id", name=op.f("uq_look_id")),
        sa.CheckConstraint(
            "how IN ('view', 'list', 'print', 'export', 'mail', 'attachment')",
            name=op.f("ck_look_seen"),
        ),
    )
    op.create_index("ix_look_incident_id_seq", "look", ["incident_id", "seq"])
    op.create_table(
        "denial",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("asked", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_denial_account_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_denial")),
        sa.UniqueConstraint("id", name=op.f("uq_denial_id")),
    )
    op.create_index("ix_denial_at", "denial", ["at"])
    op.create_table(
        "notice",
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("news", sa.String(40), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=True),
        sa.Column("consultation_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(referral_id IS NULL) <> (consultation_id IS NULL)",
            name=op.f("ck_notice_about_one_thing"),
        ),
        sa.CheckConstraint(
            "mailed_at IS NULL OR dropped_at IS NULL", name=op.f("ck_notice_ended_once")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_notice_consultation_id")
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_notice_referral_id")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["account.id"], name=op.f("fk_notice_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.CheckConstraint(
            "news IN ('matter_referred', 'advice_asked', 'referral_answered', 'advice_given')",
            name=op.f("ck_notice_news"),
        ),
    )
    op.create_index("ix_notice_to_id_made_at", "notice", ["to_id", "made_at"])
    _guard()


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in LINES:
            for verb in ("update", "delete"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        return
    for table in LINES:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )


def downgrade() -> None:
    op.drop_table("notice")
    op.drop_table("denial")
    op.drop_table("look")
    op.drop_table("disclosure")
