"""Looks at a film and makes the published ones of it. Runs only in a child.

What is published is encoded anew from decoded pictures and samples: where and with what it was filmed, its chapters,
covers and the tracks beside picture and sound stay behind.
"""

import math
from collections.abc import Iterator
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

import av
from PIL import Image, ImageStat

from authoring.media import film_graph, sounds
from authoring.refusal import SandboxRefusal

MOST_SECONDS = 30 * 60
LONGEST_SIDE = 4096
POSTER_PX = 1280

_DECODERS = ("h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "prores", "mpeg4", "mjpeg", "h263")
# A film whose end has not come still says how long it was to be.
_LEAST_OF_IT = 0.9
_PLACES = (0.1, 0.5, 0.9)
# A picture whose brightness hardly varies shows nothing: a fade, a lens cap.
_SHOWS_SOMETHING = 12.0
_POSTER_QUALITY = 82
# Always two, however many there are: the number decides how a picture is cut, and so its bytes.
_THREADS = 2
_KEY_FRAME_EVERY_S = 2
# How far the sound is written before the picture.
_AHEAD_S = 1

_Still = tuple[tuple[int, int], Image.Image]


def look(request: dict[str, Any]) -> dict[str, Any]:
    """Read the film at ``path`` (``format`` as sniffed) from end to end, and open it in three places.

    Writes its ``poster`` and a smaller ``preview`` of it. Returns ``film`` (false where it is sound only, and then
    nothing else), ``width``, ``height`` (upright, square pixels), ``duration_s``, and ``width`` and ``height`` of
    ``poster`` and ``preview``.

    Raises:
        SandboxRefusal: ``damaged``, ``film_codec`` (``codec``), ``film_pixels`` (``longest``), ``too_long``
            (``minutes``), ``codec`` (``codec``) for its sound.
    """
    with sounds.container(request) as container:
        stream = sounds.pictures_of(container)
        if stream is None:
            return {"film": False}
        _check(stream)
        if container.streams.audio:
            sounds.stream_of(container)
        start, duration = _extent(container, stream)
    (width, height), best = _best(list(_stills(request, start, duration)))
    poster = _kept(best, POSTER_PX, Path(request["poster"]))
    preview = _kept(best, request["preview_px"], Path(request["preview"]))
    return {
        "film": True,
        "width": width,
        "height": height,
        "duration_s": round(duration, 3),
        "poster": poster,
        "preview": preview,
    }


def heard(request: dict[str, Any]) -> bool:
    """Whether the film at ``path`` has sound."""
    with sounds.container(request) as container:
        return bool(container.streams.audio)


def make(request: dict[str, Any]) -> list[dict[str, Any]]:
    """Write the film at ``path`` as H.264 and AAC in MP4, once for each of ``outputs``.

    An output is ``{"path", "lines", "crf", "most_bits", "sound_bits"}``: ``lines`` its shorter side in pixels at most.
    The sound is made louder by ``gain_db``. How far it is, in percent, is written to ``progress`` on the way. Returns
    ``width``, ``height`` and ``duration_s`` of each.

    Raises:
        SandboxRefusal: ``damaged``.
    """
    with sounds.container(request) as container:
        stream = sounds.pictures_of(container)
        _check(stream)
        start, duration = _extent(container, stream)
        rate = film_graph.rate_of(stream)
        heard = sounds.stream_of(container) if container.streams.audio else None
        delay = 0.0 if heard is None or heard.start_time is None else float(heard.start_time * heard.time_base) - start
    channels = 0 if heard is None else min(2, heard.codec_context.channels)
    sound = iter(()) if heard is None else sounds.louder(request, request["gain_db"])
    # Whichever began first begins at nought.
    late, ahead = max(0, round(delay * sounds.RATE)), max(0, round(-delay * rate))
    with ExitStack() as stack:
        outputs: list[_Output] = []
        for number, frame in enumerate(_shown(request, max(each["lines"] for each in request["outputs"]), rate)):
            outputs = outputs or [
                stack.enter_context(_Output(asked, frame, rate, channels)) for asked in request["outputs"]
            ]
            moment = float(number / rate)
            late = _heard_until(moment + _AHEAD_S, sound, outputs, late)
            for output in outputs:
                output.see(frame, ahead + number)
            Path(request["progress"]).write_text(str(min(99, round(100 * moment / duration))), encoding="ascii")
        _heard_until(math.inf, sound, outputs, late)
        return [output.end() for output in outputs]


def _heard_until(moment: float, sound: Iterator[Any], outputs: list["_Output"], sample: int) -> int:
    """Write the sound up to that moment in seconds; return the number of the sample that comes next."""
    while sample < moment * sounds.RATE and (frame := next(sound, None)):
        for output in outputs:
            output.hear(frame, sample)
        sample += frame.samples
    return sample


class _Output:
    """A published film that is being written."""

    def __init__(self, asked: dict[str, Any], frame: Any, rate: Fraction, channels: int) -> None:
        options = {"fflags": "+bitexact", "movflags": "+faststart"}
        self._container = av.open(asked["path"], "w", format="mp4", options=options)
        self._rate = rate
        self._frames = 0
        self._pictures: Any = self._container.add_stream("libx264", rate=rate)
        self._size = film_graph.within(frame.width, frame.height, asked["lines"])
        self._pictures.width, self._pictures.height = self._size
        self._pictures.pix_fmt = "yuv420p"
        for name in ("color_range", "color_primaries", "color_trc", "colorspace"):
            # BT.709 in video range, by whose numbers all four happen to be one.
            setattr(self._pictures.codec_context, name, 1)
        self._pictures.codec_context.time_base = 1 / rate
        self._pictures.codec_context.thread_count = _THREADS
        self._pictures.codec_context.gop_size = round(rate * _KEY_FRAME_EVERY_S)
        self._pictures.codec_context.options = {
            "preset": "veryfast",
            "profile": "high",
            "crf": str(asked["crf"]),
            "maxrate": str(asked["most_bits"]),
            "bufsize": str(2 * asked["most_bits"]),
            "flags": "+bitexact",
        }
        self._sound: Any = None
        if channels:
            self._sound = self._container.add_stream("aac", rate=sounds.RATE)
            self._sound.layout = "mono" if channels == 1 else "stereo"
            self._sound.bit_rate = channels * asked["sound_bits"]
            self._sound.codec_context.options = {"flags": "+bitexact"}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._container.close()

    def see(self, frame: Any, number: int) -> None:
        """Write a picture; ``number`` is its place in the film."""
        small = frame.reformat(*self._size, interpolation="BICUBIC")
        small.pts, small.time_base, small.pict_type = number, 1 / self._rate, 0
        self._container.mux(self._pictures.encode(small))
        self._frames += 1

    def hear(self, frame: Any, start: int) -> None:
        """Write a piece of sound that begins with that sample."""
        frame.pts = start
        self._container.mux(self._sound.encode(frame))

    def end(self) -> dict[str, Any]:
        """Write what the encoders still hold; return what was made."""
        self._container.mux(self._pictures.encode(None))
        if self._sound is not None:
            self._container.mux(self._sound.encode(None))
        self._container.close()
        return {
            "width": self._pictures.width,
            "height": self._pictures.height,
            "duration_s": round(self._frames / float(self._rate), 3),
        }


def _check(stream: Any) -> None:
    codec = stream.codec_context
    if codec is None or not codec.name.startswith(_DECODERS):
        raise SandboxRefusal("film_codec", {"codec": "?" if codec is None else codec.name})
    if max(codec.width, codec.height) > LONGEST_SIDE:
        raise SandboxRefusal("film_pixels", {"longest": LONGEST_SIDE})
    if min(codec.width, codec.height) < 2:
        raise SandboxRefusal("damaged")


def _extent(container: Any, stream: Any) -> tuple[float, float]:
    """Return when the pictures begin and how long they last, in seconds: of every packet, whatever the file claims."""
    begins: float | None = None
    ends = 0.0
    try:
        for packet in container.demux(stream):
            if packet.pts is None:
                continue
            at = float(packet.pts * packet.time_base)
            begins = at if begins is None else min(begins, at)
            ends = max(ends, at + float((packet.duration or 0) * packet.time_base))
            if ends - begins > MOST_SECONDS:
                raise SandboxRefusal("too_long", {"minutes": MOST_SECONDS // 60})
    except av.error.FFmpegError as fault:
        raise SandboxRefusal("damaged") from fault
    if begins is None or ends <= begins:
        raise SandboxRefusal("damaged")
    claimed = float(stream.duration * stream.time_base) if stream.duration else (container.duration or 0) / av.time_base
    if ends - begins < claimed * _LEAST_OF_IT:
        raise SandboxRefusal("damaged")
    return begins, ends - begins


def _stills(request: dict[str, Any], start: float, duration: float) -> Iterator[_Still]:
    """Yield a picture from near each of the places, upright and in sRGB, and how large it is in the film."""
    for place in _PLACES:
        with sounds.container(request) as container:
            stream: Any = sounds.pictures_of(container)
            stream.codec_context.thread_count = 1
            try:
                container.seek(round((start + place * duration) / stream.time_base), stream=stream)
                frame = next(container.decode(stream), None)
            except (av.error.FFmpegError, OSError):
                frame = None
            if frame is not None:
                yield film_graph.size_for(frame, stream), film_graph.still(frame, stream, POSTER_PX)


def _best(stills: list[_Still]) -> _Still:
    if not stills:
        raise SandboxRefusal("damaged")
    contrasts = [ImageStat.Stat(each.convert("L")).stddev[0] for _, each in stills]
    first = next((number for number, contrast in enumerate(contrasts) if contrast > _SHOWS_SOMETHING), None)
    return stills[contrasts.index(max(contrasts)) if first is None else first]


def _kept(still: Image.Image, longest: int, path: Path) -> dict[str, int]:
    small = still.copy()
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    small.save(path, "JPEG", quality=_POSTER_QUALITY, optimize=True, progressive=True)
    return {"width": small.width, "height": small.height}


def _shown(request: dict[str, Any], lines: int, rate: Fraction) -> Iterator[Any]:
    """Yield the pictures upright and in an even rhythm; a film full of broken packets is damaged."""
    graph: film_graph.Graph | None = None
    size: tuple[int, int] | None = None
    shape: Any = None
    with sounds.container(request) as container:
        stream: Any = sounds.pictures_of(container)
        stream.codec_context.thread_count = _THREADS
        stream.thread_type = "AUTO"
        for frame in sounds.decoded(container, stream):
            if graph is None or shape != film_graph.shape_of(frame):
                yield from graph.end() if graph else ()
                size = size or film_graph.size_for(frame, stream, lines)
                graph, shape = film_graph.Graph(frame, stream, size, rate), film_graph.shape_of(frame)
            yield from graph.push(frame)
        yield from graph.end() if graph else ()
