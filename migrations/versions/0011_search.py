"""What somebody searched for, so that the page of its results has an address."""

import sqlalchemy as sa
from alembic import op

revision = "0011_search"
down_revision = "0010_roster"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "search",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_search_account_id")),
        sa.CheckConstraint("length(words) BETWEEN 1 AND 200", name=op.f("ck_search_words")),
    )
    op.create_index("ix_search_account_id_asked_at", "search", ["account_id", "asked_at"])


def downgrade() -> None:
    op.drop_index("ix_search_account_id_asked_at", table_name="search")
    op.drop_table("search")
