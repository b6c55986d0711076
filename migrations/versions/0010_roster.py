"""Students and staff are found by school without passing over every unknown person."""

from alembic import op

revision = "0010_roster"
down_revision = "0009_standing"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_person_school_id_name", table_name="person")
    op.create_index("ix_person_school_id_kind_name", "person", ["school_id", "kind", "name"])


def downgrade() -> None:
    op.drop_index("ix_person_school_id_kind_name", table_name="person")
    op.create_index("ix_person_school_id_name", "person", ["school_id", "name"])
