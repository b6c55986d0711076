"""What each viewer may add on PostgreSQL: in their own name, and onto what they see.

A foreign key would else tell a record that is hidden from one that is not there. See
docs/decisions/0006-two-walls.md. SQLite has no such thing.
"""

from alembic import op

revision = "0016_row_writing"
down_revision = "0015_row_security"
branch_labels = None
depends_on = None

WEB = "incident_web"
VIEWER = "(SELECT incident_viewer())"
AT_THEIRS = f"school_id IN (SELECT school_id FROM account_school WHERE account_id = {VIEWER})"
EVERY_ROLE = ("administrator", "coordinator", "officer", "auditor", "system_administrator")


def seen(table: str, column: str) -> str:
    """Whether the viewer sees the row of another table that this row belongs to."""
    return f"EXISTS (SELECT 1 FROM {table} AS theirs WHERE theirs.id = {column})"


def none_or(table: str, column: str) -> str:
    """Whether a column points at nothing, or at what the viewer sees."""
    return f"({column} IS NULL OR {seen(table, column)})"


def by(column: str) -> str:
    """Whether a row says that the viewer wrote it."""
    return f"{column} = {VIEWER}"


SHARED_SEEN = f"({seen('referral', 'referral_id')} OR {seen('consultation', 'consultation_id')})"

MAY_ADD = {
    "incident": {"administrator": f"{AT_THEIRS} AND {by('logged_by_id')}"},
    "participant": {"administrator": f"{seen('incident', 'incident_id')} AND may_name(person_id)"},
    "person": {"administrator": AT_THEIRS},
    "matter": {"administrator": seen("incident", "incident_id")},
    "answer": {"administrator": f"{seen('matter', 'matter_id')} AND {by('given_by_id')}"},
    "decision": {"administrator": f"{seen('matter', 'matter_id')} AND {by('made_by_id')}"},
    "asking": {"administrator": f"{seen('matter', 'matter_id')} AND {by('by_id')}"},
    "addition": {"administrator": f"{seen('incident', 'incident_id')} AND {by('added_by_id')}"},
    "attachment": {"administrator": f"{seen('incident', 'incident_id')} AND {by('added_by_id')}"},
    "draft": {"administrator": f"account_id = {VIEWER}"},
    "search": {"administrator": f"account_id = {VIEWER}"},
    "referral": dict.fromkeys(
        ("administrator", "coordinator"), f"{seen('matter', 'matter_id')} AND {by('sent_by_id')}"
    ),
    "referral_step": dict.fromkeys(
        ("administrator", "coordinator", "officer"),
        f"{seen('referral', 'referral_id')} AND {by('by_id')}",
    ),
    "referral_person": dict.fromkeys(
        ("administrator", "coordinator"),
        f"{seen('referral', 'referral_id')} AND {seen('person', 'person_id')}",
    ),
    "referral_attachment": dict.fromkeys(
        ("administrator", "coordinator"),
        f"{seen('referral', 'referral_id')} AND may_show(referral_id, attachment_id)",
    ),
    "consultation": {"administrator": f"{seen('matter', 'matter_id')} AND {by('sent_by_id')}"},
    "consultation_step": dict.fromkeys(
        ("administrator", "coordinator", "officer"),
        f"{seen('consultation', 'consultation_id')} AND {by('by_id')}",
    ),
    "consultation_person": {
        "administrator": f"{seen('consultation', 'consultation_id')} "
        f"AND {seen('person', 'person_id')}"
    },
    "contact": {
        "administrator": f"{by('recorded_by_id')} AND {AT_THEIRS} "
        f"AND {none_or('incident', 'incident_id')}",
        "coordinator": f"{by('recorded_by_id')} AND {none_or('incident', 'incident_id')}",
        "officer": f"{by('recorded_by_id')} AND officer_id = {VIEWER} AND incident_id IS NULL "
        f"AND {AT_THEIRS}",
    },
    "contact_matter": dict.fromkeys(
        ("administrator", "coordinator"),
        f"{seen('contact', 'contact_id')} AND {seen('matter', 'matter_id')}",
    ),
    "disclosure": {
        "administrator": f"{AT_THEIRS} AND {by('by_id')} AND {none_or('referral', 'referral_id')} "
        f"AND {none_or('consultation', 'consultation_id')} AND {none_or('person', 'person_id')} "
        f"AND {none_or('attachment', 'attachment_id')}",
        "officer": f"to_id = {VIEWER} AND person_id IS NULL AND {SHARED_SEEN} "
        f"AND {none_or('attachment', 'attachment_id')}",
    },
    "look": dict.fromkeys(
        ("administrator", "coordinator"),
        f"account_id = {VIEWER} AND {seen('incident', 'incident_id')}",
    ),
    "denial": dict.fromkeys(EVERY_ROLE, f"account_id = {VIEWER}"),
    "notice": dict.fromkeys(("administrator", "coordinator", "officer"), SHARED_SEEN),
    "event": dict.fromkeys(EVERY_ROLE, f"account_id = {VIEWER}"),
}
"""By table, what each role may add: as itself, and onto what it sees, so that nobody finds out by
adding to a record whether it is there. No line, nothing."""

