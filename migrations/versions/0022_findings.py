"""On PostgreSQL an officer reads a finding while a contract makes them the SRO of its school.

The rule of 0019 went by whose part it is alone, so an officer whose contract ended, or who went to
another school, read on where a school is vulnerable.
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


def upgrade() -> None:
    _see(THEIRS + SERVED)


def _see(sees: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            "ALTER POLICY officer ON assessment "
            f"USING ((SELECT incident_role() = 'officer') AND ({sees}))"
        )


def downgrade() -> None:
    _see(THEIRS)
