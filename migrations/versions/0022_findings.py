"""On PostgreSQL an officer reads findings and drills, and logs duties, where they are the SRO.

The rules of 0019 asked for no contract, so an officer whose contract ended, or who went to another
school, read on where a school is vulnerable.
"""

from alembic import op

revision = "0022_findings"
down_revision = "0021_names"
branch_labels = None
depends_on = None

VIEWER = "(SELECT incident_viewer())"
THEIRS = f"officer_id = {VIEWER}"
SERVED = (
    f" AND school_id IN (SELECT school_id FROM account_school WHERE account_id = {VIEWER}) "
    "AND is_sro(officer_id, school_id)"
)


AT_THEIRS = f"school_id IN (SELECT school_id FROM account_school WHERE account_id = {VIEWER})"
OWN = f"account_id = {VIEWER} AND by_id = {VIEWER} AND {AT_THEIRS}"
IS_SRO = f" AND is_sro({VIEWER}, school_id)"


def upgrade() -> None:
    _alter("assessment", "USING", THEIRS + SERVED)
    _alter("drill", "USING", AT_THEIRS + IS_SRO)
    _alter("duty_entry", "WITH CHECK", OWN + IS_SRO)


def _alter(table: str, what: str, may: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        is_officer = "(SELECT incident_role() = 'officer')"
        op.execute(f"ALTER POLICY officer ON {table} {what} ({is_officer} AND ({may}))")


def downgrade() -> None:
    _alter("assessment", "USING", THEIRS)
    _alter("drill", "USING", AT_THEIRS)
    _alter("duty_entry", "WITH CHECK", OWN)
