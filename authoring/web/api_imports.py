"""Imports: a preview of what files would bring, its mapping, and bringing it in or taking it back."""

from typing import Final, Literal

from flask import Response, request
from pydantic import JsonValue, TypeAdapter, ValidationError

from authoring.actions.apply_import import Wish, apply_import
from authoring.actions.bring_import import bring_import, is_large
from authoring.actions.plan_import import discard_import, plan_import, replan_import
from authoring.actions.undo_import import undo_import
from authoring.importers.choices import HEIGHTS, choices_of
from authoring.importers.lines import length_m
from authoring.importers.telling import doubt_of, origin_of, told
from authoring.queries.imports import Held, load_import
from authoring.web.auth import UPLOAD, Access
from authoring.web.context import actor, installation
from authoring.web.incoming import incoming
from authoring.web.language import language
from authoring.web.operations import BINARY, Raw, Room, Shape
from authoring.web.problems import Problem
from authoring.web.replies import reply

room = Room("imports")

_FORM: Final = Raw(
    "multipart/form-data",
    {
        "type": "object",
        "properties": {
            "file": {"type": "array", "items": BINARY},
            "organisation": {"type": "string"},
            "language": {"type": "string"},
            "mapping": {"type": "string", "description": "a JSON object, field by column name"},
            "swap": {"type": "boolean"},
            "heights": {"type": "string", "enum": list(HEIGHTS)},
        },
        "required": ["file", "organisation"],
    },
)


class PlannedStation(Shape):
    """A station that would be made; what it would hold stands in `facts`."""

    key: str
    title: str | None
    position: tuple[float, float] | None
    """Longitude, latitude; absent where the file says none."""
    take: bool
    origin: str
    """Where in its file it comes from, in words."""
    doubt: str | None
    """Why it is set aside, in words."""
    same_as: str | None
    """The station of the library that it seems to be."""
    facts: dict[str, JsonValue]


class PlannedLine(Shape):
    """A way that would become the legs of a tour."""

    name: str | None
    points: int
    points_read: int
    tolerance_m: float
    length_m: float


class PlannedColumn(Shape):
    """A column of a table, and the field that it is taken for."""

    name: str
    field: str | None
    samples: list[str]
    filled: int


class PlannedFile(Shape):
    """What was found out about a file; a refused one has no format."""

    name: str
    format: str | None
    bytes: int
    encoding: str | None
    separator: str | None
    decimal_comma: bool | None


class PlannedRemark(Shape):
    """What is left out and why, or what was noticed."""

    code: str
    words: str
    left: bool
    count: int
    file: str | None
    where: list[str]


class Brought(Shape):
    """The documents that an import made."""

    stations: list[str]
    media: list[str]
    tour: str | None


class ImportPreview(Shape):
    """An import: what it would bring or brought, what it leaves, and why."""

    id: str
    organisation: str
    state: Literal["planned", "applied", "undone"]
    language: str
    title: str | None
    """What the files call themselves."""
    files: list[PlannedFile]
    stations: list[PlannedStation]
    lines: list[PlannedLine]
    columns: list[PlannedColumn]
    remarks: list[PlannedRemark]
    brought: Brought | None
    """What it made, once it is applied."""
    job: str | None
    """The job that brings it in; ask `/api/v1/jobs/{job}` how far it is."""


class Mapped(Shape):
    """A person's decisions about how the files are to be read."""

    language: str | None = None
    mapping: dict[str, str] | None = None
    swap: bool = False
    heights: Literal["sea_level", "ellipsoid", "terrain"] | None = None
    """What the heights of files that do not say it (GPX) are measured from."""


class Wanted(Shape):
    """What is to be brought in."""

    tour: str | None = None
    """The title of a tour of all the stations; without it there is none."""
    reverse: bool = False
    take: tuple[str, ...] = ()
    """Keys of stations that are to be made although the preview sets them aside."""
    leave: tuple[str, ...] = ()
    """Keys of stations that are not to be made."""


class BeingBrought(Shape):
    """A large import at work; the import itself says in the end what it `brought`."""

    job: str
    """Ask `/api/v1/jobs/{job}` how far it is."""


class Undo(Shape):
    """How to take an import back."""

    keep_changed: bool = False
    """Leave what was changed since or is used elsewhere; without it that refuses the whole."""


class TakenBack(Shape):
    """What went to the bin, and what stayed."""

    removed: list[str]
    kept: list[str]


@room.operation(
    "POST", "/imports", access_for=Access.WRITE, body=_FORM, answers={201: ImportPreview}, limit=UPLOAD, problems=(400,)
)
def plan() -> Response:
    """Look into files and say what an import would bring. Nothing is written but the preview."""
    organisation = request.form.get("organisation", "")
    if not organisation:
        raise Problem(422, "body", places=["/organisation"])
    swap = request.form.get("swap") in {"true", "1", "on"}
    choices = choices_of(
        request.form.get("language") or language(), mapping=_mapping(), swap=swap, heights=request.form.get("heights")
    )
    parts = installation()
    with incoming(parts.media_store, request.files.getlist("file")) as sources:
        held = plan_import(parts.database, parts.media_store, actor(), organisation, sources, choices)
    return reply(preview_of(held), 201)


