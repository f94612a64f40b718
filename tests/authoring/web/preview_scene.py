"""A scene to be previewed: what a link shows of it, and what it must not show."""

import json
from typing import Any

from authoring.actions.create_document import create_document
from authoring.actions.keep_file import keep_file
from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from tests.authoring.web.conftest import Town
from tour_schema.base import FORMAT

MACHINE = Actor.command_line()


class Scene:
    """A station of Erfurt's with two scenes, and media in them, beside them, and in nobody's hands."""

    def __init__(self, database: Database, store: MediaStore, town: Town) -> None:
        self.database, self.store, self.erfurt = database, store, town.erfurt
        self.model = self.medium("model", "low", b"glb" * 9, "model/gltf-binary")
        self.target = self.medium("target", "480", b"poster" * 9, "image/jpeg")
        self.portrait = self.medium("image", "480", b"face" * 9, "image/jpeg")
        self.other = self.medium("image", "480", b"another" * 9, "image/jpeg")
        self.voice = self.medium("audio", "high", b"voice" * 9, "audio/mp4")
        self.captions = self.medium("captions", "captions", b"WEBVTT" * 9, "text/vtt")
        self.of_the_film = self.medium("captions", "captions", b"WEBVTT film" * 9, "text/vtt")
        told = {"captions": {"de": self.of_the_film}}
        self.film = self.medium("video", "low", b"film" * 9, "video/mp4", **told)
        guide = {"name": {"de": "Marga"}, "portrait": self.portrait, "credit": "Kim Muster"}
        self.guide = self.document("guide", guide)
        self.tour = self.document("tour", {"guide": self.guide, "languages": ["de"], "modules": []})
        self.station = self.document("station", self._station())

    def _station(self) -> dict[str, Any]:
        verified = {"at": "2026-01-01T00:00:00Z", "by": "Anna Beispiel", "accuracy_m": 0.2}
        place = {"position": {"lat": 50.97, "lon": 11.03, "h": 0}, "quaternion": {"x": 0, "y": 0, "z": 0, "w": 1}}
        return {
            "title": {"de": "Krämerbrücke"},
            "summary": {"de": "Nicht für fremde Augen"},
            "story": [
                {
                    "id": "line-1",
                    "kind": "guide_line",
                    "text": {"de": "Kommt näher!"},
                    "gesture": "wave",
                    "recordings": {
                        "de": {"medium": self.voice, "captions": self.captions, "spoken": "Geheim gesprochen"}
                    },
                },
                {"id": "line-2", "kind": "guide_line", "text": {"de": "Geheim gesagt"}},
                {"id": "text-1", "kind": "text", "text": {"de": "Geheim geschrieben"}},
            ],
            "sources": [{"title": "ein Archiv"}],
            "scenes": [
                {
                    "id": "scene-1",
                    "title": {"de": "Ein Turm", "en": "A tower"},
                    "anchors": [
                        {"id": "a-1", "kind": "image", "target": self.target, "width_m": 0.4, "verified": verified},
                        {"id": "a-2", "kind": "geo", "geopose": place},
                        {"id": "a-3", "kind": "cloud", "provider": "x", "anchor_id": "SECRET-ANCHOR"},
                        {"id": "a-4", "kind": "plain"},
                    ],
                    "contents": [
                        {
                            "id": "c-1",
                            "kind": "model",
                            "medium": self.model,
                            "on_tap": {"kind": "open_block", "block": "text-1"},
                        },
                        {"id": "c-2", "kind": "guide", "line": "line-1"},
                        {"id": "c-3", "kind": "video", "medium": self.film},
                    ],
                },
                {"id": "scene-2", "contents": [{"id": "c-1", "kind": "image", "medium": self.other}]},
                {"id": "scene-3", "anchors": [{"id": "a-1", "kind": "telepathy"}]},
            ],
        }

    def document(self, kind: str, facts: dict[str, Any]) -> str:
        body = json.dumps({"format": FORMAT, "kind": kind, "original": "de"} | facts).encode()
        return create_document(self.database, MACHINE, self.erfurt, body).document_id

    def medium(self, type_: str, use: str, content: bytes, media_type: str, **more: Any) -> str:
        with self.database.write() as session:
            stored = self.store.put(content, media_type)
            keep_file(session, stored)
            private = self.store.put(content + b" private", media_type, private=True)
            keep_file(session, private)
        told = {"bytes": stored.bytes, "media_type": media_type}
        original = told | {"sha256": private.sha256, "width_px": 640, "height_px": 480}
        variants = [told | {"sha256": stored.sha256, "use": each} for each in (use, "features")]
        # What somebody wrote into a document does not bring a private file to light.
        variants.append(told | {"sha256": private.sha256, "use": "high"})
        body = {"format": FORMAT, "kind": "medium", "type": type_, "original": original, "variants": variants}
        facts = more | {"alt": {"de": "Ein Bild"}, "credit": "Kim Muster", "source": "https://archive.example/1"}
        summary = json.dumps(body | facts).encode()
        return create_document(self.database, MACHINE, self.erfurt, summary).document_id
