"""On PostgreSQL an administrator is shown the searched words of their own schools alone.

The rule of 0015 compared a column of ``standing`` with itself, so whoever saw any matter saw the
words of every school. The pages never did: what they find is looked up within reach.
"""

from alembic import op

revision = "0020_words_wall"
down_revision = "0019_duty"
branch_labels = None
depends_on = None

ASKS = "EXISTS (SELECT 1 FROM standing AS theirs WHERE theirs.incident_id = {0}incident_id)"


def upgrade() -> None:
    _see(ASKS.format("incident_words."))


def _see(sees: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            "ALTER POLICY administrator ON incident_words "
            f"USING ((SELECT incident_role() = 'administrator') AND ({sees}))"
        )


def downgrade() -> None:
    _see(ASKS.format(""))
