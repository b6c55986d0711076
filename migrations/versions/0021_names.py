"""On PostgreSQL a student's name is recognised in what is logged of duties, whoever writes it.

The function of 0019 answered officers alone. The coordinator writes for substitutes at any school,
and administrators record drills at their own; of the names, both read no more than they did.
"""

from alembic import op

revision = "0021_names"
down_revision = "0020_words_wall"
branch_labels = None
depends_on = None

THEIRS = "SELECT school_id FROM account_school WHERE account_id = (SELECT incident_viewer())"
WHOSE = (
    "(incident_role() = 'coordinator' OR incident_role() IN ('officer', 'administrator') "
    f"AND school_id IN ({THEIRS}))"
)
AS_OWNER = "SECURITY DEFINER SET search_path = public, pg_temp"
NAMES_A_STUDENT = (
    f"SELECT EXISTS (SELECT 1 FROM person WHERE {WHOSE} AND kind = 'student' "
    "AND $1 && names_written(person.name))"
)
BEFORE = (
    "SELECT EXISTS (SELECT 1 FROM person JOIN account_school "
    "ON account_school.school_id = person.school_id "
    "WHERE account_school.account_id = (SELECT incident_viewer()) "
    "AND incident_role() = 'officer' AND person.kind = 'student' "
    "AND $1 && names_written(person.name))"
)

LOWER = "replace(lower($1), 'ß', 'ss')"
FOLDED = "regexp_replace(normalize({0}, NFKD), '[\\u0300-\\u036f]', '', 'g')"
# What the program calls ways_to_write; with several given names also the last before the family's.
EITHER_WAY = "given[1] || ' ' || family[1], family[cardinality(family)] || ' ' || given[1]"
MIDDLE = ", given[cardinality(given)] || ' ' || family[1]"
NAMES_WRITTEN = (
    "SELECT ARRAY[{0}] "
    "FROM (SELECT regexp_split_to_array(btrim(regexp_replace(folded, ',.*$', '')), '\\W+') "
    "AS family, regexp_split_to_array(btrim(regexp_replace(folded, '^[^,]*,?', '')), '\\W+') "
    "AS given FROM (SELECT {1} AS folded) AS plain) AS parts"
)


def upgrade() -> None:
    _know(NAMES_A_STUDENT, EITHER_WAY + MIDDLE, FOLDED.format(LOWER))


def _know(named: str, ways: str, folded: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION names_written(name text) RETURNS text[] LANGUAGE sql IMMUTABLE "
        f"AS $$ {NAMES_WRITTEN.format(ways, folded)} $$"
    )
    op.execute(
        "CREATE OR REPLACE FUNCTION names_a_student(pairs text[]) RETURNS boolean LANGUAGE sql "
        f"STABLE {AS_OWNER} AS $$ {named} $$"
    )


def downgrade() -> None:
    _know(BEFORE, EITHER_WAY, FOLDED.format("lower($1)"))
