"""The database keeps what it acknowledged and migrates once."""

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel, select

from authoring import clock
from authoring.db import Database
from authoring.ids import new_id
from authoring.migrations import current, newest
from authoring.migrations.env_rules import include
from authoring.tables import Organisation


def an_organisation(name: str = "Erfurt") -> Organisation:
    return Organisation(id=new_id(), name=name, slug=new_id(), created_at=clock.now())


def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": include})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_many_starts_at_once_migrate_one_time(database_url: str) -> None:
    databases = [Database(database_url) for _ in range(6)]
    faults: list[BaseException] = []

    def start(database: Database) -> None:
        try:
            database.migrate()
        except BaseException as fault:  # noqa: BLE001 - whatever it is, the test shows it
            faults.append(fault)

    threads = [threading.Thread(target=start, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with databases[0].engine.connect() as connection:
        assert current(connection) == newest()
    for database in databases:
        database.close()
    assert faults == []


def test_what_raises_writes_nothing(database: Database) -> None:
    def write_and_fail() -> None:
        with database.write() as session:
            session.add(an_organisation())
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.read() as session:
        assert session.exec(select(Organisation)).all() == []


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as reader:
        assert reader.exec(select(Organisation)).all() == []
        with database.write() as writer:
            writer.add(an_organisation())
        assert reader.exec(select(Organisation)).all() == []


def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    made = an_organisation()
    with database.write() as session:
        session.add(made)
    with database.read() as session:
        assert session.exec(select(Organisation.created_at)).one() == made.created_at


def test_sqlite_waits_for_the_disk(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    database.close()


def test_four_writers_lose_nothing(database: Database) -> None:
    def write() -> None:
        for _ in range(10):
            with database.write() as session:
                session.add(an_organisation())

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        assert len(session.exec(select(Organisation)).all()) == 40
