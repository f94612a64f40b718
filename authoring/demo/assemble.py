"""From the demo's content to documents of the tour format."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, Final

from authoring.demo.content import GUIDES, demo_id, picture_of
from tour_schema.base import FORMAT

Json = dict[str, Any]

_LICENCE: Final = "CC-BY-4.0"
_CREDIT: Final = "Wayfable"
_WALK_M_PER_S: Final = 1.1
_DETOUR: Final = 1.25
"""How much longer a walk through lanes is than the straight line that the map shows."""
_COPIED: Final = ("title", "teaser", "description", "themes", "audiences", "difficulty", "meeting_point", "access",
                  "partners", "colour", "slug")  # fmt: skip


_OF_MEDIA: Final = {"sound", "picture", "alt", "before", "after", "panorama", "heading", "hotspots"}
"""What stands with a block in the content and belongs to its medium."""


def guide(name: str, media: dict[str, str]) -> Json:
    """A guide's document; ``media`` gives the ids of pictures and sounds by their names."""
    facts = GUIDES[name]
    figure = {"figure": media[facts["figure"]], "clips": facts["clips"]} if "figure" in facts else {}
    return {
        **_head("guide", name),
        "name": facts["name"],
        "introduction": facts["introduction"],
        "portrait": media[name],
        **figure,
        "licence": _LICENCE,
        "credit": _CREDIT,
    }


def station(content: Json, media: dict[str, str], guide_name: str) -> Json:
    """A station's document."""
    place: Json = {}
    if "position" in content:
        place["position"] = content["position"]
    if "street" in content:
        town = "Jena" if content["postal_code"].startswith("077") else "Erfurt"
        place["address"] = {
            "street": content["street"],
            "postal_code": content["postal_code"],
            "locality": town,
            "country": "DE",
        }
    return {
        **_head("station", content["key"]),
        "title": content["title"],
        "summary": content["summary"],
        "cover": media[picture_of(content)],
        "place": place,
        "triggers": _triggers(content),
        "story": [_block(number, block, media, guide_name) for number, block in enumerate(content["story"], start=1)],
        "scenes": [_scene(scene, media) for scene in content.get("scenes", [])],
        "facts": _facts(content),
        "access": {name: content[name] for name in ("step_free", "surface") if name in content},
        "themes": content["themes"],
        "audiences": ["families"],
        "duration_s": content["minutes"] * 60,
        "licence": _LICENCE,
        "credit": _CREDIT,
    }


def tour(content: Json, media: dict[str, str], stations: dict[str, Json]) -> Json:
    """A tour's document; ``stations`` is the content of all stations by their keys, of this tour and of others."""
    modules: list[Json] = []
    visited: list[tuple[str, str]] = []
    for module in content["modules"]:
        stops = []
        for key in module["stops"]:
            visited.append((f"halt-{len(visited) + 1}", key))
            stops.append(
                {
                    "id": visited[-1][0],
                    "station": demo_id("station", key),
                    "bridge": stations[key]["bridge"],
                }
            )
        modules.append({**module, "stops": stops})
    placed = [(stop, stations[key]["position"]) for stop, key in visited if stations[key].get("position")]
    return {
        **_head("tour", content["key"]),
        **{name: content[name] for name in _COPIED if name in content},
        "languages": ["de", "en"],
        "cover": media[content["cover"]],
        "mode": "walk",
        "play": {"order": "free", "remote": True, "address": "neutral"},
        "guide": demo_id("guide", content["guide"]),
        "modules": modules,
        "route": {"legs": [_leg(here, there) for here, there in pairwise(placed)]},
        "credits": [{"role": {"de": "Text, Bild und Ton", "en": "Words, pictures and sound"}, "name": _CREDIT}],
        "licence": _LICENCE,
        "credit": _CREDIT,
    }


def _head(kind: str, key: str) -> Json:
    return {"format": FORMAT, "kind": kind, "id": demo_id(kind, key), "original": "de"}


def _triggers(content: Json) -> list[Json]:
    triggers: list[Json] = []
    if "position" in content:
        area = {"kind": "circle", "centre": content["position"], "radius_m": 25}
        triggers.append({"kind": "geofence", "area": area, "dwell_s": 5, "repeat": "once"})
    if "number" in content:
        triggers.append({"kind": "code", "number": content["number"], "qr": True})
    return [*triggers, {"kind": "manual"}]


def _facts(content: Json) -> Json:
    facts: Json = {}
    if "opening_hours" in content:
        facts |= {"opening_hours": content["opening_hours"], "time_zone": "Europe/Berlin"}
    if "website" in content:
        label = {"de": "Offizielle Seite", "en": "Official page (in German)"}
        facts["links"] = [{"rel": "website", "href": content["website"], "label": label}]
    return facts


def _block(number: int, content: Json, media: dict[str, str], guide_name: str) -> Json:
    block = {"id": f"b{number}"} | {name: value for name, value in content.items() if name not in _OF_MEDIA}
    if content["kind"] in {"text", "anecdote"}:
        block["text"] = {language: text.strip() for language, text in content["text"].items()}
    elif content["kind"] == "guide_line":
        block["guide"] = demo_id("guide", guide_name)
    elif content["kind"] == "image":
        block["medium"] = media[content["picture"]]
    elif content["kind"] == "panorama":
        block["medium"] = media[content["panorama"]]
    elif content["kind"] == "before_after":
        block |= {when: media[content[when]] for when in ("before", "after")}
    elif content["kind"] == "audio":
        # A sound without words is the same in every language.
        block |= {"recordings": dict.fromkeys(("de", "en"), media[content["sound"]]), "spoken": False}
    return block


def _scene(content: Json, media: dict[str, str]) -> Json:
    """A scene, its media by their ids."""

    def named(thing: Json) -> Json:
        return thing | {field: media[thing[field]] for field in ("medium", "target") if field in thing}

    return content | {part: [named(thing) for thing in content[part]] for part in ("anchors", "contents")}


def _leg(here: tuple[str, list[float]], there: tuple[str, list[float]]) -> Json:
    distance = _metres(here[1], there[1]) * _DETOUR
    return {
        "from": here[0],
        "to": there[0],
        "geometry": {"type": "LineString", "coordinates": [here[1], there[1]]},
        "distance_m": round(distance),
        "duration_s": round(distance / _WALK_M_PER_S),
    }


def _metres(here: list[float], there: list[float]) -> float:
    """The distance of two near positions on a sphere of 6,371 km."""
    east = math.radians(there[0] - here[0]) * math.cos(math.radians((here[1] + there[1]) / 2))
    return 6_371_000 * math.hypot(east, math.radians(there[1] - here[1]))
