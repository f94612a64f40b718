"""A film on its medium's page: how it is played, its captions, and how far its versions for phones are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from authoring import jobs
from authoring.actions.attach_captions import attach_captions, detach_captions
from authoring.actions.upload_medium import variants_job
from authoring.errors import Refused
from authoring.queries.documents import Loaded
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.pages.cards import picture_of
from authoring.web.pages.frame import back_to_section
from authoring.words import of_error

room = Blueprint("pages_films", __name__)


@dataclass(frozen=True, slots=True)
class Film:
    """What plays; `captions` are the address of each language's file."""

    source: str | None
    poster: str | None
    captions: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Making:
    """A job that makes the versions for phones."""

    address: str
    done: int
    total: int
    words: str
    failed: bool


def film_of(loaded: Loaded, value: Mapping[str, Any]) -> Film | None:
    """What the page of a medium plays, ``None`` where it is no film."""
    if value.get("type") != "video":
        return None
    uses = {variant.get("use") for variant in value.get("variants", ())}
    named: Mapping[str, str] = value.get("captions") or {}
    return Film(
        source=picture_of(loaded.id, "high") if "high" in uses else None,
        poster=picture_of(loaded.id, "poster") if "poster" in uses else None,
        captions=[(tag, f"/api/v1/media/{captions}/file/captions") for tag, captions in sorted(named.items())],
    )


def making_of(loaded: Loaded, value: Mapping[str, Any]) -> Making | None:
    """How far the versions for phones are; ``None`` where nobody knows, or all is done."""
    return shown(variants_job(loaded.id, value["original"]["sha256"]))


def shown(job_id: str, waiting: str = "page.media.unfinished") -> Making | None:
    """How far a job is, in the words ``waiting`` before it begins; ``None`` of none, and of one that has ended well."""
    progress = jobs.progress(job_id)
    if progress is None or progress.state == "done":
        return None
    words = t(progress.message_code, **progress.values) if progress.message_code else t(waiting)
    return Making(f"/api/v1/jobs/{job_id}", progress.done, progress.total, words, progress.state == "failed")


@room.post("/media/<uuid:document_id>/captions")
@access(Access.SIGNED_IN)
def attach(document_id: str) -> Response:
    """Attach captions in a language."""
    installed = installation()
    there = url_for("pages_media.medium", document_id=document_id)
    file = request.files.get("file")
    if file is None or not file.filename:
        flash(t("page.media.captions_no_file"), "error")
        return redirect(there, 303)
    try:
        attach_captions(
            installed.database,
            installed.media_store,
            actor(),
            document_id,
            request.form.get("language", ""),
            file.stream,
            file.filename,
            limit_bytes=installed.settings.upload_limit_bytes,
        )
    except Refused as refusal:
        flash(of_error(refusal, language()), "error")
        return redirect(there, 303)
    return back_to_section(there, "captions", t("page.media.captions_attached"))


@room.post("/media/<uuid:document_id>/captions/remove")
@access(Access.SIGNED_IN)
def detach(document_id: str) -> Response:
    """Take the captions in a language off the film."""
    there = url_for("pages_media.medium", document_id=document_id)
    try:
        detach_captions(installation().database, actor(), document_id, request.form.get("language", ""))
    except Refused as refusal:
        flash(of_error(refusal, language()), "error")
        return redirect(there, 303)
    return back_to_section(there, "captions", t("page.media.captions_removed"))
