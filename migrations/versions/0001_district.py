"""Schools, the accounts that sign in, and the people who take part in incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0001_district"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "school",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
        sa.UniqueConstraint("name", name=op.f("uq_school_name")),
        sa.UniqueConstraint("code", name=op.f("uq_school_code")),
        sa.CheckConstraint(
            "length(code) BETWEEN 2 AND 5 AND code = upper(code)", name=op.f("ck_school_code")
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", name=op.f("ck_school_name")),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("email", name=op.f("uq_account_email")),
        sa.CheckConstraint(
            "email = lower(email) AND length(email) BETWEEN 3 AND 254",
            name=op.f("ck_account_email"),
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 120", name=op.f("ck_account_name")),
        sa.CheckConstraint(
            "role IN ('administrator', 'officer', 'coordinator', 'auditor', "
            "'system_administrator')",
            name=op.f("ck_account_role"),
        ),
    )
    op.create_table(
        "account_school",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "school_id", name=op.f("pk_account_school")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_school_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["school_id"], ["school.id"], name=op.f("fk_account_school_school_id")
        ),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("described", sa.Text(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("number", name=op.f("uq_person_number")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_person_school_id")),
        sa.CheckConstraint("kind = 'unknown' OR name <> ''", name=op.f("ck_person_named")),
        sa.CheckConstraint("kind <> 'unknown' OR name = ''", name=op.f("ck_person_unnamed")),
        sa.CheckConstraint(
            "length(name) <= 200 AND length(described) <= 500", name=op.f("ck_person_lengths")
        ),
        sa.CheckConstraint(
            "kind IN ('student', 'staff', 'visitor', 'unknown')",
            name=op.f("ck_person_personkind"),
        ),
    )
    op.create_index("ix_person_school_id_name", "person", ["school_id", "name"])


def downgrade() -> None:
    op.drop_index("ix_person_school_id_name", table_name="person")
    for table in ("person", "account_school", "account", "school"):
        op.drop_table(table)
