"""What a bundle consists of, file by file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from exports.blobs import Blob, blob_path
from tour_schema.base import FORMAT
from tour_schema.manifest import Manifest, ManifestFile, Part, Purpose, Quality, ResolvedTour
from tour_schema.media import Medium, MediumType, Variant
from tour_schema.story import AudioBlock, GuideLineBlock

ENTRY_MEDIA_TYPE: Final = "application/vnd.wayfable.tour+json"

_PARTS: Final[dict[MediumType, Part]] = {
    "image": "image",
    "panorama": "image",
    "audio": "audio",
    "captions": "audio",
    "video": "video",
    "model": "ar",
    "target": "ar",
}
_QUALITIES: Final[dict[str, Quality]] = {"low": "low", "high": "high", "2160": "high", "tiles": "high"}


def manifest_of(resolved: ResolvedTour, entry: Blob, version: int, qualities: tuple[Quality, ...]) -> Manifest:
    """The manifest of a resolved tour whose own bytes are ``entry``.

    Files stand in a fixed order (the entry, then media as the tour names them), each once; where two
    variants are the same bytes, the first purpose is kept and the file is required if either is.
    """
    files = [
        ManifestFile(
            path=blob_path(entry.sha256),
            sha256=entry.sha256,
            bytes=entry.bytes,
            media_type=ENTRY_MEDIA_TYPE,
            purpose=Purpose(part="core"),
            required=True,
        )
    ]
    languages = _spoken_in(resolved)
    files += (_file(medium, variant, languages) for medium in resolved.media for variant in medium.variants)
    return Manifest(
        format=FORMAT,
        id=resolved.tour.id,
        tour=resolved.tour.id,
        version=version,
        languages=resolved.tour.languages,
        qualities=qualities,
        entry=entry.sha256,
        files=tuple(_each_once(files)),
    )


def _file(medium: Medium, variant: Variant, languages: dict[str, str]) -> ManifestFile:
    return ManifestFile(
        path=blob_path(variant.sha256),
        sha256=variant.sha256,
        bytes=variant.bytes,
        media_type=variant.media_type,
        purpose=Purpose(
            language=medium.language or languages.get(medium.id),
            quality=_QUALITIES.get(variant.use),
            part=_PARTS[medium.type],
            medium=medium.id,
            use=variant.use,
        ),
        # Without the smallest pictures a story has holes; sound has its transcript, AR its plain step.
        required=medium.type == "image" and variant.use == "480",
    )


def _spoken_in(resolved: ResolvedTour) -> dict[str, str]:
    """The language of each recording and captions file, where the story says it and the medium does not."""
    spoken: dict[str, str] = {}
    for station in resolved.stations:
        for block in station.story:
            if isinstance(block, AudioBlock):
                spoken |= {medium: language for language, medium in block.recordings.items()}
            elif isinstance(block, GuideLineBlock):
                for language, recording in block.recordings.items():
                    spoken[recording.medium] = language
                    if recording.captions:
                        spoken[recording.captions] = language
    for medium in resolved.media:
        spoken |= {captions: language for language, captions in medium.captions.items()}
    return spoken


def _each_once(files: Iterable[ManifestFile]) -> Iterator[ManifestFile]:
    found: dict[str, ManifestFile] = {}
    for file in files:
        first = found.setdefault(file.sha256, file)
        if file.required and not first.required:
            found[file.sha256] = first.model_copy(update={"required": True})
    yield from found.values()
