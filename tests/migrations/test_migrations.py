"""One set of migrations for both databases: numbered, reversible, equal to the models."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade

from incident_app.extensions import db
from tests.migrations.rows import LOADED
from tests.postgres import unwalled

ROOT = Path(__file__).parents[2] / "migrations"
SCRIPTS = ScriptDirectory(str(ROOT))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]


def test_they_are_numbered_without_a_gap():
    names = sorted(file.stem for file in (ROOT / "versions").glob("*.py"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert names == REVISIONS


def test_the_head_file_names_the_newest():
    assert (ROOT / ".current-alembic-head").read_text().strip() == SCRIPTS.get_current_head()


def test_no_migration_imports_our_models():
    for file in (ROOT / "versions").glob("*.py"):
        assert "incident_app" not in file.read_text(), file.name


def test_create_all_is_never_used():
    for file in ROOT.parent.rglob("*.py"):
        if ".venv" not in file.parts and file != Path(__file__):
            assert not re.search(r"\bcreate_all\(", file.read_text()), file


SEARCH = "incident_words"
"""SQLite's full-text tables and PostgreSQL's indexes of this name are no tables of the models."""


def test_the_schema_equals_the_models(bare):
    upgrade()

    def ours(name, kind, _parents):
        return kind == "schema" or not name.startswith(
            (SEARCH, "ix_incident_words", "ix_addition_words")
        )

    with unwalled(db).connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": ours}
        )
        assert compare_metadata(context, db.metadata) == []


def test_every_check_of_the_models_is_in_the_database(bare):
    upgrade()
    there = sa.inspect(unwalled(db))
    for table in db.metadata.sorted_tables:
        wanted = {str(c.name) for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        assert {each["name"] for each in there.get_check_constraints(table.name)} == wanted, table


def test_every_constraint_has_a_name(bare):
    upgrade()
    there = sa.inspect(unwalled(db))
    for table in there.get_table_names():
        if table != "alembic_version" and not table.startswith(SEARCH):
            found = [
                *there.get_check_constraints(table),
                *there.get_unique_constraints(table),
                *there.get_foreign_keys(table),
                there.get_pk_constraint(table),
            ]
            assert all(re.match(r"(ck|uq|fk|pk)_", each["name"] or "") for each in found), table


def _schema():
    if db.engine.dialect.name == "sqlite":
        query = "SELECT type, name, sql FROM sqlite_master WHERE tbl_name <> 'alembic_version' ORDER BY 1, 2"
    else:
        query = """
            SELECT 'column', table_name || '.' || column_name, data_type || is_nullable
            FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
            UNION ALL SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic%'
            UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes
            WHERE schemaname = 'public' AND tablename <> 'alembic_version'
            UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            UNION ALL SELECT 'policy', tablename || '.' || policyname, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies
            UNION ALL SELECT 'wall', relname, relrowsecurity::text || relforcerowsecurity::text FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
            UNION ALL SELECT 'grant', table_name, string_agg(grantee || privilege_type, ',' ORDER BY grantee, privilege_type)
            FROM information_schema.role_table_grants WHERE table_schema = 'public' AND grantee = 'incident_web' GROUP BY 2
            ORDER BY 1, 2, 3"""
    with unwalled(db).connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(query))]


def test_up_and_down_and_up_again_gives_the_same_schema(bare):
    after = {}
    for revision in REVISIONS:
        upgrade(revision=revision)
        after[revision] = _schema()
    for revision in reversed(REVISIONS):
        assert _schema() == after[revision]
        downgrade(revision="-1")
    assert _schema() == []
    upgrade()
    assert _schema() == after[REVISIONS[-1]]


def test_every_migration_has_rows_to_carry():
    assert list(LOADED) == REVISIONS


@pytest.mark.parametrize("revision", REVISIONS)
def test_rows_survive_what_comes_after(bare, revision):
    """What was kept at one revision is still there, unchanged, at every later one and back."""
    upgrade(revision=revision)
    written = {}
    for earlier in REVISIONS[: REVISIONS.index(revision) + 1]:
        for table, row in LOADED[earlier]:
            with (
                unwalled(db).connect().execution_options(writes=True) as connection,
                connection.begin(),
            ):
                names = ", ".join(row)
                places = ", ".join(f":{name}" for name in row)
                connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({places})"), row)
            written.setdefault(table, []).append(row)
    kept = {table: _rows(table, written[table][0]) for table in written}
    upgrade()
    assert {table: _rows(table, written[table][0]) for table in written} == kept
    downgrade(revision=revision)
    assert {table: _rows(table, written[table][0]) for table in written} == kept
    assert all(len(kept[table]) == len(rows) for table, rows in written.items())


def _rows(table, like):
    with unwalled(db).connect() as connection:
        query = sa.text(f"SELECT {', '.join(like)} FROM {table} ORDER BY 1, 2")
        return [tuple(map(str, row)) for row in connection.execute(query)]
