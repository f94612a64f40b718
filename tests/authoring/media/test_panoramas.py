"""A picture all round is known by what it says, and by what it looks like; whoever knows better says so."""

import io
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageStat
from pmtiles.reader import MemorySource, Reader
from pmtiles.tile import TileType

from authoring.actions.change_document import change_document
from authoring.actions.mark_panorama import mark_panorama
from authoring.errors import Refused
from authoring.media import intake, pictures
from authoring.queries.documents import Loaded
from authoring.queries.media import without_variants
from authoring.sandbox import MIB
from authoring.words import of_error
from tests.authoring.media import makers
from tests.authoring.media.conftest import Installation, everywhere

GPANO = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><GPano:ProjectionType>equirectangular</GPano:ProjectionType></x:xmpmeta>'


def a_circle(width: int = 2000, height: int = 1000, *, seam: bool = False, poles: bool = True) -> bytes:
    """Sky, roofs that go on from the right edge to the left, ground; with `poles` of one colour each."""
    x = np.linspace(0, 2 * math.pi, width, endpoint=False)[None, :]
    y = np.linspace(-1, 1, height)[:, None]
    falls = 1 - y**6 if poles else np.ones_like(y)
    turns = 0.75 if seam else 2.0
    light = 120 + 60 * y + 70 * falls * np.sin(turns * x + 0.9) * np.cos(7 * y)
    pixels = np.clip(np.stack([light, light * 0.9, 255 - light], axis=2), 0, 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=90)
    return file.getvalue()


def test_a_picture_that_closes_in_itself_is_taken_as_a_panorama_and_says_so(installation: Installation) -> None:
    uploaded = installation.upload(a_circle())
    assert uploaded.medium.value["type"] == "panorama"
    assert [notice.code for notice in uploaded.notices] == ["media.notice.panorama"]


@pytest.mark.parametrize(
    "data",
    [
        a_circle(seam=True),
        a_circle(poles=False),
        a_circle(2000, 1100),
        a_circle(1200, 600),
    ],
    ids=["a seam", "no poles", "another shape", "too small"],
)
def test_a_wide_photograph_stays_a_picture(installation: Installation, data: bytes) -> None:
    uploaded = installation.upload(data)
    assert uploaded.medium.value["type"] == "image"
    assert uploaded.notices == ()


def test_a_picture_of_one_colour_is_no_panorama(installation: Installation) -> None:
    file = io.BytesIO()
    Image.new("RGB", (2000, 1000), (200, 40, 40)).save(file, "PNG")
    assert installation.upload(file.getvalue()).medium.value["type"] == "image"


def test_the_smallest_picture_of_that_shape_is_a_picture(installation: Installation) -> None:
    file = io.BytesIO()
    Image.new("RGB", (2, 1), (200, 40, 40)).save(file, "PNG")
    assert installation.upload(file.getvalue()).medium.value["type"] == "image"


def test_what_a_camera_says_is_believed_without_a_word(installation: Installation) -> None:
    file = io.BytesIO()
    Image.open(io.BytesIO(a_circle(seam=True))).save(file, "JPEG", xmp=GPANO)
    uploaded = installation.upload(file.getvalue())
    assert uploaded.medium.value["type"] == "panorama"
    assert uploaded.notices == ()


def test_a_person_knows_better(installation: Installation) -> None:
    medium = installation.upload(a_circle(seam=True)).medium.id
    mark_panorama(installation.database, installation.author, medium, around=True)
    assert installation.body(medium)["type"] == "panorama"
    mark_panorama(installation.database, installation.author, medium, around=False)
    assert installation.body(medium)["type"] == "image"


def test_a_picture_of_another_shape_is_made_no_panorama(installation: Installation) -> None:
    medium = installation.upload(a_circle(2000, 1100)).medium.id
    with pytest.raises(Refused, match="not_around") as caught:
        mark_panorama(installation.database, installation.author, medium, around=True)
    assert of_error(caught.value, "de") != of_error(caught.value, "en")
    assert installation.body(medium)["type"] == "image"


@everywhere
def test_a_panorama_that_was_marked_gets_its_larger_files(working: Installation) -> None:
    from authoring import jobs

    uploaded = working.upload(a_circle(5000, 2500, seam=True))
    assert uploaded.job_id is not None
    jobs.wait(uploaded.job_id)
    mark_panorama(working.database, working.author, uploaded.medium.id, around=True)
    revision_job = f"{uploaded.job_id}-3"
    assert jobs.wait(revision_job).state == "done"
    widths = {each["use"]: each["width_px"] for each in working.body(uploaded.medium.id)["variants"]}
    assert widths["high"] == 4096


