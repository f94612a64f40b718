"""A walk along a recorded way: the stops are made where it comes nearest to their stations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tour_schema.desk_walk.options import NotWalkableError, Options
from tour_schema.desk_walk.visits import Visit
from tour_schema.desk_walk.way import Stretch, bounded, pace_of, seconds_for, steps_of
from tour_schema.earth import distance_m, is_on_earth, length_m
from tour_schema.place import Position
from tour_schema.rules.route import OFF_M
from tour_schema.tour import Tour

ELSEWHERE_M: Final = 5_000.0
"""A track that comes no nearer to any station is another tour's: what it misses tells nothing."""


def on_track(tour: Tour, visits: Sequence[Visit], options: Options) -> tuple[Stretch, ...]:
    """The visits in the order in which the track passes them; those that it does not pass are not made.

    Raises:
        NotWalkableError: the track is none, lies elsewhere, or takes longer than two days.
    """
    track = options.track
    metres = length_m(track) if all(map(is_on_earth, track)) else 0.0
    if metres == 0:
        raise NotWalkableError("track")
    seconds = max(1, seconds_for(metres, pace_of(tour, options)))
    bounded([Stretch(None, track, seconds)])
    places = (track[0], *steps_of(track, seconds))
    pace = metres / seconds
    nearest = [(_nearest(places, pace, visit, OFF_M[tour.mode]), number) for number, visit in enumerate(visits)]
    passed = sorted(each for each in nearest if each[0] >= 0)
    placed = [visit.position for visit in visits if visit.position is not None]
    if placed and all(_nearest(places, pace, visit, ELSEWHERE_M) < 0 for visit in visits):
        raise NotWalkableError("elsewhere", kilometres=round(distance_m(track[0], placed[0]) / 1000))
    return bounded(list(_cut(places, pace, passed, visits)))


def _nearest(places: Sequence[Position], pace: float, visit: Visit, limit: float) -> int:
    """In which second the track is nearest to a station; -1 where it is never nearer than the limit."""
    nearest, found, second = limit, -1, 0
    while visit.position is not None and second < len(places):
        metres = distance_m(visit.position, places[second])
        if metres < nearest:
            nearest, found = metres, second
        second += max(1, int((metres - nearest) / pace))  # nobody comes nearer in a shorter time
    return found


def _cut(
    places: Sequence[Position], pace: float, passed: Sequence[tuple[int, int]], visits: Sequence[Visit]
) -> list[Stretch]:
    """The track between the visits, and the visits."""
    stretches: list[Stretch] = []
    before = 0
    for second, number in passed:
        line = tuple(places[before : second + 1])
        stretches.append(Stretch(number, line, second - before, metres=(second - before) * pace))
        stretches.append(Stretch(number, (places[second],), visits[number].telling.stay_s, standing=True))
        before = second
    rest = len(places) - 1 - before
    stretches.append(Stretch(None, tuple(places[before:]), rest, metres=rest * pace))
    return stretches
