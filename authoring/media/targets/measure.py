"""Looks at a picture as a tracker does, and puts numbers to what it sees. Runs only in a child.

The measure of a target is not how many features it has, but how many are found again, in the right place and without
being taken for one another, when the picture is seen from the side. So it is seen from the side, three times.
"""

import math
from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from authoring.media.targets.score import Measures

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

LONGEST_PX: Final = 384
"""The longer side at which is looked: what a picture fills of a phone's camera frame from two of its widths away."""
_MOST_FEATURES: Final = 320
_LEAST_CONTRAST: Final = 0.02
"""Half of what SIFT takes by default: MindAR finds pale pictures too."""
_CELLS: Final = 6
"""The picture is cut into so many rows and columns to see where its features are."""
_NEAR_PX: Final = 3.0
_RATIO: Final = 0.8
"""A match counts when its second best is so much worse (Lowe 2004, §7.1)."""
_TWIN: Final = 150.0
"""Descriptors of SIFT (length 512) nearer than this are of things that look the same."""
_TWIN_AWAY: Final = 0.06
_SYMMETRY_PX: Final = 48
_WHITE: Final = 250
_SOFT_SLOPE: Final = 8.0
"""Steps of grey a pixel: print on paper ends within two or three pixels, light does not."""


def measure(grey: Grey) -> tuple[Measures, Floats, npt.NDArray[np.uint8]]:
    """Return the measures of a picture that has been brought to :data:`LONGEST_PX`, and its lasting features.

    The features come as ``(n, 3)``, the best first: their place as shares of width and height, and how many of the
    three times they were found again; with their descriptors, ``(n, 128)``.
    """
    sight = cv2.SIFT.create(nfeatures=_MOST_FEATURES, contrastThreshold=_LEAST_CONTRAST)
    points, described = sight.detectAndCompute(grey, None)
    if len(points) < 2:
        points, described = (), np.empty((0, 128), np.float32)
    descriptors = np.asarray(described, np.float32)
    places = np.array([point.pt for point in points], np.float32).reshape(-1, 2)
    size = np.array(grey.shape[::-1], np.float32)
    rights, tried, again = [], 0, np.zeros(len(places), np.int32)
    for turn, seen in _seen(grey):
        right, matched = _found(sight, seen, turn, places, descriptors)
        rights.append(int(right.sum()))
        tried += matched
        again += right
    order = np.lexsort((np.arange(len(again)), -again))
    lasting = order[again[order] > 0]
    features = np.column_stack([places[lasting] / size, again[lasting]]).astype(np.float32)
    measures = Measures(
        features=len(places),
        lasting=sorted(rights)[1],
        right=sum(rights) / tried if tried else 0.0,
        spread=_spread(places[lasting] / size),
        repeats=_repeats(places / max(size), descriptors),
        symmetry=_symmetry(grey),
        contrast=float(grey.std()),
        brightness=float(grey.mean()),
        sharpness=_sharpness(grey),
        glare=_glare(grey),
    )
    return measures, features, np.clip(descriptors[lasting], 0, 255).astype(np.uint8)


def _seen(grey: Grey) -> Iterator[tuple[npt.NDArray[np.float64], Grey]]:
    """The picture from the side, from below and from further away, with the homography that leads there."""
    height, width = grey.shape
    noise = np.random.default_rng(1)
    for aside, above, turned, share in ((35, 0, 20, 0.9), (0, -30, -40, 0.8), (15, 15, 100, 0.55)):
        turn = _turn(width, height, aside, above, turned, share)
        size = round(max(width, height) * share * 1.2)
        small = cv2.GaussianBlur(grey, (0, 0), 0.5 / share)
        seen = cv2.warpPerspective(small, turn, (size, size), borderValue=150).astype(np.float32)
        yield turn, np.clip(seen + noise.normal(0, 4, seen.shape), 0, 255).astype(np.uint8)


