"""The catalogue: what is published, as GeoJSON (RFC 7946), so that any map can show it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Final

from exports.way import Point, halts
from tour_schema.base import FORMAT
from tour_schema.manifest import CatalogueEntry, Manifest, ResolvedTour

Feature = dict[str, Any]
"""A GeoJSON feature whose ``id`` is the tour's and whose ``properties`` are a ``CatalogueEntry``."""

_ANYWHERE: Final = 180.0


def feature_of(resolved: ResolvedTour, manifest: Manifest, digest: str) -> Feature:
    """A tour as the catalogue shows it; ``digest`` is its manifest's SHA-256.

    ``bytes`` is everything in every language and quality; ``distance_m`` is the whole route's,
    ``duration_s`` that of the ways and the stations.
    """
    tour = resolved.tour
    box = bounding_box(_points(resolved))
    position = next((halt.position for halt in halts(resolved) if halt.position), None)
    distances = [leg.distance_m for leg in tour.route.legs if leg.distance_m is not None]
    ways = [leg.duration_s for leg in tour.route.legs]
    durations = [each for each in (*ways, *(station.duration_s for station in resolved.stations)) if each is not None]
    entry = CatalogueEntry(
        tour=tour.id,
        slug=tour.slug or tour.id,
        version=manifest.version,
        title=tour.title,
        teaser=tour.teaser,
        languages=tour.languages,
        mode=tour.mode,
        position=position,
        bounding_box=box,
        distance_m=sum(distances) if distances else None,
        duration_s=sum(durations) if durations else None,
        bytes=sum(file.bytes for file in manifest.files),
        manifest=digest,
    )
    return {
        "type": "Feature",
        "id": tour.id,
        **({"bbox": list(box)} if box else {}),
        "geometry": {"type": "Point", "coordinates": list(position)} if position else None,
        "properties": entry.model_dump(mode="json", by_alias=True, exclude_none=True),
    }


def catalogue_data(features: Iterable[Feature]) -> bytes:
    """The catalogue's bytes: features in the order of the tours' ids, so that the same tours give the same bytes."""
    in_order = sorted(features, key=lambda feature: str(feature["id"]))
    collection = {"type": "FeatureCollection", "format": FORMAT, "kind": "catalogue", "features": in_order}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def features_in(data: bytes) -> dict[str, Feature]:
    """The features of a catalogue by tour."""
    collection: Mapping[str, Any] = json.loads(data)
    return {feature["id"]: feature for feature in collection["features"]}


def entry_of(feature: Feature) -> CatalogueEntry:
    """What a feature says of its tour."""
    return CatalogueEntry.model_validate_json(json.dumps(feature["properties"]))


def bounding_box(points: Iterable[Point]) -> tuple[float, float, float, float] | None:
    """West, south, east, north in degrees; west > east where that is the narrower way round (RFC 7946 §5.2)."""
    found = list(points)
    if not found:
        return None
    longitudes = sorted({point[0] for point in found})
    latitudes = [point[1] for point in found]
    gaps = [(there - here, here, there) for here, there in pairwise(longitudes)]
    # The way round that leaves out the widest gap between two points.
    widest, before, after = max(gaps, default=(0.0, 0.0, 0.0))
    across = widest > _ANYWHERE
    west, east = (after, before) if across else (longitudes[0], longitudes[-1])
    return west, min(latitudes), east, max(latitudes)


def _points(resolved: ResolvedTour) -> Iterable[Point]:
    for halt in halts(resolved):
        if halt.position:
            yield halt.position
    for leg in resolved.tour.route.legs:
        yield from leg.geometry.coordinates
