"""What officers do besides enforcement, the schools' drills, and what assessments found."""

import sqlalchemy as sa
from alembic import op

revision = "0019_duty"
down_revision = "0018_training"
branch_labels = None
depends_on = None

SEQ = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LINES = ("duty_entry", "duty_review", "drill", "assessment_end")
KEPT = {
    **dict.fromkeys(LINES, ("append_only", "append-only")),
    "assessment": ("kept_as_logged", "kept as it was logged"),
}

WEB = "incident_web"
VIEWER = "(SELECT incident_viewer())"
SCHOOLS = f"(SELECT school_id FROM account_school WHERE account_id = {VIEWER})"
AT_THEIRS = f"school_id IN {SCHOOLS}"
THEIR_OFFICERS = (
    f"account_id IN (SELECT account_id FROM account_school WHERE school_id IN {SCHOOLS})"
)
BY = f"by_id = {VIEWER}"
ENTRY_SEEN = "EXISTS (SELECT 1 FROM duty_entry AS theirs WHERE theirs.id = entry_id)"
FINDING_SEEN = "EXISTS (SELECT 1 FROM assessment AS theirs WHERE theirs.id = assessment_id)"

WALL = {
    "duty_entry": {
        # All of their officers' entries, also at other schools: by them a substitute's days count.
        "administrator": (f"{AT_THEIRS} OR {THEIR_OFFICERS}", "false"),
        "coordinator": ("true", BY),
        "officer": (f"account_id = {VIEWER}", f"account_id = {VIEWER} AND {BY} AND {AT_THEIRS}"),
        "auditor": ("true", "false"),
    },
    "duty_review": {
        "administrator": (ENTRY_SEEN, "false"),
        "coordinator": (ENTRY_SEEN, f"{BY} AND {ENTRY_SEEN}"),
        "officer": (ENTRY_SEEN, "false"),
        "auditor": (ENTRY_SEEN, "false"),
    },
    "drill": {
        "administrator": (AT_THEIRS, f"{AT_THEIRS} AND {BY}"),
        "coordinator": ("true", BY),
        "officer": (AT_THEIRS, "false"),
        "auditor": ("true", "false"),
    },
    # Security information: who has to do with a finding, and nobody else.
    "assessment": {
        "administrator": (f"owner_id = {VIEWER}", "false"),
        "coordinator": ("true", f"recorded_by_id = {VIEWER}"),
        "officer": (f"officer_id = {VIEWER}", "false"),
    },
    "assessment_end": {
        "administrator": (FINDING_SEEN, "false"),
        "coordinator": (FINDING_SEEN, f"{BY} AND {FINDING_SEEN}"),
        "officer": (FINDING_SEEN, "false"),
    },
}
"""By table, what each role sees and what it may add. No line, no rows."""

AS_OWNER = "SECURITY DEFINER SET search_path = public, pg_temp"
FOLDED = "regexp_replace(normalize(lower({0}), NFKD), '[\\u0300-\\u036f]', '', 'g')"
NAMES_A_STUDENT = (
    "SELECT EXISTS (SELECT 1 FROM person JOIN account_school "
    "ON account_school.school_id = person.school_id "
    "WHERE account_school.account_id = (SELECT incident_viewer()) "
    "AND incident_role() = 'officer' AND person.kind = 'student' "
    "AND $1 && names_written(person.name))"
)
# Family and given name as neighbours, either way round: what the program calls ways_to_write.
NAMES_WRITTEN = (
    "SELECT ARRAY[given[1] || ' ' || family[1], family[cardinality(family)] || ' ' || given[1]] "
    "FROM (SELECT regexp_split_to_array(btrim(regexp_replace(folded, ',.*$', '')), '\\W+') "
    "AS family, regexp_split_to_array(btrim(regexp_replace(folded, '^[^,]*,?', '')), '\\W+') "
    f"AS given FROM (SELECT {FOLDED.format('$1')} AS folded) AS plain) AS parts"
)


def upgrade() -> None:
    _make_duties()
    _make_drills()
    _make_assessments()
    for table, (function, says) in KEPT.items():
        _guard(table, function, says)
    if op.get_bind().dialect.name == "sqlite":
        return
    for table, roles in WALL.items():
        _wall(table, roles)
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB}")
    # An officer reads nobody's name; that a text holds one is all that they are told.
    op.execute(
        "CREATE FUNCTION names_written(name text) RETURNS text[] LANGUAGE sql IMMUTABLE "
        f"AS $$ {NAMES_WRITTEN} $$"
    )
    op.execute(
        "CREATE FUNCTION names_a_student(pairs text[]) RETURNS boolean LANGUAGE sql STABLE "
        f"{AS_OWNER} AS $$ {NAMES_A_STUDENT} $$"
    )


