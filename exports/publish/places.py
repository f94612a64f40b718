"""A published folder, wherever it lies: on this machine, in a bucket, or (to read only) behind a web server."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import ObjectStore

from exports.blobs import PIECE_BYTES
from exports.publish.faults import PlaceFault, at_place
from exports.stores import flush, store_at

MUTABLE: Final = frozenset({"metadata/timestamp.json", "catalogue.json"})
"""The two files of tours that are ever replaced, as pages are. Every other name is given once, for the same bytes."""

_MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".zst": "application/zstd",
}
_PAGES: Final = (".html", "/service-worker.js", ".webmanifest")


@dataclass(frozen=True, slots=True)
class Found:
    """A file's bytes, and the mark by which a conditional write knows that it is still the same (RFC 9110 §8.8.3)."""

    data: bytes
    mark: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as a listing names it."""

    path: str
    bytes: int
    modified: datetime


class Place:
    """A published folder. Paths are relative to it, with ``/``. Every method raises ``PlaceFault``."""

    def __init__(self, store: ObjectStore, folder: Path | None, url: str, public_url: str = "") -> None:
        """Wrap an obstore; ``folder`` is its root where it is on this machine."""
        self._store: Any = store
        self._folder = folder
        self.url = url
        self.public_url = public_url.rstrip("/")
        """Where readers find the folder; empty where only addresses within it are needed."""
        self.read_only = url.startswith(("http:", "https:"))

    @classmethod
    def at(cls, url: str, public_url: str = "") -> Self:
        """Open the folder that a ``file:``, ``s3:``, ``http:`` or ``https:`` URL names."""
        with at_place(url):
            return cls(*store_at(url), url, public_url)

    def find(self, path: str) -> Found | None:
        """A whole small file, or ``None`` where there is none."""
        try:
            with at_place(path):
                answer = obstore.get(self._store, path)
                data = bytes(answer.bytes())
        except PlaceFault as fault:
            if fault.code == "publish.place.missing":
                return None
            raise
        return Found(data, answer.meta["e_tag"] or "")

    def read(self, path: str) -> bytes:
        """A whole small file; ``place.missing`` where there is none."""
        found = self.find(path)
        if found is None:
            raise PlaceFault("publish.place.missing", file=path)
        return found.data

    def pieces(self, path: str) -> Iterator[bytes]:
        """A file's bytes, about a MiB at a time."""
        with at_place(path):
            for piece in obstore.get(self._store, path).stream(min_chunk_size=PIECE_BYTES):
                yield bytes(piece)

    def size(self, path: str) -> int | None:
        """A file's length in bytes, or ``None`` where there is none."""
        try:
            with at_place(path):
                length: int = obstore.head(self._store, path)["size"]
        except PlaceFault as fault:
            if fault.code == "publish.place.missing":
                return None
            raise
        return length

    def create(self, path: str, data: bytes) -> bool:
        """Write a small file under a name that is not taken (S3: ``If-None-Match: *``); ``False`` where it is."""
        self._refuse_read_only(path)
        with at_place(path):
            try:
                obstore.put(
                    self._store, path, data, mode="create", use_multipart=False, attributes=self._attributes(path)
                )
            except AlreadyExistsError:
                return False
            self._flush(path)
        return True

    def put(self, path: str, source: bytes | Path | Iterable[bytes]) -> None:
        """Write a file whose name is its content, whatever its size: whole, or not at all."""
        self._refuse_read_only(path)
        with at_place(path):
            # Four parts of 5 MiB at a time bound the memory of an upload.
            obstore.put(self._store, path, source, max_concurrency=4, attributes=self._attributes(path))
            self._flush(path)

    def switch(self, path: str, data: bytes, mark: str | None) -> None:
        """Replace a file if it still bears ``mark`` (``None``: if there is none yet).

        In a bucket by ``If-Match`` and ``If-None-Match: *`` (RFC 9110 §13.1), on this machine by a rename, with
        every other publisher kept out by :meth:`alone`.

        Raises:
            PlaceFault: ``place.raced``, nothing was written.
        """
        self._refuse_read_only(path)
        if self._folder is not None:
            found = self.find(path)
            if (found.mark if found else None) != mark:
                raise PlaceFault("publish.place.raced", file=path)
            self.put(path, data)
            return
        mode: Any = "create" if mark is None else {"e_tag": mark}
        try:
            with at_place(path):
                obstore.put(self._store, path, data, mode=mode, use_multipart=False, attributes=self._attributes(path))
        except PlaceFault as fault:
            # The line may have been cut after the server wrote and before it said so: asked again, it says 412.
            if fault.code != "publish.place.raced" or self.read(path) != data:
                raise

    def files(self) -> Iterator[Listed]:
        """Every file, in no order."""
        with at_place(""):
            for batch in obstore.list(self._store):
                for entry in batch:
                    yield Listed(entry["path"], entry["size"], entry["last_modified"])

    def delete(self, path: str) -> None:
        """Take a file away."""
        self._refuse_read_only(path)
        with at_place(path):
            obstore.delete(self._store, path)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other publishers of this machine out of the folder; a bucket has its conditional writes instead."""
        if self._folder is None:
            yield
            return
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _refuse_read_only(self, path: str) -> None:
        if self.read_only:
            raise PlaceFault("publish.place.read_only", file=path)

    def _attributes(self, path: str) -> Any:
        """What a bucket says of a file to those who fetch it; a folder leaves that to its web server."""
        if self._folder is not None:
            return None
        kept = "no-cache" if path in MUTABLE or path.endswith(_PAGES) else "public, max-age=31536000, immutable"
        return {
            "Content-Type": _MEDIA_TYPES.get(Path(path).suffix, "application/octet-stream"),
            "Cache-Control": kept,
        }

    def _flush(self, path: str) -> None:
        # The metadata that will name this file must not reach the disk before it.
        if self._folder is not None:
            flush(self._folder / path)
