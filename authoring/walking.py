"""Walking routes by the Valhalla server that the installation was given, and by no other.

The address is the administrator's, only positions come from outside; a redirect is not followed, time and size are
bounded, and an answer that does not fit is an answer that was not given.
"""

import http.client
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

Position = tuple[float, float]
"""Longitude, latitude in degrees (WGS84)."""

MOST_POSITIONS: Final = 50
_TIMEOUT_S: Final = 10
_LARGEST_ANSWER: Final = 4 * 1024 * 1024
_SCALE: Final = 1e6
"""Valhalla's polylines count millionths of a degree."""


class NoRouteError(Exception):
    """There is no way on foot between the positions."""


class RouterUnavailableError(Exception):
    """The server does not answer, or not with a route."""


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one position to the next."""

    line: tuple[Position, ...]
    distance_m: float
    duration_s: int


def walk(address: str, positions: Sequence[Position]) -> list[Leg]:
    """The legs of a walk through `positions` in order: one fewer than there are positions.

    Raises:
        NoRouteError: the server knows no way.
        RouterUnavailableError: it cannot be reached, takes longer than ten seconds, or says something else.
    """
    status, answer = _ask(address, {"locations": _locations(positions), "costing": "pedestrian"})
    if 400 <= status < 500:
        raise NoRouteError
    try:
        if status != 200:
            raise RouterUnavailableError(status)
        legs = [_leg(leg) for leg in json.loads(answer)["trip"]["legs"]]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise RouterUnavailableError(str(error)) from error
    if len(legs) != len(positions) - 1:
        raise RouterUnavailableError(len(legs))
    return legs


def _locations(positions: Sequence[Position]) -> list[dict[str, float]]:
    return [{"lon": lon, "lat": lat} for lon, lat in positions]


def _ask(address: str, question: dict[str, Any]) -> tuple[int, bytes]:
    parts = urlsplit(address)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_TIMEOUT_S)
    try:
        connection.request("POST", f"{parts.path}/route", json.dumps(question), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        content = answer.read(_LARGEST_ANSWER + 1)
    except (OSError, http.client.HTTPException) as error:
        raise RouterUnavailableError(str(error)) from error
    finally:
        connection.close()
    if len(content) > _LARGEST_ANSWER:
        raise RouterUnavailableError("too much")
    return answer.status, content


def _leg(leg: dict[str, Any]) -> Leg:
    about = leg["summary"]
    line = tuple(_positions(leg["shape"]))
    if len(line) < 2:
        raise ValueError("a leg without a way")
    return Leg(line, round(float(about["length"]) * 1000, 1), round(float(about["time"])))


def _positions(shape: str) -> Iterator[Position]:
    """Decode an encoded polyline: latitude and longitude by turns, each as the way from the one before."""
    steps = _steps(shape)
    lat = lon = 0
    for lat_step, lon_step in zip(steps, steps, strict=False):
        lat += lat_step
        lon += lon_step
        yield lon / _SCALE, lat / _SCALE


def _steps(shape: str) -> Iterator[int]:
    number = shift = 0
    for character in shape:
        five_bits = ord(character) - 63
        number |= (five_bits & 0x1F) << shift
        shift += 5
        if not five_bits & 0x20:
            yield ~(number >> 1) if number & 1 else number >> 1
            number = shift = 0
