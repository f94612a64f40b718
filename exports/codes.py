"""QR codes (ISO/IEC 18004) for tours and stations, as SVG and PNG."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal

import qrcode
from PIL import Image
from qrcode import constants
from qrcode.exceptions import DataOverflowError

ErrorLevel = Literal["L", "M", "Q", "H"]
"""How much of a code may be lost: 7, 15, 25 or 30 per cent."""

QUIET_ZONE_MODULES: Final = 4
"""The blank margin that the standard asks for; less is read badly beside other print."""

_LEVELS: Final[dict[ErrorLevel, int]] = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
_LOGO_SHARE: Final = 0.22
"""The logo's side by the code's: it hides some 5 % of the area, well under level H's 30 %."""


class TextTooLongError(ValueError):
    """The text does not fit into the largest code at this error level."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code to draw: what it says and how sturdy it is."""

    text: str
    error_level: ErrorLevel = "M"
    quiet_zone: int = QUIET_ZONE_MODULES
    """Modules of blank margin on each side."""
    logo: Image.Image | None = None
    """Drawn in the middle on a white plate; the code then always has level H."""

    def modules(self) -> list[list[bool]]:
        """Rows of modules, dark where true, quiet zone included.

        Raises:
            TextTooLongError: the text does not fit.
        """
        level: ErrorLevel = "H" if self.logo else self.error_level
        code = qrcode.QRCode(error_correction=_LEVELS[level], border=self.quiet_zone)
        code.add_data(self.text)
        try:
            code.make(fit=True)
        except (DataOverflowError, ValueError) as fault:
            raise TextTooLongError(f"{len(self.text)} characters are too many for a code") from fault
        return code.get_matrix()


def svg(code: Code, *, title: str, size_mm: float = 40) -> bytes:
    """The code as an SVG 1.1 document of ``size_mm`` × ``size_mm``; ``title`` is what a screen reader says."""
    rows = code.modules()
    side = len(rows)
    dark = "".join(f"M{x} {y}h{length}v1H{x}z" for x, y, length in runs(rows))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{size_mm:g}mm" height="{size_mm:g}mm"'
            f' viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges">'
        ),
        f"<title>{_escaped(title)}</title>",
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/>',
        f'<path fill="#000" d="{dark}"/>',
    ]
    if code.logo:
        lines += _logo_svg(code.logo, side)
    return "\n".join([*lines, "</svg>", ""]).encode()


def png(code: Code, *, size_px: int = 1200) -> bytes:
    """The code as a PNG of at least ``size_px`` pixels a side, each module a whole number of pixels."""
    rows = code.modules()
    side = len(rows)
    scale = max(1, -(-size_px // side))
    image = Image.new("1", (side, side), 1)
    image.putdata([0 if dark else 1 for row in rows for dark in row])
    image = image.resize((side * scale, side * scale), Image.Resampling.NEAREST)
    if code.logo:
        image = _with_logo(image.convert("RGB"), code.logo)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def runs(rows: list[list[bool]]) -> Iterator[tuple[int, int, int]]:
    """The runs of dark modules: column and row of the first from the upper left, and how many there are.

    Drawn as one shape each, so that printers show no seams between modules.
    """
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield start, y, x - start
                start = None


def _logo_svg(logo: Image.Image, side: int) -> list[str]:
    box = side * _LOGO_SHARE
    corner, plate = (side - box) / 2, box * 1.16
    plate_corner = (side - plate) / 2
    data = b64encode(_logo_png(logo, 256)).decode()
    return [
        f'<rect fill="#fff" x="{plate_corner:g}" y="{plate_corner:g}" width="{plate:g}" height="{plate:g}"/>',
        f'<image x="{corner:g}" y="{corner:g}" width="{box:g}" height="{box:g}" href="data:image/png;base64,{data}"/>',
    ]


def _with_logo(image: Image.Image, logo: Image.Image) -> Image.Image:
    box = int(image.width * _LOGO_SHARE)
    plate = int(box * 1.16)
    image.paste("#fff", _centred(image.width, plate))
    square = _square(logo, box)
    image.paste(square, _centred(image.width, box)[:2], square)
    return image


def _logo_png(logo: Image.Image, size: int) -> bytes:
    out = BytesIO()
    _square(logo, size).save(out, "PNG", optimize=True)
    return out.getvalue()


def _square(logo: Image.Image, size: int) -> Image.Image:
    fitted = logo.convert("RGBA")
    fitted.thumbnail((size, size), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size), (255, 255, 255, 0))
    square.paste(fitted, ((size - fitted.width) // 2, (size - fitted.height) // 2))
    return square


def _centred(side: int, box: int) -> tuple[int, int, int, int]:
    corner = (side - box) // 2
    return corner, corner, corner + box, corner + box


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
