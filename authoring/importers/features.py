"""What maps and tables have in common: a geometry and its properties become drafts and lines.

Points become stations, areas become stations with a geofence and a point inside, lines become lines, a
collection becomes its parts. A row without a geometry is a station without a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal

import geojson

from authoring.importers.columns import checked, columns_of, guessed, signature, words_of
from authoring.importers.lines import line_of
from authoring.importers.plan import (
    MOST_STATIONS,
    Draft,
    FileFacts,
    ImportRefusedError,
    Line,
    Plan,
    Position,
    PositionFrom,
    Remarks,
    Ring,
)
from authoring.importers.positions import fault, likely_swapped, point_inside
from authoring.importers.texts import web_address
from tour_schema.place import HeightReference

MOST_COLUMNS: Final = 500
"""More kinds of facts than anybody maps by hand."""

MOST_CORNERS: Final = 2_000
"""Corners of an area that a phone can watch; larger ones are thinned."""

_POINTS: Final = frozenset({"Point", "MultiPoint"})
_DEEPEST: Final = 8
"""Collections inside collections; RFC 7946 §3.1.8 advises against any."""


@dataclass(frozen=True, slots=True)
class Row:
    """One feature of a map, or one row of a table."""

    number: int
    values: Mapping[str, str]
    geometry: Mapping[str, Any] | None = None
    source_id: str | None = None
    fault: str | None = None
    """Why its geometry was left (``import.remark.<fault>``)."""
    heights_from: HeightReference | None = None
    """What the format, or the file, says that heights are measured from."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one file, and how their values are to be read."""

    facts: FileFacts
    file: int
    origin: Literal["row", "feature", "placemark"]
    names: Sequence[str]
    rows: Sequence[Row]
    title: str | None = None


def plan_of(table: Table, mapping: Mapping[str, str] | None, remarks: Remarks, *, swap: bool = False) -> Plan:
    """The plan of one table: the person's mapping, or a guess where there is none yet.

    ``swap`` exchanges latitude and longitude because a person asked for it.
    """
    if len(table.rows) > MOST_STATIONS:
        raise ImportRefusedError("too_many_rows", count=len(table.rows), most=MOST_STATIONS)
    if len(table.names) > MOST_COLUMNS:
        raise ImportRefusedError("too_many_columns", count=len(table.names), most=MOST_COLUMNS)
    values = [row.values for row in table.rows]
    fields = checked(mapping, table.names) if mapping is not None else guessed(table.names, values)
    columns = columns_of(table.names, values, fields)
    if not fields and table.names and not any(row.geometry for row in table.rows):
        remarks.noticed("no_columns")
        return Plan(files=(table.facts,), columns=columns, signature=signature(table.names), remarks=remarks.all())
    for column in columns:
        if column.field is None and column.filled:
            remarks.left("column", column.name)
    reader = _Reader(table, fields, remarks, swap=swap)
    drafts, lines = reader.read()
    if likely_swapped([draft.position for draft in drafts if draft.position and draft.position_from == "file"]):
        remarks.noticed("looks_swapped")
    return Plan(
        files=(table.facts,),
        title=table.title,
        stations=_without_twins(drafts, remarks),
        lines=tuple(lines),
        columns=columns,
        signature=signature(table.names) if table.names else None,
        remarks=remarks.all(),
    )


def _without_twins(drafts: Sequence[Draft], remarks: Remarks) -> tuple[Draft, ...]:
    """The drafts, with every one that says the same title at the same position as an earlier one set aside."""
    seen: dict[tuple[object, ...], Draft] = {}
    kept = []
    for draft in drafts:
        where = draft.position and (round(draft.position[0], 6), round(draft.position[1], 6))
        twin_key = (draft.title, where, draft.street, draft.locality, None if where else draft.story)
        if draft.title is None or twin_key not in seen:
            seen[twin_key] = draft
            kept.append(draft)
        else:
            remarks.left("twin", f"{draft.number}: {draft.title}")
            kept.append(draft.model_copy(update={"take": False, "doubt": "twin"}))
    return tuple(kept)


