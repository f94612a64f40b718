"""How long a stop is told and read, in one language."""

from __future__ import annotations

from typing import Final, NamedTuple

from tour_schema.pace import CHARACTERS_A_SECOND
from tour_schema.scope import Scope
from tour_schema.station import Station
from tour_schema.story import AnecdoteBlock, AudioBlock, GuideLineBlock, QuoteBlock, TextBlock, VideoBlock
from tour_schema.text import LocalizedText, best
from tour_schema.tour import Stop

STANDS_S: Final = 60
"""How long a visitor stays where nobody says how long, and nothing is told."""
DAY_S: Final = 86_400.0
"""No recording lasts longer, whatever its file says."""
_READ: Final = (TextBlock, AnecdoteBlock, QuoteBlock)


class Telling(NamedTuple):
    """What a stop takes, in seconds."""

    spoken_s: int
    """What is spoken and shown at the stop."""
    bridge_s: int
    """What is spoken on the way onward."""
    stay_s: int
    """As the station states it; else until all is spoken and read."""


class Teller:
    """Measures what is told in a language; what is not there in it is told in the tour's original."""

    def __init__(self, scope: Scope, language: str, original: str) -> None:
        self._scope = scope
        self._language = language
        self._original = original

    def telling(self, stop: Stop, station: Station | None) -> Telling:
        """What a stop takes."""
        intro, bridge = self._read(stop.intro), self._read(stop.bridge)
        if station is None:
            return Telling(round(intro), round(bridge), round(intro) or STANDS_S)
        spoken = intro + self._recorded(station) + self._said(station)
        survey = self._scope.survey(station)
        texts = [each.text for each in survey.texts if each.owner in _READ and each.name == "text"]
        stay = round(spoken + sum(map(self._read, texts))) or STANDS_S
        return Telling(round(spoken), round(bridge), stay if station.duration_s is None else station.duration_s)

    def _read(self, text: LocalizedText) -> float:
        return len(best(text, self._language, self._original) or "") / CHARACTERS_A_SECOND

    def _recorded(self, station: Station) -> float:
        """Speech and films."""
        survey = self._scope.survey(station)
        spoken = (block.recordings for _, block in survey.nodes(AudioBlock) if block.spoken)
        media = [best(recordings, self._language, self._original) for recordings in spoken]
        media += [block.medium for _, block in survey.nodes(VideoBlock)]
        return sum(map(self._lasts, media))

    def _said(self, station: Station) -> float:
        """What the guide says: as long as the recording, else as long as the text takes."""
        lasts = 0.0
        for _, line in self._scope.survey(station).nodes(GuideLineBlock):
            media = {language: recording.medium for language, recording in line.recordings.items()}
            lasts += self._lasts(best(media, self._language, self._original)) or self._read(line.text)
        return lasts

    def _lasts(self, medium: str | None) -> float:
        found = self._scope.medium(medium)
        return 0.0 if found is None else min(found.original.duration_s or 0.0, DAY_S)
