"""Media: the upload, what jobs make of it, and the files themselves, by ranges."""

from typing import Any, Final, Literal

from flask import Response, request
from pydantic import Field

from authoring import jobs
from authoring.actions.scale_model import scale_model
from authoring.actions.upload_medium import upload_medium
from authoring.media.budget import lights, scale_of, size_of, suggested_scale
from authoring.queries import documents
from authoring.queries.media import variant
from authoring.queries.originals import original_of
from authoring.tables import Blob
from authoring.web.auth import UPLOAD, Access
from authoring.web.context import actor, installation
from authoring.web.language import t
from authoring.web.operations import BINARY, Raw, Room, Shape
from authoring.web.problems import Problem
from authoring.web.readable import load_readable
from authoring.web.replies import reply
from authoring.web.shapes import DocumentEntry, entry_of
from authoring.web.stored_files import send_stored

room = Room("media")

FILE: Final = Raw("application/octet-stream", BINARY)
_FORM: Final = Raw(
    "multipart/form-data",
    {
        "type": "object",
        "properties": {"file": BINARY, "organisation": {"type": "string"}},
        "required": ["file", "organisation"],
    },
)


class NoticeItem(Shape):
    """Something that one should know of the file, and that is no fault."""

    code: str
    words: str


class Upload(Shape):
    """What became of an upload."""

    medium: DocumentEntry
    job: str | None
    """The job that makes the remaining variants."""
    offered_position: tuple[float, float] | None
    """Where the camera says it was: longitude, latitude. Kept nowhere."""
    offered_time: str | None
    duplicate: bool
    """The organisation had this very file already: `medium` is the one of then."""
    notices: list[NoticeItem]


class JobProgress(Shape):
    """How far a job is."""

    state: str = Field(pattern="^(waiting|running|done|failed)$")
    done: int
    total: int
    words: str | None
    """What it does, or why it failed."""


@room.operation("POST", "/media", access_for=Access.WRITE, body=_FORM, answers={201: Upload}, limit=UPLOAD)
def upload() -> Response:
    """Upload a picture, a sound, captions or a 3D model, and make a medium of it."""
    file = request.files.get("file")
    organisation = request.form.get("organisation")
    missing = [name for name, given in (("/file", file), ("/organisation", organisation)) if not given]
    if file is None or not organisation:
        raise Problem(422, "body", places=missing)
    parts = installation()
    uploaded = upload_medium(
        parts.database,
        parts.media_store,
        actor(),
        organisation,
        file.stream,
        file.filename or "",
        limit_bytes=parts.settings.upload_limit_bytes,
    )
    content: dict[str, Any] = {
        "medium": entry_of(uploaded.medium),
        "job": uploaded.job_id,
        "offered_position": uploaded.offered_position,
        "offered_time": uploaded.offered_time,
        "duplicate": uploaded.duplicate,
        "notices": [{"code": each.code, "words": t(each.code, **each.values)} for each in uploaded.notices],
    }
    return reply(content, 201)


class BudgetLight(Shape):
    """How much of one thing that phones have little of a 3D model takes."""

    budget: Literal["triangles", "texture_px", "texture_mb", "megabytes", "joints", "clip_s"]
    colour: Literal["green", "amber", "red"]
    value: float
    green: float
    """Up to here all is well."""
    most: float
    """Up to here most phones bear it."""
    words: str
    """What it means, and what to do."""


class Budget(Shape):
    """The traffic lights of a 3D model, and what would bring it to metres if it seems to be in another unit."""

    lights: list[BudgetLight]
    scale: float
    suggested_scale: float | None


class Scale(Shape):
    """What a 3D model's original is multiplied by: 0.01 where it was made in centimetres."""

    scale: float


class Started(Shape):
    """A job that was handed in."""

    job: str


@room.operation("GET", "/media/<uuid:medium_id>/budget", access_for=Access.READ, answers={200: Budget}, problems=(409,))
def read_budget(medium_id: str) -> Response:
    """What a phone will have to bear of a 3D model; no lights for any other medium."""
    body = load_readable(medium_id, "medium").value
    shown = [
        BudgetLight(
            budget=each.budget,
            colour=each.colour,
            value=each.value,
            green=each.green,
            most=each.most,
            words=t(each.code, value=each.value, green=each.green, most=each.most),
        )
        for each in lights(body)
    ]
    scale, size = scale_of(body), size_of(body)
    return reply(Budget(lights=shown, scale=scale, suggested_scale=suggested_scale(size, scale)))


@room.operation("PUT", "/media/<uuid:medium_id>/scale", access_for=Access.WRITE, body=Scale, answers={202: Started})
def change_scale(medium_id: str, body: Scale) -> Response:
    """Correct the size of a 3D model: its variants are made anew, so many times as large as its original."""
    return reply(Started(job=scale_model(installation().database, actor(), medium_id, body.scale)), 202)


@room.operation("GET", "/jobs/<job_id>", access_for=Access.READ, answers={200: JobProgress})
def read_job(job_id: str) -> Response:
    """How far a job is."""
    progress = jobs.progress(job_id)
    if progress is None:
        raise Problem(404, "not_found")
    words = t(progress.message_code, **progress.values) if progress.message_code else None
    return reply(JobProgress(state=progress.state, done=progress.done, total=progress.total, words=words))


@room.operation(
    "GET",
    "/media/<uuid:medium_id>/file/<use>",
    access_for=Access.READ,
    headers={"Range": "Which part of the file: one range of bytes."},
    answers={200: FILE, 206: FILE, 304: None},
    problems=(416,),
)
def read_file(medium_id: str, use: str) -> Response:
    """The bytes of a medium: a variant such as `480`, `1080` or `high`, or, for members, its `original`."""
    with installation().database.read() as session:
        if use == "original":
            sha256 = original_of(session, actor(), medium_id)
        else:
            medium = documents.load(session, actor(), medium_id)
            chosen = variant(medium.value, use, request.headers.get("Accept")) if medium.kind == "medium" else None
            sha256 = chosen.sha256 if chosen else None
        # What a document says of a file is what somebody wrote; what the file is, its row says.
        blob = session.get(Blob, sha256) if sha256 else None
        if blob is None:
            raise Problem(404, "not_found")
        about = (blob.sha256, blob.bytes, blob.media_type)
    return send_stored(*about, private=use == "original")


@room.operation(
    "GET",
    "/media/<uuid:medium_id>/waveform",
    access_for=Access.READ,
    answers={200: Raw("application/json", {"type": "object"}), 304: None},
)
def read_waveform(medium_id: str) -> Response:
    """How loud a sound is from moment to moment: `duration_s` and `peaks`."""
    return read_file(medium_id, "waveform")
