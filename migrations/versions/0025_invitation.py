"""The system administrator invites, and keeps accounts; a link sets a password once.

On PostgreSQL the table of accounts gets its wall: everyone reads it as before, the system
administrator changes it, whoever has a link's token sets that account's password, and everyone
their own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025_invitation"
down_revision = "0024_factor"
branch_labels = None
depends_on = None

WEB = "incident_web"
VIEWER = "(SELECT incident_viewer())"
KEEPS = "(SELECT incident_role() = 'system_administrator')"
PRESENTED = "token_sha256 = NULLIF(current_setting('incident.link', true), '')"
OPENED = (
    "EXISTS (SELECT 1 FROM invitation AS theirs WHERE theirs.account_id = account.id "
    f"AND theirs.used_at IS NULL AND theirs.ended_at IS NULL AND theirs.{PRESENTED})"
)
SAME_ROLE = "role = account_role(id)"
SAME_PASSWORD = "password_hash = account_password(id)"  # noqa: S105 - a rule, not a password
SAME_PERSON = "holder_id::text IS NOT DISTINCT FROM account_holder(id)"
WAS = {
    "account_role": "role",
    "account_password": "password_hash",
    "account_holder": "holder_id::text",
}
FAILURE = "account_id IS NULL AND subject = 'sign_in_failure'"
OWN_EVENTS = f"account_id = {VIEWER}"
OF_ACCOUNTS = f"({OWN_EVENTS} OR subject IN ('account', 'sign_in_failure'))"

OCCASIONS = ("contract_ends", "training_due", "certificate_unseen", "holds_untrained")
UNUSED = "account_unused"

OF_CONTRACTS = ("contract", "contract_end", "contract_school", "posting")
"""Whether an officer is the SRO of a school: who tells who can see what has to know it."""

POLICIES = {
    "account": {
        "anyone": "FOR SELECT TO {web} USING (true)",
        # PostgreSQL lets only those wait for a row who may change it; this one changes nothing.
        "waits": "FOR UPDATE TO {web} USING (true) WITH CHECK (false)",
        "invites": f"FOR INSERT TO {{web}} WITH CHECK ({KEEPS} AND NOT active "
        "AND password_hash = '')",
        # Whom they keep accounts for, they set no password for; what they may is not theirs to say.
        "keeps": f"FOR UPDATE TO {{web}} USING ({KEEPS}) "
        f"WITH CHECK ({KEEPS} AND id <> {VIEWER} AND {SAME_PASSWORD})",
        "own": f"FOR UPDATE TO {{web}} USING (id = {VIEWER}) "
        f"WITH CHECK (id = {VIEWER} AND active AND {SAME_ROLE} AND {SAME_PERSON})",
        "accepts": f"FOR UPDATE TO {{web}} USING ({OPENED}) "
        f"WITH CHECK (active AND {SAME_ROLE} AND {SAME_PERSON} AND {OPENED})",
    },
    "account_school": {
        "gives": f"FOR INSERT TO {{web}} WITH CHECK ({KEEPS})",
        "takes": f"FOR DELETE TO {{web}} USING ({KEEPS})",
    },
    "login_session": {
        "keeps": f"FOR SELECT TO {{web}} USING ({KEEPS})",
        # Over, and never again another's token on it.
        "ends": f"FOR UPDATE TO {{web}} USING ({KEEPS}) "
        f"WITH CHECK ({KEEPS} AND ended_at IS NOT NULL)",
    },
    "invitation": {
        "keeps": f"FOR SELECT TO {{web}} USING ({KEEPS})",
        "opens": f"FOR SELECT TO {{web}} USING ({PRESENTED})",
        "invites": f"FOR INSERT TO {{web}} WITH CHECK ({KEEPS} AND by_id = {VIEWER} "
        "AND token_sha256 IS NULL)",
        "ends": f"FOR UPDATE TO {{web}} USING ({KEEPS}) WITH CHECK ({KEEPS})",
        "uses": f"FOR UPDATE TO {{web}} USING ({PRESENTED}) WITH CHECK ({PRESENTED})",
    },
    # Of somebody who is not signed in; the line itself is added alike for every address.
    "event": {
        "fails": f"FOR INSERT TO {{web}} WITH CHECK ({FAILURE})",
        "failed": f"FOR SELECT TO {{web}} USING ({FAILURE})",
    },
}
"""What is new to each table's wall."""


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(40), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_sha256", sa.Text(), nullable=False),
        sa.Column("token_sha256", sa.Text(), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(token_sha256 IS NULL) = (mailed_at IS NULL)", name=op.f("ck_invitation_token_in_mail")
        ),
        sa.CheckConstraint("length(token_sha256) = 64", name=op.f("ck_invitation_token_sha256")),
        sa.CheckConstraint(
            "mailed_at IS NULL OR dropped_at IS NULL", name=op.f("ck_invitation_ended_once")
        ),
        sa.CheckConstraint(
            "used_at IS NULL OR (mailed_at IS NOT NULL AND ended_at IS NULL)",
            name=op.f("ck_invitation_used_once"),
        ),
        sa.CheckConstraint(
            "purpose IN ('invitation', 'new_password')", name=op.f("ck_invitation_linkfor")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_invitation_account_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_invitation_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_invitation_token_sha256")),
    )
    op.create_index("ix_invitation_account_id_made_at", "invitation", ["account_id", "made_at"])
    _occasions(*OCCASIONS, UNUSED)
    if op.get_bind().dialect.name != "sqlite":
        _wall()


