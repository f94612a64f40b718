"""What becomes of a film's pictures: an even rhythm, upright, square pixels, eight bits, a plain screen's colours."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
from PIL import Image

_USUAL_RATE = Fraction(30)
_FASTEST, _SLOWEST = 31, 1
# Transfer functions of films that are brighter than a plain screen (ITU-T H.273 table 3): PQ and HLG.
_BRIGHTER = {16, 18}
_TO_SRGB = ":out_transfer=bt709:out_primaries=bt709"
_QUARTER_TURNS = {90: "cclock", -90: "clock"}


def rate_of(stream: Any) -> Fraction:
    """Return how many pictures a second to publish: as many as there are, of very many every other one."""
    said = stream.average_rate or stream.guessed_rate or _USUAL_RATE
    rate = Fraction(said).limit_denominator(1001)
    if not _SLOWEST <= rate <= 4 * _FASTEST:
        # A browser's recording counts milliseconds.
        return _USUAL_RATE
    while rate > _FASTEST:
        rate /= 2
    return rate


def shape_of(frame: Any) -> tuple[Any, ...]:
    """What a chain of filters is made for: another shape wants another chain."""
    return frame.width, frame.height, frame.format.name, int(frame.color_trc), int(frame.colorspace)


def size_for(frame: Any, stream: Any, lines: int | None = None) -> tuple[int, int]:
    """Return width and height upright, in square and even pixels, the shorter side at most ``lines``."""
    wide, high = Fraction(frame.width) * _aspect(stream), Fraction(frame.height)
    if _turned(frame) in _QUARTER_TURNS:
        wide, high = high, wide
    return within(wide, high, lines)


def within(wide: Fraction | int, high: Fraction | int, lines: int | None) -> tuple[int, int]:
    """Return even numbers of pixels in that proportion, the shorter side at most ``lines``; never enlarged."""
    share = min(Fraction(1), Fraction(lines) / min(wide, high)) if lines else Fraction(1)
    return max(2, 2 * round(wide * share / 2)), max(2, 2 * round(high * share / 2))


def still(frame: Any, stream: Any, longest: int) -> Image.Image:
    """Return one picture as it will be seen, its longer side at most ``longest`` pixels."""
    wide, high = size_for(frame, stream)
    lines = max(2, min(wide, high) * longest // max(longest, wide, high))
    graph = Graph(frame, stream, size_for(frame, stream, lines), None)
    pictures = [*graph.push(frame), *graph.end()]
    picture: Image.Image = pictures[0].to_image()
    return picture


class Graph:
    """A chain of filters for pictures of one shape; without a ``rate`` for a single one, in RGB."""

    def __init__(self, frame: Any, stream: Any, size: tuple[int, int], rate: Fraction | None) -> None:
        self._graph = av.filter.Graph()
        wide, high = size
        turned = _turned(frame)
        if turned in _QUARTER_TURNS:
            wide, high = high, wide
        steps: list[tuple[str, str | None]] = [("scale", f"{wide}:{high}:flags=bicubic"), ("setsar", "1")]
        # Colours when it is small already: on each picture of a telephone's film that is nine times as fast.
        brighter = _TO_SRGB if int(frame.color_trc) in _BRIGHTER else ""
        steps.append(("scale", f"out_color_matrix=bt709:out_range=tv{brighter}"))
        if rate is not None:
            steps.insert(0, ("fps", f"{rate.numerator}/{rate.denominator}"))
            if frame.interlaced_frame:
                steps.insert(0, ("yadif", "deint=interlaced"))
        if turned in _QUARTER_TURNS:
            steps.append(("transpose", _QUARTER_TURNS[turned]))
        elif abs(turned) == 180:
            steps += [("hflip", None), ("vflip", None)]
        steps += [("format", "rgb24" if rate is None else "yuv420p"), ("buffersink", None)]
        last = self._graph.add_buffer(template=stream, width=frame.width, height=frame.height, format=frame.format)
        for name, arguments in steps:
            following = self._graph.add(name, arguments)
            last.link_to(following)
            last = following
        self._graph.configure()

    def push(self, frame: Any) -> Iterator[Any]:
        """Put a picture in; yield what comes out."""
        self._graph.push(frame)
        yield from self._pulled()

    def end(self) -> Iterator[Any]:
        """Yield what the filters still hold."""
        self._graph.push(None)
        yield from self._pulled()

    def _pulled(self) -> Iterator[Any]:
        while True:
            try:
                yield self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return


def _turned(frame: Any) -> int:
    """How the camera was held, in quarter turns counter-clockwise that make the picture upright."""
    turned: int = round(frame.rotation / 90) * 90
    return turned


def _aspect(stream: Any) -> Fraction:
    """Width over height of a pixel; what no camera has is a mistake."""
    aspect = stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio
    return aspect if aspect and Fraction(1, 4) <= aspect <= 4 else Fraction(1)
