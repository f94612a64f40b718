"""A canvas of 1500 × 1000 units with soft edges: shapes are drawn at twice the size and then reduced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

WIDTH: Final = 1500
HEIGHT: Final = 1000
_SCALE: Final = 2
_OUTPUT: Final = (1620, 1080)

Point = tuple[float, float]
Colour = str
Shape = Sequence[Point]


class Canvas:
    """A picture in the making. Units: x to the right, y down, (0, 0) the upper left corner.

    The random numbers are seeded by the picture's name: the same name gives the same picture.
    """

    def __init__(self, name: str, sky: Sequence[Colour]) -> None:
        """Begin with a sky: colours from top to bottom."""
        self.random = Random(name)  # noqa: S311 - leaves and stars, no secrets
        self.image = _gradient(sky)
        self.draw = ImageDraw.Draw(self.image, "RGBA")

    def polygon(self, points: Shape, fill: Colour) -> None:
        """A filled shape."""
        self.draw.polygon([_scaled(point) for point in points], fill)

    def rectangle(self, x: float, y: float, width: float, height: float, fill: Colour) -> None:
        """A filled rectangle from its upper left corner."""
        self.draw.rectangle([*_scaled((x, y)), *_scaled((x + width, y + height))], fill)

    def ellipse(self, x: float, y: float, width: float, height: float, fill: Colour) -> None:
        """A filled ellipse around its middle."""
        box = [*_scaled((x - width / 2, y - height / 2)), *_scaled((x + width / 2, y + height / 2))]
        self.draw.ellipse(box, fill)

    def arch(self, x: float, base: float, width: float, height: float, fill: Colour) -> None:
        """A round-headed opening that stands on ``base`` around ``x``."""
        self.ellipse(x, base - height + width / 2, width, width, fill)
        self.rectangle(x - width / 2, base - height + width / 2, width, height - width / 2, fill)

    def pointed_arch(self, x: float, base: float, width: float, height: float, fill: Colour) -> None:
        """A Gothic opening that stands on ``base`` around ``x``."""
        half = width / 2
        left = [(x - half + half * (step / 8) ** 1.8, base - height * (0.55 + 0.45 * step / 8)) for step in range(9)]
        right = [(2 * x - px, py) for px, py in reversed(left)]
        self.polygon([(x - half, base), *left, *right, (x + half, base)], fill)

    def line(self, points: Shape, fill: Colour, width: float = 4) -> None:
        """A line with round joints."""
        self.draw.line([_scaled(point) for point in points], fill, round(width * _SCALE), joint="curve")

    def arc(self, x: float, y: float, radius: float, start: float, end: float, fill: Colour, width: float = 4) -> None:
        """A part of a circle, degrees clockwise from the right."""
        box = [*_scaled((x - radius, y - radius)), *_scaled((x + radius, y + radius))]
        self.draw.arc(box, start, end, fill, round(width * _SCALE))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 0.8) -> None:
        """Light around a point, added to what is there."""
        side = max(8, round(radius * _SCALE / 8))
        spot = Image.radial_gradient("L").resize((side * 2, side * 2))
        spot = ImageChops.invert(spot).point(lambda value: max(0, value - 74) * 255 // 181)
        mask = spot.resize((round(radius * 2 * _SCALE),) * 2, Image.Resampling.BICUBIC)
        mask = mask.point(lambda value: round(value * strength))
        corner = _scaled((x - radius, y - radius))
        self.image.paste(Image.new("RGB", mask.size, colour), (round(corner[0]), round(corner[1])), mask)

    def soft(self, paint: Callable[[Canvas], None], blur: float, colour: Colour) -> None:
        """Paint on a layer of its own that is then blurred: mist, shadows, clouds of ``colour``."""
        # Clear, but of the same colour: a clear black would bleed into the edges.
        layer = Image.new("RGBA", self.image.size, (*ImageColor.getrgb(colour)[:3], 0))
        kept_image, kept_draw = self.image, self.draw
        self.image, self.draw = layer, ImageDraw.Draw(layer, "RGBA")
        try:
            paint(self)
        finally:
            self.image, self.draw = kept_image, kept_draw
        small = layer.reduce(4).filter(ImageFilter.GaussianBlur(blur * _SCALE / 4))
        layer = small.resize(layer.size, Image.Resampling.BILINEAR)
        self.image.paste(layer, (0, 0), layer)

    def mirror(self, level: float, tint: Colour, strength: float = 0.45) -> None:
        """Still water below ``level``: what stands above, upside down, tinted, with ripples."""
        line = round(level * _SCALE)
        depth = self.image.height - line
        above = self.image.crop((0, max(0, line - depth), self.image.width, line))
        mirrored = above.transpose(Image.Transpose.FLIP_TOP_BOTTOM).filter(ImageFilter.GaussianBlur(5))
        mirrored = mirrored.resize((self.image.width, depth))
        tinted = Image.blend(mirrored, Image.new("RGB", mirrored.size, tint), strength)
        self.image.paste(tinted, (0, line))
        for _ in range(70):
            y = level + (HEIGHT - level) * self.random.random() ** 1.4
            x, length = self.random.uniform(-100, WIDTH), self.random.uniform(60, 260)
            self.line([(x, y), (x + length, y)], "#ffffff1c", self.random.uniform(1, 3))

    def finished(self) -> Image.Image:
        """The picture at 1620 × 1080 pixels, with the grain of paper."""
        image = self.image.resize(_OUTPUT, Image.Resampling.HAMMING)
        noise = Image.frombytes("L", (540, 360), self.random.randbytes(540 * 360)).resize(_OUTPUT)
        grain = Image.merge("RGB", [noise.point(lambda value: 120 + value // 16)] * 3)
        return Image.blend(image, ImageChops.overlay(image, grain), 0.55)


def _scaled(point: Point) -> tuple[float, float]:
    return point[0] * _SCALE, point[1] * _SCALE


def _gradient(colours: Sequence[Colour]) -> Image.Image:
    strip = Image.new("RGB", (1, 256))
    pairs = [ImageColor.getrgb(colour) for colour in colours]
    for row in range(256):
        along = row / 255 * (len(pairs) - 1)
        first = min(int(along), len(pairs) - 2)
        share = along - first
        mixed = [round(a + (b - a) * share) for a, b in zip(pairs[first], pairs[first + 1], strict=True)]
        strip.putpixel((0, row), (mixed[0], mixed[1], mixed[2]))
    tall = strip.resize((1, HEIGHT * _SCALE), Image.Resampling.BICUBIC)
    return tall.resize((WIDTH * _SCALE, HEIGHT * _SCALE), Image.Resampling.NEAREST)
