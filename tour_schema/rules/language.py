"""Languages: what is told in one language of a tour is told in all of them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import langcodes

from tour_schema import fixes
from tour_schema.guide import Guide
from tour_schema.issue import Issue, error, hint, warning
from tour_schema.media import Medium
from tour_schema.rule import Published, rule
from tour_schema.scope import Scope
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


@rule(Tour, Station, Guide, Medium)
def tags(document: Published, scope: Scope) -> Iterator[Issue]:
    """Language tags are spelled rightly and stand in the registry of languages (BCP 47)."""
    seen = scope.survey(document).languages
    for tag in sorted(seen):
        if not _is_known(tag):
            first = next(text for text in scope.survey(document).texts if tag in text.text)
            yield UNKNOWN.at(document, f"{first.pointer}/{tag}", language=tag)
    if isinstance(document, Tour):
        for index, tag in enumerate(document.languages):
            if tag not in seen and not _is_known(tag):
                yield UNKNOWN.at(document, f"/languages/{index}", language=tag)


@functools.lru_cache(maxsize=256)
def _is_known(tag: str) -> bool:
    return langcodes.tag_is_valid(tag)


@rule(Tour, Station, Guide, Medium)
def texts(document: Published, scope: Scope) -> Iterator[Issue]:
    """Every text that there is stands in every language."""
    wanted = scope.languages
    all_of_them = frozenset(wanted)
    for text in scope.survey(document).texts:
        if not text.text.keys() >= all_of_them and (type(text.owner), text.name) not in ELSEWHERE:
            yield from _missing(document, text, wanted)
        if len(text.text) > 1:
            yield from _untranslated(document, text, wanted)


def _missing(document: Published, text: Text, wanted: tuple[str, ...]) -> Iterator[Issue]:
    for language in wanted:
        if language in text.text:
            continue
        if any(each in text.text for each in fallbacks(language, language)):
            code = FALLS_BACK
        elif language == wanted[0]:
            code = ORIGINAL_MISSING
        elif (type(text.owner), text.name) in TITLES:
            code = TITLE_MISSING
        else:
            code = TEXT_MISSING
        yield code.at(document, text.pointer, language=language, field=text.name)


def _untranslated(document: Published, text: Text, wanted: tuple[str, ...]) -> Iterator[Issue]:
    original = text.text.get(wanted[0], "")
    if len(original) < LONG:
        return
    for language in wanted[1:]:
        if text.text.get(language) == original:
            at = f"{text.pointer}/{language}"
            yield SAME_TEXT.at(document, at, language=language, original=wanted[0], field=text.name)


@rule(Station, holding=(AudioBlock, GuideLineBlock))
def recordings(station: Station, scope: Scope) -> Iterator[Issue]:
    """What is spoken in one language is spoken in all of them."""
    survey = scope.survey(station)
    spoken: Iterable[tuple[str, Mapping[str, Any]]] = (
        *((at, block.recordings) for at, block in survey.nodes(AudioBlock) if block.spoken),
        *((at, line.recordings) for at, line in survey.nodes(GuideLineBlock)),
    )
    for at, by_language in spoken:
        if by_language:
            for language in _lacking(by_language, scope):
                yield AUDIO_MISSING.at(station, f"{at}/recordings", language=language)


@rule(Station, holding=(WordAnswer,))
def answers(station: Station, scope: Scope) -> Iterator[Issue]:
    """A word to guess can be guessed in every language."""
    for at, answer in scope.survey(station).nodes(WordAnswer):
        for language in _lacking(answer.accepted, scope):
            yield ANSWER_MISSING.at(station, f"{at}/accepted", language=language)


def _lacking(by_language: Mapping[str, Any], scope: Scope) -> Iterator[str]:
    """The languages for which not even a fallback is there."""
    for language in scope.languages:
        if not any(each in by_language for each in fallbacks(language, language)):
            yield language
