"""Looks at a picture that is to be a target. Runs only in a child."""

import base64
import json
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from authoring.media import pictures
from authoring.media.targets import likeness
from authoring.media.targets.film import film
from authoring.media.targets.measure import LONGEST_PX, measure
from authoring.media.targets.score import reasons, score
from authoring.refusal import SandboxRefusal

MOST_PIXELS: Final = 40_000_000
"""Of a picture that is decoded whole; a JPEG, which is decoded smaller, may have more."""
MOST_FEATURES: Final = 120
"""That are kept of a target: the best, enough to compare it with others and to draw where they are."""
LEAST_SIDE: Final = 32
MOST_OBLONG: Final = 8
"""A picture so many times as long as it is high, or one of a few pixels, has no side left once it is made smaller."""
COMPILED_PX: Final = 512
"""The longer side of what MindAR compiles: a larger one takes longer on the phone and is found no better."""
FILMED_PX: Final = 1200

Grey = npt.NDArray[np.uint8]


def look(request: dict[str, Any]) -> dict[str, Any]:
    """Score the picture at ``path`` and write its features to ``output``.

    ``output`` gets ``{"points": [[x, y, times]], "descriptors": base64}``: places as shares of width and height, the
    best first. ``others`` are such files of other targets. Returns ``score``, ``reasons``, ``lasting``, and ``alike``:
    the likeness to each of the others.

    Raises:
        SandboxRefusal: those of ``pictures``.
    """
    cv2.setNumThreads(1)
    grey, width, height = _grey(request, LONGEST_PX)
    seen, features, descriptors = measure(grey)
    why = reasons(seen, width, height)
    features, descriptors = features[:MOST_FEATURES], descriptors[:MOST_FEATURES]
    kept = {
        "points": [[round(float(x), 4), round(float(y), 4), int(times)] for x, y, times in features],
        "descriptors": base64.b64encode(descriptors.tobytes()).decode(),
    }
    Path(request["output"]).write_text(json.dumps(kept, separators=(",", ":")), encoding="ascii")
    alike = [
        round(likeness.likeness(features[:, :2], descriptors, *_features(Path(other))), 2)
        for other in request["others"]
    ]
    return {"score": score(seen, why), "reasons": why, "lasting": seen.lasting, "alike": alike}


def prepare(request: dict[str, Any]) -> dict[str, int]:
    """Write the grey pixels of the picture at ``path`` to ``output``, as MindAR's compiler gets them, and its ``film``.

    Returns ``width`` and ``height``.

    Raises:
        SandboxRefusal: those of ``pictures``, and ``target_shape``.
    """
    cv2.setNumThreads(1)
    large, _, _ = _grey(request, FILMED_PX)
    film(large).tofile(request["film"])
    small = _smaller(large, COMPILED_PX)
    small.tofile(request["output"])
    return {"width": small.shape[1], "height": small.shape[0]}


def _grey(request: dict[str, Any], longest: int) -> tuple[Grey, int, int]:
    """The picture in grey at that size, upright and on white, and the pixels of the upload."""
    image = pictures.opened(Path(request["path"]), request["format"])
    width, height = image.size
    if request["format"] != "JPEG" and width * height > MOST_PIXELS:
        values = {"megapixels": round(width * height / 1e6), "most": MOST_PIXELS // 1_000_000}
        raise SandboxRefusal("too_many_pixels", {**values, "longest": pictures.LONGEST_SIDE})
    if min(width, height) < max(LEAST_SIDE, max(width, height) / MOST_OBLONG):
        raise SandboxRefusal("target_shape", {"least": LEAST_SIDE, "oblong": MOST_OBLONG})
    # Twice the size, and the rest by the mean of the pixels: so it is seen by a lens.
    clean = pictures.clean(image, longest * 2)
    if clean.mode == "RGBA":
        clean = Image.alpha_composite(Image.new("RGBA", clean.size, "white"), clean)
    return _smaller(np.asarray(clean.convert("L"), np.uint8), longest), width, height


def _smaller(grey: Grey, longest: int) -> Grey:
    share = longest / max(grey.shape)
    if share >= 1:
        return grey
    size = (max(1, round(grey.shape[1] * share)), max(1, round(grey.shape[0] * share)))
    return np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)


def _features(path: Path) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    # Which file it is, a draft said: one that is none of ours is like nothing.
    with suppress(ValueError, KeyError, TypeError):
        kept = json.loads(path.read_bytes())
        descriptors = np.frombuffer(base64.b64decode(kept["descriptors"]), np.uint8).reshape(-1, 128)
        places = np.array(kept["points"], np.float32).reshape(-1, 3)[:, :2]
        if len(places) == len(descriptors):
            return places, descriptors
    return np.empty((0, 2), np.float32), np.empty((0, 128), np.uint8)
