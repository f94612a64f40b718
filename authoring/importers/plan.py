"""What an import would bring: a plan, before anything is written.

A reader turns a file into a plan and knows no database; an action turns a plan into documents. A plan
crosses a process border and waits in a row until a person has looked at it, so it is plain frozen data with
a JSON form. Positions are ``(longitude, latitude)`` in WGS84 degrees. Nothing in a plan is made up: a draft
without a position is a station without a place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from tour_schema.place import HeightReference

MOST_STATIONS: Final = 20_000
"""More than this in one import is a data transfer, not an editor's work."""

MOST_EXAMPLES: Final = 12
"""How many places of one remark are named; the rest is counted."""

Position = tuple[float, float]
Ring = tuple[Position, ...]

Format = Literal["gpx", "geojson", "csv", "kml", "photo"]

Origin = Literal["row", "waypoint", "feature", "placemark", "photo", "track_start", "track_end"]

PositionFrom = Literal["file", "inside_area", "photo"]


class ImportRefusedError(Exception):
    """A file that cannot be imported at all: a code and the values of its sentence (``import.refused.<code>``)."""

    def __init__(self, code: str, **values: str | float) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class PlanModel(BaseModel):
    """Frozen, strict and closed, as the documents are."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class Remark(PlanModel):
    """Something a person should know: what was left out and why, or what was noticed."""

    code: str
    """Its sentence is ``import.remark.<code>``."""
    left: bool
    """Whether something of the file is not taken."""
    file: int | None = None
    """Which of the plan's files, by index."""
    values: dict[str, str | int | float] = {}
    count: int = 1
    where: tuple[str, ...] = ()
    """The first places it happened: row numbers, names, columns."""


class FileFacts(PlanModel):
    """What was found out about one file."""

    name: str
    format: Format | None = None
    """Absent where the file was refused."""
    bytes: int
    encoding: str | None = None
    separator: str | None = None
    decimal_comma: bool | None = None


class Column(PlanModel):
    """One column of a table (or property of features), and what it is taken for."""

    name: str
    field: str | None
    """A name of :data:`authoring.importers.columns.FIELDS`; absent where it is left."""
    samples: tuple[str, ...] = ()
    filled: int = 0
    """In how many rows it says something."""


class Draft(PlanModel):
    """One station to be."""

    key: str
    """Unique in the plan."""
    file: int
    origin: Origin
    number: int
    """Which row, waypoint, feature … of the file, counted from 1 as a person would."""
    title: str | None = None
    summary: str | None = None
    story: str | None = None
    position: Position | None = None
    position_from: PositionFrom | None = None
    height_m: float | None = None
    height_from: HeightReference | None = None
    """What the height is measured from; one is not there without the other."""
    area: tuple[Ring, ...] | None = None
    """A polygon's rings, outer first: the geofence."""
    street: str | None = None
    postal_code: str | None = None
    locality: str | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    opening_hours: str | None = None
    phone: str | None = None
    email: str | None = None
    links: tuple[str, ...] = ()
    photo: bool = False
    """Whether the draft's file is its picture."""
    taken_at: str | None = None
    """When the picture was taken, as its camera says: ``2008-10-22T16:28:39``, local, with ``+02:00`` if it says so."""
    source_id: str | None = None
    """What the file calls it, so that it is known again."""
    take: bool = True
    doubt: str | None = None
    """Why it is not taken unless a person asks for it (``import.doubt.<code>``)."""
    same_as: str | None = None
    """The library's station that this seems to be."""


class Line(PlanModel):
    """A way through the landscape, as it was recorded or drawn."""

    file: int
    name: str | None = None
    coordinates: tuple[Position, ...]
    points_read: int
    tolerance_m: float = 0.0
    """How far a point that was left out may lie from the line; 0 where every point was kept."""
    take: bool = True


class Plan(PlanModel):
    """All that one import would bring, what it leaves, and what was noticed."""

    files: tuple[FileFacts, ...] = ()
    title: str | None = None
    """What the files call themselves, offered as a tour's title."""
    stations: tuple[Draft, ...] = ()
    lines: tuple[Line, ...] = ()
    columns: tuple[Column, ...] = ()
    signature: str | None = None
    """Stands for the columns' names; a person's mapping is remembered under it."""
    remarks: tuple[Remark, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to bring in."""
        return not self.stations and not self.lines

    @property
    def taken(self) -> tuple[Draft, ...]:
        """The stations that would be made."""
        return tuple(draft for draft in self.stations if draft.take)


class Remarks:
    """Collects remarks while a file is read; the same thing said of many places becomes one remark with a count."""

    def __init__(self, file: int | None = None) -> None:
        self._file = file
        self._found: dict[tuple[object, ...], Remark] = {}

    def left(self, code: str, where: str | None = None, **values: str | float) -> None:
        """Something is not taken."""
        self._add(code, where, values, left=True)

    def noticed(self, code: str, where: str | None = None, **values: str | float) -> None:
        """Something is taken, and a person should know about it."""
        self._add(code, where, values, left=False)

    def _add(self, code: str, where: str | None, values: dict[str, str | float], *, left: bool) -> None:
        key = (code, left, *sorted(values.items()))
        before = self._found.get(key)
        places = before.where if before else ()
        if where is not None and len(places) < MOST_EXAMPLES:
            places = (*places, where[:120])
        count = before.count + 1 if before else 1
        self._found[key] = Remark(code=code, left=left, file=self._file, values=dict(values), count=count, where=places)

    def all(self) -> tuple[Remark, ...]:
        """Everything collected, in the order in which it was first met."""
        return tuple(self._found.values())


def joined(plans: Iterable[Plan]) -> Plan:
    """One plan of several files' plans; each knows its files by index into the common list already."""
    every = tuple(plans)
    columns = {column.name: column for plan in reversed(every) for column in plan.columns}
    return Plan(
        files=tuple(facts for plan in every for facts in plan.files),
        title=next((plan.title for plan in every if plan.title), None),
        stations=tuple(draft for plan in every for draft in plan.stations),
        lines=tuple(line for plan in every for line in plan.lines),
        columns=tuple(columns.values()),
        signature="\n".join(sorted({plan.signature for plan in every if plan.signature})) or None,
        remarks=tuple(_gathered(remark for plan in every for remark in plan.remarks)),
    )


def _gathered(remarks: Iterable[Remark]) -> Iterable[Remark]:
    """The remarks, files that were refused first, and in one for the same reason: a folder of films is one sentence."""
    refused: dict[tuple[object, ...], Remark] = {}
    others: list[Remark] = []
    for remark in remarks:
        if not remark.code.startswith(("refused.", "photo_")):
            others.append(remark)
            continue
        key = (remark.code, *sorted(remark.values.items()))
        before = refused.get(key)
        if before is None:
            refused[key] = remark
            continue
        where = (*before.where, *remark.where)[:MOST_EXAMPLES]
        count = before.count + remark.count
        refused[key] = before.model_copy(update={"file": None, "where": where, "count": count})
    yield from refused.values()
    yield from others
