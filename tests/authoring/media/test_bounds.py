"""What would eat a server is refused by a child with 256 MB and five seconds, before anything larger begins."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from authoring import sandbox
from authoring.errors import Refused
from authoring.media import intake
from authoring.sandbox import MIB
from authoring.words import of_error
from tests.authoring.media import glb_makers as make
from tests.authoring.media import makers
from tests.authoring.media.conftest import Installation
from tests.authoring.media.test_models import pytestmark as built

pytestmark = built


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def a_png(width: int, height: int, *, before: bytes = b"", rows: int = 0) -> bytes:
    """A picture that claims that size, with so many rows of black in it."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes((1 + 3 * width) * rows), 1))
    return b"\x89PNG\r\n\x1a\n" + header + before + pixels + chunk(b"IEND", b"")


def an_animated_photo() -> bytes:
    """A PNG of 56 frames of twelve megapixels: 2 GB once it is all decoded."""
    return a_png(4000, 3000, before=chunk(b"acTL", struct.pack(">II", 56, 0)), rows=3000)


def a_day_of_sound(folder: Path) -> bytes:
    """Three hours of MP3 whose header still says that it is a minute."""
    minute = makers.a_sound_that_tells_all(folder / "minute", "mp3", makers.a_wave(folder / "a.wav", seconds=60))
    return minute.read_bytes() * 180


def a_wave_that_lies(folder: Path) -> bytes:
    """A second of sound that says it is 4 GB long."""
    data = makers.a_wave(folder / "a.wav", seconds=1).read_bytes()
    at = data.index(b"data") + 4
    return data[:4] + b"\xff\xff\xff\x7f" + data[8:at] + b"\xf0\xff\xff\x7f" + data[at + 4 :]


def captions(lines: str, times: int) -> bytes:
    return b"WEBVTT\n\n" + (lines * times).encode()[:1_999_000]


def a_zip_of(size: int, *, embedded: bool) -> bytes:
    """A glTF whose one buffer has that size: beside it, or as text within it."""

    def change(description: dict[str, Any]) -> None:
        if embedded:
            description["buffers"][0]["uri"] = "data:application/octet-stream;base64," + "A" * size

    beside = {} if embedded else {"house/model data.bin": bytes(range(256)) * (size // 256)}
    data = make.a_gltf_zip(make.a_box(), change)
    written = BytesIO(data)
    if beside:
        written = BytesIO()
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
            new.writestr("house/scene.gltf", old.read("house/scene.gltf"))
            for name, content in beside.items():
                new.writestr(name, content)
    return written.getvalue()


NASTY: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "a PNG of 400 megapixels": ("too_many_pixels", lambda _: a_png(20_000, 20_000, rows=300)),
    "a PNG that claims all there is": ("too_many_pixels", lambda _: a_png(2**31 - 1, 2**31 - 1)),
    "a PNG that is cut off": ("damaged", lambda _: makers.a_picture_that_tells_all("PNG")[:-400]),
    "a sound of three hours that claims a minute": ("too_long", a_day_of_sound),
    "captions of seventy thousand cues": (
        "too_many_cues",
        lambda _: captions("00:00.000 --> 00:01.000\nx\n\n", 70_000),
    ),
    "captions of arrows": ("no_cues", lambda _: captions("-->" * 40 + "\n", 20_000)),
    "captions of one line": ("no_cues", lambda _: captions("<i>" * 700_000, 1)),
    "a zip with 120 MB beside its glTF": ("too_large", lambda _: a_zip_of(120_000_000, embedded=False)),
    "a zip with 34 MB of text": ("zip_bomb", lambda _: a_zip_of(34_000_000, embedded=True)),
}


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, int]]:
    """What each child of this test was, and may take: MiB of memory, seconds of the processor."""
    asked: list[tuple[str, int, int]] = []
    run = sandbox.run

    def recorded(function: str, payload: Any, **limits: Any) -> Any:
        asked.append((function.rpartition(".")[2], limits["memory_bytes"] // MIB, limits["cpu_s"]))
        return run(function, payload, **limits)

    monkeypatch.setattr(sandbox, "run", recorded)
    return asked


@pytest.mark.parametrize("case", NASTY)
def test_what_would_eat_a_server_is_refused_by_a_small_child(
    installation: Installation, tmp_path: Path, children: list[tuple[str, int, int]], case: str
) -> None:
    code, made = NASTY[case]
    data = made(tmp_path)
    before = installation.holds()
    with pytest.raises(Refused) as caught:
        installation.upload(data, "Turm")
    assert caught.value.code == f"media.refused.{code}"
    assert all("Turm" in of_error(caught.value, language) for language in ("de", "en"))
    assert installation.holds() == before
    assert all(memory <= 256 and cpu <= 5 for _, memory, cpu in children), children


def test_of_an_animated_photo_only_the_first_frame_is_decoded(
    installation: Installation, children: list[tuple[str, int, int]]
) -> None:
    uploaded = installation.upload(an_animated_photo(), "Turm.png")
    assert [notice.code for notice in uploaded.notices] == ["media.notice.first_frame"]
    assert children == [("pictures:look", 256, 5)]


def test_a_sound_is_as_long_as_it_is_and_not_as_it_says(installation: Installation, tmp_path: Path) -> None:
    uploaded = installation.upload(a_wave_that_lies(tmp_path), "Turm.wav")
    assert uploaded.medium.value["original"]["duration_s"] == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize(
    ("kind", "size", "options"),
    [
        ("JPEG", (8_000, 6_000), {"quality": 30}),
        ("JPEG", (6_000, 4_000), {"progressive": True}),
        ("PNG", (4_600, 3_400), {"compress_level": 1}),
        ("WEBP", (4_000, 3_000), {"method": 0}),
        ("AVIF", (4_000, 3_000), {"speed": 10}),
    ],
)
def test_what_cameras_make_is_looked_at_whole_by_the_small_child(
    tmp_path: Path, kind: str, size: tuple[int, int], options: dict[str, Any]
) -> None:
    path = tmp_path / "photo"
    mode = "RGB" if kind in {"JPEG", "AVIF"} else "RGBA"
    Image.effect_noise((1000, 1000), 90).resize(size).convert(mode).save(path, kind, **options)
    look = partial(intake.ask, "pictures:look", path, kind, tmp_path, preview=str(tmp_path / "preview"), small=True)
    seen = look(**intake.CHECK)
    assert (seen["width"], seen["height"]) == size


def test_a_larger_picture_is_only_decoded_once_its_header_was_found_sound(
    installation: Installation, children: list[tuple[str, int, int]]
) -> None:
    installation.upload(a_png(6000, 4000, rows=4000), "Turm.png")
    assert children == [("pictures:look", 256, 5), ("pictures:look", 512, 30)]
