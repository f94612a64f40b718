"""Hours: opening hours that can be read, and a season in which something is open."""

from __future__ import annotations

import functools
import re
import zoneinfo
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from opening_hours import OpeningHours, validate

from tour_schema import fixes
from tour_schema.days import in_year
from tour_schema.issue import Issue, error, warning
from tour_schema.rule import alone, rule
from tour_schema.scope import Scope, Setting, title_of
from tour_schema.station import Station
from tour_schema.tour import Partner, Tour

INVALID: Final = error("hours.invalid")
NO_PLACE: Final = frozenset({"localtime", "posixrules", "Factory"})
"""Files that lie among the zones of a machine, and mean another zone on another."""

NO_ZONE: Final = error("hours.time_zone_missing")
ZONE: Final = error("hours.time_zone_unknown")
SEASON: Final = error("hours.season_invalid")
CLOSED: Final = error("hours.closed_all_season")
OPENS_LATE: Final = warning("hours.opens_after_season_start")
CLOSES_EARLY: Final = warning("hours.closes_before_season_end")
MEETS: Final = warning("hours.partner_meets")

STRETCH: Final = timedelta(days=14)
"""Closed for so long at either end, the season and the hours do not fit."""
ZONES: Final = {"DE": "Europe/Berlin", "AT": "Europe/Vienna", "CH": "Europe/Zurich", "LI": "Europe/Vaduz"}
_MOMENT: Final = re.compile(r"(?<![-\d:])(\d{1,2}:\d{2})(?![-+\d:])")
"""A time that is neither the beginning nor the end of a span."""


class Openings(NamedTuple):
    """When a place is open within a season."""

    first: date | None
    """The first open day, ``None`` where there is none."""
    late: bool
    """Nothing is open in the first fortnight."""
    early: bool
    """Nothing is open in the last fortnight."""


@alone(Station)
def opening_hours(station: Station, setting: Setting) -> Iterator[Issue]:
    """Opening hours can be read, say where their clock stands, and fit the season."""
    hours, zone = station.facts.opening_hours, station.facts.time_zone
    title = title_of(station.title, station.original)
    if zone is not None and not is_zone(zone):
        yield ZONE.at(station, "/facts/time_zone", found=zone[:60])
    if hours is None:
        return
    at = "/facts/opening_hours"
    if not is_readable(hours):
        yield INVALID.at(station, at, found=hours[:120], title=title)
        return
    if zone is None:
        country = station.place.address.country if station.place.address else None
        proposed = ZONES.get(country or "")
        fix = None
        if proposed:
            fix = fixes.add(NO_ZONE, "/facts/time_zone", proposed, beside=at, there=hours)
        yield NO_ZONE.at(station, at, fix, proposed=proposed or "", title=title)
    if setting.season is not None:
        yield from _in_season(station, at, openings(hours, *setting.season), setting.season, title)


def _in_season(station: Station, at: str, found: Openings, days: tuple[date, date], title: str) -> Iterator[Issue]:
    first, last = (day.isoformat() for day in days)
    if found.first is None:
        yield CLOSED.at(station, at, title=title, start=first, end=last)
    elif found.late:
        yield OPENS_LATE.at(station, at, title=title, start=first, opens=found.first.isoformat())
    elif found.early:
        yield CLOSES_EARLY.at(station, at, title=title, end=last)


@functools.lru_cache(maxsize=1024)
def openings(hours: str, first: date, last: date) -> Openings:
    """When readable opening hours are open between two days, both included."""
    expression = OpeningHours(hours, max_interval_days=800)
    opens = _next_open(expression, first, last)
    early = last - STRETCH > first and _next_open(expression, last - STRETCH, last) is None
    return Openings(opens, opens is not None and opens - first > STRETCH, early)


def _next_open(expression: OpeningHours, first: date, last: date) -> date | None:
    """The first day from ``first`` to ``last`` on which it is open, or may be."""
    moment = datetime.combine(first, time())
    end = datetime.combine(last, time(23, 59))
    if expression.is_closed(moment):
        change = expression.next_change(moment)
        if change is None or change > end:
            return None
        moment = change
    return moment.date()


@functools.lru_cache(maxsize=1024)
def is_readable(hours: str) -> bool:
    """Whether it is OpenStreetMap ``opening_hours`` syntax."""
    return validate(hours)


@functools.lru_cache(maxsize=64)
def is_zone(name: str) -> bool:
    """Whether it is a time zone of the IANA database, and no name for whatever a machine is set to."""
    if name in NO_PLACE:
        return False
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@rule(Tour, given="season")
def season(tour: Tour, _: Scope) -> Iterator[Issue]:
    """The season begins and ends on days that there are."""
    if tour.season is not None:
        for field, day in (("from", tour.season.from_), ("to", tour.season.to)):
            if in_year(day, 2024) is None:
                yield SEASON.at(tour, f"/season/{field}", found=day)


@rule(Tour, given="partners")
def partners(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """When a guided tour meets can be read by a machine; a moment (``Sa 11:00``) will do."""
    for at, partner in scope.survey(tour).nodes(Partner):
        if partner.meets is not None and not is_readable(_MOMENT.sub(r"\1+", partner.meets)):
            yield MEETS.at(tour, f"{at}/meets", found=partner.meets[:120], name=partner.name)
