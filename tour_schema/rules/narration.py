"""Narration: short enough for the way on which it is played, and spoken from the text that stands there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from tour_schema.issue import Issue, hint, warning
from tour_schema.pace import CHARACTERS_A_SECOND, lasts_s
from tour_schema.rule import alone, rule
from tour_schema.scope import Scope, Setting
from tour_schema.station import Station
from tour_schema.story import AudioBlock, GuideLineBlock
from tour_schema.tour import Tour

LONGER_THAN_LEG: Final = warning("narration.longer_than_leg")
OUTDATED: Final = warning("narration.outdated")
DRAFT: Final = hint("narration.draft")
LONG: Final = hint("narration.long")

LONG_S: Final = 240
"""Nobody stands in front of a wall and listens for longer."""


@rule(Tour)
def bridges(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """What is said on the way to the next stop is over before one is there."""
    shortest: dict[str, float] = {}
    for leg in tour.route.legs:
        lasts = lasts_s(leg, tour.mode)
        if lasts > 0:
            shortest[leg.from_] = min(lasts, shortest.get(leg.from_, lasts))
    for stop, at in scope.stops:
        lasts = shortest.get(stop.id, 0.0)
        if not stop.bridge or lasts == 0:
            continue
        language = max(stop.bridge, key=lambda tag: len(stop.bridge[tag]))
        spoken = len(stop.bridge[language]) / CHARACTERS_A_SECOND
        if spoken > lasts:
            title = scope.title_of_stop(stop.id)
            seconds, way = round(spoken), round(lasts)
            yield LONGER_THAN_LEG.at(tour, f"{at}/bridge", title=title, spoken=seconds, way=way, language=language)


@alone(Station, holding=(GuideLineBlock,))
def recordings(station: Station, setting: Setting) -> Iterator[Issue]:
    """A recording speaks the text that stands there, and is no draft of a speech engine."""
    for at, line in setting.survey(station).nodes(GuideLineBlock):
        for language, recording in line.recordings.items():
            where = f"{at}/recordings/{language}"
            text = line.text.get(language, "")
            if recording.made_from is not None and recording.made_from != made_from(text):
                yield OUTDATED.at(station, where, language=language)
            if recording.draft:
                yield DRAFT.at(station, where, language=language)


def made_from(text: str) -> str:
    """What a recording of the text remembers: the SHA-256 of its UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


@rule(Station, holding=(AudioBlock,))
def lengths(station: Station, scope: Scope) -> Iterator[Issue]:
    """Nobody has to listen for too long in one go."""
    for at, block in scope.survey(station).nodes(AudioBlock):
        for language, medium in block.recordings.items() if block.spoken else ():
            found = scope.medium(medium)
            lasts = 0.0 if found is None else found.original.duration_s or 0.0
            if lasts > LONG_S:
                yield LONG.at(station, f"{at}/recordings/{language}", duration=round(lasts), limit=LONG_S)
