"""The database keeps what it acknowledged and migrates once."""

import json
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import insert, text
from sqlmodel import SQLModel, select

from authoring import clock
from authoring.checkpoints import empty_log
from authoring.db import Database
from authoring.ids import new_id
from authoring.migrations import configuration, current, newest
from authoring.migrations.env_rules import include
from authoring.permissions import Actor
from authoring.queries.library import Search, search
from authoring.store.cards import card_of
from authoring.tables import AuditLine, Document, Organisation, Revision
from tests.builders import a_station_json


def an_organisation(name: str = "Erfurt") -> Organisation:
    return Organisation(id=new_id(), name=name, slug=new_id(), created_at=clock.now())


def test_the_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": include})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_documents_of_an_older_version_are_found_after_the_upgrade(database_url: str) -> None:
    database = Database(database_url)
    if database.file is not None:
        database.file.parent.mkdir(parents=True, exist_ok=True)
    station = a_station_json("Krämerbrücke")
    now = datetime(2026, 5, 1, tzinfo=UTC)
    with database.engine.begin() as connection:
        old = configuration()
        old.attributes["connection"] = connection
        command.upgrade(old, "0002")
        row = Document(id=station["id"], kind="station", organisation_id="o", head=1, created_at=now, updated_at=now)
        row.card = card_of(station)
        facts = {"document_id": row.id, "number": 1, "body": json.dumps(station), "at": now}
        organisation = {"id": "o", "name": "Erfurt", "slug": "erfurt", "created_at": now}
        connection.execute(insert(Organisation), [organisation])
        connection.execute(insert(Document), [row.model_dump(exclude={"file_name"})])
        said = {"actor_name": "Anna", "verb": "upload", "subject_kind": "medium", "subject_id": row.id, "at": now}
        connection.execute(insert(AuditLine), [said | {"id": "a", "values": {"file": "Brücke.jpg"}}])
        connection.execute(insert(Revision), [facts | {"author_name": "", "based_on": 0, "summary": ""}])
        connection.execute(
            text("INSERT INTO search_entry(document_id, title_key, words, facets) VALUES (:id, '', '', '')"),
            {"id": row.id},
        )
    database.migrate()
    with database.read() as session:
        found = search(session, Actor.command_line(), Search(text="Krämerbrücken"))
        assert [item.id for item in found.items] == [station["id"]]
        # What a file was called was in the log of uploads alone.
        assert session.get_one(Document, station["id"]).file_name == "Brücke.jpg"
    database.close()


def test_the_log_is_emptied_when_it_is_long(database: Database) -> None:
    if database.file is None:
        assert empty_log(database, 0.0) == 0.0
        return
    assert empty_log(database, 0.0) == 0.0, "the log is short"
    with database.write() as session:
        session.add_all(an_organisation("Erfurt" * 1_000) for _ in range(1_000))
    done = empty_log(database, 0.0)
    assert done > 0
    assert empty_log(database, done) == done
    with database.write() as session:
        session.add(an_organisation("Jena"))
    # The log has begun anew, for all that stood in it is in the database.
    with database.engine.connect() as connection:
        _, pages, _ = connection.execute(text("PRAGMA wal_checkpoint(PASSIVE)")).one()
    assert pages < 20


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
