"""Accounts of the district's identity provider that sign in here, and the sign-ins once used.

On PostgreSQL the pages' role finds a connection by the issuer and subject it presents, and else
its viewer's own; the system administrator sees and ends every one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0026_identity"
down_revision = "0025_invitation"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = ("identity", "identity_end", "spent_state")
WEB = "incident_web"
VIEWER = "(SELECT incident_viewer())"
PRESENTED = "key_sha256 = NULLIF(current_setting('incident.session', true), '')"
KEPT = f"account_id = {VIEWER} OR (SELECT incident_role() = 'system_administrator')"
TAKEN = (
    "EXISTS (SELECT 1 FROM identity AS other WHERE NOT EXISTS "
    "(SELECT 1 FROM identity_end WHERE identity_end.identity_id = other.id) "
    "AND other.seq <> NEW.seq AND (other.key_sha256 = NEW.key_sha256 "
    "OR (other.account_id = NEW.account_id AND other.issuer = NEW.issuer)))"
)


def upgrade() -> None:
    op.create_table(
        "identity",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("key_sha256", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(key_sha256) = 64", name=op.f("ck_identity_key_sha256")),
        sa.CheckConstraint(
            "length(issuer) BETWEEN 1 AND 255 AND length(subject) BETWEEN 1 AND 255",
            name=op.f("ck_identity_lengths"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_identity_account_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_identity_by_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_identity")),
        sa.UniqueConstraint("id", name=op.f("uq_identity_id")),
    )
    op.create_index("ix_identity_key_sha256", "identity", ["key_sha256"])
    op.create_index("ix_identity_account_id", "identity", ["account_id"])
    op.create_table(
        "identity_end",
        sa.Column("identity_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identity.id"], name=op.f("fk_identity_end_identity_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_identity_end_by_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_identity_end")),
        sa.UniqueConstraint("id", name=op.f("uq_identity_end_id")),
        sa.UniqueConstraint("identity_id", name=op.f("uq_identity_end_identity_id")),
    )
    op.create_table(
        "spent_state",
        sa.Column("state_sha256", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(state_sha256) = 64", name=op.f("ck_spent_state_state_sha256")),
        sa.PrimaryKeyConstraint("state_sha256", name=op.f("pk_spent_state")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _triggers_of_sqlite()
    else:
        _triggers_of_postgres()
        _wall()


def _triggers_of_sqlite() -> None:
    for table in TABLES:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    op.execute(
        f"CREATE TRIGGER identity_once AFTER INSERT ON identity WHEN {TAKEN} "
        "BEGIN SELECT RAISE(ABORT, 'identity is connected already'); END"
    )


def _triggers_of_postgres() -> None:
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
        )
    # Two at one moment wait for each other here: neither sees what the other has not committed.
    op.execute(
        "CREATE FUNCTION identity_once() RETURNS trigger LANGUAGE plpgsql "
        "SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN "
        "PERFORM pg_advisory_xact_lock(hashtextextended('identity', 0)); "
        f"IF {TAKEN} THEN RAISE unique_violation "
        "USING MESSAGE = 'identity is connected already'; END IF; RETURN NEW; END $$"
    )
    # Row security first: only a row that may be added is told whether it is taken.
    op.execute(
        "CREATE TRIGGER identity_once AFTER INSERT ON identity "
        "FOR EACH ROW EXECUTE FUNCTION identity_once()"
    )


def _wall() -> None:
    for table in TABLES:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY operator ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)"
        )
    op.execute(f"CREATE POLICY finds ON identity FOR SELECT TO {WEB} USING ({PRESENTED} OR {KEPT})")
    op.execute(
        f"CREATE POLICY connects ON identity FOR INSERT TO {WEB} "
        f"WITH CHECK (account_id = {VIEWER} AND by_id = {VIEWER})"
    )
    seen = "EXISTS (SELECT 1 FROM identity WHERE identity.id = identity_id)"
    kept = f"EXISTS (SELECT 1 FROM identity WHERE identity.id = identity_id AND ({KEPT}))"
    op.execute(f"CREATE POLICY finds ON identity_end FOR SELECT TO {WEB} USING ({seen})")
    op.execute(
        f"CREATE POLICY ends ON identity_end FOR INSERT TO {WEB} "
        f"WITH CHECK (by_id = {VIEWER} AND {kept})"
    )
    op.execute(f"GRANT SELECT, INSERT ON identity, identity_end TO {WEB}")
    # Nobody reads it: a state that is there already is refused as a second one.
    op.execute(f"CREATE POLICY adds ON spent_state FOR INSERT TO {WEB} WITH CHECK (true)")
    op.execute(f"GRANT INSERT ON spent_state TO {WEB}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB}")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP TRIGGER identity_once ON identity")
        op.execute("DROP FUNCTION identity_once()")
    for table in ("spent_state", "identity_end", "identity"):
        op.drop_table(table)
