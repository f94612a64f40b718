"""Vector tiles as MapLibre reads them: just enough of Mapbox Vector Tile 2.1 for lines and points with text.

Coordinates are within the tile, 0 to `EXTENT` from its north-west corner, x to the east and y to the south.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

EXTENT: Final = 4096
"""How many steps a tile's side has."""
DEEPEST: Final = 22
"""The last zoom level that there is."""

_LIMIT_DEG: Final = 85.0511287798066
"""The latitude at which Web Mercator ends, north and south."""
_POINT: Final = 1
_LINE: Final = 2


@dataclass(frozen=True, slots=True)
class Feature:
    """A point (one position) or a line (several), with texts."""

    positions: tuple[tuple[int, int], ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Tile:
    """Tile x, y of zoom z in Web Mercator, counted from the north-west."""

    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        """Whether there is such a tile."""
        side = 1 << min(self.z, DEEPEST)
        return self.z <= DEEPEST and self.x < side and self.y < side

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        return self._lon(self.x), self._lat(self.y + 1), self._lon(self.x + 1), self._lat(self.y)

    def place(self, lon: float, lat: float) -> tuple[int, int]:
        """A position in degrees as steps within this tile, beyond its edges too."""
        side = float(1 << self.z)
        bent = math.asinh(math.tan(math.radians(max(-_LIMIT_DEG, min(_LIMIT_DEG, lat)))))
        x = (lon / 360 + 0.5) * side - self.x
        y = (0.5 - bent / (2 * math.pi)) * side - self.y
        return round(x * EXTENT), round(y * EXTENT)

    def _lon(self, x: int) -> float:
        return x / (1 << self.z) * 360 - 180

    def _lat(self, y: int) -> float:
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / (1 << self.z)))))


def encode(layers: Mapping[str, Iterable[Feature]]) -> bytes:
    """The tile as bytes; a layer without features is left out."""
    return b"".join(_field(3, _layer(name, found)) for name, features in layers.items() if (found := [*features]))


def _layer(name: str, features: list[Feature]) -> bytes:
    keys: dict[str, int] = {}
    values: dict[str, int] = {}
    written = b"".join(_field(2, _feature(feature, keys, values)) for feature in features)
    return b"".join(
        (
            _field(1, name.encode()),
            written,
            b"".join(_field(3, key.encode()) for key in keys),
            b"".join(_field(4, _field(1, value.encode())) for value in values),
            _number(5, EXTENT),
            _number(15, 2),
        ),
    )


def _feature(feature: Feature, keys: dict[str, int], values: dict[str, int]) -> bytes:
    tags = b"".join(
        _varint(keys.setdefault(key, len(keys))) + _varint(values.setdefault(value, len(values)))
        for key, value in feature.texts.items()
    )
    kind = _POINT if len(feature.positions) == 1 else _LINE
    return _field(2, tags) + _number(3, kind) + _field(4, _geometry(feature.positions))


def _geometry(positions: tuple[tuple[int, int], ...]) -> bytes:
    """Move to the first position, then draw to the rest, each told as the way from the one before."""
    steps = [_varint(1 | 1 << 3)]
    before = (0, 0)
    for index, (x, y) in enumerate(positions):
        if index == 1:
            steps.append(_varint(2 | (len(positions) - 1) << 3))
        steps += [_varint(_zigzag(x - before[0])), _varint(_zigzag(y - before[1]))]
        before = (x, y)
    return b"".join(steps)


def _zigzag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1


def _varint(number: int) -> bytes:
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    written.append(number)
    return bytes(written)


def _field(tag: int, content: bytes) -> bytes:
    return _varint(tag << 3 | 2) + _varint(len(content)) + content


def _number(tag: int, number: int) -> bytes:
    return _varint(tag << 3) + _varint(number)
