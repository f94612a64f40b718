"""What is published of a picture: the right sizes and formats, upright, in sRGB, and without a secret."""

import json
import os
import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageOps
from sqlmodel import select

from authoring import clock, jobs, sandbox
from authoring.actions.make_variants import merged, uses_for
from authoring.actions.save_document import save_document
from authoring.actions.start_jobs import hand_in_again, start_jobs
from authoring.queries.documents import row_of
from authoring.queries.media import variant, without_variants
from authoring.tables import Blob, SearchWords
from tests.authoring.media import makers
from tests.authoring.media.conftest import Installation, everywhere, install
from tour_schema import read

PICTURE = {"image/avif", "image/jpeg"}


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def a_photograph(size: tuple[int, int]) -> bytes:
    file = BytesIO()
    makers.quadrants(size).save(file, "JPEG", quality=90)
    return file.getvalue()


@everywhere
def test_a_picture_gets_three_sizes_in_two_formats(working: Installation) -> None:
    uploaded = working.upload(a_photograph((2400, 1600)))
    ended = jobs.wait(uploaded.job_id or "", seconds=120)
    assert (ended.state, ended.done, ended.total) == ("done", 2, 2)
    body = working.body(uploaded.medium.id)
    assert read(json.dumps(body).encode()).document is not None
    found = {(each["use"], each["media_type"]): (each["width_px"], each["height_px"]) for each in body["variants"]}
    sizes = {"480": (480, 320), "1080": (1080, 720), "2160": (2160, 1440)}
    assert found == {(use, media_type): size for use, size in sizes.items() for media_type in PICTURE}
    for (use, _), data in working.published(body).items():
        assert opened(data).size == sizes[use]
    with working.database.read() as session:
        rows = {row.sha256: (row.bytes, row.private) for row in session.exec(select(Blob))}
    assert rows == {
        body["original"]["sha256"]: (body["original"]["bytes"], True),
        **{each["sha256"]: (each["bytes"], False) for each in body["variants"]},
    }


@pytest.mark.parametrize(
    ("longest", "uses"),
    [
        (300, ["480"]),
        (480, ["480"]),
        (481, ["480", "1080"]),
        (1080, ["480", "1080"]),
        (5000, ["480", "1080", "2160"]),
    ],
)
def test_nothing_is_enlarged_and_nothing_made_twice(longest: int, uses: list[str]) -> None:
    assert [use for use, _ in uses_for(longest)] == uses


def test_what_was_edited_while_the_variants_were_made_stays(installation: Installation) -> None:
    uploaded = installation.upload(a_photograph((1600, 1200)))
    body = uploaded.medium.value | {"alt": {"de": "Vier Farben"}, "focal_point": [0.25, 0.75]}
    save_document(installation.database, installation.author, uploaded.medium.id, json.dumps(body).encode(), 1)
    finished = installation.finish(uploaded)
    assert finished["alt"] == {"de": "Vier Farben"}
    assert finished["focal_point"] == [0.25, 0.75]
    assert len(finished["variants"]) == 6


def test_new_variants_take_the_place_of_old_ones() -> None:
    old: list[dict[str, Any]] = [
        {"use": "480", "media_type": "image/jpeg", "bytes": 1},
        {"use": "poster", "media_type": "image/png"},
    ]
    new: list[dict[str, Any]] = [
        {"use": "480", "media_type": "image/avif"},
        {"use": "480", "media_type": "image/jpeg", "bytes": 2},
    ]
    assert merged(old, new) == [new[1], old[1], new[0]]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = BytesIO()
    makers.quadrants((160, 96)).save(file, "PNG", exif=exif)
    source, output = tmp_path / "in.png", tmp_path / "out.jpg"
    source.write_bytes(file.getvalue())
    expected = ImageOps.exif_transpose(Image.open(file))
    sizes = [{"longest": 480, "outputs": [{"path": str(output), "media_type": "image/jpeg"}]}]
    asked = {"path": str(source), "format": "PNG", "sizes": sizes}
    (size,) = sandbox.run("authoring.media.pictures:make", asked, reads=[source], writes=[tmp_path])
    assert (size["width"], size["height"]) == expected.size
    published = opened(output.read_bytes())
    for place in ((0.2, 0.2), (0.8, 0.2), (0.2, 0.8), (0.8, 0.8)):
        at = (int(published.width * place[0]), int(published.height * place[1]))
        assert published.getpixel(at) == pytest.approx(expected.getpixel(at), abs=12)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_no_published_byte_carries_what_the_camera_or_the_person_wrote(installation: Installation, kind: str) -> None:
    data = makers.a_picture_that_tells_all(kind)
    assert makers.carries_a_canary(data)
    uploaded = installation.upload(data, f"{makers.CANARY}.{kind.lower()}")
    assert uploaded.offered_position == pytest.approx((11.0308, 50.9788), abs=1e-6)
    assert uploaded.offered_time == "2024-05-31T14:02:11+02:00"
    body = installation.finish(uploaded)
    published = installation.published(body)
    assert len(published) == 4
    for each in published.values():
        assert not makers.carries_a_canary(each)
        picture = opened(each)
        assert not picture.getexif()
        assert not {"icc_profile", "xmp", "comment", "exif", "photoshop"} & set(picture.info)
    # Its name is known to its own people alone: no document holds it, and so nothing that is made of documents.
    assert not makers.carries_a_canary(json.dumps(body).encode())
    with installation.database.read() as session:
        assert row_of(session, uploaded.medium.id).file_name == f"{makers.CANARY}.{kind.lower()}"
        assert makers.CANARY not in str(session.exec(select(SearchWords.words)).all())
    # The profile said that red is green: what is published is meant for sRGB.
    red, green, _ = opened(published["480", "image/jpeg"]).convert("RGB").getpixel((20, 20))  # type: ignore[misc]
    assert green > red


