"""Photographs as cameras and telephones write them."""

import io
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from authoring.importers.read import read_here
from authoring.importers.source import Source
from tests.authoring.importers.conftest import codes


def a_photo(
    lon: float | None = None, lat: float | None = None, taken: str | None = None, description: str | None = None
) -> bytes:
    """A small JPEG with what a camera writes into it."""
    exif = Image.Exif()
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if description:
        exif[ExifTags.Base.XPTitle] = description.encode("utf-16-le") + b"\0\0"
    if lon is not None and lat is not None:
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef] = "N" if lat >= 0 else "S"
        gps[ExifTags.GPS.GPSLatitude] = _rationals(abs(lat))
        gps[ExifTags.GPS.GPSLongitudeRef] = "E" if lon >= 0 else "W"
        gps[ExifTags.GPS.GPSLongitude] = _rationals(abs(lon))
    held = io.BytesIO()
    Image.new("RGB", (40, 30), (20, 90, 60)).save(held, "JPEG", exif=exif)
    return held.getvalue()


def _rationals(degrees: float) -> tuple[float, float, float]:
    minutes, seconds = divmod(round(degrees * 3600, 4), 60)
    whole, minutes = divmod(minutes, 60)
    return whole, minutes, seconds


def _sources(folder: Path, files: dict[str, bytes]) -> list[Source]:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [Source(name, folder / name) for name in files]


def test_photographs_become_stations_in_order_of_time(tmp_path: Path) -> None:
    files = {
        "z.jpg": a_photo(11.03, 50.98, "2026:05:01 10:00:00"),
        "a.jpg": a_photo(11.02, 50.97, "2026:05:01 11:30:00", "Der Dom von Süden"),
        "ohne zeit.jpg": a_photo(-70.5, -33.4),
        "ohne_ort.jpg": a_photo(taken="2026:05:01 10:30:00", description="OLYMPUS DIGITAL CAMERA"),
    }
    plan = read_here(_sources(tmp_path / "in", files), tmp_path).plan
    assert [draft.title for draft in plan.stations] == ["z", "ohne ort", "Der Dom von Süden", "ohne zeit"]
    assert [facts.name for facts in plan.files] == list(files)
    order = [plan.files[draft.file].name for draft in plan.stations]
    assert order == ["z.jpg", "ohne_ort.jpg", "a.jpg", "ohne zeit.jpg"]
    assert plan.stations[0].position == pytest.approx((11.03, 50.98), abs=1e-6)
    assert plan.stations[3].position == pytest.approx((-70.5, -33.4), abs=1e-6)
    assert plan.stations[1].position is None
    assert codes(plan) == {"photo_without_position": 1, "photo_without_time": 1}


def test_a_broken_picture_is_named_and_stops_no_other(tmp_path: Path) -> None:
    whole = a_photo(11.03, 50.98, "2026:05:01 10:00:00")
    files = {"ganz.jpg": whole, "halb.jpg": whole[: len(whole) // 2], "text.jpg": b"kein Bild"}
    plan = read_here(_sources(tmp_path / "in", files), tmp_path).plan
    assert [draft.title for draft in plan.stations] == ["ganz"]
    assert {remark.code: remark.where for remark in plan.remarks} == {
        "photo_broken": ("halb.jpg",),
        "photo_kind": ("text.jpg",),
    }


def test_zeros_of_a_camera_without_a_fix_are_no_position(tmp_path: Path) -> None:
    plan = read_here(_sources(tmp_path / "in", {"a.jpg": a_photo(0, 0, "2026:05:01 10:00:00")}), tmp_path).plan
    assert plan.stations[0].position is None
    assert codes(plan) == {"photo_without_position": 1}
