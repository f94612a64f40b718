"""The pictures of "Light and glass" in Jena, and the portraits of the two guides."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from authoring.demo.drawing import buildings as b
from authoring.demo.drawing import nature as n
from authoring.demo.drawing.canvas import HEIGHT, WIDTH, Canvas

NIGHT: Final = ("#0b1530", "#152548", "#2a3a66", "#4a4f80")
DAY: Final = ("#5f9ac4", "#9cc4d6", "#e6ead8", "#f6efd8")
EVENING: Final = ("#2a3f6b", "#7d7f9f", "#e3a987", "#f7d9ae")
WARM: Final = ("#3b2a26", "#7a4a34", "#c9854a", "#f0c27a")

SPECTRUM: Final = ("#c8443c", "#e08a3a", "#f0cf4a", "#5fa862", "#3f7fc0", "#5a4fa8")


def planetarium(canvas: Canvas) -> None:
    """The dome at night, and the sky that it holds."""
    n.stars(canvas, 240, 640)
    _milky_way(canvas)
    n.hills(canvas, 640, 50, "#1a2542", 1.4)
    canvas.rectangle(0, 780, WIDTH, 220, "#1d2a33")
    canvas.ellipse(750, 690, 760, 640, "#8fa3b8")
    canvas.ellipse(706, 660, 600, 540, "#b3c3d1")
    for number in range(1, 5):
        canvas.arc(750, 690 + number * 44, 372, 206 + number * 6, 334 - number * 6, "#6d8196", 2)
    canvas.rectangle(330, 690, 840, 110, "#d9cfb8")
    canvas.rectangle(300, 800, 900, 200, "#1d2a33")
    for x in (390, 470, 550, 950, 1030, 1110):
        canvas.rectangle(x - 14, 712, 28, 88, "#b8ab8f")
    canvas.rectangle(630, 640, 240, 160, "#e8dfc9")
    canvas.polygon([(610, 640), (750, 590), (890, 640)], "#c9bda3")
    for x in (664, 722, 778, 836):
        canvas.rectangle(x - 11, 650, 22, 150, "#c9bda3")
    canvas.rectangle(700, 690, 100, 110, b.LIT)
    canvas.glow(750, 760, 330, "#ffd98a", 0.6)
    for x, height in ((120, 220), (230, 280), (1290, 260), (1410, 210)):
        n.tree(canvas, x, 820, height, "#1f3a33", "#2c4d40")


def abbe_memorial(canvas: Canvas) -> None:
    """The small octagonal temple for Ernst Abbe, with its dome."""
    n.clouds(canvas, 170, "#ffffffa0")
    for x, height, width in ((160, 420, 240), (1330, 460, 280)):
        canvas.rectangle(x - width / 2, 800 - height, width, height, "#b9a08a")
        for row in range(5):
            for column in range(5):
                canvas.rectangle(
                    x - width / 2 + 18 + column * width / 5.4, 826 - height + row * 78, width / 8, 50, b.PANE
                )
    canvas.rectangle(0, 790, WIDTH, 210, "#9db07f")
    canvas.polygon([(560, 1000), (690, 800), (810, 800), (940, 1000)], "#d9cdb3")
    for x, height in ((360, 360), (1130, 380)):
        n.tree(canvas, x, 830, height, "#4f7a4a", "#86a862")
    canvas.ellipse(750, 444, 450, 270, "#7f9a8c")
    canvas.ellipse(716, 420, 310, 190, "#9fb8a8")
    canvas.rectangle(500, 440, 500, 370, "#dccfb2")
    canvas.rectangle(860, 440, 140, 370, "#bcae8f")
    for x in (560, 690, 810, 940):
        canvas.rectangle(x - 22, 470, 44, 340, "#efe4ca")
        canvas.rectangle(x + 6, 470, 16, 340, "#cdbf9f")
    canvas.rectangle(470, 420, 560, 44, "#c9bb9a")
    canvas.rectangle(706, 560, 88, 250, "#3b3a42")
    canvas.polygon([(714, 810), (722, 640), (778, 640), (786, 810)], "#f4efe2")
    canvas.ellipse(750, 606, 62, 74, "#f4efe2")
    canvas.rectangle(460, 806, 580, 26, "#b3a585")
    n.person(canvas, 612, 936, 132, "#31557a")


def glass_tower(canvas: Canvas) -> None:
    """The JenTower over the roofs, the Kernberge hills behind it, at evening."""
    n.clouds(canvas, 210, "#f7c9a8b8")
    n.hills(canvas, 560, 90, "#b79f93", 0.5)
    n.hills(canvas, 640, 60, "#8f7f86", 2.1)
    b.high_rise(canvas, 760, 800, 250, 680, "#7fa3bd", "#c9d6dc", 30)
    canvas.ellipse(760, 122, 250, 46, "#dfe8ea")
    canvas.ellipse(760, 118, 210, 32, "#a9bcc6")
    canvas.line([(760, 112), (760, 20)], "#5a6570", 5)
    canvas.rectangle(560, 700, 420, 110, "#c9c3b4")
    canvas.rectangle(560, 724, 420, 30, b.LIT)
    b.row_of_houses(canvas, -60, 820, 560, 230, lit=0.5)
    b.tower(canvas, 1090, 820, 96, 330, b.SANDSTONE, spire=0.3)
    b.nave(canvas, 1140, 820, 330, 230, b.SANDSTONE, 4)
    n.cobbles(canvas, 820, "#b5a796", "#95887a")
    for x, coat in ((420, "#31557a"), (470, "#c58b3a"), (1010, "#7a3b46")):
        n.person(canvas, x, 940, 112, coat)


def first_high_rise(canvas: Canvas) -> None:
    """Building 15 of the old Zeiss works, and the domes on its neighbours' roofs."""
    n.clouds(canvas, 180, "#ffffffa0")
    n.hills(canvas, 620, 60, "#93a58f", 1.1)
    canvas.ellipse(1300, 446, 210, 200, "#9fb8a8")
    canvas.polygon([(1282, 344), (1318, 346), (1330, 446), (1270, 446)], "#2f3a44")
    for x, width, height in ((250, 420, 330), (1260, 460, 360)):
        canvas.rectangle(x - width / 2, 800 - height, width, height, "#b98a6e")
        for row in range(4):
            for column in range(8):
                canvas.rectangle(
                    x - width / 2 + 16 + column * (width - 20) / 8, 824 - height + row * 84, width / 12, 58, "#dfe8ea"
                )
    canvas.rectangle(560, 240, 380, 570, "#d0bfa3")
    canvas.rectangle(850, 240, 90, 570, "#b3a185")
    for row in range(10):
        for column in range(6):
            canvas.rectangle(
                584 + column * 60, 268 + row * 52, 40, 34, b.LIT if (row * 7 + column) % 5 == 0 else b.PANE
            )
    canvas.polygon([(540, 240), (600, 170), (900, 170), (960, 240)], "#7a4a3c")
    canvas.rectangle(700, 120, 100, 60, "#d0bfa3")
    canvas.polygon([(686, 120), (750, 70), (814, 120)], "#7a4a3c")
    n.cobbles(canvas, 806, "#c3b8a5", "#a79b88")
    n.person(canvas, 460, 930, 120, "#3f5a4a")
    n.person(canvas, 1010, 944, 124, "#8a4a38")


