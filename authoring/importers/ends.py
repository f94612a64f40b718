"""A way without stations has at least a beginning and an end, and the file says exactly where they are."""

from __future__ import annotations

from authoring.importers.lines import distance_m
from authoring.importers.plan import Draft, Line, Plan, Position
from authoring.words import say

ROUND_M = 60.0
"""A walk that ends nearer than this to its beginning is a round: one station stands for both."""


def with_ends(plan: Plan, language: str) -> Plan:
    """The plan with a station at the first and the last point of its lines, where it has lines and no stations.

    The positions are the file's own points; the titles say what they are, in ``language``.
    """
    if plan.stations or not plan.lines:
        return plan
    first, last = plan.lines[0], plan.lines[-1]
    start = _end(first, "track_start", first.coordinates[0], plan, language)
    end = _end(last, "track_end", last.coordinates[-1], plan, language)
    is_round = distance_m(first.coordinates[0], last.coordinates[-1]) < ROUND_M
    return plan.model_copy(update={"stations": (start,) if is_round else (start, end)})


def _end(line: Line, origin: str, position: Position, plan: Plan, language: str) -> Draft:
    name = plan.title or line.name
    key = f"import.title.{origin}" if name else f"import.title.{origin}_unnamed"
    return Draft.model_validate(
        {
            "key": f"{line.file}-{origin}",
            "file": line.file,
            "origin": origin,
            "number": 1,
            "title": say(key, language, name=name or ""),
            "position": position,
            "position_from": "file",
        }
    )
