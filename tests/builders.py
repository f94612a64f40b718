"""Builders of valid documents: each takes the one fact that a test is about.

The words are complete in German and English, media carry alt text and rights, and ids are counted,
so that what a builder makes passes every rule and the same test always sees the same bytes.
"""

from __future__ import annotations

import itertools
import json as jsons
from typing import Any

from tour_schema.base import FORMAT
from tour_schema.document import DOCUMENT, Document
from tour_schema.guide import Guide
from tour_schema.media import Medium
from tour_schema.station import Station
from tour_schema.tour import Tour

Json = dict[str, Any]

_numbers = itertools.count(1)


def an_id(number: int | None = None) -> str:
    """A UUIDv7-shaped id; counted unless a number is given."""
    return f"01980000-0000-7000-8000-{next(_numbers) if number is None else number:012x}"


def words(german: str, english: str) -> Json:
    """A text in both languages."""
    return {"de": german, "en": english}


def a_medium_json(**facts: Any) -> Json:
    """A picture, complete with alt text, credit, licence and variants."""
    digest = f"{next(_numbers):064x}"
    variant = {"media_type": "image/jpeg", "bytes": 80_000, "sha256": digest}
    return {
        "format": FORMAT,
        "kind": "medium",
        "id": an_id(),
        "type": "image",
        "title": words("Die Brücke", "The bridge"),
        "original": {
            "sha256": digest,
            "bytes": 400_000,
            "media_type": "image/jpeg",
            "width_px": 2400,
            "height_px": 1600,
        },
        "alt": words("Fachwerkhäuser auf einer Brücke", "Timber-framed houses on a bridge"),
        "credit": "Stadtarchiv",
        "licence": "CC-BY-4.0",
        "variants": [
            {**variant, "use": "480", "width_px": 480, "height_px": 320},
            {**variant, "use": "1080", "width_px": 1080, "height_px": 720},
        ],
    } | facts


def a_station_json(title: str = "Krämerbrücke", **facts: Any) -> Json:
    """A station in Erfurt with a position, a geofence and a story in two languages."""
    position = facts.pop("position", [11.0308, 50.9788])
    return {
        "format": FORMAT,
        "kind": "station",
        "id": an_id(),
        "original": "de",
        "title": words(title, f"{title} (en)"),
        "summary": words("Häuser über dem Wasser.", "Houses above the water."),
        "place": {"position": position},
        "triggers": [
            {
                "kind": "geofence",
                "area": {"kind": "circle", "centre": position, "radius_m": 25},
                "dwell_s": 5,
                "repeat": "once",
            }
        ],
        "story": [
            {
                "id": "b1",
                "kind": "text",
                "text": words("Wer **handeln** wollte …", "Whoever wished to **trade** …"),
            }
        ],
        "themes": ["middle-ages"],
        "audiences": ["families"],
        "duration_s": 420,
        "licence": "CC-BY-4.0",
        "credit": "Tourismus Erfurt",
    } | facts


def a_guide_json(**facts: Any) -> Json:
    """A virtual guide without a figure."""
    return {
        "format": FORMAT,
        "kind": "guide",
        "id": an_id(),
        "original": "de",
        "name": words("Magdalena", "Magdalena"),
        "introduction": words("Ich handle mit Waid.", "I trade in woad."),
        "voices": {"de": {"name": "Magdalena"}, "en": {"name": "Magdalena"}},
        "licence": "CC-BY-4.0",
        "credit": "Tourismus Erfurt",
    } | facts


def a_stop(number: int, station: str, **facts: Any) -> Json:
    """A stop ``h<number>`` at a station, with its bridging line."""
    return {
        "id": f"h{number}",
        "station": station,
        "bridge": words("Gehen Sie weiter am Wasser.", "Follow the water."),
    } | facts


def a_tour_json(stations: list[Json] | None = None, **facts: Any) -> Json:
    """A walk in one required module through the given stations, with straight legs of 300 metres."""
    stops = [a_stop(number, station["id"]) for number, station in enumerate(stations or [], start=1)]
    legs = [
        {
            "from": one["id"],
            "to": other["id"],
            "geometry": {
                "type": "LineString",
                "coordinates": [here["place"]["position"], there["place"]["position"]],
            },
            "distance_m": 300,
            "duration_s": 240,
        }
        for (one, here), (other, there) in itertools.pairwise(zip(stops, stations or [], strict=True))
    ]
    return {
        "format": FORMAT,
        "kind": "tour",
        "id": an_id(),
        "slug": "zeitreise-ins-mittelalter",
        "original": "de",
        "languages": ["de", "en"],
        "title": words("Zeitreise ins Mittelalter", "Journey into the Middle Ages"),
        "teaser": words("Durch Gassen und über Brücken.", "Through lanes and over bridges."),
        "mode": "walk",
        "modules": [{"id": "m1", "title": words("Am Wasser", "By the water"), "required": True, "stops": stops}],
        "route": {"legs": legs},
        "licence": "CC-BY-SA-4.0",
        "credit": "Tourismus Erfurt",
    } | facts


def a_document(json: Json) -> Document:
    """The frozen document for such JSON."""
    return DOCUMENT.validate_json(_bytes(json))


def a_medium(**facts: Any) -> Medium:
    """A picture as a document."""
    return Medium.model_validate_json(_bytes(a_medium_json(**facts)))


def a_station(title: str = "Krämerbrücke", **facts: Any) -> Station:
    """A station as a document."""
    return Station.model_validate_json(_bytes(a_station_json(title, **facts)))


def a_guide(**facts: Any) -> Guide:
    """A guide as a document."""
    return Guide.model_validate_json(_bytes(a_guide_json(**facts)))


def a_tour(stations: list[Json] | None = None, **facts: Any) -> Tour:
    """A tour as a document."""
    return Tour.model_validate_json(_bytes(a_tour_json(stations, **facts)))


def _bytes(json: Json) -> bytes:
    return jsons.dumps(json).encode()
