"""The database: SQLite as it stands in the data folder, or PostgreSQL by URL.

A unit of work is ``with database.write() as session`` (all or nothing) or
``with database.read() as session`` (one consistent view, nothing can be written).
SQLite runs in WAL mode with ``synchronous=FULL``: what ``write`` has left without an
exception is on the disk. Writers take their lock at ``BEGIN IMMEDIATE``, so that two of
them queue instead of failing at the first statement that writes.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlmodel import Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine

BUSY_TIMEOUT_MS = 15_000
_PAUSE_S = 0.01
_MIGRATION_LOCK = 0x77617966  # "wayf": any number, as long as every process uses the same
_SQLITE_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32768",
    "PRAGMA mmap_size = 1073741824",
    # 64 MB. At the default of 4 MB every thirtieth save of a large tour waited 0.2 s for a checkpoint.
    "PRAGMA wal_autocheckpoint = 16000",
)


class Database:
    """Opens sessions on one database; safe to share between threads, not across a fork."""

    def __init__(self, url: str) -> None:
        """Take a SQLAlchemy URL; ``postgres:`` and ``postgresql:`` mean the driver we ship."""
        self.url = _with_driver(make_url(url))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite and not self.url.database:
            raise ValueError("a SQLite database needs a file: in memory nothing survives")
        self.engine = self._engine()
        self._writing = self.engine.execution_options(wayfable_writes=True)
        self._reading = self.engine.execution_options(
            **({} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
        )

    @property
    def file(self) -> Path | None:
        """Return the SQLite file, or ``None`` on PostgreSQL."""
        return Path(self.url.database or "") if self.is_sqlite else None

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield a session whose work is committed at the end, or undone if anything is raised."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session that sees one moment and is always rolled back."""
        with Session(self._reading, expire_on_commit=False, autoflush=False) as session:
            yield session  # Closing rolls back, and leaves what was read usable.

    def migrate(self) -> None:
        """Bring the tables up to date under a lock; many processes may start at once."""
        from authoring.migrations import upgrade
        from authoring.store import index

        if self.file is not None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        # On SQLite BEGIN IMMEDIATE is the lock: table changes are part of the transaction.
        with self._writing.begin() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            if upgrade(connection):
                with Session(connection) as session:
                    index.fill(session)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _engine(self) -> Engine:
        if not self.is_sqlite:
            return create_engine(self.url, pool_pre_ping=True, pool_size=8, max_overflow=24)
        engine = create_engine(self.url, connect_args={"check_same_thread": False}, pool_size=8, max_overflow=24)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine


@contextmanager
def writing(db: Database | Session) -> Iterator[Session]:
    """Yield a session to write in: a new transaction of a database, or the one already open.

    So a verb can be a whole unit of work, or one step of a larger one (an import).
    """
    if isinstance(db, Session):
        yield db
        db.flush()
        return
    with db.write() as session:
        yield session


@contextmanager
def reading(db: Database | Session) -> Iterator[Session]:
    """Yield a session to read in: a new one, or the one already open."""
    if isinstance(db, Session):
        yield db
        return
    with db.read() as session:
        yield session


def _with_driver(url: URL) -> URL:
    if url.get_backend_name() in {"postgres", "postgresql"} and "+" not in url.drivername:
        return url.set(drivername="postgresql+psycopg")
    return url


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would start transactions by itself, and too late: we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(pragma)
    _switch_to_wal(cursor)
    cursor.close()


def _switch_to_wal(cursor: sqlite3.Cursor) -> None:
    """Two that switch a new file at once would wait for each other: SQLite refuses one, whatever its timeout."""
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_S)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("wayfable_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
