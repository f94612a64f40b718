"""Looks at a sound, measures its loudness (EBU R 128) and makes the published files of it. Runs only in a child.

The published files are encoded anew from decoded samples: tags, pictures and chapters of the original do not come
along.
"""

import itertools
import math
from collections.abc import Iterator, Sequence
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler

from authoring.refusal import SandboxRefusal

TARGET_LUFS = -16.0
HIGHEST_PEAK_DB = -1.5
MOST_SECONDS = 2 * 3600
PEAKS = 1000
RATE = 48_000
"""Samples a second of what is published."""

_PEAK_RATE, _PEAK_SAMPLES = 8_000, 80
# Below this there is nothing to hear but noise, which is not made louder.
_SILENT_LUFS = -50.0
_MOST_BAD_PACKETS = 0.1
# 40 dB below full scale: noise, which is not drawn as if it were loud.
_SILENT_SAMPLE = 300
_DEMUXERS = {
    "MP3": "mp3",
    "M4A": "mov",
    "MP4": "mov",
    "QUICKTIME": "mov",
    "OGG": "ogg",
    "WAV": "wav",
    "FLAC": "flac",
    "WEBM": "matroska",
}
_DECODERS = ("mp3", "aac", "alac", "opus", "vorbis", "flac", "pcm_", "adpcm_ms", "adpcm_ima_wav")
# For each published type: container, encoder, bits per second and channel, and the container's own options.
_ENCODERS: dict[str, tuple[str, str, int, dict[str, str]]] = {
    "audio/mp4": ("ipod", "aac", 72_000, {"movflags": "+faststart"}),
    "audio/ogg": ("ogg", "libopus", 48_000, {}),
}