def _occasions(*known: str) -> None:
    """What a reminder may be of. SQLite changes no constraint: the table is made anew."""
    check = f"occasion IN ({', '.join(map(repr, known))})"
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("ck_reminder_occasion"), "reminder")
        op.create_check_constraint(op.f("ck_reminder_occasion"), "reminder", check)
        return
    op.execute("CREATE TEMP TABLE carried AS SELECT * FROM reminder")
    op.drop_table("reminder")
    _make_reminders(check)
    op.execute(
        "INSERT INTO reminder SELECT * FROM carried"
        + ("" if UNUSED in known else f" WHERE occasion <> '{UNUSED}'")
    )
    op.execute("DROP TABLE carried")


def _make_reminders(check: str) -> None:
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
        sa.CheckConstraint(check, name=op.f("ck_reminder_occasion")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            *("occasion", "subject_id", "ends_on", "days", "address"),
            name=op.f("uq_reminder_occasion_subject_id_ends_on_days_address"),
        ),
    )


def _wall() -> None:
    # Within a policy this still reads the row as it was before the change.
    for name, column in WAS.items():
        op.execute(
            f"CREATE FUNCTION {name}(uuid) RETURNS text LANGUAGE sql STABLE "
            f"AS $$ SELECT {column} FROM account WHERE id = $1 $$"
        )
    for table in ("account", "invitation"):
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY operator ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)"
        )
    for table, policies in POLICIES.items():
        for name, may in policies.items():
            op.execute(f"CREATE POLICY {name} ON {table} {may.format(web=WEB)}")
    for table in OF_CONTRACTS:
        op.execute(
            f"CREATE POLICY system_administrator ON {table} FOR SELECT TO {WEB} USING ({KEEPS})"
        )
    _events(OF_ACCOUNTS)
    op.execute(f"GRANT INSERT, UPDATE (role, active, password_hash, holder_id) ON account TO {WEB}")
    op.execute(f"GRANT SELECT, INSERT, UPDATE (used_at, ended_at) ON invitation TO {WEB}")


def _events(sees: str) -> None:
    """What the system administrator reads of the journal."""
    op.execute(f"ALTER POLICY system_administrator ON event USING ({KEEPS} AND ({sees}))")


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        _events(OWN_EVENTS)
        for table, policies in POLICIES.items():
            for name in policies:
                op.execute(f"DROP POLICY {name} ON {table}")
        for table in OF_CONTRACTS:
            op.execute(f"DROP POLICY system_administrator ON {table}")
        op.execute("DROP POLICY operator ON account")
        op.execute("DROP POLICY operator ON invitation")
        op.execute("ALTER TABLE account NO FORCE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE account DISABLE ROW LEVEL SECURITY")
        op.execute(f"REVOKE INSERT ON account FROM {WEB}")
        op.execute(f"REVOKE UPDATE (role, active, password_hash, holder_id) ON account FROM {WEB}")
        for name in WAS:
            op.execute(f"DROP FUNCTION {name}(uuid)")
        op.execute(f"DELETE FROM reminder WHERE occasion = '{UNUSED}'")
    _occasions(*OCCASIONS)
    op.drop_table("invitation")