def botanic_garden(canvas: Canvas) -> None:
    """The glasshouses and the giant water lily."""
    n.clouds(canvas, 150, "#ffffff90")
    n.hills(canvas, 520, 60, "#a3b58f", 0.8)
    for x, height in ((80, 420), (230, 330), (1290, 380), (1430, 440)):
        n.tree(canvas, x, 700, height, "#3f6e42", "#79a05a")
    canvas.rectangle(360, 430, 780, 270, "#d6e8e4c8")
    canvas.arch(750, 700, 360, 480, "#e3f0ecd8")
    for number in range(14):
        x = 360 + number * 60
        canvas.line([(x, 430), (x, 700)], "#7f9a92", 5)
    canvas.line([(360, 430), (1140, 430)], "#7f9a92", 8)
    for radius in (180, 120, 60):
        canvas.arc(750, 400, radius, 180, 360, "#7f9a92", 5)
    for number in range(7):
        angle = math.pi + math.pi * number / 6
        canvas.line([(750, 400), (750 + math.cos(angle) * 180, 400 + math.sin(angle) * 180)], "#7f9a92", 4)
    for x, height in ((480, 150), (640, 210), (760, 250), (880, 190), (1040, 150)):
        n.poplar(canvas, x, 696, height, "#5c8f58b0")
    canvas.rectangle(0, 700, WIDTH, 60, "#8fae68")
    canvas.rectangle(0, 752, WIDTH, 248, "#2f5f66")
    for x, y, size in ((260, 840, 230), (560, 920, 300), (930, 850, 260), (1260, 930, 310)):
        canvas.ellipse(x, y + 8, size, size * 0.3, "#1f4449")
        canvas.ellipse(x, y, size, size * 0.29, "#5a9a52")
        canvas.ellipse(x, y - 5, size * 0.9, size * 0.24, "#86bf63")
        for spoke in range(9):
            angle = math.tau * spoke / 9
            canvas.line(
                [(x, y - 5), (x + math.cos(angle) * size * 0.42, y - 5 + math.sin(angle) * size * 0.11)], "#5a9a52", 3
            )
    for petal in range(9):
        angle = math.pi + math.pi * petal / 8
        canvas.polygon(
            [(738, 850), (745 + math.cos(angle) * 76, 846 + math.sin(angle) * 70), (762, 850)],
            "#f7dfe8" if petal % 2 else "#eebccf",
        )


