"""A picture is told apart from a target before it is printed: a number, and reasons that somebody can act on."""

import json
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import pytest
from PIL import Image

from authoring import clock
from authoring.actions.delete_document import delete_document
from authoring.actions.make_target import make_target, take_target_back
from authoring.errors import Forbidden, Refused
from authoring.ids import new_id
from authoring.media.targets import asking
from authoring.media.targets.measure import LONGEST_PX, measure
from authoring.media.targets.score import AMBER, GREEN, reasons, score
from authoring.permissions import Actor, Role
from authoring.refusal import SandboxRefusal
from authoring.tables import Organisation
from authoring.words import of_error, say
from tests.authoring.media import target_pictures as draw
from tests.authoring.media.conftest import Installation
from tour_schema import read
from tour_schema.media import TargetReason

REAL = (
    "image_exif/DSCN0010.jpg",
    "image_exif/DSCN0025.jpg",
    "image_exif/DSCN0042.jpg",
    "image_exif/33-type_error.jpg",
    "image_exif/IMG_5195.HEIC",
    "image_exif/portrait_2.jpg",
    "image_odd/sugarshack.mpo",
    "image_odd/rot1mir1.avif",
)
"""Photographs of streets, houses and things, by others."""


def judged(picture: draw.Picture) -> tuple[int, tuple[TargetReason, ...]]:
    height, width = picture.shape[:2]
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    share = min(1.0, LONGEST_PX / max(width, height))
    seen, _, _ = measure(cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA).astype("uint8"))
    why = reasons(seen, width, height)
    return score(seen, why), why


def png(picture: draw.Picture) -> bytes:
    return cv2.imencode(".png", picture)[1].tobytes()


@pytest.mark.parametrize("name", draw.RICH)
def test_what_is_rich_in_detail_scores_high_and_for_no_reason_low(name: str) -> None:
    number, why = judged(draw.RICH[name]())
    assert number >= GREEN
    assert why == ()


@pytest.mark.parametrize("name", draw.POOR)
def test_what_is_empty_repeats_itself_or_is_blurred_scores_low_and_says_why(name: str) -> None:
    number, why = judged(draw.POOR[name]())
    assert number < AMBER
    assert why


@pytest.mark.parametrize("name", REAL)
def test_photographs_rich_in_detail_score_high(samples: Path, name: str, tmp_path: Path) -> None:
    kind = {".jpg": "JPEG", ".mpo": "JPEG", ".HEIC": "HEIC", ".avif": "AVIF"}[Path(name).suffix]
    assert asking.look(samples / name, kind, tmp_path, [])["score"] >= GREEN


@pytest.mark.parametrize(
    ("reason", "picture"),
    [
        ("detail", draw.emblem()),
        ("uneven", draw.poster(7, 35)),
        ("repeats", draw.bricks()),
        ("symmetric", draw.mirrored(draw.poster())),
        ("blurred", draw.blurred(draw.poster(), 0.012)),
        ("pale", draw.paled(draw.poster(), 0.2)),
        ("dark", draw.paled(draw.poster(), 0.2, around=20)),
        ("glare", draw.glared(draw.poster(), 0.2)),
        ("small", cv2.resize(draw.poster(), (360, 270), interpolation=cv2.INTER_AREA)),
    ],
)
def test_each_fault_is_named_and_keeps_a_picture_from_green(reason: TargetReason, picture: draw.Picture) -> None:
    number, why = judged(picture)
    assert reason in why
    assert number < GREEN
    for language in ("de", "en"):
        assert say(f"media.target.{reason}", language)
        assert say(f"media.target.{reason}_advice", language)


def test_paper_between_words_is_no_glare() -> None:
    number, why = judged(draw.page())
    assert number >= GREEN
    assert "glare" not in why


def test_the_more_blurred_the_lower() -> None:
    numbers = [judged(draw.blurred(draw.town(3), share))[0] for share in (0.004, 0.012, 0.018, 0.024)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] >= GREEN
    assert numbers[-1] < GREEN / 2


def test_a_picture_becomes_a_target_with_its_score_and_the_places_of_its_features(installation: Installation) -> None:
    medium_id = installation.upload(png(draw.poster())).medium.id
    make_target(installation.database, installation.store, installation.author, medium_id)
    body = installation.body(medium_id)
    assert read(json.dumps(body).encode()).document is not None
    assert body["type"] == "target"
    assert body["target"]["score"] >= GREEN
    assert body["target"]["alike"] == []
    points = json.loads(installation.published(body)["features", "application/json"])["points"]
    assert len(points) > 60
    assert all(0 <= x <= 1 and 0 <= y <= 1 and times in {1, 2, 3} for x, y, times in points)
    assert max(x for x, _, _ in points) > 0.9
    assert min(x for x, _, _ in points) < 0.1


def test_a_target_can_be_a_picture_again(installation: Installation) -> None:
    medium_id = installation.upload(png(draw.poster())).medium.id
    make_target(installation.database, installation.store, installation.author, medium_id)
    take_target_back(installation.database, installation.author, medium_id)
    body = installation.body(medium_id)
    assert body["type"] == "image"
    assert "target" not in body
    assert {each["use"] for each in body["variants"]} == {"480"}
    with pytest.raises(Refused, match="not_a_target"):
        take_target_back(installation.database, installation.author, medium_id)


