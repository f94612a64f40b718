"""Signs for all stations, and one for the tour: number, title, code and what to do, in up to two languages (PDF)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportlab.lib.units import mm

from exports.addresses import as_typed, opened_at
from exports.printing.choices import PAPERS_MM
from exports.printing.colours import GREEN, INK, PAPER, SOFT_INK
from exports.printing.orders import printing, title_of
from exports.printing.sheets import BLEED_MM, Sheet
from exports.printing.type import REGULAR, SEMIBOLD, Lines, fitted
from exports.printing.words import say
from exports.targets import CannotWriteError, Order, Target
from exports.way import halts
from tour_schema.text import LocalizedText, best
from tour_schema.trigger import CodeTrigger

_LANGUAGES: Final = 2
_DESIGNED_FOR_MM: Final = PAPERS_MM["A6"][0]
"""All sizes below are those of the smallest sign; larger ones grow with their paper."""
_BAND: Final = 25
_MARGIN: Final = 8
_CODE: Final = 60
_CODE_FOOT: Final = 33


@dataclass(frozen=True, slots=True)
class _Sign:
    number: str | None
    """Shown large."""
    typed: str | None
    """What can be typed instead of scanning."""
    title: LocalizedText
    original: str
    address: str


def _write(order: Order, path: Path) -> None:
    if order.address is None:
        raise CannotWriteError("no_address")
    width, height = PAPERS_MM[order.printing.paper]
    with printing(order, path, crop_marks=order.printing.crop_marks) as printed:
        for sign in _signs(order, order.address):
            title = best(sign.title, order.reader, sign.original) or ""
            with printed.sheet(width, height, named=" ".join(filter(None, [sign.number, title]))) as sheet:
                _draw(sheet, sign, order, title_of(order))


def _signs(order: Order, address: str) -> Iterator[_Sign]:
    """The tour's own sign first, then its stations', each once."""
    tour = order.resolved.tour
    yield _Sign(None, None, tour.title, tour.original, address)
    seen: set[str] = set()
    for halt in halts(order.resolved):
        station = halt.station
        if station.id in seen:
            continue
        seen.add(station.id)
        typed = next((each.number for each in station.triggers if isinstance(each, CodeTrigger)), None)
        here = opened_at(address, station.id)
        yield _Sign(typed or str(halt.number), typed, station.title, station.original, here)


def _draw(sheet: Sheet, sign: _Sign, order: Order, tour: str) -> None:
    unit = sheet.width / _DESIGNED_FOR_MM
    scale = unit / mm
    inner = sheet.width - 2 * _MARGIN * unit
    languages = (order.resolved.tour.languages or (order.resolved.tour.original,))[:_LANGUAGES]
    _draw_band(sheet, sign, tour if sign.number else order.resolved.tour.credit or "", unit)

    foot = (_CODE_FOOT + _CODE) * unit
    titles = tuple(dict.fromkeys(filter(None, (best(sign.title, each, sign.original) for each in languages))))
    _draw_titles(sheet, titles, foot, sheet.height - _BAND * unit - foot, unit)

    side = _CODE * unit
    sheet.code(sign.address, (sheet.width - side) / 2, _CODE_FOOT * unit, side)

    scan = [say(each, "scan" if sign.number else "whole_tour") for each in languages]
    without = [_without_camera(sign, each) for each in languages]
    top = _CODE_FOOT * unit
    for at, words in enumerate([*scan, *without]):
        first = at < len(languages)
        face, size, colour = (SEMIBOLD, 10, INK) if first else (REGULAR, 8.5, SOFT_INK)
        lines = fitted(words, face, size * scale, least_pt=5 * scale, width_pt=inner, lines=1)
        top = sheet.text(lines, sheet.width / 2, top, colour, align="centre")
    _draw_foot(sheet, order.address or "", inner, scale)


def _draw_titles(sheet: Sheet, titles: tuple[str, ...], foot: float, height: float, unit: float) -> None:
    """The title in its languages, in the middle of its box and no higher than it."""
    width = sheet.width - 2 * _MARGIN * unit
    scale = unit / mm
    blocks = _titles(titles, width, scale)
    for share in (0.85, 0.7, 0.6):
        if sum(block.height_pt for block in blocks) > height:
            blocks = _titles(titles, width, share * scale)
    top = foot + (height + sum(block.height_pt for block in blocks)) / 2
    for block, colour in zip(blocks, (INK, SOFT_INK), strict=False):
        top = sheet.text(block, sheet.width / 2, top, colour, align="centre")


def _titles(titles: tuple[str, ...], width: float, scale: float) -> list[Lines]:
    return [
        fitted(title, face, size * scale, least_pt=size * 0.5 * scale, width_pt=width, lines=2)
        for title, (face, size) in zip(titles, ((SEMIBOLD, 22), (REGULAR, 13)), strict=False)
    ]


def _draw_band(sheet: Sheet, sign: _Sign, tour: str, unit: float) -> None:
    """The tour's name and the large number, on a band that runs over the edge of the paper."""
    bleed = BLEED_MM * mm
    foot = sheet.height - _BAND * unit
    sheet.box(-bleed, foot, sheet.width + 2 * bleed, _BAND * unit + bleed, GREEN)
    middle = foot + _BAND * unit / 2
    room = sheet.width - 2 * _MARGIN * unit
    if sign.number:
        size = 40 * unit / mm
        number = fitted(sign.number, SEMIBOLD, size, least_pt=size / 3, width_pt=room * 0.45, lines=1)
        # Figures stand on the line and have no descender: their middle is higher than that of a line.
        sheet.text(number, sheet.width - _MARGIN * unit, middle + number.size_pt * 0.66, PAPER, align="right")
        room *= 0.52
    size = 12 * unit / mm
    words = fitted(tour, REGULAR, size, least_pt=size / 2, width_pt=room, lines=3)
    sheet.text(words, _MARGIN * unit, middle + words.height_pt / 2, PAPER)


def _draw_foot(sheet: Sheet, address: str, width: float, scale: float) -> None:
    lines = fitted(as_typed(address), REGULAR, 8 * scale, least_pt=3 * scale, width_pt=width, lines=1)
    sheet.text(lines, sheet.width / 2, 6 * scale * mm + lines.height_pt, INK, align="centre")


def _without_camera(sign: _Sign, language: str) -> str:
    return say(language, "type", number=sign.typed) if sign.typed else say(language, "open")


TARGET: Final = Target(name="signs", suffix="-signs.pdf", media_type="application/pdf", write=_write)
