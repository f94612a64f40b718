"""Image targets: a picture that is to hold a scene is judged, and judged again, before anything is printed."""

from typing import Literal

from flask import Response

from authoring.actions.make_target import make_target, take_target_back
from authoring.queries import documents
from authoring.queries.target_sheet import sheet_of
from authoring.web.api_media import Started
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.language import t
from authoring.web.operations import Room, Shape
from authoring.web.problems import Problem
from authoring.web.replies import reply

room = Room("targets")


class TargetReason(Shape):
    """Why a camera finds it less well than it could."""

    code: str
    words: str
    advice: str
    """What to do."""


class TargetLike(Shape):
    """Another target of the organisation that a camera could take for it."""

    id: str
    name: dict[str, str]
    likeness: float


class TargetPoint(Shape):
    """A feature that a tracker holds on to: shares of width and height from the upper left."""

    x: float
    y: float
    times: int
    """In how many of three views from the side it was found again."""


class Target(Shape):
    """How well a camera will find a picture, from 0 to 100, and why not better."""

    score: int
    colour: Literal["green", "amber", "red"]
    words: str
    reasons: list[TargetReason]
    found: float | None
    """The share of the views of a simulated film in which a tracker found it; absent until it was tried."""
    alike: list[TargetLike]
    points: list[TargetPoint]


@room.operation("GET", "/media/<uuid:medium_id>/target", access_for=Access.READ, answers={200: Target})
def read_target(medium_id: str) -> Response:
    """What is known of an image target; 404 where the medium is none, or was not judged yet."""
    installed = installation()
    with installed.database.read() as session:
        seen = sheet_of(session, installed.media_store, documents.load(session, actor(), medium_id))
    if seen is None:
        raise Problem(404, "not_found")
    return reply(
        Target(
            score=seen.score,
            colour=seen.colour,
            words=t(f"media.target.{seen.colour}"),
            reasons=[
                TargetReason(code=each, words=t(f"media.target.{each}"), advice=t(f"media.target.{each}_advice"))
                for each in seen.reasons
            ],
            found=seen.found,
            alike=[TargetLike(id=each.id, name=dict(each.name), likeness=each.likeness) for each in seen.alike],
            points=[TargetPoint(x=x, y=y, times=times) for x, y, times in seen.points],
        )
    )


@room.operation(
    "PUT",
    "/media/<uuid:medium_id>/target",
    access_for=Access.WRITE,
    answers={202: Started},
    problems=(409, 412, 422),
)
def put_target(medium_id: str) -> Response:
    """Make an image target of a picture, or judge one again; the job compiles it for phones and tries it out."""
    installed = installation()
    return reply(Started(job=make_target(installed.database, installed.media_store, actor(), medium_id)), 202)


@room.operation(
    "DELETE",
    "/media/<uuid:medium_id>/target",
    access_for=Access.WRITE,
    answers={204: None},
    problems=(409, 412, 422),
)
def delete_target(medium_id: str) -> Response:
    """Make an ordinary picture of an image target again."""
    take_target_back(installation().database, actor(), medium_id)
    return Response(status=204)
