"""What a person may choose about a printed sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Paper = Literal["A6", "A5", "A4", "A3"]
"""The sizes of a sign (ISO 216)."""

PAPERS_MM: Final[dict[Paper, tuple[float, float]]] = {
    "A6": (105, 148),
    "A5": (148, 210),
    "A4": (210, 297),
    "A3": (297, 420),
}
"""Width and height in millimetres, upright."""


@dataclass(frozen=True, slots=True)
class Printing:
    """How large a sign is, and whether a print shop will cut it."""

    paper: Paper = "A4"
    crop_marks: bool = False
    """Bleed of 3 mm and marks where to cut: for a print shop. Without, a page is as large as its paper."""