@room.operation("GET", "/imports/<uuid:import_id>", access_for=Access.READ, answers={200: ImportPreview})
def read_import(import_id: str) -> Response:
    """An import and what it would bring, or brought."""
    with installation().database.read() as session:
        return reply(preview_of(load_import(session, actor(), import_id)))


@room.operation(
    "POST",
    "/imports/<uuid:import_id>/plan",
    access_for=Access.WRITE,
    body=Mapped,
    answers={200: ImportPreview},
    limit=512 * 1024,
)
def plan_again(import_id: str, body: Mapped) -> Response:
    """Read the files of a preview again, with another mapping or language."""
    parts = installation()
    choices = choices_of(body.language or language(), mapping=body.mapping, swap=body.swap, heights=body.heights)
    return reply(preview_of(replan_import(parts.database, parts.media_store, actor(), import_id, choices)))


@room.operation(
    "POST",
    "/imports/<uuid:import_id>/apply",
    access_for=Access.WRITE,
    body=Wanted,
    answers={200: Brought, 202: BeingBrought},
    limit=2 * 1024 * 1024,
)
def apply(import_id: str, body: Wanted) -> Response:
    """Bring the import in: all of it or nothing. A large one (many stations or photographs) becomes a job: 202."""
    parts = installation()
    shown, zone = (*body.take, *body.leave), parts.settings.time_zone
    wish = Wish(tour=body.tour, reverse=body.reverse, taken=body.take, shown=shown, time_zone=zone)
    with parts.database.read() as session:
        held = load_import(session, actor(), import_id)
    if is_large(held, wish):
        job = bring_import(parts.database, actor(), import_id, wish)
        return reply(BeingBrought(job=job), 202, headers={"Location": f"/api/v1/jobs/{job}"})
    applied = apply_import(parts.database, parts.media_store, actor(), import_id, wish)
    return reply(Brought(stations=list(applied.stations), media=list(applied.media), tour=applied.tour))


@room.operation(
    "POST",
    "/imports/<uuid:import_id>/undo",
    access_for=Access.WRITE,
    body=Undo,
    answers={200: TakenBack},
    problems=(409,),
)
def undo(import_id: str, body: Undo) -> Response:
    """Take everything back that the import brought, as one step.

    What somebody works with refuses it with 409, whose `used_by` and `hidden` are those of a refused deletion.
    """
    undone = undo_import(installation().database, actor(), import_id, keep_changed=body.keep_changed)
    return reply(TakenBack(removed=list(undone.removed), kept=list(undone.kept)))


@room.operation("DELETE", "/imports/<uuid:import_id>", access_for=Access.WRITE, answers={204: None})
def discard(import_id: str) -> Response:
    """Throw a preview away, with its files."""
    discard_import(installation().database, installation().media_store, actor(), import_id)
    return Response(status=204)


def _mapping() -> dict[str, str] | None:
    """The form's mapping, a JSON object of texts."""
    given = request.form.get("mapping")
    if not given:
        return None
    try:
        return TypeAdapter(dict[str, str]).validate_json(given, strict=True)
    except ValidationError:
        raise Problem(422, "body", places=["/mapping"]) from None


def preview_of(held: Held) -> ImportPreview:
    """An import as it is answered, its remarks and origins in the words of whoever asks."""
    said, shown = language(), {"key", "file", "origin", "number", "take", "doubt", "same_as", "title", "position"}
    return ImportPreview(
        id=held.id,
        organisation=held.organisation_id,
        state=held.state,
        language=held.choices.language,
        title=held.plan.title,
        files=[PlannedFile(**facts.model_dump()) for facts in held.plan.files],
        stations=[
            PlannedStation(
                key=draft.key,
                title=draft.title,
                position=draft.position,
                take=draft.take,
                origin=origin_of(draft, said),
                doubt=doubt_of(draft, said),
                same_as=draft.same_as,
                facts=draft.model_dump(mode="json", exclude=shown, exclude_none=True),
            )
            for draft in held.plan.stations
        ],
        lines=[
            PlannedLine(
                name=line.name,
                points=len(line.coordinates),
                points_read=line.points_read,
                tolerance_m=line.tolerance_m,
                length_m=round(length_m(line.coordinates), 1),
            )
            for line in held.plan.lines
        ],
        columns=[PlannedColumn(**column.model_dump(mode="json")) for column in held.plan.columns],
        remarks=[
            PlannedRemark(
                code=remark.code,
                words=words.sentence,
                left=remark.left,
                count=remark.count,
                file=words.file,
                where=list(words.where),
            )
            for remark in held.plan.remarks
            for words in [told(held.plan, remark, said)]
        ],
        brought=_brought(held),
        job=held.result.get("job") if held.state == "planned" else None,
    )


def _brought(held: Held) -> Brought | None:
    if held.state == "planned":
        return None
    return Brought(stations=held.result["stations"], media=held.result["media"], tour=held.result["tour"])
