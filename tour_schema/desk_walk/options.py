"""What a desk walk is asked for, and why there may be none."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tour_schema.base import LocalId, Model
from tour_schema.issue import Value
from tour_schema.place import Position
from tour_schema.text import Language


class Options(Model):
    """How a tour is walked at the desk."""

    modules: tuple[LocalId, ...] | None = None
    """The chosen modules; what they need is added. Absent: as many as go together, in the tour's order."""
    optional: bool = True
    """Whether modules and stops are taken that may be left out; modules that are named are taken in any case."""
    step_free: bool = False
    """As somebody goes who cannot climb steps: stations with steps are left out, other ways taken where there are."""
    language: Language | None = None
    """In which language is told; the tour's original where absent."""
    speed_m_s: Annotated[float, Field(ge=0.1, le=70)] | None = None
    """How fast; where absent as long as each leg says that it takes, else at the usual pace of the tour's mode."""
    noise_m: Annotated[float, Field(ge=0, le=100)] = 5.0
    """The standard deviation of the phone's error to the east, and of that to the north."""
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 1
    """The same seed, the same walk."""
    track: tuple[Position, ...] = ()
    """The way that is walked instead of the tour's route: its stops are where it comes nearest to their stations."""


class NotWalkableError(Exception):
    """There is nothing to walk: ``code`` says why, ``values`` what its sentence is filled with.

    ``language`` (not one of the tour's), ``module`` (there is none of that name), ``modules`` (they do not go
    together), ``nowhere`` (no stop has a position), ``too_many`` (more ``stops`` or ``legs`` than that), ``too_long``
    (more ``hours`` than ``limit``), ``too_dense`` (more areas lie over one another than can be listened to),
    ``track`` (it has no length, or leaves the Earth), ``elsewhere`` (it is ``kilometres`` away from the tour).
    """

    def __init__(self, code: str, **values: Value) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
