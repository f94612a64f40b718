"""Why a pose cannot be brought into another frame."""

from __future__ import annotations

from typing import Literal

Code = Literal[
    "not_a_turn",
    "not_on_earth",
    "reference_missing",
    "geoid_missing",
    "geoid_implausible",
    "height_unresolved",
]


class FrameFault(ValueError):
    """A conversion that would have to guess.

    ``not_a_turn``: a quaternion whose length is not 1. ``not_on_earth``: a latitude or longitude out of range.
    ``reference_missing``: a height that is measured from nobody knows what. ``geoid_missing``: ellipsoid and sea level
    are to be exchanged and the geoid's height was not given. ``geoid_implausible``: no geoid is there.
    ``height_unresolved``: only the platform's server knows how high the terrain or the roof is.
    """

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code
