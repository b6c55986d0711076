"""PostgreSQL keeps what it searches in a table, as SQLite does.

With an index on the expression alone, a search for a common word cut the text of every incident
into words again.
"""

from alembic import op

revision = "0008_finding"
down_revision = "0007_search"
branch_labels = None
depends_on = None

FILL = (
    "INSERT INTO incident_words SELECT id, words(place || ' ' || narrative) FROM incident",
    "INSERT INTO incident_words SELECT incident_id, words(text) FROM addition",
)
LINE = {
    "incident": "INSERT INTO incident_words "
    "VALUES (NEW.id, words(NEW.place || ' ' || NEW.narrative))",
    "addition": "INSERT INTO incident_words VALUES (NEW.incident_id, words(NEW.text))",
}
"""By table, what a new row of it adds."""


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("DROP INDEX ix_addition_words")
    op.execute("DROP INDEX ix_incident_words")
    op.execute(
        "CREATE TABLE incident_words ("
        "incident_id uuid NOT NULL CONSTRAINT fk_incident_words_incident_id REFERENCES incident, "
        "words tsvector NOT NULL)"
    )
    for statement in FILL:
        op.execute(statement)
    for table, line in LINE.items():
        op.execute(
            f"CREATE FUNCTION {table}_is_searched() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"{line}; RETURN NULL; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_is_searched AFTER INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_is_searched()"
        )
    op.execute("CREATE INDEX ix_incident_words_words ON incident_words USING gin (words)")
    op.execute("CREATE INDEX ix_incident_words_incident_id ON incident_words (incident_id)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in LINE:
        op.execute(f"DROP TRIGGER {table}_is_searched ON {table}")
        op.execute(f"DROP FUNCTION {table}_is_searched()")
    op.execute("DROP TABLE incident_words")
    op.execute(
        "CREATE INDEX ix_incident_words ON incident USING gin (words(place || ' ' || narrative))"
    )
    op.execute("CREATE INDEX ix_addition_words ON addition USING gin (words(text))")
