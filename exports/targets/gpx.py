"""GPX 1.1: stations as way points, the way as one track with a segment for each leg. One language."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gpxpy.gpx import GPX, GPXTrack, GPXTrackPoint, GPXTrackSegment, GPXWaypoint

from exports.files import whole_file
from exports.targets import Order, Target
from exports.way import Halt, cut_at_antimeridian, halts
from tour_schema.place import Position
from tour_schema.text import best
from tour_schema.tour import Leg


def _write(order: Order, path: Path) -> None:
    tour = order.resolved.tour
    gpx = GPX()
    gpx.creator = "Wayfable"
    gpx.name = best(tour.title, order.reader, tour.original)
    gpx.description = best(tour.teaser, order.reader, tour.original)
    gpx.author_name = tour.credit
    gpx.link = order.address
    gpx.waypoints = [_waypoint(halt, halt.position, order) for halt in halts(order.resolved) if halt.position]
    track = GPXTrack(name=gpx.name)
    track.segments = [segment for leg in tour.route.legs for segment in _segments(leg)]
    if track.segments:
        gpx.tracks = [track]
    with whole_file(path) as out:
        out.write(gpx.to_xml(version="1.1").encode())


def _waypoint(halt: Halt, position: Position, order: Order) -> GPXWaypoint:
    station = halt.station
    title = best(station.title, order.reader, station.original) or ""
    point = GPXWaypoint(
        latitude=position[1],
        longitude=position[0],
        name=f"{halt.number} {title}".strip(),
        description=best(station.summary, order.reader, station.original),
    )
    point.source = station.credit
    return point


def _segments(leg: Leg) -> list[GPXTrackSegment]:
    # Heights stay out: GPX says neither geoid nor ellipsoid, and a wrong height is worse than none.
    return [
        GPXTrackSegment([GPXTrackPoint(latitude=point[1], longitude=point[0]) for point in part])
        for part in cut_at_antimeridian(leg.geometry.coordinates)
    ]


TARGET: Final = Target(name="gpx", suffix=".gpx", media_type="application/gpx+xml", write=_write)