def test_cmyk_sixteen_bits_and_palettes_become_ordinary_colours(installation: Installation, tmp_path: Path) -> None:
    cmyk, deep, palette, clear = (tmp_path / name for name in ("cmyk.jpg", "deep.png", "palette.png", "clear.webp"))
    makers.quadrants().convert("CMYK").save(cmyk, "JPEG")
    Image.new("I;16", (64, 64), 40_000).save(deep)
    makers.quadrants().convert("P").save(palette)
    Image.new("RGBA", (64, 64), (0, 90, 0, 0)).save(clear)
    seen = {}
    for path in (cmyk, deep, palette, clear):
        body = installation.finish(installation.upload(path))
        seen[path.stem] = opened(installation.published(body)["480", "image/jpeg"])
    assert {picture.mode for picture in seen.values()} == {"RGB", "L"}
    assert seen["deep"].getpixel((9, 9)) == pytest.approx(40_000 / 256, abs=2)
    assert seen["cmyk"].getpixel((9, 9)) == pytest.approx((200, 30, 30), abs=25)
    # What is clear is white where a format knows no transparency.
    assert seen["clear"].getpixel((9, 9)) == pytest.approx((255, 255, 255), abs=2)


def test_a_reader_gets_what_it_can_open_in_the_size_that_is_there() -> None:
    def entry(use: str, media_type: str) -> dict[str, object]:
        return {"use": use, "media_type": media_type, "sha256": f"{use} {media_type}", "bytes": 1}

    body = {"variants": [entry(use, kind) for use in ("480", "1080") for kind in ("image/jpeg", "image/avif")]}
    assert variant(body, "1080", "image/avif,image/webp,*/*") == variant(body, "1080", "IMAGE/AVIF; q=0.9")
    for accept, expected in (
        ("image/avif,*/*", "1080 image/avif"),
        ("image/avif;q=0", "1080 image/jpeg"),
        ("*/*", "1080 image/jpeg"),
        (None, "1080 image/jpeg"),
    ):
        chosen = variant(body, "2160", accept)
        assert chosen is not None
        assert chosen.sha256 == expected
    assert variant(body, "waveform") is None
    assert variant({"variants": []}, "480") is None


def test_media_without_variants_are_found_again_at_the_next_start(installation: Installation) -> None:
    left = installation.upload(a_photograph((600, 400)))
    avif = BytesIO()
    makers.quadrants().save(avif, "AVIF")
    also_left = installation.upload(avif.getvalue())
    installation.finish(installation.upload(a_photograph((500, 400))))
    installation.upload(b"WEBVTT\n\n00:01.000 --> 00:02.000\nHallo\n")
    assert hand_in_again(installation.database) == 2
    with installation.database.read() as session:
        assert [medium_id for medium_id, _ in without_variants(session)] == [left.medium.id, also_left.medium.id]


def test_a_job_that_failed_by_our_fault_gets_another_chance(installation: Installation) -> None:
    def fail(_work: jobs.Work, medium_id: str) -> None:
        raise OSError(medium_id)

    jobs.configure(installation.settings, {"make_variants": fail})
    uploaded = installation.upload(a_photograph((300, 200)))
    assert jobs.wait(uploaded.job_id or "").message_code == jobs.FAILED
    start_jobs(installation.settings, installation.database, installation.store)
    assert hand_in_again(installation.database) == 1
    assert jobs.wait(f"{uploaded.job_id}-{clock.today().isoformat()}").state == "done"
    assert hand_in_again(installation.database) == 0


def test_a_medium_whose_upload_is_elsewhere_is_left_alone(installation: Installation) -> None:
    uploaded = installation.upload(a_photograph((600, 400)))
    installation.store.delete(uploaded.medium.value["original"]["sha256"], private=True)
    assert installation.finish(uploaded) == uploaded.medium.value


def kill_in_the_middle(installation: Installation, source: Path) -> tuple[str, str]:
    """Upload in another process and kill it in the second step of its job; return the medium's and the job's id."""
    command = [
        *(sys.executable, "-m", "tests.authoring.media.upload_process", str(source), str(installation.settings.data)),
        *(installation.settings.database_url, installation.settings.storage_url, installation.organisation),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    medium_id, job_id = process.stdout.readline().split()
    jobs.configure(installation.settings, {})
    ends = time.monotonic() + 90
    while (now := jobs.progress(job_id)) is None or now.done < 1:
        assert time.monotonic() < ends, "the other process does nothing"
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    return medium_id, job_id


@everywhere
def test_variants_that_a_kill_interrupted_are_made_by_the_next_process(
    tmp_path: Path, database_url: str, storage_url: str
) -> None:
    installation = install(tmp_path, database_url, storage_url)
    source = tmp_path / "a.jpg"
    source.write_bytes(a_photograph((3000, 2000)))
    medium_id, job_id = kill_in_the_middle(installation, source)
    assert len(installation.body(medium_id)["variants"]) == 1
    with installation.database.read() as session:
        made_before = {row.sha256: row.created_at for row in session.exec(select(Blob))}
    start_jobs(installation.settings, installation.database, installation.store, wake=True)
    try:
        assert jobs.wait(job_id).state == "done"
    finally:
        jobs.stop()
    body = installation.body(medium_id)
    assert len(body["variants"]) == 6
    avif = next(each for each in body["variants"] if (each["use"], each["media_type"]) == ("480", "image/avif"))
    with installation.database.read() as session:
        row = session.get(Blob, avif["sha256"])
        assert row is not None
        # The step that had ended did not run again.
        assert row.created_at == made_before[avif["sha256"]]
    assert [path.name for path in installation.store.waiting() if not path.name.startswith("work-")] == []
    installation.database.close()
