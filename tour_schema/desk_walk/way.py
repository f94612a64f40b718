"""The way of a walk: where the visitor is in every second of it, walking or standing."""

from __future__ import annotations

import heapq
import itertools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tour_schema.desk_walk.options import NotWalkableError, Options
from tour_schema.desk_walk.visits import Visit
from tour_schema.earth import distance_m, is_on_earth, length_m
from tour_schema.pace import PACE_M_S, lasts_s
from tour_schema.place import Position
from tour_schema.scope import Scope
from tour_schema.tour import Leg, Tour

LONGEST_S: Final = 48 * 3600
"""Nobody walks longer, and no server computes longer."""
MOST_STOPS: Final = 500
MOST_LEGS: Final = 1_000


class Stretch(NamedTuple):
    """A part of a walk: on the way to a visit, or standing there."""

    visit: int | None
    """The visit's number; ``None`` on the way onward from the last."""
    line: tuple[Position, ...]
    """One position where the visitor stands."""
    seconds: int
    standing: bool = False
    origin: int | None = None
    """On the way: the visit that it began at; ``None`` on a track."""
    legs: tuple[int, ...] = ()
    """The numbers of the route's legs that are walked; none where the way is a beeline, or a track's."""
    metres: float = 0.0


def on_route(tour: Tour, scope: Scope, visits: Sequence[Visit], options: Options) -> tuple[Stretch, ...]:
    """The visits, one after the other, and the ways between them.

    Raises:
        NotWalkableError: no visit has a position, or it all takes longer than two days.
    """
    if len(visits) > MOST_STOPS or len(tour.route.legs) > MOST_LEGS:
        raise NotWalkableError("too_many", stops=MOST_STOPS, legs=MOST_LEGS)
    roads = Roads(tour, scope, visits, options)
    starts = [roads.start_at(number) for number in range(len(visits))]
    here = next((start for start in starts if start is not None), None)
    if here is None:
        raise NotWalkableError("nowhere")
    stretches: list[Stretch] = []
    last: int | None = None
    for number, (visit, start) in enumerate(zip(visits, starts, strict=True)):
        way = None if last is None else roads.between(last, number, here)
        if way is not None:
            stretches.append(way)
            here = way.line[-1]
        if way is not None or (last is None and start is not None):
            last = number
        # What is told anywhere is told where one is.
        stretches.append(Stretch(number, (here,), visit.telling.stay_s, standing=True))
    return bounded(stretches)


def bounded(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    """The stretches, where they do not take too long altogether."""
    seconds = sum(each.seconds for each in stretches)
    if seconds > LONGEST_S:
        raise NotWalkableError("too_long", hours=round(seconds / 3600), limit=LONGEST_S // 3600)
    return tuple(stretches)


class Road(NamedTuple):
    """A leg as it can be walked."""

    number: int
    to: str
    line: tuple[Position, ...]
    """As it is drawn, else straight between its stops; empty where they are not known."""
    metres: float
    seconds: int
    has_steps: bool


class Roads:
    """The legs of a tour as a net in which the way from stop to stop is found."""

    def __init__(self, tour: Tour, scope: Scope, visits: Sequence[Visit], options: Options) -> None:
        self._visits = visits
        self._step_free = options.step_free
        self._pace = pace_of(tour, options)
        self._roads = [_road(number, tour, scope, options) for number in range(len(tour.route.legs))]
        self._from: defaultdict[str, list[Road]] = defaultdict(list)
        for leg, road in zip(tour.route.legs, self._roads, strict=True):
            self._from[leg.from_].append(road)

    def start_at(self, number: int) -> Position | None:
        """Where a walk begins with a visit: where the leg onward begins, else at the station."""
        roads = self._from[self._visits[number].stop.id] if number + 1 < len(self._visits) else []
        lines = (road.line for road in roads if road.to == self._visits[number + 1].stop.id)
        return next((line[0] for line in lines if line), self._visits[number].position)

    def between(self, one: int, other: int, here: Position) -> Stretch | None:
        """The way from visit to visit, by legs where there are any, else straight; ``None`` where it leads nowhere."""
        legs = self._found(self._visits[one].stop.id, self._visits[other].stop.id)
        if legs is not None:
            roads = [self._roads[leg] for leg in legs]
            line = tuple(itertools.chain((here,), *(road.line for road in roads)))
            seconds, metres = sum(road.seconds for road in roads), sum(road.metres for road in roads)
            return Stretch(other, line, seconds, origin=one, legs=legs, metres=metres)
        end = self._visits[other].position
        if end is None:
            return None
        metres = distance_m(here, end)
        return Stretch(other, (here, end), seconds_for(metres, self._pace), origin=one, metres=metres)

    def _found(self, start: str, end: str) -> tuple[int, ...] | None:
        """The quickest legs from stop to stop (Dijkstra, 1959); with steps only where there is no other way."""
        waiting: list[tuple[int, int, str, tuple[int, ...]]] = [(0, 0, start, ())]
        done: set[str] = set()
        while waiting:
            steps, seconds, stop, legs = heapq.heappop(waiting)
            if stop == end:
                return legs
            if stop not in done:
                done.add(stop)
                for road in self._from[stop]:
                    more = steps + (self._step_free and road.has_steps)
                    heapq.heappush(waiting, (more, seconds + road.seconds, road.to, (*legs, road.number)))
        return None


def _road(number: int, tour: Tour, scope: Scope, options: Options) -> Road:
    leg = tour.route.legs[number]
    drawn = tuple((each[0], each[1]) for each in leg.geometry.coordinates)
    if len(drawn) < 2 or not all(map(is_on_earth, drawn)):
        ends = scope.position_of_stop(leg.from_), scope.position_of_stop(leg.to)
        drawn = tuple(each for each in ends if each is not None)
    metres = leg.distance_m or length_m(drawn)
    stated = options.speed_m_s is None and leg.duration_s is not None
    seconds = round(lasts_s(leg, tour.mode)) if stated else seconds_for(metres, pace_of(tour, options))
    return Road(number, leg.to, drawn, metres, seconds, has_steps(leg))


def pace_of(tour: Tour, options: Options) -> float:
    """How fast the visitor gets on, in metres a second, where no leg says how long it takes."""
    return options.speed_m_s or PACE_M_S[tour.mode]


def seconds_for(metres: float, pace: float) -> int:
    """How long a way takes; nobody counts beyond what is too long in any case."""
    return round(min(metres / pace, 2.0 * LONGEST_S))


def has_steps(leg: Leg) -> bool:
    """Whether a leg is known to have steps."""
    return bool(leg.steps) or leg.surface == "steps"


def steps_of(line: Sequence[Position], seconds: int) -> Iterator[Position]:
    """Where somebody is after 1, 2 … seconds who goes along a line evenly, and at its end when they are over."""
    reached = list(itertools.accumulate((distance_m(*each) for each in itertools.pairwise(line)), initial=0.0))
    for second in range(1, seconds + 1):
        metres = reached[-1] * second / seconds
        before = bisect_right(reached, metres) - 1
        if before + 1 == len(line):
            yield line[-1]
        else:
            share = (metres - reached[before]) / (reached[before + 1] - reached[before])
            yield _part_way(line[before], line[before + 1], share)


def _part_way(one: Position, other: Position, share: float) -> Position:
    east = (other[0] - one[0] + 180) % 360 - 180
    return (one[0] + share * east + 180) % 360 - 180, one[1] + share * (other[1] - one[1])
