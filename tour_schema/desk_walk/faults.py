"""What goes wrong on a walk, as issues: the same shape as the check's, with a place to go and repair it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tour_schema.desk_walk.played import Played
from tour_schema.desk_walk.way import has_steps
from tour_schema.earth import distance_m, distance_to_line_m
from tour_schema.fences import Fence, fences, holds
from tour_schema.issue import Issue, hint, warning
from tour_schema.place import Circle
from tour_schema.station import Station

MISSED: Final = warning("walk.missed")
DWELL: Final = warning("walk.dwell_too_long")
EARLY: Final = warning("walk.early")
LATE: Final = warning("walk.late")
OVERLAP: Final = warning("walk.overlap")
AGAIN: Final = hint("walk.again")
BRIDGE: Final = warning("walk.bridge_too_long")
STAY: Final = warning("walk.stay_too_short")
STEPS: Final = warning("walk.steps")
NO_WAY: Final = hint("walk.no_way")


def issues(played: Played, *, step_free: bool) -> Iterator[Issue]:
    """Every fault: stop by stop, where two stations fire at once, and on the ways."""
    for number, visit in enumerate(played.visits):
        if visit.station is not None:
            yield from _of_fences(played, number, visit.station)
        yield from _of_telling(played, number)
    yield from _overlaps(played)
    if step_free:
        yield from _steps(played)
    yield from _no_ways(played)


def _title(played: Played, number: int) -> str | int:
    return played.scope.title_of_stop(played.visits[number].stop.id)


def _of_fences(played: Played, number: int, station: Station) -> Iterator[Issue]:
    """A station fires when one is there, and once."""
    title, visited, firings = _title(played, number), played.visited[number], played.firings(number)
    if visited.fired == "missed":
        yield _missed(played, number, station)
        return
    span = played.spans.get(number)
    if span is not None and firings and not firings[0].beside:
        first = firings[0]
        if visited.fired == "early":
            yield EARLY.at(station, first.fence.at, title=title, seconds=span.arrived_s - first.at_s)
        elif visited.fired == "late":
            yield LATE.at(station, first.fence.at, title=title, seconds=first.at_s - span.left_s)
    again = [each for each in firings if each.again]
    if again:
        yield AGAIN.at(station, again[0].fence.at, title=title, count=len(again))


def _missed(played: Played, number: int, station: Station) -> Issue:
    """Why a station did not fire: nobody came into its area, or not for long enough."""
    gap_m, _, nearest = min((_gap_m(played, fence), fence.at, fence) for fence in fences(station))
    title, longest = _title(played, number), played.phone.longest_s.get(number)
    if longest is None:
        return MISSED.at(station, nearest.at, title=title, distance=max(0, round(gap_m)))
    where = f"{nearest.at.removesuffix('/area')}/dwell_s"
    return DWELL.at(station, where, title=title, dwell=nearest.trigger.dwell_s, longest=longest)


def _gap_m(played: Played, fence: Fence) -> float:
    """How far the visitor was from an area when its middle was nearest."""
    nearest = min((each.visitor for each in played.fixes), key=lambda place: distance_m(place, fence.centre))
    if isinstance(fence.area, Circle):
        return distance_m(nearest, fence.centre) - fence.area.radius_m
    return 0.0 if holds(fence, nearest) else distance_to_line_m(nearest, fence.area.rings[0])


def _of_telling(played: Played, number: int) -> Iterator[Issue]:
    """What is told is over before the visitor goes on, and on the way before the next stop."""
    visit, visited, title = played.visits[number], played.visited[number], _title(played, number)
    language = played.language
    if visited.onward_s and visited.bridge_s > visited.onward_s:
        at, spoken, way = f"{visit.at}/bridge", visited.bridge_s, visited.onward_s
        yield BRIDGE.at(played.tour, at, title=title, spoken=spoken, way=way, language=language)
    if visit.station is not None and visited.spoken_s > visit.telling.stay_s:
        spoken, stay = visited.spoken_s, visit.telling.stay_s
        yield STAY.at(visit.station, "/duration_s", title=title, spoken=spoken, stay=stay, language=language)


def _overlaps(played: Played) -> Iterator[Issue]:
    """Each two stations that called out at once, told at the larger of their areas: it is the one to make smaller."""
    told: set[frozenset[int]] = set()
    for each in played.fired:
        for other, there in each.beside.items():
            pair = frozenset({each.visit, other})
            if pair not in told:
                told.add(pair)
                number, fence = max((each.visit, each.fence), (other, there), key=lambda area: _across_m(area[1]))
                title, beside = _title(played, number), _title(played, each.visit + other - number)
                yield OVERLAP.at(fence.station, fence.at, title=title, other=beside)


def _across_m(fence: Fence) -> float:
    """How wide an area is, at most."""
    return 2 * fence.reach_m if isinstance(fence.area, Circle) else fence.reach_m


def _steps(played: Played) -> Iterator[Issue]:
    """Whoever cannot climb steps is led over none."""
    for number in (leg for stretch in played.stretches for leg in stretch.legs):
        leg = played.tour.route.legs[number]
        if has_steps(leg):
            start, end = played.scope.title_of_stop(leg.from_), played.scope.title_of_stop(leg.to)
            yield STEPS.at(played.tour, f"/route/legs/{number}", start=start, end=end)


def _no_ways(played: Played) -> Iterator[Issue]:
    """A way leads from each stop to the next."""
    for stretch in played.stretches:
        if stretch.origin is not None and stretch.visit is not None and not stretch.legs:
            start, end = _title(played, stretch.origin), _title(played, stretch.visit)
            yield NO_WAY.at(played.tour, "/route/legs", start=start, end=end, distance=round(stretch.metres))