class _Reader:
    """Turns the rows of one table into drafts and lines."""

    def __init__(self, table: Table, fields: Mapping[str, str], remarks: Remarks, *, swap: bool) -> None:
        self._table = table
        self._fields = fields
        self._remarks = remarks
        self._swap = swap

    def read(self) -> tuple[list[Draft], list[Line]]:
        drafts: list[Draft] = []
        lines: list[Line] = []
        for row in self._table.rows:
            words = words_of(row.values, self._fields)
            geometry = row.geometry if row.geometry is not None else self._geometry_of_columns(row, words)
            if row.fault:
                self._remarks.noticed(row.fault, _name(row, words))
            if not words and geometry is None:
                self._remarks.left("empty_row", str(row.number))
                continue
            parts = list(self._parts(geometry, row, words)) if geometry is not None else []
            found = [part for part in parts if isinstance(part, Line)]
            spots = [part for part in parts if not isinstance(part, Line)]
            lines += found
            if not words and not found and not any(spot.position for spot in spots):
                self._remarks.left("empty_row", str(row.number))
            elif spots or not found:
                drafts += self._drafts(row, words, spots or [_NOWHERE])
        return drafts, lines

    def _drafts(self, row: Row, words: Mapping[str, list[str]], spots: Sequence[_Spot]) -> Iterator[Draft]:
        title = _title(words)
        for index, spot in enumerate(spots, start=1):
            several = len(spots) > 1
            if spot.position is None:
                self._remarks.noticed("no_place", title or str(row.number))
            yield Draft(
                key=f"{self._table.file}-{row.number}" + (f"-{index}" if several else ""),
                file=self._table.file,
                origin=self._table.origin,
                number=row.number,
                title=f"{title} ({index})" if title and several else title,
                position=spot.position,
                position_from=spot.source if spot.position else None,
                height_m=spot.height_m,
                height_from=row.heights_from if spot.height_m is not None else None,
                area=spot.area,
                source_id=_source_id(row, words, index if several else None),
                **_facts(words),
            )

    def _geometry_of_columns(self, row: Row, words: Mapping[str, list[str]]) -> Mapping[str, Any] | None:
        from authoring.importers.cells import geometry_of_cells

        raw = {field: row.values.get(name, "").strip() for name, field in self._fields.items()}
        found = geometry_of_cells(raw)
        if isinstance(found, str):
            self._remarks.noticed(found, _name(row, words))
            return None
        return found

    def _parts(
        self, geometry: Mapping[str, Any], row: Row, words: Mapping[str, list[str]], depth: int = 0
    ) -> Iterator[_Spot | Line]:
        kind = geometry.get("type")
        if kind == "GeometryCollection":
            members = geometry.get("geometries")
            if depth >= _DEEPEST or not isinstance(members, list):
                self._remarks.left("geometry_unreadable", _name(row, words))
                return
            for member in members:
                if isinstance(member, Mapping):
                    yield from self._parts(member, row, words, depth + 1)
                elif member is not None:
                    self._remarks.left("geometry_unreadable", _name(row, words))
            return
        shape = sound(geometry)
        if isinstance(shape, str):
            self._remarks.left(shape, _name(row, words))
            return
        yield from self._simple(shape, row, words)

    def _simple(self, shape: Mapping[str, Any], row: Row, words: Mapping[str, list[str]]) -> Iterator[_Spot | Line]:
        kind, coordinates = shape["type"], shape["coordinates"]
        if kind in _POINTS:
            for each in [coordinates] if kind == "Point" else coordinates:
                yield self._point(each, row, words)
        elif kind in {"LineString", "MultiLineString"}:
            for each in [coordinates] if kind == "LineString" else coordinates:
                self._say_heights_left(each)
                yield from line_of(
                    [self._plain(point) for point in each], _title(words), self._table.file, self._remarks
                )
        else:
            for each in [coordinates] if kind == "Polygon" else coordinates:
                yield self._area(each, row, words)

    def _plain(self, point: Sequence[float]) -> Position:
        first, second = float(point[0]), float(point[1])
        return (second, first) if self._swap else (first, second)

    def _point(self, point: Sequence[float], row: Row, words: Mapping[str, list[str]]) -> _Spot:
        position = self._plain(point)
        wrong = fault(*position)
        if wrong:
            self._remarks.noticed(f"position_{wrong}", _name(row, words))
            return _NOWHERE
        return _Spot(position, "file", None, self._height(point, row, words))

    def _height(self, point: Sequence[float], row: Row, words: Mapping[str, list[str]]) -> float | None:
        """The point's height where it is known what it is measured from; 0 is what programs write that know none."""
        if len(point) < 3:
            return None
        if row.heights_from is None:
            self._remarks.left("heights")
            return None
        if point[2] == 0:
            self._remarks.left("heights_zero", _name(row, words))
            return None
        self._remarks.noticed(f"heights_{row.heights_from}", _name(row, words))
        return float(point[2])

    def _area(self, rings: Sequence[Sequence[Sequence[float]]], row: Row, words: Mapping[str, list[str]]) -> _Spot:
        plain = [tuple(self._plain(point) for point in ring) for ring in rings]
        label = _name(row, words)
        for ring in rings:
            self._say_heights_left(ring)
        if any(fault(*point) for ring in plain for point in ring):
            self._remarks.left("area_out_of_range", label)
            return _NOWHERE
        if any(abs(a[0] - b[0]) > 180 for ring in plain for a, b in pairwise(ring)):
            self._remarks.left("area_antimeridian", label)
            return _Spot(_inside_over_antimeridian(plain), "inside_area", None)
        inside = point_inside(plain)
        if inside is None:
            self._remarks.left("area_invalid", label)
            return _NOWHERE
        self._remarks.noticed("point_inside_area", label)
        return _Spot(inside, "inside_area", self._with_fewer_corners(plain, label))

    def _with_fewer_corners(self, rings: Sequence[Ring], label: str) -> tuple[Ring, ...]:
        corners = sum(map(len, rings))
        if corners <= MOST_CORNERS:
            return tuple(rings)
        import shapely

        shape = shapely.Polygon(rings[0], rings[1:])
        thin: list[Ring] = list(rings)
        for tolerance_deg in (1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 1e-2, 1e-1):
            simple = shape.simplify(tolerance_deg)
            thin = [tuple(ring.coords) for ring in (simple.exterior, *simple.interiors)]
            if sum(map(len, thin)) <= MOST_CORNERS:
                break
        self._remarks.noticed("area_thinned", label, corners=corners, kept=sum(map(len, thin)))
        return tuple(thin)

    def _say_heights_left(self, points: Sequence[Sequence[float]]) -> None:
        if any(len(point) > 2 and point[2] for point in points):
            self._remarks.left("heights_of_ways")


