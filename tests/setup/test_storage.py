"""The application refuses a database that could lose or leak a record."""

import sqlite3
import stat

import pytest
import sqlalchemy as sa

from incident_app import storage
from incident_app.extensions import db


@pytest.mark.parametrize("mode", [0o640, 0o620, 0o604, 0o602])
@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_a_file_that_others_can_read_or_change_is_refused(tmp_path, make_app, end, mode):
    (tmp_path / "incident.db").touch(mode=0o600)
    file = tmp_path / f"incident.db{end}"
    file.touch()
    file.chmod(mode)
    with pytest.raises(storage.StorageError, match=f"chmod 600 {file}$"):
        make_app(f"sqlite:///{tmp_path / 'incident.db'}")


@pytest.mark.parametrize("mode", [0o740, 0o720, 0o704, 0o702, 0o777, 0o1777])
def test_a_folder_that_others_can_look_into_or_change_is_refused(tmp_path, make_app, mode):
    folder = tmp_path / "var"
    folder.mkdir()
    folder.chmod(mode)
    with pytest.raises(storage.StorageError, match=f"chmod 700 {folder}$"):
        make_app(f"sqlite:///{folder / 'incident.db'}")
    assert list(folder.iterdir()) == [], "and nothing is laid there"


def test_where_a_link_leads_is_what_counts(tmp_path, make_app):
    real, link = tmp_path / "open", tmp_path / "incident.db"
    real.mkdir()
    real.chmod(0o755)
    (real / "incident.db").touch(mode=0o600)
    link.symlink_to(real / "incident.db")
    with pytest.raises(storage.StorageError, match=f"chmod 700 {real}$"):
        make_app(f"sqlite:///{link}")


def test_everything_that_is_open_is_named_at_once(tmp_path, make_app):
    for end in ("", "-wal"):
        (tmp_path / f"incident.db{end}").touch()
        (tmp_path / f"incident.db{end}").chmod(0o644)
    tmp_path.chmod(0o755)
    with pytest.raises(storage.StorageError) as refused:
        make_app(f"sqlite:///{tmp_path / 'incident.db'}")
    assert [line.rpartition(" ")[0][-9:] for line in str(refused.value).splitlines()] == [
        "chmod 700",
        "chmod 600",
        "chmod 600",
    ]


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
