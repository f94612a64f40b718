"""From what was measured of a picture to a number from 0 to 100, and to reasons that a person can act on.

The number is calibrated against MindAR's own detector: some 120 pictures, drawn, photographed, blurred, paled,
repeated and made smaller, were shown to it in a simulated film of twelve views (``film``). In how many of them it finds
a picture follows one measure, how many features *last*; ``tests/authoring/media/test_target_film.py`` holds the two
together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    # The models take a third of a second to import, for which no child that judges a picture has to wait.
    from tour_schema.media import TargetReason

GREEN: Final = 75
"""From here on a phone finds it at once: the limit of Google's arcoreimg too."""
AMBER: Final = 25
"""Below, it is hardly ever found."""

LASTING_SCALE: Final = 38.0
"""100 × (1 − e^(−lasting / 38)): 11 lasting features make 25, 53 make 75. Of the pictures with fewer than 11 none was
found in more than four views of twelve; of those with 53 or more and no fault of :data:`NEVER_GREEN` all in at least
ten."""

LEAST_SIDE_PX: Final = 300
"""ARCore wants at least 300 × 300 pixels."""
FEW_FEATURES: Final = 120
SMALL_SPREAD: Final = 0.5
"""The share of the picture's 36 parts in which something lasts."""
MANY_REPEATS: Final = 0.5
SYMMETRIC: Final = 0.9
DARK: Final = 50.0
PALE_CONTRAST: Final = 12.0
"""Standard deviation of the grey: a good poster has 25 to 60."""
SOFT: Final = 0.25
GLARING: Final = 0.12

NEVER_GREEN: Final[frozenset[TargetReason]] = frozenset({"small", "symmetric", "glare"})
"""Faults that features do not show: a print that is too coarse, a picture that is found upside down, a reflection that
was photographed and will not be there."""

Colour = Literal["green", "amber", "red"]


@dataclass(frozen=True)
class Measures:
    """What ``measure`` saw of a picture at the size at which a phone sees it."""

    features: int
    lasting: int
    """How many features were found again in place in the middle one of three views from the side."""
    right: float
    """The share of matches that were in place: low where things are taken for one another."""
    spread: float
    """The share of the picture's parts in which features last."""
    repeats: float
    """The share of features with a twin elsewhere in the picture."""
    symmetry: float
    """How like it is to its mirror images, or to itself upside down; 1 is the same."""
    contrast: float
    brightness: float
    sharpness: float
    """How steep edges are, by the contrast; below :data:`SOFT` somebody held the camera unsteadily."""
    glare: float
    """The share of burnt-out white that fades into the picture."""


def reasons(seen: Measures, width_px: int, height_px: int) -> tuple[TargetReason, ...]:
    """Return why a picture is a worse target than it could be, the worst first.

    ``width_px`` and ``height_px`` are those of the upload.
    """
    found = tuple(_reasons(seen, width_px, height_px))
    return found or (("detail",) if _by_features(seen) < GREEN else ())


def score(seen: Measures, why: tuple[TargetReason, ...]) -> int:
    """Return how well a phone will find the picture, 0 to 100."""
    most = GREEN - 1 if NEVER_GREEN & set(why) else 100
    return min(_by_features(seen), most)


def colour_of(number: int) -> Colour:
    """Return the traffic light of a score: red is hardly found, amber not from everywhere, green at once."""
    return "green" if number >= GREEN else "amber" if number >= AMBER else "red"


def _by_features(seen: Measures) -> int:
    return math.floor(100 * (1 - math.exp(-seen.lasting / LASTING_SCALE)))


def _reasons(seen: Measures, width_px: int, height_px: int) -> Iterator[TargetReason]:
    if min(width_px, height_px) < LEAST_SIDE_PX:
        yield "small"
    if seen.brightness < DARK:
        yield "dark"
    if seen.contrast < PALE_CONTRAST:
        yield "pale"
    if seen.glare >= GLARING:
        yield "glare"
    if seen.features > 0 and seen.sharpness < SOFT:
        yield "blurred"
    if seen.repeats >= MANY_REPEATS:
        yield "repeats"
    if seen.symmetry >= SYMMETRIC:
        yield "symmetric"
    if seen.features < FEW_FEATURES:
        yield "detail"
    elif seen.spread < SMALL_SPREAD and seen.repeats < MANY_REPEATS:
        yield "uneven"
