"""A tour on the shelf: documents by id, and a folder of real files for its media."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exports.blobs import Blob, MissingBlobError
from tests.builders import a_document, a_guide_json, a_medium_json, a_station_json, a_stop, a_tour_json, words
from tour_schema.document import Document
from tour_schema.tour import Tour

Json = dict[str, Any]


class Folder:
    """A store as the authoring side keeps it: checksums written down, bytes in files."""

    def __init__(self, root: Path, *, local: bool = True) -> None:
        self.root = root
        self.local = local
        self.known: dict[str, Blob] = {}

    def put(self, data: bytes) -> Blob:
        digest = hashlib.sha256(data).hexdigest()
        path = self.root / digest
        path.write_bytes(data)
        self.known[digest] = Blob(digest, len(data), zlib.crc32(data), path if self.local else None)
        return self.known[digest]

    def blob(self, sha256: str) -> Blob:
        try:
            return self.known[sha256]
        except KeyError:
            raise MissingBlobError(sha256) from None

    def pieces(self, sha256: str) -> Iterator[bytes]:
        data = (self.root / sha256).read_bytes()
        yield data[:100]
        yield data[100:]


class Shelf:
    """Documents by id, and the folder of their files."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.documents: dict[str, Document] = {}

    def put(self, document: Json) -> Json:
        """Keep a document, and give back its JSON."""
        self.documents[document["id"]] = a_document(json.loads(json.dumps(document)))
        return document

    def find(self, id_: str, /) -> Document | None:
        return self.documents.get(id_)

    def variant(self, use: str, data: bytes, media_type: str = "image/jpeg") -> Json:
        blob = self.folder.put(data)
        return {"use": use, "sha256": blob.sha256, "bytes": blob.bytes, "media_type": media_type}

    def picture(self, name: str, **facts: Any) -> Json:
        variants = [self.variant(use, f"{name} in {use}".encode() * 50) for use in ("480", "1080", "2160")]
        return self.put(a_medium_json(variants=variants, **facts))

    def sound(self, name: str, **facts: Any) -> Json:
        variants = [
            self.variant("low", f"{name} low".encode() * 90, "audio/ogg"),
            self.variant("high", f"{name} high".encode() * 99, "audio/mp4"),
        ]
        return self.put(a_medium_json(type="audio", variants=variants, **facts))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "store"
    root.mkdir()
    return Folder(root)


@pytest.fixture
def shelf(folder: Folder) -> Shelf:
    return Shelf(folder)


@pytest.fixture
def tour(shelf: Shelf) -> Tour:
    """Two stations: a bridge with a picture and a guide's line, and a town hall with a spoken story."""
    guide = shelf.put(a_guide_json(portrait=shelf.picture("portrait")["id"]))
    spoken = {language: shelf.sound(f"story in {language}")["id"] for language in ("de", "en")}
    bridge = shelf.put(
        a_station_json(
            "Krämerbrücke",
            cover=shelf.picture("bridge")["id"],
            story=[
                {"id": "b1", "kind": "guide_line", "guide": guide["id"], "text": words("Kommen Sie!", "Come along!")},
            ],
        )
    )
    hall = shelf.put(
        a_station_json(
            "Rathaus",
            position=[11.0290, 50.9775],
            story=[{"id": "b1", "kind": "audio", "recordings": spoken}],
        )
    )
    document = shelf.put(a_tour_json([bridge, hall], guide=guide["id"]))
    found = shelf.find(document["id"])
    assert isinstance(found, Tour)
    return found


@pytest.fixture
def tour_without_places(shelf: Shelf) -> Tour:
    """A tour whose one station nobody has put on the map yet."""
    station = shelf.put(a_station_json("Irgendwo", place={}, triggers=[]))
    document = a_tour_json(modules=[{"id": "m1", "stops": [a_stop(1, station["id"])]}])
    found = a_document(document)
    assert isinstance(found, Tour)
    return found
