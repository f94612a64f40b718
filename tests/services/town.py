"""A real town, Kaiserslautern as OpenStreetMap had it: as a base map and as walking routes.

The file is among the samples; the tools are the ones that an administrator would take.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import osmium

#: West, south, east, north, degrees.
BOUNDS = (7.760, 49.436, 7.777, 49.446)

_MAKER = osmium.geom.GeoJSONFactory()
# The layers of Protomaps, each by the keys that OpenStreetMap has for it.
_AREAS = {
    "buildings": {"building"},
    "water": {"water", "natural=water"},
    "landuse": {"landuse=grass", "landuse=forest", "leisure=park"},
}


def extract(samples: Path) -> Path:
    """The town's centre as OpenStreetMap XML."""
    return samples / "osm" / "kaiserslautern_centre.osm.gz"


def as_pbf(osm: Path, to: Path) -> Path:
    """The same data in the form that routing servers read."""
    with osmium.SimpleWriter(str(to), overwrite=True) as writer:
        for each in osmium.FileProcessor(str(osm)):
            writer.add(each)
    return to


def as_base_map(osm: Path, to: Path) -> Path:
    """A PMTiles archive of vector tiles: ways, buildings, water, green."""
    lines = to.with_suffix(".geojsonl")
    with lines.open("w", encoding="utf-8") as file:
        for layer, geometry, tags in _features(osm):
            feature = {
                "type": "Feature",
                "tippecanoe": {"layer": layer},
                "properties": tags,
                "geometry": geometry,
            }
            file.write(json.dumps(feature) + "\n")
    program = Path(sys.executable).parent / "tippecanoe"
    credit = "© OpenStreetMap contributors"
    subprocess.run([program, "-q", "-f", "-Z8", "-z16", f"--attribution={credit}", "-o", to, lines], check=True)
    return to


def _features(osm: Path) -> Iterator[tuple[str, Any, dict[str, str]]]:
    for each in osmium.FileProcessor(str(osm)).with_locations().with_areas():
        tags = {tag.k: tag.v for tag in each.tags}
        words = set(tags) | {f"{key}={value}" for key, value in tags.items()}
        try:
            if isinstance(each, osmium.osm.Way) and "highway" in tags:
                about = {"kind": tags["highway"]} | ({"name": tags["name"]} if "name" in tags else {})
                yield "roads", json.loads(_MAKER.create_linestring(each)), about
            elif isinstance(each, osmium.osm.Area):
                for layer in (name for name, keys in _AREAS.items() if keys & words):
                    yield layer, json.loads(_MAKER.create_multipolygon(each)), {"kind": layer}
        except (osmium.InvalidLocationError, RuntimeError):
            # Cut off at the edge of the extract.
            continue
