"""A film becomes one that every telephone plays, with a poster, and nothing of what the camera wrote beside it."""

import io
import json
from pathlib import Path

import av
import pytest
from PIL import Image, ImageStat

from authoring import jobs
from authoring.actions.attach_captions import attach_captions, detach_captions
from authoring.actions.make_variants import VariantMaker
from authoring.errors import Forbidden, Refused
from authoring.permissions import Actor
from authoring.words import of_error
from tests.authoring.media import film_makers, makers
from tests.authoring.media.conftest import AtOnce, Installation, everywhere
from tour_schema import read


def streams_of(data: bytes) -> dict[str, str]:
    with av.open(io.BytesIO(data)) as opened:
        return {stream.type: stream.codec_context.name for stream in opened.streams}


@pytest.mark.parametrize("container", ["mp4", "mov", "webm"])
def test_a_film_becomes_two_for_telephones_and_a_poster(
    installation: Installation, tmp_path: Path, container: str
) -> None:
    data = film_makers.a_film(tmp_path / "a", container=container, size=(1280, 960)).read_bytes()
    uploaded = installation.upload(data, "Markt.mov")
    at_once = uploaded.medium.value
    assert (at_once["type"], at_once["original"]["width_px"], at_once["original"]["height_px"]) == ("video", 1280, 960)
    assert [each["use"] for each in at_once["variants"]] == ["480", "poster"]
    body = installation.finish(uploaded)
    assert read(json.dumps(body).encode()).document is not None
    made = {each["use"]: each for each in body["variants"]}
    assert (made["high"]["width_px"], made["high"]["height_px"]) == (960, 720)
    assert (made["low"]["width_px"], made["low"]["height_px"]) == (640, 480)
    published = installation.published(body)
    for use in ("low", "high"):
        assert streams_of(published[use, "video/mp4"]) == {"video": "h264", "audio": "aac"}
        assert made[use]["duration_s"] == pytest.approx(2, abs=0.1)
    poster = Image.open(io.BytesIO(published["poster", "image/jpeg"]))
    red, _, blue = poster.convert("RGB").getpixel((200, 700))  # type: ignore[misc]
    assert red > 150
    assert blue < 80


@pytest.mark.parametrize("container", ["mp4", "mov", "webm"])
def test_nothing_that_a_camera_wrote_is_published(installation: Installation, tmp_path: Path, container: str) -> None:
    data = film_makers.a_film_that_tells_all(tmp_path / "a", container)
    assert makers.carries_a_canary(data)
    published = installation.published(installation.finish(installation.upload(data)))
    assert len(published) == 4
    assert not any(makers.carries_a_canary(each) for each in published.values())


def test_a_film_from_a_telephone_held_upright_stands_upright(installation: Installation, tmp_path: Path) -> None:
    data = film_makers.turned(film_makers.a_film(tmp_path / "a").read_bytes())
    body = installation.finish(installation.upload(data))
    assert (body["original"]["width_px"], body["original"]["height_px"]) == (180, 320)
    published = installation.published(body)
    with av.open(io.BytesIO(published["high", "video/mp4"]), "r") as opened:
        frame = next(opened.decode(video=0))
        assert (frame.width, frame.height, frame.rotation) == (180, 320, 0)
        picture = frame.to_image()  # type: ignore[no-untyped-call]
    for upright in (picture, Image.open(io.BytesIO(published["poster", "image/jpeg"]))):
        # What was left is above.
        reds = upright.convert("RGB").getchannel("R")
        above, below = (ImageStat.Stat(reds.crop((0, top, 180, top + 100))).mean[0] for top in (30, 200))
        assert above > 120 > below


def test_a_film_without_sound_stays_without(installation: Installation, tmp_path: Path) -> None:
    body = installation.finish(installation.upload(film_makers.a_film(tmp_path / "a.mp4", sound=False)))
    assert streams_of(installation.published(body)["high", "video/mp4"]) == {"video": "h264"}


def test_a_fast_film_is_published_with_every_other_picture(installation: Installation, tmp_path: Path) -> None:
    body = installation.finish(installation.upload(film_makers.a_film(tmp_path / "a.mp4", rate=60)))
    with av.open(io.BytesIO(installation.published(body)["low", "video/mp4"]), "r") as opened:
        assert sum(1 for _ in opened.decode(video=0)) == pytest.approx(60, abs=1)


def test_sound_alone_in_a_films_container_is_a_sound(installation: Installation, tmp_path: Path) -> None:
    memo = tmp_path / "memo"
    for container, media_type in (("mp4", "audio/mp4"), ("mov", "audio/mp4"), ("webm", "audio/webm")):
        with av.open(str(memo), "w", format=container) as written:
            stream = written.add_stream("libopus" if container == "webm" else "aac", rate=48_000, layout="mono")
            for frame in film_makers.tone(1):
                written.mux(stream.encode(frame))
            written.mux(stream.encode(None))
        body = installation.upload(memo.read_bytes()).medium.value
        assert (body["type"], body["original"]["media_type"]) == ("audio", media_type)


def refusal_of(installation: Installation, data: bytes) -> str:
    before = installation.holds()
    with pytest.raises(Refused) as caught:
        installation.upload(data, "Film.mp4")
    assert installation.holds() == before
    assert "Film.mp4" in of_error(caught.value, "de") != of_error(caught.value, "en")
    return caught.value.code.removeprefix("media.refused.")


