"""Completeness: what a visitor takes for granted is there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from tour_schema import fixes
from tour_schema.guide import Guide
from tour_schema.issue import Issue, error, hint, warning
from tour_schema.pace import CHARACTERS_A_SECOND
from tour_schema.rule import alone, rule
from tour_schema.scene import GuideContent, LabelContent
from tour_schema.scope import Scope, Setting, title_of
from tour_schema.station import Station
from tour_schema.story import AnecdoteBlock, Block, GuideLineBlock, LinkBlock, QuoteBlock, TextBlock
from tour_schema.tour import Module, Tour

TITLE: Final = error("complete.title")
NAME: Final = error("complete.name")
MODULE_TITLE: Final = error("complete.module_title")
SUMMARY: Final = hint("complete.summary")
COVER: Final = hint("complete.cover")
STORY: Final = warning("complete.story")
BLOCK: Final = warning("complete.block")
GUIDE: Final = error("complete.guide")
LINE: Final = warning("complete.guide_content")
DURATION: Final = hint("complete.duration")

SAYS: Final[dict[type[Block], str]] = {
    TextBlock: "text",
    AnecdoteBlock: "text",
    QuoteBlock: "text",
    GuideLineBlock: "text",
    LinkBlock: "href",
}
"""The field without which a block says nothing."""


@alone(Tour, Station, Guide)
def titles(document: Tour | Station | Guide, _: Setting) -> Iterator[Issue]:
    """Everything that stands in a list has a name."""
    if isinstance(document, Guide):
        if not document.name:
            yield NAME.at(document, "/name", kind=document.kind)
    elif not document.title:
        yield TITLE.at(document, "/title", kind=document.kind)


@rule(Tour)
def module_titles(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """A module has a title as soon as there is more than one to choose from."""
    if len(tour.modules) > 1:
        for at, module in scope.survey(tour).nodes(Module):
            if not module.title:
                yield MODULE_TITLE.at(tour, f"{at}/title", id=module.id)


@rule(Tour)
def presentation(tour: Tour, _: Scope) -> Iterator[Issue]:
    """A tour is announced by a teaser and a cover picture."""
    if not tour.teaser:
        yield SUMMARY.at(tour, "/teaser", field="teaser", title=title_of(tour.title, tour.original))
    if tour.cover is None:
        yield COVER.at(tour, "/cover", title=title_of(tour.title, tour.original))


@alone(Station)
def content(station: Station, setting: Setting) -> Iterator[Issue]:
    """A station tells something, and no block of it is empty."""
    title = title_of(station.title, station.original)
    if not station.summary:
        yield SUMMARY.at(station, "/summary", field="summary", title=title)
    if not station.story:
        yield STORY.at(station, "/story", title=title)
    if station.duration_s is None and setting.in_tour:
        lasts = _lasts(station, setting)
        fix = fixes.add(DURATION, "/duration_s", lasts, beside="/id", there=station.id) if lasts else None
        yield DURATION.at(station, "/duration_s", fix, title=title, proposed=lasts)
    for index, block in enumerate(station.story):
        field = SAYS.get(type(block))
        if field is not None and not getattr(block, field):
            at = f"/story/{index}"
            yield BLOCK.at(station, at, fixes.remove(BLOCK, at, block), block=block.kind)


def _lasts(station: Station, setting: Setting) -> int:
    """How long the story's texts take to be read, in seconds and whole minutes; 0 where there is nothing to read."""
    texts = (each.text for each in setting.survey(station).texts if each.pointer.startswith("/story/"))
    letters = sum(len(text.get(station.original, "")) for text in texts)
    return 60 * math.ceil(letters / CHARACTERS_A_SECOND / 60)


@rule(Station, holding=(GuideLineBlock, GuideContent, LabelContent))
def speakers(station: Station, scope: Scope) -> Iterator[Issue]:
    """Whatever the guide says is said by some guide."""
    survey = scope.survey(station)
    for at, line in survey.nodes(GuideLineBlock):
        if line.guide is None and scope.tour is not None and scope.tour.guide is None:
            yield GUIDE.at(station, at, title=title_of(station.title, station.original))
    for at, content_ in survey.nodes(GuideContent):
        if content_.line is None:
            yield LINE.at(station, at, kind="guide")
    for at, label in survey.nodes(LabelContent):
        if not label.text:
            yield LINE.at(station, at, kind="label")
