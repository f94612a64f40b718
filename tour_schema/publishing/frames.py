"""``frames.json``: what the frames of AR give for chosen numbers, so that TypeScript is held to the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass
from typing import Any, Final

from pydantic import BaseModel

from tour_schema import frames
from tour_schema.anchor import GeoPose, GeoPosition, GeoQuaternion
from tour_schema.frames import FrameFault
from tour_schema.place import HeightReference

_DECIMALS: Final = 12
_DECIMALS_OF_METRES: Final = 6
"""A metre on the ground is the difference of two Earth radii: what follows is the machine's own business."""
_METRES: Final = frozenset({"h", "ecef_of", "offset"})
"""What is computed through the Earth's centre: by the field's name, or the function's."""

_TURNS: Final = (
    (0.0, 0.0, 0.0, 1.0),
    (-0.129036, 0.06133, 0.880018, 0.452942),
    (0.082661192, 0.105152088, 0.614719912, -0.777322067),
    (0.5, 0.5, 0.5, 0.5),
    (0.0, 0.70710678, 0.0, 0.70710678),
    (0.1, 0.2, 0.3, 0.4),
)
_ANGLES: Final = ((0, 0, 0), (126.5898, 13.8023, 0.3978), (181.325, 16.9227, -1.7858), (-30, 90, 10), (45, -90, 0))
_POSITIONS: Final = (
    (50.9788, 11.0308, 245.1),
    (47.6115384, -122.3370837, 0.2214),
    (0.0, 0.0, 0.0),
    (-90.0, 0.0, 30.0),
    (-16.5, 179.9999, 12.5),
    (53.80939444, 2.12955, 73.0),
)
_OFFSETS: Final = ((3.0, -4.0, 1.75), (-250_000.0, 120_000.0, -9_000.0), (0.0, 0.0, 0.0))
_REFERENCES: Final[tuple[HeightReference | None, ...]] = ("ellipsoid", "sea_level", "terrain", "rooftop", None)
_GEOIDS: Final = (46.2, None, 4_600.0)

Json = dict[str, Any]


def frames_text() -> str:
    """The committed file: a list of calls, what each is given, and what it gives or why it does not."""
    return "[\n" + ",\n".join(f"  {json.dumps(case)}" for case in cases()) + "\n]\n"


def cases() -> Iterator[Json]:
    """Every call with its outcome."""
    for turn in _TURNS:
        for call in (frames.unit, frames.angles_of, frames.heading_of, frames.turned_to_eus, frames.turned_to_enu):
            yield _case(call, turn)
        yield _case(frames.product, turn, _TURNS[1])
        yield _case(frames.rotated, (1.0, -2.0, 0.5), turn)
    for angles in _ANGLES:
        yield _case(frames.turn_of_angles, *map(float, angles))
    for compass in (0.0, 90.0, 217.5, 360.0):
        yield _case(frames.turn_of_heading, compass)
    for vector in _OFFSETS:
        yield _case(frames.eus_of_enu, vector)
        yield _case(frames.enu_of_eus, vector)
    yield from _on_the_ellipsoid()
    for reference in _REFERENCES:
        for geoid in _GEOIDS:
            yield _case(frames.ellipsoid_m, 245.1, reference, geoid)
            yield _case(frames.sea_level_m, 245.1, reference, geoid)
            yield _case(frames.arcore_of, _pose(_POSITIONS[0], _TURNS[1]), reference, geoid)
            yield _case(frames.arkit_of, _pose(_POSITIONS[0], _TURNS[1]), reference, geoid)
    yield from _back()


def _on_the_ellipsoid() -> Iterator[Json]:
    for numbers in _POSITIONS:
        position = _position(numbers)
        yield _case(frames.ecef_of, position)
        yield _case(frames.position_of, tuple(round(each, 3) for each in frames.ecef_of(position)))
        yield _case(frames.offset, _position(_POSITIONS[0]), position)
        for enu in _OFFSETS:
            yield _case(frames.moved, position, enu)
        yield _case(frames.standing_at, _pose(numbers, _TURNS[1]), (2.0, 1.0, -5.0))
    beyond = (91.0, 11.0308, 0.0)
    yield _case(frames.ecef_of, _position(beyond))
    yield _case(frames.moved, _position((11.0308, 181.0, 0.0)), _OFFSETS[0])
    yield _case(frames.arcore_of, _pose(beyond, _TURNS[0]), "ellipsoid", None)
    yield _case(frames.arkit_of, _pose(beyond, _TURNS[0]), "sea_level", None)
    yield _case(frames.arkit_of, _pose(_POSITIONS[0], _TURNS[-1]), "sea_level", None)


def _back() -> Iterator[Json]:
    pose = _pose(_POSITIONS[1], _TURNS[2])
    for reference in _REFERENCES[:-1]:
        yield _case(frames.geopose_of_arcore, frames.arcore_of(pose, reference, -22.5))
    for known in (_REFERENCES[1], _REFERENCES[2]):
        yield _case(frames.geopose_of_arkit, frames.arkit_of(pose, known))
    nowhere = frames.ARKitAnchor(95.0, 0.0, None, 0.0, _TURNS[0])
    yield _case(frames.geopose_of_arkit, nowhere)


def _case(call: Callable[..., Any], *given: Any) -> Json:
    case: Json = {"call": call.__name__, "given": [_plain(each, "given") for each in given]}
    try:
        return case | {"gives": _plain(call(*given), call.__name__)}
    except FrameFault as fault:
        return case | {"fault": fault.code}


def _plain(value: Any, name: str) -> Any:
    """The value as JSON, its numbers rounded as their name wants."""
    if isinstance(value, BaseModel):
        value = value.model_dump()
    elif is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return {key: _plain(each, key) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each, name) for each in value]
    if isinstance(value, float):
        # Adding 0 makes a negative zero a plain one.
        return round(value, _DECIMALS_OF_METRES if name in _METRES else _DECIMALS) + 0.0
    return value


def _position(numbers: tuple[float, float, float]) -> GeoPosition:
    lat, lon, h = numbers
    return GeoPosition(lat=lat, lon=lon, h=h)


def _pose(position: tuple[float, float, float], turn: tuple[float, float, float, float]) -> GeoPose:
    x, y, z, w = turn
    return GeoPose(position=_position(position), quaternion=GeoQuaternion(x=x, y=y, z=z, w=w))
