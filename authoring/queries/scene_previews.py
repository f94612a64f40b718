"""One scene of a station as a link shows it to people who are not signed in: what a phone draws, and nothing else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import ValidationError

from authoring.errors import NotFound, Refused
from authoring.permissions import Verb, require
from authoring.queries.documents import load, load_many
from authoring.queries.media import variants_of
from exports.resolve import media_named
from tour_schema import read
from tour_schema.guide import Guide
from tour_schema.media import Medium
from tour_schema.scene import Scene

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from authoring.permissions import Actor
    from authoring.queries.documents import Loaded

Json = dict[str, Any]
D = TypeVar("D", Guide, Medium)

USES: Final = frozenset({"480", "1080", "2160", "low", "high", "poster", "mind", "captions", "tiles"})
"""What a phone draws and plays. No original, which may say where a photo was taken, and nothing for authors."""

_OF_ANCHOR: Final[dict[str, frozenset[str]]] = {
    "geo": frozenset({"geopose", "height_reference", "tolerance"}),
    "image": frozenset({"target", "width_m", "upright"}),
    "code": frozenset({"content", "size_m", "upright"}),
    "plane": frozenset({"surface"}),
    "plain": frozenset({"medium"}),
}
"""What a browser needs of each kind of anchor; of one that it cannot use, that there is one."""


@dataclass(frozen=True, slots=True)
class ScenePreview:
    """A scene as JSON, and the ids of the media of which a phone may fetch files."""

    shown: Json
    media: frozenset[str]
    targets: frozenset[str]
    """Those of them that are image targets of its anchors."""
    organisation: str
    on_site: Json
    """What a colleague needs beside it who checks the anchors on site: where they are, and in which revision."""


def has_guide(station: Loaded, scene_id: str) -> bool:
    """Tell whether somebody speaks in a scene: if the line does not say who, the tour does."""
    return any(each.kind == "guide" for each in _scene(station, scene_id).contents)


def scene_preview(session: Session, maker: Actor, station_id: str, scene_id: str, tour_id: str | None) -> ScenePreview:
    """Return what a link shows that ``maker`` has made.

    Raises:
        NotFound, Forbidden: there is no such station or scene, or its maker may not show it (any more).
        Refused: ``preview_draft``, the scene does not have the format's shape.
    """
    station = load(session, maker, station_id)
    require(maker, Verb.PREVIEW, station.organisation_id)
    if station.kind != "station":
        raise NotFound("document", station_id)
    scene, body = _scene(station, scene_id), station.value
    lines = _lines(session, maker, scene, body, tour_id)
    speakers = [line["guide"] for line in lines.values() if line["guide"]]
    guides = [_read(Guide, each) for each in load_many(session, maker, speakers)]
    known = {guide.id: _shown_guide(guide) for guide in guides if guide is not None}
    panoramas = _panoramas(scene, body)
    named = [
        *media_named(scene),
        *panoramas.values(),
        *(guide[part] for guide in known.values() for part in ("portrait", "figure")),
    ]
    for line in lines.values():
        named += [each.get(part) for each in line["recordings"].values() for part in ("medium", "captions")]
    media = _media(session, maker, named)
    media += _media(session, maker, [each for medium in media for each in medium.captions.values()])
    media += _media(session, maker, [spot.medium for medium in media for spot in medium.hotspots])
    targets = {anchor.target for anchor in scene.anchors if anchor.kind == "image" and anchor.target}
    shown = {
        "original": body.get("original"),
        "station": _text(body.get("title")),
        "title": dict(scene.title),
        "anchors": [_shown_anchor(each.model_dump(mode="json", exclude_none=True)) for each in scene.anchors],
        "contents": [each.model_dump(mode="json", exclude_none=True) for each in scene.contents],
        "media": [_shown_medium(medium) for medium in media],
        "guides": list(known.values()),
        "lines": lines,
        "blocks": _blocks(scene, body),
        "panoramas": panoramas,
    }
    ids = frozenset(medium.id for medium in media)
    return ScenePreview(shown, ids, ids & targets, station.organisation_id, _on_site(station, scene))


def _on_site(station: Loaded, scene: Scene) -> Json:
    place = station.value.get("place")
    anchors = [each.model_dump(mode="json", exclude_none=True) for each in scene.anchors if each.kind != "plain"]
    kept = {"id", "kind", "geopose", "height_reference", "tolerance", "verified"}
    return {
        "station": station.id,
        "scene": scene.id,
        "revision": station.revision,
        "place": place.get("position") if isinstance(place, dict) else None,
        "anchors": [{name: value for name, value in each.items() if name in kept} for each in anchors],
    }


def _scene(station: Loaded, scene_id: str) -> Scene:
    for each in _objects(station.value.get("scenes")):
        if each.get("id") == scene_id:
            try:
                return Scene.model_validate_json(json.dumps(each))
            except ValidationError:
                raise Refused("preview_draft") from None
    raise NotFound("scene", scene_id)


def _lines(session: Session, maker: Actor, scene: Scene, body: Json, tour_id: str | None) -> dict[str, Json]:
    """Each line that the scene performs, with who speaks it: the line's own guide, else the tour's."""
    performed = {each.line for each in scene.contents if each.kind == "guide" and each.line}
    if not performed:
        return {}
    usual = None
    if tour_id is not None:
        found = load_many(session, maker, [tour_id])
        usual = found[0].value.get("guide") if found else None
    lines = {}
    for block in _objects(body.get("story")):
        if block.get("kind") == "guide_line" and block.get("id") in performed:
            guide, recordings = block.get("guide") or usual, block.get("recordings")
            lines[block["id"]] = {
                "guide": guide if isinstance(guide, str) else None,
                "text": _text(block.get("text")),
                "gesture": block.get("gesture", "talk"),
                "recordings": _recordings(recordings) if isinstance(recordings, dict) else {},
            }
    return lines


def _recordings(recordings: Json) -> Json:
    """What is heard of a line, and what is read with it: not what it was made from."""
    return {
        language: {part: each[part] for part in ("medium", "captions") if isinstance(each.get(part), str)}
        for language, each in recordings.items()
        if isinstance(each, dict)
    }


def _blocks(scene: Scene, body: Json) -> dict[str, str]:
    """Of each block that a tap opens, its kind: of most the preview says that it would, and shows none."""
    return {block["id"]: block["kind"] for block in _opened(scene, body) if "kind" in block}


def _panoramas(scene: Scene, body: Json) -> dict[str, str]:
    """Of each panorama of the story that a tap opens, its medium: in that one somebody can look around."""
    shown = (block for block in _opened(scene, body) if block.get("kind") == "panorama")
    return {block["id"]: block["medium"] for block in shown if isinstance(block.get("medium"), str)}


def _opened(scene: Scene, body: Json) -> list[Json]:
    opened = {each.on_tap.block for each in scene.contents if each.on_tap and each.on_tap.kind == "open_block"}
    return [block for block in _objects(body.get("story")) if block.get("id") in opened]


def _shown_anchor(anchor: Json) -> Json:
    kept = {"id", "kind"} | _OF_ANCHOR.get(anchor["kind"], frozenset())
    return {name: value for name, value in anchor.items() if name in kept}


def _shown_guide(guide: Guide) -> Json:
    return {
        "id": guide.id,
        "name": dict(guide.name),
        "portrait": guide.portrait,
        "figure": guide.figure,
        "clips": dict(guide.clips),
    }


def _shown_medium(medium: Medium) -> Json:
    uses = [(each["use"], each["media_type"]) for each in variants_of(medium.model_dump(mode="json"))]
    spots = [spot.model_dump(mode="json", exclude_none=True) for spot in medium.hotspots]
    return ({"hotspots": spots} if spots else {}) | {
        "id": medium.id,
        "type": medium.type,
        "alt": dict(medium.alt),
        "captions": dict(medium.captions),
        "original": {
            "width_px": medium.original.width_px,
            "height_px": medium.original.height_px,
            "duration_s": medium.original.duration_s,
        },
        "variants": [{"use": use, "media_type": media_type} for use, media_type in uses if use in USES],
    }


def _media(session: Session, maker: Actor, ids: Iterable[str | None]) -> list[Medium]:
    found = (_read(Medium, each) for each in load_many(session, maker, [each for each in ids if each]))
    return [medium for medium in found if medium is not None]


def _read(model: type[D], loaded: Loaded) -> D | None:
    document = read(loaded.body.encode()).document
    return document if isinstance(document, model) else None


def _objects(value: object) -> Iterable[Json]:
    """The objects of an array; a draft may have anything at all in its place."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: object) -> dict[str, str]:
    return {tag: text for tag, text in value.items() if isinstance(text, str)} if isinstance(value, dict) else {}