HIDDEN = {
    "referral": ("matter", "matter_id"),
    "consultation": ("matter", "matter_id"),
    "referral_step": ("referral", "referral_id"),
    "consultation_step": ("consultation", "consultation_id"),
}
"""Tables whose triggers (0012) say more than "refused", and what their rows belong to: to whoever
does not see that, the database answers as the policy would, before those triggers look."""

CHANGED = {
    "draft": "INSERT, UPDATE, DELETE",
    "search": "INSERT, UPDATE, DELETE",
    "notice": "INSERT, UPDATE",
}
LOCKED = {
    "account": "created_at",
    "incident": "logged_at",
    "matter": "place_in_form",
    "referral": "sent_at",
    "consultation": "sent_at",
}
"""Rows that a transaction waits for. PostgreSQL wants the right to change a column of them; one
is given that opens nothing, and a change of it is refused."""

AS_OWNER = "SECURITY DEFINER SET search_path = public, pg_temp"
MAY_NAME = (
    "SELECT EXISTS (SELECT 1 FROM person JOIN account_school "
    "ON account_school.school_id = person.school_id "
    "WHERE incident_role() = 'administrator' AND person.id = $1 "
    "AND account_school.account_id = (SELECT incident_viewer()))"
)
# The referral is seen, so its incident may be; a file of another incident is not its to show.
MAY_SHOW = (
    "SELECT EXISTS (SELECT 1 FROM referral JOIN matter ON matter.id = referral.matter_id "
    "JOIN attachment ON attachment.incident_id = matter.incident_id "
    "WHERE referral.id = $1 AND attachment.id = $2 "
    "AND incident_role() IN ('administrator', 'coordinator'))"
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    _make_functions()
    _grant()
    for table, roles in MAY_ADD.items():
        for role, adds in roles.items():
            op.execute(
                f"ALTER POLICY {role} ON {table} WITH CHECK "
                f"((SELECT incident_role() = '{role}') AND ({adds}))"
            )
    for table, (owner, column) in HIDDEN.items():
        op.execute(
            f"CREATE FUNCTION {table}_hidden() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF NOT EXISTS (SELECT 1 FROM {owner} WHERE id = NEW.{column}) THEN "
            "RAISE insufficient_privilege USING MESSAGE = 'new row violates row-level security "
            f'policy for table "{table}"\'; END IF; RETURN NEW; END $$'
        )
        # Triggers of a table fire by name: this one before {table}_may.
        op.execute(
            f"CREATE TRIGGER {table}_hidden BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_hidden()"
        )
    for table in LOCKED:
        if table in MAY_ADD:
            op.execute(
                f"CREATE POLICY kept ON {table} AS RESTRICTIVE FOR UPDATE TO {WEB} "
                "USING (true) WITH CHECK (false)"
            )


def _make_functions() -> None:
    op.execute(
        "CREATE FUNCTION may_name(person uuid) RETURNS boolean LANGUAGE sql "
        f"STABLE {AS_OWNER} AS $$ {MAY_NAME} $$"
    )
    op.execute(
        "CREATE FUNCTION may_show(referral uuid, attachment uuid) RETURNS boolean LANGUAGE sql "
        f"STABLE {AS_OWNER} AS $$ {MAY_SHOW} $$"
    )


def _grant() -> None:
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB}")
    for table in ("policy_text", *MAY_ADD):
        op.execute(f"GRANT {CHANGED.get(table, 'INSERT')} ON {table} TO {WEB}")
    for table, column in LOCKED.items():
        op.execute(f"GRANT UPDATE ({column}) ON {table} TO {WEB}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in HIDDEN:
        op.execute(f"DROP TRIGGER {table}_hidden ON {table}")
        op.execute(f"DROP FUNCTION {table}_hidden()")
    for table, roles in MAY_ADD.items():
        if table in LOCKED:
            op.execute(f"DROP POLICY kept ON {table}")
        for role in roles:
            op.execute(f"ALTER POLICY {role} ON {table} WITH CHECK (false)")
    op.execute("DROP FUNCTION may_name(uuid)")
    op.execute("DROP FUNCTION may_show(uuid, uuid)")
    for table in ("policy_text", *MAY_ADD):
        op.execute(f"REVOKE INSERT, DELETE ON {table} FROM {WEB}")
    for table, column in LOCKED.items():
        op.execute(f"REVOKE UPDATE ({column}) ON {table} FROM {WEB}")
    for table in CHANGED:
        op.execute(f"REVOKE UPDATE ON {table} FROM {WEB}")
    op.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {WEB}")
