"""Reads a bundle, a zip or a folder, without trusting it: entries are judged before any of them is read.

Python's ``zipfile`` unpacks bombs whose entries overlap (CVE-2024-0450) and names that climb out of
the folder, so nothing is ever unpacked here: listed files are hashed in pieces, and the two documents
are read within the bounds of :mod:`tour_schema.read`.
"""

from __future__ import annotations

import hashlib
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final, NamedTuple, Protocol

from tour_schema.document import Document
from tour_schema.issue import Issue, Report, error, hint
from tour_schema.manifest import Manifest, ManifestFile, ResolvedTour
from tour_schema.read import MAX_BYTES, read

MANIFEST_NAME: Final = "manifest.json"

NOT_A_BUNDLE: Final = error("bundle.not_a_bundle")
UNSAFE: Final = error("bundle.unsafe_entry")
BOMB: Final = error("bundle.bomb")
TOO_LARGE: Final = error("bundle.too_large")
NO_MANIFEST: Final = error("bundle.no_manifest")
DAMAGED: Final = error("bundle.damaged")
WRONG_DOCUMENT: Final = error("bundle.wrong_document")
LISTED_TWICE: Final = error("bundle.listed_twice")
FILE_MISSING: Final = error("bundle.file_missing")
FILE_CHANGED: Final = error("bundle.file_changed")
ENTRY_MISSING: Final = error("bundle.entry_missing")
OTHER_TOUR: Final = error("bundle.other_tour")
MEDIUM_NOT_LISTED: Final = error("bundle.medium_not_listed")
NOT_LISTED: Final = hint("bundle.not_listed")

MAX_ENTRIES: Final = 50_000
MAX_TOTAL_BYTES: Final = 16 * 1024**3
MAX_RATIO: Final = 200
"""Deflate cannot do more than 1032; text of ours stays under 20."""
_PIECE: Final = 1 << 20
_END: Final = struct.Struct("<4s4H2LH")
_END64_LOCATOR: Final = struct.Struct("<4sLQL")
_END64: Final = struct.Struct("<4sQ2H2L4Q")


class Entry(NamedTuple):
    """A file of the bundle before it is read."""

    name: str
    bytes: int


class Source(Protocol):
    """Where the files of a bundle lie."""

    entries: dict[str, Entry]

    def open(self, name: str) -> IO[bytes]:
        """The bytes of an entry."""
        ...


class BundleReading(NamedTuple):
    """What a bundle gave: its documents unless the report has errors of its own, and the report."""

    manifest: Manifest | None
    resolved: ResolvedTour | None
    report: Report


class Refusal(Exception):
    """The bundle cannot be judged any further."""

    def __init__(self, *issues: Issue) -> None:
        super().__init__(issues[0].code)
        self.issues = issues


def is_zip(path: Path) -> bool:
    """Whether the file begins as a zip does."""
    with path.open("rb") as file:
        return file.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}


def read_bundle(path: Path) -> BundleReading:
    """The documents of a bundle and every fault of the bundle itself. Raises :class:`OSError` only."""
    manifest: Manifest | None = None
    resolved: ResolvedTour | None = None
    found: list[Issue] = []
    try:
        with ExitStack() as stack:
            source: Source = _Folder(path) if path.is_dir() else _Zip(path, stack)
            manifest = _manifest(source)
            found.extend(_files(source, manifest))
            resolved = _entry(source, manifest)
            found.extend(_together(manifest, resolved))
    except Refusal as refusal:
        found.extend(refusal.issues)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        found.append(DAMAGED.at(manifest))
    return BundleReading(manifest, resolved, Report(issues=tuple(found)))


def _manifest(source: Source) -> Manifest:
    if MANIFEST_NAME not in source.entries:
        raise Refusal(NO_MANIFEST.at(None))
    document = _document(source, MANIFEST_NAME)
    if not isinstance(document, Manifest):
        raise Refusal(WRONG_DOCUMENT.at(None, wanted="manifest", found=document.kind))
    return document


def _document(source: Source, name: str) -> Document:
    with source.open(name) as file:
        reading = read(file.read(MAX_BYTES + 1))
    if reading.document is None:
        raise Refusal(*reading.report.issues)
    return reading.document


def _files(source: Source, manifest: Manifest) -> Iterator[Issue]:
    """Every listed file is there and is what the list says; what is there is listed."""
    seen: set[str] = set()
    for index, file in enumerate(manifest.files):
        at = f"/files/{index}"
        if file.path in seen:
            yield LISTED_TWICE.at(manifest, f"{at}/path", path=file.path)
        elif file.path not in source.entries:
            yield FILE_MISSING.at(manifest, at, path=file.path)
        elif source.entries[file.path].bytes != file.bytes or _sha256(source, file) != file.sha256:
            yield FILE_CHANGED.at(manifest, at, path=file.path)
        seen.add(file.path)
    for name in source.entries:
        if name not in seen and name != MANIFEST_NAME:
            yield NOT_LISTED.at(manifest, "/files", path=name[:200])