def check(request: dict[str, Any]) -> None:
    """Read the packets of the sound at ``path`` without decoding them: whether it can be one, and how long it is.

    Raises:
        SandboxRefusal: ``damaged``, ``no_sound``, ``is_video``, ``codec`` (``codec``), ``too_long`` (``minutes``).
    """
    packets = 0
    seconds = 0.0
    with _open(request) as opened:
        try:
            for packet in opened.demux(stream_of(opened)):
                packets += bool(packet.size)
                seconds += float(packet.duration * packet.time_base) if packet.duration else 0
                if seconds > MOST_SECONDS:
                    raise SandboxRefusal("too_long", {"minutes": MOST_SECONDS // 60})
        except av.error.FFmpegError as fault:
            raise SandboxRefusal("damaged") from fault
    if not packets:
        raise SandboxRefusal("damaged")


def look(request: dict[str, Any]) -> dict[str, Any]:
    """Decode the sound at ``path`` (``format`` as sniffed) from end to end.

    Returns ``duration_s``, ``channels`` (1 or 2, as it will be published) and ``peaks``: at most :data:`PEAKS`
    numbers from 0 to 255, the loudest being 255, evenly spread over the duration.

    Raises:
        SandboxRefusal: ``damaged``, ``no_sound``, ``is_video``, ``codec`` (``codec``), ``too_long`` (``minutes``).
    """
    loudest: list[int] = []
    samples = 0
    rest = b""
    for frame in _decode(request, rate=_PEAK_RATE, layout="mono", sample_format="s16"):
        samples += frame.samples
        data = rest + bytes(frame.planes[0])[: frame.samples * 2]
        numbers = memoryview(data[: len(data) // 2 * 2]).cast("h")
        whole = len(numbers) // _PEAK_SAMPLES * _PEAK_SAMPLES
        for at in range(0, whole, _PEAK_SAMPLES):
            part = numbers[at : at + _PEAK_SAMPLES]
            loudest.append(max(*part, -min(part)))
        rest = data[whole * 2 :]
    if samples == 0:
        raise SandboxRefusal("no_sound")
    return {
        "duration_s": round(samples / _PEAK_RATE, 3),
        "channels": _channels(request),
        "peaks": _fewer(loudest),
        "silent": max(loudest, default=0) < _SILENT_SAMPLE,
    }


def measure(request: dict[str, Any]) -> dict[str, float]:
    """Return ``gain_db``: what brings the sound at ``path`` to :data:`TARGET_LUFS`; 0 for silence.

    Where the gain would push peaks over :data:`HIGHEST_PEAK_DB`, the limiter that :func:`make` puts behind it is
    measured too, so that what is published has the loudness and not only the plan.
    """
    loudness, peak_db = _loudness(request, [])
    if loudness <= _SILENT_LUFS:
        return {"gain_db": 0.0, "loudness_lufs": loudness}
    gain = TARGET_LUFS - loudness
    if peak_db + gain > HIGHEST_PEAK_DB:
        for _ in range(2):
            reached, _ = _loudness(request, _filters(gain))
            gain += TARGET_LUFS - reached
    return {"gain_db": round(gain, 2), "loudness_lufs": loudness}


def make(request: dict[str, Any]) -> dict[str, float]:
    """Write the sound at ``path``, louder by ``gain_db``, to ``output`` as ``media_type``; return ``duration_s``."""
    container_format, encoder, bits, options = _ENCODERS[request["media_type"]]
    channels = _channels(request)
    samples = 0
    with av.open(
        request["output"], "w", format=container_format, options={"fflags": "+bitexact", **options}
    ) as written:
        stream: Any = written.add_stream(encoder, rate=RATE)
        stream.layout = "mono" if channels == 1 else "stereo"
        stream.bit_rate = bits * channels
        stream.codec_context.options = {"flags": "+bitexact"}
        for frame in _filtered(request, _filters(request["gain_db"])):
            frame.pts = samples
            samples += frame.samples
            written.mux(stream.encode(frame))
        written.mux(stream.encode(None))
    return {"duration_s": round(samples / RATE, 3)}


def container(request: dict[str, Any]) -> Any:
    """Open as what the first bytes say it is: no guessing, only files, no tags in a wrong encoding.

    Raises:
        SandboxRefusal: ``damaged``.
    """
    try:
        return av.open(
            request["path"],
            format=_DEMUXERS[request["format"]],
            options={"protocol_whitelist": "file"},
            metadata_errors="ignore",
        )
    except MemoryError:
        raise
    except Exception as fault:
        raise SandboxRefusal("damaged") from fault


def pictures_of(container: Any) -> Any:
    """Return the stream of moving pictures, ``None`` where there is none but a cover."""
    films = (each for each in container.streams.video if not each.disposition & av.stream.Disposition.attached_pic)
    return next(films, None)


def stream_of(container: Any) -> Any:
    """Return the first stream of sound that can be decoded: telephones put one beside it that only they know.

    Raises:
        SandboxRefusal: ``no_sound``, ``codec`` (``codec``).
    """
    names = [getattr(each.codec_context, "name", "?") for each in container.streams.audio]
    for stream, name in zip(container.streams.audio, names, strict=True):
        if name.startswith(_DECODERS):
            return stream
    raise SandboxRefusal("codec", {"codec": names[0]}) if names else SandboxRefusal("no_sound")


def louder(request: dict[str, Any], gain_db: float) -> Iterator[AudioFrame]:
    """Yield the sound at :data:`RATE` as it is published: louder by ``gain_db``, in one or two channels."""
    yield from _filtered(request, _filters(gain_db))


def _channels(request: dict[str, Any]) -> int:
    with _open(request) as opened:
        return 1 if stream_of(opened).codec_context.channels == 1 else 2


def _open(request: dict[str, Any]) -> Any:
    """Open a sound, or (``film``) what is heard in a film."""
    opened = container(request)
    if not request.get("film") and pictures_of(opened) is not None:
        raise SandboxRefusal("is_video")
    stream_of(opened)
    return opened


def _decode(request: dict[str, Any], *, rate: int, layout: str, sample_format: str) -> Iterator[AudioFrame]:
    """Yield the sound in one rate, layout and sample format, whatever the file changes to on its way."""
    limit = MOST_SECONDS * rate
    samples = 0
    shape: tuple[int, str, str] | None = None
    resampler: AudioResampler | None = None
    for frame in _frames(request):
        if shape != (frame.sample_rate, frame.layout.name, frame.format.name) or resampler is None:
            yield from resampler.resample(None) if resampler else ()
            shape = (frame.sample_rate, frame.layout.name, frame.format.name)
            resampler = AudioResampler(sample_format, layout, rate)
        frame.pts = None
        for ready in resampler.resample(frame):
            samples += ready.samples
            if samples > limit:
                raise SandboxRefusal("too_long", {"minutes": MOST_SECONDS // 60})
            yield ready
    if resampler is not None:
        yield from resampler.resample(None)


def _frames(request: dict[str, Any]) -> Iterator[AudioFrame]:
    with _open(request) as opened:
        yield from decoded(opened, stream_of(opened))


def decoded(container: Any, stream: Any) -> Iterator[Any]:
    """Yield decoded frames. A few broken packets are skipped, as every player does; a file full of them is damaged."""
    packets = bad = frames = 0
    try:
        for packet in container.demux(stream):
            packets += 1
            try:
                decoded = packet.decode()
            except av.error.InvalidDataError:
                bad += 1
                continue
            for frame in decoded:
                frames += 1
                yield frame
    except av.error.FFmpegError as fault:
        raise SandboxRefusal("damaged") from fault
    if frames == 0 or bad > packets * _MOST_BAD_PACKETS:
        raise SandboxRefusal("damaged")


def _filters(gain_db: float) -> list[tuple[str, str]]:
    limit = 10 ** (HIGHEST_PEAK_DB / 20)
    return [
        ("volume", f"{gain_db}dB:precision=float"),
        ("alimiter", f"limit={limit:.4f}:level=false:attack=5:release=50"),
    ]


def _filtered(request: dict[str, Any], filters: Sequence[tuple[str, str]]) -> Iterator[AudioFrame]:
    """Yield the sound at 48 kHz, one or two channels, float samples, after the filters."""
    layout = "mono" if _channels(request) == 1 else "stereo"
    graph = av.filter.Graph()
    last = graph.add_abuffer(sample_rate=RATE, format="flt", layout=layout)
    final = [
        *filters,
        ("aformat", f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts={layout}"),
        ("abuffersink", None),
    ]
    for name, arguments in final:
        following = graph.add(name, arguments)
        last.link_to(following)
        last = following
    graph.configure()
    for frame in _decode(request, rate=RATE, layout=layout, sample_format="flt"):
        graph.push(frame)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _pulled(graph: Any) -> Iterator[AudioFrame]:
    while True:
        try:
            yield graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return


def _loudness(request: dict[str, Any], filters: Sequence[tuple[str, str]]) -> tuple[float, float]:
    """Return integrated loudness in LUFS and the true peak in dBTP (ITU-R BS.1770) behind the filters."""
    said: dict[str, str] = {}
    for frame in _filtered(request, [*filters, ("ebur128", "metadata=1:peak=true")]):
        said = frame.metadata or said
    peak = float(said.get("lavfi.r128.true_peak", 0))
    return float(said.get("lavfi.r128.I", -70)), 20 * math.log10(peak) if peak > 0 else -99.0


def _fewer(numbers: list[int]) -> list[int]:
    """Return at most :data:`PEAKS` of the loudest, scaled to 0 to 255."""
    count = min(PEAKS, len(numbers))
    top = max(_SILENT_SAMPLE, *numbers)
    borders = [place * len(numbers) // count for place in range(count + 1)] if count else []
    return [max(numbers[start:end]) * 255 // top for start, end in itertools.pairwise(borders)]