def garden_house(canvas: Canvas) -> None:
    """Schiller's garden house, the stone table and the observatory's dome behind it."""
    n.stars(canvas, 70, 260)
    n.clouds(canvas, 250, "#f7c9a8a0")
    n.hills(canvas, 560, 70, "#7f7a86", 1.9)
    canvas.ellipse(1180, 560, 230, 220, "#a9bcc6")
    canvas.rectangle(1065, 560, 230, 180, "#d9cfb8")
    canvas.polygon([(1150, 455), (1196, 448), (1214, 560), (1150, 560)], "#26303f")
    canvas.line([(1182, 540), (1262, 440)], "#4a4f57", 18)
    b.eaves_house(canvas, 560, 780, 430, 400, b.CREAM, lit=0.7)
    canvas.rectangle(0, 770, WIDTH, 230, "#6f8a58")
    n.tree(canvas, 210, 800, 430, "#3f5f42", "#6d8a4f")
    n.tree(canvas, 900, 800, 330, "#4a6a45", "#7f9a58")
    canvas.ellipse(1010, 930, 260, 30, "#4f6a44")
    canvas.rectangle(985, 862, 50, 70, "#a39a8a")
    canvas.ellipse(1010, 860, 260, 46, "#c4bbaa")
    canvas.rectangle(960, 838, 60, 8, "#f4efe2")
    canvas.line([(1040, 846), (1074, 806)], "#f4efe2", 4)
    canvas.glow(560, 640, 420, "#ffd98a", 0.4)


def church_light(canvas: Canvas) -> None:
    """St Michael's: a coloured window throws its light on the floor."""
    canvas.rectangle(0, 0, WIDTH, HEIGHT, "#4a4338")
    for x in (120, 1380):
        canvas.rectangle(x - 60, 0, 120, HEIGHT, "#6b604f")
        canvas.rectangle(x - 60, 0, 40, HEIGHT, "#857862")
    canvas.pointed_arch(750, 800, 640, 780, "#6b604f")
    canvas.pointed_arch(750, 780, 560, 720, "#2c2822")
    for light in range(4):
        middle = 750 + (light - 1.5) * 126
        canvas.pointed_arch(middle, 770, 112, 560 + (60 if light in (1, 2) else 0), "#1f1c18")
        for row in range(13):
            for half in range(2):
                colour = SPECTRUM[canvas.random.randrange(6)]
                canvas.rectangle(middle - 46 + half * 47, 300 + row * 36, 43, 32, colour)
                canvas.polygon(
                    [
                        (middle - 46 + half * 47, 300 + row * 36),
                        (middle - 3 + half * 47, 300 + row * 36),
                        (middle - 46 + half * 47, 332 + row * 36),
                    ],
                    "#ffffff24",
                )
    for number in range(10):
        angle = math.tau * number / 10
        canvas.ellipse(750 + math.cos(angle) * 78, 176 + math.sin(angle) * 60, 46, 40, SPECTRUM[number % 6])
    canvas.ellipse(750, 176, 60, 52, "#f7e3a0")
    canvas.polygon([(0, 1000), (300, 800), (1200, 800), (1500, 1000)], "#7d705c")
    for number, colour in enumerate(SPECTRUM):
        x = 470 + number * 96
        canvas.polygon([(x, 830), (x + 80, 830), (x + 20, 985), (x - 84, 985)], f"{colour}66")
    canvas.glow(750, 460, 620, "#fff0c0", 0.35)
    n.person(canvas, 1080, 960, 150, "#2d2a33")


