"""All models by their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from authoring.demo.modelling.bell import bell
from authoring.demo.modelling.bridge import bridge
from authoring.demo.modelling.johanna import johanna
from authoring.demo.modelling.magdalena import magdalena
from authoring.demo.modelling.projector import projector

MODELS: Final[dict[str, Callable[[], bytes]]] = {
    "bridge-model": bridge,
    "bell-model": bell,
    "star-projector": projector,
    "magdalena-figure": magdalena,
    "johanna-figure": johanna,
}
