"""The map's own plain style: a net of degrees, the places of the installation, and a PMTiles file where there is one.

Colours come from the design tokens, the one place where they are decided. A style is a MapLibre style, version 8.
No glyphs are named: MapLibre then draws labels in the page's own face.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import exports
from authoring.web.pmtiles_file import PMTilesFile
from authoring.web.vector_tiles import DEEPEST

Scheme = Literal["light", "dark"]

TOKENS: Final = Path(exports.__file__).parent / "viewer" / "design" / "tokens.css"
_TOKEN: Final = re.compile(r"--([\w-]+):\s*light-dark\(((?:[^()]|\([^()]*\))+?),\s*((?:[^()]|\([^()]*\))+?)\)\s*;")
_FACE: Final = ['"Source Sans 3 Variable"', "sans-serif"]

_GROUND: Final = frozenset({"earth", "land"})
_GREEN: Final = frozenset({"landcover", "landuse", "park", "natural", "sites"})
_WATER: Final = frozenset({"water", "ocean", "water_polygons"})
_RIVERS: Final = frozenset({"waterway", "water_lines"})
_WAYS: Final = frozenset({"roads", "streets", "transportation"})
_LINES: Final = frozenset({"transit", "ferries"})
_BUILDINGS: Final = frozenset({"buildings", "building"})
_BORDERS: Final = frozenset({"boundaries", "boundary"})
_STREET_NAMES: Final = frozenset({"street_labels", "transportation_name", "roads"})
_NAMES: Final = frozenset({"places", "place", "place_labels", "water_name"}) | _STREET_NAMES
"""The layers of Protomaps, OpenMapTiles and Shortbread by what they show; any other is drawn faintly."""


@cache
def colours(scheme: Scheme) -> Mapping[str, str]:
    """The design tokens that are colours, by name without the dashes."""
    found = _TOKEN.findall(TOKENS.read_text(encoding="utf-8"))
    return {name: _legacy((light if scheme == "light" else dark).strip()) for name, light, dark in found}


def _legacy(colour: str) -> str:
    """A colour as map styles write it: with commas, where CSS has long had blanks."""
    parts = re.fullmatch(r"rgb\((\d+) (\d+) (\d+) / ([\d.]+)\)", colour)
    return "rgba({},{},{},{})".format(*parts.groups()) if parts else colour


def style(origin: str, language: str, scheme: Scheme, file: PMTilesFile | None) -> dict[str, Any]:
    """The whole style; `origin` is where the tiles are fetched, as the browser sees it."""
    ink = colours(scheme)
    sources: dict[str, Any] = {
        "graticule": _tiles(f"{origin}/api/v1/map/graticule/{language}", DEEPEST - 4),
        "places": _tiles(f"{origin}/api/v1/map/places/{language}", DEEPEST - 4),
    }
    layers: list[dict[str, Any]] = [
        {"id": "ground", "type": "background", "paint": {"background-color": ink["map-land"]}},
    ]
    if file is not None:
        sources["base"] = {
            "type": file.kind,
            "url": f"pmtiles://{origin}/api/v1/map/tiles.pmtiles",
            **({"tileSize": 256} if file.kind == "raster" else {}),
        }
        layers += _base(file, ink, language)
    return {
        "version": 8,
        "name": "Wayfable",
        "sources": sources,
        "layers": [*layers, *_graticule(ink, over_a_map=file is not None), *_places(ink)],
    }


def _tiles(address: str, max_zoom: int) -> dict[str, Any]:
    return {"type": "vector", "tiles": [address + "/{z}/{x}/{y}"], "minzoom": 0, "maxzoom": max_zoom}


def _graticule(ink: Mapping[str, str], *, over_a_map: bool) -> Iterator[dict[str, Any]]:
    yield {
        "id": "graticule",
        "type": "line",
        "source": "graticule",
        "source-layer": "graticule",
        "paint": {"line-color": ink["map-grid"], "line-width": 1, "line-opacity": 0.4 if over_a_map else 1},
    }
    if over_a_map:
        # Streets have names of their own, and degrees would only lie across them.
        return
    yield {
        "id": "graticule-labels",
        "type": "symbol",
        "source": "graticule",
        "source-layer": "graticule",
        "layout": {
            "symbol-placement": "line",
            "symbol-spacing": 400,
            "text-field": ["get", "label"],
            "text-font": _FACE,
            "text-size": 11,
        },
        "paint": {"text-color": ink["ink-faint"], "text-halo-color": ink["map-land"], "text-halo-width": 1.5},
    }


def _places(ink: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    yield {
        "id": "places",
        "type": "circle",
        "source": "places",
        "source-layer": "places",
        "paint": {
            "circle-radius": ["interpolate", ["linear"], ["zoom"], 4, 2, 14, 4],
            "circle-color": ink["ink-faint"],
            "circle-stroke-color": ink["map-land"],
            "circle-stroke-width": 1,
        },
    }
    yield {
        "id": "place-names",
        "type": "symbol",
        "source": "places",
        "source-layer": "places",
        "minzoom": 11,
        "layout": {
            "text-field": ["get", "title"],
            "text-font": _FACE,
            "text-size": 12,
            "text-anchor": "top",
            # Below the editor's pin (34 px), which stands on the same place and would hide the name.
            "text-offset": [0, 1.6],
            "text-max-width": 12,
        },
        "paint": {"text-color": ink["ink-soft"], "text-halo-color": ink["map-land"], "text-halo-width": 1.5},
    }


def _base(file: PMTilesFile, ink: Mapping[str, str], language: str) -> Iterator[dict[str, Any]]:
    """What lies below: a picture as it is, or the layers that are known by name, from the ground up."""
    if file.kind == "raster":
        yield {"id": "base", "type": "raster", "source": "base"}
        return
    named: list[tuple[frozenset[str], str, str, dict[str, Any]]] = [
        (_GROUND, "", "fill", {"fill-color": ink["surface"]}),
        (_GREEN, "", "fill", {"fill-color": ink["map-green"]}),
        (_WATER, "", "fill", {"fill-color": ink["map-water"]}),
        (_RIVERS, "", "line", {"line-color": ink["map-water"], "line-width": 1.5}),
        (_LINES, "", "line", {"line-color": ink["map-street-edge"], "line-dasharray": [3, 2]}),
        # A street is a broad line with a narrower one on it; all edges first, so that crossings are open.
        (_WAYS, "-edge", "line", {"line-color": ink["map-street-edge"], "line-width": _street_width(1.5)}),
        (_WAYS, "", "line", {"line-color": ink["map-street"], "line-width": _street_width(0)}),
        (_BUILDINGS, "", "fill", {"fill-color": ink["map-building"], "fill-outline-color": ink["map-street-edge"]}),
        (_BORDERS, "", "line", {"line-color": ink["edge"], "line-dasharray": [3, 2]}),
    ]
    known = set(_NAMES).union(*(names for names, _, _, _ in named))
    for layer in file.layers:
        if layer not in known:
            yield _layer(layer, "", "line", {"line-color": ink["map-grid"], "line-opacity": 0.5})
    for names, part, kind, paint in named:
        for layer in file.layers:
            if layer in names:
                yield _layer(layer, part, kind, paint)
    for layer in file.layers:
        if layer in _NAMES:
            yield _labels(layer, ink, language)


def _street_width(edge: float) -> list[Any]:
    """Pixels by zoom, paths a third of streets; `edge` is added for the line below."""
    path = ["in", ["coalesce", ["get", "kind"], ["get", "class"], ""], ["literal", _PATHS]]
    stops = [
        part
        for zoom, wide in ((8, 0.5), (14, 2.5), (18, 12))
        for part in (zoom, ["case", path, wide / 3 + edge, wide + edge])
    ]
    return ["interpolate", ["exponential", 1.5], ["zoom"], *stops]


_PATHS: Final = ["path", "footway", "steps", "cycleway", "track", "bridleway", "pedestrian", "corridor"]


def _layer(layer: str, part: str, kind: str, paint: Mapping[str, Any]) -> dict[str, Any]:
    about: dict[str, Any] = {"id": f"base-{layer}{part}", "type": kind, "source": "base", "source-layer": layer}
    if kind == "fill":
        about["filter"] = ["==", ["geometry-type"], "Polygon"]
    else:
        about["layout"] = {"line-join": "round", "line-cap": "butt" if "line-dasharray" in paint else "round"}
    return {**about, "paint": paint}


def _labels(layer: str, ink: Mapping[str, str], language: str) -> dict[str, Any]:
    name = ["coalesce", ["get", f"name:{language}"], ["get", f"name_{language}"], ["get", "name"]]
    along = "line" if layer in _STREET_NAMES else "point"
    return {
        "id": f"base-{layer}-names",
        "type": "symbol",
        "source": "base",
        "source-layer": layer,
        "layout": {"text-field": name, "text-font": _FACE, "text-size": 12, "symbol-placement": along},
        "paint": {"text-color": ink["ink-soft"], "text-halo-color": ink["map-land"], "text-halo-width": 1.5},
    }
