"""Cameras that film a printed picture, and where in their frames it lies."""

from pathlib import Path
from typing import Final

import cv2
import numpy as np

from authoring.media.targets.film import film
from authoring.media.targets.views import HEIGHT_PX, WIDTH_PX, View, corners
from tests.authoring.media import target_pictures as draw

FRAMES: Final = 20


def filmed(picture: draw.Picture, view: View, path: Path) -> Path:
    """A camera that is held still before a picture: frames that differ by their noise only, as motion JPEG."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.uint8)
    frames = film(grey, [view] * FRAMES)
    pictures = (cv2.imencode(".jpg", cv2.cvtColor(frame, cv2.COLOR_GRAY2BGR))[1].tobytes() for frame in frames)
    path.write_bytes(b"".join(pictures))
    return path


def on_screen(
    picture: draw.Picture, view: View, part: tuple[float, float, float, float], screen: tuple[float, float]
) -> np.ndarray:
    """Where the corners of a part of the picture are, whose film covers a screen; shares of its width and height."""
    height, width = picture.shape[:2]
    left, upper, right, lower = part
    whole = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    turn = cv2.getPerspectiveTransform(whole, np.array(corners(view, width, height), np.float32))
    wanted = np.array([[[left, upper], [right, upper], [right, lower], [left, lower]]], np.float32)
    in_frame = cv2.perspectiveTransform(wanted, turn)[0]
    scale = max(screen[0] / WIDTH_PX, screen[1] / HEIGHT_PX)
    middle = np.array([WIDTH_PX / 2, HEIGHT_PX / 2])
    return np.asarray((in_frame - middle) * scale + np.array(screen) / 2)