def test_a_film_that_was_cut_off_is_refused(installation: Installation, tmp_path: Path) -> None:
    data = film_makers.a_film(tmp_path / "a", seconds=4).read_bytes()
    assert refusal_of(installation, data[: len(data) // 2]) == "damaged"
    index_first = film_makers.a_film(tmp_path / "a", seconds=4, options={"movflags": "+faststart"}).read_bytes()
    assert refusal_of(installation, index_first[: len(index_first) * 3 // 4]) == "damaged"


def test_a_film_of_rubbish_is_refused(installation: Installation, tmp_path: Path) -> None:
    data = film_makers.a_film(tmp_path / "a", container="webm").read_bytes()
    head = data[: len(data) // 20]
    assert refusal_of(installation, head + bytes(len(data) - len(head))) == "damaged"


def test_a_film_that_is_larger_than_any_telephones_is_refused(installation: Installation, tmp_path: Path) -> None:
    data = film_makers.a_film(tmp_path / "a", size=(4098, 64), seconds=0.2, container="mov").read_bytes()
    assert refusal_of(installation, data) == "film_pixels"


def test_a_film_that_claims_to_last_for_hours_is_refused(installation: Installation, tmp_path: Path) -> None:
    path = tmp_path / "long.mp4"
    with av.open(str(path), "w", format="mp4") as written:
        stream = written.add_stream("libx264", rate=1)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(31 * 60):
            written.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        written.mux(stream.encode(None))
    assert refusal_of(installation, path.read_bytes()) == "too_long"


def test_a_codec_that_nobody_knows_is_named(installation: Installation, tmp_path: Path) -> None:
    path = tmp_path / "old.mov"
    with av.open(str(path), "w", format="mov") as written:
        stream = written.add_stream("qtrle", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "rgb24"
        for _ in range(5):
            written.mux(stream.encode(av.VideoFrame(64, 48, "rgb24")))
        written.mux(stream.encode(None))
    assert refusal_of(installation, path.read_bytes()) == "film_codec"


def test_the_job_says_how_far_it_is(installation: Installation, tmp_path: Path) -> None:
    told: list[int] = []

    class Listening(AtOnce):
        def tell(self, done: int, total: int, message_code: str) -> None:
            super().tell(done, total, message_code)
            if message_code == "media.job.films":
                told.append(done)

    uploaded = installation.upload(film_makers.a_film(tmp_path / "a.mp4", seconds=12, size=(1280, 720)))
    VariantMaker(installation.database, installation.store)(Listening(), uploaded.medium.id)
    assert told == sorted(set(told))
    assert 0 < min(told) < max(told) < 100


@everywhere
def test_the_engine_is_told_from_within_a_step(working: Installation, tmp_path: Path) -> None:
    uploaded = working.upload(film_makers.a_film(tmp_path / "a.mp4", seconds=4, size=(1280, 720)))
    assert uploaded.job_id is not None
    assert jobs.wait(uploaded.job_id).state == "done"
    assert {each["use"] for each in working.body(uploaded.medium.id)["variants"]} == {"480", "poster", "low", "high"}


CUES = b"WEBVTT\n\n00:00.000 --> 00:01.000\nDer Markt\n"


def test_captions_are_attached_by_language_and_taken_off_again(installation: Installation, tmp_path: Path) -> None:
    film = installation.upload(film_makers.a_film(tmp_path / "a.mp4")).medium.id
    whole = (installation.database, installation.store, installation.author, film)
    attach_captions(*whole, "de", [CUES], "markt.vtt", limit_bytes=1_000_000)
    captions = installation.body(film)["captions"]["de"]
    assert (installation.body(captions)["type"], installation.body(captions)["language"]) == ("captions", "de")
    detach_captions(installation.database, installation.author, film, "de")
    assert not installation.body(film).get("captions")
    assert installation.body(captions)["type"] == "captions"


def test_only_webvtt_is_attached_and_only_to_what_is_heard(installation: Installation, tmp_path: Path) -> None:
    film = installation.upload(film_makers.a_film(tmp_path / "a.mp4")).medium.id
    picture = installation.upload(makers.a_picture_that_tells_all("PNG")).medium.id
    before = installation.holds()
    for medium, language, data, code in (
        (film, "de", makers.a_picture_that_tells_all("JPEG"), "media.refused.not_webvtt"),
        (film, "de", b"1\n00:00:00,000 --> 00:00:01,000\nSRT\n", "media.refused.not_webvtt"),
        (film, "Deutsch!", CUES, "language_tag"),
        (picture, "de", CUES, "not_heard"),
    ):
        with pytest.raises(Refused) as caught:
            attach_captions(
                installation.database,
                installation.store,
                installation.author,
                medium,
                language,
                [data],
                "a.vtt",
                limit_bytes=1_000_000,
            )
        assert caught.value.code == code
        assert of_error(caught.value, "de")
    assert installation.holds() == before


def test_nobody_attaches_captions_to_a_film_of_others(installation: Installation, tmp_path: Path) -> None:
    film = installation.upload(film_makers.a_film(tmp_path / "a.mp4")).medium.id
    stranger = Actor(person_id="q", name="Ben", roles={})
    before = installation.holds()
    with pytest.raises(Forbidden):
        attach_captions(
            installation.database, installation.store, stranger, film, "de", [CUES], "a.vtt", limit_bytes=1_000_000
        )
    assert installation.holds() == before
