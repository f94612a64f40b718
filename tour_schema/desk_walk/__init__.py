"""The desk walk: a tour played along its route before anybody walks it. Pure, and the same for the same seed."""

from tour_schema.desk_walk.options import NotWalkableError, Options
from tour_schema.desk_walk.record import Course, How, Visited, Walk
from tour_schema.desk_walk.simulate import walk

__all__ = ["Course", "How", "NotWalkableError", "Options", "Visited", "Walk", "walk"]
