"""The desk walk: a tour played along its route before anybody walks it."""

from typing import Annotated

from flask import Response
from pydantic import Field, StringConstraints

from authoring.queries.walks import walk_of
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.language import language
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply
from authoring.web.reports import told
from authoring.web.shapes import ToldReport
from tour_schema.desk_walk import Course, Options
from tour_schema.text import Language

room = Room("walks")


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

    def options(self) -> Options:
        """The choice as the desk walk takes it."""
        return Options(
            modules=None if self.modules is None else tuple(each for each in self.modules.split(",") if each),
            optional=not self.required,
            step_free=self.step_free,
            language=self.language,
            speed_m_s=None if self.speed_kmh is None else self.speed_kmh / 3.6,
            noise_m=self.noise_m,
            seed=self.seed,
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
    with installation().database.read() as session:
        walk = walk_of(session, actor(), tour_id, query.options())
    # What is absent is left out, as in every document.
    course = walk.model_dump(mode="json", exclude={"report"}, exclude_none=True)
    return reply({**course, "report": told(walk.report, language())})
