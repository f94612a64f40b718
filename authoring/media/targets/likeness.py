"""Whether two targets could be taken for one another. Runs only in a child."""

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

LEAST: Final = 12
"""So many features that lie alike in both are no accident; MindAR is content with six."""
_RATIO: Final = 0.8
_NEAR: Final = 0.02
"""A feature lies where it should when it is no farther off than this share of the picture."""

Places = npt.NDArray[np.float32]
Descriptors = npt.NDArray[np.uint8]


def likeness(places: Places, descriptors: Descriptors, other_places: Places, others: Descriptors) -> float:
    """Return the share of the features of the poorer picture that lie alike in the other one; 0 where it is chance."""
    if min(len(places), len(other_places)) < LEAST:
        return 0.0
    pairs = [
        (best.queryIdx, best.trainIdx)
        for best, second in cv2.BFMatcher(cv2.NORM_L2).knnMatch(
            descriptors.astype(np.float32), others.astype(np.float32), k=2
        )
        if best.distance < _RATIO * second.distance
    ]
    if len(pairs) < LEAST:
        return 0.0
    mine, theirs = (np.array(each) for each in zip(*pairs, strict=True))
    _, alike = cv2.findHomography(places[mine], other_places[theirs], cv2.RANSAC, _NEAR)
    count = 0 if alike is None else int(alike.sum())
    return count / min(len(places), len(other_places)) if count >= LEAST else 0.0
