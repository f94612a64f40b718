"""The walk itself: second by second along the way, with a phone that is never quite right."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Literal

from tour_schema.desk_walk.chance import errors
from tour_schema.desk_walk.faults import issues
from tour_schema.desk_walk.listening import Fired, Phone
from tour_schema.desk_walk.options import NotWalkableError, Options
from tour_schema.desk_walk.played import Played
from tour_schema.desk_walk.record import Fix, Variant, Walk
from tour_schema.desk_walk.track import on_track
from tour_schema.desk_walk.visits import Visit, chosen_modules, language_of, visits
from tour_schema.desk_walk.way import Stretch, on_route, steps_of
from tour_schema.earth import METRES_PER_DEGREE
from tour_schema.issue import Report
from tour_schema.place import Position
from tour_schema.scope import Resolver, Scope
from tour_schema.tour import Tour

MOST_FIXES: Final = 2_000
"""More than an animation can show."""


def walk(tour: Tour, resolver: Resolver, options: Options | None = None) -> Walk:
    """Walk a tour at the desk. The same documents and options always give the same walk.

    Raises:
        NotWalkableError: it cannot be walked so; its code says why.
    """
    options = options or Options()
    # What a walk asks of its scope does not depend on the day.
    scope = Scope(tour, resolver, date.min)
    stops, left_out = visits(tour, scope, options)
    stretches = on_track(tour, stops, options) if options.track else on_route(tour, scope, stops, options)
    played = _played(tour, scope, stops, stretches, options)
    step_free = options.step_free or tour.access.step_free is True
    return Walk(
        tour=tour.id,
        language=played.language,
        modules=chosen_modules(tour, options),
        left_out=left_out,
        lasts_s=sum(each.seconds for each in stretches),
        distance_m=round(sum(each.metres for each in stretches), 1),
        visits=played.visited,
        events=tuple(played.events()),
        fixes=tuple(played.fixes),
        variants=tuple(_variants(tour, scope, options)),
        report=Report(issues=tuple(issues(played, step_free=step_free))),
    )


def _played(tour: Tour, scope: Scope, stops: Sequence[Visit], stretches: Sequence[Stretch], options: Options) -> Played:
    lasts = sum(each.seconds for each in stretches)
    phone, every = Phone(stops), math.ceil(max(1, lasts) / MOST_FIXES)
    fired: list[Fired] = []
    fixes: list[Fix] = []
    moments = zip(_places(stretches), errors(options.noise_m, options.seed), strict=False)
    for second, (visitor, error) in enumerate(moments):
        seen = _moved(visitor, error)
        fired += phone.hear(second, seen)
        if second % every == 0 or second == lasts:
            fixes.append(Fix(at_s=second, visitor=_rounded(visitor), phone=_rounded(seen)))
    return Played(tour, scope, language_of(tour, options), stops, stretches, phone, fired, fixes)


def _places(stretches: Sequence[Stretch]) -> Iterator[Position]:
    """Where the visitor is in every second."""
    yield stretches[0].line[0]
    for each in stretches:
        yield from steps_of(each.line, each.seconds)


def _moved(position: Position, metres: tuple[float, float]) -> Position:
    east, north = metres
    shrink = max(0.01, math.cos(math.radians(position[1])))
    lat = max(-90.0, min(90.0, position[1] + north / METRES_PER_DEGREE))
    return (position[0] + east / METRES_PER_DEGREE / shrink + 180) % 360 - 180, lat


def _rounded(position: Position) -> Position:
    """To a decimetre."""
    return round(position[0], 6), round(position[1], 6)


def _variants(tour: Tour, scope: Scope, options: Options) -> Iterator[Variant]:
    """How long the tour takes as a whole, without all that may be left out, and without steps."""
    kinds: dict[Literal["all", "required", "step_free"], Options] = {
        "all": Options(language=options.language, speed_m_s=options.speed_m_s),
        "required": Options(language=options.language, speed_m_s=options.speed_m_s, optional=False),
        "step_free": Options(language=options.language, speed_m_s=options.speed_m_s, step_free=True),
    }
    for kind, chosen in kinds.items():
        stops, _ = visits(tour, scope, chosen)
        try:
            stretches = on_route(tour, scope, stops, chosen)
        except NotWalkableError:
            continue  # nothing is left of it, or too much: there is no such variant
        yield Variant(
            kind=kind,
            stops=len(stops),
            walking_s=sum(each.seconds for each in stretches if not each.standing),
            staying_s=sum(each.seconds for each in stretches if each.standing),
            distance_m=round(sum(each.metres for each in stretches), 1),
        )
