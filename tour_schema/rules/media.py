"""Media: there, of the right type, and light enough for a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tour_schema import fixes
from tour_schema.document import Document
from tour_schema.guide import Guide
from tour_schema.issue import Fix, Issue, error, hint, warning
from tour_schema.media import Medium, MediumType, ModelFacts
from tour_schema.rule import Published, alone, rule
from tour_schema.scene import ModelContent, PlayClip
from tour_schema.scope import Scope, Setting, name_of_medium
from tour_schema.station import Station
from tour_schema.story import (
    AudioBlock,
    BeforeAfterBlock,
    Block,
    GalleryBlock,
    ImageBlock,
    PanoramaBlock,
    VideoBlock,
)
from tour_schema.survey import Use
from tour_schema.tour import Tour

MISSING: Final = error("media.missing")
NOT_A_MEDIUM: Final = error("media.not_a_medium")
WRONG_TYPE: Final = error("media.wrong_type")
WRONG_FILE: Final = error("media.wrong_file")
NOT_CHOSEN: Final = warning("media.not_chosen")
TOO_LARGE: Final = warning("media.too_large")
NO_VARIANTS: Final = warning("media.no_variants")
MODEL_HEAVY: Final = warning("media.model_heavy")
TOO_MANY_JOINTS: Final = error("media.too_many_joints")
USDZ_SIZE: Final = warning("media.usdz_size")
CLIP: Final = error("media.clip_missing")
SMALL_PICTURE: Final = hint("media.small_picture")

SEEN_DIFFERENCE: Final = 0.05
"""How much the two versions of a model may differ in size."""
MB: Final = 1_000_000
LARGEST: Final[dict[MediumType, int]] = {
    "image": 3 * MB,
    "panorama": 12 * MB,
    "audio": 25 * MB,
    "video": 120 * MB,
    "model": 10 * MB,
    "target": 3 * MB,
    "captions": 1 * MB,
}
"""What a phone should have to fetch of one medium (models: Scene Viewer's recommendation)."""
FILES: Final[dict[MediumType, tuple[str, ...]]] = {
    "image": ("image/",),
    "panorama": ("image/",),
    "audio": ("audio/",),
    "video": ("video/",),
    "model": ("model/",),
    "target": ("image/", "application/octet-stream"),
    "captions": ("text/vtt",),
}
"""How the media type of a medium's original begins."""
MADE: Final = frozenset({"image", "panorama", "audio", "video"})
"""Types of which nothing is published before a variant has been made."""
HEAVY_TRIANGLES: Final = 100_000
HEAVY_TEXTURE_PX: Final = 2_048
HEAVY_MATERIALS: Final = 10
MOST_JOINTS: Final = 254
"""Scene Viewer cannot show more."""
SHARP_PX: Final = 800
SHOWS: Final[dict[type[Block], tuple[tuple[str, ...], ...]]] = {
    ImageBlock: (("medium",),),
    GalleryBlock: (("media",),),
    BeforeAfterBlock: (("before",), ("after",)),
    AudioBlock: (("recordings",),),
    VideoBlock: (("medium", "href"),),
    PanoramaBlock: (("medium",),),
}
"""What a block needs to show something: of each group one field."""


@rule(Tour, Station, Guide, Medium)
def named(document: Published, scope: Scope) -> list[Issue]:
    """Every medium that is named is there and is what its place needs."""
    found: list[Issue] = []
    for use in scope.survey(document).uses:
        medium = scope.find(use.medium)
        if not isinstance(medium, Medium) or medium.type not in use.types:
            found.append(_misnamed(document, use, medium, scope))
    return found


def _misnamed(document: Published, use: Use, found: Document | None, scope: Scope) -> Issue:
    if isinstance(found, Medium):
        title = name_of_medium(found, scope.setting)
        return WRONG_TYPE.at(document, use.pointer, found=found.type, wanted=use.types, title=title)
    # an element of a list, or the one thing that a recording is, cannot simply be taken away
    fix = None if use.field[-1].isdigit() or use.field == "medium" else _without(use)
    if found is None:
        return MISSING.at(document, use.pointer, fix, field=use.field.split("/", maxsplit=1)[0])
    return NOT_A_MEDIUM.at(document, use.pointer, fix, found=found.kind)


def _without(use: Use) -> Fix:
    return fixes.remove(MISSING, use.pointer, use.medium)


@alone(Station)
def chosen(station: Station, _: Setting) -> Iterator[Issue]:
    """A block that shows something has something to show."""
    for index, block in enumerate(station.story):
        if not _shows(block):
            at = f"/story/{index}"
            yield NOT_CHOSEN.at(station, at, fixes.remove(NOT_CHOSEN, at, block), block=block.kind)


def _shows(block: Block) -> bool:
    needed = SHOWS.get(type(block))
    return needed is None or all(any(getattr(block, field) for field in either) for either in needed)


@alone(Medium)
def file(medium: Medium, setting: Setting) -> list[Issue]:
    """The file is what the medium says it is, has variants, and none that is too large."""
    found: list[Issue] = []
    kind, original, variants = medium.type, medium.original, medium.variants
    if not original.media_type.startswith(FILES[kind]):
        title = name_of_medium(medium, setting)
        at = "/original/media_type"
        found.append(WRONG_FILE.at(medium, at, type=kind, found=original.media_type, title=title))
    if not variants and kind in MADE:
        found.append(NO_VARIANTS.at(medium, "/variants", type=kind, title=name_of_medium(medium, setting)))
    if kind == "image":
        longer = max(original.width_px or 0, original.height_px or 0)
        if 0 < longer < SHARP_PX:
            title = name_of_medium(medium, setting)
            found.append(SMALL_PICTURE.at(medium, "/original", pixels=longer, least=SHARP_PX, title=title))
    limit = LARGEST[kind]
    for index, variant in enumerate(variants):
        if variant.bytes > limit:
            found.append(_too_large(medium, f"/variants/{index}/bytes", variant.bytes, setting))
    if not variants and kind not in MADE and original.bytes > limit:
        found.append(_too_large(medium, "/original/bytes", original.bytes, setting))
    return found


def _too_large(medium: Medium, at: str, size: int, setting: Setting) -> Issue:
    limit, title = LARGEST[medium.type], name_of_medium(medium, setting)
    return TOO_LARGE.at(medium, at, bytes=size, limit=limit, type=medium.type, title=title)


@alone(Medium, given="model")
def model(medium: Medium, setting: Setting) -> Iterator[Issue]:
    """A 3D model can be drawn by a phone."""
    if medium.model is not None:
        facts, title = medium.model, name_of_medium(medium, setting)
        if facts.joints > MOST_JOINTS:
            yield TOO_MANY_JOINTS.at(medium, "/model/joints", count=facts.joints, limit=MOST_JOINTS, title=title)
        for field, count, limit in _weights(facts):
            if count > limit:
                yield MODEL_HEAVY.at(medium, f"/model/{field}", field=field, count=count, limit=limit, title=title)
        if sizes := _two_sizes(facts):
            yield USDZ_SIZE.at(medium, "/model/usdz/size_m", size=sizes[0], usdz=sizes[1], title=title)


def _two_sizes(facts: ModelFacts) -> tuple[float, float] | None:
    """The longest side of a model and of its version for iPhones, where anybody would see that they differ."""
    if facts.size_m is None or facts.usdz is None or facts.usdz.size_m is None:
        return None
    here, there = max(facts.size_m), max(facts.usdz.size_m)
    return (here, there) if abs(here - there) > SEEN_DIFFERENCE * max(here, there) else None


def _weights(facts: ModelFacts) -> tuple[tuple[str, int, int], ...]:
    return (
        ("triangles", facts.triangles, HEAVY_TRIANGLES),
        ("largest_texture_px", facts.largest_texture_px, HEAVY_TEXTURE_PX),
        ("materials", facts.materials, HEAVY_MATERIALS),
    )


@rule(Station, holding=(ModelContent,))
def clips(station: Station, scope: Scope) -> Iterator[Issue]:
    """An animation that is to be played is in the model's file."""
    for at, content in scope.survey(station).nodes(ModelContent):
        known = _clips(scope.medium(content.medium))
        if known is None:
            continue
        if content.clip is not None and content.clip not in known:
            fix = fixes.remove(CLIP, f"{at}/clip", content.clip)
            yield CLIP.at(station, f"{at}/clip", fix, clip=content.clip, known=known)
        if isinstance(content.on_tap, PlayClip) and content.on_tap.clip not in known:
            fix = fixes.remove(CLIP, f"{at}/on_tap", content.on_tap)
            yield CLIP.at(station, f"{at}/on_tap/clip", fix, clip=content.on_tap.clip, known=known)


@rule(Guide, given="figure")
def gestures(guide: Guide, scope: Scope) -> Iterator[Issue]:
    """A guide's gestures are in the figure's file."""
    known = _clips(scope.medium(guide.figure))
    for gesture, clip in guide.clips.items():
        if known is not None and clip not in known:
            at = f"/clips/{gesture}"
            yield CLIP.at(guide, at, fixes.remove(CLIP, at, clip), clip=clip, known=known)


def _clips(medium: Medium | None) -> tuple[str, ...] | None:
    """The names of a model's clips, ``None`` where nobody has looked into the file yet."""
    return None if medium is None or medium.model is None else medium.model.clips
