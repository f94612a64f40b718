"""Where files lie: a local folder or S3, by one URL and through one code path.

A file is named by its SHA-256 and never changes. Two shelves: ``originals/`` are private, as somebody
uploaded them; ``blobs/`` may be published, and everything on it was made by us. A file appears whole or not
at all. Nothing here knows the database: who keeps a file also writes its row
(:mod:`authoring.actions.keep_file`).

Layout: ``{originals,blobs}/sha256/ab/abcd…``, the same in a folder and in a bucket.
"""

import contextlib
import hashlib
import io
import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, BinaryIO

import obstore
from obstore.store import ObjectStore

from authoring.settings import Settings
from exports.stores import flush, store_at

PIECE = 1 << 20
_KEY_PREFIX = "sha256"


class TooLargeError(Exception):
    """More bytes came than were allowed; what had come is gone."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class MissingFileError(Exception):
    """The store has no such file: a row without its bytes."""


@dataclass(frozen=True)
class Digest:
    """What is computed once, while bytes are written: SHA-256 in hex, length in bytes, CRC-32 as unsigned int."""

    sha256: str
    bytes: int
    crc32: int


@dataclass(frozen=True)
class Stored(Digest):
    """A file that lies in the store. ``private`` says on which shelf."""

    media_type: str
    private: bool = False


@dataclass(frozen=True)
class Received(Digest):
    """A file that came in and lies in a temporary place, to be looked at before it is kept."""

    path: Path


@dataclass(frozen=True)
class Listed:
    """A file as a listing of the store names it."""

    sha256: str
    bytes: int
    modified: datetime
    private: bool


class MediaStore:
    """A content-addressed store of files. Safe to share between threads."""

    def __init__(self, store: ObjectStore, *, folder: Path | None, waiting_room: Path) -> None:
        """Wrap an obstore; ``folder`` is its root where it is local, ``waiting_room`` is for files that come in."""
        self._store: Any = store
        self._folder = folder
        self._waiting_room = waiting_room

    @classmethod
    def from_settings(cls, settings: Settings) -> "MediaStore":
        """Open the store that ``WAYFABLE_STORAGE_URL`` names; temporary files go into the data folder."""
        return cls.open_url(settings.storage_url, waiting_room=settings.data / "incoming")

    @classmethod
    def open_url(cls, url: str, *, waiting_room: Path) -> "MediaStore":
        """Open ``file:///folder`` or ``s3://bucket/prefix?endpoint=…&region=…``.

        For S3 everything else comes from the usual ``AWS_*`` variables.
        """
        store, folder = store_at(url)
        return cls(store, folder=folder, waiting_room=waiting_room)

    @contextmanager
    def receive(self, pieces: Iterable[bytes] | IO[bytes], *, limit: int) -> Iterator[Received]:
        """Write what comes into a temporary file, hashing it on the way; the file is gone when the block ends.

        Never holds more than one piece in memory, and never writes more than ``limit`` bytes.

        Raises:
            TooLargeError: more than ``limit`` bytes came.
        """
        self._waiting_room.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._waiting_room, prefix="in-")
        path = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                digest = _copy(_in_pieces(pieces), file, limit)
            yield Received(digest.sha256, digest.bytes, digest.crc32, path)
        finally:
            path.unlink(missing_ok=True)

    @contextmanager
    def workplace(self) -> Iterator[Path]:
        """Yield an empty temporary folder beside the incoming files; it and all in it is gone when the block ends."""
        self._waiting_room.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._waiting_room, prefix="work-") as name:
            yield Path(name)

    def keep(self, received: Received, media_type: str, *, private: bool = False) -> Stored:
        """Put a received file on its shelf; the same content twice is stored once."""
        stored = Stored(received.sha256, received.bytes, received.crc32, media_type, private)
        self._put(stored, received.path)
        return stored

    def put(self, source: Path | bytes, media_type: str, *, private: bool = False) -> Stored:
        """Store a file or bytes of our own making, hashing it once."""
        digest = _copy(_file_pieces(source) if isinstance(source, Path) else (source,), None, None)
        stored = Stored(digest.sha256, digest.bytes, digest.crc32, media_type, private)
        self._put(stored, source)
        return stored

    def has(self, sha256: str, *, private: bool = False) -> bool:
        """Whether the file lies on that shelf."""
        try:
            obstore.head(self._store, _key(sha256, private=private))
        except FileNotFoundError:
            return False
        return True

    def stream(self, sha256: str, *, start: int = 0, end: int | None = None, private: bool = False) -> Iterator[bytes]:
        """Yield the bytes from ``start`` up to and without ``end`` (default: all), in pieces of about a MiB.

        Raises:
            MissingFileError: when it is called, not at the first piece.
        """
        if end is not None and end <= start:
            return iter(())
        options: Any = None
        if end is not None:
            options = {"range": (start, end)}
        elif start:
            options = {"range": {"offset": start}}
        try:
            answer = obstore.get(self._store, _key(sha256, private=private), options=options)
        except FileNotFoundError:
            raise MissingFileError(sha256) from None
        return (bytes(piece) for piece in answer.stream(min_chunk_size=PIECE))

    def read(self, sha256: str, *, private: bool = False) -> bytes:
        """Return a whole file: for small ones only."""
        return b"".join(self.stream(sha256, private=private))

    def open(self, sha256: str, *, private: bool = False) -> BinaryIO:
        """Open a file for reading and seeking, wherever it lies."""
        key = _key(sha256, private=private)
        if self._folder is not None:
            with contextlib.suppress(FileNotFoundError):
                return (self._folder / key).open("rb")
            raise MissingFileError(sha256)
        return io.BufferedReader(_RemoteFile(self._store, key), PIECE)

    def local_path(self, sha256: str, *, private: bool = False) -> Path | None:
        """Return where the file lies on this machine, or ``None`` where the store is elsewhere or has no such file."""
        if self._folder is None:
            return None
        path = self._folder / _key(sha256, private=private)
        return path if path.is_file() else None

    @contextmanager
    def as_file(self, sha256: str, *, private: bool = False) -> Iterator[Path]:
        """Yield a path from which a child process can read the file; on S3 a copy that lives as long as the block."""
        path = self.local_path(sha256, private=private)
        if path is not None:
            yield path
            return
        with self.workplace() as folder:
            copy = folder / sha256
            with copy.open("wb") as file:
                for piece in self.stream(sha256, private=private):
                    file.write(piece)
            yield copy

    def delete(self, sha256: str, *, private: bool = False) -> None:
        """Take a file off its shelf; it need not be there."""
        with contextlib.suppress(FileNotFoundError):
            obstore.delete(self._store, _key(sha256, private=private))

    def files(self) -> Iterator[Listed]:
        """Yield every file of both shelves, in no order."""
        for private in (False, True):
            for batch in obstore.list(self._store, prefix=f"{_shelf(private=private)}/{_KEY_PREFIX}/"):
                for entry in batch:
                    name = entry["path"].rpartition("/")[2]
                    yield Listed(name, entry["size"], entry["last_modified"], private)

    def waiting(self) -> list[Path]:
        """Return what is on its way into the store: uploads in the waiting room, and half-written files beside others.

        What a crash left is among them, and shows by its age.
        """
        room = list(self._waiting_room.iterdir()) if self._waiting_room.is_dir() else []
        # The local store writes "name#1" and renames it; a listing of the store does not show these.
        return room if self._folder is None else [*room, *self._folder.glob(f"*/{_KEY_PREFIX}/??/*#*")]

    def _put(self, stored: Stored, source: Path | bytes) -> None:
        if self.has(stored.sha256, private=stored.private):
            return
        key = _key(stored.sha256, private=stored.private)
        # Four parts of 5 MiB at a time bound the memory of an upload, whatever the size of the file.
        obstore.put(self._store, key, source, max_concurrency=4)
        if self._folder is not None:
            flush(self._folder / key)


class _RemoteFile(io.RawIOBase):
    """A file on S3 as Python's own readers want it: each read is one ranged request."""

    def __init__(self, store: Any, key: str) -> None:
        try:
            self._size: int = obstore.head(store, key)["size"]
        except FileNotFoundError:
            raise MissingFileError(key) from None
        self._store, self._key, self._place = store, key, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: Any) -> int:
        length = min(len(buffer), self._size - self._place)
        if length <= 0:
            return 0
        buffer[:length] = bytes(obstore.get_range(self._store, self._key, start=self._place, length=length))
        self._place += length
        return length


def _shelf(*, private: bool) -> str:
    return "originals" if private else "blobs"


def _key(sha256: str, *, private: bool) -> str:
    if len(sha256) != hashlib.sha256().digest_size * 2 or not sha256.isalnum():
        raise ValueError("not a SHA-256 digest in hexadecimal")
    return f"{_shelf(private=private)}/{_KEY_PREFIX}/{sha256[:2]}/{sha256}"


def _copy(pieces: Iterable[bytes], file: IO[bytes] | None, limit: int | None) -> Digest:
    sha256, crc32, length = hashlib.sha256(), 0, 0
    for piece in pieces:
        length += len(piece)
        if limit is not None and length > limit:
            raise TooLargeError(limit)
        sha256.update(piece)
        crc32 = zlib.crc32(piece, crc32)
        if file is not None:
            file.write(piece)
    return Digest(sha256.hexdigest(), length, crc32)


def _in_pieces(source: Iterable[bytes] | IO[bytes]) -> Iterator[bytes]:
    read = getattr(source, "read", None)
    if read is None:
        yield from source
        return
    while piece := read(PIECE):
        yield piece


def _file_pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from _in_pieces(file)
