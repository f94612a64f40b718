"""Back an installation up, while it runs."""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from authoring import clock, migrations
from authoring.errors import Refused
from authoring.media_store import MissingFileError
from authoring.permissions import Verb, require
from authoring.store import archive
from authoring.store.archive import Contents, Part
from exports.files import open_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Table
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.media_store import MediaStore
    from authoring.permissions import Actor


@dataclass(frozen=True)
class Backup:
    """What was written: how many documents, files and bytes."""

    documents: int
    files: int
    bytes: int


def make_backup(db: Database, store: MediaStore, actor: Actor, target: Path) -> Backup:
    """Write everything into one file, as it was at one moment; others go on working.

    The file appears whole or not at all. Raises ``Refused`` if a stored file is missing or broken:
    a backup that could not be restored must not look like one.
    """
    require(actor, Verb.ADMINISTER_INSTALLATION, None)
    target = target.resolve()
    handle, name = open_beside(target)
    draft = Path(name)
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", allowZip64=True) as into, db.read() as session:
                made = _write(into, session, store)
            file.flush()
            os.fsync(file.fileno())
            size = file.seek(0, os.SEEK_END)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return Backup(documents=made.documents, files=made.files, bytes=size)


def _write(into: zipfile.ZipFile, session: Session, store: MediaStore) -> Backup:
    parts: list[Part] = []
    blobs: list[tuple[str, bool]] = []
    documents = 0
    for table in archive.tables():
        path = f"tables/{table.name}.jsonl"
        rows = _rows(session, table)
        parts.append(_put(into, path, map(archive.encode, rows), zipfile.ZIP_DEFLATED))
        if table.name == "blob":
            columns = select(table.c.sha256, table.c.private).order_by(table.c.sha256)
            blobs = [(sha256, private) for sha256, private in session.execute(columns)]
        if table.name == "document":
            documents = len(session.execute(select(table.c.id)).all())
    for sha256, private in blobs:
        shelf = "originals" if private else "blobs"
        try:
            stream = store.stream(sha256, private=private)
        except MissingFileError:
            raise Refused("backup_file_missing", {"sha256": sha256}) from None
        part = _put(into, f"files/{shelf}/{sha256}", stream, zipfile.ZIP_STORED)
        if part.sha256 != sha256:
            raise Refused("backup_file_missing", {"sha256": sha256})
        parts.append(part)
    version = migrations.current(session.connection()) or ""
    contents = Contents(archive.FORMAT, clock.now().isoformat(), version, tuple(parts))
    into.writestr(archive.CONTENTS, contents.as_json(), zipfile.ZIP_DEFLATED)
    return Backup(documents=documents, files=len(blobs), bytes=0)


def _rows(session: Session, table: Table) -> Iterator[dict[str, object]]:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=500)
    for row in session.execute(query).mappings():
        yield dict(row)


def _put(into: zipfile.ZipFile, path: str, pieces: Iterable[bytes], compression: int) -> Part:
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(path, date_time=(1980, 1, 1, 0, 0, 0))
    entry.compress_type = compression
    entry.external_attr = 0o600 << 16
    with into.open(entry, "w", force_zip64=True) as file:
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    return Part(path, digest.hexdigest(), size)