def market(canvas: Canvas) -> None:
    """The market place with the elector's statue and the town hall's clock."""
    n.clouds(canvas, 160, "#ffffffa0")
    b.row_of_houses(canvas, -50, 800, 470, 420)
    for x in (560, 740):
        canvas.rectangle(x - 90, 470, 180, 330, "#dcc9a6")
        canvas.polygon([(x - 100, 470), (x - 62, 250), (x + 62, 250), (x + 100, 470)], "#8a4a38")
        for row in range(2):
            for column in range(3):
                canvas.rectangle(x - 70 + column * 52, 510 + row * 90, 34, 56, b.PANE)
        canvas.pointed_arch(x, 800, 70, 120, "#4a3426")
    b.tower(canvas, 650, 800, 84, 500, b.SANDSTONE, spire=0.24)
    canvas.ellipse(650, 380, 66, 66, "#2f4a70")
    canvas.ellipse(650, 380, 52, 52, "#f4ead2")
    canvas.line([(650, 380), (650, 360)], "#2b2a33", 4)
    canvas.line([(650, 380), (664, 386)], "#2b2a33", 4)
    b.row_of_houses(canvas, 900, 800, 640, 430)
    n.cobbles(canvas, 800, "#c3b396", "#a5957a")
    canvas.rectangle(1010, 720, 150, 170, "#a89c88")
    canvas.rectangle(990, 880, 190, 24, "#8f8472")
    canvas.rectangle(1000, 706, 170, 20, "#8f8472")
    n.person(canvas, 1085, 708, 230, "#5f7f74", "#6f8f84")
    canvas.line([(1125, 640), (1160, 470)], "#6f8f84", 9)
    canvas.polygon([(1030, 640), (1064, 620), (1070, 672), (1036, 684)], "#7f9f92")
    for x, height, coat in ((330, 110, "#31557a"), (384, 96, "#c58b3a"), (870, 116, "#7a3b46")):
        n.person(canvas, x, 930, height, coat)


def glassworks(canvas: Canvas) -> None:
    """The furnace, and glass on the blower's pipe."""
    canvas.rectangle(0, 0, WIDTH, HEIGHT, "#2b211d")
    canvas.rectangle(0, 820, WIDTH, 180, "#3f312a")
    canvas.arch(420, 830, 620, 620, "#6d4a3a")
    for ring in range(3):
        canvas.arc(420, 520, 292 - ring * 24, 180, 360, "#8a5f48", 10)
    canvas.arch(420, 830, 340, 400, "#1f1512")
    canvas.arch(420, 822, 290, 350, "#d9641f")
    canvas.arch(420, 816, 220, 270, "#f79a2f")
    canvas.arch(420, 810, 140, 180, "#ffe08a")
    canvas.glow(420, 680, 760, "#ff9a3a", 0.75)
    n.person(canvas, 1130, 900, 430, "#5a6f80", "#c98f6a")
    canvas.line([(560, 640), (1080, 560)], "#c9c3b4", 9)
    canvas.ellipse(600, 634, 170, 150, "#ffb85ac8")
    canvas.ellipse(586, 618, 110, 96, "#ffe3a0c8")
    canvas.ellipse(566, 600, 36, 26, "#fff8e0")
    for number, colour in enumerate(("#8fd6d8", "#b3d98f", "#f0cf7a", "#d98fb3")):
        x = 1270 + number * 56
        canvas.polygon([(x - 18, 820), (x - 12, 700), (x - 7, 650), (x + 7, 650), (x + 12, 700), (x + 18, 820)], colour)
        canvas.polygon([(x - 10, 810), (x - 6, 706), (x - 2, 706), (x - 4, 810)], "#ffffff70")
    canvas.rectangle(1220, 820, 280, 20, "#7a5a44")


def prism(canvas: Canvas) -> None:
    """White light falls into a prism and leaves it as colours."""
    n.stars(canvas, 60, 1000, "#ffffff50")
    canvas.polygon([(0, 420), (640, 520), (640, 536), (0, 448)], "#fff8e0")
    canvas.glow(640, 528, 220, "#fff8e0", 0.6)
    for number, colour in enumerate(SPECTRUM):
        top, bottom = 320 + number * 92, 320 + (number + 1) * 92
        canvas.polygon([(836, 526), (836, 534), (1500, bottom), (1500, top)], f"{colour}e6")
    canvas.polygon([(740, 240), (460, 760), (1020, 760)], "#cfe3ee50")
    canvas.polygon([(740, 240), (1020, 760), (860, 760)], "#ffffff38")
    canvas.line([(740, 240), (460, 760), (1020, 760), (740, 240)], "#e8f2f6", 7)
    canvas.polygon([(640, 528), (836, 530), (836, 534), (640, 536)], "#fff8e0b0")


