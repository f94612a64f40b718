"""GPX 1.0 and 1.1: waypoints become stations, routes and tracks become lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import gpxpy
import gpxpy.gpx

from authoring.importers.lines import line_of
from authoring.importers.plan import Draft, FileFacts, ImportRefusedError, Line, Plan, Position, Remarks
from authoring.importers.positions import fault, likely_swapped
from authoring.importers.source import Source, text_of_xml
from authoring.importers.texts import tidy, tidy_text, web_address
from tour_schema.place import HeightReference

MOST_POINTS_READ: Final = 250_000
"""Nearly three days of a recorder that writes every second."""

_POINT: Final = re.compile(r"<(?:\w+:)?(?:trkpt|rtept|wpt)\b")


def read_gpx(source: Source, file: int = 0, *, swap: bool = False, heights: HeightReference | None = None) -> Plan:
    """The plan of one GPX file.

    ``swap`` exchanges latitude and longitude because a person asked for it. GPX does not say what heights are measured
    from, and a height without its reference is worthless: they are left until a person says it by ``heights``.

    Raises:
        ImportRefusedError: it is no GPX, holds too many points or a document type.
    """
    text = text_of_xml(source.bytes())
    points = sum(1 for _ in _POINT.finditer(text))
    if points > MOST_POINTS_READ:
        raise ImportRefusedError("too_many_points", count=points, most=MOST_POINTS_READ)
    gpx = _parsed(text)
    if swap:
        _exchange(gpx)
    remarks = Remarks(file)
    stations = _stations(gpx.waypoints, file, remarks, heights)
    lines = tuple(_lines(gpx, file, remarks))
    _say_heights(gpx, remarks, heights)
    if likely_swapped(
        [*(d.position for d in stations if d.position), *(p for line in lines for p in line.coordinates)]
    ):
        remarks.noticed("looks_swapped")
    title = tidy(gpx.name) or next((line.name for line in lines if line.name), None)
    return Plan(
        files=(FileFacts(name=source.name, format="gpx", bytes=source.size),),
        title=title,
        stations=stations,
        lines=lines,
        remarks=remarks.all(),
    )


def _parsed(text: str) -> gpxpy.gpx.GPX:
    try:
        return gpxpy.parse(text)
    except gpxpy.gpx.GPXXMLSyntaxException as error:
        found = re.search(r"line (\d+)", str(error))
        raise ImportRefusedError("xml_broken", line=int(found[1]) if found else 1) from None
    # gpxpy meets whatever the file holds with whatever exception Python has for it.
    except (gpxpy.gpx.GPXException, ValueError, TypeError, AttributeError, KeyError, OverflowError):
        raise ImportRefusedError("gpx_unreadable") from None


def _exchange(gpx: gpxpy.gpx.GPX) -> None:
    for point in [
        *gpx.waypoints,
        *gpx.walk(only_points=True),
        *(point for route in gpx.routes for point in route.points),
    ]:
        point.latitude, point.longitude = point.longitude, point.latitude


def _position(point: gpxpy.gpx.GPXWaypoint | gpxpy.gpx.GPXRoutePoint | gpxpy.gpx.GPXTrackPoint) -> Position:
    return float(point.longitude), float(point.latitude)


def _stations(
    waypoints: Iterable[gpxpy.gpx.GPXWaypoint], file: int, remarks: Remarks, heights: HeightReference | None
) -> tuple[Draft, ...]:
    drafts = []
    for number, point in enumerate(waypoints, start=1):
        position = _position(point)
        wrong = fault(*position)
        title = tidy(point.name)
        if wrong:
            remarks.noticed(f"position_{wrong}", title or str(number))
        height = None if wrong or heights is None else point.elevation
        if height == 0:
            remarks.left("heights_zero", title or str(number))
            height = None
        elif height is not None:
            remarks.noticed(f"heights_{heights}", title or str(number))
        comment, description = tidy_text(point.comment), tidy_text(point.description)
        drafts.append(
            Draft(
                key=f"{file}-wpt-{number}",
                file=file,
                origin="waypoint",
                number=number,
                title=title,
                story=description or (comment if comment != title else None),
                position=None if wrong else position,
                position_from=None if wrong else "file",
                height_m=height,
                height_from=heights if height is not None else None,
                links=tuple(link for link in (web_address(str(point.link).strip()),) if link),
                source_id=tidy(point.name) and f"{point.name}@{position[0]:.6f},{position[1]:.6f}",
            )
        )
        if point.symbol:
            remarks.left("symbols", title)
    return tuple(drafts)


def _lines(gpx: gpxpy.gpx.GPX, file: int, remarks: Remarks) -> Iterable[Line]:
    for track in gpx.tracks:
        segments = [segment for segment in track.segments if segment.points]
        for index, segment in enumerate(segments, start=1):
            name = tidy(track.name)
            label = f"{name} ({index})" if name and len(segments) > 1 else name
            yield from line_of([_position(point) for point in segment.points], label, file, remarks)
        if not segments:
            remarks.left("empty_line", tidy(track.name) or "trk")
    for route in gpx.routes:
        if route.points:
            yield from line_of([_position(point) for point in route.points], tidy(route.name), file, remarks)
        else:
            remarks.left("empty_line", tidy(route.name) or "rte")


def _say_heights(gpx: gpxpy.gpx.GPX, remarks: Remarks, heights: HeightReference | None) -> None:
    of_ways = [point.elevation for point in gpx.walk(only_points=True) if point.elevation is not None]
    if heights is not None:
        if any(of_ways):
            remarks.left("heights_of_ways")
        return
    every = [*of_ways, *(point.elevation for point in gpx.waypoints if point.elevation is not None)]
    if any(every):
        remarks.left("heights", points=len(every))
