"""Signs: what is printed or screwed to a wall is unique in a tour."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Final

from tour_schema.issue import Code, Issue, error, hint
from tour_schema.rule import alone, rule
from tour_schema.scope import Scope, Setting, title_of
from tour_schema.station import Station
from tour_schema.tour import Tour
from tour_schema.trigger import BeaconTrigger, CodeTrigger

NUMBER: Final = error("signs.number_twice")
ALIKE: Final = hint("signs.numbers_alike")
BEACON: Final = error("signs.beacon_twice")
NO_SIGNAL: Final = error("signs.beacon_without_signal")

_READ_AS: Final = str.maketrans("OIZSB", "01258")
"""Letters that are read as digits on a weathered sign."""


@rule(Tour)
def unique(_: Tour, scope: Scope) -> Iterator[Issue]:
    """No two stations of a tour have the same number or the same beacon."""
    return _unique(scope.stations)


@alone(Station, given="triggers")
def unique_alone(station: Station, setting: Setting) -> Iterator[Issue]:
    """A station that is judged alone does not name a number or a beacon twice."""
    return iter(()) if setting.in_tour else _unique((station,))


def _unique(stations: tuple[Station, ...]) -> Iterator[Issue]:
    numbers: dict[Hashable, tuple[Station, str]] = {}
    beacons: dict[Hashable, tuple[Station, str]] = {}
    alike: dict[str, tuple[Station, str]] = {}
    for station in stations:
        for index, trigger in enumerate(station.triggers):
            at = f"/triggers/{index}"
            if isinstance(trigger, CodeTrigger):
                number = trigger.number
                found = _seen(NUMBER, numbers, number, (station, f"{at}/number"), number)
                yield from found
                other = alike.setdefault(number.translate(_READ_AS), (station, number))
                if not found and other[1] != number:
                    title = title_of(other[0].title, other[0].original)
                    yield ALIKE.at(station, f"{at}/number", number=number, other=other[1], title=title)
            elif isinstance(trigger, BeaconTrigger):
                for signal in (trigger.ibeacon, trigger.eddystone):
                    if signal is not None:
                        key = tuple(signal.model_dump().items())
                        yield from _seen(BEACON, beacons, key, (station, at), str(key[-1][1]))


def _seen(
    code: Code, seen: dict[Hashable, tuple[Station, str]], key: Hashable, here: tuple[Station, str], shown: str
) -> list[Issue]:
    first, _ = seen.setdefault(key, here)
    if seen[key] == here:
        return []
    return [code.at(here[0], here[1], number=shown, title=title_of(first.title, first.original))]


@alone(Station, given="triggers")
def signals(station: Station, _: Setting) -> Iterator[Issue]:
    """A beacon says what it sends."""
    for index, trigger in enumerate(station.triggers):
        if isinstance(trigger, BeaconTrigger) and trigger.ibeacon is None and trigger.eddystone is None:
            yield NO_SIGNAL.at(station, f"/triggers/{index}")
