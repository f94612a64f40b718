"""Texts and links: CommonMark without HTML, and links that may be followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel

from tour_schema import fixes
from tour_schema.base import Same
from tour_schema.guide import Guide
from tour_schema.issue import Issue, error, warning
from tour_schema.links import html, is_allowed, secured, station_of, without_html
from tour_schema.media import Medium
from tour_schema.rule import Published, alone, rule
from tour_schema.scene import OpenLink
from tour_schema.scope import Scope, Setting
from tour_schema.station import Link, Station
from tour_schema.story import LinkBlock, VideoBlock
from tour_schema.survey import Marked, Text
from tour_schema.tour import Partner, Tour

HTML: Final = error("text.html")
PICTURE: Final = error("text.picture")
LINK: Final = error("text.link")
STATION_LINK: Final = error("text.station_link")
ADDRESS: Final = error("text.address")
CONTROL: Final = error("text.control_character")
BLANK: Final = warning("text.blank")

ADDRESSES: Final[tuple[tuple[type[BaseModel], str, bool], ...]] = (
    (Link, "href", False),
    (LinkBlock, "href", True),
    (VideoBlock, "href", False),
    (OpenLink, "href", False),
    (Same, "href", False),
    (Partner, "booking", False),
)
"""Fields that hold an address, and whether a station, a number or a mail address will do."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufeff]|[\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and line feed, and signs that turn the direction of what follows."""
_ORDINARY: Final = re.compile(r"[\t\n -~\xa1-\u167f\u2010-\u2027]*")
"""Nothing but signs among which none is a control character, and none beyond ASCII a blank: a third of the time of
``isprintable``."""


@rule(Station, given="story")
def rich_text(station: Station, scope: Scope) -> Iterator[Issue]:
    """CommonMark holds no HTML and no pictures from elsewhere, and its links may be followed."""
    for text in scope.survey(station).marked:
        at, words = text.at, text.words
        found = html(words)
        if found is not None:
            cleaned = without_html(words)
            fix = fixes.replace(HTML, at, words, cleaned) if cleaned.strip() and html(cleaned) is None else None
            yield HTML.at(station, at, fix, found=found[:60], language=text.language)
        yield from _links(station, text, scope)


def _links(station: Station, text: Marked, scope: Scope) -> Iterator[Issue]:
    for link in text.links:
        if link.is_image:
            yield PICTURE.at(station, text.at, found=link.target[:80])
        elif not is_allowed(link.target):
            meant = secured(link.target)
            fix = None
            if meant is not None:
                fix = fixes.replace(LINK, text.at, text.words, text.words.replace(link.target, meant))
            yield LINK.at(station, text.at, fix, found=link.target[:80], meant=meant or "")
    for link in text.links:
        target = station_of(link.target)
        if target is not None and scope.station(target) is None:
            yield STATION_LINK.at(station, text.at, id=target)


@rule(Tour, Station, holding=tuple(model for model, _, _ in ADDRESSES))
def addresses(document: Published, scope: Scope) -> Iterator[Issue]:
    """Addresses beside the text are on the web, encrypted, and lead to what is there."""
    survey = scope.survey(document)
    for model, field, anything in ADDRESSES:
        for at, node in survey.nodes(model):
            address = getattr(node, field)
            if address is None:
                continue
            if not is_allowed(address) or not (anything or address.lower().startswith("https:")):
                meant = secured(address)
                where = f"{at}/{field}"
                fix = fixes.replace(ADDRESS, where, address, meant) if meant else None
                yield ADDRESS.at(document, where, fix, found=address[:80], meant=meant or "")
            elif anything:
                target = station_of(address)
                if target is not None and scope.station(target) is None:
                    yield STATION_LINK.at(document, f"{at}/{field}", id=target)


@alone(Tour, Station, Guide, Medium)
def characters(document: Published, setting: Setting) -> list[Issue]:
    """A text holds no invisible control characters, and says something."""
    survey = setting.survey(document)
    words = survey.words
    # nearly always two steps of C are enough: none begins with a blank, and no sign is out of the ordinary
    if not words or (min(words) >= "!" and _ORDINARY.fullmatch("".join(words))):
        return []
    return [
        issue for text in survey.texts for language in text.text for issue in _odd(document, text, language, setting)
    ]


def _odd(document: Published, text: Text, language: str, setting: Setting) -> Iterator[Issue]:
    at, words = f"{text.pointer}/{language}", text.text[language]
    found = _CONTROL.search(words)
    if not words.strip():
        # without a title there would be an error where there was a warning
        spare = text.name not in {"title", "name"} and language != setting.languages[0]
        fix = fixes.remove(BLANK, at, words) if spare else None
        yield BLANK.at(document, at, fix, field=text.name, language=language)
    elif found is not None:
        cleaned = _CONTROL.sub(" ", words.replace("\r\n", "\n"))
        fix = fixes.replace(CONTROL, at, words, cleaned) if cleaned.strip() else None
        sign = f"U+{ord(found[0]):04X}"
        yield CONTROL.at(document, at, fix, field=text.name, language=language, found=sign)
