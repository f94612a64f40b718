"""The night sky over Jena all round, as it stands in the planetarium: equirectangular, its middle to the North."""

from __future__ import annotations

import math
from random import Random
from typing import Final

from PIL import Image, ImageColor, ImageDraw

SIDE: Final = 1024
"""Pixels from the zenith to the floor; the picture is twice as wide."""
_SCALE: Final = 2
_TOP: Final = "#050b1f"
_LOW: Final = "#3b4a78"
_GLOW: Final = "#b98a5e"
_FLOOR: Final = "#14161d"

Star = tuple[float, float]
"""Yaw and pitch in degrees: to the right of North, above the horizon."""

POLE: Final[Star] = (0.0, 50.9)
"""As high as Jena lies far north."""
WAGON: Final[tuple[Star, ...]] = (
    (58.0, 49.0), (51.0, 53.0), (45.0, 50.5), (39.5, 47.5), (38.5, 41.0), (27.5, 40.0), (26.0, 46.5),
)  # fmt: skip
"""Seven bright stars, from the tip of the shaft to the two behind, which point to the pole."""
QUEEN: Final[tuple[Star, ...]] = ((-38.0, 40.0), (-33.5, 46.0), (-27.5, 42.0), (-22.0, 47.5), (-17.0, 42.5))


def star_dome() -> Image.Image:
    """The dome, 2048 × 1024 pixels; its left edge goes on at the right."""
    width, height = 2 * SIDE * _SCALE, SIDE * _SCALE
    strip = Image.new("RGB", (1, height))
    for row in range(height):
        strip.putpixel((0, row), _sky(1 - 2 * row / height))
    image = strip.resize((width, height), Image.Resampling.NEAREST)
    draw, random = ImageDraw.Draw(image, "RGBA"), Random("star-dome")  # noqa: S311 - stars, no secrets
    _milky_way(draw, random)
    for _ in range(900):
        # Evenly on the sphere: fewer near the zenith, where the picture is drawn out.
        yaw, pitch = random.uniform(-180, 180), math.degrees(math.asin(random.uniform(0.08, 0.97)))
        _star(draw, (yaw, pitch), random.choice((0.5, 0.7, 0.7, 1.1)), "#e6ecffd0")
    for figure in (WAGON, QUEEN):
        draw.line([_at(star) for star in figure], "#9cc3ff70", 3)
    draw.line([_at(WAGON[4]), _at(WAGON[3])], "#9cc3ff70", 3)
    for star in (*WAGON, *QUEEN, POLE):
        _star(draw, star, 2.4, "#ffffff")
        _star(draw, star, 6.5, "#bcd2ff30")
    _town(draw, random)
    return image.reduce(_SCALE)


def _sky(up: float) -> tuple[int, int, int]:
    """The colour at a height: 1 is the zenith, 0 the horizon, below it the floor."""
    if up < 0:
        return _mixed(_FLOOR, "#232734", max(0.0, 1 + up * 2.2))
    return _mixed(_GLOW, _LOW, min(1.0, up * 6)) if up < 1 / 6 else _mixed(_LOW, _TOP, min(1.0, (up - 1 / 6) * 2.2))


def _mixed(one: str, other: str, share: float) -> tuple[int, int, int]:
    pairs = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return red, green, blue


def _at(star: Star) -> tuple[float, float]:
    side = SIDE * _SCALE
    return (star[0] / 360 + 0.5) * 2 * side, (0.5 - star[1] / 180) * side


def _star(draw: ImageDraw.ImageDraw, star: Star, size: float, colour: str) -> None:
    x, y = _at(star)
    # Drawn out to the sides as all is above the horizon, so that it is round again in the dome.
    tall, wide = size * _SCALE, size * _SCALE / max(0.12, math.cos(math.radians(star[1])))
    draw.ellipse((x - wide, y - tall, x + wide, y + tall), colour)


def _milky_way(draw: ImageDraw.ImageDraw, random: Random) -> None:
    for _ in range(2600):
        along = random.uniform(-180, 180)
        pitch = 38 + 26 * math.sin(math.radians(along * 2 + 40)) + random.gauss(0, 5)
        if pitch > 3:
            _star(draw, (along, pitch), random.uniform(0.6, 3.2), "#aebbe812")


def _town(draw: ImageDraw.ImageDraw, random: Random) -> None:
    """Hills all round, the town before them, and the rows of seats."""

    def crest(yaw: float) -> float:
        return 3.2 + 1.6 * math.sin(math.radians(yaw * 2)) + 0.9 * math.sin(math.radians(yaw * 5 + 60))

    hills = [_at((yaw, crest(yaw))) for yaw in range(-180, 181, 2)]
    draw.polygon([_at((-180, -4)), *hills, _at((180, -4))], "#10182b")
    for yaw in range(-168, 168, 4):
        tall, wide = random.uniform(0.8, 3.2), random.uniform(1.2, 1.9)
        draw.rectangle((*_at((yaw - wide, tall)), *_at((yaw + wide, -4))), "#0b1120")
        for _ in range(3):
            x, y = _at((yaw + random.uniform(-wide, wide) * 0.7, random.uniform(0.2, max(0.4, tall - 0.4))))
            draw.rectangle((x, y, x + 5, y + 7), "#ffcf7ab0")
    tower = (*_at((-64, 9.5)), *_at((-61, -4)))
    draw.rectangle(tower, "#0b1120")
    for row in range(9):
        x, y = _at((-63.4, 8.6 - row))
        draw.rectangle((x, y, x + 26, y + 6), "#ffe2a690")
    for row, pitch in enumerate((-6, -13, -22, -34)):
        for seat in range(0, 360, 8 + row):
            x, y = _at((seat - 178, pitch))
            wide, tall = (15 + row * 7) * _SCALE, (9 + row * 5) * _SCALE
            if x + wide < 2 * SIDE * _SCALE - 4:
                draw.rounded_rectangle((x, y, x + wide, y + tall), 10, "#7a2f37" if row % 2 else "#8a3a40")
