"""A walk that was played: when each stop was reached, and how it fired."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from tour_schema.desk_walk.listening import Fired, Phone
from tour_schema.desk_walk.record import Event, Fix, How, Visited
from tour_schema.desk_walk.visits import Visit
from tour_schema.desk_walk.way import Stretch
from tour_schema.earth import distance_m
from tour_schema.scope import Scope
from tour_schema.tour import Mode, Tour

EARLY_M: Final[dict[Mode, int]] = {"walk": 60, "indoor": 30, "bike": 200, "car": 1_000, "public_transport": 500}
"""Who is farther than that from a station does not see yet what is told."""


class Span(NamedTuple):
    """When somebody is at a visit."""

    arrived_s: int
    left_s: int


@dataclass(frozen=True)
class Played:
    """A walk and what the phone noticed on it."""

    tour: Tour
    scope: Scope
    language: str
    visits: Sequence[Visit]
    stretches: Sequence[Stretch]
    phone: Phone
    fired: Sequence[Fired]
    fixes: Sequence[Fix]

    @cached_property
    def _ends(self) -> list[int]:
        return list(itertools.accumulate(each.seconds for each in self.stretches))

    @cached_property
    def spans(self) -> dict[int, Span]:
        """When the visits are made, by their numbers."""
        timed = zip(self.stretches, self._ends, strict=True)
        return {
            each.visit: Span(end - each.seconds, end) for each, end in timed if each.standing and each.visit is not None
        }

    @cached_property
    def visited(self) -> tuple[Visited, ...]:
        """The stops of the walk, in the tour's order."""
        return tuple(map(self._visited, range(len(self.visits))))

    def firings(self, number: int) -> list[Fired]:
        """How often and when a visit fired."""
        return [each for each in self.fired if each.visit == number]

    def _visited(self, number: int) -> Visited:
        visit, span = self.visits[number], self.spans.get(number)
        mine, onward = self.firings(number), self._onward(number)
        beside = dict.fromkeys(other for each in mine for other in each.beside)
        return Visited(
            stop=visit.stop.id,
            station=visit.stop.station,
            fired=self._how(number, mine),
            fired_s=mine[0].at_s if mine else None,
            arrived_s=None if span is None else span.arrived_s,
            left_s=None if span is None else span.left_s,
            overlaps=tuple(self.visits[other].stop.id for other in beside),
            spoken_s=visit.telling.spoken_s,
            bridge_s=visit.telling.bridge_s,
            onward_s=None if onward is None else onward.seconds,
            onward_m=None if onward is None else round(onward.metres, 1),
        )

    def _onward(self, number: int) -> Stretch | None:
        """The way from a visit to the next."""
        pairs = itertools.pairwise(self.stretches)
        after = next((then for now, then in pairs if now.standing and now.visit == number), None)
        return None if after is None or after.standing or after.visit is None else after

    def _how(self, number: int, mine: list[Fired]) -> How:
        if number not in self.phone.listening:
            return "by_hand"
        if not mine:
            return "missed"
        first, span, position = mine[0], self.spans.get(number), self.visits[number].position
        if span is None:
            return "on_time"  # a track that passes at some distance: nobody waited for it
        if first.at_s > span.left_s:
            return "late"
        heading = self.stretches[bisect_left(self._ends, max(1, first.at_s))].visit
        elsewhere = heading not in {None, number} and self.visits[heading or 0].position is not None
        far = position is not None and distance_m(position, first.position) > EARLY_M[self.tour.mode]
        return "early" if first.at_s < span.arrived_s and (far or elsewhere) else "on_time"

    def events(self) -> Iterator[Event]:
        """Everything that happened, in its order."""
        found: list[tuple[int, Event]] = []
        for number, span in self.spans.items():
            stop = self.visits[number].stop.id
            found.append((span.arrived_s, Event(at_s=span.arrived_s, kind="arrived", stop=stop)))
            found.append((span.left_s, Event(at_s=span.left_s, kind="left", stop=stop)))
        for each in self.fired:
            stop, trigger = self.visits[each.visit].stop.id, each.fence.at.removesuffix("/area")
            found.append((each.entered_s, Event(at_s=each.entered_s, kind="entered", stop=stop, trigger=trigger)))
            found.append((each.at_s, Event(at_s=each.at_s, kind="fired", stop=stop, trigger=trigger)))
        return (event for _, event in sorted(found, key=lambda each: each[0]))
