"""Image targets: a camera finds them, and takes none for another. Known before anything is printed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final, NamedTuple

from tour_schema.anchor import ImageAnchor
from tour_schema.issue import Issue, warning
from tour_schema.media import Medium, TargetFacts
from tour_schema.rule import rule
from tour_schema.scope import Scope, name_of_medium, title_of
from tour_schema.station import Station
from tour_schema.tour import Tour

WEAK: Final = warning("ar.target_weak")
ALIKE: Final = warning("ar.targets_alike")

GOOD: Final = 75
"""From this score on a camera finds a target at once (ARCore's recommendation too)."""
LIKE: Final = 0.15
"""Fewer features that lie alike are a common logo or line of print, by which no tracker is misled."""


class Hung(NamedTuple):
    """A target where a station uses it."""

    station: Station
    at: str
    medium: Medium
    facts: TargetFacts


@rule(Station, holding=(ImageAnchor,))
def weak(station: Station, scope: Scope) -> Iterator[Issue]:
    """A camera finds the targets of a station."""
    for at, medium, facts in _targets(station, scope):
        if facts.score < GOOD:
            title = name_of_medium(medium, scope.setting)
            yield WEAK.at(station, at, title=title, score=facts.score, reasons=facts.reasons or ("detail",))


@rule(Tour)
def alike(_: Tour, scope: Scope) -> Iterator[Issue]:
    """No two stations of a tour hang on targets that a camera could confuse, told at the later one."""
    hung = [Hung(station, *each) for station in scope.stations for each in _targets(station, scope)]
    for one, other in combinations(hung, 2):
        likeness = 0.0 if one.station is other.station else _likeness(one, other)
        if likeness >= LIKE:
            yield ALIKE.at(
                other.station,
                other.at,
                title=name_of_medium(other.medium, scope.setting),
                like=name_of_medium(one.medium, scope.setting),
                percent=round(100 * likeness),
                station=title_of(one.station.title, one.station.original),
            )


def _targets(station: Station, scope: Scope) -> Iterator[tuple[str, Medium, TargetFacts]]:
    """The targets that were looked at: where they stand, and what is known of them."""
    for at, anchor in scope.survey(station).nodes(ImageAnchor):
        medium = scope.medium(anchor.target)
        if medium is not None and medium.target is not None:
            yield f"{at}/target", medium, medium.target


def _likeness(one: Hung, other: Hung) -> float:
    """The share of features that lie alike; whichever was looked at later names the other."""
    if one.medium.id == other.medium.id:
        return 1.0
    named = [like.likeness for like in one.facts.alike if like.medium == other.medium.id]
    named += [like.likeness for like in other.facts.alike if like.medium == one.medium.id]
    return max(named, default=0.0)
