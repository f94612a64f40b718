"""The desk walk: a tour played along its route before anybody walks it."""

from typing import Annotated, Final

from flask import Response, request
from pydantic import Field, StringConstraints

from authoring.importers.track import MOST_TRACK_BYTES, way_of
from authoring.queries.documents import load
from authoring.queries.walks import walk_of
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.incoming import incoming
from authoring.web.language import language
from authoring.web.operations import BINARY, Raw, Room, Shape
from authoring.web.problems import Problem
from authoring.web.replies import reply
from authoring.web.reports import told
from authoring.web.shapes import ToldReport
from tour_schema.desk_walk import Course, Options
from tour_schema.place import Position
from tour_schema.text import Language

room = Room("walks")

_FORM: Final = Raw("multipart/form-data", {"type": "object", "properties": {"file": BINARY}, "required": ["file"]})


class WalkChoice(Shape):
    """How a tour is walked; the same choice of the same tour gives the same walk."""

    modules: Annotated[str, StringConstraints(pattern=r"^[a-z0-9,-]*$", max_length=4_000)] | None = None
    """The ids of the chosen modules with commas between them; absent: as many as go together."""
    required: bool = False
    """Without all modules and stops that may be left out."""
    step_free: bool = False
    """As somebody goes who cannot climb steps."""
    language: Language | None = None
    """In which language is told; the tour's original where absent."""
    speed_kmh: Annotated[float, Field(ge=0.4, le=250, allow_inf_nan=False)] | None = None
    """Absent: as long as each leg says that it takes, else as suits the tour's mode."""
    noise_m: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] = 5.0
    """The standard deviation of the phone's error on each axis."""
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 1

    def options(self, track: tuple[Position, ...] = ()) -> Options:
        """The choice as the desk walk takes it, along a track where there is one."""
        return Options(
            modules=None if self.modules is None else tuple(each for each in self.modules.split(",") if each),
            optional=not self.required,
            step_free=self.step_free,
            language=self.language,
            speed_m_s=None if self.speed_kmh is None else self.speed_kmh / 3.6,
            noise_m=self.noise_m,
            seed=self.seed,
            track=track,
        )


class ToldWalk(Course):
    """A walk; the issues of its report have their words."""

    report: ToldReport


@room.operation(
    "GET",
    "/tours/<uuid:tour_id>/walk",
    access_for=Access.READ,
    query=WalkChoice,
    answers={200: ToldWalk},
    problems=(422,),
)
def walk_tour(tour_id: str, query: WalkChoice) -> Response:
    """Walk a tour at the desk: what fires when, what is missed, and how long it takes.

    A fix a second with the errors of a phone; of a long walk some 2,000 fixes are told. 422 where it cannot be walked
    so: it is longer than two days, has no places, or the chosen modules do not go together.
    """
    return _walked(tour_id, query.options())


@room.operation(
    "POST",
    "/tours/<uuid:tour_id>/walk",
    access_for=Access.READ,
    query=WalkChoice,
    body=_FORM,
    answers={200: ToldWalk},
    problems=(400,),
    # The form around the file takes some room, too.
    limit=MOST_TRACK_BYTES + 64 * 1024,
)
def walk_tour_along_track(tour_id: str, query: WalkChoice) -> Response:
    """Walk a tour at the desk along a recorded way, the `file` of the form, instead of its route; nothing is kept.

    The file is GPX of at most 8 MB; its tracks and routes are walked one after the other. A stop is made where the way
    comes nearest to its station, unless it never comes near. 422 as for the route, and where the file has no way.
    """
    parts = installation()
    with parts.database.read() as session:
        load(session, actor(), tour_id)  # no file is read for somebody who may not read the tour
    with incoming(parts.media_store, request.files.getlist("file")) as sources:
        if len(sources) != 1:
            raise Problem(422, "body", places=["/file"])
        track = way_of(sources[0])
    return _walked(tour_id, query.options(track))


def _walked(tour_id: str, options: Options) -> Response:
    with installation().database.read() as session:
        walk = walk_of(session, actor(), tour_id, options)
    # What is absent is left out, as in every document.
    course = walk.model_dump(mode="json", exclude={"report"}, exclude_none=True)
    return reply({**course, "report": told(walk.report, language())})
