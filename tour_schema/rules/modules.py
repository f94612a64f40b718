"""Modules: every allowed choice has a start and an end, and speaks of nothing that was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tour_schema import fixes
from tour_schema.choices import Choices, members
from tour_schema.issue import Issue, error, hint, warning
from tour_schema.links import stations_linked
from tour_schema.rule import rule
from tour_schema.scope import Scope, title_of
from tour_schema.tour import Module, Stop, Tour

NONE: Final = error("modules.none")
EMPTY: Final = error("modules.empty")
CYCLE: Final = error("modules.cycle")
CONTRADICTION: Final = error("modules.contradiction")
NEVER: Final = error("modules.never_allowed")
NO_START: Final = error("modules.no_start")
DEAD_REFERENCE: Final = warning("modules.dead_reference")
NOT_IN_TOUR: Final = hint("modules.station_not_in_tour")
ORDER: Final = warning("modules.order")
NO_LEG: Final = hint("modules.no_leg")
NO_BRIDGE: Final = hint("modules.bridge_missing")

_WORD: Final = re.compile(r"\w+")


def _name(tour: Tour, number: int) -> str | int:
    return title_of(tour.modules[number].title, tour.original) or number + 1


@rule(Tour)
def shape(tour: Tour, _: Scope) -> Iterator[Issue]:
    """There is something to choose, and something in it."""
    if not tour.modules:
        yield NONE.at(tour, "/modules")
    for index, module in enumerate(tour.modules):
        if not module.stops:
            at = f"/modules/{index}"
            named = any(module.id in {*other.after, *other.not_with} for other in tour.modules)
            fix = fixes.remove(EMPTY, at, module) if len(tour.modules) > 1 and not named else None
            yield EMPTY.at(tour, at, fix, title=_name(tour, index))


@rule(Tour)
def allowed(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """The conditions of the modules can be met: as a whole, and for each module."""
    choices = scope.choices
    circle = choices.cycle()
    if circle is not None:
        number, other = circle
        place = tour.modules[number].after.index(tour.modules[other].id)
        at = f"/modules/{number}/after/{place}"
        fix = fixes.remove(CYCLE, at, tour.modules[other].id)
        yield CYCLE.at(tour, at, fix, title=_name(tour, number), other=_name(tour, other))
        return
    least = choices.least()
    if least is None:
        required = tuple(members(choices.required))
        names = tuple(_name(tour, number) for number in required)
        yield CONTRADICTION.at(tour, f"/modules/{required[0]}", titles=names)
        return
    for number in range(len(tour.modules)):
        if choices.least(1 << number) is None:
            yield NEVER.at(tour, f"/modules/{number}", title=_name(tour, number))
    yield from _starts(tour, choices, least)
    yield from _order(tour)


def _starts(tour: Tour, choices: Choices, least: int) -> Iterator[Issue]:
    """Every allowed choice has a stop that nobody may skip: where it begins, and where it ends.

    It is enough to look at the least choices: every other one contains one of them.
    """
    compulsory = [any(not stop.optional for stop in module.stops) for module in tour.modules]
    starting = [least] if least else [choices.least(1 << number) or 0 for number in range(len(tour.modules))]
    told: set[int] = set()
    for chosen in starting:
        if chosen and chosen not in told and not any(compulsory[number] for number in members(chosen)):
            told.add(chosen)
            numbers = list(members(chosen))
            if any(tour.modules[number].stops for number in numbers):
                names = tuple(_name(tour, number) for number in numbers)
                yield NO_START.at(tour, f"/modules/{numbers[0]}/stops", titles=names, count=len(names))


def _order(tour: Tour) -> Iterator[Issue]:
    """What comes after another module stands behind it."""
    place = {module.id: number for number, module in enumerate(tour.modules)}
    for number, module in enumerate(tour.modules):
        for index, name in enumerate(module.after):
            if place.get(name, -1) > number:
                at = f"/modules/{number}/after/{index}"
                yield ORDER.at(tour, at, title=_name(tour, number), other=_name(tour, place[name]))


@rule(Tour)
def references(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """No text of a module speaks of a station that a visitor may have left out."""
    where: dict[str, int] = {}
    for number, module in enumerate(tour.modules):
        for stop in module.stops:
            where[stop.station] = where.get(stop.station, 0) | 1 << number
    is_told = any(stop.intro or stop.bridge for stop, _ in scope.stops)
    titles = _titles(scope) if is_told else {}
    for number, module in enumerate(tour.modules):
        chosen = scope.choices.least(1 << number)
        if chosen is None:
            continue
        for at, station, is_link in _spoken_of(number, module, scope, titles):
            modules = where.get(station, 0)
            target = scope.station(station)
            if target is None or modules & chosen:
                continue
            title = title_of(target.title, target.original) or station
            if modules:
                there = next(members(modules))
                yield DEAD_REFERENCE.at(tour, at, title=title, module=_name(tour, number), other=_name(tour, there))
            elif is_link:
                yield NOT_IN_TOUR.at(tour, at, title=title)


def _titles(scope: Scope) -> dict[str, list[tuple[str, str]]]:
    """The titles of the tour's stations by their first word; single short words name too many other things."""
    found: dict[str, list[tuple[str, str]]] = {}
    for station in scope.stations:
        for title in set(station.title.values()):
            first = _WORD.search(title)
            if first is not None and len(title) >= 8:
                found.setdefault(first[0], []).append((title, station.id))
    return found