def _make_duties() -> None:
    op.create_table(
        "duty_entry",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("duty", sa.String(40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=True),
        sa.Column("contact_day", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        *_line("duty_entry"),
        sa.CheckConstraint(
            "duty IN ('climate', 'protection', 'liaison', 'drills', 'assessments', 'teaching', "
            "'enforcement')",
            name=op.f("ck_duty_entry_duty"),
        ),
        sa.CheckConstraint("duty <> 'enforcement'", name=op.f("ck_duty_entry_besides_enforcement")),
        *_measures("duty_entry"),
        _to("duty_entry", "account_id", "account"),
        _to("duty_entry", "school_id", "school"),
    )
    op.create_index("ix_duty_entry_account_id_day", "duty_entry", ["account_id", "day"])
    op.create_index("ix_duty_entry_school_id_day", "duty_entry", ["school_id", "day"])
    op.create_table(
        "duty_review",
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(40), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        *_line("duty_review"),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'struck')", name=op.f("ck_duty_review_reviewed")
        ),
        sa.CheckConstraint(
            "verdict <> 'struck' OR length(words) > 0", name=op.f("ck_duty_review_why_struck")
        ),
        sa.CheckConstraint("length(words) <= 300", name=op.f("ck_duty_review_lengths")),
        _to("duty_review", "entry_id", "duty_entry"),
    )
    op.create_index(op.f("ix_duty_review_entry_id"), "duty_review", ["entry_id"])


def _make_drills() -> None:
    op.create_table(
        "drill",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        *_line("drill"),
        sa.CheckConstraint(
            "kind IN ('fire', 'lockdown', 'tornado', 'evacuation', 'other')",
            name=op.f("ck_drill_drillkind"),
        ),
        *_measures("drill"),
        _to("drill", "school_id", "school"),
        _to("drill", "officer_id", "account"),
    )
    op.create_index("ix_drill_school_id_day", "drill", ["school_id", "day"])


def _make_assessments() -> None:
    op.create_table(
        "assessment",
        sa.Column("school_id", sa.Uuid(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("owner_words", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("relief_said", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "length(finding) BETWEEN 1 AND 2000", name=op.f("ck_assessment_finding")
        ),
        sa.CheckConstraint("length(owner_words) <= 200", name=op.f("ck_assessment_lengths")),
        sa.CheckConstraint(
            "(owner_id IS NULL) = (length(owner_words) > 0)", name=op.f("ck_assessment_owner")
        ),
        sa.CheckConstraint(
            "officer_id IS NOT NULL OR NOT relief_said", name=op.f("ck_assessment_relief")
        ),
        *(
            _to("assessment", f"{name}_id", table)
            for name, table in (
                ("school", "school"),
                *((who, "account") for who in ("owner", "officer", "recorded_by")),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )
    op.create_index("ix_assessment_school_id_due_on", "assessment", ["school_id", "due_on"])
    for who in ("owner_id", "officer_id"):
        op.create_index(op.f(f"ix_assessment_{who}"), "assessment", [who])
    op.create_table(
        "assessment_end",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        *_line("assessment_end"),
        sa.CheckConstraint(
            "length(words) BETWEEN 1 AND 2000", name=op.f("ck_assessment_end_words")
        ),
        _to("assessment_end", "assessment_id", "assessment"),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_assessment_end_assessment_id")),
    )


def _line(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """What every line of a table has: who wrote it, when, and its place."""
    return (
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", SEQ, autoincrement=True, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        _to(table, "by_id", "account"),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("id", name=op.f(f"uq_{table}_id")),
    )


def _measures(table: str) -> tuple[sa.CheckConstraint, ...]:
    """How long and how many: a slip of the finger is refused."""
    return (
        sa.CheckConstraint("minutes BETWEEN 1 AND 720", name=op.f(f"ck_{table}_minutes")),
        sa.CheckConstraint("audience BETWEEN 0 AND 5000", name=op.f(f"ck_{table}_audience")),
        sa.CheckConstraint("length(words) <= 300", name=op.f(f"ck_{table}_lengths")),
    )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))


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
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION names_a_student(text[])")
        op.execute("DROP FUNCTION names_written(text)")
    for table in ("assessment_end", "assessment", "drill", "duty_review", "duty_entry"):
        op.drop_table(table)
