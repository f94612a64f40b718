"""Hills, trees, clouds, stars and people."""

from __future__ import annotations

import math

from authoring.demo.drawing.canvas import HEIGHT, WIDTH, Canvas, Colour


def hills(canvas: Canvas, level: float, height: float, colour: Colour, phase: float = 0.0) -> None:
    """A chain of rounded hills with its mean height at ``level``, filled down to the lower edge."""
    crest = [
        (x, level - height * (math.sin(x / 310 + phase) * 0.6 + math.sin(x / 127 + phase * 2.3) * 0.25))
        for x in range(-20, WIDTH + 40, 20)
    ]
    canvas.polygon([(-20, HEIGHT), *crest, (WIDTH + 20, HEIGHT)], colour)


def clouds(canvas: Canvas, y: float, colour: Colour, count: int = 5) -> None:
    """Flat evening clouds around the height ``y``."""

    def paint(layer: Canvas) -> None:
        for _ in range(count):
            x, around = layer.random.uniform(0, WIDTH), y + layer.random.uniform(-60, 60)
            length = layer.random.uniform(220, 520)
            for _ in range(7):
                along = layer.random.uniform(-0.5, 0.5)
                thick = layer.random.uniform(16, 40) * (1 - abs(along))
                layer.ellipse(x + along * length, around - thick / 3, length * 0.4, thick, colour)

    canvas.soft(paint, 7, colour)


def stars(canvas: Canvas, count: int, lowest: float, colour: Colour = "#fff6dc") -> None:
    """Stars above ``lowest``; some are bright."""
    for _ in range(count):
        x, y = canvas.random.uniform(0, WIDTH), canvas.random.uniform(0, lowest)
        size = canvas.random.choice([1.6, 2.2, 2.2, 3.0, 4.4])
        if size > 4:
            canvas.glow(x, y, 18, colour, 0.5)
        canvas.ellipse(x, y, size, size, colour)


def tree(canvas: Canvas, x: float, base: float, height: float, leaves: Colour, light: Colour) -> None:
    """A broad tree, lit from the left."""
    canvas.polygon([(x - height * 0.03, base), (x, base - height * 0.5), (x + height * 0.03, base)], "#3a2b22")
    for number in range(46):
        angle, distance = number * 2.39996, math.sqrt(number / 46) * height * 0.30
        cx, cy = x + math.cos(angle) * distance, base - height * 0.66 + math.sin(angle) * distance * 0.9
        lit = math.cos(angle) < -0.2 and math.sin(angle) < 0.5
        size = height * canvas.random.uniform(0.10, 0.17)
        canvas.ellipse(cx, cy, size, size * 0.92, light if lit else leaves)


def poplar(canvas: Canvas, x: float, base: float, height: float, leaves: Colour) -> None:
    """A slim tree."""
    canvas.ellipse(x, base - height * 0.52, height * 0.2, height * 0.96, leaves)
    canvas.rectangle(x - 2, base - height * 0.1, 4, height * 0.1, "#3a2b22")


def person(canvas: Canvas, x: float, base: float, height: float, coat: Colour, head: Colour = "#d9a982") -> None:
    """Somebody who stands and looks."""
    width = height * 0.26
    canvas.rectangle(x - width * 0.28, base - height * 0.42, width * 0.22, height * 0.42, "#2b2a33")
    canvas.rectangle(x + width * 0.06, base - height * 0.42, width * 0.22, height * 0.42, "#2b2a33")
    canvas.polygon(
        [
            (x - width * 0.32, base - height * 0.82),
            (x + width * 0.32, base - height * 0.82),
            (x + width * 0.5, base - height * 0.34),
            (x - width * 0.5, base - height * 0.34),
        ],
        coat,
    )
    canvas.ellipse(x, base - height * 0.9, height * 0.15, height * 0.17, head)


def cobbles(canvas: Canvas, level: float, light: Colour, dark: Colour) -> None:
    """A paved square below ``level``, its stones larger towards the viewer."""
    canvas.rectangle(0, level, WIDTH, HEIGHT - level, dark)
    y, row = level + 4.0, 0
    while y < HEIGHT:
        depth = (y - level) / (HEIGHT - level)
        height, width = 5 + 22 * depth, 16 + 62 * depth
        x = -width * (row % 2) / 2
        while x < WIDTH:
            tone = canvas.random.choice([light, light, dark])
            canvas.ellipse(x + width / 2, y + height / 2, width * 0.92, height * 0.84, tone)
            x += width
        y += height
        row += 1


def rays(canvas: Canvas, x: float, y: float, colour: Colour, count: int = 14, length: float = 900) -> None:
    """Beams of light that fan out from a point."""

    def paint(layer: Canvas) -> None:
        for number in range(count):
            angle = math.tau * number / count
            spread = math.pi / count * 0.42
            layer.polygon(
                [
                    (x, y),
                    (x + math.cos(angle - spread) * length, y + math.sin(angle - spread) * length),
                    (x + math.cos(angle + spread) * length, y + math.sin(angle + spread) * length),
                ],
                colour,
            )

    canvas.soft(paint, 6, colour)
