"""Captions are read as browsers read them."""

import contextlib
import json
from pathlib import Path

import pytest

from authoring.media.captions import MOST_BYTES, MOST_CUES, Cue, read, write
from authoring.refusal import SandboxRefusal


def cues_in(data: bytes) -> int:
    with contextlib.suppress(SandboxRefusal):
        return len(read(data)[0])
    return 0


def test_real_files_have_the_cues_that_browsers_find(samples: Path) -> None:
    compared = 0
    for path in sorted((samples / "webvtt").glob("*.vtt")):
        found = cues_in(path.read_bytes())
        expected = path.with_suffix(".json")
        if expected.exists():
            compared += 1
            assert found == len(json.loads(expected.read_bytes())["cues"]), path.name
    assert compared >= 12


def test_what_is_written_is_read_as_the_same(samples: Path) -> None:
    for path in sorted((samples / "webvtt").glob("*.vtt")):
        try:
            cues, _ = read(path.read_bytes())
        except SandboxRefusal:
            continue
        assert read(write(cues)) == (cues, 0), path.name


@pytest.mark.parametrize(
    "times",
    [
        "00:01.000 -> 00:02.000",
        "00:61.000 --> 00:62.000",
        "00:02.000 --> 00:02.000",
        "1:00 --> 2:00",
    ],
)
def test_times_that_cannot_be_make_no_cue(times: str) -> None:
    data = f"WEBVTT\n\n{times}\nnever shown\n\n00:05.000 --> 00:06.000\nshown\n".encode()
    assert [cue.text for cue in read(data)[0]] == ["shown"]


def test_a_file_of_endless_captions_is_refused() -> None:
    with pytest.raises(SandboxRefusal) as caught:
        read(b"WEBVTT\n\n" + b"x" * MOST_BYTES)
    assert caught.value.code == "too_large"


def test_a_word_like_webvtt_is_no_webvtt() -> None:
    with pytest.raises(SandboxRefusal) as caught:
        read(b"WEBVTTX\n\n00:01.000 --> 00:02.000\nshown\n")
    assert caught.value.code == "not_webvtt"


def test_what_is_skipped_is_counted() -> None:
    backwards, silent = b"00:03.000 --> 00:02.000\nnever", b"00:01.000 --> 00:02.000"
    data = b"\n\n".join([b"WEBVTT", b"NOTE of nobody", backwards, silent, b"00:04.000 --> 00:05.000\nshown"])
    cues, skipped = read(data)
    assert [cue.text for cue in cues] == ["shown"]
    assert skipped == 1


def test_more_captions_than_any_recording_has_are_refused() -> None:
    cues = [Cue(number, number + 1, "a") for number in range(MOST_CUES + 1)]
    with pytest.raises(SandboxRefusal) as caught:
        read(write(cues))
    assert caught.value.code == "too_many_cues"


def test_no_text_of_a_cue_ends_it_or_begins_another() -> None:
    (cue,), skipped = read(write([Cue(0, 1000, "Erst\n\n00:05.000 --> 00:06.000\ndann", "line:0")]))
    assert cue.text == "Erst\n00:05.000 → 00:06.000\ndann"
    assert (cue.settings, skipped) == ("line:0", 0)


def test_a_cue_is_the_same_in_a_document_and_in_a_file() -> None:
    cue = Cue(1001, 2999, "Grüß Gott")
    assert Cue.from_json(cue.as_json(1)) == cue
    assert cue.as_json(7) == {"id": "c7", "start_s": 1.001, "end_s": 2.999, "text": "Grüß Gott"}
