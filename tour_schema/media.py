"""A medium: what a picture, a sound or a model is, says and may be used for. Described once, used anywhere."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tour_schema.base import Day, Head, Line, LocalId, MediumId, Metres, Model, Sha256, Uuid
from tour_schema.place import Position
from tour_schema.text import EMPTY, NO_TEXT, Language, LocalizedText, Words

MediumType = Literal["image", "panorama", "audio", "video", "model", "target", "captions"]

MediaType = Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9][a-z0-9.+-]{0,63}$")]
"""A media type without parameters (RFC 6838): ``image/avif``."""

Use = Literal[
    "480",
    "1080",
    "2160",
    "low",
    "high",
    "poster",
    "thumbnail",
    "usdz",
    "mind",
    "captions",
    "waveform",
    "features",
    "tiles",
]
"""What a variant is for: a picture's longer side in pixels, or a quality, or a purpose.

``tiles`` are a panorama in all its pixels, to be fetched where one looks: one PMTiles archive (version 3,
``application/vnd.pmtiles``) of WebP tiles, equirectangular. Zoom z has 2^z columns from the left edge and 2^(z-1) rows
from the top, beginning with z = 1; the archive's metadata say the side of a tile (``tile_px``) and the ``projection``.
"""

TargetReason = Literal[
    "small",
    "dark",
    "pale",
    "glare",
    "blurred",
    "repeats",
    "symmetric",
    "detail",
    "uneven",
]
"""Why a camera finds an image target less well than it could."""

FocalPoint = tuple[Annotated[float, Field(ge=0, le=1)], Annotated[float, Field(ge=0, le=1)]]
"""``(x, y)`` as shares of width and height, from the upper left: what a crop must keep."""


class File(Model):
    """Bytes and what is known of them."""

    sha256: Sha256
    bytes: Annotated[int, Field(ge=0)]
    media_type: MediaType
    width_px: Annotated[int, Field(ge=1)] | None = None
    height_px: Annotated[int, Field(ge=1)] | None = None
    duration_s: Annotated[float, Field(ge=0)] | None = None


class Variant(File):
    """A file made from the original for one use. Only variants are published."""

    use: Use


UsdzObstacle = Literal["animated", "skinned", "morphed", "colours", "lines", "material", "pictures", "heavy"]
"""Why no version for iPhones can be made of a model, so that one has to be brought."""


class UsdzFacts(Model):
    """The version of a model that iPhones open: where it comes from, or why there is none."""

    made: bool = False
    """It was made from the GLB, and is made anew with it; else a person has brought it."""
    size_m: tuple[Metres, Metres, Metres] | None = None
    """Extent along x, y, z in metres, as an iPhone shows it."""
    obstacle: UsdzObstacle | None = None


class ModelFacts(Model):
    """What a 3D model weighs on a phone."""

    triangles: Annotated[int, Field(ge=0)]
    materials: Annotated[int, Field(ge=0)] = 0
    largest_texture_px: Annotated[int, Field(ge=0)] = 0
    textures: Annotated[int, Field(ge=0)] = 0
    texture_bytes: Annotated[int, Field(ge=0)] = 0
    """What its textures take of a phone's graphics memory, with their smaller copies."""
    joints: Annotated[int, Field(ge=0)] = 0
    clips: tuple[Line, ...] = ()
    """Names of the animation clips in the file."""
    clips_s: tuple[Annotated[float, Field(ge=0)], ...] = ()
    """How many seconds each of them takes, in the same order."""
    size_m: tuple[Metres, Metres, Metres] | None = None
    """Extent along x, y, z in metres (glTF 2.0 §3.4: y up), as the variants have it."""
    scale: Annotated[float, Field(gt=0)] = 1.0
    """What the variants were multiplied by: 0.01 where the original was made in centimetres."""
    usdz: UsdzFacts | None = None
    """Absent before one was made or brought."""


class LikeTarget(Model):
    """Another image target that a camera could take for this one."""

    medium: Uuid
    """Its id. It is no use of that medium: a tour does not bring it along."""
    likeness: Annotated[float, Field(gt=0, le=1)]
    """The share of features that lie alike in both."""


class TargetFacts(Model):
    """How well a camera finds an image target, judged before anything is printed."""

    score: Annotated[int, Field(ge=0, le=100)]
    """75 and more: at once; below 25: hardly ever."""
    reasons: tuple[TargetReason, ...] = ()
    """What keeps the score down, the worst first."""
    found: Annotated[float, Field(ge=0, le=1)] | None = None
    """The share of the views of a simulated film in which a tracker found it in place; absent before it was tried."""
    alike: tuple[LikeTarget, ...] = ()
    """Image targets of the same organisation that it could be taken for, the likest first."""


class Hotspot(Model):
    """A point of a panorama that can be chosen."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    yaw_deg: float
    """Degrees from the picture's middle, to the right."""
    pitch_deg: float
    """Degrees above the horizon."""
    text: LocalizedText = NO_TEXT
    medium: MediumId | None = None


class Cue(Model):
    """A caption: what is shown of speech, from one moment until another."""

    id: LocalId
    start_s: Annotated[float, Field(ge=0)]
    end_s: Annotated[float, Field(ge=0)]
    text: Words
    """Lines as they are broken; the tags of WebVTT (``<i>``) may stand in it."""
    settings: Line | None = None
    """Where it stands on the picture, as WebVTT says it: ``line:0 align:start``."""


class Heading(Model):
    """How a panorama lies in the world."""

    compass_deg: Annotated[float, Field(ge=0, lt=360)]
    """The compass direction of the picture's middle: 0 is North, clockwise."""
    position: Position | None = None


class Medium(Head):
    """A medium's document. The original is private; ``variants`` are what is published."""

    kind: Literal["medium"] = "medium"
    type: MediumType
    title: LocalizedText = NO_TEXT
    original: File
    """The file as it was uploaded. Its name and metadata are not kept here and are never published."""
    language: Language | None = None
    """The language that is spoken or written in it; absent where it has none."""
    alt: LocalizedText = NO_TEXT
    """What a person who cannot see it needs to know."""
    decorative: bool = False
    """Says nothing that the text does not say: a screen reader skips it, and no alt text is asked for."""
    caption: LocalizedText = NO_TEXT
    transcript: LocalizedText = NO_TEXT
    captions: dict[Language, MediumId] = EMPTY
    """WebVTT media by language."""
    cues: tuple[Cue, ...] = ()
    """What captions say and when, in order. Where there are any, the variant ``captions`` is written from them."""
    sign_language: dict[Language, MediumId] = EMPTY
    """Videos in a sign language, by its tag (``gsg``)."""
    credit: Line | None = None
    licence: Line | None = None
    """An SPDX id, or the licence's own ``https:`` address."""
    source: Line | None = None
    """Where it was taken from, an ``https:`` address."""
    rights_until: Day | None = None
    """The last day on which it may be shown."""
    focal_point: FocalPoint | None = None
    model: ModelFacts | None = None
    target: TargetFacts | None = None
    heading: Heading | None = None
    hotspots: tuple[Hotspot, ...] = ()
    variants: tuple[Variant, ...] = ()
