"""What a rule may know beside the document that it judges: the day, the tour, and what ids lead to."""

from __future__ import annotations

import statistics
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from tour_schema.choices import Choices
from tour_schema.days import season_on
from tour_schema.document import Document
from tour_schema.earth import Box, bounds, is_on_earth
from tour_schema.guide import Guide
from tour_schema.links import station_of
from tour_schema.manifest import ResolvedTour
from tour_schema.media import Medium
from tour_schema.place import Position
from tour_schema.station import Station
from tour_schema.story import GuideLineBlock, LinkBlock
from tour_schema.survey import survey_of
from tour_schema.text import LocalizedText
from tour_schema.tour import Stop, Tour


class Resolver(Protocol):
    """Finds documents by their id."""

    def find(self, id: str, /) -> Document | None:  # noqa: A002 - the format's own name for it
        """The document with that id, or ``None``."""
        ...


class Documents:
    """A resolver over documents that are in memory."""

    def __init__(self, *documents: Document) -> None:
        self._by_id: dict[str, Document] = {each.id: each for each in documents if not isinstance(each, ResolvedTour)}

    def find(self, id: str, /) -> Document | None:  # noqa: A002 - as Resolver
        """The document with that id, or ``None``."""
        return self._by_id.get(id)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a house puts on its own works, where the tour itself does not say what is usual."""

    licence: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document is judged by alone: no other document can be found from here."""

    languages: tuple[str, ...]
    """The languages that everything has to be complete in, the original first."""
    on: date
    season: tuple[date, date] | None
    """First and last day of the tour's season that runs, or comes next; ``None`` where there is none, or no tour."""
    in_tour: bool
    """Whether the document is judged with its tour."""
    licence: str | None = None
    """The licence that is usual beside the document: the tour's, else its stations', else the house's."""
    credit: str | None = None
    """Who is usually named beside the document."""

    survey = staticmethod(survey_of)


