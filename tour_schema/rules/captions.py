"""Captions: shown long enough to be read, while the speech is heard that they write down."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from tour_schema.issue import Issue, hint, warning
from tour_schema.media import Medium
from tour_schema.rule import alone, rule
from tour_schema.scope import Scope, Setting
from tour_schema.station import Station
from tour_schema.story import GuideLineBlock

BACKWARDS: Final = warning("captions.backwards")
FAST: Final = hint("captions.fast")
LATE: Final = warning("captions.late")

MOST_A_SECOND: Final = 25
"""Characters that an adult reads in a second while something else is to be seen."""
TOLERANCE_S: Final = 0.5
"""Encoders add and take away a little at the ends."""


@alone(Medium, given="cues")
def times(medium: Medium, _: Setting) -> Iterator[Issue]:
    """A caption ends after it has begun, and can be read until then."""
    for index, cue in enumerate(medium.cues):
        lasts = cue.end_s - cue.start_s
        if lasts <= 0:
            yield BACKWARDS.at(medium, f"/cues/{index}", text=_begins(cue.text))
        elif len(cue.text) / lasts > MOST_A_SECOND:
            count = round(len(cue.text) / lasts)
            yield FAST.at(medium, f"/cues/{index}", text=_begins(cue.text), count=count, limit=MOST_A_SECOND)


def _begins(text: str) -> str:
    """The words by which a person finds a caption again, in one line."""
    return textwrap.shorten(text, 60, placeholder=" …")


@rule(Station, holding=(GuideLineBlock,))
def within_recordings(station: Station, scope: Scope) -> Iterator[Issue]:
    """The captions of a line are over when its recording is."""
    for at, line in scope.survey(station).nodes(GuideLineBlock):
        for language, recording in line.recordings.items():
            if recording.captions is None:
                continue
            sound, captions = scope.medium(recording.medium), scope.medium(recording.captions)
            lasts = None if sound is None else sound.original.duration_s
            if lasts is None or captions is None:
                continue
            over = [cue for cue in captions.cues if cue.start_s > lasts or cue.end_s > lasts + TOLERANCE_S]
            if over:
                where = f"{at}/recordings/{language}/captions"
                yield LATE.at(station, where, language=language, count=len(over), duration=round(lasts))
