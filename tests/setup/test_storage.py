"""The application refuses a database that could lose or leak a record."""

import sqlite3
import stat

import pytest
import sqlalchemy as sa

from incident_app import storage
from incident_app.extensions import db


def test_a_file_that_others_can_read_is_refused(tmp_path, make_app):
    file = tmp_path / "incident.db"
    file.touch(mode=0o644)
    with pytest.raises(storage.StorageError, match="chmod 600"):
        make_app(f"sqlite:///{file}")


def test_a_new_file_is_ours_alone(tmp_path, make_app):
    app = make_app(f"sqlite:///{tmp_path / 'incident.db'}")
    with app.app_context():
        db.engine.dispose()
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_is_not_there_is_named(tmp_path, make_app):
    with pytest.raises(storage.StorageError, match="can't be opened for writing"):
        make_app(f"sqlite:///{tmp_path / 'nowhere' / 'incident.db'}")


def test_a_file_that_is_no_database_is_named(tmp_path, make_app):
    file = tmp_path / "incident.db"
    file.write_text("These are my holiday plans, and no database at all." * 20)
    file.chmod(0o600)
    with pytest.raises(storage.StorageError, match="can't be opened for writing"):
        make_app(f"sqlite:///{file}")


@pytest.mark.parametrize(
    "wrong",
    ["journal_mode = delete", "synchronous = 1", "foreign_keys = 0", "recursive_triggers = 0"],
)
def test_a_pragma_that_did_not_take_is_refused(tmp_path, make_app, monkeypatch, wrong):
    set_up = storage._connected

    def stubborn(connection, record):
        set_up(connection, record)
        connection.execute(f"PRAGMA {wrong}")

    monkeypatch.setattr(storage, "_connected", stubborn)
    with pytest.raises(storage.StorageError, match=f"did not accept {wrong.split()[0]}"):
        make_app(f"sqlite:///{tmp_path / 'incident.db'}")


def test_the_promises_hold_on_every_connection(tmp_path, make_app):
    app = make_app(f"sqlite:///{tmp_path / 'incident.db'}")
    with app.app_context():
        for _ in range(2):
            with db.engine.connect() as connection:
                taken = {
                    name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                    for name in (
                        "journal_mode",
                        "synchronous",
                        "foreign_keys",
                        "recursive_triggers",
                    )
                }
            assert taken == {
                "journal_mode": "wal",
                "synchronous": 2,
                "foreign_keys": 1,
                "recursive_triggers": 1,
            }
            db.engine.dispose()


def test_a_writer_takes_the_lock_before_it_reads(tmp_path, make_app):
    file = tmp_path / "incident.db"
    app = make_app(f"sqlite:///{file}")
    with app.app_context():
        with db.engine.connect().execution_options(writes=True) as writer, writer.begin():
            other = sqlite3.connect(file, timeout=0)
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            other.close()
        with db.engine.connect() as reader:
            assert reader.execute(sa.text("SELECT 1")).scalar() == 1
        db.engine.dispose()
