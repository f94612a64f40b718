"""What a colleague on site sends back of an anchor: what was measured, what to change, and what else was found there.

A report proposes and changes nothing. Its position and its heading are what the phone measured, with the accuracy
that the phone claims; ``nudge`` is what the anchor should be moved and turned by, from where it stood in ``revision``.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from tour_schema.base import LocalId, Uuid

NOTE_LETTERS = 2000


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, use_attribute_docstrings=True)


class MeasuredPosition(_Part):
    """Where a phone was: WGS84 degrees, and how wrong it may be."""

    lon: Annotated[float, Field(ge=-180, le=180)]
    lat: Annotated[float, Field(ge=-90, le=90)]
    accuracy_m: Annotated[float, Field(ge=0, le=100_000)]
    fixes: Annotated[int, Field(ge=1, le=100_000)] = 1
    """How many single measurements it is the mean of."""


class MeasuredHeading(_Part):
    """Where the phone pointed by its compass: 0 is North, 90 East."""

    deg: Annotated[float, Field(ge=0, lt=360)]
    accuracy_deg: Annotated[float, Field(ge=0, le=180)] | None = None
    """Absent where the phone does not say."""


class Nudge(_Part):
    """What an anchor should be moved and turned by; to the right is positive."""

    east_m: Annotated[float, Field(ge=-1000, le=1000)] = 0
    north_m: Annotated[float, Field(ge=-1000, le=1000)] = 0
    up_m: Annotated[float, Field(ge=-100, le=100)] = 0
    turn_deg: Annotated[float, Field(ge=-180, le=180)] = 0

    @property
    def nothing(self) -> bool:
        """Whether everything stays where it is."""
        return not (self.east_m or self.north_m or self.up_m or self.turn_deg)


class Finding(_Part):
    """What was found at an anchor."""

    station: Uuid
    scene: LocalId
    anchor: LocalId
    revision: Annotated[int, Field(ge=1)]
    """The revision of the station that the phone showed."""
    verdict: Literal["holds", "move", "unreached"]
    """The anchor stands right, it should be moved, or nobody could get there."""
    measured_at: AwareDatetime
    position: MeasuredPosition | None = None
    heading: MeasuredHeading | None = None
    nudge: Nudge = Nudge()
    # A text with a NUL in it is none, and PostgreSQL takes none.
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=NOTE_LETTERS, pattern=r"^[^\x00]*$")] = ""
    """What whoever goes there should know, such as "behind a fence"."""

    @model_validator(mode="after")
    def _moves_or_not(self) -> Self:
        if (self.verdict == "move") is self.nudge.nothing:
            raise ValueError("a nudge belongs to the verdict 'move', and to no other")
        return self
