"""An image target on its medium's page: its traffic light, where its features are, what to do, what is like it.

And the two buttons that make a target of a picture and a picture of a target.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from authoring.actions.make_target import compiling_job, make_target, take_target_back
from authoring.errors import Refused
from authoring.media.targets.score import Colour
from authoring.queries.documents import Loaded
from authoring.queries.target_sheet import sheet_of
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.pages.cards import in_language, picture_of
from authoring.web.pages.films import Making, shown
from authoring.web.pages.frame import back_to
from authoring.words import of_error

room = Blueprint("pages_targets", __name__)

_WIDE = 1000
"""The units across the drawing of the features."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Another target that could be confused with this one; ``percent`` of their features lie alike."""

    name: str
    href: str
    picture: str | None
    percent: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target as its page shows it; ``points`` are circles in a drawing of ``wide`` by ``high`` units."""

    score: int
    colour: Colour
    reasons: tuple[str, ...]
    found_percent: int | None
    making: Making | None
    """The job that tries it out, where that is not over and nothing was saved since it was begun."""
    alike: list[Alike]
    points: list[tuple[float, float, int]]
    wide: int
    high: int


def verdict_of(loaded: Loaded, value: Mapping[str, Any]) -> Verdict | None:
    """What the page of a medium says of it as a target, ``None`` where it is none."""
    installed = installation()
    with installed.database.read() as session:
        seen = sheet_of(session, installed.media_store, loaded)
    if seen is None:
        return None
    original = value["original"]
    high = round(_WIDE * original.get("height_px", 1) / original.get("width_px", 1))
    return Verdict(
        score=seen.score,
        colour=seen.colour,
        reasons=seen.reasons,
        found_percent=None if seen.found is None else round(100 * seen.found),
        making=_making(loaded) if seen.found is None else None,
        alike=[
            Alike(
                name=in_language(like.name)[0],
                href=url_for("pages_media.medium", document_id=like.id),
                picture=picture_of(like.id),
                percent=round(100 * like.likeness),
            )
            for like in seen.alike
        ],
        points=[(round(x * _WIDE, 1), round(y * high, 1), times) for x, y, times in seen.points],
        wide=_WIDE,
        high=high,
    )


def _making(loaded: Loaded) -> Making | None:
    return shown(compiling_job(loaded.id, str(loaded.revision)), "media.job.target_compile")


@room.post("/media/<uuid:document_id>/target")
@access(Access.SIGNED_IN)
def make(document_id: str) -> Response:
    """Make an image target of a picture, or look at it again."""
    installed = installation()
    there = url_for("pages_media.medium", document_id=document_id)
    try:
        make_target(installed.database, installed.media_store, actor(), document_id)
    except Refused as refusal:
        flash(of_error(refusal, language()), "error")
        return redirect(there, 303)
    return back_to(f"{there}#target", t("page.target.made"))


@room.post("/media/<uuid:document_id>/picture")
@access(Access.SIGNED_IN)
def unmake(document_id: str) -> Response:
    """Make a picture of an image target again."""
    there = url_for("pages_media.medium", document_id=document_id)
    try:
        take_target_back(installation().database, actor(), document_id)
    except Refused as refusal:
        flash(of_error(refusal, language()), "error")
        return redirect(there, 303)
    return back_to(there, t("page.target.taken_back"))
