"""PostgreSQL shows each viewer only their rows, whatever a query asks for.

A second wall behind the application's own. The rules here are written from the policy, not from the
program's code: see docs/decisions/0006-two-walls.md. SQLite has no such thing.
"""

from alembic import op

revision = "0015_row_security"
down_revision = "0014_ledger"
branch_labels = None
depends_on = None

WEB = "incident_web"
"""The role that the pages sign in as, or are a member of."""

OPEN = ("account", "account_school", "school", "policy_text")
"""Read before anyone is signed in, and nothing of a child."""

VIEWER = "(SELECT incident_viewer())"
SCHOOLS = f"(SELECT school_id FROM account_school WHERE account_id = {VIEWER})"
AT_THEIRS = f"school_id IN {SCHOOLS}"
REFERRALS = "(SELECT live_referrals())"
CONSULTATIONS = "(SELECT live_consultations())"
NOT_DISCIPLINE = "outcome <> 'discipline_only'"


def seen(table: str, column: str, key: str = "id") -> str:
    """Whether the viewer sees the row of another table that this row belongs to."""
    return f"EXISTS (SELECT 1 FROM {table} AS theirs WHERE theirs.{key} = {column})"


OF_INCIDENT = dict.fromkeys(("administrator", "coordinator"), seen("incident", "incident_id"))
OF_MATTER = dict.fromkeys(("administrator", "coordinator"), seen("matter", "matter_id"))
OF_REFERRAL = dict.fromkeys(
    ("administrator", "coordinator", "officer", "auditor"), seen("referral", "referral_id")
)
OF_CONSULTATION = dict.fromkeys(
    ("administrator", "coordinator", "officer", "auditor"),
    seen("consultation", "consultation_id"),
)
EVERY_ROLE = ("administrator", "coordinator", "officer", "auditor", "system_administrator")
SHARED_SEEN = f"({seen('referral', 'referral_id')} OR {seen('consultation', 'consultation_id')})"

MAY_SEE = {
    "incident": {
        # What a student of theirs took part in elsewhere; the program tells it without its words.
        "administrator": f"{AT_THEIRS} OR id IN (SELECT elsewhere())",
        "coordinator": "EXISTS (SELECT 1 FROM standing AS theirs "
        f"WHERE theirs.incident_id = incident.id AND theirs.{NOT_DISCIPLINE})",
        "auditor": "true",
    },
    "participant": OF_INCIDENT,
    "matter": {
        "administrator": seen("incident", "incident_id"),
        "coordinator": "EXISTS (SELECT 1 FROM standing AS theirs "
        f"WHERE theirs.matter_id = matter.id AND theirs.{NOT_DISCIPLINE})",
        "auditor": "true",
    },
    "answer": OF_MATTER,
    "decision": OF_MATTER | {"auditor": "true"},
    "asking": OF_MATTER,
    # The coordinator counts the discipline-only ones, and reads no more of them than this table.
    "standing": {
        "administrator": AT_THEIRS,
        "coordinator": "true",
        "auditor": "true",
        "officer": "matter_id IN (SELECT shared_matters())",
    },
    "person": {
        "administrator": AT_THEIRS,
        "coordinator": seen("participant", "person.id", "person_id"),
    },
    "addition": {"administrator": seen("incident", "incident_id")},
    "attachment": OF_INCIDENT
    | {"officer": seen("referral_attachment", "attachment.id", "attachment_id")},
    "incident_words": {"administrator": seen("standing", "incident_id", "incident_id")},
    "draft": {"administrator": f"account_id = {VIEWER}"},
    "search": {"administrator": f"account_id = {VIEWER}"},
    "referral": {
        "administrator": seen("matter", "matter_id"),
        "coordinator": seen("matter", "matter_id"),
        "officer": f"id IN {REFERRALS}",
        "auditor": "true",
    },
    "referral_step": OF_REFERRAL,
    "referral_person": OF_REFERRAL,
    "referral_attachment": OF_REFERRAL,
    "consultation": {
        "administrator": seen("matter", "matter_id"),
        "coordinator": seen("matter", "matter_id"),
        "officer": f"id IN {CONSULTATIONS}",
        "auditor": "true",
    },
    "consultation_step": OF_CONSULTATION,
    "consultation_person": OF_CONSULTATION,
    "contact": {
        "administrator": AT_THEIRS,
        "coordinator": f"recorded_by_id = {VIEWER} OR incident_id IS NULL",
        "officer": f"recorded_by_id = {VIEWER}",
        "auditor": "true",
    },
    "contact_matter": dict.fromkeys(
        ("administrator", "coordinator", "officer", "auditor"), seen("contact", "contact_id")
    ),
    "disclosure": {
        "administrator": f"{AT_THEIRS} OR {SHARED_SEEN}",
        "officer": f"to_id = {VIEWER}",
        "auditor": "true",
    },
    "look": {
        "administrator": f"account_id = {VIEWER} OR {seen('incident', 'incident_id')}",
        "coordinator": f"account_id = {VIEWER}",
    },
    "denial": dict.fromkeys(EVERY_ROLE, f"account_id = {VIEWER}") | {"auditor": "true"},
    "notice": dict.fromkeys(
        ("administrator", "coordinator", "officer"), f"to_id = {VIEWER} AND {SHARED_SEEN}"
    ),
    "event": dict.fromkeys(EVERY_ROLE, f"account_id = {VIEWER}")
    | {
        "administrator": f"account_id = {VIEWER} OR {seen('incident', 'subject_id')} "
        f"OR {seen('matter', 'subject_id')}",
        "auditor": "true",
    },
}
"""By table, which of its rows each role sees. No line, no rows."""

