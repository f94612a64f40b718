"""Every ink can be read on every ground that a screen puts it on, in light and in dark."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "exports" / "viewer" / "design" / "tokens.css"

GROUNDS = ("paper", "surface", "sunken", "raised")
TEXT = [
    *((ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "primary-ink", "red-ink") for ground in GROUNDS),
    *((f"{colour}-ink", f"{colour}-wash") for colour in ("primary", "amber", "red", "slate")),
    *(("ink", f"{colour}-wash") for colour in ("primary", "amber", "red", "slate")),
    ("on-primary", "primary"),
    ("on-primary", "primary-strong"),
    ("on-red", "red"),
    ("on-red", "red-strong"),
]
SHAPES = [
    *(
        (shape, ground)
        for shape in ("edge", "primary", "amber", "red", "slate", "focus")
        for ground in ("paper", "surface", "raised", "sunken")
    ),
    ("map-route", "map-land"),
]


def _colours(theme: int) -> dict[str, str]:
    found = re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", TOKENS.read_text())
    return {name: pair[theme] for name, *pair in found}


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (SHAPES, 3.0)], ids=["text", "shapes"])
def test_every_pair_of_ink_and_ground_is_aa(theme: int, pairs: list[tuple[str, str]], least: float) -> None:
    colours = _colours(theme)
    faint = {
        f"{ink} on {ground}": round(contrast(colours[ink], colours[ground]), 2)
        for ink, ground in pairs
        if contrast(colours[ink], colours[ground]) < least
    }
    assert faint == {}
