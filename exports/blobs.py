"""Bytes by their SHA-256: where a bundle takes its files from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol
from zlib import crc32

PIECE_BYTES: Final = 1 << 20
"""How much of a blob is in memory at a time."""


class MissingBlobError(LookupError):
    """A file that a document names is not in the store. ``sha256`` tells which."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"the file {sha256} is not in the store")
        self.sha256 = sha256


@dataclass(frozen=True, slots=True)
class Blob:
    """What was written down of a file when it was stored, so that nobody has to read it again.

    ``crc32`` is the CRC-32 of a zip entry (APPNOTE 4.4.7); ``path`` is absent where the file is not
    on this machine.
    """

    sha256: str
    bytes: int
    crc32: int
    path: Path | None = None


class BlobSource(Protocol):
    """A store of files."""

    def blob(self, sha256: str) -> Blob:
        """What is known of a file.

        Raises:
            MissingBlobError: the store does not have it.
        """

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The file's bytes, :data:`PIECE_BYTES` or fewer at a time.

        Raises:
            MissingBlobError: the store does not have it.
        """


class MemoryBlobs:
    """Files that are made on the way, such as the resolved tour."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        """Keep ``files``, by their SHA-256."""
        self._files = dict(files or {})

    def add(self, data: bytes) -> Blob:
        """Keep ``data`` and say what it is called."""
        digest = sha256(data).hexdigest()
        self._files[digest] = data
        return self.blob(digest)

    def blob(self, sha256: str) -> Blob:
        """What is known of a file; see :class:`BlobSource`."""
        data = self._read(sha256)
        return Blob(sha256, len(data), crc32(data))

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The file in one piece."""
        yield self._read(sha256)

    def _read(self, sha256: str) -> bytes:
        try:
            return self._files[sha256]
        except KeyError:
            raise MissingBlobError(sha256) from None


def blob_path(sha256: str) -> str:
    """Where a blob lies in a bundle and in the published folder alike."""
    return f"blobs/sha256/{sha256[:2]}/{sha256}"
