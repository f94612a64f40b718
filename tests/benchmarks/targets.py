"""An image target of 12 megapixels: judged beside ORB alone, compiled beside MindAR alone, and tried in the film."""

import json
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2

from authoring.media import workbench
from authoring.media.targets import asking
from authoring.media.targets.views import HEIGHT_PX, WIDTH_PX, share_in_place
from tests.authoring.media import target_pictures as draw
from tests.benchmarks.figure import Figure, seconds

_ORB = """
import sys, cv2
grey = cv2.imread(sys.argv[1], cv2.IMREAD_REDUCED_GRAYSCALE_4)
print(len(cv2.ORB_create(500).detectAndCompute(grey, None)[0]))
"""
_OTHERS = 20
"""So many other targets a tour's next one is compared with."""


def _orb(path: Path) -> None:
    """What a script of three lines does: count features, in a Python of its own, unconfined."""
    subprocess.run([sys.executable, "-c", _ORB, str(path)], check=True, capture_output=True)


def _mindar(asked: dict[str, object]) -> None:
    """The compiler in a Node of its own, with nothing around it: no sandbox, no decoding."""
    request = json.dumps({"payload": {"task": "compile", **asked}})
    subprocess.run([workbench.node(), workbench.PROGRAM], input=request, text=True, check=True, capture_output=True)


def run() -> Iterator[Figure]:
    """Measure each in turns with its peer, the best of each."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "poster.jpg"
        cv2.imwrite(str(path), draw.poster(1, 300, 4000, 3000))
        asking.look(path, "JPEG", folder, [])
        features = [(folder / "features").read_bytes()] * _OTHERS
        judged, counted = [], []
        for _ in range(5):
            judged += seconds(partial(asking.look, path, "JPEG", folder, features), times=1, warm_up=0)
            counted += seconds(partial(_orb, path), times=1, warm_up=0)
        yield Figure(
            f"12 MP judged, confined, compared with {_OTHERS} others",
            min(judged),
            "s",
            bound=0.5,
            peer="OpenCV's ORB alone, features only counted",
            peer_value=min(counted),
            ratio=min(counted) / min(judged),
        )
        width, height = asking.prepare(path, "JPEG", folder)
        target = folder / "target.mind"
        asked = {"path": str(folder / "pixels"), "width": width, "height": height, "output": str(target)}
        compiled, alone = [], []
        for _ in range(3):
            confined = partial(workbench.ask, "compile", cpu_s=60, reads=[folder], writes=[folder], **asked)
            compiled += seconds(confined, times=1, warm_up=0)
            alone += seconds(partial(_mindar, asked), times=1, warm_up=0)
        yield Figure(
            "compiled for MindAR, confined, in the background",
            min(compiled),
            "s",
            bound=10,
            peer="the same compiler alone",
            peer_value=min(alone),
            ratio=min(alone) / min(compiled),
        )
        yield Figure("what a phone fetches", target.stat().st_size / 1e6, "MB", bound=1)
        film = {"film": str(folder / "film"), "width": WIDTH_PX, "height": HEIGHT_PX, "target": str(target)}
        find = partial(workbench.ask, "find", cpu_s=60, reads=[folder], writes=[folder], **film)
        yield Figure("looked for in twelve views of a film", seconds(find, times=1, warm_up=0)[0], "s", bound=10)
        share = share_in_place(find()["frames"], width, height)
        yield Figure("found in so many of them", 100 * share, "%", bound=80, at_least=True)
