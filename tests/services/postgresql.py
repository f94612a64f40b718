"""A PostgreSQL server in a temporary folder: one a test process, a database a test."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg

from tests.services.install import CannotInstall, found, from_debian
from tests.services.ports import a_free_port

#: Durability is PostgreSQL's to prove, not ours: tests run without it and are five times as fast.
_HURRIED = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=60")


@dataclass
class PostgreSQL:
    """A running server; `new_database` gives the URL of a fresh database of its own."""

    port: int
    _numbers: Iterator[int] = field(default_factory=count)

    def new_database(self, template: str = "template1") -> str:
        """Create a database, copied from the template's files, and return its SQLAlchemy URL."""
        name = f"wayfable_{next(self._numbers)}"
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def url(self, name: str) -> str:
        """The SQLAlchemy URL of the database of this name."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def drop(self, url: str) -> None:
        """Drop the database of this URL, connections and all."""
        self.run(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')

    def run(self, statement: str) -> None:
        """Run one statement as the superuser, outside a transaction."""
        dsn = f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres"
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute(statement.encode())


def _program(name: str) -> Path:
    folders = tuple(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))
    program = found(name, folders=folders)
    if program is None:
        from_debian("postgresql")
        program = found(name, folders=tuple(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)))
    if program is None:
        raise CannotInstall(f"Debian's postgresql is installed and brings no {name}")
    return program


def _as_server(*command: str) -> None:
    # PostgreSQL refuses to run as root.
    if os.geteuid() == 0:
        command = ("runuser", "-u", "postgres", "--", *command)
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")


@contextmanager
def running() -> Iterator[PostgreSQL]:
    """A server with an empty cluster; stopped and removed at the end.

    Raises:
        CannotInstall: there is no PostgreSQL here and none can be installed.
    """
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    # Not pytest's folder: the user postgres may not enter what belongs to root.
    folder = Path(tempfile.mkdtemp(prefix="wayfable-postgresql-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    cluster = folder / "cluster"
    try:
        _as_server(str(initdb), "-D", str(cluster), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        port = a_free_port()
        options = " ".join(
            [
                f"-p {port}",
                "-c listen_addresses=127.0.0.1",
                f"-k {folder}",
                *(f"-c {line}" for line in _HURRIED),
            ]
        )
        _as_server(str(pg_ctl), "-D", str(cluster), "-w", "-l", str(folder / "log"), "-o", options, "start")
        try:
            yield PostgreSQL(port)
        finally:
            with suppress(RuntimeError):
                _as_server(str(pg_ctl), "-D", str(cluster), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
