"""The bundle's manifest, the resolved tour it enters, and the catalogue of what is published."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tour_schema.base import Format, Head, Instant, Line, Model, Sha256, Uuid
from tour_schema.guide import Guide
from tour_schema.media import MediaType, Medium, Use
from tour_schema.place import Position
from tour_schema.station import Station
from tour_schema.text import NO_TEXT, Language, LocalizedText
from tour_schema.tour import Mode, Tour

Quality = Literal["low", "high"]
Part = Literal["core", "image", "audio", "video", "ar", "map"]


class Purpose(Model):
    """Which phones need a file; absent means all of them."""

    language: Language | None = None
    quality: Quality | None = None
    part: Part = "core"
    medium: Uuid | None = None
    use: Use | None = None


class Patch(Model):
    """How to make a file of an older one that a phone may have.

    `patches/<from>-<sha256>.zst` in the published folder: one Zstandard frame (RFC 8878) for which the older file
    is the prefix that matches may refer to (`zstd --patch-from`).
    """

    from_: Annotated[Sha256, Field(alias="from")]
    bytes: Annotated[int, Field(ge=0)]


class ManifestFile(Model):
    """A file of the bundle."""

    path: Annotated[
        str, Field(pattern=r"^[A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)*$", max_length=255)
    ]
    """Where it lies in the bundle, relative; no part of it begins with a dot."""
    sha256: Sha256
    bytes: Annotated[int, Field(ge=0)]
    media_type: MediaType
    purpose: Annotated[Purpose, Field(alias="for")] = Purpose()
    required: bool = True
    """The tour cannot be told without it."""
    patches: tuple[Patch, ...] | None = None
    """In a published folder: what is fetched instead of the whole file by those who have an older one."""


class Manifest(Head):
    """What a bundle consists of. ``id`` is the tour's; ``version`` counts its publications."""

    kind: Literal["manifest"] = "manifest"
    tour: Uuid
    version: Annotated[int, Field(ge=1)]
    made_at: Instant | None = None
    """When this version was published; absent in an export, so that the same input gives the same bytes."""
    languages: tuple[Language, ...] = ()
    qualities: tuple[Quality, ...] = ()
    entry: Sha256
    """The file that holds the resolved tour."""
    files: tuple[ManifestFile, ...] = ()


class ResolvedTour(Model):
    """A tour with everything that it names, as it was at one moment."""

    format: Format
    kind: Literal["resolved_tour"] = "resolved_tour"
    tour: Tour
    stations: tuple[Station, ...] = ()
    guides: tuple[Guide, ...] = ()
    media: tuple[Medium, ...] = ()


class CatalogueEntry(Model):
    """A published tour, as a list shows it."""

    tour: Uuid
    slug: Line
    version: Annotated[int, Field(ge=1)]
    title: LocalizedText
    teaser: LocalizedText = NO_TEXT
    languages: tuple[Language, ...]
    mode: Mode = "walk"
    position: Position | None = None
    bounding_box: tuple[float, float, float, float] | None = None
    """West, south, east, north in degrees (RFC 7946 §5)."""
    distance_m: Annotated[float, Field(ge=0)] | None = None
    duration_s: Annotated[int, Field(ge=0)] | None = None
    bytes: Annotated[int, Field(ge=0)]
    manifest: Sha256


class Catalogue(Head):
    """All published tours of an installation."""

    kind: Literal["catalogue"] = "catalogue"
    title: LocalizedText = NO_TEXT
    tours: tuple[CatalogueEntry, ...] = ()
