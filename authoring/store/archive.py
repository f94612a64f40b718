"""A backup: one zip that holds an installation, whatever database and storage it ran on.

::

    backup.json                        what it is, and the hash and size of everything else
    tables/<name>.jsonl                a table's rows, a JSON object a line
    files/{originals,blobs}/<sha256>   the stored files

Left out is what would be wrong or harmful anywhere else: sessions, sign-in links, attempts,
presence, the secret; and the search index, which is made again.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, Date
from sqlmodel import SQLModel

from authoring.errors import Refused
from authoring.tables import UtcTime

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Table

CONTENTS: Final = "backup.json"
FORMAT: Final = "wayfable-backup/1"
PIECE: Final = 1 << 20
_LEFT_OUT: Final = frozenset({"attempt", "presence", "search_entry", "search_words", "sign_in_link", "web_session"})
_NAME: Final = re.compile(r"^(tables/[a-z_]+\.jsonl|files/(originals|blobs)/[0-9a-f]{64})$")
_LARGEST_CONTENTS: Final = 512 * 1_000_000


@dataclass(frozen=True)
class Part:
    """An entry of the archive."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Contents:
    """What ``backup.json`` says; ``tables_version`` is the migration the tables stood at."""

    format: str
    made_at: str
    tables_version: str
    parts: tuple[Part, ...]

    def as_json(self) -> bytes:
        """Return the bytes of ``backup.json``."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def tables() -> list[Table]:
    """Return the tables that are kept, each after those that it refers to."""
    return [table for table in SQLModel.metadata.sorted_tables if table.name not in _LEFT_OUT]


def encode(row: Mapping[str, Any]) -> bytes:
    """Return a row as a line of JSON."""
    values = {name: value.isoformat() if isinstance(value, date | datetime) else value for name, value in row.items()}
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def decode(table: Table, line: bytes) -> dict[str, Any]:
    """Return the row of a line; raise ``Refused`` for a column that this version does not know."""
    values = json.loads(line)
    unknown = sorted(set(values) - set(table.columns.keys()))
    if unknown:
        raise Refused("backup_newer", {"what": f"{table.name}.{unknown[0]}"})
    return {name: _value(table.columns[name].type, value) for name, value in values.items()}


def read_contents(archive: zipfile.ZipFile) -> Contents:
    """Return what an archive says of itself; raise ``Refused`` if it is no backup or its list is not true."""
    try:
        with archive.open(CONTENTS) as file:
            values = json.loads(file.read(_LARGEST_CONTENTS))
        parts = tuple(Part(**part) for part in values.pop("parts"))
        contents = Contents(parts=parts, **values)
    except (KeyError, ValueError, TypeError, RecursionError):
        raise Refused("backup_unreadable") from None
    if contents.format != FORMAT:
        raise Refused("backup_newer", {"what": str(contents.format)[:60]})
    sizes = {info.filename: info.file_size for info in archive.infolist() if info.filename != CONTENTS}
    listed = {part.path: part.bytes for part in parts}
    if sizes != listed or not all(_NAME.match(path) for path in listed):
        raise Refused("backup_broken", {"path": CONTENTS})
    return contents


def pieces(file: IO[bytes], most: int) -> Iterator[bytes]:
    """Yield a file in pieces; never more than ``most`` bytes, whatever its header said."""
    seen = 0
    while piece := file.read(PIECE):
        seen += len(piece)
        if seen > most:
            raise Refused("backup_broken", {"path": getattr(file, "name", "")})
        yield piece


def prove(archive: zipfile.ZipFile, part: Part) -> None:
    """Raise ``Refused`` unless an entry holds exactly the bytes that were put into it."""
    import zipfile
    import zlib

    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(part.path) as file:
            for piece in pieces(file, part.bytes):
                digest.update(piece)
                size += len(piece)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        raise Refused("backup_broken", {"path": part.path}) from None
    if size != part.bytes or digest.hexdigest() != part.sha256:
        raise Refused("backup_broken", {"path": part.path})


def _value(kind: Any, value: Any) -> Any:
    if value is None or isinstance(kind, JSON):
        return value
    if isinstance(kind, UtcTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return value
