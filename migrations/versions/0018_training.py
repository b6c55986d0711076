"""Officers' training, the certificates somebody saw, policy reviews, and the mail a day brings."""

import sqlalchemy as sa
from alembic import op

revision = "0018_training"
down_revision = "0017_contract"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LINES = ("training", "policy_review", "sighting")
KEPT = {
    **dict.fromkeys(LINES, ("append_only", "append-only")),
    "sighting_file": ("kept_as_logged", "kept as it was logged"),
}
"""What nobody changes, by which function and in which words. Reminders are no record."""

WEB = "incident_web"
VIEWER = "(SELECT incident_viewer())"
OWN = f"account_id = {VIEWER}"
THEIR_OFFICERS = (
    "account_id IN (SELECT account_id FROM account_school WHERE school_id IN "
    f"(SELECT school_id FROM account_school WHERE account_id = {VIEWER}))"
)
SEEN = "EXISTS (SELECT 1 FROM sighting AS theirs WHERE theirs.id = sighting_id)"
BY = f"by_id = {VIEWER}"

WALL = {
    # An administrator reads no training file; whether one of their officers may be given a matter
    # is worked out from these two when they refer it.
    "training": {
        "administrator": (THEIR_OFFICERS, "false"),
        "coordinator": ("true", BY),
        "officer": (OWN, "false"),
        "auditor": ("true", "false"),
    },
    "policy_review": {
        "administrator": (THEIR_OFFICERS, "false"),
        "coordinator": ("true", BY),
        "officer": (OWN, "false"),
        "auditor": ("true", "false"),
    },
    "sighting": {
        "coordinator": ("true", BY),
        "officer": (OWN, "false"),
        "auditor": ("true", "false"),
    },
    "sighting_file": {
        "coordinator": (SEEN, SEEN),
        "officer": (SEEN, "false"),
    },
    "reminder": {},
}
"""By table, what each role sees and what it may add. No line, no rows."""


def upgrade() -> None:
    _make_training()
    _make_sightings()
    _make_reminders()
    for table, (function, says) in KEPT.items():
        _guard(table, function, says)
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, roles in WALL.items():
        _wall(table, roles)
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB}")


def _make_training() -> None:
    courses = ("prior_course", "full_course", "supplemental_course")
    op.create_table(
        "training",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        *(
            column
            for name in courses
            for column in (
                sa.Column(name, sa.Text(), nullable=False),
                sa.Column(f"{name}_on", sa.Date(), nullable=True),
            )
        ),
        sa.Column("unable_on", sa.Date(), nullable=True),
        sa.Column("unable_why", sa.Text(), nullable=False),
        *_line("training"),
        *(
            sa.CheckConstraint(
                f"({name}_on IS NULL) = ({words} = '')", name=op.f(f"ck_training_{name}")
            )
            for name, words in (*zip(courses, courses, strict=True), ("unable", "unable_why"))
        ),
        sa.CheckConstraint(
            "length(prior_course) <= 200 AND length(full_course) <= 200 "
            "AND length(supplemental_course) <= 200 AND length(unable_why) <= 2000",
            name=op.f("ck_training_lengths"),
        ),
        _of_account("training"),
    )
    op.create_index("ix_training_account_id_seq", "training", ["account_id", "seq"])
    op.create_table(
        "policy_review",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        *_line("policy_review"),
        sa.CheckConstraint(
            "length(version) BETWEEN 1 AND 200", name=op.f("ck_policy_review_version")
        ),
        _of_account("policy_review"),
    )
    op.create_index("ix_policy_review_account_id_seq", "policy_review", ["account_id", "seq"])


def _make_sightings() -> None:
    op.create_table(
        "sighting",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        *_line("sighting"),
        sa.CheckConstraint(
            "length(course) BETWEEN 1 AND 200 AND length(issuer) BETWEEN 1 AND 200",
            name=op.f("ck_sighting_names"),
        ),
        sa.CheckConstraint("issued_on <= seen_on", name=op.f("ck_sighting_issued_first")),
        _of_account("sighting"),
    )
    op.create_index("ix_sighting_account_id_issued_on", "sighting", ["account_id", "issued_on"])
    op.create_table(
        "sighting_file",
        sa.Column("sighting_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 150", name=op.f("ck_sighting_file_name")),
        sa.CheckConstraint("size BETWEEN 1 AND 10485760", name=op.f("ck_sighting_file_size")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_sighting_file_sha256")),
        sa.ForeignKeyConstraint(
            ["sighting_id"], ["sighting.id"], name=op.f("fk_sighting_file_sighting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting_file")),
        sa.UniqueConstraint("sighting_id", name=op.f("uq_sighting_file_sighting_id")),
    )


def _make_reminders() -> None:
    op.create_table(
        "reminder",
        sa.Column("occasion", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "mailed_at IS NULL OR dropped_at IS NULL", name=op.f("ck_reminder_ended_once")
        ),
        sa.CheckConstraint(
            "occasion IN ('contract_ends', 'training_due', 'certificate_unseen', "
            "'holds_untrained')",
            name=op.f("ck_reminder_occasion"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            *("occasion", "subject_id", "ends_on", "days", "address"),
            name=op.f("uq_reminder_occasion_subject_id_ends_on_days_address"),
        ),
    )


def _line(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """What every line of a table has: who wrote it, when, and its place."""
    return (
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f(f"fk_{table}_by_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{table}_id")),
    )


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["account.id"], name=op.f(f"fk_{table}_account_id")
    )


def _guard(table: str, function: str, says: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is {says}'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_{function} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()"
    )


def _wall(table: str, roles: dict[str, tuple[str, str]]) -> None:
    op.execute(f"GRANT SELECT, INSERT ON {table} TO {WEB}")
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY operator ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)")
    for role, (sees, adds) in roles.items():
        is_role = f"(SELECT incident_role() = '{role}')"
        op.execute(
            f"CREATE POLICY {role} ON {table} TO {WEB} "
            f"USING ({is_role} AND ({sees})) WITH CHECK ({is_role} AND ({adds}))"
        )


def downgrade() -> None:
    for table in ("reminder", "sighting_file", "sighting", "policy_review", "training"):
        op.drop_table(table)
