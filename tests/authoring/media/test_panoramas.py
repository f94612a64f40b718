"""A picture all round is known by what it says, and by what it looks like; whoever knows better says so."""

import io
import math

import numpy as np
import pytest
from PIL import Image

from authoring.actions.mark_panorama import mark_panorama
from authoring.errors import Refused
from authoring.words import of_error
from tests.authoring.media.conftest import Installation

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