class Scope:
    """One check: its subject, what the subject leads to, and the day on which it is judged.

    The subject is what was handed to ``check``; with it everything is judged that would be published
    with it: a tour's stations, their guides and media.
    """

    def __init__(self, subject: Document, resolver: Resolver, on: date, usual: Usual | None = None) -> None:
        self.subject = subject
        self.on = on
        self._usual = usual or Usual()
        self._resolver = resolver
        self._found: dict[str, Document | None] = {}

    def find(self, id: str) -> Document | None:  # noqa: A002 - as Resolver
        """The document with that id, asked for once in a check."""
        if id not in self._found:
            self._found[id] = self._resolver.find(id)
        return self._found[id]

    def medium(self, id: str | None) -> Medium | None:  # noqa: A002 - as Resolver
        """The medium with that id; ``None`` where there is none or it is something else."""
        found = None if id is None else self.find(id)
        return found if isinstance(found, Medium) else None

    def guide(self, id: str | None) -> Guide | None:  # noqa: A002 - as Resolver
        """The guide with that id; ``None`` where there is none or it is something else."""
        found = None if id is None else self.find(id)
        return found if isinstance(found, Guide) else None

    def station(self, id: str) -> Station | None:  # noqa: A002 - as Resolver
        """The station with that id; ``None`` where there is none or it is something else."""
        found = self.find(id)
        return found if isinstance(found, Station) else None

    survey = staticmethod(survey_of)

    @cached_property
    def setting(self) -> Setting:
        """What documents are judged by alone."""
        tour, usual = self.tour, self._usual
        if tour is None:
            return Setting(self.languages, self.on, None, in_tour=False, licence=usual.licence, credit=usual.credit)
        licence = tour.licence or _commonest(station.licence for station in self.stations) or usual.licence
        credit = tour.credit or _commonest(station.credit for station in self.stations) or usual.credit
        season = None if tour.season is None else season_on(tour.season, self.on)
        return Setting(self.languages, self.on, season, in_tour=True, licence=licence, credit=credit)

    def links(self, station: Station) -> tuple[str, ...]:
        """The ids of the stations that a station's story links to, each once."""
        survey = self.survey(station)
        targets = [link.target for text in survey.marked for link in text.links]
        targets += [block.href for _, block in survey.nodes(LinkBlock) if block.href is not None]
        return tuple(dict.fromkeys([found for each in targets if (found := station_of(each)) is not None]))

    @cached_property
    def tour(self) -> Tour | None:
        """The tour that is judged, if it is one."""
        return self.subject if isinstance(self.subject, Tour) else None

    @cached_property
    def stations(self) -> tuple[Station, ...]:
        """The stations that are judged, each once, in the order of the stops."""
        if isinstance(self.subject, Station):
            return (self.subject,)
        ids = dict.fromkeys(stop.station for stop, _ in self.stops)
        return tuple(station for station in map(self.station, ids) if station is not None)

    @cached_property
    def stops(self) -> tuple[tuple[Stop, str], ...]:
        """The tour's stops with their pointers."""
        modules = self.tour.modules if self.tour else ()
        return tuple(
            (stop, f"/modules/{number}/stops/{place}")
            for number, module in enumerate(modules)
            for place, stop in enumerate(module.stops)
        )

    @cached_property
    def station_of(self) -> dict[str, Station]:
        """The station at each stop, by the stop's id; a stop whose station is not found is not in it."""
        found = ((stop.id, self.station(stop.station)) for stop, _ in self.stops)
        return {stop: station for stop, station in found if station is not None}

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """The positions of the stations that have one on Earth."""
        known = (station.place.position for station in self.stations)
        return tuple(each for each in known if each is not None and is_on_earth(each))

    @cached_property
    def middle(self) -> Position | None:
        """The median of the tour's positions, ``None`` where there are too few to trust it."""
        known = self.positions
        if len(known) < 3:
            return None
        return statistics.median(lon for lon, _ in known), statistics.median(lat for _, lat in known)

    @cached_property
    def choices(self) -> Choices:
        """The allowed choices of the tour's modules."""
        return Choices(self.tour.modules if self.tour else ())

    @cached_property
    def boxes(self) -> tuple[Box | None, ...]:
        """Of each leg of the tour west, south, east and north of its line; ``None`` where it has none."""
        legs = self.tour.route.legs if self.tour else ()
        return tuple(bounds(leg.geometry.coordinates) if leg.geometry.coordinates else None for leg in legs)

    def position_of_stop(self, stop: str) -> Position | None:
        """Where the station of a stop is, ``None`` where it is not known or not on Earth."""
        return self._position_of.get(stop)

    @cached_property
    def _position_of(self) -> dict[str, Position]:
        known = ((stop, station.place.position) for stop, station in self.station_of.items())
        return {stop: position for stop, position in known if position is not None and is_on_earth(position)}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {stop.id: number for number, (stop, _) in enumerate(self.stops, start=1)}

    def title_of_stop(self, stop: str) -> str | int:
        """What to call a stop in a sentence: its station's title, else its number in the tour, else its id."""
        station = self.station_of.get(stop)
        title = "" if station is None else title_of(station.title, station.original)
        return title or self._numbers.get(stop, stop)

    def told_anywhere(self, stop: str) -> bool:
        """Whether no way leads to a stop, because its station has no place on purpose."""
        station = self.station_of.get(stop)
        return station is not None and station.told_anywhere

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """Everything that is judged, the subject first, then stations, guides and media, each once."""
        first = dict.fromkeys([self.subject.id]) if not isinstance(self.subject, ResolvedTour) else {}
        found: dict[str, Document] = dict.fromkeys(first, self.subject)
        for station in self.stations:
            found.setdefault(station.id, station)
        for guide in self._guides(tuple(found.values())):
            found.setdefault(guide.id, guide)
        waiting = list(found.values())
        for document in waiting:
            for use in self.survey(document).uses:
                if use.medium not in found and (medium := self.medium(use.medium)) is not None:
                    found[medium.id] = medium
                    waiting.append(medium)
        return tuple(found.values())

    def _guides(self, documents: tuple[Document, ...]) -> Iterator[Guide]:
        ids = [self.tour.guide] if self.tour else []
        for document in documents:
            ids += [line.guide for _, line in self.survey(document).nodes(GuideLineBlock)]
        for each in dict.fromkeys(ids):
            guide = self.guide(each)
            if guide is not None:
                yield guide

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that everything has to be complete in.

        A tour's own; for anything judged alone those of its title, its original first.
        """
        subject = self.subject
        if isinstance(subject, Tour):
            return tuple(dict.fromkeys((subject.original, *subject.languages)))
        if isinstance(subject, Station):
            return tuple(dict.fromkeys((subject.original, *subject.title)))
        if isinstance(subject, Guide):
            return tuple(dict.fromkeys((subject.original, *subject.name)))
        named = (subject.title, subject.alt, subject.transcript) if isinstance(subject, Medium) else ()
        return tuple(dict.fromkeys(tag for text in named for tag in text))


def _commonest(found: Iterable[str | None]) -> str | None:
    """What is said most often, the first of equals; ``None`` where nobody says anything."""
    counted = Counter(each for each in found if each)
    return max(counted, key=counted.__getitem__, default=None)


def name_of_medium(medium: Medium, setting: Setting) -> str:
    """What to call a medium in a sentence: its title, else the beginning of what it shows; may be empty."""
    if not setting.languages:
        return ""
    return title_of(medium.title, setting.languages[0]) or _beginning(title_of(medium.alt, setting.languages[0]))


def _beginning(text: str) -> str:
    """The first words of a text, some 50 letters."""
    return textwrap.shorten(text, 50, placeholder=" …") if " " in text[:50] else text[:50]


def title_of(text: LocalizedText, original: str) -> str:
    """What to call something in a sentence: its title in the original language, else in any; may be empty."""
    return text.get(original) or next(iter(text.values()), "")
