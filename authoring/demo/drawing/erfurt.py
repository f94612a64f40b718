"""The pictures of the walk through medieval Erfurt."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from authoring.demo.drawing import buildings as b
from authoring.demo.drawing import nature as n
from authoring.demo.drawing.canvas import HEIGHT, WIDTH, Canvas

DUSK: Final = ("#1f3f66", "#5c7f9c", "#e8b98a", "#f6dcae")
MORNING: Final = ("#6fa3c2", "#a9cbd6", "#f2e3c3", "#f8eed9")
NIGHT: Final = ("#0f1d3a", "#1f3358", "#3f4f78", "#7a6a86")
GOLD: Final = ("#3f5f7d", "#c99a6a", "#f3c67e", "#fae3b0")


def cathedral(canvas: Canvas) -> None:
    """St Mary's and St Severus' above the steps, at dusk."""
    n.clouds(canvas, 190, "#f7d9b6c0")
    n.hills(canvas, 640, 40, "#6d7f7b", 0.6)
    canvas.polygon([(0, 760), (160, 660), (1340, 660), (1500, 740), (1500, 1000), (0, 1000)], "#8d8474")
    b.nave(canvas, 220, 664, 430, 330, b.SANDSTONE, 5)
    for x, height in ((585, 330), (650, 390), (715, 330)):
        b.tower(canvas, x, 664, 66, height, b.SANDSTONE, spire=0.5)
    b.nave(canvas, 860, 664, 330, 260, b.STONE, 4)
    for x, height in ((1215, 300), (1272, 320), (1329, 300)):
        b.tower(canvas, x, 664, 56, height, b.STONE, spire=0.62)
    for step in range(24):
        width = 220 + step * 17
        canvas.rectangle(760 - width / 2, 664 + step * 9, width, 5, "#e3d3b4")
        canvas.rectangle(760 - width / 2, 669 + step * 9, width, 4, "#a3967f")
    n.cobbles(canvas, 880, "#b7a68a", "#9c8c73")
    for x, height, coat in ((330, 108, "#31557a"), (380, 92, "#a5483c"), (1160, 112, "#3f5a4a")):
        n.person(canvas, x, 950, height, coat)
    canvas.glow(960, 520, 520, "#ffdf9e", 0.35)


def merchants_bridge(canvas: Canvas) -> None:
    """The bridge with its houses, from the river."""
    n.clouds(canvas, 170, "#fbe6c5b8")
    n.hills(canvas, 590, 50, "#7d9690", 1.0)
    n.hills(canvas, 640, 26, "#5d7a70", 3.0)
    b.tower(canvas, 1318, 612, 84, 330, b.SANDSTONE, spire=0.28)
    b.arched_bridge(canvas, 60, 770, 1380, 158, 6, b.SANDSTONE)
    paints = (b.OCHRE, b.ROSE, b.CREAM, b.SAGE, b.BLUE)
    x, number = 84.0, 0
    while x < 1235:
        width, height = canvas.random.uniform(88, 122), canvas.random.uniform(225, 300)
        if number % 3 == 2:
            b.eaves_house(canvas, x + width / 2, 614, width, height, paints[number % 5], lit=0.5)
        else:
            b.house(canvas, x + width / 2, 614, width, height, paints[number % 5], timber=number % 2 == 0, lit=0.5)
        x, number = x + width - 1, number + 1
    canvas.mirror(770, "#2f4a58")


def wooden_bridge(canvas: Canvas) -> None:
    """The same view two hundred years earlier: a bridge of wood, and stalls on it."""
    n.clouds(canvas, 170, "#fbe6c5b8")
    n.hills(canvas, 590, 50, "#7d9690", 1.0)
    n.hills(canvas, 640, 26, "#5d7a70", 3.0)
    for x in (120, 230, 1180, 1290, 1400):
        n.tree(canvas, x, 612, canvas.random.uniform(90, 150), "#4f6a4a", "#7d9460")
    canvas.rectangle(1270, 470, 96, 150, "#8f7a5c")
    canvas.polygon([(1256, 474), (1318, 400), (1380, 474)], "#5b4331")
    canvas.rectangle(60, 612, 1380, 22, "#7a5a3c")
    canvas.rectangle(60, 634, 1380, 9, "#4f3925")
    for x in range(90, 1360, 92):
        canvas.polygon([(x, 640), (x + 15, 640), (x + 22, 770), (x - 2, 770)], "#5d432c")
        canvas.line([(x + 6, 655), (x + 92, 760)], "#6b4e34", 9)
        canvas.line([(x + 92, 655), (x + 6, 760)], "#4c3724", 9)
    for x in range(60, 1440, 46):
        canvas.line([(x, 612), (x, 570)], "#6b4e34", 6)
    canvas.line([(60, 572), (1440, 572)], "#6b4e34", 7)
    cloths = ("#a5483c", "#c9973f", "#31557a", "#e7dcc2", "#5f7a4f")
    for number, x in enumerate(range(190, 1180, 165)):
        canvas.rectangle(x, 536, 100, 76, "#6f5238")
        canvas.rectangle(x + 8, 560, 84, 30, "#3a2b1f")
        canvas.polygon([(x - 14, 542), (x + 10, 496), (x + 90, 496), (x + 114, 542)], cloths[number % 5])
        n.person(canvas, x + 128, 612, canvas.random.uniform(74, 88), cloths[(number + 2) % 5])
    canvas.mirror(770, "#2f4a58")


def bridge_sign(canvas: Canvas) -> None:
    """The sign that hangs at the bridge: the houses close by, in a frame of blue tiles; a camera holds on to it."""
    n.clouds(canvas, 200, "#fff3dcb8")
    canvas.ellipse(1190, 230, 190, 190, "#f8e3a4")
    b.tower(canvas, 1250, 640, 150, 420, b.SANDSTONE, spire=0.34)
    paints, x = (b.ROSE, b.CREAM, b.BLUE, b.OCHRE, b.SAGE), 150.0
    for number, width in enumerate((205, 176, 232, 190, 214)):
        height = (330, 510, 400, 540, 450)[number]
        b.house(canvas, x + width / 2, 640, width, height, paints[number], timber=number != 3, lit=0.4)
        x += width - 4
    b.arched_bridge(canvas, 90, 860, 1320, 225, 4, b.SANDSTONE)
    canvas.mirror(860, "#2f4a58", 0.4)
    for x, height, coat in ((330, 92, "#a5483c"), (708, 84, "#31557a"), (1010, 96, "#3f5a4a")):
        n.person(canvas, x, 650, height, coat)
    _wheel(canvas, 245, 205, 84)
    _tiles(canvas)


def _wheel(canvas: Canvas, x: float, y: float, radius: float) -> None:
    """The wheel of the town's arms."""
    canvas.ellipse(x, y, radius * 2.35, radius * 2.35, "#a5332d")
    for share, colour in ((2.0, "#f4efe2"), (1.55, "#a5332d")):
        canvas.ellipse(x, y, radius * share, radius * share, colour)
    for spoke in range(6):
        angle = math.tau * spoke / 6 + 0.3
        canvas.line([(x, y), (x + math.cos(angle) * radius * 0.9, y + math.sin(angle) * radius * 0.9)], "#f4efe2", 13)
    canvas.ellipse(x, y, radius * 0.5, radius * 0.5, "#f4efe2")


