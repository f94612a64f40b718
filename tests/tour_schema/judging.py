"""What a document is told on a day, for tests about single rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.builders import (
    a_document,
    a_station_json,
)
from tour_schema import Document, Documents, check

Json = dict[str, Any]
ON = date(2026, 5, 15)
HERE = [11.0308, 50.9788]
THERE = [11.0290, 50.9760]


def found(document: Document | Json, *others: Json, on: date = ON) -> list[str]:
    subject = a_document(document) if isinstance(document, dict) else document
    return [issue.code for issue in check(subject, Documents(*map(a_document, others)), on=on).issues]


def codes_of(station: Json, *others: Json) -> set[str]:
    return set(found(station, *others))


def two_stations(**facts: Any) -> list[Json]:
    """Two stations in Erfurt, 336 metres apart."""
    return [
        a_station_json("Krämerbrücke", position=HERE, **facts),
        a_station_json("Alte Synagoge", position=THERE, **facts),
    ]


def a_scene(*contents: Json, anchors: list[Json] | None = None) -> Json:
    """An AR scene."""
    return {"id": "s1", "anchors": anchors or [], "contents": list(contents)}
