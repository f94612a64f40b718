"""The map: which style it has, the net of degrees, the places of the installation, and the PMTiles file."""

from functools import lru_cache
from pathlib import Path

from flask import Response, abort, request

from authoring.queries.documents import Entry
from authoring.queries.library import LARGEST_PAGE, Search, search
from authoring.settings import Settings
from authoring.store.cards import title_in
from authoring.web import map_style, pmtiles_file
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.graticule import lines
from authoring.web.language import language
from authoring.web.operations import BINARY, Raw, Room, Shape
from authoring.web.problems import Problem
from authoring.web.ranges import send_range
from authoring.web.replies import reply
from authoring.web.vector_tiles import DEEPEST, Feature, Tile, encode
from authoring.words import LANGUAGES

room = Room("map")
"""`/api/v1/map/…`"""

TILE = Raw("application/vnd.mapbox-vector-tile", BINARY)
PMTILES = Raw("application/vnd.pmtiles", BINARY)


class Schemes(Shape):
    """The addresses of the MapLibre styles."""

    light: str
    dark: str


class MapChoice(Shape):
    """Which map the installation shows."""

    style: Schemes
    """For light and for dark surroundings; a configured style is one for both."""
    attribution: str | None
    """Whom to name on the map, as plain text."""
    bounds: tuple[float, float, float, float] | None
    """Where the map file has anything: west, south, east, north in degrees."""
    walking: bool
    """Whether a routing server is configured."""


def map_choice(settings: Settings) -> MapChoice:
    """Which map the installation shows, by its configuration."""
    file = the_file(settings)
    own = f"/api/v1/map/style/{language()}"
    return MapChoice(
        style=Schemes(light=settings.map_style or f"{own}/light", dark=settings.map_style or f"{own}/dark"),
        attribution=settings.map_attribution or (file.attribution if file else None),
        bounds=file.bounds if file else None,
        walking=settings.valhalla_url is not None,
    )


def the_file(settings: Settings) -> pmtiles_file.PMTilesFile | None:
    """The configured map file, or `None` where there is none, or none that can be shown."""
    if settings.map_file is None:
        return None
    try:
        return _read(settings.map_file, settings.map_file.stat().st_mtime_ns)
    except (OSError, pmtiles_file.NoPMTilesError):
        return None


@lru_cache(maxsize=4)
def _read(path: Path, _written_at: int) -> pmtiles_file.PMTilesFile:
    return pmtiles_file.read(path)


@room.operation("GET", "/map", access_for=Access.READ, answers={200: MapChoice})
def show_map() -> Response:
    """Say which map the installation shows."""
    return reply(map_choice(installation().settings))


@room.operation(
    "GET",
    "/map/style/<tile_language>/<scheme>",
    access_for=Access.READ,
    answers={200: Raw("application/json", {"type": "object"})},
)
def show_style(tile_language: str, scheme: str) -> Response:
    """The installation's own plain MapLibre style, `light` or `dark`, labelled in German or English."""
    if tile_language not in LANGUAGES or scheme not in {"light", "dark"}:
        abort(404)
    settings = installation().settings
    origin = settings.public_url if settings.secure else request.host_url.rstrip("/")
    made = map_style.style(origin, tile_language, "dark" if scheme == "dark" else "light", the_file(settings))
    return reply(made, cache="private, max-age=300")


@room.operation(
    "GET",
    "/map/graticule/<tile_language>/<int:z>/<int:x>/<int:y>",
    access_for=Access.READ,
    answers={200: TILE},
)
def show_graticule(tile_language: str, z: int, x: int, y: int) -> Response:
    """A vector tile of meridians and parallels."""
    tile = asked_tile(tile_language, z, x, y)
    content = encode({"graticule": lines(tile, tile_language)})
    return Response(content, mimetype=TILE.media_type, headers={"Cache-Control": "private, max-age=604800"})


@room.operation(
    "GET",
    "/map/places/<tile_language>/<int:z>/<int:x>/<int:y>",
    access_for=Access.READ,
    answers={200: TILE},
)
def show_places(tile_language: str, z: int, x: int, y: int) -> Response:
    """A vector tile of the stations of the library, by `id` and `title`; of very many, the newest."""
    tile = asked_tile(tile_language, z, x, y)
    with installation().database.read() as session:
        found = search(session, actor(), Search(kind="station", box=tile.box), limit=LARGEST_PAGE).items
    content = encode({"places": (place for row in found if (place := _place(tile, row, tile_language)))})
    return Response(content, mimetype=TILE.media_type, headers={"Cache-Control": "private, max-age=60"})


def _place(tile: Tile, row: Entry, tile_language: str) -> Feature | None:
    position = row.card.get("position")
    if not position:
        return None
    return Feature((tile.place(*position),), {"id": row.id, "title": title_in(row.card, tile_language) or ""})


@room.operation(
    "GET",
    "/map/tiles.pmtiles",
    access_for=Access.READ,
    headers={"Range": "Which part of the file: one range of bytes."},
    answers={200: PMTILES, 206: PMTILES},
    problems=(404, 416),
)
def show_file() -> Response:
    """The installation's PMTiles file, by ranges."""
    path = installation().settings.map_file
    if path is None:
        raise Problem(404, "no_map")
    return send_range(path, PMTILES.media_type)


def asked_tile(tile_language: str, z: int, x: int, y: int) -> Tile:
    """The tile of an address, or 404 where there is no such tile or language."""
    tile = Tile(min(z, DEEPEST + 1), x, y)
    if tile_language not in LANGUAGES or not tile.exists:
        abort(404)
    return tile
