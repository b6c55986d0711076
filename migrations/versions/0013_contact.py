"""Officers' real involvement, recorded whatever the route."""

import sqlalchemy as sa
from alembic import op

revision = "0013_contact"
down_revision = "0012_sharing"
branch_labels = None
depends_on = None

KEPT = ("contact", "contact_matter")


def upgrade() -> None:
    op.create_table(
        "contact",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("officer_words", sa.Text(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.String(40), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("acts", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("iv_c", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("offense_code", sa.Text(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(officer_id IS NULL) = (length(officer_words) > 0)", name=op.f("ck_contact_officer")
        ),
        sa.CheckConstraint(
            "length(officer_words) <= 200 AND length(purpose) <= 2000 AND length(iv_c) <= 2000 "
            "AND length(case_number) <= 60 AND length(offense_code) <= 10",
            name=op.f("ck_contact_lengths"),
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_contact_incident_id")
        ),
        sa.ForeignKeyConstraint(["officer_id"], ["account.id"], name=op.f("fk_contact_officer_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["account.id"], name=op.f("fk_contact_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_contact_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.CheckConstraint(
            "started_by IN ('school', 'officer', 'victim', 'parent', 'other', 'not_recorded')",
            name=op.f("ck_contact_starter"),
        ),
    )
    op.create_index(op.f("ix_contact_incident_id"), "contact", ["incident_id"])
    op.create_index(op.f("ix_contact_officer_id"), "contact", ["officer_id"])
    op.create_index("ix_contact_school_id_happened_at", "contact", ["school_id", "happened_at"])
    op.create_table(
        "contact_matter",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("matter_id", sa.Uuid(), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_contact_matter_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_contact_matter_matter_id")
        ),
        sa.PrimaryKeyConstraint("contact_id", "matter_id", name=op.f("pk_contact_matter")),
        sa.CheckConstraint(
            "outcome IN ('law_enforcement', 'administrator_led', 'discipline_only', "
            "'undetermined', 'policy_gap', 'no_violation')",
            name=op.f("ck_contact_matter_outcome"),
        ),
    )
    op.create_index(op.f("ix_contact_matter_matter_id"), "contact_matter", ["matter_id"])
    _guard()


def _guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in KEPT:
            for verb in ("update", "delete"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is kept as it was logged'); END"
                )
        return
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kept_as_logged()"
        )


def downgrade() -> None:
    op.drop_table("contact_matter")
    op.drop_table("contact")
