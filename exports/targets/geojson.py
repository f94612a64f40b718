"""GeoJSON (RFC 7946): stations as points, legs as lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import geojson

from exports.files import whole_file
from exports.targets import Order, Target
from exports.way import Halt, cut_at_antimeridian, halts
from tour_schema.manifest import ResolvedTour

_PRECISION: Final = 9
"""Decimal places of a degree: a tenth of a millimetre. The library would round to six, 0.1 m."""


def _write(order: Order, path: Path) -> None:
    tour = order.resolved.tour
    collection = geojson.FeatureCollection(
        [*_stops(order.resolved), *_legs(order.resolved)],
        id=tour.id,
        title=tour.title,
        teaser=tour.teaser,
        languages=list(tour.languages),
        licence=tour.licence,
        credit=tour.credit,
    )
    text = geojson.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1)
    with whole_file(path) as out:
        out.write(text.encode() + b"\n")


def _stops(resolved: ResolvedTour) -> Iterator[geojson.Feature]:
    for halt in halts(resolved):
        yield geojson.Feature(id=halt.stop.id, geometry=_point(halt), properties=_facts(halt))


def _point(halt: Halt) -> geojson.Point | None:
    # A feature without a place is legal (§3.2), and a place is never invented.
    return geojson.Point(halt.position, precision=_PRECISION) if halt.position else None


def _facts(halt: Halt) -> dict[str, Any]:
    facts = {
        "kind": "stop",
        "number": halt.number,
        "module": halt.module.id,
        "module_title": halt.module.title,
        "station": halt.station.id,
        "title": halt.station.title,
        "summary": halt.station.summary,
        "themes": list(halt.station.themes),
        "duration_s": halt.station.duration_s,
        "licence": halt.station.licence,
        "credit": halt.station.credit,
    }
    return {name: value for name, value in facts.items() if value not in (None, {}, [])}


def _legs(resolved: ResolvedTour) -> Iterator[geojson.Feature]:
    for leg in resolved.tour.route.legs:
        parts = cut_at_antimeridian(leg.geometry.coordinates)
        if not parts:
            continue
        geometry = (
            geojson.LineString(parts[0], precision=_PRECISION)
            if len(parts) == 1
            else geojson.MultiLineString(parts, precision=_PRECISION)
        )
        facts = {
            "kind": "leg",
            "from": leg.from_,
            "to": leg.to,
            "distance_m": leg.distance_m,
            "duration_s": leg.duration_s,
            "steps": leg.steps,
            "surface": leg.surface,
        }
        yield geojson.Feature(
            geometry=geometry, properties={name: value for name, value in facts.items() if value is not None}
        )


TARGET: Final = Target(name="geojson", suffix=".geojson", media_type="application/geo+json", write=_write)
