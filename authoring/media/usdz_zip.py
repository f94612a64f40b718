"""Reads and writes the archive that a USDZ is: entries stored as they are, each beginning at a multiple of 64 bytes.

Every length and every name is checked here before anything else reads the file (AOUSD, USDZ file format 1.3).
"""

import itertools
import struct
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Final, NamedTuple, NoReturn

from authoring.refusal import SandboxRefusal

LAYERS: Final = frozenset({".usd", ".usda", ".usdc"})
PICTURES: Final = frozenset({".png", ".jpg", ".jpeg"})
MOST_ENTRIES: Final = 200

_ALIGNMENT: Final = 64
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_LINK = 0o120000
_KIND = 0o170000
_ENCRYPTED = 1
# The bytes behind a name with which an entry is moved to its place: any header that nobody knows.
_PADDING: Final = 0x1986


class Entry(NamedTuple):
    """A file in the archive, and where its bytes lie."""

    name: str
    start: int
    size: int


def entries(data: memoryview) -> list[Entry]:
    """Return the files of an archive, the first of them a USD layer.

    Raises:
        SandboxRefusal: ``usdz_container`` (``code``), ``zip_encrypted``, ``zip_path``, ``zip_too_many``,
            ``usdz_entry`` (``entry``).
    """
    count, at = _directory(data)
    if count > MOST_ENTRIES:
        raise SandboxRefusal("zip_too_many")
    found: list[Entry] = []
    for _ in range(count):
        entry, at = _entry(data, at)
        found.append(entry)
    places = sorted((entry.start, entry.start + entry.size) for entry in found)
    if any(end > following for (_, end), (following, _) in itertools.pairwise(places)):
        _broken("OVERLAP")
    if len({entry.name for entry in found}) != len(found):
        _broken("NAME_TWICE")
    if not found or PurePosixPath(min(found, key=lambda each: each.start).name).suffix.lower() not in LAYERS:
        _broken("FIRST_IS_NO_LAYER")
    return found


def write(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return an archive of these files, in their order; the same files give the same bytes."""
    body, directory = bytearray(), bytearray()
    count = 0
    for name, data in files:
        written = name.encode("ascii")
        checked = zlib.crc32(data)
        # A header has four bytes of its own.
        missing = -(len(body) + _LOCAL.size + len(written) + 4) % _ALIGNMENT
        extra = struct.pack("<HH", _PADDING, missing) + bytes(missing)
        sizes = (checked, len(data), len(data), len(written), len(extra))
        start = len(body)
        body += _LOCAL.pack(b"PK\3\4", 20, 0, 0, 0, 0x21, *sizes) + written + extra + data
        directory += _CENTRAL.pack(b"PK\1\2", 20, 20, 0, 0, 0, 0x21, *sizes[:4], 0, 0, 0, 0, 0, start) + written
        count += 1
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def _directory(data: memoryview) -> tuple[int, int]:
    """Return how many entries there are and where their list begins."""
    tail = bytes(data[-(_END.size + 0xFFFF) :])
    at = tail.rfind(b"PK\5\6")
    if at < 0 or at + _END.size > len(tail):
        _broken("NO_END")
    _, disk, first_disk, here, count, size, start, _ = _END.unpack_from(tail, at)
    if disk or first_disk or here != count or start + size != len(data) - len(tail) + at:
        _broken("DIRECTORY")
    return count, start


def _entry(data: memoryview, at: int) -> tuple[Entry, int]:
    try:
        fields = _CENTRAL.unpack_from(data, at)
        (signature, _, _, flags, method, _, _, _, packed, size, length, extra, comment, _, _, attributes, start) = (
            fields
        )
        name = bytes(data[at + _CENTRAL.size : at + _CENTRAL.size + length]).decode("utf-8")
        (own, _, own_flags, own_method, _, _, _, own_packed, own_size, own_length, own_extra) = _LOCAL.unpack_from(
            data, start
        )
        own_name = bytes(data[start + _LOCAL.size : start + _LOCAL.size + own_length]).decode("utf-8")
    except (struct.error, UnicodeDecodeError):
        _broken("ENTRY")
    if (flags | own_flags) & _ENCRYPTED:
        raise SandboxRefusal("zip_encrypted")
    if signature != b"PK\1\2" or own != b"PK\3\4" or (own_packed, own_size, own_name) != (packed, size, name):
        _broken("ENTRY")
    if method or own_method or packed != size:
        _broken("COMPRESSED")
    begins = start + _LOCAL.size + own_length + own_extra
    if begins % _ALIGNMENT:
        _broken("NOT_ALIGNED")
    if begins + size > len(data):
        _broken("BEYOND_END")
    _check_name(name, attributes >> 16)
    return Entry(name, begins, size), at + _CENTRAL.size + length + extra + comment


def _check_name(name: str, mode: int) -> None:
    parts = name.split("/")
    if mode & _KIND == _LINK or "\\" in name or ":" in name or not name.isprintable() or {"", ".", ".."} & set(parts):
        raise SandboxRefusal("zip_path")
    if PurePosixPath(name).suffix.lower() not in LAYERS | PICTURES:
        raise SandboxRefusal("usdz_entry", {"entry": name[-60:]})


def _broken(code: str) -> NoReturn:
    raise SandboxRefusal("usdz_container", {"code": code})