def _spoken_of(
    number: int, module: Module, scope: Scope, titles: dict[str, list[tuple[str, str]]]
) -> Iterator[tuple[str, str, bool]]:
    """Where a module speaks of a station: the pointer in the tour, the station, and whether it is a link."""
    for place, stop in enumerate(module.stops):
        at = f"/modules/{number}/stops/{place}"
        station = scope.station(stop.station)
        if station is not None:
            for target in scope.links(station):
                yield f"{at}/station", target, True
        if not stop.intro and not stop.bridge:
            continue
        named: set[str] = set()
        for field, text in (("intro", stop.intro), ("bridge", stop.bridge)):
            for words in text.values():
                for target in (*_named(words, titles), *stations_linked(words)):
                    if target not in named:
                        named.add(target)
                        yield f"{at}/{field}", target, False


def _named(text: str, titles: dict[str, list[tuple[str, str]]]) -> Iterator[str]:
    for word in set(_WORD.findall(text)):
        for title, station in titles.get(word, ()):
            if title in text:
                yield station


@rule(Tour)
def transitions(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """Whatever stop can come next is announced, and there is a way to it."""
    legs = {(leg.from_, leg.to) for leg in tour.route.legs}
    for at, stop, followers in _followers(tour, scope.choices):
        if followers and not stop.bridge:
            yield NO_BRIDGE.at(tour, f"{at}/bridge", title=scope.title_of_stop(stop.id))
        if not legs:
            continue
        for following in followers[:1] if tour.play.order == "free" else followers:
            if (stop.id, following) not in legs and not scope.told_anywhere(following):
                here, there = scope.title_of_stop(stop.id), scope.title_of_stop(following)
                yield NO_LEG.at(tour, at, start=here, end=there)


def _followers(tour: Tour, choices: Choices) -> Iterator[tuple[str, Stop, list[str]]]:
    """Each stop with the stops that can come next in some allowed choice, in the order of the tour."""
    filled = [number for number, module in enumerate(tour.modules) if module.stops]
    for number in filled:
        stops = tour.modules[number].stops
        for place, stop in enumerate(stops):
            at = f"/modules/{number}/stops/{place}"
            if place + 1 < len(stops):
                yield at, stop, [stops[place + 1].id]
            else:
                later = (other for other in filled if other > number and choices.can_follow(number, other))
                yield at, stop, [tour.modules[other].stops[0].id for other in later]
