"""Which stops a visitor comes to, in the tour's order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tour_schema.choices import Choices, members
from tour_schema.desk_walk.options import NotWalkableError, Options
from tour_schema.desk_walk.telling import Teller, Telling
from tour_schema.place import Position
from tour_schema.scope import Scope
from tour_schema.station import Station
from tour_schema.tour import Stop, Tour


class Visit(NamedTuple):
    """A stop on the walk."""

    stop: Stop
    at: str
    """The stop's pointer in the tour."""
    station: Station | None
    position: Position | None
    telling: Telling


def language_of(tour: Tour, options: Options) -> str:
    """The language that is told in.

    Raises:
        NotWalkableError: the tour has no such language.
    """
    if options.language is None:
        return tour.original
    if options.language not in {tour.original, *tour.languages}:
        raise NotWalkableError("language", language=options.language)
    return options.language


def visits(tour: Tour, scope: Scope, options: Options) -> tuple[tuple[Visit, ...], tuple[str, ...]]:
    """The stops that are visited, and the ids of those that are left out because of steps.

    Raises:
        NotWalkableError: there is no such module, or the chosen ones do not go together.
    """
    teller = Teller(scope, language_of(tour, options), tour.original)
    taken: list[Visit] = []
    left_out: list[str] = []
    for stop, at in _stops(tour, options):
        station = scope.station_of.get(stop.id)
        if options.step_free and station is not None and station.access.step_free is False:
            left_out.append(stop.id)
        else:
            position = scope.position_of_stop(stop.id)
            taken.append(Visit(stop, at, station, position, teller.telling(stop, station)))
    return tuple(taken), tuple(left_out)


def _stops(tour: Tour, options: Options) -> Iterator[tuple[Stop, str]]:
    for number in members(_chosen(tour, options)):
        for place, stop in enumerate(tour.modules[number].stops):
            if options.optional or not stop.optional:
                yield stop, f"/modules/{number}/stops/{place}"


def chosen_modules(tour: Tour, options: Options) -> tuple[str, ...]:
    """The ids of the modules that are taken.

    Raises:
        NotWalkableError: as :func:`visits`.
    """
    return tuple(tour.modules[number].id for number in members(_chosen(tour, options)))


def _chosen(tour: Tour, options: Options) -> int:
    """The chosen modules as a set of their numbers."""
    choices, wanted = Choices(tour.modules), 0
    if options.modules is not None:
        numbers = {module.id: number for number, module in enumerate(tour.modules)}
        for name in options.modules:
            if name not in numbers:
                raise NotWalkableError("module", module=name)
            wanted |= 1 << numbers[name]
        named = choices.least(wanted)
        if named is None:
            raise NotWalkableError("modules", modules=options.modules)
        return named
    everything = (1 << len(tour.modules)) - 1
    least = choices.least()
    if least is None:
        return (
            everything  # the required modules contradict each other, which the check tells: the draft is walked whole
        )
    if options.optional:
        for number in range(len(tour.modules)):
            least = choices.least(least | 1 << number) or least
    return least
