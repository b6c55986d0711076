"""Drafts; and what is added to an incident once it is logged: words, files, questions passed on."""

import sqlalchemy as sa
from alembic import op

revision = "0005_writing"
down_revision = "0004_standing"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FACTS = (
    "'firearm', 'crime', 'bodily_harm', 'threat', 'victim_request', 'guardian_request', "
    "'juvenile', 'petty_offense', 'school_property', 'school_event', 'school_rule'"
)


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_draft_account_id")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_draft_version")),
    )
    op.create_index("ix_draft_account_id_saved_at", "draft", ["account_id", "saved_at"])
    _attachment()
    _addition()
    _asking()
    _protect()


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_attachment_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["account.id"], name=op.f("fk_attachment_added_by_id")
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 150", name=op.f("ck_attachment_name")),
        sa.CheckConstraint("size BETWEEN 1 AND 10485760", name=op.f("ck_attachment_size")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_attachment_sha256")),
    )
    op.create_index("ix_attachment_incident_id_added_at", "attachment", ["incident_id", "added_at"])


def _addition() -> None:
    op.create_table(
        "addition",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_addition")),
        sa.UniqueConstraint("id", name=op.f("uq_addition_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_addition_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["account.id"], name=op.f("fk_addition_added_by_id")
        ),
        sa.CheckConstraint("length(text) BETWEEN 1 AND 50000", name=op.f("ck_addition_text")),
    )
    op.create_index("ix_addition_incident_id_seq", "addition", ["incident_id", "seq"])


def _asking() -> None:
    op.create_table(
        "asking",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_asking")),
        sa.UniqueConstraint("id", name=op.f("uq_asking_id")),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_asking_matter_id")),
        sa.ForeignKeyConstraint(["of_id"], ["account.id"], name=op.f("fk_asking_of_id")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_asking_by_id")),
        sa.CheckConstraint(f"fact IN ({FACTS})", name=op.f("ck_asking_fact")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("ck_asking_note")),
        sa.CheckConstraint("of_id <> by_id", name=op.f("ck_asking_of_another")),
    )
    op.create_index("ix_asking_of_id_seq", "asking", ["of_id", "seq"])
    op.create_index("ix_asking_matter_id_seq", "asking", ["matter_id", "seq"])


def _protect() -> None:
    """Refuse UPDATE and DELETE; on PostgreSQL, TRUNCATE too, by functions 0002 and 0003 made."""
    kept = {
        "attachment": ("kept", "kept_as_logged", "kept as it was logged"),
        "addition": ("append_only", "append_only", "append-only"),
        "asking": ("append_only", "append_only", "append-only"),
    }
    for table, (trigger, function, words) in kept.items():
        if op.get_bind().dialect.name == "sqlite":
            for verb in ("update", "delete"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is {words}'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_{trigger} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
            )


def downgrade() -> None:
    for table in ("asking", "addition", "attachment", "draft"):
        op.drop_table(table)