def target(installation: Installation, picture: draw.Picture) -> str:
    medium_id = installation.upload(png(picture)).medium.id
    make_target(installation.database, installation.store, installation.author, medium_id)
    return medium_id


def test_targets_that_could_be_confused_are_named_and_others_are_not(installation: Installation) -> None:
    first = target(installation, draw.poster(1))
    target(installation, draw.town(3))
    changed = draw.poster(1)
    changed[:300] = draw.poster(2)[:300]
    second = target(installation, changed)
    alike = installation.body(second)["target"]["alike"]
    assert [each["medium"] for each in alike] == [first]
    assert alike[0]["likeness"] > 0.3


def test_a_target_is_compared_with_none_of_another_organisation_or_in_the_bin(installation: Installation) -> None:
    first = target(installation, draw.poster(1))
    other = new_id()
    with installation.database.write() as session:
        session.add(Organisation(id=other, name="Jena", slug="jena", created_at=clock.now()))
    author = Actor(person_id="q", name="Otto", language="de", roles={other: Role.AUTHOR})
    elsewhere = Installation(installation.settings, installation.database, installation.store, other, author)
    changed = draw.poster(1)
    changed[:100] = 0
    assert elsewhere.body(target(elsewhere, changed))["target"]["alike"] == []
    delete_document(installation.database, installation.author, first)
    assert installation.body(target(installation, changed))["target"]["alike"] == []


def test_a_target_is_made_although_the_variants_come_meanwhile(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploaded = installation.upload(png(draw.poster()))
    look = asking.look

    def slowly(*arguments: Any) -> dict[str, Any]:
        installation.finish(uploaded)
        return look(*arguments)

    monkeypatch.setattr(asking, "look", slowly)
    make_target(installation.database, installation.store, installation.author, uploaded.medium.id)
    body = installation.body(uploaded.medium.id)
    assert body["type"] == "target"
    assert {each["use"] for each in body["variants"]} == {"480", "1080", "2160", "features"}


def test_only_who_may_change_a_picture_makes_a_target_of_it(installation: Installation) -> None:
    medium_id = installation.upload(png(draw.poster())).medium.id
    stranger = Actor(person_id="q", name="Otto", language="de", roles={new_id(): Role.AUTHOR})
    with pytest.raises(Forbidden):
        make_target(installation.database, installation.store, stranger, medium_id)
    assert installation.body(medium_id)["type"] == "image"


def test_what_is_no_picture_is_no_target(installation: Installation) -> None:
    medium_id = installation.upload(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHallo\n", "a.vtt").medium.id
    with pytest.raises(Refused) as caught:
        make_target(installation.database, installation.store, installation.author, medium_id)
    assert len({of_error(caught.value, language) for language in ("de", "en")}) == 2


def test_a_large_picture_stays_within_256_megabytes_and_5_seconds(tmp_path: Path) -> None:
    """A 39-megapixel PNG is decoded whole."""
    path = tmp_path / "large.png"
    Image.new("RGB", (6500, 6000), (90, 120, 150)).save(path, compress_level=1)
    assert asking.look(path, "PNG", tmp_path, [])["score"] == 0


def _claims(width: int, height: int) -> bytes:
    """A PNG that says that it has so many pixels, and has a few."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _blank(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "white").save(file, "PNG")
    return file.getvalue()


def _cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("kind", "data", "code"),
    [
        ("PNG", _claims(20_000, 20_000), "too_many_pixels"),
        ("PNG", _claims(7_000, 6_000), "too_many_pixels"),
        ("PNG", _claims(1_000, 1_000), "damaged"),
        ("PNG", _blank(1, 1), "target_shape"),
        ("PNG", _blank(2400, 20), "target_shape"),
        ("PNG", _blank(3, 9000), "target_shape"),
        ("PNG", _cut(png(draw.poster())), "damaged"),
        ("JPEG", b"\xff\xd8\xff\xe0" + bytes(100), "damaged"),
        ("PNG", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "damaged"),
        ("WEBP", b"RIFF\xff\xff\xff\x7fWEBPVP8 \xff\xff\xff\x7f" + bytes(64), "damaged"),
    ],
)
def test_what_cannot_be_looked_at_is_refused(tmp_path: Path, kind: str, data: bytes, code: str) -> None:
    path = tmp_path / "picture"
    path.write_bytes(data)
    with pytest.raises(SandboxRefusal) as caught:
        asking.look(path, kind, tmp_path, [])
    assert caught.value.code == code
    values: dict[str, Any] = {**caught.value.values, "name": "plakat.png"}
    for language in ("de", "en"):
        assert "{" not in say(f"media.refused.{code}", language, **values)


def test_of_a_moving_picture_the_first_frame_is_judged(tmp_path: Path) -> None:
    frames = [Image.fromarray(draw.poster()[:, :, ::-1]), Image.new("RGB", (1200, 900), "white")]
    file = BytesIO()
    frames[0].save(file, "WEBP", save_all=True, append_images=frames[1:] * 20, duration=100, quality=80)
    path = tmp_path / "moving.webp"
    path.write_bytes(file.getvalue())
    assert asking.look(path, "WEBP", tmp_path, [])["score"] >= GREEN
