"""Captions are read as browsers read them."""

import contextlib
import json
from pathlib import Path

import pytest

from authoring.media.captions import MOST_BYTES, read, write
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
        "00:01.00 --> 00:02.000",
        "00:61.000 --> 00:62.000",
        "00:02.000 --> 00:02.000",
        "00:01.000 --> 00:02.0005",
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
