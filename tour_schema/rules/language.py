"""Languages: what is told in one language of a tour is told in all of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

import langcodes

from tour_schema import fixes
from tour_schema.guide import Guide
from tour_schema.issue import Issue, error, hint, warning
from tour_schema.media import Medium
from tour_schema.rule import Published, alone, rule
from tour_schema.scope import Scope, Setting
from tour_schema.station import Station
from tour_schema.story import AudioBlock, GuideLineBlock, WordAnswer
from tour_schema.survey import Text
from tour_schema.text import fallbacks
from tour_schema.tour import Module, Tour

NONE: Final = error("language.none")
ORIGINAL_NOT_FIRST: Final = error("language.original_not_first")
LISTED_TWICE: Final = error("language.listed_twice")
UNKNOWN: Final = warning("language.unknown")
ORIGINAL_MISSING: Final = error("language.original_missing")
TITLE_MISSING: Final = error("language.title_missing")
TEXT_MISSING: Final = warning("language.text_missing")
FALLS_BACK: Final = hint("language.falls_back")
AUDIO_MISSING: Final = warning("language.audio_missing")
ANSWER_MISSING: Final = warning("language.answer_missing")
SAME_TEXT: Final = hint("language.same_text")

TITLES: Final = frozenset({(Station, "title"), (Tour, "title"), (Module, "title"), (Guide, "name")})
"""What stands in lists and on signs: without it a language is not published."""
ELSEWHERE: Final = frozenset({(Medium, "title"), (Medium, "transcript"), (Medium, "alt")})
"""A medium's title is for editors; its alternative text and transcript are asked for by accessibility."""
LONG: Final = 60
"""From that many characters on two languages do not say the same by chance."""


@rule(Tour)
def list_of_languages(tour: Tour, _: Scope) -> Iterator[Issue]:
    """A tour names its languages, each once, the original first."""
    named = tour.languages
    if not named:
        proposed = (tour.original, *(each for each in tour.title if each != tour.original))
        yield NONE.at(tour, "/languages", fixes.replace(NONE, "/languages", named, proposed))
        return
    once = tuple(dict.fromkeys(named))
    if once != named:
        twice = next(each for each in named if named.count(each) > 1)
        fix = fixes.replace(LISTED_TWICE, "/languages", named, once)
        yield LISTED_TWICE.at(tour, "/languages", fix, language=twice)
    elif named[0] != tour.original:
        order = (tour.original, *(each for each in named if each != tour.original))
        fix = fixes.replace(ORIGINAL_NOT_FIRST, "/languages", named, order)
        yield ORIGINAL_NOT_FIRST.at(tour, "/languages", fix, language=tour.original)


@rule(Tour, given="languages")
def tags(tour: Tour, _: Scope) -> Iterator[Issue]:
    """The languages of a tour stand in the registry of languages (BCP 47)."""
    for index, tag in enumerate(tour.languages):
        if not _is_known(tag):
            yield UNKNOWN.at(tour, f"/languages/{index}", language=tag)


@functools.lru_cache(maxsize=256)
def _is_known(tag: str) -> bool:
    return langcodes.tag_is_valid(tag)


@functools.lru_cache(maxsize=256)
def _are_known(languages: frozenset[tuple[str, ...]]) -> bool:
    return all(map(_is_known, chain.from_iterable(languages)))


@alone(Tour, Station, Guide, Medium)
def texts(document: Published, setting: Setting) -> list[Issue]:
    """Every text that there is stands in every language, and in none that there is not."""
    wanted, survey = setting.languages, setting.survey(document)
    found: list[Issue] = []
    if not survey.texts:
        return found
    all_known = _are_known(survey.languages)
    # nearly always they stand everywhere as in the tour
    if not survey.languages <= {wanted} or not all_known:
        for text in survey.texts:
            if not all_known:
                found += _unknown(document, text)
            if (text.owner, text.field) not in ELSEWHERE:
                found += _missing(document, text, wanted)
    original = wanted[0] if wanted else ""
    long = [words for words in survey.words if len(words) >= LONG]
    if len(set(long)) < len(long):
        for text in survey.texts:
            if len(text.text.get(original, "")) >= LONG:
                found += _untranslated(document, text, wanted)
    return found


def _unknown(document: Published, text: Text) -> Iterator[Issue]:
    for tag in text.text:
        if not _is_known(tag):
            yield UNKNOWN.at(document, f"{text.pointer}/{tag}", language=tag)


def _missing(document: Published, text: Text, wanted: tuple[str, ...]) -> Iterator[Issue]:
    for language in wanted:
        if language in text.text:
            continue
        if any(each in text.text for each in fallbacks(language, language)):
            code = FALLS_BACK
        elif language == wanted[0]:
            code = ORIGINAL_MISSING
        elif (text.owner, text.name) in TITLES:
            code = TITLE_MISSING
        else:
            code = TEXT_MISSING
        yield code.at(document, text.pointer, language=language, field=text.name)


def _untranslated(document: Published, text: Text, wanted: tuple[str, ...]) -> Iterator[Issue]:
    for language in wanted[1:]:
        if text.text.get(language) == text.text[wanted[0]]:
            at = f"{text.pointer}/{language}"
            yield SAME_TEXT.at(document, at, language=language, original=wanted[0], field=text.name)


@alone(Station, holding=(AudioBlock, GuideLineBlock))
def recordings(station: Station, setting: Setting) -> Iterator[Issue]:
    """What is spoken in one language is spoken in all of them."""
    survey = setting.survey(station)
    spoken: Iterable[tuple[str, Mapping[str, Any]]] = (
        *((at, block.recordings) for at, block in survey.nodes(AudioBlock) if block.spoken),
        *((at, line.recordings) for at, line in survey.nodes(GuideLineBlock)),
    )
    for at, by_language in spoken:
        if by_language:
            for language in _lacking(by_language, setting):
                yield AUDIO_MISSING.at(station, f"{at}/recordings", language=language)


@alone(Station, holding=(WordAnswer,))
def answers(station: Station, setting: Setting) -> Iterator[Issue]:
    """A word to guess can be guessed in every language."""
    for at, answer in setting.survey(station).nodes(WordAnswer):
        for language in _lacking(answer.accepted, setting):
            yield ANSWER_MISSING.at(station, f"{at}/accepted", language=language)


def _lacking(by_language: Mapping[str, Any], setting: Setting) -> Iterator[str]:
    """The languages for which not even a fallback is there."""
    if by_language.keys() >= frozenset(setting.languages):
        return
    for language in setting.languages:
        if not any(each in by_language for each in fallbacks(language, language)):
            yield language
