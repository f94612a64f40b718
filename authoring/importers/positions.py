"""Positions as people and files write them: plain degrees, decimal commas, minutes and seconds, well-known text.

Everything returns ``(longitude, latitude)`` in WGS84 degrees or says that it is none; nothing is corrected.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, Literal

from authoring.importers.plan import Position, Ring

Fault = Literal["not_a_number", "out_of_range", "swapped", "metres", "zero"]

_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,3}(?:[.,]\d{0,20})?|[.,]\d{1,20})(?:[eE][+-]?\d{1,2})?")
_LONG_NUMBER: Final = re.compile(r"[+-]?\d{4,9}(?:[.,]\d{0,20})?|[+-]?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{0,20})?")
_SEXAGESIMAL: Final = re.compile(
    r"""(?P<before>[NSEWO])?\s*(?P<sign>[+-])?
        (?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*[°ºd]\s*
        (?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['′’´m]\s*)?
        (?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:"|″|”|''|′′|´´|s)?\s*)?
        (?P<after>[NSEWO])?""",
    re.VERBOSE | re.IGNORECASE,
)
_EUROPE: Final = (-25.0, 34.0, 45.0, 72.0)
"""West, south, east, north."""


def number(text: str) -> float | None:
    """Degrees written as one number with a point or a comma, or as degrees, minutes and seconds."""
    text = text.strip().replace("\N{MINUS SIGN}", "-").replace("\N{NO-BREAK SPACE}", " ")
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", "."))
    found = _SEXAGESIMAL.fullmatch(text)
    return _degrees(found) if found else None


def _degrees(found: re.Match[str]) -> float | None:
    parts = [float((found[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")]
    if parts[1] >= 60 or parts[2] >= 60:
        return None
    # O is Ost in German and ouest in French: it is taken as German.
    hemisphere = (found["before"] or found["after"] or "").upper()
    sign = -1 if hemisphere in {"S", "W"} or found["sign"] == "-" else 1
    return sign * (parts[0] + parts[1] / 60 + parts[2] / 3600)


def looks_metric(text: str) -> bool:
    """Whether a coordinate is a number far too large for degrees: metres of a projected grid (UTM, Gauß-Krüger)."""
    return bool(_LONG_NUMBER.fullmatch(text.strip()))


def pair(text: str) -> Position | None:
    """A position in one cell, latitude first as people write it: ``50.97, 11.03`` or ``50° 58′ 44″ N 11° 1′ 51″ E``.

    Hemisphere letters decide which is which when they are there.
    """
    text = text.strip().strip("()[]").strip()
    halves = _halves(text)
    if halves is None:
        return None
    first, second = (number(half) for half in halves)
    if first is None or second is None:
        return None
    if re.search(r"[EWO]", halves[0], re.IGNORECASE) and re.search(r"[NS]", halves[1], re.IGNORECASE):
        return first, second
    return second, first


def _halves(text: str) -> tuple[str, str] | None:
    for separator in (";", "|", "/", ", ", "\t"):
        if text.count(separator) == 1:
            before, after = text.split(separator)
            return before, after
    hemispheres = re.fullmatch(r"(.*?[NSEWO])[\s,]+(.*[NSEWO])", text, re.IGNORECASE)
    if hemispheres and "°" in text:
        return hemispheres[1], hemispheres[2]
    words = text.split()
    if len(words) == 2:
        return words[0].rstrip(","), words[1]
    if text.count(",") == 1:
        before, after = text.split(",")
        return before, after
    if text.count(",") == 3:  # 50,97,11,03: a decimal comma on both sides
        a, b, c, d = text.split(",")
        return f"{a},{b}", f"{c},{d}"
    return None


def fault(lon: float, lat: float) -> Fault | None:
    """Why this is no position on Earth, or ``None``."""
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return "not_a_number"
    if lon == 0 and lat == 0:
        return "zero"
    if abs(lon) <= 180 and abs(lat) <= 90:
        return None
    if abs(lat) <= 180 and abs(lon) <= 90:
        return "swapped"
    return "metres" if max(abs(lon), abs(lat)) > 400 else "out_of_range"


def likely_swapped(positions: Sequence[Position]) -> bool:
    """Whether nearly all lie outside Europe, and would all lie inside it with latitude and longitude exchanged."""
    if not positions:
        return False
    outside = [position for position in positions if not _in_europe(*position)]
    return len(outside) > 0.9 * len(positions) and all(_in_europe(lat, lon) for lon, lat in outside)


def _in_europe(lon: float, lat: float) -> bool:
    west, south, east, north = _EUROPE
    return west <= lon <= east and south <= lat <= north


def crosses_antimeridian(positions: Sequence[Position]) -> bool:
    """Whether a line jumps over the 180th meridian (two neighbours more than 180° apart)."""
    return any(abs(a[0] - b[0]) > 180 for a, b in pairwise(positions))


_WKT: Final = re.compile(
    r"\s*(?:SRID\s*=\s*(?P<srid>\d{1,6})\s*;)?\s*(?P<body>[A-Z]{5,20}\b.*)", re.IGNORECASE | re.DOTALL
)


class WktError(ValueError):
    """Not well-known text that we read; ``code`` says why."""

    def __init__(self, code: str, **values: str | float) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def geometry_from_wkt(text: str) -> dict[str, object]:
    """A GeoJSON geometry of well-known text, with an ``SRID=4326;`` before it or none.

    Raises:
        WktError: it cannot be read, or names another reference system.
    """
    import shapely
    from shapely.geometry import mapping

    found = _WKT.fullmatch(text)
    if found is None:
        raise WktError("wkt_unreadable")
    if found["srid"] not in {None, "4326", "4979"}:
        raise WktError("wkt_srid", srid=int(found["srid"]))
    try:
        shape = shapely.from_wkt(found["body"])
    except (shapely.errors.ShapelyError, UnicodeEncodeError):
        raise WktError("wkt_unreadable") from None
    if shape is None or shape.is_empty:
        raise WktError("wkt_empty")
    return dict(mapping(shapely.force_3d(shape) if shape.has_z else shapely.force_2d(shape)))


def point_inside(rings: Iterable[Ring]) -> Position | None:
    """A point that surely lies inside the area, or ``None`` where the rings make no valid area."""
    import shapely

    outer, *holes = rings
    shape = shapely.Polygon(outer, holes)
    if not shape.is_valid or shape.area == 0:
        return None
    inside = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
    return round(inside.x, 7), round(inside.y, 7)
