"""The score keeps its word: MindAR's own tracker finds what scores high, turned and tilted, and not what scores low."""

from collections.abc import Callable
from pathlib import Path

import cv2
import pytest

from authoring.media import workbench
from authoring.media.targets import asking
from authoring.media.targets.score import AMBER, GREEN
from authoring.media.targets.views import HEIGHT_PX, WIDTH_PX, share_in_place
from tests.authoring.media import target_pictures as draw

pytestmark = pytest.mark.skipif(
    not workbench.PROGRAM.is_file(), reason="the front end was not built: `uv sync` without HATCH_BUILD_NO_HOOKS does"
)

FOUND = 10 / 12
"""What is green is found in ten views of twelve at least."""
HARDLY = 4 / 12
"""What is red is found in four at most."""

GREENS: dict[str, Callable[[], draw.Picture]] = {
    **draw.RICH,
    "page": draw.page,
    "a little blurred": lambda: draw.blurred(draw.town(3), 0.012),
    "a little pale": lambda: draw.paled(draw.poster(1), 0.3),
}
REDS: dict[str, Callable[[], draw.Picture]] = {
    **{name: draw.POOR[name] for name in ("blank", "emblem", "chessboard", "very blurred")},
    "sixteen times the same": lambda: draw.tiled(draw.poster(1), 4),
}
REAL = ("image_exif/DSCN0010.jpg", "image_exif/portrait_2.jpg", "image_exif/33-type_error.jpg")


def filmed(path: Path, kind: str, folder: Path) -> float:
    """In which share of the views of a simulated film the tracker finds a picture in place."""
    width, height = asking.prepare(path, kind, folder)
    target = folder / "target.mind"
    pixels = {"path": str(folder / "pixels"), "width": width, "height": height, "output": str(target)}
    workbench.ask("compile", cpu_s=60, reads=[folder], writes=[folder], **pixels)
    film = {"film": str(folder / "film"), "width": WIDTH_PX, "height": HEIGHT_PX, "target": str(target)}
    frames = workbench.ask("find", cpu_s=120, reads=[folder], writes=[folder], **film)["frames"]
    return share_in_place(frames, width, height)


def drawn(picture: draw.Picture, folder: Path) -> tuple[int, float]:
    path = folder / "picture.png"
    cv2.imwrite(str(path), picture)
    return asking.look(path, "PNG", folder, [])["score"], filmed(path, "PNG", folder)


@pytest.mark.parametrize("name", GREENS)
def test_what_scores_75_or_more_is_found_by_the_tracker(name: str, tmp_path: Path) -> None:
    number, found = drawn(GREENS[name](), tmp_path)
    assert number >= GREEN
    assert found >= FOUND


@pytest.mark.parametrize("name", REDS)
def test_what_scores_less_than_25_is_not_found_by_the_tracker(name: str, tmp_path: Path) -> None:
    number, found = drawn(REDS[name](), tmp_path)
    assert number < AMBER
    assert found <= HARDLY


@pytest.mark.parametrize("name", REAL)
def test_photographs_that_score_75_or_more_are_found_by_the_tracker(samples: Path, name: str, tmp_path: Path) -> None:
    assert asking.look(samples / name, "JPEG", tmp_path, [])["score"] >= GREEN
    assert filmed(samples / name, "JPEG", tmp_path) >= FOUND