def _tiles(canvas: Canvas) -> None:
    """A frame of painted tiles, none like another."""
    side, blues = 50, ("#2f5f96", "#3f78a8", "#23466f", "#e9e2cf", "#5c97c4", "#c9973f")
    for column in range(WIDTH // side):
        for row in range(HEIGHT // side):
            if 0 < column < WIDTH // side - 1 and 0 < row < HEIGHT // side - 1:
                continue
            x, y = column * side, row * side
            ground, ink = canvas.random.sample(blues, 2)
            canvas.rectangle(x + 2, y + 2, side - 4, side - 4, ground)
            for _ in range(3):
                corners = [(x + canvas.random.uniform(6, 44), y + canvas.random.uniform(6, 44)) for _ in range(3)]
                canvas.polygon(corners, ink)


def old_synagogue(canvas: Canvas) -> None:
    """The west front with its five lancets and the rose above, in the lane."""
    canvas.rectangle(0, 0, WIDTH, HEIGHT, "#00000018")
    b.row_of_houses(canvas, -60, 800, 360, 470, lit=0.4)
    b.row_of_houses(canvas, 1190, 800, 380, 500, lit=0.4)
    canvas.polygon([(330, 800), (330, 420), (750, 120), (1170, 420), (1170, 800)], "#6b5548")
    canvas.polygon([(352, 800), (352, 424), (750, 146), (1148, 424), (1148, 800)], "#cbb591")
    canvas.polygon([(750, 146), (1148, 424), (1148, 800), (960, 800), (960, 292)], "#b49c78")
    for _ in range(240):
        x, y = canvas.random.uniform(360, 1130), canvas.random.uniform(300, 790)
        if y > 430 or abs(x - 750) < (y - 160) * 1.3:
            canvas.rectangle(x, y, canvas.random.uniform(24, 62), canvas.random.uniform(9, 17), "#8f785a26")
    for x, height in ((606, 172), (678, 196), (750, 216), (822, 196), (894, 172)):
        canvas.pointed_arch(x, 690, 56, height + 16, "#8d7353")
        canvas.pointed_arch(x, 690, 40, height, b.LIT)
        canvas.line([(x, 690), (x, 690 - height * 0.8)], "#8d7353", 4)
    canvas.ellipse(750, 372, 150, 150, "#8d7353")
    canvas.ellipse(750, 372, 122, 122, "#ffe2a0")
    for spoke in range(6):
        angle = math.tau * spoke / 6 + 0.52
        canvas.ellipse(750 + math.cos(angle) * 34, 372 + math.sin(angle) * 34, 42, 42, "#e3a13f")
    canvas.ellipse(750, 372, 34, 34, "#b5532f")
    canvas.glow(750, 560, 460, "#ffd98a", 0.45)
    n.cobbles(canvas, 800, "#8b8174", "#6d655b")


def ritual_bath(canvas: Canvas) -> None:
    """The vault of the mikveh: steps that lead down to ground water, lit from above."""
    canvas.rectangle(0, 0, WIDTH, HEIGHT, "#2a2620")
    canvas.arch(750, 1000, 1300, 960, "#6f6350")
    for ring in range(9):
        for stone in range(34):
            angle = math.pi + math.pi * stone / 33
            radius = 640 - ring * 26
            x, y = 750 + math.cos(angle) * radius, 690 + math.sin(angle) * radius
            tone = canvas.random.choice(["#8d7f66", "#9a8b70", "#7d7059"])
            canvas.ellipse(x, y, 52, 22, tone)
    canvas.arch(750, 1000, 840, 720, "#4d4435")
    for step in range(7):
        canvas.rectangle(360 + step * 22, 560 + step * 38, 780 - step * 44, 34, "#a8987a")
        canvas.rectangle(360 + step * 22, 590 + step * 38, 780 - step * 44, 8, "#5f543f")
    n.rays(canvas, 750, 60, "#ffe9b426", count=9, length=900)
    canvas.glow(750, 200, 520, "#ffe6ad", 0.7)
    canvas.mirror(826, "#1f4a57", 0.6)
    canvas.glow(750, 880, 260, "#8fd6d8", 0.45)


def fish_market(canvas: Canvas) -> None:
    """The town hall, the Roman on his column and the gables of the market."""
    n.clouds(canvas, 150, "#ffffffa0")
    b.row_of_houses(canvas, -40, 800, 430, 480)
    canvas.rectangle(420, 350, 640, 450, "#cfb78e")
    canvas.rectangle(420, 350, 640, 16, "#8d7655")
    for x in (500, 620, 740, 860, 980):
        canvas.pointed_arch(x, 792, 84, 190, "#6e5a41")
        canvas.pointed_arch(x, 792, 62, 164, "#33404d")
        canvas.pointed_arch(x, 560, 66, 150, "#8d7655")
        canvas.pointed_arch(x, 556, 50, 132, b.PANE)
        canvas.polygon([(x - 52, 350), (x, 240), (x + 52, 350)], "#cfb78e")
        canvas.ellipse(x, 312, 34, 34, b.PANE)
    canvas.polygon([(400, 350), (450, 266), (1030, 266), (1080, 350)], "#4f5a63")
    for x in (500, 620, 740, 860, 980):
        canvas.polygon([(x - 50, 352), (x, 226), (x + 50, 352)], "#d9c299")
        canvas.ellipse(x, 316, 34, 34, b.PANE)
    b.tower(canvas, 1010, 800, 96, 560, b.SANDSTONE, spire=0.22)
    for x, width, height, paint in ((1180, 170, 560, b.CREAM), (1350, 180, 500, b.ROSE), (1480, 130, 520, b.SAGE)):
        b.house(canvas, x, 800, width, height, paint)
    n.cobbles(canvas, 800, "#c0b096", "#a5947a")
    canvas.rectangle(282, 610, 34, 270, "#b9a585")
    canvas.rectangle(262, 868, 74, 26, "#9c8768")
    canvas.rectangle(268, 596, 62, 18, "#9c8768")
    n.person(canvas, 299, 598, 150, "#b8873d", "#c99a55")
    canvas.line([(322, 596), (338, 420)], "#6d5a3a", 5)
    canvas.polygon([(336, 424), (384, 438), (338, 462)], "#a5322e")
    for x, height, coat in ((640, 118, "#4a6a8a"), (700, 104, "#c58b3a"), (1120, 120, "#7a3b46")):
        n.person(canvas, x, 930, height, coat)


def old_university(canvas: Canvas) -> None:
    """The portal of the Collegium Maius with its ogee arches."""
    b.row_of_houses(canvas, -50, 810, 330, 520)
    canvas.rectangle(300, 250, 920, 560, "#d6b98f")
    canvas.polygon([(276, 250), (340, 110), (1180, 110), (1244, 250)], "#8a4a38")
    for x in (410, 545, 960, 1095):
        canvas.rectangle(x - 40, 320, 80, 150, "#a78a60")
        canvas.rectangle(x - 30, 332, 60, 130, b.PANE)
        canvas.line([(x, 332), (x, 462)], "#e3cda5", 5)
        canvas.line([(x - 30, 388), (x + 30, 388)], "#e3cda5", 5)
        canvas.rectangle(x - 40, 560, 80, 150, "#a78a60")
        canvas.rectangle(x - 30, 572, 60, 130, b.LIT)
        canvas.line([(x, 572), (x, 702)], "#e3cda5", 5)
    canvas.pointed_arch(752, 812, 250, 420, "#8f6f47")
    canvas.pointed_arch(752, 812, 214, 384, "#b08d5e")
    canvas.pointed_arch(752, 812, 176, 346, "#4a3426")
    for x in (708, 796):
        canvas.rectangle(x - 34, 560, 68, 252, "#5e4330")
        canvas.ellipse(x + (26 if x < 750 else -26), 690, 9, 9, "#d8b45a")
    canvas.polygon([(752, 330), (728, 420), (776, 420)], "#8f6f47")
    canvas.ellipse(752, 330, 22, 22, "#d8b45a")
    b.row_of_houses(canvas, 1240, 810, 320, 540)
    n.cobbles(canvas, 810, "#b3a48d", "#968772")
    n.person(canvas, 610, 925, 150, "#2d2a33")
    canvas.rectangle(628, 832, 26, 34, "#a5322e")
    n.person(canvas, 930, 940, 146, "#5a3b2a")


def monastery(canvas: Canvas) -> None:
    """The Augustinian church and its cloister garden by morning."""
    n.clouds(canvas, 160, "#ffffff90")
    b.nave(canvas, 160, 700, 860, 430, b.SANDSTONE, 8)
    b.tower(canvas, 1090, 700, 110, 470, b.SANDSTONE, spire=0.4)
    b.eaves_house(canvas, 1320, 700, 330, 300, b.CREAM)
    canvas.rectangle(0, 690, WIDTH, 310, "#7f9a63")
    canvas.rectangle(0, 690, WIDTH, 12, "#5f7a4b")
    for number in range(11):
        x = 70 + number * 136
        canvas.arch(x, 860, 104, 190, "#b89f78")
        canvas.arch(x, 860, 76, 160, "#47584a")
        canvas.rectangle(x + 56, 690, 24, 180, "#cdb58c")
    canvas.rectangle(0, 640, WIDTH, 34, "#8a4a38")
    canvas.rectangle(0, 860, WIDTH, 24, "#cdb58c")
    for _ in range(60):
        flower = canvas.random.uniform(0, WIDTH), canvas.random.uniform(900, 990)
        canvas.ellipse(*flower, 16, 10, canvas.random.choice(["#5f7a4b", "#e3d9ef", "#c05a68", "#f0d68a"]))
    n.tree(canvas, 1180, 930, 380, "#4f7048", "#7fa060")


def citadel(canvas: Canvas) -> None:
    """The walls of the Petersberg over the roofs, the town's towers beyond."""
    n.clouds(canvas, 150, "#fde9c8b0")
    n.hills(canvas, 520, 46, "#9aa79b", 2.0)
    for x, height in ((180, 150), (260, 190), (430, 130), (560, 170), (610, 210), (660, 170), (880, 140), (1010, 180)):
        b.tower(canvas, x, 560, 30, height, b.STONE, spire=0.6)
    b.row_of_houses(canvas, -40, 640, 1600, 150, lit=0.5)
    canvas.polygon([(0, 1000), (0, 660), (520, 690), (700, 770), (980, 660), (1500, 640), (1500, 1000)], "#a6604a")
    canvas.polygon([(520, 690), (700, 770), (700, 1000), (520, 1000)], "#8a4a38")
    canvas.polygon([(700, 770), (980, 660), (980, 1000), (700, 1000)], "#b97358")
    for row in range(16):
        y = 700 + row * 22
        for x in range(0, WIDTH, 54):
            canvas.rectangle(x + (row % 2) * 27, y + 60, 46, 3, "#6d392c40")
    canvas.polygon([(0, 640), (520, 672), (700, 752), (980, 642), (1500, 620), (1500, 646), (0, 668)], "#d6b48f")
    canvas.polygon([(0, 660), (520, 692), (700, 774), (980, 664), (1500, 642), (1500, 650), (0, 668)], "#7b4334")
    n.tree(canvas, 1330, 646, 190, "#5f7a4b", "#8fa860")
    n.person(canvas, 1120, 640, 84, "#31557a")
    n.person(canvas, 1162, 638, 78, "#c58b3a")
    canvas.glow(300, 470, 560, "#ffdf9e", 0.5)


def preachers_church(canvas: Canvas) -> None:
    """Inside the church of the Dominicans: pillars, and light through the choir windows."""
    canvas.rectangle(0, 0, WIDTH, HEIGHT, "#cdbb9a")
    for depth in range(7):
        share = depth / 7
        left, right = 40 + 560 * share, 1460 - 560 * share
        tone = ("#bba784", "#c4b18e", "#cdbb98", "#d6c5a3", "#decfae", "#e6d8b9", "#eee1c4")[depth]
        canvas.pointed_arch(750, 1000 - 260 * share, right - left, 960 - 470 * share, tone)
    for x in (640, 750, 860):
        canvas.pointed_arch(x, 640, 84, 330, "#8a7350")
        canvas.pointed_arch(x, 636, 66, 308, "#f7d36b")
        for row, colour in enumerate(("#3f6ea5", "#b5432f", "#3f8a68", "#e0a23a", "#3f6ea5", "#b5432f")):
            canvas.rectangle(x - 26, 410 + row * 36, 23, 28, colour)
            canvas.rectangle(x + 4, 428 + row * 34, 23, 24, colour)
    n.rays(canvas, 750, 450, "#ffe9b030", count=11)
    for depth in range(6):
        share = depth / 6
        width, base = 84 - 50 * share, 1000 - 250 * share
        for pillar in (110 + 440 * share, 1390 - 440 * share):
            canvas.rectangle(pillar - width / 2, 130 + 260 * share, width, base - 130 - 260 * share, "#a8946f")
            canvas.rectangle(pillar - width / 2, 130 + 260 * share, width * 0.34, base - 130 - 260 * share, "#d9c8a2")
            canvas.rectangle(pillar - width * 0.7, base - 26, width * 1.4, 26, "#927e5b")
    canvas.polygon([(0, 1000), (560, 742), (940, 742), (1500, 1000)], "#8d7a5c")
    for row in range(8):
        y = 760 + row * row * 4.4
        canvas.line([(0, y), (WIDTH, y)], "#00000018", 3)
    n.person(canvas, 760, 850, 130, "#f0ead9", "#caa27c")
    canvas.polygon([(744, 744), (776, 744), (790, 850), (730, 850)], "#26232a80")


def woad(canvas: Canvas) -> None:
    """A field of flowering woad before the town, and the vat that turns green into blue."""
    n.clouds(canvas, 170, "#ffffffa8")
    n.hills(canvas, 520, 50, "#8aa39a", 1.2)
    for x, height in ((420, 120), (455, 150), (490, 120), (560, 100), (590, 110), (720, 90)):
        b.tower(canvas, x, 530, 24, height, b.STONE, spire=0.6)
    b.row_of_houses(canvas, 330, 548, 520, 70)
    n.hills(canvas, 570, 24, "#a3ad4e", 0.4)
    for _ in range(1500):
        y = 560 + 440 * canvas.random.random() ** 1.5
        size = 4 + (y - 560) / 28
        canvas.ellipse(
            canvas.random.uniform(0, WIDTH),
            y,
            size,
            size * 0.8,
            canvas.random.choice(["#f0d13f", "#e3bf2c", "#f7e06a", "#8fa03f"]),
        )
    canvas.ellipse(1130, 930, 420, 110, "#4a3426")
    canvas.polygon([(930, 760), (1330, 760), (1300, 940), (960, 940)], "#7b5738")
    for x in (960, 1030, 1130, 1230, 1300):
        canvas.line([(x, 768), (x + (1130 - x) * 0.12, 940)], "#5a3d27", 5)
    canvas.ellipse(1130, 760, 400, 104, "#5a3d27")
    canvas.ellipse(1130, 758, 366, 84, "#23507f")
    canvas.ellipse(1090, 750, 190, 34, "#3f78a8")
    canvas.polygon([(1180, 380), (1330, 360), (1350, 700), (1290, 740), (1230, 700), (1200, 740)], "#2f6ea5")
    canvas.polygon([(1180, 380), (1230, 374), (1240, 700), (1200, 740)], "#5c97c4")
    canvas.line([(1080, 372), (1440, 352)], "#4a3426", 10)


ERFURT: Final[dict[str, tuple[tuple[str, ...], Callable[[Canvas], None]]]] = {
    "cathedral": (DUSK, cathedral),
    "merchants-bridge": (DUSK, merchants_bridge),
    "bridge-sign": (MORNING, bridge_sign),
    "wooden-bridge": (DUSK, wooden_bridge),
    "old-synagogue": (NIGHT, old_synagogue),
    "ritual-bath": (NIGHT, ritual_bath),
    "fish-market": (MORNING, fish_market),
    "old-university": (MORNING, old_university),
    "monastery": (MORNING, monastery),
    "citadel": (GOLD, citadel),
    "preachers-church": (GOLD, preachers_church),
    "woad": (MORNING, woad),
}