def _portrait(canvas: Canvas, coat: str, hair: str, hood: str | None) -> None:
    canvas.glow(750, 430, 640, "#fff0cc", 0.5)
    canvas.polygon([(330, 1000), (430, 740), (640, 660), (860, 660), (1070, 740), (1170, 1000)], coat)
    canvas.polygon([(640, 660), (750, 800), (860, 660), (820, 620), (680, 620)], "#f4ead2")
    if hood:
        canvas.ellipse(750, 420, 470, 560, hood)
        canvas.polygon([(520, 430), (980, 430), (1010, 730), (860, 690), (640, 690), (490, 730)], hood)
    else:
        canvas.ellipse(750, 390, 400, 430, hair)
        canvas.ellipse(750, 190, 170, 130, hair)
    canvas.rectangle(690, 560, 120, 120, "#c99673")
    canvas.ellipse(750, 440, 310, 390, "#e3b590")
    canvas.ellipse(690, 430, 150, 360, "#edc4a2")
    canvas.polygon([(596, 400), (640, 280), (750, 250), (860, 280), (904, 400), (840, 320), (660, 320)], hair)
    for x in (684, 816):
        canvas.ellipse(x, 430, 44, 26, "#fbf6ea")
        canvas.ellipse(x, 430, 22, 24, "#3a4a3f")
        canvas.arc(x, 414, 34, 205, 335, "#6b4a34", 7)
    canvas.line([(750, 440), (736, 506), (764, 508)], "#c08a66", 6)
    canvas.arc(750, 530, 58, 25, 155, "#a5483c", 9)
    for x in (636, 864):
        canvas.ellipse(x, 510, 66, 40, "#e09a8066")


def magdalena(canvas: Canvas) -> None:
    """Magdalena, who trades in woad: a blue coat and a white hood."""
    n.hills(canvas, 760, 50, "#c9b45a", 0.7)
    _portrait(canvas, "#2f5f96", "#7a5236", "#efe8d8")
    canvas.ellipse(750, 850, 54, 54, "#d8b45a")


def johanna(canvas: Canvas) -> None:
    """Johanna, who grinds lenses: a grey smock, and a lens in her hand."""
    for number, colour in enumerate(SPECTRUM):
        canvas.polygon(
            [(0, 120 + number * 60), (0, 180 + number * 60), (1500, 480 + number * 90), (1500, 390 + number * 90)],
            f"{colour}30",
        )
    _portrait(canvas, "#5f6f72", "#8a4a2f", None)
    canvas.line([(1120, 1000), (1150, 800)], "#8a6a3f", 26)
    canvas.ellipse(1160, 690, 250, 250, "#b8893f")
    canvas.ellipse(1160, 690, 214, 214, "#d6ecf0")
    canvas.ellipse(1124, 652, 90, 70, "#ffffffb0")


def _milky_way(canvas: Canvas) -> None:
    def paint(layer: Canvas) -> None:
        for _ in range(120):
            along = layer.random.random()
            x, y = WIDTH * along, 520 - 470 * along + layer.random.uniform(-60, 60)
            layer.ellipse(x, y, layer.random.uniform(60, 200), layer.random.uniform(20, 60), "#c9cfff20")

    canvas.soft(paint, 16, "#c9cfff")


JENA: Final[dict[str, tuple[tuple[str, ...], Callable[[Canvas], None]]]] = {
    "planetarium": (NIGHT, planetarium),
    "abbe-memorial": (DAY, abbe_memorial),
    "glass-tower": (EVENING, glass_tower),
    "first-high-rise": (DAY, first_high_rise),
    "botanic-garden": (DAY, botanic_garden),
    "garden-house": (EVENING, garden_house),
    "church-light": (WARM, church_light),
    "market": (DAY, market),
    "glassworks": (WARM, glassworks),
    "prism": (NIGHT, prism),
    "magdalena": (DAY, magdalena),
    "johanna": (WARM, johanna),
}
