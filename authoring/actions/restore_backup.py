"""Restore a backup into an empty installation."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert
from sqlmodel import col, select

from authoring import audit
from authoring.errors import Refused
from authoring.permissions import Verb, require
from authoring.store import archive, index
from authoring.store import body as bodies
from authoring.tables import Document, Organisation, Person, Revision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.media_store import MediaStore
    from authoring.permissions import Actor
    from authoring.store.archive import Contents

_AT_ONCE = 500


@dataclass(frozen=True)
class Restored:
    """What came back, and when the backup had been made (RFC 3339)."""

    documents: int
    files: int
    made_at: str


def restore_backup(db: Database, store: MediaStore, actor: Actor, source: Path) -> Restored:
    """Bring an installation back, on whatever database and storage it is to run on now.

    Every hash is proven before anything is written, and all rows are written in one transaction.
    Raises ``Refused`` if there is anything already, or the file is broken, no backup, or too new.
    """
    require(actor, Verb.ADMINISTER_INSTALLATION, None)
    try:
        opened = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Refused("backup_unreadable") from None
    with opened as from_:
        with db.read() as session:
            _require_empty(session)
        contents = archive.read_contents(from_)
        for part in contents.parts:
            archive.prove(from_, part)
        _store_files(from_, contents, store)
        with db.write() as session:
            _require_empty(session)
            for table in archive.tables():
                _fill(session, from_, contents, table)
            documents = _index(session)
            audit.record(session, actor, "restore_backup", None, "installation", "", made_at=contents.made_at)
    files = sum(part.path.startswith("files/") for part in contents.parts)
    return Restored(documents, files, contents.made_at)


def _require_empty(session: Session) -> None:
    for table in (Organisation, Person, Document):
        if session.exec(select(table).limit(1)).first() is not None:
            raise Refused("backup_not_empty")


def _store_files(from_: zipfile.ZipFile, contents: Contents, store: MediaStore) -> None:
    media_types = {
        row["sha256"]: str(row["media_type"])
        for table in archive.tables()
        if table.name == "blob"
        for row in _rows(from_, contents, table)
    }
    for part in contents.parts:
        if not part.path.startswith("files/"):
            continue
        _, shelf, sha256 = part.path.split("/")
        if sha256 != part.sha256:
            raise Refused("backup_broken", {"path": part.path})
        with (
            from_.open(part.path) as file,
            store.receive(archive.pieces(file, part.bytes), limit=part.bytes) as received,
        ):
            store.keep(received, media_types.get(sha256, ""), private=shelf == "originals")


def _fill(session: Session, from_: zipfile.ZipFile, contents: Contents, table: Table) -> None:
    waiting: list[dict[str, Any]] = []
    for row in _rows(from_, contents, table):
        waiting.append(row)
        if len(waiting) == _AT_ONCE:
            session.execute(insert(table), waiting)
            waiting = []
    if waiting:
        session.execute(insert(table), waiting)


def _rows(from_: zipfile.ZipFile, contents: Contents, table: Table) -> Iterator[dict[str, Any]]:
    path = f"tables/{table.name}.jsonl"
    if not any(part.path == path for part in contents.parts):
        return  # The backup is older than the table.
    with from_.open(path) as file:
        for line in file:
            yield archive.decode(table, line)


def _index(session: Session) -> int:
    """Make the search index again, and return how many documents there are."""
    count = 0
    query = (
        select(Document, Revision.body)
        .join(Revision, col(Revision.document_id) == col(Document.id))
        .where(col(Revision.number) == col(Document.head))
        .order_by(col(Document.created_at), col(Document.id))
    )
    for row, text in session.exec(query).all():
        count += 1
        if row.deleted_at is None:
            index.renew(session, row, bodies.of_text(text))
    return count
