"""All pictures by their names."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from authoring.demo.drawing.canvas import Canvas
from authoring.demo.drawing.erfurt import ERFURT
from authoring.demo.drawing.jena import JENA

PICTURES: Final = ERFURT | JENA


def draw(name: str) -> bytes:
    """A picture as PNG, 1620 × 1080 pixels; the same name always gives the same pixels."""
    sky, paint = PICTURES[name]
    canvas = Canvas(name, sky)
    paint(canvas)
    out = BytesIO()
    canvas.finished().save(out, "PNG", compress_level=1)
    return out.getvalue()
