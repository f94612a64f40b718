"""Narration: short enough for the way on which it is played, and spoken from the text that stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from tour_schema import fixes
from tour_schema.freshness import captions_another, is_minor, made_from, speaks_another
from tour_schema.issue import Code, Fix, Issue, hint, warning
from tour_schema.pace import CHARACTERS_A_SECOND, lasts_s
from tour_schema.rule import alone, rule
from tour_schema.scope import Scope, Setting
from tour_schema.station import Station
from tour_schema.story import AudioBlock, GuideLineBlock, Speech
from tour_schema.tour import Tour

LONGER_THAN_LEG: Final = warning("narration.longer_than_leg")
OUTDATED: Final = warning("narration.outdated")
CAPTIONS_OUTDATED: Final = warning("narration.captions_outdated")
TRANSLATION_OUTDATED: Final = warning("narration.translation_outdated")
DRAFT: Final = warning("narration.draft")
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
    """A recording of the guide and its captions say the text that stands there, and are no draft of a speech engine."""
    for at, line in setting.survey(station).nodes(GuideLineBlock):
        for language, recording in line.recordings.items():
            where = f"{at}/recordings/{language}"
            spoken = _Spoken(at, language, line.text.get(language, ""), f"{where}/medium", where)
            yield from _of_speech(station, spoken, recording)
            if recording.captions:
                yield from _of_captions(station, spoken, f"{where}/captions", recording)


@alone(Station, holding=(AudioBlock,))
def narrations(station: Station, setting: Setting) -> Iterator[Issue]:
    """The same of what is narrated, where its text was written down: much is recorded of which there is none."""
    for at, block in setting.survey(station).nodes(AudioBlock):
        for language, speech in block.speech.items():
            if not block.spoken or language not in block.recordings or language not in block.text:
                continue
            where = f"{at}/recordings/{language}"
            spoken = _Spoken(at, language, block.text[language], where, f"{at}/speech/{language}")
            yield from _of_speech(station, spoken, speech)
            yield from _of_captions(station, spoken, where, speech)


class _Spoken(NamedTuple):
    """A text that is spoken: of which block and language, where its recording stands, and what remembers it."""

    at: str
    language: str
    text: str
    recording: str
    memory: str

    def still_right(self, code: Code, remembered: Mapping[str, str]) -> Fix | None:
        """Remembers the text as it stands, if it still does; of no text at all nothing can be right."""
        if not self.text:
            return None
        new = {f"{self.memory}/{name}": value for name, value in remembered.items()}
        return fixes.add_all(code, new, beside=f"{self.at}/text/{self.language}", there=self.text)


def _of_speech(station: Station, spoken: _Spoken, speech: Speech) -> Iterator[Issue]:
    if speaks_another(speech, spoken.text):
        remembered = {"spoken": spoken.text, "made_from": made_from(spoken.text)}
        fix = spoken.still_right(OUTDATED, remembered)
        yield OUTDATED.at(station, spoken.recording, fix, language=spoken.language)
    if speech.draft:
        yield DRAFT.at(station, spoken.recording, language=spoken.language)


def _of_captions(station: Station, spoken: _Spoken, where: str, speech: Speech) -> Iterator[Issue]:
    if captions_another(speech, spoken.text):
        fix = spoken.still_right(CAPTIONS_OUTDATED, {"captioned": spoken.text})
        yield CAPTIONS_OUTDATED.at(station, where, fix, language=spoken.language)


@alone(Station, holding=(AudioBlock, GuideLineBlock))
def translations(station: Station, setting: Setting) -> Iterator[Issue]:
    """A translation of what is said is one of the original that stands there."""
    survey = setting.survey(station)
    spoken: Iterable[tuple[str, AudioBlock | GuideLineBlock]]
    spoken = (*survey.nodes(GuideLineBlock), *survey.nodes(AudioBlock))
    for at, said in spoken:
        original = said.text.get(station.original)
        for language, translation in said.translations.items():
            if original is None or language not in said.text or is_minor(translation.of, original):
                continue
            there = f"{at}/text/{station.original}"
            new = {f"{at}/translations/{language}/of": original}
            fix = fixes.add_all(TRANSLATION_OUTDATED, new, beside=there, there=original)
            values = {"language": language, "original": station.original}
            yield TRANSLATION_OUTDATED.at(station, f"{at}/text/{language}", fix, **values)


@rule(Station, holding=(AudioBlock,))
def lengths(station: Station, scope: Scope) -> Iterator[Issue]:
    """Nobody has to listen for too long in one go."""
    for at, block in scope.survey(station).nodes(AudioBlock):
        for language, medium in block.recordings.items() if block.spoken else ():
            found = scope.medium(medium)
            lasts = 0.0 if found is None else found.original.duration_s or 0.0
            if lasts > LONG_S:
                yield LONG.at(station, f"{at}/recordings/{language}", duration=round(lasts), limit=LONG_S)
