"""Full-text search over what happened and where, in what was logged and what was added.

The same words are found on both databases: runs of letters and digits, upper and lower case
alike, nothing stemmed and nothing left out.
"""

from alembic import op

revision = "0007_search"
down_revision = "0006_policy_text"
branch_labels = None
depends_on = None

TABLES = ("incident", "addition")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE incident_words USING fts5("
            "incident_id UNINDEXED, words, tokenize = 'unicode61 remove_diacritics 0', "
            "prefix = '2 3')"
        )
        op.execute(
            "INSERT INTO incident_words SELECT id, place || ' ' || narrative FROM incident "
            "UNION ALL SELECT incident_id, text FROM addition"
        )
        op.execute(
            "CREATE TRIGGER incident_words_of_incident AFTER INSERT ON incident BEGIN "
            "INSERT INTO incident_words VALUES (NEW.id, NEW.place || ' ' || NEW.narrative); END"
        )
        op.execute(
            "CREATE TRIGGER incident_words_of_addition AFTER INSERT ON addition BEGIN "
            "INSERT INTO incident_words VALUES (NEW.incident_id, NEW.text); END"
        )
        return
    op.execute(
        "CREATE FUNCTION words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE "
        "RETURN to_tsvector('simple'::regconfig, "
        "regexp_replace(said, '[^[:alnum:]]+', ' ', 'g'))"
    )
    op.execute(
        "CREATE INDEX ix_incident_words ON incident USING gin (words(place || ' ' || narrative))"
    )
    op.execute("CREATE INDEX ix_addition_words ON addition USING gin (words(text))")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in TABLES:
            op.execute(f"DROP TRIGGER incident_words_of_{table}")
        op.execute("DROP TABLE incident_words")
        return
    op.execute("DROP INDEX ix_addition_words")
    op.execute("DROP INDEX ix_incident_words")
    op.execute("DROP FUNCTION words(text)")
