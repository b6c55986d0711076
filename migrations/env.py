"""Runs the migrations against the application's own engine."""

from pathlib import Path

from alembic import context
from alembic.script import ScriptDirectory
from flask import current_app

config = context.config
HEAD = Path(__file__).parent / ".current-alembic-head"


def write_head() -> None:
    """Keep the newest number in a file, so that two branches that both add one conflict."""
    head = ScriptDirectory.from_config(config).get_current_head() or ""
    if not HEAD.exists() or HEAD.read_text().strip() != head:
        HEAD.write_text(f"{head}\n")


def run() -> None:
    """One transaction for each migration; both databases roll their tables back with it."""
    database = current_app.extensions["migrate"].db
    engine = database.engines.get("owner", database.engine)
    with engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            transaction_per_migration=True,
            process_revision_directives=lambda *_: write_head(),
        )
        with context.begin_transaction():
            context.run_migrations()


run()
