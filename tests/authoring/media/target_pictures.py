"""Pictures that our own hand draws: such as a phone finds at once, and such as it never will."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.uint8]
"""Height × width × 3, blue first, as OpenCV has it."""

WORDS = ("Erfurt", "Brücke", "Markt", "1325", "Waid", "Dom", "Turm", "Gera", "Tor", "Haus", "Weg", "Anno")
_FONTS = (cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX, cv2.FONT_HERSHEY_SCRIPT_SIMPLEX)


def poster(seed: int = 1, shapes: int = 90, width: int = 1200, height: int = 900) -> Picture:
    """Shapes and words of all sizes over one another."""
    chance = np.random.default_rng(seed)
    picture = np.full((height, width, 3), chance.integers(120, 230, 3), np.uint8)
    for number in range(shapes):
        colour = [int(each) for each in chance.integers(0, 256, 3)]
        x, y = int(chance.integers(0, width)), int(chance.integers(0, height))
        size = int(width * chance.uniform(0.01, 0.12))
        kind = number % 4
        if kind == 0:
            cv2.circle(picture, (x, y), size // 2, colour, -1, cv2.LINE_AA)
        elif kind == 1:
            corners = (chance.uniform(-1, 1, (int(chance.integers(3, 7)), 2)) * size + (x, y)).astype(np.int32)
            cv2.fillPoly(picture, [corners], colour, cv2.LINE_AA)
        elif kind == 2:
            end = (x + int(chance.integers(-size, size) * 2), y + int(chance.integers(-size, size) * 2))
            cv2.line(picture, (x, y), end, colour, max(2, size // 12), cv2.LINE_AA)
        else:
            _write(picture, chance, (x, y), size / 60, colour)
    return picture


def town(seed: int = 1, width: int = 1200, height: int = 900) -> Picture:
    """A row of houses as a child draws them, no two alike."""
    chance = np.random.default_rng(seed)
    picture = np.full((height, width, 3), (235, 215, 190), np.uint8)
    for row in range(3):
        x = -20
        while x < width:
            wide, tall = int(chance.integers(70, 170)), int(chance.integers(200, 460)) - 60 * row
            top = height // 3 * (row + 1) - tall // 2
            colour = [int(each) for each in chance.integers(40, 240, 3)]
            cv2.rectangle(picture, (x, top), (x + wide, height), colour, -1)
            roof = np.array([(x - 6, top), (x + wide // 2, top - int(chance.integers(30, 120))), (x + wide + 6, top)])
            cv2.fillPoly(picture, [roof.astype(np.int32)], [each // 2 for each in colour], cv2.LINE_AA)
            for _ in range(int(chance.integers(4, 11))):
                left, upper = x + int(chance.integers(6, wide - 26)), top + int(chance.integers(10, 240))
                light = [int(each) for each in chance.integers(0, 256, 3)]
                cv2.rectangle(picture, (left, upper), (left + int(chance.integers(8, 22)), upper + 28), light, -1)
            x += wide
    return picture


def street_map(seed: int = 1, width: int = 1200, height: int = 900) -> Picture:
    """Streets, blocks and names of a town."""
    chance = np.random.default_rng(seed)
    picture = np.full((height, width, 3), (225, 238, 240), np.uint8)
    for _ in range(60):
        start, end = chance.integers(0, (width, height), (2, 2))
        road = int(chance.integers(3, 16))
        cv2.line(picture, start.tolist(), end.tolist(), (150, 160, 170), road + 4, cv2.LINE_AA)
        cv2.line(picture, start.tolist(), end.tolist(), (255, 255, 255), road, cv2.LINE_AA)
    for _ in range(70):
        at = chance.integers(0, (width, height))
        _write(picture, chance, at.tolist(), float(chance.uniform(0.4, 1.1)), (60, 50, 40))
    return picture


def page(seed: int = 1, width: int = 1200, height: int = 900) -> Picture:
    """Lines of words, as on an information board."""
    chance = np.random.default_rng(seed)
    picture = np.full((height, width, 3), 245, np.uint8)
    _write(picture, chance, (40, 110), 3.2, (30, 30, 120))
    for y in range(180, height - 20, 40):
        x = 40
        while x < width - 160:
            word = str(chance.choice(WORDS))
            cv2.putText(picture, word, (x, y), cv2.FONT_HERSHEY_COMPLEX, 0.9, (20, 20, 20), 2, cv2.LINE_AA)
            x += 30 + cv2.getTextSize(word, cv2.FONT_HERSHEY_COMPLEX, 0.9, 2)[0][0]
    return picture


def blank(width: int = 1200, height: int = 900) -> Picture:
    """Nothing but paper."""
    return np.full((height, width, 3), 235, np.uint8)


def gradient(width: int = 1200, height: int = 900) -> Picture:
    """A sky without a cloud."""
    line = np.linspace(40, 230, width, dtype=np.float32)
    return np.repeat(np.repeat(line[None, :, None], height, 0), 3, 2).astype(np.uint8)


def emblem(width: int = 1200, height: int = 900) -> Picture:
    """One disc on white, as many marks of towns are."""
    picture = np.full((height, width, 3), 255, np.uint8)
    cv2.circle(picture, (width // 2, height // 2), height // 3, (40, 40, 160), -1, cv2.LINE_AA)
    cv2.circle(picture, (width // 2, height // 2), height // 5, (255, 255, 255), -1, cv2.LINE_AA)
    return picture


def chessboard(cells: int = 12, width: int = 1200, height: int = 900) -> Picture:
    """Black and white in turn."""
    edge = width // cells
    y, x = np.mgrid[0:height, 0:width]
    return np.repeat((((x // edge + y // edge) % 2) * 220 + 20)[:, :, None], 3, 2).astype(np.uint8)


def stripes(count: int = 24, width: int = 1200, height: int = 900) -> Picture:
    """Upright bars."""
    x = np.arange(width) * count // width % 2 * 200 + 30
    return np.repeat(np.repeat(x[None, :, None], height, 0), 3, 2).astype(np.uint8)


def dots(every: int = 60, width: int = 1200, height: int = 900) -> Picture:
    """The same dot again and again."""
    picture = np.full((height, width, 3), 240, np.uint8)
    for y in range(every // 2, height, every):
        for x in range(every // 2, width, every):
            cv2.circle(picture, (x, y), every // 4, (40, 90, 40), -1, cv2.LINE_AA)
    return picture


def bricks(width: int = 1200, height: int = 900) -> Picture:
    """A wall, brick upon brick."""
    picture = np.full((height, width, 3), (190, 195, 200), np.uint8)
    for row, y in enumerate(range(0, height, 45)):
        for x in range(-90 * (row % 2) // 2, width, 90):
            cv2.rectangle(picture, (x + 3, y + 3), (x + 86, y + 41), (60, 80, 170), -1)
    return picture


def blurred(picture: Picture, share: float) -> Picture:
    """Out of focus: by so much of its width."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), share * picture.shape[1]), np.uint8)


