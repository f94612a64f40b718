"""AR: scenes that hold where they were put, and end in a step for everybody."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from tour_schema import fixes
from tour_schema.anchor import (
    Anchor,
    CloudAnchor,
    CodeAnchor,
    GeoAnchor,
    ImageAnchor,
    PlainAnchor,
    PlaneAnchor,
)
from tour_schema.days import day_of
from tour_schema.earth import distance_m, is_on_earth
from tour_schema.issue import Fix, Issue, error, hint, warning
from tour_schema.rule import alone
from tour_schema.scene import Content, Scene
from tour_schema.scope import Setting, title_of
from tour_schema.station import Station

LADDER: Final = error("ar.ladder_end")
EMPTY: Final = warning("ar.scene_empty")
TARGET: Final = error("ar.target_missing")
WIDTH: Final = error("ar.width_missing")
WIDTH_ODD: Final = warning("ar.width_implausible")
CLOUD_EXPIRED: Final = error("ar.cloud_expired")
CLOUD_EXPIRING: Final = warning("ar.cloud_expiring")
CLOUD_UNKNOWN: Final = warning("ar.cloud_expiry_unknown")
HEIGHT: Final = error("ar.height_without_reference")
QUATERNION: Final = error("ar.quaternion")
GEO_FAR: Final = warning("ar.anchor_away_from_station")
GEO_RANGE: Final = error("ar.anchor_not_on_earth")
REACH: Final = warning("ar.out_of_reach")
VISIBLE: Final = error("ar.visible_range")
UNVERIFIED: Final = hint("ar.never_verified")
OUTDATED: Final = warning("ar.verified_long_ago")

NARROW_M: Final = 0.05
WIDE_M: Final = 10.0
AHEAD: Final = timedelta(days=30)
LONG_AGO: Final = timedelta(days=730)
AWAY_M: Final = 200
ROUNDING: Final = 1e-3
"""How far from 1 a quaternion's length may be: four decimals were written."""
REACH_M: Final = {"plane": 10.0, "geo": 100.0, "cloud": 30.0, "plain": 10.0}
"""How far from its anchor a content still stays where it was put."""
REACH_OF_WIDTH: Final = 12.0
"""For a picture: so many times its width; a tracking error of 1° is then a fifth of the width."""


@alone(Station, given="scenes")
def ladders(station: Station, setting: Setting) -> Iterator[Issue]:
    """Each scene has contents, and its ladder ends in the one plain step."""
    for at, scene in setting.survey(station).nodes(Scene):
        title = title_of(scene.title, station.original) or int(at.split("/")[2]) + 1
        if not scene.contents:
            yield EMPTY.at(station, at, title=title)
        plain = [index for index, anchor in enumerate(scene.anchors) if isinstance(anchor, PlainAnchor)]
        if plain != [len(scene.anchors) - 1]:
            yield LADDER.at(station, f"{at}/anchors", _ended(station, at, scene, plain), title=title)


def _ended(station: Station, at: str, scene: Scene, plain: list[int]) -> Fix | None:
    """The ladder with its plain step at the end; none is made where there is no picture to show."""
    others = tuple(anchor for anchor in scene.anchors if not isinstance(anchor, PlainAnchor))
    if plain:
        ended: tuple[object, ...] = (*others, scene.anchors[plain[0]])
    elif station.cover is not None:
        taken = {anchor.id for each in station.scenes for anchor in each.anchors}
        name = next(name for name in (f"{scene.id[:50]}-plain", "plain-1", "plain-2") if name not in taken)
        ended = (*others, {"id": name, "kind": "plain", "medium": station.cover})
    else:
        return None
    return fixes.replace(LADDER, f"{at}/anchors", scene.anchors, ended)


@alone(Station, holding=(ImageAnchor, CodeAnchor))
def pictures(station: Station, setting: Setting) -> Iterator[Issue]:
    """An image anchor has its target, and a true width that a phone can work with."""
    survey = setting.survey(station)
    for at, anchor in survey.nodes(ImageAnchor):
        if anchor.target is None:
            yield TARGET.at(station, at)
        yield from _width(station, at, "width_m", anchor.width_m)
    for at, code in survey.nodes(CodeAnchor):
        yield from _width(station, at, "size_m", code.size_m)


def _width(station: Station, at: str, field: str, width: float | None) -> Iterator[Issue]:
    if width is None:
        yield WIDTH.at(station, at)
    elif not NARROW_M <= width <= WIDE_M:
        where = f"{at}/{field}"
        # somebody who writes 42 for the width of a picture means centimetres
        fix = fixes.replace(WIDTH_ODD, where, width, round(width / 100, 4)) if width > WIDE_M else None
        yield WIDTH_ODD.at(station, where, fix, width=width, least=NARROW_M, most=WIDE_M)


