"""Where and when a photograph was taken, as its EXIF says: offered to the editor, never published."""

import math
import re
from typing import Any

from PIL.Image import Exif, Image

_GPS, _CAMERA = 0x8825, 0x8769
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE, _STATUS = 1, 2, 3, 4, 9
_TAKEN, _TAKEN_OFFSET, _CHANGED = 0x9003, 0x9011, 0x0132
_TIME = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")


def exif_of(image: Image) -> Exif:
    """Return the EXIF block of an opened picture, empty where it is missing or damaged."""
    try:
        return image.getexif()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged block of metadata is no reason to refuse the picture
        return Exif()


def position(exif: Exif) -> list[float] | None:
    """Return ``[lon, lat]`` in degrees (WGS84), or ``None`` where the camera did not know: nothing is guessed.

    A place without a hemisphere, out of range, exactly 0, 0 or marked void is no place.
    """
    gps = _folder(exif, _GPS)
    if _text(gps.get(_STATUS)) == "V":
        return None
    latitude = _angle(gps.get(_LATITUDE), _text(gps.get(_LATITUDE_REF)), "N", "S", 90)
    longitude = _angle(gps.get(_LONGITUDE), _text(gps.get(_LONGITUDE_REF)), "E", "W", 180)
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None
    return [longitude, latitude]


def taken_at(exif: Exif) -> str | None:
    """Return when the shutter was pressed: ``2024-05-31T14:02:11``, with ``+02:00`` where the camera wrote its zone."""
    camera = _folder(exif, _CAMERA)
    found = _TIME.match(_text(camera.get(_TAKEN)) or _text(exif.get(_CHANGED)))
    if found is None:
        return None
    year, month, day, hour, minute, second = map(int, found.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 60 and year > 1825):
        return None
    offset = _text(camera.get(_TAKEN_OFFSET))
    zone = offset if _OFFSET.fullmatch(offset) else ""
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"


def orientation(exif: Exif) -> int:
    """Return the EXIF orientation, 1 to 8; 1 where it says nothing sensible."""
    try:
        value = exif.get(0x0112)
    except Exception:  # noqa: BLE001 - a damaged block of metadata is no reason to refuse the picture
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _folder(exif: Exif, tag: int) -> dict[int, Any]:
    try:
        return dict(exif.get_ifd(tag))
    except Exception:  # noqa: BLE001 - as above
        return {}


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("ascii", "ignore")
    return value.strip("\0 ") if isinstance(value, str) else ""


def _angle(parts: Any, hemisphere: str, positive: str, negative: str, most: int) -> float | None:
    """Return degrees from degrees, minutes and seconds, or ``None``."""
    if hemisphere.upper() not in {positive, negative} or not isinstance(parts, tuple):
        return None
    try:
        numbers = [float(part) for part in parts]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    if not 1 <= len(numbers) <= 3 or not all(math.isfinite(number) and number >= 0 for number in numbers):
        return None
    degrees = sum(number / 60**place for place, number in enumerate(numbers))
    if degrees > most or any(number >= 60 for number in numbers[1:]):
        return None
    return round(float(degrees if hemisphere.upper() == positive else -degrees), 7)