def _sha256(source: Source, listed: ManifestFile) -> str:
    """The hash of what is there; reading stops where the listed size is passed."""
    digest = hashlib.sha256()
    left = listed.bytes
    with source.open(listed.path) as file:
        while left >= 0 and (piece := file.read(min(_PIECE, left + 1))):
            digest.update(piece)
            left -= len(piece)
    return digest.hexdigest()


def _entry(source: Source, manifest: Manifest) -> ResolvedTour:
    paths = [file.path for file in manifest.files if file.sha256 == manifest.entry]
    name = next((path for path in paths if path in source.entries), None)
    if name is None:
        raise Refusal(ENTRY_MISSING.at(manifest, "/entry"))
    document = _document(source, name)
    if not isinstance(document, ResolvedTour):
        raise Refusal(WRONG_DOCUMENT.at(manifest, "/entry", wanted="resolved_tour", found=document.kind))
    return document


def _together(manifest: Manifest, resolved: ResolvedTour) -> Iterator[Issue]:
    """Manifest and tour belong together, and each file that a medium names is listed."""
    if manifest.tour != resolved.tour.id:
        yield OTHER_TOUR.at(manifest, "/tour", found=resolved.tour.id)
    listed = {file.sha256 for file in manifest.files}
    for medium in resolved.media:
        for index, variant in enumerate(medium.variants):
            if variant.sha256 not in listed:
                yield MEDIUM_NOT_LISTED.at(medium, f"/variants/{index}", use=variant.use)


class _Folder:
    """A bundle that lies unpacked in a folder; links are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.entries: dict[str, Entry] = {}
        if not (root / MANIFEST_NAME).is_file():
            raise Refusal(NO_MANIFEST.at(None))
        for path in sorted(root.rglob("*")):
            if path.is_symlink():
                raise Refusal(UNSAFE.at(None, path=str(path.relative_to(root))[:200]))
            if path.is_file():
                name = path.relative_to(root).as_posix()
                self.entries[name] = Entry(name, path.stat().st_size)
            if len(self.entries) > MAX_ENTRIES:
                raise Refusal(TOO_LARGE.at(None, limit=MAX_ENTRIES))

    def open(self, name: str) -> IO[bytes]:
        return (self._root / name).open("rb")


class _Zip:
    """A bundle in a zip whose entries have been judged."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        size = path.stat().st_size
        if _directory(path, size) > MAX_ENTRIES:
            raise Refusal(TOO_LARGE.at(None, limit=MAX_ENTRIES))
        try:
            self._zip = stack.enter_context(zipfile.ZipFile(path))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
            raise Refusal(NOT_A_BUNDLE.at(None)) from None
        self.entries: dict[str, Entry] = {}
        infos = self._zip.infolist()
        _judge_sizes(infos, size)
        for info in infos:
            if info.is_dir():
                continue
            if not _is_safe(info) or info.filename in self.entries:
                raise Refusal(UNSAFE.at(None, path=info.filename[:200]))
            self.entries[info.filename] = Entry(info.filename, info.file_size)

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)


def _directory(path: Path, size: int) -> int:
    """How many entries the end record speaks of, before the whole directory is read into memory."""
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) - at < _END.size:
            raise Refusal(NOT_A_BUNDLE.at(None))
        _, _, _, _, entries, length, _, _ = _END.unpack_from(tail, at)
        locator = at - _END64_LOCATOR.size
        if locator >= 0 and tail[locator : locator + 4] == b"PK\x06\x07":
            file.seek(min(_END64_LOCATOR.unpack_from(tail, locator)[2], size))
            record = file.read(_END64.size)
            if len(record) == _END64.size:
                entries, length = _END64.unpack(record)[7:9]
    # an entry of the directory takes 46 bytes at least
    return max(int(entries), int(length) // 1_000)


def _judge_sizes(infos: list[zipfile.ZipInfo], size: int) -> None:
    """No entry, nor all of them together, unpacks to more than a bundle can be; none overlap."""
    if sum(info.file_size for info in infos) > MAX_TOTAL_BYTES:
        raise Refusal(BOMB.at(None))
    end = 0
    for info in sorted(infos, key=lambda each: each.header_offset):
        # 30 bytes of local header, and a name of any length, stand before the data (APPNOTE.TXT 4.3.7)
        start = info.header_offset + 30
        if info.header_offset < end or start + info.compress_size > size:
            raise Refusal(BOMB.at(None))
        end = start + info.compress_size
        if info.file_size > MAX_RATIO * max(info.compress_size, 1_000):
            raise Refusal(BOMB.at(None))


def _is_safe(info: zipfile.ZipInfo) -> bool:
    """A plain, unencrypted file with a relative name that stays where it is put."""
    parts = info.filename.split("/")
    mode = info.external_attr >> 16
    return (
        info.filename.isprintable()
        and not {"", ".", ".."} & set(parts)
        and not set(info.filename) & set("\\:")
        and not info.flag_bits & 1
        and info.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
        and not (mode and stat.S_ISLNK(mode))
    )
