"""From where a phone looks at a target in the simulated film, and whether what it found is where the picture is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

WIDTH_PX: Final = 640
HEIGHT_PX: Final = 480
"""A frame as MindAR asks the camera for it."""
_FIELD_OF_VIEW_DEG: Final = 45.0
"""Of the frame's height: a telephone's main camera, held sideways."""
IN_PLACE: Final = 0.1
"""Found is what lies, at its corners, no farther off than this share of its longer side as it is seen."""

Corners = Sequence[Sequence[float]]


@dataclass(frozen=True)
class View:
    """Where the phone is: degrees to the side, above and turned, and the share of the frame that the picture fills."""

    aside_deg: float
    above_deg: float
    turned_deg: float
    fill: float


VIEWS: Final = (
    View(0, 0, 0, 0.8),
    View(12, 5, 5, 0.75),
    View(-25, 0, 10, 0.7),
    View(0, 20, -15, 0.7),
    View(5, -25, 0, 0.75),
    View(30, 0, 0, 0.75),
    View(0, 0, 45, 0.65),
    View(10, 10, 90, 0.7),
    View(-15, 10, 180, 0.7),
    View(20, -15, 30, 0.55),
    View(0, 35, 0, 0.8),
    View(-35, 0, -20, 0.8),
)


def corners(view: View, width: float, height: float) -> list[tuple[float, float]]:
    """Return where the corners of a picture lie in the frame, from the upper left clockwise, in pixels."""
    focal = HEIGHT_PX / 2 / math.tan(math.radians(_FIELD_OF_VIEW_DEG) / 2)
    # As far away as a picture of its longer side would have to be to fill that share of the frame's height.
    away = focal * max(width, height) / (view.fill * HEIGHT_PX)
    found = []
    for x, y in ((-width, -height), (width, -height), (width, height), (-width, height)):
        across, down, deep = _turned(view, x / 2, y / 2)
        found.append((across / (deep + away) * focal + WIDTH_PX / 2, down / (deep + away) * focal + HEIGHT_PX / 2))
    return found


def share_in_place(found: Sequence[Corners | None], width: float, height: float) -> float:
    """Return the share of :data:`VIEWS` in which a picture was found where it is; ``found`` are its corners in each."""
    right = 0
    for view, there in zip(VIEWS, found, strict=True):
        if there is not None:
            off = [math.dist(one, other) for one, other in zip(there, corners(view, width, height), strict=True)]
            right += sum(off) / len(off) <= IN_PLACE * view.fill * HEIGHT_PX
    return right / len(VIEWS)


def _turned(view: View, x: float, y: float) -> tuple[float, float, float]:
    """A point of the picture after it was turned about its upright axis, its level one and the line of sight."""
    aside, above, turned = (math.radians(angle) for angle in (view.aside_deg, view.above_deg, view.turned_deg))
    x, z = x * math.cos(aside), x * math.sin(aside)
    y, z = y * math.cos(above) - z * math.sin(above), y * math.sin(above) + z * math.cos(above)
    return x * math.cos(turned) - y * math.sin(turned), x * math.sin(turned) + y * math.cos(turned), z
