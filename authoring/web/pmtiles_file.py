"""The one PMTiles file of an installation: what is in it, read once, so that a style can be made for it.

PMTiles v3: 127 bytes of header, little-endian; the metadata is JSON, plain or by gzip. Only these are read here;
the browser reads the tiles itself, by ranges.
"""

import json
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_HEADER: Final = struct.Struct("<7sB11Q6B4iB2i")
_KINDS: Final = {1: "vector", 2: "raster", 3: "raster", 4: "raster", 5: "raster"}
_LARGEST_METADATA: Final = 4 * 1024 * 1024
_GZIP: Final = 31
"""What zlib calls a stream with the header of gzip."""


class NoPMTilesError(Exception):
    """The configured file is no PMTiles file that a map could show."""


@dataclass(frozen=True, slots=True)
class PMTilesFile:
    """What a style has to know of the file."""

    kind: str
    """`vector` or `raster`."""
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]
    """West, south, east, north in degrees."""
    layers: tuple[str, ...]
    """The names of a vector file's layers."""
    attribution: str | None
    """Whom its makers want named; may hold HTML, so it is shown as text."""


def read(path: Path) -> PMTilesFile:
    """Read the header and the metadata of the file at `path`.

    Raises:
        NoPMTilesError: it is something else, cut off, or of a kind that no browser shows.
    """
    with path.open("rb") as file:
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size or head[:8] != b"PMTiles\x03":
            raise NoPMTilesError(path.name)
        parts = _HEADER.unpack(head)
        start, length, compression, kind = parts[4], parts[5], parts[14], parts[16]
        if kind not in _KINDS or length > _LARGEST_METADATA:
            raise NoPMTilesError(path.name)
        file.seek(start)
        about = _metadata(file.read(length), compression)
    layers = about.get("vector_layers")
    names = [layer.get("id") for layer in layers if isinstance(layer, dict)] if isinstance(layers, list) else []
    attribution = about.get("attribution")
    west, south, east, north = (degrees / 1e7 for degrees in parts[19:23])
    return PMTilesFile(
        kind=_KINDS[kind],
        min_zoom=parts[17],
        max_zoom=parts[18],
        bounds=(west, south, east, north),
        layers=tuple(name for name in names if isinstance(name, str)),
        attribution=attribution if isinstance(attribution, str) and attribution else None,
    )


def _metadata(content: bytes, compression: int) -> dict[str, Any]:
    """The metadata, or nothing where they are not to be read: the tiles may be good all the same."""
    try:
        if compression == 2:
            unpacker = zlib.decompressobj(wbits=_GZIP)
            content = unpacker.decompress(content, _LARGEST_METADATA)
        found = json.loads(content)
    except (ValueError, zlib.error, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
