"""Houses, towers, churches and bridges, put together from few shapes."""

from __future__ import annotations

from typing import Final, NamedTuple

from authoring.demo.drawing.canvas import Canvas, Colour

BEAM: Final = "#4a2f22"
LIT: Final = "#ffd98a"
PANE: Final = "#34465c"


class Paint(NamedTuple):
    """The colours of a building: its lit wall, its shaded wall, its roof."""

    wall: Colour
    shade: Colour
    roof: Colour


OCHRE: Final = Paint("#e3b873", "#c2914f", "#9c4a33")
ROSE: Final = Paint("#d99a83", "#b57563", "#7d3b30")
CREAM: Final = Paint("#efe0c2", "#cfba94", "#a3543a")
SAGE: Final = Paint("#b6bf9b", "#90997a", "#6e3e33")
BLUE: Final = Paint("#9fb4c2", "#7890a1", "#5a3a3a")
SANDSTONE: Final = Paint("#d8c19a", "#b0946a", "#4f5a63")
STONE: Final = Paint("#b9b2a8", "#8e877e", "#4a4f57")
BRICK: Final = Paint("#b1654c", "#8a4a38", "#3f3a3c")


def house(
    canvas: Canvas,
    x: float,
    base: float,
    width: float,
    height: float,
    paint: Paint,
    *,
    timber: bool = False,
    lit: float = 0.3,
) -> None:
    """A gabled house seen from the front; ``lit`` is the share of windows with light."""
    roof = height * 0.42
    wall = height - roof
    left, top = x - width / 2, base - wall
    canvas.rectangle(left, top, width, wall, paint.wall)
    canvas.rectangle(left + width * 0.78, top, width * 0.22, wall, paint.shade)
    canvas.polygon([(left - 8, top), (x, base - height), (left + width + 8, top)], paint.roof)
    canvas.polygon([(left + 10, top), (x, base - height + 14), (left + width - 10, top)], paint.wall)
    canvas.polygon([(x, base - height + 14), (x + width * 0.28, top), (left + width - 10, top)], paint.shade)
    canvas.line([(left - 8, top), (x, base - height), (left + width + 8, top)], paint.roof, 9)
    if timber:
        _beams(canvas, left, top, width, wall)
    _windows(canvas, left, top + wall * 0.1, width, wall * 0.62, lit)
    canvas.arch(x - width * 0.2, base, width * 0.2, wall * 0.26, "#3b2a22")
    canvas.rectangle(x - width * 0.05, top - roof * 0.36, width * 0.1, roof * 0.2, _pane(canvas, lit))


def eaves_house(
    canvas: Canvas, x: float, base: float, width: float, height: float, paint: Paint, *, lit: float = 0.3
) -> None:
    """A house whose roof slopes towards the street, with dormers."""
    roof = height * 0.3
    left, top = x - width / 2, base - height + roof
    canvas.rectangle(left, top, width, height - roof, paint.wall)
    canvas.polygon(
        [(left - 6, top), (left + 14, top - roof), (left + width - 14, top - roof), (left + width + 6, top)], paint.roof
    )
    for dormer in range(max(1, round(width / 110))):
        cx = left + width * (dormer + 0.5) / max(1, round(width / 110))
        canvas.polygon([(cx - 22, top - 14), (cx, top - roof * 0.72), (cx + 22, top - 14)], paint.shade)
        canvas.rectangle(cx - 8, top - 38, 16, 22, _pane(canvas, lit))
    _windows(canvas, left, top + 18, width, (height - roof) * 0.66, lit)
    canvas.arch(x, base, width * 0.14, (height - roof) * 0.24, "#3b2a22")


def tower(
    canvas: Canvas, x: float, base: float, width: float, height: float, paint: Paint, *, spire: float = 0.5
) -> None:
    """A square tower; ``spire`` is the spire's height as a share of the tower's."""
    top = base - height
    canvas.rectangle(x - width / 2, top, width, height, paint.wall)
    canvas.rectangle(x + width * 0.14, top, width * 0.36, height, paint.shade)
    for storey in range(1, round(height / (width * 1.15))):
        y = base - storey * width * 1.15
        canvas.rectangle(x - width * 0.54, y, width * 1.08, 5, paint.shade)
        canvas.pointed_arch(x - width * 0.16, y - width * 0.22, width * 0.16, width * 0.6, PANE)
        canvas.pointed_arch(x + width * 0.2, y - width * 0.22, width * 0.16, width * 0.6, "#26303f")
    canvas.rectangle(x - width * 0.56, top - 6, width * 1.12, 10, paint.shade)
    if spire:
        peak = top - height * spire
        canvas.polygon([(x - width * 0.54, top), (x, peak), (x + width * 0.54, top)], paint.roof)
        canvas.polygon([(x, peak), (x + width * 0.54, top), (x + width * 0.1, top)], "#00000030")
        canvas.line([(x, peak + 4), (x, peak - 30)], "#2e2a2a", 3)
        canvas.ellipse(x, peak - 12, 9, 9, "#d8b45a")


