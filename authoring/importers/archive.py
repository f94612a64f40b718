"""Zip files, looked at entry by entry before a byte is written.

Python's own zipfile extracts overlapping entries and trusts the sizes that the directory claims; so every entry is
checked first (path, kind, encryption, claimed size, ratio, place in the file) and then counted while it is read.
"""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

from authoring.importers.plan import ImportRefusedError
from authoring.importers.source import MOST_FILES, MOST_PHOTO_BYTES, Source

MOST_BYTES: Final = 2 * 1024**3
"""Of all entries together, unpacked."""

MOST_RATIO: Final = 200
"""Text packs to a hundredth at best, a bomb to a thousandth."""

_CHUNK: Final = 256 * 1024


def unpacked(archive: Source, folder: Path, prefix: str = "", *, most_bytes: int = MOST_BYTES) -> list[Source]:
    """The archive's files, written into ``folder`` under names of ours; directories and system litter are passed over.

    All of them together may have ``most_bytes``.

    Raises:
        ImportRefusedError: ``bundle``, ``spreadsheet``, ``office``, ``zip_broken``, ``zip_encrypted``, ``zip_path``,
            ``zip_bomb``, ``zip_too_many``, ``too_large``.
    """
    try:
        with zipfile.ZipFile(archive.path) as opened:
            _check_kind(opened.namelist())
            entries = [entry for entry in opened.infolist() if not entry.is_dir() and not _litter(entry.filename)]
            _check(entries, archive.size, most_bytes)
            return [_written(opened, entry, folder / f"{prefix}{number:04d}") for number, entry in enumerate(entries)]
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError):
        raise ImportRefusedError("zip_broken") from None
    except RuntimeError:  # zipfile's word for a password
        raise ImportRefusedError("zip_encrypted") from None


def _check_kind(names: list[str]) -> None:
    """Office programs write zip files too, and so do we; what is in them is nothing to make stations of."""
    if "manifest.json" in names and any(name.startswith("blobs/sha256/") for name in names):
        raise ImportRefusedError("bundle")
    if "[Content_Types].xml" in names or "mimetype" in names:
        is_table = any(name.startswith("xl/") for name in names) or "content.xml" in names
        raise ImportRefusedError("spreadsheet" if is_table else "office")


def _litter(name: str) -> bool:
    return name.startswith("__MACOSX/") or PurePosixPath(name).name in {".DS_Store", "Thumbs.db", "desktop.ini"}


def _check(entries: list[zipfile.ZipInfo], size: int, most_bytes: int) -> None:
    if len(entries) > MOST_FILES:
        raise ImportRefusedError("zip_too_many", count=len(entries), most=MOST_FILES)
    end = -1
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.flag_bits & 0x1:
            raise ImportRefusedError("zip_encrypted")
        if _escapes(entry):
            raise ImportRefusedError("zip_path", name=entry.filename[:120])
        if entry.file_size > MOST_PHOTO_BYTES or entry.file_size > MOST_RATIO * max(entry.compress_size, 1_000):
            raise ImportRefusedError("zip_bomb", name=entry.filename[:120], size_mb=entry.file_size // 1_000_000)
        if entry.header_offset < end:
            raise ImportRefusedError("zip_bomb", name=entry.filename[:120], size_mb=entry.file_size // 1_000_000)
        end = entry.header_offset + 30 + entry.compress_size
        if end > size:
            raise ImportRefusedError("zip_broken")
    total = sum(entry.file_size for entry in entries)
    if total > most_bytes:
        raise ImportRefusedError("too_large", size_mb=total // 1_000_000, most_mb=most_bytes // 1_000_000)


def _escapes(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return is_link or path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\x00" in entry.filename


def _written(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> Source:
    """One entry under a name of ours, its bytes counted: the directory's claim is not believed."""
    count = 0
    with archive.open(entry) as packed, target.open("wb") as file:
        while chunk := packed.read(_CHUNK):
            count += len(chunk)
            if count > min(entry.file_size, MOST_PHOTO_BYTES):
                raise ImportRefusedError("zip_bomb", name=entry.filename[:120], size_mb=count // 1_000_000)
            file.write(chunk)
    return Source(entry.filename, target)