def tiles_of(installation: Installation, body: dict[str, Any]) -> tuple[bytes, Reader]:
    """The archive of a panorama's tiles, and a reader of it."""
    (found,) = (each for each in body["variants"] if each["use"] == "tiles")
    assert found["media_type"] == "application/vnd.pmtiles"
    data = b"".join(installation.store.stream(found["sha256"], private=False))
    return data, Reader(MemorySource(data))


def test_a_panorama_with_more_pixels_than_its_largest_picture_is_cut_into_tiles(installation: Installation) -> None:
    body = installation.finish(installation.upload(a_circle(4200, 2100)))
    (found,) = (each for each in body["variants"] if each["use"] == "tiles")
    # Zoom 4 has 16 columns; tiles are no larger than 512 and the whole no larger than the original.
    assert (found["width_px"], found["height_px"]) == (262 * 16, 262 * 8)
    _, reader = tiles_of(installation, body)
    header = reader.header()
    assert (header["min_zoom"], header["max_zoom"], header["clustered"]) == (1, 4, True)
    assert header["tile_type"] == TileType.WEBP
    assert reader.metadata() == {"projection": "equirectangular", "tile_px": 262}
    original = Image.open(io.BytesIO(a_circle(4200, 2100))).convert("RGB")
    for z in (1, 2, 3, 4):
        columns, rows = 2**z, 2 ** (z - 1)
        assert reader.get(z, 0, rows) is None
        whole = Image.new("RGB", (262 * columns, 262 * rows))
        for x in range(columns):
            for y in range(rows):
                data = reader.get(z, x, y)
                assert data is not None
                whole.paste(Image.open(io.BytesIO(data)), (262 * x, 262 * y))
        small = original.resize((512, 256), Image.Resampling.BOX)
        difference = ImageChops.difference(whole.resize((512, 256), Image.Resampling.BOX), small)
        assert max(ImageStat.Stat(difference).mean) < 4


def cut(folder: Path, data: bytes) -> bytes:
    """The tiles of a picture, in whatever folder."""
    original, output = folder / "panorama.jpg", folder / "made" / "tiles"
    original.write_bytes(data)
    output.parent.mkdir(exist_ok=True)
    intake.ask("panoramas:tile", original, "JPEG", output.parent, cpu_s=60, output=str(output))
    return output.read_bytes()


def test_the_same_panorama_makes_the_same_tiles(tmp_path: Path) -> None:
    data = a_circle(1800, 900)
    assert cut(tmp_path, data) == cut(tmp_path, data)


def test_tiles_have_the_colours_of_the_original_and_nothing_of_what_it_says(tmp_path: Path) -> None:
    telling = makers.a_picture_that_tells_all("JPEG", (1600, 800))
    data = cut(tmp_path, telling)
    tile = Reader(MemorySource(data)).get(1, 0, 0)
    assert tile is not None
    assert not makers.carries_a_canary(data)
    upright = pictures.clean(pictures.opened(tmp_path / "panorama.jpg", "JPEG"), 1024).convert("RGB")
    expected = upright.crop((0, 0, upright.width // 2, upright.height)).resize((8, 8), Image.Resampling.BOX)
    seen = Image.open(io.BytesIO(tile)).convert("RGB").resize((8, 8), Image.Resampling.BOX)
    assert max(ImageStat.Stat(ImageChops.difference(seen, expected)).mean) < 4


def test_a_smaller_panorama_has_no_tiles_and_needs_none(installation: Installation) -> None:
    body = installation.finish(installation.upload(a_circle(4096, 2048)))
    assert {each["use"] for each in body["variants"]} == {"480", "1080", "2160", "high"}
    with installation.database.read() as session:
        assert without_variants(session) == []


def test_a_panorama_from_before_there_were_tiles_gets_them(installation: Installation) -> None:
    uploaded = installation.upload(a_circle(4200, 2100))
    body = installation.finish(uploaded)
    kept = [each for each in body["variants"] if each["use"] != "tiles"]
    assert len(kept) == len(body["variants"]) - 1

    def without_tiles(loaded: Loaded) -> dict[str, Any]:
        return loaded.value | {"variants": kept}

    medium = uploaded.medium.id
    change_document(installation.database, installation.author, medium, without_tiles, summary="variants")
    with installation.database.read() as session:
        assert [medium for medium, _ in without_variants(session)] == [uploaded.medium.id]


def test_a_panorama_whose_pixels_are_too_many_for_a_child_has_its_pictures_all_the_same(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "PANORAMA_MEMORY_BYTES", 110 * MIB)
    body = installation.finish(installation.upload(a_circle(6000, 3000)))
    assert {each["use"] for each in body["variants"]} == {"480", "1080", "2160", "high"}