OWNERS = ("decision_stands", "incident_is_searched", "addition_is_searched", "referral_may")
OWNERS_TOO = ("referral_step_may", "consultation_may", "consultation_step_may")
"""Triggers that read or write more than whoever set them off may see."""

FUNCTIONS = {
    "incident_viewer()": (
        "uuid",
        "SELECT account.id FROM account WHERE account.active "
        "AND account.id::text = current_setting('incident.viewer', true)",
    ),
    "incident_role()": ("text", "SELECT role FROM account WHERE id = incident_viewer()"),
}
AS_OWNER = "SECURITY DEFINER SET search_path = public, pg_temp"
# Each asks for the viewer itself: with an id to give, one could ask for somebody else's.
LIVE = {
    "live_referrals": (
        "SELECT shared.id FROM referral AS shared {joined} "
        "WHERE shared.officer_id = (SELECT incident_viewer()) "
        "AND standing.outcome = 'law_enforcement' AND NOT EXISTS ("
        "SELECT 1 FROM referral_step WHERE referral_id = shared.id "
        "AND state IN ('declined', 'done', 'revoked'))"
    ),
    "live_consultations": (
        "SELECT shared.id FROM consultation AS shared {joined} "
        "WHERE shared.officer_id = (SELECT incident_viewer()) "
        "AND standing.outcome = 'administrator_led' AND NOT EXISTS ("
        "SELECT 1 FROM consultation_step WHERE consultation_id = shared.id)"
    ),
}
JOINED = (
    "JOIN standing ON standing.matter_id = shared.matter_id "
    "JOIN account_school ON account_school.school_id = standing.school_id "
    "AND account_school.account_id = shared.officer_id"
)
ELSEWHERE = (
    "SELECT participant.incident_id FROM account_school AS theirs "
    "JOIN person ON person.school_id = theirs.school_id "
    "JOIN participant ON participant.person_id = person.id "
    "JOIN incident ON incident.id = participant.incident_id "
    "WHERE theirs.account_id = (SELECT incident_viewer()) AND incident.school_id NOT IN "
    "(SELECT school_id FROM account_school WHERE account_id = (SELECT incident_viewer()))"
)
SHARED_MATTERS = (
    "SELECT matter_id FROM referral WHERE id IN (SELECT live_referrals()) UNION "
    "SELECT matter_id FROM consultation WHERE id IN (SELECT live_consultations())"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    _make_role()
    _make_functions()
    _grant()
    for table, roles in MAY_SEE.items():
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY operator ON {table} TO CURRENT_USER USING (true) WITH CHECK (true)"
        )
        for role, sees in roles.items():
            is_role = f"(SELECT incident_role() = '{role}')"
            op.execute(
                f"CREATE POLICY {role} ON {table} TO {WEB} USING ({is_role} AND ({sees})) "
                "WITH CHECK (false)"
            )
    for trigger in (*OWNERS, *OWNERS_TOO):
        op.execute(f"ALTER FUNCTION {trigger}() {AS_OWNER}")


def _make_role() -> None:
    op.execute(
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{WEB}') THEN "
        f"CREATE ROLE {WEB} NOLOGIN; END IF; "
        "EXCEPTION WHEN insufficient_privilege THEN RAISE EXCEPTION "
        f"'The role {WEB} is missing. As a superuser, run: CREATE ROLE {WEB} LOGIN'; END $$"
    )


def _make_functions() -> None:
    for head, (gives, body) in FUNCTIONS.items():
        op.execute(f"CREATE FUNCTION {head} RETURNS {gives} LANGUAGE sql STABLE AS $$ {body} $$")
    for name, body in LIVE.items():
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS SETOF uuid LANGUAGE sql STABLE "
            f"{AS_OWNER} AS $$ {body.format(joined=JOINED)} $$"
        )
    op.execute(
        "CREATE FUNCTION elsewhere() RETURNS SETOF uuid LANGUAGE sql "
        f"STABLE {AS_OWNER} AS $$ {ELSEWHERE} $$"
    )
    op.execute(
        "CREATE FUNCTION shared_matters() RETURNS SETOF uuid LANGUAGE sql STABLE "
        f"{AS_OWNER} AS $$ {SHARED_MATTERS} $$"
    )


def _grant() -> None:
    op.execute(f"GRANT USAGE ON SCHEMA public TO {WEB}")
    for table in (*OPEN, *MAY_SEE):
        op.execute(f"GRANT SELECT ON {table} TO {WEB}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for trigger in (*OWNERS, *OWNERS_TOO):
        op.execute(f"ALTER FUNCTION {trigger}() SECURITY INVOKER RESET ALL")
    for table, roles in MAY_SEE.items():
        for policy in ("operator", *roles):
            op.execute(f"DROP POLICY {policy} ON {table}")
        op.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    op.execute("DROP FUNCTION elsewhere()")
    op.execute("DROP FUNCTION shared_matters()")
    for name in LIVE:
        op.execute(f"DROP FUNCTION {name}()")
    for head in reversed(FUNCTIONS):
        op.execute(f"DROP FUNCTION {head}")
    for table in (*OPEN, *MAY_SEE):
        op.execute(f"REVOKE ALL ON {table} FROM {WEB}")
    op.execute(f"REVOKE USAGE ON SCHEMA public FROM {WEB}")
