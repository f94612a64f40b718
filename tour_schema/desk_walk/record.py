"""What a desk walk gives: data for a map, a table and a report."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tour_schema.base import LocalId, Metres, Model, Uuid
from tour_schema.issue import Pointer, Report
from tour_schema.place import Position
from tour_schema.text import Language

Second = Annotated[int, Field(ge=0)]
"""Seconds since the walk began."""


How = Literal["on_time", "early", "late", "missed", "by_hand"]
"""How a station fired; ``by_hand``: it has no geofence to fire by, or is visited once more."""


class Fix(Model):
    """Where the visitor is, and where the phone believes to be."""

    at_s: Second
    visitor: Position
    phone: Position


class Event(Model):
    """Something that happens."""

    at_s: Second
    kind: Literal["arrived", "left", "entered", "fired"]
    """The visitor comes to a stop or goes on; the phone enters its geofence; the station opens by itself."""
    stop: LocalId
    trigger: Pointer | None = None
    """The geofence, in the station's document."""


class Visited(Model):
    """A stop of the walk. What is absent did not happen."""

    stop: LocalId
    station: Uuid
    fired: How
    fired_s: Second | None = None
    arrived_s: Second | None = None
    left_s: Second | None = None
    overlaps: tuple[LocalId, ...] = ()
    """The stops in whose geofence the phone was too when this one fired."""
    spoken_s: Second
    """How long is told at the stop."""
    bridge_s: Second
    """How long is told on the way onward."""
    onward_s: Second | None = None
    """How long the way onward takes."""
    onward_m: Metres | None = None


class Variant(Model):
    """How long a tour takes in one of its forms, on its route."""

    kind: Literal["all", "required", "step_free"]
    stops: Annotated[int, Field(ge=0)]
    walking_s: Second
    staying_s: Second
    distance_m: Metres


class Course(Model):
    """A tour as it would be walked."""

    kind: Literal["walk"] = "walk"
    tour: Uuid
    language: Language
    modules: tuple[LocalId, ...]
    """The modules that were taken."""
    left_out: tuple[LocalId, ...] = ()
    """The stops that were left out because of steps."""
    lasts_s: Second
    distance_m: Metres
    visits: tuple[Visited, ...]
    events: tuple[Event, ...]
    fixes: tuple[Fix, ...]
    """The phone is asked every second; of a long walk only every so many seconds are told, and the last."""
    variants: tuple[Variant, ...]


class Walk(Course):
    """A tour as it would be walked, with what went wrong."""

    report: Report
