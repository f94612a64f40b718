"""Cuts a panorama into tiles, so that a phone fetches what it looks at and no more. Runs only in a sandboxed child.

The tiles are an archive of PMTiles (version 3), one file that is read by ranges: equirectangular, at zoom `z` 2^z
columns and 2^(z-1) rows, from one column for each half of the circle up to the pixels of the original.
"""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from authoring.media import pictures

MOST_TILE_PX: Final = 512
WEBP_QUALITY: Final = 80
WEBP_METHOD: Final = 2

_ALL_ROUND: Final = {
    "min_lon_e7": -1_800_000_000,
    "max_lon_e7": 1_800_000_000,
    "min_lat_e7": -900_000_000,
    "max_lat_e7": 900_000_000,
    "center_zoom": 1,
    "center_lon_e7": 0,
    "center_lat_e7": 0,
}

Tile = tuple[int, int, int, bytes]


def tile(request: dict[str, Any]) -> dict[str, int]:
    """Write the tiles of the panorama at ``path`` (``format`` as sniffed) to ``output``.

    Returns ``width`` and ``height`` of all of it at its highest zoom.

    Raises:
        SandboxRefusal: ``damaged``, ``too_many_pixels``.
    """
    output = Path(request["output"])
    # The library keeps what it has written so far in a file of its own, and a child writes in one folder only.
    tempfile.tempdir = str(output.parent)
    image = pictures.opened(Path(request["path"]), request["format"])
    levels, tile_px = levels_of(max(image.size))
    tiles = sorted((zxy_to_tileid(z, x, y), data) for z, x, y, data in _cut(image, levels, tile_px))
    with output.open("wb") as file:
        writer = Writer(file)
        for tile_id, data in tiles:
            writer.write_tile(tile_id, data)
        header = {"tile_type": TileType.WEBP, "tile_compression": Compression.NONE, **_ALL_ROUND}
        writer.finalize(header, {"projection": "equirectangular", "tile_px": tile_px})
    return {"width": tile_px << levels, "height": tile_px << (levels - 1)}


def levels_of(width: int) -> tuple[int, int]:
    """Return the highest zoom of a panorama so wide, and the side of its tiles: none larger than the original."""
    levels = 1
    while width >> levels > MOST_TILE_PX:
        levels += 1
    # Even: each level is half of the one above it.
    return levels, (width >> levels) & ~1


def _cut(image: Image.Image, levels: int, tile_px: int) -> Iterator[Tile]:
    """Cut every zoom, the highest first; a row of tiles at a time is turned to sRGB, for the whole is large."""
    strips = pictures.clean_strips(image, 1 << (levels - 1), (tile_px << levels, tile_px))
    for zoom in range(levels, 0, -1):
        smaller = Image.new("RGB", ((tile_px << zoom) // 2, (tile_px << (zoom - 1)) // 2)) if zoom > 1 else None
        for row, strip in enumerate(strips):
            for column in range(1 << zoom):
                data = io.BytesIO()
                cut = strip.crop((column * tile_px, 0, (column + 1) * tile_px, tile_px))
                cut.save(data, "WEBP", quality=WEBP_QUALITY, method=WEBP_METHOD)
                yield zoom, column, row, data.getvalue()
            if smaller is not None:
                half = strip.resize((smaller.width, tile_px // 2), Image.Resampling.BOX)
                smaller.paste(half, (0, row * (tile_px // 2)))
        if smaller is not None:
            strips = _rows(smaller, tile_px)


def _rows(image: Image.Image, tile_px: int) -> Iterator[Image.Image]:
    for top in range(0, image.height, tile_px):
        yield image.crop((0, top, image.width, top + tile_px))
