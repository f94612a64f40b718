"""Image targets and marker codes at their exact size, each with a ruler that proves the scale (PDF).

A page is the smallest upright or lying sheet of A6 to A0 that holds the target, or one of its own beyond that. What is
cut is the target, so the crop marks stand at its corners.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from exports.codes import Code
from exports.markers import CodeMarker, ImageTarget, code_markers, image_targets
from exports.printing.colours import INK, SOFT_INK
from exports.printing.orders import picture_data, printing
from exports.printing.sheets import MARGIN_MM, Print, Sheet, crop_marks
from exports.printing.type import REGULAR, SEMIBOLD, fitted
from exports.printing.words import say
from exports.targets import CannotWriteError, Order, Target
from tour_schema.media import Variant
from tour_schema.station import Station
from tour_schema.text import best

LARGEST_MM: Final = 5_000
"""PDF 1.7, annex C: a page has at most 14,400 points, 5.08 m."""

_FOOT_MM: Final = 34
_LONGEST_RULER_MM: Final = 100
_SHEETS_MM: Final = ((105, 148), (148, 210), (210, 297), (297, 420), (420, 594), (594, 841), (841, 1189))


@dataclass(frozen=True, slots=True)
class _Hung:
    """A target with the size that it has on the wall."""

    station: Station
    width_mm: float
    height_mm: float
    upright: bool
    dots_per_inch: float | None
    """How fine the picture is at this size; a code is drawn."""
    draw: Callable[[Sheet, float, float], None]
    """Draws it with its lower left corner at a point."""


def _write(order: Order, path: Path) -> None:
    ready, left_out = _sorted(order)
    if not ready and not left_out:
        raise CannotWriteError("no_markers")
    # Crop marks stand at the target's corners, and not at those of the page.
    with printing(order, path, crop_marks=False) as printed:
        for each in ready:
            _page(printed, each, order)
        if left_out:
            _missing_page(printed, left_out, order)


def _sorted(order: Order) -> tuple[list[_Hung], list[Station]]:
    """What can be printed, and the stations of what cannot yet."""
    ready: list[_Hung] = []
    left_out: list[Station] = []
    for target in image_targets(order.resolved):
        if target.width_m is None or target.picture is None:
            left_out.append(target.station)
        else:
            ready.append(_picture(order, target, target.width_m, target.picture))
    for marker in code_markers(order.resolved):
        if marker.size_m is None:
            left_out.append(marker.station)
        else:
            ready.append(_marker(marker, marker.size_m))
    for each in ready:
        if max(each.width_mm, each.height_mm) > LARGEST_MM:
            raise CannotWriteError("too_large", title=_title(each.station, order))
    return ready, left_out


def _picture(order: Order, target: ImageTarget, width_m: float, variant: Variant) -> _Hung:
    data = picture_data(order, variant)
    # Our own file, and of it only the header: a PDF takes a JPEG as it is.
    with Image.open(BytesIO(data)) as opened:
        across, down = opened.size
    width, height = width_m * 1000, width_m * 1000 * down / across

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.canvas.drawImage(ImageReader(BytesIO(data)), x, y, width * mm, height * mm)

    return _Hung(target.station, width, height, target.upright, across / (width / 25.4), draw)


def _marker(marker: CodeMarker, size_m: float) -> _Hung:
    """A code whose edge is measured without the quiet zone, which is drawn around."""
    edge = size_m * 1000
    modules = len(Code(marker.content, "Q", 0).modules())
    side = edge * (modules + 8) / modules

    def draw(sheet: Sheet, x: float, y: float) -> None:
        around = edge / modules * 4
        sheet.code(marker.content, x - around * mm, y - around * mm, side * mm)

    return _Hung(marker.station, edge, edge, marker.upright, None, draw)


def _page(printed: Print, hung: _Hung, order: Order) -> None:
    around = MARGIN_MM if hung.dots_per_inch else MARGIN_MM + hung.width_mm * 4 / 21
    width, height = _sheet_for(hung.width_mm + 2 * around, hung.height_mm + around + _FOOT_MM + around)
    title = _title(hung.station, order)
    with printed.sheet(width, height, named=title) as sheet:
        left = (sheet.width - hung.width_mm * mm) / 2
        bottom = (_FOOT_MM + around) * mm + (height - hung.height_mm - 2 * around - _FOOT_MM) * mm / 2
        hung.draw(sheet, left, bottom)
        if order.printing.crop_marks:
            crop_marks(sheet.canvas, left, bottom, left + hung.width_mm * mm, bottom + hung.height_mm * mm)
        _foot(sheet, hung, title, order)


def _sheet_for(width: float, height: float) -> tuple[float, float]:
    """The smallest sheet that holds so much, in millimetres."""
    for short, long in _SHEETS_MM:
        if width <= short and height <= long:
            return short, long
        if width <= long and height <= short:
            return long, short
    return max(width, _SHEETS_MM[-1][0]), height


def _foot(sheet: Sheet, hung: _Hung, title: str, order: Order) -> None:
    """What hangs here, how large, and a line to measure."""
    left, width = MARGIN_MM * mm, sheet.width - 2 * MARGIN_MM * mm
    size = say(order.reader, "size", width=_figure(hung.width_mm), height=_figure(hung.height_mm))
    facts = [title, size, say(order.reader, "upright" if hung.upright else "flat")]
    if hung.dots_per_inch:
        facts.append(say(order.reader, "resolution", dpi=round(hung.dots_per_inch)))
    lines = fitted(" · ".join(facts), SEMIBOLD, 9, least_pt=6, width_pt=width, lines=2)
    top = sheet.text(lines, left, (_FOOT_MM + 2) * mm, INK) - 1 * mm
    length = min(_LONGEST_RULER_MM, int((sheet.width / mm - 2 * MARGIN_MM) // 10 * 10))
    words = say(order.reader, "ruler", length=length)
    sheet.text(fitted(words, REGULAR, 8, least_pt=5, width_pt=width, lines=3), left, top, SOFT_INK)
    _ruler(sheet, left, 6 * mm, length)


def _ruler(sheet: Sheet, x: float, y: float, length_mm: int) -> None:
    """A line of so many millimetres between the outer edges of its ends, with a tick for each."""
    hair = 0.2 * mm
    sheet.box(x, y, length_mm * mm, hair, INK)
    for tick in range(length_mm + 1):
        height = 5.0 if tick % 10 == 0 else 3.5 if tick % 5 == 0 else 2.0
        # The outermost ticks lie within the length, so that it is measured from edge to edge.
        at = min(max(tick * mm - hair / 2, 0), length_mm * mm - hair)
        sheet.box(x + at, y, hair, height * mm, INK)


def _missing_page(printed: Print, stations: list[Station], order: Order) -> None:
    words = say(order.reader, "left_out")
    with printed.sheet(*_SHEETS_MM[2], named=words) as sheet:
        left, width = 20 * mm, sheet.width - 40 * mm
        top = sheet.height - 20 * mm
        top = sheet.text(fitted(words, SEMIBOLD, 14, least_pt=9, width_pt=width, lines=2), left, top) - 4 * mm
        size = min(11.0, (top - 20 * mm) / len(stations) / 1.22)
        for station in stations:
            line = fitted(_title(station, order), REGULAR, size, least_pt=size / 2, width_pt=width, lines=1)
            top = sheet.text(line, left, top)


def _title(station: Station, order: Order) -> str:
    return best(station.title, order.reader, station.original) or station.id


def _figure(value: float) -> str:
    """To a tenth of a millimetre, without a tenth that is none."""
    return f"{value:.1f}".removesuffix(".0")


TARGET: Final = Target(name="image_targets", suffix="-targets.pdf", media_type="application/pdf", write=_write)
