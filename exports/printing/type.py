"""The two faces of print, and lines that fit into a box.

A PDF for a print shop carries its fonts, so there is no falling back to what a machine has: a letter that the face
lacks is named to the person who prints, before anything is written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR: Final = "SourceSans3-Regular"
SEMIBOLD: Final = "SourceSans3-Semibold"

LEADING: Final = 1.22
"""From one base line to the next, by the size of the type."""

_FOLDER: Final = Path(__file__).parent / "fonts"
_STEP_PT: Final = 0.5
_LONGEST: Final = 1_500
"""Letters: no box of ours holds more, and to try them all at every size would take for ever."""
_BREAKING: Final = {"Cc", "Zl", "Zp"}


class MissingGlyphsError(ValueError):
    """The face has no shape for these letters."""

    def __init__(self, letters: str) -> None:
        super().__init__(f"no glyph for {letters}")
        self.letters = letters


@dataclass(frozen=True, slots=True)
class Lines:
    """Words set in a box: how large, and where they break."""

    face: str
    size_pt: float
    words: tuple[str, ...]

    @property
    def height_pt(self) -> float:
        """From the top of the first line to the foot of the last."""
        return len(self.words) * self.size_pt * LEADING


def fitted(text: str, face: str, size_pt: float, *, least_pt: float, width_pt: float, lines: int) -> Lines:
    """The text in at most ``lines`` lines of ``width_pt``: as large as ``size_pt``, smaller where it must be.

    At ``least_pt`` words are cut where a line ends, and what is still too long ends in "…".

    Raises:
        MissingGlyphsError: the face lacks a letter.
    """
    words = _printable(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…", face)
    size = size_pt
    while size > least_pt:
        found = _wrapped(words, face, size, width_pt)
        if len(found) <= lines and all(measured(line, face, size) <= width_pt for line in found):
            return Lines(face, size, tuple(found))
        size -= _STEP_PT
    pieces = [piece for word in words for piece in _pieces(word, face, least_pt, width_pt)]
    found = _wrapped(pieces, face, least_pt, width_pt)
    if len(found) > lines:
        found = [*found[: lines - 1], _ended(" ".join(found[lines - 1 :]), face, least_pt, width_pt)]
    return Lines(face, least_pt, tuple(found))


def measured(text: str, face: str, size_pt: float) -> float:
    """How wide a line is, in points."""
    _register()
    return float(pdfmetrics.stringWidth(text, face, size_pt))


def _printable(text: str, face: str) -> list[str]:
    spaced = "".join(" " if unicodedata.category(letter) in _BREAKING else letter for letter in text)
    # What nobody sees has no glyph either: soft hyphens, joiners, marks of direction.
    seen = "".join(letter for letter in spaced if unicodedata.category(letter) != "Cf")
    composed = unicodedata.normalize("NFC", seen)
    known = _glyphs()[face]
    missing = dict.fromkeys(letter for letter in composed if ord(letter) not in known and not letter.isspace())
    if missing:
        raise MissingGlyphsError("".join(missing))
    return composed.split()


def _wrapped(words: list[str], face: str, size: float, width: float) -> list[str]:
    found: list[str] = []
    for word in words:
        longer = f"{found[-1]} {word}" if found else word
        if found and measured(longer, face, size) <= width:
            found[-1] = longer
        else:
            found.append(word)
    return found


def _pieces(word: str, face: str, size: float, width: float) -> Iterator[str]:
    """A word that is wider than the line, cut with hyphens."""
    rest = word
    while measured(rest, face, size) > width and len(rest) > 1:
        length = 1
        while length < len(rest) - 1 and measured(f"{rest[: length + 1]}-", face, size) <= width:
            length += 1
        yield f"{rest[:length]}-"
        rest = rest[length:]
    yield rest


def _ended(line: str, face: str, size: float, width: float) -> str:
    while line and measured(f"{line}…", face, size) > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


@cache
def _glyphs() -> dict[str, frozenset[int]]:
    return {name: frozenset(_font(name).face.charToGlyph) for name in (REGULAR, SEMIBOLD)}


@cache
def _register() -> None:
    for name in (REGULAR, SEMIBOLD):
        pdfmetrics.registerFont(_font(name))


@cache
def _font(name: str) -> TTFont:
    return TTFont(name, str(_FOLDER / f"{name}.ttf"))
