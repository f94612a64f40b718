"""The phone on a walk: which geofences it believes to be in, and what fires."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tour_schema.desk_walk.options import NotWalkableError
from tour_schema.desk_walk.visits import Visit
from tour_schema.earth import METRES_PER_DEGREE, distance_m
from tour_schema.fences import Fence, fences, holds, same_floor
from tour_schema.place import Circle, Position

MOST_LOOKS: Final = 2_000_000
"""So many corners of areas are looked at in one walk, a few seconds' work. The largest real tours take a tenth."""
MOST_FIRED: Final = 10
"""What fires more often than that, without an end, says nothing new."""
AGAIN_S: Final = 60
"""Who comes back into an area within a minute has not been away: the phone was mistaken."""
_CELL_DEG: Final = 0.001
"""The areas nearby are looked up by cells of a hundred metres and less."""


class Fired(NamedTuple):
    """A station opens by itself."""

    at_s: int
    visit: int
    fence: Fence
    entered_s: int
    position: Position
    """Where the phone believed to be."""
    beside: Mapping[int, Fence]
    """The other visits in whose areas the phone is as well, and such an area of each."""
    again: bool
    """It had fired before, and nobody had been away since."""


class _Ear:
    """Listens for one geofence."""

    __slots__ = ("cost", "dwell_s", "fence", "fired", "is_silent", "left_s", "once", "since_s", "visit")

    def __init__(self, visit: int, fence: Fence) -> None:
        self.visit = visit
        self.fence = fence
        self.dwell_s = fence.trigger.dwell_s
        self.once = fence.trigger.repeat == "once"
        self.cost = 1 if isinstance(fence.area, Circle) else sum(map(len, fence.area.rings))
        self.since_s: int | None = None
        """Since when the phone is in the area."""
        self.left_s: int | None = None
        """When it was last in it."""
        self.fired = 0
        self.is_silent = False
        """It has fired, and does not before it was left; never again where it fires but once."""


class Phone:
    """A phone that is told once a second where it believes to be. Of stops at one station the first one fires."""

    def __init__(self, visits: Sequence[Visit]) -> None:
        first = {visit.station.id: number for number, visit in reversed(list(enumerate(visits))) if visit.station}
        stations = ((number, visits[number].station) for number in sorted(first.values()))
        self._ears = [_Ear(number, fence) for number, station in stations if station for fence in fences(station)]
        self._near: dict[tuple[int, int], list[_Ear]] = {}
        self._here: list[_Ear] = []
        self._inside: set[_Ear] = set()
        self._looks = 0
        self.longest_s: dict[int, int] = {}
        """How long the phone was in an area of a visit's station in one go, at most."""
        self.listening = frozenset(ear.visit for ear in self._ears)
        """The visits that can fire by themselves."""

    def hear(self, second: int, position: Position) -> Iterator[Fired]:
        """What fires where the phone now is.

        Raises:
            NotWalkableError: too many areas lie over one another.
        """
        near = self._ears_near(position)
        if near is not self._here:
            for ear in self._inside.difference(near):
                self._leave(ear, second)
            self._here = near
        for ear in near:
            if ear.is_silent and ear.once:
                continue
            if not self._holds(ear, position):
                self._leave(ear, second)
                continue
            self._inside.add(ear)
            since = ear.since_s = second if ear.since_s is None else ear.since_s
            self.longest_s[ear.visit] = max(second - since, self.longest_s.get(ear.visit, 0))
            if not ear.is_silent and second - since >= ear.dwell_s and ear.fired < MOST_FIRED:
                yield self._fire(ear, second, since, near, position)

    def _ears_near(self, position: Position) -> list[_Ear]:
        """The ears of all areas that reach into the position's cell, and perhaps some more."""
        cell = math.floor(position[0] / _CELL_DEG), math.floor(position[1] / _CELL_DEG)
        if cell not in self._near:
            middle = (cell[0] + 0.5) * _CELL_DEG, (cell[1] + 0.5) * _CELL_DEG
            around = _CELL_DEG * METRES_PER_DEGREE
            self._near[cell] = [
                ear for ear in self._ears if distance_m(ear.fence.centre, middle) <= 1.01 * ear.fence.reach_m + around
            ]
        return self._near[cell]

    def _holds(self, ear: _Ear, position: Position) -> bool:
        self._looks += ear.cost
        if self._looks > MOST_LOOKS:
            raise NotWalkableError("too_dense")
        return holds(ear.fence, position)

    def _leave(self, ear: _Ear, second: int) -> None:
        if ear.since_s is not None:
            ear.since_s, ear.left_s = None, second
            ear.is_silent = ear.is_silent and ear.once
            self._inside.discard(ear)

    def _fire(self, ear: _Ear, second: int, since: int, near: list[_Ear], position: Position) -> Fired:
        again = ear.fired > 0 and ear.left_s is not None and since - ear.left_s <= AGAIN_S
        ear.fired += 1
        for each in near:
            if each.visit == ear.visit and (each.once or each is ear):
                each.is_silent = True  # whoever has opened a station is not called to it by another of its areas
        others = (
            each for each in near if each.visit != ear.visit and same_floor(each.fence.station, ear.fence.station)
        )
        beside = {each.visit: each.fence for each in others if self._holds(each, position)}
        return Fired(second, ear.visit, ear.fence, since, position, beside, again)
