"""An installation with a tour that may be published, and ways to spoil what was."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from authoring import clock
from authoring.actions.create_document import create_document
from authoring.actions.create_organisation import create_organisation
from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from authoring.queries.documents import load
from authoring.tables import Blob
from tests import builders

MACHINE = Actor.command_line()
Json = dict[str, Any]


def a_store(folder: Path) -> MediaStore:
    return MediaStore.open_url((folder / "files").as_uri(), waiting_room=folder / "incoming")


def an_organisation(database: Database, name: str = "Erfurt") -> str:
    return create_organisation(database, MACHINE, name)


def a_picture(database: Database, store: MediaStore, name: str) -> Json:
    """A picture whose files lie in the store."""
    variants = []
    with database.write() as session:
        for use in ("480", "1080"):
            stored = store.put(f"{name} {use}".encode() * 100, "image/webp")
            session.add(
                Blob(
                    sha256=stored.sha256,
                    bytes=stored.bytes,
                    crc32=stored.crc32,
                    media_type="image/webp",
                    created_at=clock.now(),
                )
            )
            variants.append(
                {"use": use, "sha256": stored.sha256, "bytes": stored.bytes, "media_type": "image/webp"}
                | {"width_px": int(use), "height_px": int(use) * 2 // 3}
            )
    return builders.a_medium_json(variants=variants)


def keep(database: Database, home: str, documents: Iterable[Json]) -> None:
    for document in documents:
        create_document(database, MACHINE, home, json.dumps(document).encode())


def a_tour(database: Database, store: MediaStore, home: str, slug: str = "am-wasser", **facts: Any) -> Json:
    """A tour of two stations with a cover, without a fault."""
    picture = a_picture(database, store, slug)
    stations = [
        builders.a_station_json(f"{name} {slug}", cover=picture["id"], position=position)
        for name, position in (("Brücke", [11.0308, 50.9788]), ("Rathaus", [11.0290, 50.9775]))
    ]
    tour = builders.a_tour_json(stations, slug=slug, cover=picture["id"], **facts)
    keep(database, home, (picture, *stations, tour))
    return tour


def change(database: Database, document_id: str, **facts: Any) -> None:
    """Save a document anew with some facts changed; ``None`` takes one away."""
    with database.read() as session:
        loaded = load(session, MACHINE, document_id)
    body = {name: value for name, value in (loaded.value | facts).items() if value is not None}
    save_document(database, MACHINE, document_id, json.dumps(body).encode(), loaded.revision)


def a_blob_of(folder: Path) -> Path:
    """Some published file that is no metadata."""
    return next(path for path in sorted(folder.glob("blobs/sha256/*/*")) if path.is_file())
