"""Incidents, their participants and matters: kept as they were logged."""

import sqlalchemy as sa
from alembic import op

revision = "0002_incidents"
down_revision = "0001_district"
branch_labels = None
depends_on = None

KEPT = ("incident", "participant", "matter")


def upgrade() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(40), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("learned", sa.String(40), nullable=False),
        sa.Column("narrative", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("logged_by_id", sa.Uuid(), nullable=True),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident")),
        sa.UniqueConstraint("reference", name=op.f("uq_incident_reference")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_incident_source_external_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_incident_school_id")),
        sa.ForeignKeyConstraint(
            ["logged_by_id"], ["account.id"], name=op.f("fk_incident_logged_by_id")
        ),
        sa.CheckConstraint("length(narrative) <= 50000", name=op.f("ck_incident_narrative")),
        sa.CheckConstraint("length(place) <= 200", name=op.f("ck_incident_place")),
        sa.CheckConstraint(
            "precision IN ('minute', 'day', 'month', 'year')", name=op.f("ck_incident_precision")
        ),
        sa.CheckConstraint(
            "learned IN ('staff', 'student', 'family', 'anonymous_tip', 'camera', 'police', "
            "'other', 'not_recorded')",
            name=op.f("ck_incident_learned"),
        ),
    )
    op.create_index(
        "ix_incident_school_id_occurred_at_id", "incident", ["school_id", "occurred_at", "id"]
    )
    op.create_table(
        "participant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("place_in_form", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participant")),
        sa.UniqueConstraint(
            "incident_id",
            "person_id",
            "part",
            name=op.f("uq_participant_incident_id_person_id_part"),
        ),
        sa.UniqueConstraint("id", "incident_id", name=op.f("uq_participant_id_incident_id")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_participant_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_participant_person_id")
        ),
        sa.CheckConstraint(
            "part IN ('actor', 'victim', 'witness', 'reporter')", name=op.f("ck_participant_part")
        ),
    )
    op.create_index("ix_participant_person_id", "participant", ["person_id"])
    op.create_table(
        "matter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("conduct", sa.Text(), nullable=False),
        sa.Column("conduct_words", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("place_in_form", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("reference", name=op.f("uq_matter_reference")),
        sa.UniqueConstraint(
            "incident_id", "external_id", name=op.f("uq_matter_incident_id_external_id")
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incident.id"], name=op.f("fk_matter_incident_id")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id", "incident_id"],
            ["participant.id", "participant.incident_id"],
            name=op.f("fk_matter_actor_id_incident_id"),
        ),
        sa.CheckConstraint("length(conduct_words) <= 500", name=op.f("ck_matter_conduct_words")),
    )
    op.create_index("ix_matter_actor_id", "matter", ["actor_id"])
    _keep()


def _keep() -> None:
    """Refuse UPDATE and DELETE; on PostgreSQL, TRUNCATE too."""
    if op.get_bind().dialect.name == "sqlite":
        for table in KEPT:
            for verb in ("update", "delete"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is kept as it was logged'); END"
                )
        return
    op.execute(
        "CREATE FUNCTION kept_as_logged() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is kept as it was logged', TG_TABLE_NAME; END $$"
    )
    for table in KEPT:
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION kept_as_logged()"
        )


def downgrade() -> None:
    op.drop_index("ix_matter_actor_id", table_name="matter")
    op.drop_table("matter")
    op.drop_index("ix_participant_person_id", table_name="participant")
    op.drop_table("participant")
    op.drop_index("ix_incident_school_id_occurred_at_id", table_name="incident")
    op.drop_table("incident")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION kept_as_logged()")
