"""Photographs: a station each, where and when its camera says that it was taken, in order of time."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from authoring.importers.plan import Draft, FileFacts, ImportRefusedError, Plan, Position, Remarks
from authoring.importers.source import MOST_PHOTO_BYTES, Source
from authoring.importers.texts import tidy
from authoring.media import camera

MOST_PIXELS: Final = 120_000_000
"""As large as cameras' pictures are; more is a map sheet or a bomb."""

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
_UNTOUCHED: Final = re.compile(
    r"(?:olympus|minolta|kodak|konica|samsung|sony|canon|default|digital)\b.*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Photo:
    file: int
    name: str
    description: str | None
    position: Position | None
    taken_at: str | None
    instant: float | None
    """Seconds for the order: local time as the camera says it, or the satellites' where it says none."""


def read_photos(sources: Sequence[tuple[int, Source]]) -> Plan:
    """The plan of several pictures, each with its index among the plan's files.

    A picture that cannot be opened is left and named; it stops no other.
    """
    photos: list[_Photo] = []
    facts: list[FileFacts] = []
    remarks: list[Remarks] = []
    for index, source in sources:
        said = Remarks(index)
        remarks.append(said)
        try:
            photos.append(_photo(source, index, said))
        except ImportRefusedError as refusal:
            said.left(f"photo_{refusal.code}", source.name)
            facts.append(FileFacts(name=source.name, bytes=source.size))
        else:
            facts.append(FileFacts(name=source.name, format="photo", bytes=source.size))
    ordered = sorted(photos, key=lambda photo: (photo.instant is None, photo.instant or 0.0, photo.name.casefold()))
    return Plan(
        files=tuple(facts),
        stations=tuple(_draft(photo, number) for number, photo in enumerate(ordered, start=1)),
        remarks=tuple(remark for said in remarks for remark in said.all()),
    )


def _draft(photo: _Photo, number: int) -> Draft:
    return Draft(
        key=f"{photo.file}-photo",
        file=photo.file,
        origin="photo",
        number=number,
        title=photo.description or _title(photo.name),
        position=photo.position,
        position_from="photo" if photo.position else None,
        photo=True,
        taken_at=photo.taken_at,
    )


def _title(name: str) -> str | None:
    """The file's name as a title: without folder and ending, with blanks for underscores."""
    stem = re.sub(r"\.[A-Za-z0-9]{2,5}$", "", name.rpartition("/")[2])
    return tidy(stem.replace("_", " ")) or None


def _photo(source: Source, file: int, remarks: Remarks) -> _Photo:
    exif = _opened(source)
    position = camera.position(exif)
    if position is None:
        remarks.noticed("photo_without_position", source.name)
    taken_at = camera.taken_at(exif)
    instant = datetime.fromisoformat(taken_at[:19]) if taken_at else _satellite_time(exif)
    if instant is None:
        remarks.noticed("photo_without_time", source.name)
    return _Photo(
        file=file,
        name=source.name,
        description=_description(exif),
        position=(position[0], position[1]) if position else None,
        taken_at=taken_at,
        instant=instant.replace(tzinfo=UTC).timestamp() if instant else None,
    )


def _opened(source: Source) -> Image.Exif:
    """The picture's EXIF, after the whole picture was decoded once (small, where its format can do that).

    Raises:
        ImportRefusedError: ``too_large``, ``kind``, ``broken``.
    """
    import pi_heif

    pi_heif.register_heif_opener()  # type: ignore[no-untyped-call,unused-ignore]
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    if source.size > MOST_PHOTO_BYTES:
        raise ImportRefusedError("too_large")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source.path, formats=_FORMATS) as picture:
                _decoded(picture)
                return camera.exif_of(picture)
    except UnidentifiedImageError:
        raise ImportRefusedError("kind") from None
    except ImportRefusedError:
        raise
    # Decoders meet broken bytes with many kinds of exception; each means the same to a person.
    except Exception:  # noqa: BLE001
        raise ImportRefusedError("broken") from None


def _decoded(picture: Image.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise ImportRefusedError("too_large")
    picture.draft("RGB", (64, 64))
    picture.load()


def _directory(exif: Image.Exif, which: int) -> Mapping[int, Any]:
    try:
        return dict(exif.get_ifd(which))
    except Exception:  # noqa: BLE001 - a broken directory is an absent one
        return {}


def _satellite_time(exif: Image.Exif) -> datetime | None:
    gps = _directory(exif, ExifTags.IFD.GPSInfo)
    day, clock = gps.get(ExifTags.GPS.GPSDateStamp), gps.get(ExifTags.GPS.GPSTimeStamp)
    try:
        year, month, date = (int(part) for part in re.split(r"[:/-]", str(day)))
        hour, minute, second = (int(part) for part in clock or ())
        return datetime(year, month, date, hour, minute, second)  # noqa: DTZ001 - compared with local times only
    except (TypeError, ValueError, ZeroDivisionError):
        return None


def _description(exif: Image.Exif) -> str | None:
    """What somebody wrote about the picture; what cameras write by themselves is no title."""
    windows = exif.get(ExifTags.Base.XPTitle) or exif.get(ExifTags.Base.XPSubject)
    if isinstance(windows, bytes):
        windows = windows.decode("utf-16-le", "replace").rstrip("\x00")
    for value in (windows, exif.get(ExifTags.Base.ImageDescription)):
        said = tidy(value) if isinstance(value, str) else None
        if said and len(said) >= 3 and not _UNTOUCHED.fullmatch(said) and re.search(r"[^\W\d_]{3}", said):
            return said
    return None
