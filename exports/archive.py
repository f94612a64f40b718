"""A zip of stored files whose checksums are already known.

``zipfile`` reads every byte through Python to compute a CRC that the store wrote down at upload. Here the
kernel copies instead (``copy_file_range``), and the same input always gives the same bytes: no times, no
owners, no compression whose output would depend on a library's version. Layout: APPNOTE.TXT 6.3.10 §4.3,
with the ZIP64 records (§4.5.3) where a size or an offset needs them.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from exports.blobs import Blob, BlobSource
from exports.files import whole_file

ENTRY_OVERHEAD_BYTES: Final = 512
"""More than an entry takes beside its file: two headers, two names, and its part of the end records."""

_LOCAL: Final = struct.Struct("<IHHHHHIIIHH")
_CENTRAL: Final = struct.Struct("<IHHHHHHIIIHHHHHII")
_END: Final = struct.Struct("<IHHHHIIH")
_END64: Final = struct.Struct("<IQHHIIQQQQ")
_END64_LOCATOR: Final = struct.Struct("<IIQI")

_DOS_DATE: Final = (1 << 5) | 1  # 1 January 1980, the first day that the format can say
_UTF8_NAME: Final = 0x0800
_VERSION: Final = 20
_VERSION64: Final = 45
_FULL16: Final = 0xFFFF
_FULL32: Final = 0xFFFF_FFFF
_REGULAR_FILE: Final = 0o100644 << 16
_MADE_ON_UNIX: Final = 3 << 8


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    blob: Blob
    offset: int


class StoredZip:
    """Writes stored entries one after the other. Made by :func:`stored_zip`."""

    def __init__(self, out: BinaryIO) -> None:
        """Write to ``out``, which begins empty."""
        self._out = out
        self._entries: list[_Entry] = []

    def add(self, name: str, blob: Blob, source: BlobSource) -> None:
        """Append a file under ``name``.

        Raises:
            MissingBlobError: the source does not have it.
            OSError: the disk is full, or the file is shorter than the store said.
        """
        offset = self._out.tell()
        entry = _Entry(name.encode(), blob, offset)
        big = blob.bytes >= _FULL32
        extra = struct.pack("<HHQQ", 1, 16, blob.bytes, blob.bytes) if big else b""
        size = _FULL32 if big else blob.bytes
        version = _VERSION64 if big else _VERSION
        self._out.write(
            _LOCAL.pack(
                0x0403_4B50, version, _UTF8_NAME, 0, 0, _DOS_DATE, blob.crc32, size, size, len(entry.name), len(extra)
            )
        )
        self._out.write(entry.name + extra)
        self._copy(blob, source)
        self._entries.append(entry)

    def finish(self) -> None:
        """Write the central directory and the end records."""
        start = self._out.tell()
        for entry in self._entries:
            self._out.write(_central(entry))
        size, count = self._out.tell() - start, len(self._entries)
        if start >= _FULL32 or count >= _FULL16:
            end64 = self._out.tell()
            self._out.write(
                _END64.pack(0x0606_4B50, 44, _VERSION64, _VERSION64, 0, 0, count, count, size, start)
                + _END64_LOCATOR.pack(0x0706_4B50, 0, end64, 1)
            )
        few, low = min(count, _FULL16), min(start, _FULL32)
        self._out.write(_END.pack(0x0605_4B50, 0, 0, few, few, size, low, 0))

    def _copy(self, blob: Blob, source: BlobSource) -> None:
        if blob.path is not None:
            self._out.flush()
            written = _copy_in_kernel(blob.path, self._out.fileno(), blob.bytes)
        else:
            written = sum(self._out.write(piece) for piece in source.pieces(blob.sha256))
        if written != blob.bytes:
            raise OSError(f"{blob.sha256} has {written} bytes where the store promised {blob.bytes}")


@contextmanager
def stored_zip(path: Path, size: int = 0) -> Iterator[StoredZip]:
    """Write a zip to ``path``: whole, or not at all; ``size`` is at least how many bytes it will have, or 0.

    Raises:
        OSError: the folder is missing, or the disk is full; an older file at ``path`` is untouched.
    """
    with whole_file(path, size) as out:
        writer = StoredZip(out)
        yield writer
        writer.finish()


def _central(entry: _Entry) -> bytes:
    size, wide = entry.blob.bytes, b""
    if size >= _FULL32:
        wide += struct.pack("<QQ", size, size)
    if entry.offset >= _FULL32:
        wide += struct.pack("<Q", entry.offset)
    extra = struct.pack("<HH", 1, len(wide)) + wide if wide else b""
    version, small = _VERSION64 if wide else _VERSION, min(size, _FULL32)
    head = _CENTRAL.pack(
        0x0201_4B50,
        _MADE_ON_UNIX | version,
        version,
        _UTF8_NAME,
        0,
        0,
        _DOS_DATE,
        entry.blob.crc32,
        small,
        small,
        len(entry.name),
        len(extra),
        0,
        0,
        0,
        _REGULAR_FILE,
        min(entry.offset, _FULL32),
    )
    return head + entry.name + extra


def _copy_in_kernel(path: Path, target: int, size: int) -> int:
    """Append ``size`` bytes of a file to a descriptor; fewer where the file is shorter."""
    with path.open("rb") as file:
        left = size
        while left and (copied := _splice(file.fileno(), target, left)):
            left -= copied
    return size - left


def _splice(source: int, target: int, most: int) -> int:
    # Not on every system, and not between every two file systems: sendfile stands in there.
    if hasattr(os, "copy_file_range"):
        try:
            return os.copy_file_range(source, target, most)
        except OSError:
            pass
    return os.sendfile(target, source, None, most)