@alone(Station, holding=(CloudAnchor,))
def clouds(station: Station, setting: Setting) -> Iterator[Issue]:
    """A cloud anchor lives as long as it is needed."""
    needed = setting.on + AHEAD if setting.season is None else setting.season[1]
    for at, anchor in setting.survey(station).nodes(CloudAnchor):
        last = None if anchor.expires_at is None else day_of(anchor.expires_at)
        if last is None:
            yield CLOUD_UNKNOWN.at(station, at, provider=anchor.provider)
        elif last < setting.on:
            yield CLOUD_EXPIRED.at(station, f"{at}/expires_at", day=last.isoformat(), provider=anchor.provider)
        elif last < max(needed, setting.on + AHEAD):
            yield CLOUD_EXPIRING.at(station, f"{at}/expires_at", day=last.isoformat(), provider=anchor.provider)


@alone(Station, holding=(GeoAnchor,))
def places(station: Station, setting: Setting) -> Iterator[Issue]:
    """A place on Earth has a height with a reference, a sound orientation, and is where its station is."""
    for at, anchor in setting.survey(station).nodes(GeoAnchor):
        if anchor.height_reference is None:
            fix = fixes.add(HEIGHT, f"{at}/height_reference", "ellipsoid", beside=f"{at}/id", there=anchor.id)
            yield HEIGHT.at(station, at, fix, height=anchor.geopose.position.h)
        turn = anchor.geopose.quaternion
        unit = _unit(turn.x, turn.y, turn.z, turn.w)
        if unit is not None:
            new = dict(zip("xyzw", unit, strict=True))
            where = f"{at}/geopose/quaternion"
            yield QUATERNION.at(station, where, fixes.replace(QUATERNION, where, turn, new))
        yield from _at_station(station, at, anchor)


def _at_station(station: Station, at: str, anchor: GeoAnchor) -> Iterator[Issue]:
    pose = anchor.geopose.position
    here, where = (pose.lon, pose.lat), f"{at}/geopose/position"
    turned = (pose.lat, pose.lon)
    swapped = pose.model_copy(update={"lat": pose.lon, "lon": pose.lat})
    home = station.place.position
    if not is_on_earth(here):
        fix = fixes.replace(GEO_RANGE, where, pose, swapped) if is_on_earth(turned) else None
        yield GEO_RANGE.at(station, where, fix, lon=pose.lon, lat=pose.lat)
    elif home is not None and is_on_earth(home) and distance_m(home, here) > AWAY_M:
        near = is_on_earth(turned) and distance_m(home, turned) <= AWAY_M
        fix = fixes.replace(GEO_FAR, where, pose, swapped) if near else None
        yield GEO_FAR.at(station, where, fix, distance=round(distance_m(home, here)))


def _unit(*parts: float) -> tuple[float, ...] | None:
    """The unit quaternion that was meant, ``None`` where it is one already."""
    length = math.sqrt(sum(part * part for part in parts))
    if abs(length - 1) <= ROUNDING:
        return None
    if length < ROUNDING or not math.isfinite(length):
        return 0.0, 0.0, 0.0, 1.0
    return tuple(round(part / length, 9) for part in parts)


@alone(Station, given="scenes")
def contents(station: Station, setting: Setting) -> Iterator[Issue]:
    """Contents are turned by a unit quaternion, within reach of an anchor, and visible somewhere."""
    for at, scene in setting.survey(station).nodes(Scene):
        reach = max(map(_reach, scene.anchors), default=0.0)
        for index, content in enumerate(scene.contents):
            here = f"{at}/contents/{index}"
            unit = _unit(*content.pose.rotation)
            if unit is not None:
                where = f"{here}/pose/rotation"
                fix = fixes.replace(QUATERNION, where, content.pose.rotation, unit)
                yield QUATERNION.at(station, where, fix)
            yield from _placed(station, here, content, reach)


def _placed(station: Station, at: str, content: Content, reach: float) -> Iterator[Issue]:
    away = math.hypot(*content.pose.translation_m)
    if 0 < reach < away:
        yield REACH.at(station, f"{at}/pose/translation_m", distance=round(away, 1), reach=round(reach, 1))
    if content.visible_m is not None and content.visible_m[0] >= content.visible_m[1]:
        where = f"{at}/visible_m"
        near, far = content.visible_m
        fix = fixes.replace(VISIBLE, where, content.visible_m, (far, near)) if near > far else None
        yield VISIBLE.at(station, where, fix, near=near, far=far)


def _reach(anchor: Anchor) -> float:
    """How far from the anchor a content may be, in metres; 0 where that is not known."""
    if isinstance(anchor, ImageAnchor):
        return max(2.0, REACH_OF_WIDTH * (anchor.width_m or 0.0))
    if isinstance(anchor, CodeAnchor):
        return max(2.0, REACH_OF_WIDTH * (anchor.size_m or 0.0))
    return REACH_M[anchor.kind]


@alone(Station, given="scenes")
def verified(station: Station, setting: Setting) -> Iterator[Issue]:
    """Somebody has seen on site that the anchor holds, and not long ago."""
    for at, scene in setting.survey(station).nodes(Scene):
        for index, anchor in enumerate(scene.anchors):
            if isinstance(anchor, PlainAnchor | PlaneAnchor):
                continue
            seen = None if anchor.verified is None else day_of(anchor.verified.at)
            where = f"{at}/anchors/{index}"
            if seen is None:
                yield UNVERIFIED.at(station, where)
            elif setting.on - seen > LONG_AGO:
                yield OUTDATED.at(station, f"{where}/verified/at", day=seen.isoformat())
