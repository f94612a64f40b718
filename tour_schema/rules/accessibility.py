"""Accessibility: nobody is shut out who cannot see, hear, climb steps or use AR (WCAG 2.2, EN 301 549)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tour_schema import fixes
from tour_schema.anchor import PlainAnchor
from tour_schema.issue import Issue, error, hint, warning
from tour_schema.media import Medium
from tour_schema.rule import alone, rule
from tour_schema.scene import Scene
from tour_schema.scope import Scope, Setting, name_of_medium, title_of
from tour_schema.station import Station
from tour_schema.text import fallbacks
from tour_schema.tour import Tour
from tour_schema.trigger import BeaconTrigger, ImageTrigger

ALT_MISSING: Final = warning("accessibility.alt_missing")
ALT_LONG: Final = hint("accessibility.alt_too_long")
ALT_FILE_NAME: Final = warning("accessibility.alt_is_file_name")
TRANSCRIPT_MISSING: Final = warning("accessibility.transcript_missing")
CAPTIONS_MISSING: Final = warning("accessibility.captions_missing")
PLAIN_EMPTY: Final = error("accessibility.plain_empty")
STEPS: Final = error("accessibility.steps")
STEPS_UNKNOWN: Final = hint("accessibility.steps_unknown")
STATION_STEPS: Final = error("accessibility.station_steps")
TRIGGERS: Final = hint("accessibility.triggers_need_a_device")

SEEN: Final = frozenset({"image", "panorama", "model", "target"})
"""Types of medium that have to be described."""
ALT_LIMIT: Final = 300
"""Characters; a screen reader cannot pause within an alternative text."""
_FILE_NAME: Final = re.compile(
    r"\S+\.(?:jpe?g|png|webp|avif|heic|tiff?|gif|glb)|(?:IMG|DSC|DSCN|PXL)[_-]?\d+", re.IGNORECASE
)


@alone(Medium)
def alternative_text(medium: Medium, setting: Setting) -> list[Issue]:
    """What is to be seen is described in words, in every language."""
    found: list[Issue] = []
    if medium.type not in SEEN or medium.decorative:
        return found
    alt = medium.alt
    for language in setting.languages:
        text, at = alt.get(language), f"/alt/{language}"
        if text is None:
            if not _has(alt, language):
                title = name_of_medium(medium, setting)
                found.append(ALT_MISSING.at(medium, "/alt", language=language, type=medium.type, title=title))
        elif " " not in text and _FILE_NAME.fullmatch(text):
            fix = fixes.remove(ALT_FILE_NAME, at, text)
            found.append(ALT_FILE_NAME.at(medium, at, fix, language=language, found=text))
        elif len(text) > ALT_LIMIT:
            found.append(ALT_LONG.at(medium, at, language=language, count=len(text), limit=ALT_LIMIT))
    return found


@alone(Medium, given="language")
def in_words(medium: Medium, setting: Setting) -> Iterator[Issue]:
    """What is spoken can be read: a transcript for sound, captions for film."""
    if medium.language is None:
        return
    if medium.type == "audio" and not _has(medium.transcript, medium.language):
        title = name_of_medium(medium, setting)
        yield TRANSCRIPT_MISSING.at(medium, "/transcript", language=medium.language, title=title)
    if medium.type == "video":
        for language in setting.languages or (medium.language,):
            if not _has(medium.captions, language):
                yield CAPTIONS_MISSING.at(medium, "/captions", language=language, title=name_of_medium(medium, setting))


def _has(by_language: dict[str, str], language: str) -> bool:
    return language in by_language or any(each in by_language for each in fallbacks(language, language))


@alone(Station, holding=(PlainAnchor,))
def way_without_ar(station: Station, setting: Setting) -> Iterator[Issue]:
    """The plain step of each scene shows something."""
    for at, anchor in setting.survey(station).nodes(PlainAnchor):
        if anchor.medium is None:
            number = int(at.split("/")[2])
            scene: Scene = station.scenes[number]
            fix = None
            if station.cover is not None:
                fix = fixes.add(PLAIN_EMPTY, f"{at}/medium", station.cover, beside=f"{at}/id", there=anchor.id)
            yield PLAIN_EMPTY.at(station, at, fix, title=title_of(scene.title, station.original) or number + 1)


@rule(Tour)
def step_free(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """A tour that calls itself step-free has no steps."""
    if not tour.access.step_free:
        return
    withdraw = fixes.replace(STEPS, "/access/step_free", True, False)  # noqa: FBT003 - the values of the patch
    unknown: list[int] = []
    for index, leg in enumerate(tour.route.legs):
        if leg.steps or leg.surface == "steps":
            start, end = scope.title_of_stop(leg.from_), scope.title_of_stop(leg.to)
            at = f"/route/legs/{index}"
            yield STEPS.at(tour, at, withdraw, start=start, end=end, count=leg.steps or 0)
        if leg.steps is None:
            unknown.append(index)
    if unknown:
        yield STEPS_UNKNOWN.at(tour, f"/route/legs/{unknown[0]}/steps", count=len(unknown))
    for stop, at in scope.stops:
        station = scope.station_of.get(stop.id)
        if station is not None and station.access.step_free is False and not stop.optional:
            withdraw = fixes.replace(STATION_STEPS, "/access/step_free", True, False)  # noqa: FBT003 - as above
            yield STATION_STEPS.at(tour, f"{at}/station", withdraw, title=scope.title_of_stop(stop.id))


@alone(Station, given="triggers")
def triggers(station: Station, _: Setting) -> Iterator[Issue]:
    """A station can be found without a camera and without Bluetooth."""
    found = station.triggers
    if found and all(isinstance(each, ImageTrigger | BeaconTrigger) for each in found):
        fix = fixes.add(TRIGGERS, "/triggers/-", {"kind": "manual"}, beside="/triggers", there=found)
        yield TRIGGERS.at(station, "/triggers", fix)
