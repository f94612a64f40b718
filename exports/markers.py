"""What a camera finds at the stations of a tour: pictures and printed codes, with their true sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tour_schema.anchor import CodeAnchor, ImageAnchor
from tour_schema.manifest import ResolvedTour
from tour_schema.media import Medium, Variant
from tour_schema.station import Station

_SIZES: Final = ("2160", "1080", "480")


@dataclass(frozen=True, slots=True)
class ImageTarget:
    """A picture that hangs or lies somewhere, with its width in metres where it is known."""

    station: Station
    medium: Medium
    width_m: float | None
    upright: bool

    @property
    def picture(self) -> Variant | None:
        """The largest JPEG, where one was made."""
        return largest_jpeg(self.medium)


@dataclass(frozen=True, slots=True)
class CodeMarker:
    """A printed code, with the length of its edge in metres (without the quiet zone) where it is known."""

    station: Station
    content: str
    size_m: float | None
    upright: bool


def image_targets(resolved: ResolvedTour) -> Iterator[ImageTarget]:
    """Each picture once, in the order of the stations, with the width of the first place where it hangs."""
    media = {medium.id: medium for medium in resolved.media}
    seen: set[str] = set()
    for station in resolved.stations:
        for scene in station.scenes:
            for anchor in scene.anchors:
                medium = media.get(anchor.target or "") if isinstance(anchor, ImageAnchor) else None
                if medium is None or not isinstance(anchor, ImageAnchor) or medium.id in seen:
                    continue
                seen.add(medium.id)
                yield ImageTarget(station, medium, anchor.width_m, anchor.upright)


def code_markers(resolved: ResolvedTour) -> Iterator[CodeMarker]:
    """Each printed code once, in the order of the stations."""
    seen: set[str] = set()
    for station in resolved.stations:
        for scene in station.scenes:
            for anchor in scene.anchors:
                if isinstance(anchor, CodeAnchor) and anchor.content not in seen:
                    seen.add(anchor.content)
                    yield CodeMarker(station, anchor.content, anchor.size_m, anchor.upright)


def largest_jpeg(medium: Medium) -> Variant | None:
    """The largest JPEG of a picture: neither arcoreimg nor a PDF takes AVIF."""
    jpegs = {each.use: each for each in medium.variants if each.media_type == "image/jpeg"}
    return next((jpegs[use] for use in _SIZES if use in jpegs), None)