def _turn(width: int, height: int, aside: float, above: float, turned: float, share: float) -> npt.NDArray[np.float64]:
    a, b, c = math.radians(aside), math.radians(above), math.radians(turned)
    about_y = np.array([[math.cos(a), 0, -math.sin(a)], [0, 1, 0], [math.sin(a), 0, math.cos(a)]])
    about_x = np.array([[1, 0, 0], [0, math.cos(b), -math.sin(b)], [0, math.sin(b), math.cos(b)]])
    about_z = np.array([[math.cos(c), -math.sin(c), 0], [math.sin(c), math.cos(c), 0], [0, 0, 1]])
    away = 2.0 * max(width, height)
    pose = about_z @ about_x @ about_y
    flat = np.column_stack([pose[:, 0], pose[:, 1], (0, 0, away)])
    flat[:, 2] -= pose[:, 0] * width / 2 + pose[:, 1] * height / 2
    middle = max(width, height) * share * 0.6
    lens = np.array([[away * share, 0, middle], [0, away * share, middle], [0, 0, 1]])
    return np.asarray(lens @ flat, np.float64)


def _found(
    sight: cv2.Feature2D, seen: Grey, turn: npt.NDArray[np.float64], places: Floats, descriptors: Floats
) -> tuple[npt.NDArray[np.int32], int]:
    """Which features were found again in the right place, and how many were believed to be."""
    right = np.zeros(len(places), np.int32)
    points, others = sight.detectAndCompute(seen, None)
    if len(points) < 2 or len(places) < 2:
        return right, 0
    where = cv2.perspectiveTransform(places[:, None, :].astype(np.float64), turn)[:, 0]
    matched = 0
    for best, second in cv2.BFMatcher(cv2.NORM_L2).knnMatch(descriptors, others, k=2):
        if best.distance < _RATIO * second.distance:
            matched += 1
            away = np.hypot(*(where[best.queryIdx] - points[best.trainIdx].pt))
            right[best.queryIdx] = away <= _NEAR_PX
    return right, matched


def _spread(places: Floats) -> float:
    """The share of the picture's parts in which something lasts."""
    cells = np.minimum((places * _CELLS).astype(int), _CELLS - 1)
    return len({(int(x), int(y)) for x, y in cells}) / _CELLS**2


def _repeats(places: Floats, descriptors: Floats) -> float:
    """The share of features that have a twin elsewhere in the picture."""
    if len(places) < 3:
        return 0.0
    twins = 0
    for near in cv2.BFMatcher(cv2.NORM_L2).knnMatch(descriptors, descriptors, k=min(4, len(places))):
        twins += any(
            match.distance < _TWIN and np.hypot(*(places[match.queryIdx] - places[match.trainIdx])) > _TWIN_AWAY
            for match in near
            if match.trainIdx != match.queryIdx
        )
    return twins / len(places)


def _symmetry(grey: Grey) -> float:
    """How much the picture is like its mirror images or itself upside down: 1 is the same."""
    small = cv2.resize(grey, (_SYMMETRY_PX, _SYMMETRY_PX), interpolation=cv2.INTER_AREA).astype(np.float32)
    fine = small - cv2.GaussianBlur(small, (0, 0), 6)
    length = float((fine * fine).sum())
    if length < _SYMMETRY_PX**2:
        return 0.0
    return max(float((fine * other).sum()) / length for other in (fine[:, ::-1], fine[::-1], fine[::-1, ::-1]))


def _sharpness(grey: Grey) -> float:
    """How steep the picture's edges are: steps of grey a pixel at its steepest hundredth, by its contrast."""
    steep = np.abs(cv2.Laplacian(cv2.GaussianBlur(grey, (0, 0), 0.7), cv2.CV_32F))
    return float(np.percentile(steep, 99) / max(grey.std(), 1.0))


def _glare(grey: Grey) -> float:
    """The share of white that fades into the picture, as a lamp's reflection does and paper does not."""
    white = (grey >= _WHITE).astype(np.uint8)
    count, labels, facts, _ = cv2.connectedComponentsWithStats(white)
    slope = cv2.magnitude(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)) / 8
    share = 0.0
    for label in range(1, count):
        if facts[label, cv2.CC_STAT_AREA] < 0.01 * grey.size:
            continue
        area = (labels == label).astype(np.uint8)
        border = cv2.dilate(area, np.ones((5, 5), np.uint8)) - area
        # Half of the border, or things that stand there would hide how softly the light ends.
        if border.any() and float(np.median(slope[border > 0])) < _SOFT_SLOPE:
            share += float(facts[label, cv2.CC_STAT_AREA]) / grey.size
    return share
