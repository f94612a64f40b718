"""The bundle: one resolved tour and everything it names, as a deterministic zip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from exports.archive import ENTRY_OVERHEAD_BYTES, stored_zip
from exports.blobs import Blob, BlobSource, MemoryBlobs
from exports.manifest import manifest_of
from tour_schema.document import dump
from tour_schema.manifest import Manifest, Quality, ResolvedTour

MANIFEST_NAME: Final = "manifest.json"


def write_bundle(
    resolved: ResolvedTour,
    blobs: BlobSource,
    path: Path,
    *,
    version: int = 1,
    quality: Quality = "high",
    progress: Callable[[int, int], None] | None = None,
) -> Manifest:
    """Write the bundle of a resolved tour to ``path``: whole, or not at all; return its manifest.

    The manifest comes first, then the resolved tour, then the media in the manifest's order. The same
    tour, blobs and version always give the same bytes.
    ``progress`` is called with the bytes written so far and the bytes in all.

    Raises:
        MissingBlobError: the store lacks a file that a medium names.
        OSError: the folder is missing or the disk is full.
    """
    own = MemoryBlobs()
    entry = own.add(dump(resolved))
    manifest = manifest_of(resolved, entry, version, (quality,))
    source = _Both(own, blobs)
    files = [(file, source.blob(file.sha256)) for file in manifest.files]
    total = sum(blob.bytes for _, blob in files)
    written = 0
    head = own.add(dump(manifest))
    with stored_zip(path, total + head.bytes + ENTRY_OVERHEAD_BYTES * (len(files) + 1)) as archive:
        archive.add(MANIFEST_NAME, head, own)
        for file, blob in files:
            archive.add(file.path, blob, source)
            written += blob.bytes
            if progress:
                progress(written, total)
    return manifest


class _Both:
    """What was made on the way, then the store."""

    def __init__(self, own: BlobSource, store: BlobSource) -> None:
        self._own = own
        self._store = store

    def blob(self, sha256: str) -> Blob:
        return self._holder(sha256).blob(sha256)

    def pieces(self, sha256: str) -> Iterator[bytes]:
        return self._holder(sha256).pieces(sha256)

    def _holder(self, sha256: str) -> BlobSource:
        try:
            self._own.blob(sha256)
        except LookupError:
            return self._store
        return self._own
