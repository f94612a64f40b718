"""A PDF as a printer sees it: drawn, and taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream

MM = 72 / 25.4


def drawn(path: Path, dpi: int = 150) -> list[Image.Image]:
    """Each page as a picture."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.render(scale=dpi / 72).to_pil() for page in document]


def codes(picture: Image.Image) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def dark(picture: Image.Image, box: tuple[int, int, int, int] | None = None, *, below: int = 128) -> tuple[int, ...]:
    """What is darker than ``below`` within a box: left, top, right, bottom in its pixels."""
    grey = picture.convert("L").crop(box)
    found = grey.point([255 if value < below else 0 for value in range(256)]).getbbox()
    assert found, "nothing is drawn there"
    return found


def grey(picture: Image.Image, x: int, y: int) -> int:
    """How light a pixel is, from 0 to 255."""
    return picture.crop((x, y, x + 1, y + 1)).convert("L").tobytes()[0]


def pictures_mm(path: Path) -> list[tuple[float, float]]:
    """Width and height of each picture on the first page."""
    with pypdfium2.PdfDocument(path) as document:
        images = [each for each in document[0].get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
        bounds = [each.get_bounds() for each in images]
    return [((right - left) / MM, (top - bottom) / MM) for left, bottom, right, top in bounds]


def words(path: Path) -> list[str]:
    """The text of each page."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def boxes_mm(path: Path, name: str) -> list[tuple[float, ...]]:
    """``mediabox``, ``trimbox`` or ``bleedbox`` of each page: left, bottom, right, top."""
    return [tuple(round(float(each) / MM, 2) for each in getattr(page, name)) for page in PdfReader(path).pages]


@dataclass(frozen=True, slots=True)
class Operators:
    """What the pages do: the names of their drawing operators, and whether every font is in the file."""

    names: set[str]
    fonts_inside: bool


def operators(path: Path) -> Operators:
    names: set[str] = set()
    inside = True
    reader = PdfReader(path)
    for page in reader.pages:
        names |= {operator.decode() for _, operator in ContentStream(page.get_contents(), reader).operations}
        fonts: Any = page["/Resources"].get("/Font", {})  # type: ignore[attr-defined]
        used = _used(page, reader)
        for name, font in fonts.items():
            if name in used:
                inside = inside and "/FontFile2" in font.get_object()["/FontDescriptor"]
    return Operators(names, inside)


def _used(page: Any, reader: PdfReader) -> set[str]:
    found: set[str] = set()
    shown = None
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"Tf":
            shown = str(operands[0])
        elif operator in {b"Tj", b"TJ"} and shown and operands[0]:
            found.add(shown)
    return found
