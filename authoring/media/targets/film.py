"""Films a picture as a phone would see it on a wall: from the side, from below, turned, small, with noise.

What a tracker finds in this film says more of a target than any count of its features. Runs only in a child.
"""

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from authoring.media.targets.views import HEIGHT_PX, VIEWS, WIDTH_PX, View, corners

Grey = npt.NDArray[np.uint8]

_NOISE: Final = 4.0
"""Standard deviation in steps of grey: a museum in the evening."""
_BLUR_PX: Final = 0.8
_WALL: Final = 150


def film(picture: Grey, views: Sequence[View] = VIEWS) -> Grey:
    """Return a frame for each view, one behind the other; the same every time."""
    return np.stack([_frame(picture, view, seed) for seed, view in enumerate(views)])


def _frame(picture: Grey, view: View, seed: int) -> Grey:
    # Smaller first, or the warp would leave out pixels where a lens averages them.
    share = min(1.0, view.fill * HEIGHT_PX / max(picture.shape))
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else picture
    height, width = small.shape
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    turn = cv2.getPerspectiveTransform(flat, np.array(corners(view, width, height), np.float32))
    wall = np.full((HEIGHT_PX, WIDTH_PX), _WALL, np.uint8)
    seen = cv2.warpPerspective(small, turn, (WIDTH_PX, HEIGHT_PX), wall, cv2.INTER_LINEAR, cv2.BORDER_TRANSPARENT)
    soft = cv2.GaussianBlur(seen, (0, 0), _BLUR_PX).astype(np.float32)
    noise = np.random.default_rng(seed).normal(0, _NOISE, soft.shape)
    return np.asarray(np.clip(soft * 0.9 + 8 + noise, 0, 255), np.uint8)
