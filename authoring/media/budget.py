"""What a phone can bear of a 3D model, as a traffic light: green, amber where some will stutter, red where some fail.

The numbers are those of Apple's Quick Look and Google's Scene Viewer: 30,000 vertices and 10 MB are recommended,
100,000 triangles and 2048 pixels a side the most, 254 joints cannot be exceeded, 10 seconds of animation are shown.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

Colour = Literal["green", "amber", "red"]
Budget = Literal["triangles", "texture_px", "texture_mb", "megabytes", "joints", "clip_s"]

_MB: Final = 1_000_000
# Up to the first number green, up to the second amber.
_LIMITS: Final[dict[Budget, tuple[float, float]]] = {
    "triangles": (30_000, 100_000),
    "texture_px": (2_048, 4_096),
    "texture_mb": (64, 160),
    "megabytes": (5, 10),
    "joints": (100, 254),
    "clip_s": (10, 60),
}


# A figure is some 2 m, a house 10 or 20 m: larger than this is more often a wrong unit than a cathedral.
_LARGE_M: Final = 50.0
_HUGE_M: Final = 2_000.0
_TINY_M: Final = 0.02


@dataclass(frozen=True)
class Light:
    """One budget: ``value`` of what a model has, ``green`` up to where all is well, ``most`` what a phone can bear."""

    budget: Budget
    colour: Colour
    value: float
    green: float
    most: float

    @property
    def code(self) -> str:
        """The key of the sentence that says what it means, and what to do."""
        return f"media.budget.{self.budget}_{self.colour}"


def lights(medium: Mapping[str, Any]) -> list[Light]:
    """Return the traffic lights of a medium's document, none for what is no model that was looked into."""
    facts = medium.get("model")
    if medium.get("type") != "model" or not isinstance(facts, dict):
        return []
    return [_light(budget, value) for budget, value in _values(facts, medium.get("variants", []))]


def _values(facts: Mapping[str, Any], variants: list[Mapping[str, Any]]) -> Iterator[tuple[Budget, float]]:
    yield "triangles", facts.get("triangles", 0)
    yield "texture_px", facts.get("largest_texture_px", 0)
    yield "texture_mb", round(facts.get("texture_bytes", 0) / _MB, 1)
    sizes = [variant["bytes"] for variant in variants if variant.get("use") == "high"]
    if sizes:
        # Rounded up: what is small is not nothing.
        yield "megabytes", math.ceil(max(sizes) / _MB * 100) / 100
    yield "joints", facts.get("joints", 0)
    yield "clip_s", max(facts.get("clips_s", ()), default=0)


def _light(budget: Budget, value: float) -> Light:
    green, most = _LIMITS[budget]
    colour: Colour = "green" if value <= green else "amber" if value <= most else "red"
    return Light(budget, colour, value, green, most)


def scale_of(medium: Mapping[str, Any]) -> float:
    """Return what the variants of a model are multiplied by."""
    return float((medium.get("model") or {}).get("scale", 1.0))


def size_of(medium: Mapping[str, Any]) -> list[float] | None:
    """Return the extent of a model in metres, ``None`` where there is nothing to see."""
    return (medium.get("model") or {}).get("size_m")


def suggested_scale(size_m: Sequence[float] | None, scale: float = 1.0) -> float | None:
    """Return what would bring a model that was made in another unit to metres, ``None`` where it seems to be right.

    0.01 for centimetres, 0.001 for millimetres, 100 for what is too small to be seen. ``size_m`` is its extent after
    it was multiplied by ``scale``; whoever chose another scale than 1 has decided.
    """
    longest = max(size_m or (1.0,))
    if scale != 1.0:
        return None
    if longest >= _HUGE_M:
        return 0.001
    if longest >= _LARGE_M:
        return 0.01
    return 100.0 if 0 < longest < _TINY_M else None
