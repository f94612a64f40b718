"""A leaflet of A4, folded twice to the size of a long envelope: cover, how it works, the way and its stations (PDF).

Two pages to be printed on both sides, turned on the short edge. The panel that is folded in is 3 mm narrower than the
other two, or it would buckle. One language; a second one is a second leaflet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from exports.addresses import as_typed
from exports.markers import largest_jpeg
from exports.printing.chart import disc, draw_chart
from exports.printing.colours import GREEN, INK, LINE, PAPER, SOFT_INK
from exports.printing.orders import picture_data, printing, title_of
from exports.printing.sheets import BLEED_MM, MARGIN_MM, Sheet
from exports.printing.type import LEADING, REGULAR, SEMIBOLD, Lines, fitted
from exports.printing.words import say
from exports.targets import CannotWriteError, Order, Target
from exports.way import Halt, cut_at_antimeridian, halts
from tour_schema.text import LocalizedText, best

_WIDTH: Final = 297.0
_HEIGHT: Final = 210.0
_PANEL: Final = 100.0
_FLAP: Final = 97.0
_MARGIN: Final = 8.0
_PICTURE: Final = 118.0
_CODE: Final = 52.0
_ROW_SIZES: Final = (10.0, 9.0, 8.0, 7.0, 6.0)
_LONGEST_TEASER: Final = 12
_MOST_STOPS: Final = 130
"""More than two columns hold, even in the smallest print."""


@dataclass(frozen=True, slots=True)
class _Panel:
    """A part of a page between two folds, in points."""

    left: float
    width: float
    bottom: float = _MARGIN * mm
    top: float = (_HEIGHT - _MARGIN) * mm

    @property
    def x(self) -> float:
        """Where its words begin."""
        return self.left + _MARGIN * mm

    @property
    def inner(self) -> float:
        """How wide its words may be."""
        return self.width - 2 * _MARGIN * mm

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


def _write(order: Order, path: Path) -> None:
    if order.address is None:
        raise CannotWriteError("no_address")
    crop_marks = order.printing.crop_marks
    with printing(order, path, crop_marks=crop_marks) as printed:
        with printed.sheet(_WIDTH, _HEIGHT, named=say(order.reader, "outside")) as sheet:
            flap, back, cover = _panels((_FLAP, _PANEL, _PANEL))
            _draw_about(sheet, flap, order)
            _draw_back(sheet, back, order, order.address)
            _draw_cover(sheet, cover, order, title_of(order))
            _draw_folds(sheet, (back.left, cover.left), crop_marks=crop_marks)
        with printed.sheet(_WIDTH, _HEIGHT, named=say(order.reader, "inside")) as sheet:
            one, two, three = _panels((_PANEL, _PANEL, _FLAP))
            _draw_inside(sheet, (one, two, three), order)
            _draw_folds(sheet, (two.left, three.left), crop_marks=crop_marks)


def _panels(widths: tuple[float, float, float]) -> tuple[_Panel, _Panel, _Panel]:
    first, second, third = (each * mm for each in widths)
    return _Panel(0, first), _Panel(first, second), _Panel(first + second, third)


def _draw_cover(sheet: Sheet, panel: _Panel, order: Order, name: str) -> None:
    """The picture above, the title below it on green; both run over the edges."""
    bleed = BLEED_MM * mm
    sheet.box(panel.left, -bleed, panel.width + bleed, sheet.height + 2 * bleed, GREEN)
    foot = (_HEIGHT - _PICTURE) * mm
    shown = _draw_picture(sheet, order, panel.left, foot, panel.width + bleed, sheet.height - foot + bleed)
    top = foot - 10 * mm if shown else panel.top - 40 * mm
    title = fitted(name, SEMIBOLD, 26, least_pt=12, width_pt=panel.inner, lines=4)
    top = sheet.text(title, panel.x, top, PAPER) - 3 * mm
    facts = fitted(_facts(order), REGULAR, 11, least_pt=8, width_pt=panel.inner, lines=2)
    sheet.text(facts, panel.x, top, PAPER)
    if order.resolved.tour.credit:
        credit = fitted(order.resolved.tour.credit, REGULAR, 9, least_pt=6, width_pt=panel.inner, lines=2)
        sheet.text(credit, panel.x, panel.bottom + credit.height_pt, PAPER)


def _draw_picture(sheet: Sheet, order: Order, x: float, y: float, width: float, height: float) -> bool:
    """The tour's cover, as large as covers the box, its middle in the box's; whether there is one."""
    cover = order.resolved.tour.cover
    medium = next((each for each in order.resolved.media if each.id == cover), None)
    variant = largest_jpeg(medium) if medium else None
    if variant is None:
        return False
    image = ImageReader(BytesIO(picture_data(order, variant)))
    across, down = image.getSize()
    scale = max(width / across, height / down)
    wide, high = across * scale, down * scale
    sheet.canvas.saveState()
    path = sheet.canvas.beginPath()
    path.rect(x, y, width, height)
    sheet.canvas.clipPath(path, stroke=0)
    sheet.canvas.drawImage(image, x + (width - wide) / 2, y + (height - high) / 2, wide, high)
    sheet.canvas.restoreState()
    return True


def _draw_back(sheet: Sheet, panel: _Panel, order: Order, address: str) -> None:
    """The code of the tour, and what to do with it."""
    side = _CODE * mm
    bottom = 70 * mm
    heading = fitted(say(order.reader, "how"), SEMIBOLD, 15, least_pt=10, width_pt=panel.inner, lines=2)
    top = sheet.text(heading, panel.middle, panel.top - 8 * mm, align="centre") - 3 * mm
    for key in ("scan_first", "walk", "offline"):
        lines = fitted(say(order.reader, key), REGULAR, 10.5, least_pt=8, width_pt=panel.inner, lines=3)
        top = sheet.text(lines, panel.middle, top, SOFT_INK, align="centre") - 2 * mm
    sheet.code(address, panel.middle - side / 2, bottom, side)
    lines = fitted(as_typed(address), REGULAR, 9, least_pt=4, width_pt=panel.inner, lines=1)
    sheet.text(lines, panel.middle, bottom - 1 * mm, align="centre")


def _draw_about(sheet: Sheet, panel: _Panel, order: Order) -> None:
    """What the tour is, its parts, and where one meets the guides of flesh and blood."""
    tour = order.resolved.tour
    top = panel.top - 4 * mm
    teaser = best(tour.teaser, order.reader, tour.original)
    if teaser:
        lines = fitted(teaser, REGULAR, 12, least_pt=8, width_pt=panel.inner, lines=_LONGEST_TEASER)
        top = sheet.text(lines, panel.x, top) - 6 * mm
    modules = [words for module in tour.modules if (words := best(module.title, order.reader, tour.original))]
    if modules:
        top = _heading(sheet, panel, say(order.reader, "parts"), top)
        size = min(10.5, (top - panel.bottom - 40 * mm) / len(modules) / LEADING / 1.3)
        for words in modules:
            line = fitted(words, REGULAR, size, least_pt=size * 0.7, width_pt=panel.inner, lines=1)
            top = sheet.text(line, panel.x, top) - size * 0.3
        top -= 5 * mm
    meeting = tour.meeting_point
    for key, text in (("meeting", meeting.note), ("transit", meeting.transit)) if meeting else ():
        if (words := _in(text, order)) and top > panel.bottom + 20 * mm:
            top = _heading(sheet, panel, say(order.reader, key), top)
            lines = fitted(words, REGULAR, 9.5, least_pt=7, width_pt=panel.inner, lines=4)
            top = sheet.text(lines, panel.x, top) - 5 * mm


def _heading(sheet: Sheet, panel: _Panel, words: str, top: float) -> float:
    lines = fitted(words, SEMIBOLD, 11, least_pt=8, width_pt=panel.inner, lines=1)
    return sheet.text(lines, panel.x, top, GREEN) - 1 * mm


def _draw_inside(sheet: Sheet, panels: tuple[_Panel, _Panel, _Panel], order: Order) -> None:
    """The map across two panels, the stations in the third; where they are many, in the second, too."""
    stops = list(halts(order.resolved))
    if len(stops) > _MOST_STOPS:
        raise CannotWriteError("too_many", count=len(stops))
    for columns in (1, 2):
        listed = panels[3 - columns :]
        rows = _rows(stops, listed, order)
        if rows is not None:
            break
    else:
        raise CannotWriteError("too_many", count=len(stops))
    bleed = BLEED_MM * mm
    lines = [part for leg in order.resolved.tour.route.legs for part in cut_at_antimeridian(leg.geometry.coordinates)]
    places = [(str(stop.number), stop.position) for stop in stops if stop.position]
    draw_chart(
        sheet,
        lines,
        places,
        left=-bleed,
        bottom=-bleed,
        width=listed[0].left + bleed,
        height=sheet.height + 2 * bleed,
    )
    for panel, column in zip(listed, rows, strict=False):
        top = panel.top
        for row in column:
            row.draw(sheet, panel.x, top)
            top -= row.height_pt


@dataclass(frozen=True, slots=True)
class _Row:
    """A station in the list: its number, its title and what it is about."""

    number: str
    title: Lines
    summary: Lines | None

    @property
    def height_pt(self) -> float:
        below = self.summary.height_pt + self.title.size_pt * 0.35 if self.summary else 0
        return self.title.height_pt + below + self.title.size_pt * 0.35

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        radius = self.title.size_pt * 0.72
        disc(sheet, self.number, x + radius, top - self.title.size_pt * 0.68, radius)
        foot = sheet.text(self.title, x + _indent(self.title.size_pt), top, INK)
        if self.summary:
            sheet.text(self.summary, x + _indent(self.title.size_pt), foot, SOFT_INK)


def _indent(size: float) -> float:
    return size * 2.1


def _rows(stops: Sequence[Halt], panels: Sequence[_Panel], order: Order) -> list[list[_Row]] | None:
    """The list as large as fits: summaries are given up before the size goes below what is read without glasses."""
    for summaries in (2, 1, 0):
        for size in _ROW_SIZES if summaries == 0 else _ROW_SIZES[:3]:
            rows = [_row(stop, size, summaries, panels[0].inner, order) for stop in stops]
            columns = list(_columns(rows, panels[0].top - panels[0].bottom))
            if len(columns) <= len(panels):
                return columns
    return None


def _row(stop: Halt, size: float, summaries: int, width: float, order: Order) -> _Row:
    station = stop.station
    room = width - _indent(size)
    title = best(station.title, order.reader, station.original) or ""
    summary = best(station.summary, order.reader, station.original) if summaries else None
    small = size * 0.85
    return _Row(
        str(stop.number),
        fitted(title, SEMIBOLD, size, least_pt=size * 0.8, width_pt=room, lines=2 if summaries else 1),
        fitted(summary, REGULAR, small, least_pt=small * 0.9, width_pt=room, lines=summaries + 1) if summary else None,
    )


def _columns(rows: Sequence[_Row], height: float) -> Iterator[list[_Row]]:
    column: list[_Row] = []
    left = height
    for row in rows:
        if column and row.height_pt > left:
            yield column
            column, left = [], height
        column.append(row)
        left -= row.height_pt
    yield column


def _draw_folds(sheet: Sheet, places: tuple[float, float], *, crop_marks: bool) -> None:
    """Dashes outside the sheet where it is folded, for a print shop."""
    if not crop_marks:
        return
    canvas = sheet.canvas
    canvas.setDash(2, 2)
    for x in places:
        for foot in (-(MARGIN_MM - 2) * mm, sheet.height + (BLEED_MM + 2) * mm):
            sheet.line(x, foot, x, foot + 5 * mm, LINE, width_pt=0.5)
    canvas.setDash()


def _facts(order: Order) -> str:
    """How many stations, how far and how long, as far as the legs say."""
    tour = order.resolved.tour
    stops = sum(len(module.stops) for module in tour.modules)
    found = [say(order.reader, "one_station" if stops == 1 else "stations", count=stops)]
    metres = sum(leg.distance_m or 0 for leg in tour.route.legs)
    if metres:
        figure = f"{metres / 1000:.1f}"
        found.append(f"{figure.replace('.', ',') if order.reader.startswith('de') else figure} km")
    return " · ".join(found)


def _in(text: LocalizedText, order: Order) -> str | None:
    return best(text, order.reader, order.resolved.tour.original)


TARGET: Final = Target(name="leaflet", suffix="-leaflet.pdf", media_type="application/pdf", write=_write)