def nave(canvas: Canvas, left: float, base: float, width: float, height: float, paint: Paint, bays: int) -> None:
    """A Gothic church from the side: windows between buttresses under a steep roof."""
    wall = height * 0.58
    top = base - wall
    canvas.polygon(
        [(left - 8, top), (left + 30, base - height), (left + width - 30, base - height), (left + width + 8, top)],
        paint.roof,
    )
    canvas.rectangle(left, top, width, wall, paint.wall)
    bay = width / bays
    for number in range(bays):
        cx = left + bay * (number + 0.5)
        canvas.pointed_arch(cx, base - wall * 0.16, bay * 0.46, wall * 0.72, "#5b4a3e")
        canvas.pointed_arch(cx, base - wall * 0.18, bay * 0.38, wall * 0.66, PANE)
        canvas.line([(cx, base - wall * 0.18), (cx, base - wall * 0.74)], "#c9b48d", 3)
    for number in range(bays + 1):
        cx = left + bay * number
        canvas.polygon([(cx - 12, base), (cx - 7, top + 8), (cx + 7, top + 8), (cx + 12, base)], paint.shade)
        canvas.polygon([(cx - 8, top + 8), (cx, top - 30), (cx + 8, top + 8)], paint.shade)


def arched_bridge(
    canvas: Canvas, left: float, level: float, width: float, height: float, arches: int, paint: Paint
) -> None:
    """A stone bridge whose road lies at ``level - height`` and whose arches stand in the water at ``level``."""
    top = level - height
    canvas.rectangle(left, top, width, height, paint.wall)
    span = width / arches
    for number in range(arches):
        cx = left + span * (number + 0.5)
        canvas.arch(cx, level + 6, span * 0.78, height * 0.9, paint.shade)
        canvas.arch(cx + span * 0.03, level + 8, span * 0.68, height * 0.82, "#2a3440")
        if number:
            edge = left + span * number
            canvas.polygon([(edge - 16, level + 8), (edge, level - height * 0.55), (edge + 16, level + 8)], paint.shade)
    canvas.rectangle(left - 10, top - 8, width + 20, 14, paint.shade)


def high_rise(
    canvas: Canvas, x: float, base: float, width: float, height: float, glass: Colour, frame: Colour, floors: int
) -> None:
    """A tower of glass, floor by floor, brighter on its left."""
    canvas.rectangle(x - width / 2, base - height, width, height, glass)
    floor = height / floors
    for number in range(floors):
        y = base - height + number * floor
        canvas.rectangle(x - width / 2, y, width, max(2.0, floor * 0.26), frame)
        for pane in range(7):
            if canvas.random.random() < 0.2:
                canvas.rectangle(
                    x - width / 2 + pane * width / 7 + 2, y + floor * 0.34, width / 7 - 4, floor * 0.5, LIT
                )
    canvas.rectangle(x - width / 2, base - height, width * 0.22, height, "#ffffff2a")
    canvas.rectangle(x + width * 0.22, base - height, width * 0.28, height, "#00000030")


def row_of_houses(canvas: Canvas, left: float, base: float, width: float, height: float, *, lit: float = 0.3) -> None:
    """A street of old houses, each a little different."""
    x = left
    paints = (OCHRE, ROSE, CREAM, SAGE, BLUE)
    number = canvas.random.randrange(5)
    while x < left + width:
        own = canvas.random.uniform(0.8, 1.15)
        breadth = height * canvas.random.uniform(0.5, 0.72)
        draw = eaves_house if canvas.random.random() < 0.35 else house
        draw(canvas, x + breadth / 2, base, breadth, height * own, paints[number % 5], lit=lit)
        x += breadth - 2
        number += canvas.random.choice([1, 2])


def _beams(canvas: Canvas, left: float, top: float, width: float, wall: float) -> None:
    for row in (0.0, 0.36, 0.72):
        canvas.rectangle(left, top + wall * row, width, 7, BEAM)
    for post in range(5):
        canvas.rectangle(left + (width - 7) * post / 4, top, 7, wall * 0.72, BEAM)
    for start, end in ((0, 1), (4, 3)):
        canvas.line(
            [(left + width * start / 4, top + wall * 0.7), (left + width * end / 4, top + wall * 0.38)], BEAM, 6
        )


def _windows(canvas: Canvas, left: float, top: float, width: float, height: float, lit: float) -> None:
    columns, rows = max(2, round(width / 48)), max(1, round(height / 72))
    for row in range(rows):
        for column in range(columns):
            cx = left + width * (column + 0.5) / columns
            cy = top + height * (row + 0.5) / rows
            breadth, tall = width / columns * 0.46, height / rows * 0.58
            canvas.rectangle(cx - breadth / 2 - 3, cy - tall / 2 - 3, breadth + 6, tall + 6, "#f4ead2")
            canvas.rectangle(cx - breadth / 2, cy - tall / 2, breadth, tall, _pane(canvas, lit))
            canvas.rectangle(cx - 1, cy - tall / 2, 2, tall, "#f4ead2")
            canvas.rectangle(cx - breadth / 2, cy - 1, breadth, 2, "#f4ead2")


def _pane(canvas: Canvas, lit: float) -> Colour:
    return LIT if canvas.random.random() < lit else PANE
