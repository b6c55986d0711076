"""The district's own adopted words, paragraph by paragraph."""

import sqlalchemy as sa
from alembic import op

revision = "0006_policy_text"
down_revision = "0005_writing"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "policy_text",
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pasted_by_id", sa.Uuid(), nullable=False),
        sa.Column("pasted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_policy_text")),
        sa.UniqueConstraint("id", name=op.f("uq_policy_text_id")),
        sa.ForeignKeyConstraint(
            ["pasted_by_id"], ["account.id"], name=op.f("fk_policy_text_pasted_by_id")
        ),
        sa.CheckConstraint("length(text) <= 20000", name=op.f("ck_policy_text_text")),
    )
    op.create_index(
        "ix_policy_text_edition_paragraph_seq", "policy_text", ["edition", "paragraph", "seq"]
    )
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER policy_text_no_{verb} BEFORE {verb.upper()} ON policy_text "
                "BEGIN SELECT RAISE(ABORT, 'policy_text is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER policy_text_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON policy_text FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )


def downgrade() -> None:
    op.drop_table("policy_text")
