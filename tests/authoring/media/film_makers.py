"""Films that the tests make: a moving bar and a tone, with everything hidden in them that a camera writes."""

import math
from array import array
from pathlib import Path
from typing import Any

import av
import numpy as np

from tests.authoring.media.makers import CANARY

_CODECS = {"mp4": ("libx264", "aac"), "mov": ("mpeg4", "pcm_s16le"), "webm": ("libvpx", "libopus")}


def a_film(
    path: Path,
    *,
    seconds: float = 2,
    size: tuple[int, int] = (320, 180),
    rate: int = 25,
    container: str = "mp4",
    sound: bool = True,
    metadata: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
) -> Path:
    """A film whose left half is red; a white bar wanders through it."""
    with av.open(str(path), "w", format=container, options=options or {}) as written:
        written.metadata.update(metadata or {})
        picture_codec, sound_codec = _CODECS[container]
        pictures: Any = written.add_stream(picture_codec, rate=rate)
        pictures.width, pictures.height, pictures.pix_fmt = *size, "yuv420p"
        pictures.metadata.update(metadata or {})
        heard: Any = written.add_stream(sound_codec, rate=48_000, layout="mono") if sound else None
        for number in range(round(seconds * rate)):
            pixels = np.full((size[1], size[0], 3), (20, 20, 160), dtype=np.uint8)
            pixels[:, : size[0] // 2] = (200, 20, 20)
            bar = number * 3 % (size[0] - 8)
            pixels[: size[1] // 4, bar : bar + 8] = 255
            written.mux(pictures.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        written.mux(pictures.encode(None))
        if heard is not None:
            for frame in tone(seconds):
                written.mux(heard.encode(frame))
            written.mux(heard.encode(None))
    return path


def tone(seconds: float) -> list[Any]:
    samples = array("h", (round(3000 * math.sin(number / 17)) for number in range(round(seconds * 48_000))))
    frames = []
    for start in range(0, len(samples), 960):
        part = np.array(samples[start : start + 960], dtype=np.int16)[None, :]
        frame = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
        frame.sample_rate, frame.pts = 48_000, start
        frames.append(frame)
    return frames


def a_film_that_tells_all(path: Path, container: str = "mp4") -> bytes:
    """A film with canaries in its tags and, as MP4, in atoms of its own: a place, a comment, Adobe's XMP."""
    told = dict.fromkeys(("title", "artist", "comment", "location", "copyright", "make", "model"), CANARY)
    data = a_film(path, container=container, metadata=told).read_bytes()
    return data if container == "webm" else data + _atom(b"uuid", bytes(range(16)) + CANARY.encode())


def turned(data: bytes) -> bytes:
    """The film as a telephone writes it that was held upright: a quarter turn clockwise in the track's header."""
    at = data.index(b"tkhd")
    matrix = at + 4 + 40
    one = 0x10000
    quarter = (0, one, 0, -one, 0, 0, 0, 0, 0x40000000)
    return data[:matrix] + b"".join(each.to_bytes(4, "big", signed=True) for each in quarter) + data[matrix + 36 :]


def _atom(name: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + name + body