def _inside_over_antimeridian(rings: Sequence[Ring]) -> Position | None:
    """A point inside an area that jumps over the 180th meridian: found beyond it, and brought back."""
    inside = point_inside([tuple((lon + 360 if lon < 0 else lon, lat) for lon, lat in ring) for ring in rings])
    if inside is None:
        return None
    lon, lat = inside
    return (round(lon - 360, 7) if lon > 180 else lon), lat


@dataclass(frozen=True, slots=True)
class _Spot:
    position: Position | None
    source: PositionFrom
    area: tuple[Ring, ...] | None
    height_m: float | None = None


_NOWHERE: Final = _Spot(None, "file", None)
_KINDS: Final = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"})


def sound(geometry: Mapping[str, Any]) -> dict[str, Any] | str:
    """The geometry as the geojson library accepts it, or the code of the remark that says why not."""
    kind = geometry.get("type")
    if kind not in _KINDS:
        return "geometry_kind"
    if _holds_bool(geometry.get("coordinates")):
        return "geometry_unreadable"
    try:
        shape = getattr(geojson, str(kind))(geometry.get("coordinates"), precision=15)
        faults = shape.errors()
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return "geometry_unreadable"
    if kind == "Point" and not shape["coordinates"]:
        return "geometry_empty"
    if not shape["coordinates"]:
        return "geometry_empty"
    return "geometry_unreadable" if faults else dict(shape)


def _holds_bool(value: Any) -> bool:
    """``true`` is a number to Python and to the geojson library, but not to RFC 7946."""
    if isinstance(value, list | tuple):
        return any(_holds_bool(each) for each in value) if len(value) < 5 else any(map(_holds_bool, value))
    return isinstance(value, bool)


def _title(words: Mapping[str, list[str]]) -> str | None:
    for field in ("title", "street", "locality", "postal_code"):
        if words.get(field):
            return words[field][0]
    return None


def _name(row: Row, words: Mapping[str, list[str]]) -> str:
    title = _title(words)
    return f"{row.number}: {title}" if title else str(row.number)


def _source_id(row: Row, words: Mapping[str, list[str]], part: int | None) -> str | None:
    plain = row.source_id or next(iter(words.get("source_id", [])), None)
    return f"{plain}/{part}" if plain and part else plain


def _facts(words: Mapping[str, list[str]]) -> dict[str, Any]:
    """The draft's other fields. More than one title is a title and a first paragraph."""
    story = [*words.get("title", [])[1:], *words.get("story", [])]
    street = " ".join([*words.get("street", [])[:1], *words.get("house_number", [])[:1]])
    country = next((each.upper() for each in words.get("country", []) if re.fullmatch("[A-Za-z]{2}", each)), None)
    links = [web_address(link) for link in words.get("link", [])]
    return {
        "summary": "\n\n".join(words.get("summary", [])) or None,
        "story": "\n\n".join(story) or None,
        "street": street or None,
        "postal_code": next(iter(words.get("postal_code", [])), None),
        "locality": next(iter(words.get("locality", [])), None),
        "country": country,
        "opening_hours": next(iter(words.get("opening_hours", [])), None),
        "phone": next(iter(words.get("phone", [])), None),
        "email": next(iter(words.get("email", [])), None),
        "links": tuple(link for link in links if link),
    }
