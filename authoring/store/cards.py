"""What lists, search and the graph of documents know of a body without opening it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from authoring.store.bounds import UUID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TAG: Final = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$")
_UUID_LENGTH: Final = 36
# A beacon's UUID names no document, a route's thousands of coordinates name nothing, and a target does not use another
# that is like it.
_NO_REFERENCE: Final = frozenset({"uuid", "geometry", "alike"})
# These are looked for as facets or not at all; as text they would be noise.
_NOT_TEXT: Final = frozenset({"extensions", "original", "variants", "geometry", "captions", "recordings"})


def card_of(value: dict[str, Any]) -> dict[str, Any]:
    """Return what a list shows of a document; absent facts are left out."""
    position = position_of(value)
    facts: dict[str, Any] = {
        "title": name_of(value),
        "original": value.get("original") if isinstance(value.get("original"), str) else None,
        "languages": languages_of(value),
        "themes": _strings(value.get("themes")),
        "cover": _id(value.get("portrait" if value["kind"] == "guide" else "cover")),
        "position": list(position) if position else None,
        "type": _string(value.get("type")),
        "mode": _string(value.get("mode")),
        "stations": len(list(stations_of(value))) if value["kind"] == "tour" else None,
        "modules": len(_list(value.get("modules"))) if value["kind"] == "tour" else None,
        "summary": _dict(value.get("summary")) or None,
        "missing": missing_of(value),
        "uses": [use for variant in _list(value.get("variants")) for use in _strings([_dict(variant).get("use")])],
        "licence": _string(value.get("licence")),
        "sha256": _upload_of(value),
        "score": _score_of(value),
    }
    return {name: fact for name, fact in facts.items() if fact not in (None, [])}


def name_of(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a document is called, by language; a picture without a title is known by its description."""
    names = {"guide": ("name",), "medium": ("title", "alt")}.get(value["kind"], ("title",))
    return next((text for text in (_dict(value.get(name)) for name in names) if text), {})


def _score_of(value: Mapping[str, Any]) -> int | None:
    """Return how well a camera finds an image target, 0 to 100."""
    score = _dict(value.get("target")).get("score") if value.get("type") == "target" else None
    return score if type(score) is int and 0 <= score <= 100 else None


def _upload_of(value: dict[str, Any]) -> str | None:
    """Return the hash of a medium's upload, by which the same file is known again."""
    upload = value.get("original")
    return _string(upload.get("sha256")) if value["kind"] == "medium" and isinstance(upload, dict) else None


def missing_of(value: dict[str, Any]) -> str | None:
    """Return what a medium lacks for those who cannot see or hear it: ``alt``, ``transcript``, or nothing."""
    if value["kind"] != "medium" or value.get("decorative") is True:
        return None
    # A draft may say anything at all there.
    kind = str(value.get("type"))
    if kind in {"image", "panorama", "video", "model"} and not value.get("alt"):
        return "alt"
    # Sound without a language is music, birds, water: nobody speaks.
    spoken = kind in {"audio", "video"} and value.get("language")
    return "transcript" if spoken and not value.get("transcript") else None


def languages_of(value: dict[str, Any]) -> list[str]:
    """Return the languages of a document: those a tour is published in, else those of its title or name."""
    if value["kind"] == "tour" and isinstance(value.get("languages"), list):
        return _strings(value["languages"])
    text = value.get("name") if value["kind"] == "guide" else value.get("title")
    return sorted(key for key in text if _TAG.match(key)) if isinstance(text, dict) else []


def spoken_in(guide: Mapping[str, Any]) -> list[str]:
    """Return the languages in which a guide has words or a voice, the one that it was first written in first."""
    texts = [_dict(guide.get(name)) for name in ("name", "introduction", "voices")]
    tags = [guide.get("original"), *sorted(tag for text in texts for tag in text)]
    return list(dict.fromkeys(tag for tag in tags if isinstance(tag, str) and _TAG.match(tag)))


def position_of(value: dict[str, Any]) -> tuple[float, float] | None:
    """Return ``(longitude, latitude)`` of a station's place or a tour's meeting point; never invented."""
    holder = value.get("meeting_point" if value["kind"] == "tour" else "place")
    found = holder.get("position") if isinstance(holder, dict) else None
    if isinstance(found, list) and len(found) >= 2:
        lon, lat = found[0], found[1]
        if _number(lon) and _number(lat) and -180 <= lon <= 180 and -90 <= lat <= 90:
            return float(lon), float(lat)
    return None


def texts_of(value: Any) -> list[str]:
    """Return all texts for people in a body, in every language, and the postal address."""
    found: list[str] = []
    _gather(value, found)
    return found


def _gather(value: Any, found: list[str]) -> None:
    # A list that is filled costs half of generators within generators, and every save does this.
    if isinstance(value, list):
        for inner in value:
            _gather(inner, found)
    elif isinstance(value, dict):
        if _is_localised(value):
            found += value.values()
            return
        for name, inner in value.items():
            if name == "address" and isinstance(inner, dict):
                found += (part for part in inner.values() if isinstance(part, str))
            elif name not in _NOT_TEXT and not isinstance(inner, str):
                _gather(inner, found)


def references_of(value: dict[str, Any]) -> set[str]:
    """Return the ids of all documents that a body names."""
    found: set[str] = set()
    waiting: list[Any] = [inner for name, inner in value.items() if name not in {"id", "extensions"}]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, dict):
            waiting.extend(child for name, child in inner.items() if name not in _NO_REFERENCE)
        elif isinstance(inner, list):
            waiting.extend(inner)
        elif isinstance(inner, str) and len(inner) == _UUID_LENGTH and UUID.fullmatch(inner):
            found.add(inner)
    return found - {str(value.get("id"))}


def title_in(card: dict[str, Any], language: str) -> str:
    """Return a card's title for a reader: the language, the original, any; ``""`` if there is none."""
    title = card.get("title") or {}
    for tag in (language, card.get("original"), *title):
        if tag in title and isinstance(title[tag], str):
            return str(title[tag])
    return ""


def stations_of(value: dict[str, Any]) -> Iterator[str]:
    """Yield the ids of a tour's stations in the order of its stops."""
    modules = value.get("modules")
    for module in modules if isinstance(modules, list) else []:
        stops = module.get("stops") if isinstance(module, dict) else None
        for stop in stops if isinstance(stops, list) else []:
            if isinstance(stop, dict) and isinstance(stop.get("station"), str):
                yield stop["station"]


def _is_localised(value: dict[str, Any]) -> bool:
    for key, text in value.items():
        if not isinstance(text, str) or not _TAG.match(key) or UUID.fullmatch(text):
            return False
    return bool(value)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _id(value: Any) -> str | None:
    return value if isinstance(value, str) and UUID.fullmatch(value) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _strings(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
