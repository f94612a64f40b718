"""All pictures by their names."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Final

from PIL import Image

from authoring.demo.drawing.canvas import Canvas
from authoring.demo.drawing.dome import star_dome
from authoring.demo.drawing.erfurt import ERFURT
from authoring.demo.drawing.jena import JENA

PICTURES: Final = ERFURT | JENA
PANORAMAS: Final[dict[str, Callable[[], Image.Image]]] = {"star-dome": star_dome}


def draw(name: str) -> bytes:
    """A picture as PNG, 1620 × 1080 pixels, or 2048 × 1024 all round; the same name always gives the same pixels."""
    out = BytesIO()
    _drawn(name).save(out, "PNG", compress_level=1)
    return out.getvalue()


def _drawn(name: str) -> Image.Image:
    if name in PANORAMAS:
        return PANORAMAS[name]()
    sky, paint = PICTURES[name]
    canvas = Canvas(name, sky)
    paint(canvas)
    return canvas.finished()
