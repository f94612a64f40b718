"""The installation's files as ``exports`` reads them: checksums from the database, bytes from the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from authoring.media_store import MissingFileError
from authoring.tables import Blob as BlobRow
from exports.blobs import Blob, MissingBlobError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlmodel import Session

    from authoring.media_store import MediaStore

_AT_ONCE = 500


class StoredBlobs:
    """The published shelf of the store (``exports.blobs.BlobSource``); private originals are not found."""

    def __init__(self, session: Session, store: MediaStore, wanted: Iterable[str]) -> None:
        """Look up what is known of the wanted files, five hundred in a statement."""
        self._store = store
        digests = list(dict.fromkeys(wanted))
        self._rows: dict[str, BlobRow] = {}
        for start in range(0, len(digests), _AT_ONCE):
            part = digests[start : start + _AT_ONCE]
            rows = session.exec(select(BlobRow).where(col(BlobRow.sha256).in_(part), col(BlobRow.private).is_(False)))
            self._rows |= {row.sha256: row for row in rows}

    def blob(self, sha256: str) -> Blob:
        """What was written down of a file; raises ``MissingBlobError``."""
        row = self._rows.get(sha256)
        if row is None:
            raise MissingBlobError(sha256)
        return Blob(sha256, row.bytes, row.crc32, self._store.local_path(sha256))

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The file's bytes, piece by piece; raises ``MissingBlobError``."""
        try:
            yield from self._store.stream(sha256)
        except MissingFileError:
            raise MissingBlobError(sha256) from None