def paled(picture: Picture, contrast: float, around: float = 128) -> Picture:
    """With less contrast, around a brightness."""
    return np.asarray(np.clip((picture.astype(np.float32) - 128) * contrast + around, 0, 255), np.uint8)


def tiled(picture: Picture, times: int) -> Picture:
    """The same again in rows and columns."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (width // times, height // times), interpolation=cv2.INTER_AREA)
    return np.tile(small, (times, times, 1)).astype(np.uint8)


def mirrored(picture: Picture) -> Picture:
    """Left and right, above and below the same: a rose window."""
    height, width = picture.shape[:2]
    quarter = picture[: height // 2, : width // 2]
    upper = np.concatenate([quarter, quarter[:, ::-1]], 1)
    return np.concatenate([upper, upper[::-1]], 0).astype(np.uint8)


def glared(picture: Picture, share: float) -> Picture:
    """With a lamp's reflection over a share of it."""
    height, width = picture.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    reach = np.sqrt(share / np.pi * width * height)
    light = np.clip(1.8 - np.hypot(x - width * 0.5, y - height * 0.45) / reach, 0, 1)[:, :, None]
    return np.asarray(np.clip(picture + light * 300, 0, 255), np.uint8)


def _write(picture: Picture, chance: np.random.Generator, at: Any, size: float, colour: Any) -> None:
    word, font = str(chance.choice(WORDS)), int(chance.choice(_FONTS))
    cv2.putText(picture, word, at, font, max(size, 0.3), colour, max(1, round(size * 2)), cv2.LINE_AA)


RICH: dict[str, Callable[[], Picture]] = {
    "poster": lambda: poster(1),
    "another poster": lambda: poster(2, 140),
    "town": lambda: town(3),
    "street map": lambda: street_map(4),
    "upright poster": lambda: poster(5, 110, 800, 1100),
}
"""What a person would take for a good target."""

POOR: dict[str, Callable[[], Picture]] = {
    "blank": blank,
    "gradient": gradient,
    "emblem": emblem,
    "chessboard": chessboard,
    "stripes": stripes,
    "dots": dots,
    "bricks": bricks,
    "very blurred": lambda: blurred(poster(1), 0.03),
    "very pale": lambda: paled(poster(1), 0.03),
}
"""What a person is to be told of before it is printed."""
