"""A backup restores on either database, and a broken one restores nothing."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from sqlmodel import select

from authoring import clock
from authoring.actions.create_document import create_document
from authoring.actions.create_organisation import create_organisation
from authoring.actions.delete_document import delete_document
from authoring.actions.invite_person import invite_person
from authoring.actions.make_backup import make_backup
from authoring.actions.restore_backup import restore_backup
from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.errors import Forbidden, Refused
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from authoring.queries import documents, history
from authoring.queries.trash import trash
from authoring.tables import AuditLine, Blob, Revision, SearchEntry
from tests import builders

MACHINE = Actor.command_line()


def a_store(folder: Path) -> MediaStore:
    return MediaStore.open_url((folder / "files").as_uri(), waiting_room=folder / "incoming")


@pytest.fixture
def full(tmp_path: Path, database_url: str) -> tuple[Database, MediaStore, str]:
    """An installation with a person, a station of two revisions, a deleted one, and two files."""
    database = Database(database_url)
    database.migrate()
    store = a_store(tmp_path / "first")
    home = create_organisation(database, MACHINE, "Erfurt")
    invite_person(database, MACHINE, home, email="anna@example.org", name="Anna", role="author")
    station = builders.a_station_json(title="Krämerbrücke")
    create_document(database, MACHINE, home, json.dumps(station).encode())
    save_document(database, MACHINE, station["id"], json.dumps(station | {"duration_s": 7}).encode(), 1)
    other = builders.a_station_json()
    create_document(database, MACHINE, home, json.dumps(other).encode())
    delete_document(database, MACHINE, other["id"])
    with database.write() as session:
        for content, private in ((b"original" * 1000, True), (b"variant" * 1000, False)):
            stored = store.put(content, "image/jpeg", private=private)
            session.add(
                Blob(
                    sha256=stored.sha256,
                    bytes=stored.bytes,
                    crc32=stored.crc32,
                    media_type=stored.media_type,
                    private=private,
                    created_at=clock.now(),
                )
            )
    return database, store, station["id"]


def test_everything_comes_back_on_another_database(full: tuple[Database, MediaStore, str], tmp_path: Path) -> None:
    database, store, station_id = full
    made = make_backup(database, store, MACHINE, tmp_path / "backup.zip")
    assert (made.documents, made.files) == (2, 2)
    target = Database(f"sqlite:///{tmp_path / 'target.sqlite'}")
    target.migrate()
    target_store = a_store(tmp_path / "second")
    restored = restore_backup(target, target_store, MACHINE, tmp_path / "backup.zip")
    assert (restored.documents, restored.files) == (2, 2)
    with database.read() as before, target.read() as after:
        for table in (Revision, Blob):
            assert [row.model_dump() for row in before.exec(select(table))] == [
                row.model_dump() for row in after.exec(select(table))
            ]
        assert documents.load(after, MACHINE, station_id).value["duration_s"] == 7
        assert [step.number for step in history.steps(after, MACHINE, station_id)] == [2, 1]
        assert len(after.exec(select(SearchEntry)).all()) == 1
        assert len(trash(after, MACHINE)) == 1
        assert after.exec(select(AuditLine.verb)).all()[-1] == "restore_backup"
        for blob in after.exec(select(Blob)):
            assert target_store.has(blob.sha256, private=blob.private)
    target.close()
    database.close()


def test_nothing_that_signs_anybody_in_is_in_a_backup(full: tuple[Database, MediaStore, str], tmp_path: Path) -> None:
    database, store, _ = full
    make_backup(database, store, MACHINE, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        names = archive.namelist()
    assert not [name for name in names if re.search(r"session|link|attempt|secret", name)]
    database.close()


def test_a_backup_goes_into_an_empty_installation_only(full: tuple[Database, MediaStore, str], tmp_path: Path) -> None:
    database, store, _ = full
    make_backup(database, store, MACHINE, tmp_path / "backup.zip")
    with pytest.raises(Refused) as caught:
        restore_backup(database, store, MACHINE, tmp_path / "backup.zip")
    assert caught.value.code == "backup_not_empty"
    database.close()


def changed(source: Path, target: Path, pattern: str) -> None:
    """Copy a zip with one byte more in the entries that match."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, content + b" " if re.search(pattern, entry.filename) else content)


@pytest.mark.parametrize("pattern", ["tables/person", "files/originals", "files/blobs"])
def test_a_broken_backup_restores_nothing(full: tuple[Database, MediaStore, str], tmp_path: Path, pattern: str) -> None:
    database, store, _ = full
    make_backup(database, store, MACHINE, tmp_path / "backup.zip")
    changed(tmp_path / "backup.zip", tmp_path / "broken.zip", pattern)
    assert_refused(tmp_path, tmp_path / "broken.zip", "backup_broken")
    database.close()


def assert_refused(tmp_path: Path, file: Path, code: str) -> None:
    target = Database(f"sqlite:///{tmp_path / 'target.sqlite'}")
    target.migrate()
    store = a_store(tmp_path / "second")
    with pytest.raises(Refused) as caught:
        restore_backup(target, store, MACHINE, file)
    assert caught.value.code == code
    with target.read() as session:
        assert session.exec(select(Revision)).all() == []
    assert list(store.files()) == []
    target.close()


@pytest.mark.parametrize(
    ("contents", "code"),
    [
        (None, "backup_unreadable"),
        (b"{}", "backup_unreadable"),
        (b"[" * 100_000, "backup_unreadable"),
        (b'{"format": "wayfable-backup/9", "made_at": "", "tables_version": "", "parts": []}', "backup_newer"),
    ],
)
def test_what_is_no_backup_is_told(tmp_path: Path, contents: bytes | None, code: str) -> None:
    file = tmp_path / "x.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("backup.json" if contents is not None else "x", contents or b"")
    assert_refused(tmp_path, file, code)


def test_what_is_no_zip_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"not a zip")
    assert_refused(tmp_path, tmp_path / "x.zip", "backup_unreadable")


@pytest.mark.parametrize("name", ["tables/../../etc/passwd", "files/originals/x", "other"])
def test_a_backup_with_foreign_entries_is_refused(tmp_path: Path, name: str) -> None:
    part = {"path": name, "sha256": "0" * 64, "bytes": 1}
    contents = {"format": "wayfable-backup/1", "made_at": "", "tables_version": "", "parts": [part]}
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("backup.json", json.dumps(contents))
        archive.writestr(name, b"x")
    assert_refused(tmp_path, tmp_path / "x.zip", "backup_broken")


def test_a_missing_file_makes_no_backup(full: tuple[Database, MediaStore, str], tmp_path: Path) -> None:
    database, store, _ = full
    with database.read() as session:
        blob = session.exec(select(Blob)).first()
    assert blob is not None
    store.delete(blob.sha256, private=blob.private)
    with pytest.raises(Refused):
        make_backup(database, store, MACHINE, tmp_path / "backup.zip")
    assert [path.name for path in tmp_path.glob("*backup*")] == []
    database.close()


def test_only_the_machine_makes_backups(full: tuple[Database, MediaStore, str], tmp_path: Path) -> None:
    database, store, _ = full
    anybody = Actor(person_id="p", name="P")
    with pytest.raises(Forbidden):
        make_backup(database, store, anybody, tmp_path / "backup.zip")
    with pytest.raises(Forbidden):
        restore_backup(database, store, anybody, tmp_path / "backup.zip")
    database.close()
