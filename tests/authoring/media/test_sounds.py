"""Recordings are published at one loudness, in two formats, with a waveform and without their tags."""

import json
from pathlib import Path
from typing import Any

import av
import pytest

from authoring import sandbox
from authoring.errors import Refused
from tests.authoring.media import makers
from tests.authoring.media.conftest import Installation
from tour_schema import read


def loudness_of(data: bytes, folder: Path, kind: str) -> float:
    """The integrated loudness of a published file in LUFS (EBU R 128)."""
    path = folder / "published"
    path.write_bytes(data)
    answer = sandbox.run(
        "authoring.media.sounds:measure", {"path": str(path), "format": kind}, reads=[path], memory_bytes=512 << 20
    )
    return float(answer["loudness_lufs"])


@pytest.mark.parametrize(
    ("level_db", "channels", "burst"), [(-40, 1, False), (-3, 2, False), (-24, 1, True), (-30, 2, True)]
)
def test_every_recording_is_published_at_minus_16_lufs(
    installation: Installation, tmp_path: Path, level_db: float, channels: int, burst: bool
) -> None:
    source = makers.a_wave(tmp_path / "a.wav", level_db=level_db, channels=channels, burst=burst)
    body = installation.finish(installation.upload(source))
    assert read(json.dumps(body).encode()).document is not None
    published = installation.published(body)
    assert set(published) == {("waveform", "application/json"), ("high", "audio/mp4"), ("high", "audio/ogg")}
    for media_type, kind in (("audio/mp4", "M4A"), ("audio/ogg", "OGG")):
        assert loudness_of(published["high", media_type], tmp_path, kind) == pytest.approx(-16, abs=1.0)
    for each in body["variants"]:
        assert each["duration_s"] == pytest.approx(4, abs=0.1)


@pytest.mark.parametrize(
    ("container", "media_type"),
    [
        ("mp3", "audio/mpeg"),
        ("ipod", "audio/mp4"),
        ("ogg", "audio/ogg"),
        ("flac", "audio/flac"),
        ("wav", "audio/wav"),
        ("webm", "audio/webm"),
    ],
)
def test_no_published_byte_carries_the_tags(
    installation: Installation, tmp_path: Path, container: str, media_type: str
) -> None:
    source = makers.a_wave(tmp_path / "plain.wav", channels=2)
    data = makers.a_sound_that_tells_all(tmp_path / "tagged", container, source).read_bytes()
    assert makers.carries_a_canary(data)
    body = installation.finish(installation.upload(data))
    assert body["original"]["media_type"] == media_type
    published = installation.published(body)
    assert len(published) == 3
    assert not any(makers.carries_a_canary(each) for each in published.values())


def test_the_picture_on_a_record_is_no_film_and_is_not_published(installation: Installation, tmp_path: Path) -> None:
    source = makers.a_wave(tmp_path / "plain.wav", seconds=1)
    mp3 = makers.a_sound_that_tells_all(tmp_path / "tagged", "mp3", source).read_bytes()
    body = installation.finish(installation.upload(makers.with_a_cover(mp3)))
    assert body["type"] == "audio"
    assert not any(makers.carries_a_canary(each) for each in installation.published(body).values())


def test_a_film_in_a_file_for_sound_is_refused_in_a_sentence(installation: Installation, tmp_path: Path) -> None:
    film = tmp_path / "film"
    with av.open(str(film), "w", format="ogg") as write:
        stream: Any = write.add_stream("libvpx", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            write.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        write.mux(stream.encode(None))
    before = installation.holds()
    with pytest.raises(Refused, match="is_video"):
        installation.upload(film)
    assert installation.holds() == before


def test_the_waveform_shows_where_it_is_loud(installation: Installation, tmp_path: Path) -> None:
    quiet, loud = makers.a_wave(tmp_path / "q.wav", level_db=-26), makers.a_wave(tmp_path / "l.wav", level_db=-6)
    both = tmp_path / "both.flac"
    with av.open(str(both), "w", format="flac") as write:
        stream = write.add_stream("flac", rate=44_100, layout="mono")
        for path in (quiet, loud):
            with av.open(str(path)) as read_from:
                for frame in read_from.decode(audio=0):
                    frame.pts = None
                    write.mux(stream.encode(frame))
        write.mux(stream.encode(None))
    body = installation.upload(both).medium.value
    (data,) = installation.published(body).values()
    waveform = json.loads(data)
    peaks = waveform["peaks"]
    assert waveform["duration_s"] == body["original"]["duration_s"] == pytest.approx(8, abs=0.05)
    assert len(peaks) == pytest.approx(800, abs=8)
    assert max(peaks[: len(peaks) // 2 - 4]) == pytest.approx(25, abs=4)
    assert min(peaks[len(peaks) // 2 + 4 : -4]) > 240


def test_a_voice_memo_in_a_films_container_is_a_sound(installation: Installation, tmp_path: Path) -> None:
    source = makers.a_wave(tmp_path / "a.wav")
    memo = tmp_path / "memo.mp4"
    with av.open(str(source)) as read_from, av.open(str(memo), "w", format="mp4") as write:
        stream = write.add_stream("aac", rate=44_100, layout="mono")
        for frame in read_from.decode(audio=0):
            write.mux(stream.encode(frame))
        write.mux(stream.encode(None))
    assert memo.read_bytes()[8:12] == b"isom"
    assert installation.upload(memo).medium.value["type"] == "audio"


def test_a_silent_recording_is_taken_as_it_is_and_says_so(installation: Installation, tmp_path: Path) -> None:
    uploaded = installation.upload(makers.a_wave(tmp_path / "a.wav", level_db=-90))
    assert [notice.code for notice in uploaded.notices] == ["media.notice.silent"]
    published = installation.published(installation.finish(uploaded))
    assert loudness_of(published["high", "audio/ogg"], tmp_path, "OGG") < -60
