"""How a page of others shows a tour by its address alone (oEmbed 1.0, https://oembed.com): a frame, as static JSON."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, Final
from urllib.parse import urlencode

from exports.addresses import tour_address
from tour_schema.manifest import CatalogueEntry
from tour_schema.text import Language

MEDIA_TYPE: Final = "application/json+oembed"
WIDTH_PX: Final = 640
HEIGHT_PX: Final = 720
_COMPACT_BELOW_PX: Final = 420
"""A lower frame shows the card that leads into the tour: a map needs more."""
_KEPT_S: Final = 86_400
# What the viewer may ask a visitor for; the browser asks all the same.
_ALLOWED: Final = (
    "geolocation; camera; gyroscope; accelerometer; magnetometer; xr-spatial-tracking; autoplay; fullscreen"
)


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A picture of the tour (§2.3.4)."""

    address: str
    width_px: int
    height_px: int


def oembed(
    tour: CatalogueEntry,
    public_url: str,
    *,
    language: Language | None = None,
    width_px: int = WIDTH_PX,
    height_px: int = HEIGHT_PX,
    thumbnail: Thumbnail | None = None,
) -> dict[str, Any]:
    """What an endpoint answers (§2.3): type ``rich``, its frame ``width_px`` wide and ``height_px`` high.

    In ``language`` where one is named; else the frame chooses for its visitor, and the title is the original's.
    """
    asked = {"tour": tour.tour}
    if language:
        asked["language"] = language
    if height_px < _COMPACT_BELOW_PX:
        asked["layout"] = "compact"
    address = f"{public_url.rstrip('/')}/viewer/?{urlencode(asked)}"
    title = title_of(tour, language)
    frame = (
        f'<iframe src="{escape(address)}" width="{width_px}" height="{height_px}" title="{escape(title)}"'
        f' style="border:0;max-width:100%" loading="lazy" referrerpolicy="origin" allow="{_ALLOWED}"></iframe>'
    )
    shown = (
        {}
        if thumbnail is None
        else {
            "thumbnail_url": thumbnail.address,
            "thumbnail_width": thumbnail.width_px,
            "thumbnail_height": thumbnail.height_px,
        }
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "Wayfable",
        "provider_url": tour_address(public_url, tour.slug),
        "cache_age": _KEPT_S,
        "width": width_px,
        "height": height_px,
        "html": frame,
        **shown,
    }


def title_of(tour: CatalogueEntry, language: Language | None = None) -> str:
    """The tour's title in a language, else in its original."""
    original = next(iter(tour.languages), "de")
    return tour.title.get(language or original) or tour.title.get(original) or tour.slug
