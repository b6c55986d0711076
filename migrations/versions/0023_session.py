"""Sessions are kept on the server; each change of an account ends those before it.

On PostgreSQL the pages' role finds a session by the token it presents, and else its viewer's own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023_session"
down_revision = "0022_findings"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WEB = "incident_web"
VIEWER = "(SELECT incident_viewer())"
PRESENTED = "token_sha256 = NULLIF(current_setting('incident.session', true), '')"
MATTERS = ("role", "active", "password_hash")
"""What of an account ends its sessions when it changes; its schools do too."""


def upgrade() -> None:
    op.add_column(
        "account", sa.Column("epoch", sa.Integer(), nullable=False, server_default=sa.text("0"))
    )
    op.create_table(
        "login_session",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.String(40), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("length(token_sha256) = 64", name=op.f("ck_login_session_token_sha256")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended IS NULL)", name=op.f("ck_login_session_why_ended")
        ),
        sa.CheckConstraint(
            "length(source) <= 60 AND length(agent) <= 300", name=op.f("ck_login_session_lengths")
        ),
        sa.CheckConstraint(
            "ended IN ('signed_out', 'from_elsewhere', 'restored')",
            name=op.f("ck_login_session_ended"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_login_session_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_session")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_login_session_token_sha256")),
    )
    op.create_index(
        "ix_login_session_account_id_seen_at", "login_session", ["account_id", "seen_at"]
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("email_sha256", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "length(email_sha256) = 64 AND length(source) <= 60",
            name=op.f("ck_sign_in_failure_lengths"),
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_sign_in_failure")),
        sa.UniqueConstraint("id", name=op.f("uq_sign_in_failure_id")),
    )
    op.create_index(
        "ix_sign_in_failure_email_sha256_source_at",
        "sign_in_failure",
        ["email_sha256", "source", "at"],
    )
    if op.get_bind().dialect.name == "sqlite":
        _triggers_of_sqlite()
    else:
        _triggers_of_postgres()
        _wall()


def _triggers_of_sqlite() -> None:
    for verb in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER sign_in_failure_no_{verb} BEFORE {verb.upper()} ON sign_in_failure "
            "BEGIN SELECT RAISE(ABORT, 'sign_in_failure is append-only'); END"
        )
    changed = " OR ".join(f"OLD.{name} <> NEW.{name}" for name in MATTERS)
    op.execute(
        f"CREATE TRIGGER account_epoch AFTER UPDATE OF {', '.join(MATTERS)} ON account "
        f"WHEN {changed} BEGIN UPDATE account SET epoch = epoch + 1 WHERE id = NEW.id; END"
    )
    for verb, row in (("INSERT", "NEW"), ("DELETE", "OLD")):
        op.execute(
            f"CREATE TRIGGER account_school_epoch_{verb.lower()} AFTER {verb} ON account_school "
            f"BEGIN UPDATE account SET epoch = epoch + 1 WHERE id = {row}.account_id; END"
        )
    op.execute(
        "CREATE TRIGGER account_school_epoch_update AFTER UPDATE ON account_school BEGIN "
        "UPDATE account SET epoch = epoch + 1 WHERE id IN (OLD.account_id, NEW.account_id); END"
    )


def _triggers_of_postgres() -> None:
    op.execute(
        "CREATE TRIGGER sign_in_failure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON sign_in_failure FOR EACH STATEMENT EXECUTE FUNCTION append_only()"
    )
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in MATTERS)
    op.execute(
        "CREATE FUNCTION account_epoch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "NEW.epoch := OLD.epoch + 1; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER account_epoch BEFORE UPDATE ON account FOR EACH ROW WHEN ({changed}) "
        "EXECUTE FUNCTION account_epoch()"
    )
    op.execute(
        "CREATE FUNCTION account_school_epoch() RETURNS trigger LANGUAGE plpgsql "
        "SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN "
        "UPDATE account SET epoch = epoch + 1 "
        "WHERE id IN (OLD.account_id, NEW.account_id); RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER account_school_epoch AFTER INSERT OR UPDATE OR DELETE ON account_school "
        "FOR EACH ROW EXECUTE FUNCTION account_school_epoch()"
    )


def _wall() -> None:
    for table in ("login_session", "sign_in_failure"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY operator ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)"
        )
    own = f"account_id = {VIEWER}"
    op.execute(
        f"CREATE POLICY finds ON login_session FOR SELECT TO {WEB} USING ({PRESENTED} OR {own})"
    )
    op.execute(f"CREATE POLICY begins ON login_session FOR INSERT TO {WEB} WITH CHECK ({own})")
    op.execute(
        f"CREATE POLICY moves ON login_session FOR UPDATE TO {WEB} USING ({own}) WITH CHECK ({own})"
    )
    op.execute(f"GRANT SELECT, INSERT ON login_session TO {WEB}")
    op.execute(f"GRANT UPDATE (seen_at, ended_at, ended) ON login_session TO {WEB}")
    # Asked before anybody is signed in: of an address whose hash they have, how often and when.
    op.execute(f"CREATE POLICY counts ON sign_in_failure FOR SELECT TO {WEB} USING (true)")
    op.execute(f"CREATE POLICY adds ON sign_in_failure FOR INSERT TO {WEB} WITH CHECK (true)")
    op.execute(f"GRANT SELECT, INSERT ON sign_in_failure TO {WEB}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER account_school_epoch_{verb}")
        op.execute("DROP TRIGGER account_epoch")
    else:
        op.execute("DROP TRIGGER account_school_epoch ON account_school")
        op.execute("DROP FUNCTION account_school_epoch()")
        op.execute("DROP TRIGGER account_epoch ON account")
        op.execute("DROP FUNCTION account_epoch()")
    op.drop_table("sign_in_failure")
    op.drop_table("login_session")
    op.drop_column("account", "epoch")
