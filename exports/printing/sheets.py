"""Pages of a PDF: as large as their paper, or with bleed and crop marks for a print shop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Final

from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from exports.codes import Code, runs
from exports.printing.colours import INK, PAPER, REGISTRATION
from exports.printing.type import LEADING, Lines

BLEED_MM: Final = 3.0
MARGIN_MM: Final = 12.0
"""Round a sheet that is cut: room for the bleed and the marks."""
_MARK_MM: Final = 5.0
_MARK_FROM_MM: Final = 5.0
_MARK_PT: Final = 0.25

# Pictures as they are, not written as text a quarter longer.
rl_config.useA85 = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to draw on, in points from the lower left corner of what remains after cutting."""

    canvas: Canvas
    width: float
    height: float

    def box(self, x: float, y: float, width: float, height: float, colour: Color) -> None:
        """A filled rectangle."""
        self.canvas.setFillColor(colour)
        self.canvas.rect(x, y, width, height, stroke=0, fill=1)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: Color, *, width_pt: float) -> None:
        """A straight line."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(width_pt)
        self.canvas.line(x1, y1, x2, y2)

    def text(self, lines: Lines, x: float, top: float, colour: Color = INK, *, align: str = "left") -> float:
        """Lines below each other from ``top`` down; ``x`` is their left edge, their middle or their right edge.

        Returns:
            The foot of the last line.
        """
        self.canvas.setFillColor(colour)
        self.canvas.setFont(lines.face, lines.size_pt)
        draw = {
            "left": self.canvas.drawString,
            "centre": self.canvas.drawCentredString,
            "right": self.canvas.drawRightString,
        }[align]
        step = lines.size_pt * LEADING
        for number, words in enumerate(lines.words):
            draw(x, top - number * step - lines.size_pt, words)
        return top - lines.height_pt

    def code(self, text: str, x: float, y: float, side: float, *, quiet_zone: int = 4) -> None:
        """A QR code of ``side`` points, quiet zone included, in black on white; its runs are one path without seams."""
        rows = Code(text, "Q", quiet_zone).modules()
        module = side / len(rows)
        self.box(x, y, side, side, PAPER)
        path = self.canvas.beginPath()
        for across, down, length in runs(rows):
            path.rect(x + across * module, y + side - (down + 1) * module, length * module, module)
        self.canvas.setFillColor(INK)
        self.canvas.drawPath(path, stroke=0, fill=1)


class Print:
    """A PDF that is being written."""

    def __init__(self, out: BinaryIO, *, title: str, author: str | None, language: str, crop_marks: bool) -> None:
        # Without its date, the same input gives the same bytes.
        self._canvas = Canvas(out, invariant=1, lang=language)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author or "")
        self._canvas.setCreator("Wayfable")
        self._crop_marks = crop_marks
        self._pages = 0

    @contextmanager
    def sheet(self, width_mm: float, height_mm: float, *, named: str) -> Iterator[Sheet]:
        """The next page; ``named`` is its line in the outline."""
        canvas = self._canvas
        around = MARGIN_MM * mm if self._crop_marks else 0.0
        width, height = width_mm * mm, height_mm * mm
        canvas.setPageSize((width + 2 * around, height + 2 * around))
        trim = (around, around, around + width, around + height)
        bleed = BLEED_MM * mm if self._crop_marks else 0.0
        canvas.setTrimBox(trim)
        canvas.setBleedBox((trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed))
        self._pages += 1
        canvas.bookmarkPage(f"page-{self._pages}")
        canvas.addOutlineEntry(named, f"page-{self._pages}")
        canvas.saveState()
        canvas.translate(around, around)
        yield Sheet(canvas, width, height)
        canvas.restoreState()
        if self._crop_marks:
            crop_marks(canvas, *trim)
        canvas.showPage()

    def close(self) -> None:
        """Write what is left."""
        self._canvas.save()


def crop_marks(canvas: Canvas, left: float, bottom: float, right: float, top: float) -> None:
    """Two short lines at each corner, outside the bleed: where to cut."""
    canvas.setStrokeColor(REGISTRATION)
    canvas.setLineWidth(_MARK_PT)
    near, far = _MARK_FROM_MM * mm, (_MARK_FROM_MM + _MARK_MM) * mm
    for x, outwards in ((left, -1), (right, 1)):
        for y, upwards in ((bottom, -1), (top, 1)):
            canvas.line(x + outwards * near, y, x + outwards * far, y)
            canvas.line(x, y + upwards * near, x, y + upwards * far)
