"""Second factors, each use of one, its end, and the reset that takes two people.

A session says when its account last proved itself; one begun before this is over, as nothing is
known of how. Whoever holds a second account says whose it is, so that nobody is two people.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024_factor"
down_revision = "0023_session"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KEPT = {
    "factor": ("kept_as_logged", "kept as it was logged"),
    **dict.fromkeys(
        ("factor_use", "factor_end", "factor_reset", "factor_reset_answer"),
        ("append_only", "append-only"),
    ),
}
"""What nobody changes, by which function and in which words."""

WEB = "incident_web"
VIEWER = "(SELECT incident_viewer())"
PRESENTED = "found_by = NULLIF(current_setting('incident.session', true), '')"
OWN = f"account_id = {VIEWER}"
SEEN = "EXISTS (SELECT 1 FROM factor AS theirs WHERE theirs.id = factor_id)"
MINE = f"EXISTS (SELECT 1 FROM factor AS mine WHERE mine.id = factor_id AND mine.{OWN})"
RUNS_IT = "(SELECT incident_role() = 'system_administrator')"
# Two people, also for who asks in SQL: nobody approves what they asked, or what is for themselves.
ASKED = (
    "EXISTS (SELECT 1 FROM factor_reset AS asked WHERE asked.id = reset_id AND (NOT approved "
    f"OR (asked.by_id <> {VIEWER} AND asked.account_id <> {VIEWER})))"
)
APPROVED = (
    "EXISTS (SELECT 1 FROM factor AS theirs "
    "JOIN factor_reset AS asked ON asked.account_id = theirs.account_id "
    "JOIN factor_reset_answer AS given ON given.reset_id = asked.id AND given.approved "
    f"WHERE theirs.id = factor_id AND theirs.added_at <= given.at AND given.by_id = {VIEWER})"
)
BY = f"by_id = {VIEWER}"

WALL = {
    "factor": (f"{OWN} OR {PRESENTED} OR {RUNS_IT}", OWN),
    "factor_use": (SEEN, MINE),
    "factor_end": (SEEN, f"({MINE} OR ({RUNS_IT} AND why = 'reset' AND {APPROVED})) AND {BY}"),
    "factor_reset": (RUNS_IT, f"{RUNS_IT} AND {BY}"),
    "factor_reset_answer": (RUNS_IT, f"{RUNS_IT} AND {BY} AND {ASKED}"),
}
"""By table, what the pages' role sees of it and what it may add."""


def upgrade() -> None:
    op.add_column(
        "login_session", sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("account", sa.Column("holder_id", sa.Uuid(), nullable=True))
    _make_factors()
    _make_resets()
    for table, (function, says) in KEPT.items():
        _guard(table, function, says)
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, (sees, adds) in WALL.items():
        _wall(table, sees, adds)
    op.execute(f"GRANT UPDATE (proved_at, token_sha256) ON login_session TO {WEB}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB}")


def _make_factors() -> None:
    op.create_table(
        "factor",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=True),
        sa.Column("credential_id", sa.LargeBinary(), nullable=True),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("secret", sa.Text(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 60", name=op.f("ck_factor_name")),
        sa.CheckConstraint("(kind = 'app') = (secret IS NOT NULL)", name=op.f("ck_factor_secret")),
        sa.CheckConstraint("(kind = 'app') = (found_by IS NULL)", name=op.f("ck_factor_found_by")),
        sa.CheckConstraint(
            "(kind = 'passkey') = (credential_id IS NOT NULL AND public_key IS NOT NULL)",
            name=op.f("ck_factor_passkey"),
        ),
        sa.CheckConstraint(
            "kind IN ('passkey', 'app', 'recovery_code')", name=op.f("ck_factor_factorkind")
        ),
        _to("factor", "account_id", "account.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor")),
        sa.UniqueConstraint("found_by", name=op.f("uq_factor_found_by")),
    )
    op.create_index("ix_factor_account_id", "factor", ["account_id"])
    op.create_table(
        "factor_use",
        sa.Column("factor_id", sa.Uuid(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=True),
        *_line("factor_use"),
        sa.CheckConstraint("length(proof) BETWEEN 1 AND 64", name=op.f("ck_factor_use_proof")),
        _to("factor_use", "factor_id", "factor.id"),
        sa.UniqueConstraint("factor_id", "proof", name=op.f("uq_factor_use_factor_id_proof")),
    )
    op.create_table(
        "factor_end",
        sa.Column("factor_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.String(40), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        *_line("factor_end"),
        sa.CheckConstraint(
            "why IN ('removed', 'replaced', 'reset')", name=op.f("ck_factor_end_factorended")
        ),
        _to("factor_end", "factor_id", "factor.id"),
        _to("factor_end", "by_id", "account.id"),
        sa.UniqueConstraint("factor_id", name=op.f("uq_factor_end_factor_id")),
    )


def _make_resets() -> None:
    op.create_table(
        "factor_reset",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        *_line("factor_reset"),
        sa.CheckConstraint("length(why) BETWEEN 1 AND 2000", name=op.f("ck_factor_reset_why")),
        sa.CheckConstraint("by_id <> account_id", name=op.f("ck_factor_reset_not_ones_own")),
        _to("factor_reset", "account_id", "account.id"),
        _to("factor_reset", "by_id", "account.id"),
    )
    op.create_index("ix_factor_reset_account_id_seq", "factor_reset", ["account_id", "seq"])
    op.create_table(
        "factor_reset_answer",
        sa.Column("reset_id", sa.Uuid(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        *_line("factor_reset_answer"),
        sa.ForeignKeyConstraint(
            ["reset_id"], ["factor_reset.id"], name=op.f("fk_factor_reset_answer_reset_id")
        ),
        _to("factor_reset_answer", "by_id", "account.id"),
        sa.UniqueConstraint("reset_id", name=op.f("uq_factor_reset_answer_reset_id")),
    )


def _line(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """What every line of a table has: when, and its place."""
    return (
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{table}_id")),
    )


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


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


def _wall(table: str, sees: str, adds: str) -> None:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY operator ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)")
    op.execute(f"CREATE POLICY sees ON {table} FOR SELECT TO {WEB} USING ({sees})")
    op.execute(f"CREATE POLICY adds ON {table} FOR INSERT TO {WEB} WITH CHECK ({adds})")
    op.execute(f"GRANT SELECT, INSERT ON {table} TO {WEB}")


def downgrade() -> None:
    for table in ("factor_end", "factor_reset_answer", "factor_reset", "factor_use", "factor"):
        op.drop_table(table)
    op.drop_column("account", "holder_id")
    op.drop_column("login_session", "proved_at")
