"""Makes captions of a text that was spoken: where its sentences break, and when each of them is heard.

How loud a recording is from moment to moment tells its pauses. Between them people speak about equally fast, so a
sentence's share of the letters is its share of the time that is spoken; its borders are then moved into the pauses
nearby. That is a good beginning for a person to correct, and no recognition of speech.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from authoring.media.captions import Cue

LONGEST_LINE: Final = 42
"""Characters; two lines of them stand on a phone held upright."""
LONGEST_CUE: Final = 2 * LONGEST_LINE
_SHORTEST_PAUSE_S: Final = 0.2
# Of the loudest moment, 255: breath and the room are below it.
_SPOKEN: Final = 255 * 0.08
_NEAR_S: Final = 1.5
_SENTENCE: Final = re.compile(r"(?<=[.!?…:])[»“”\"')\]]*\s+|\n+")
_CLAUSE: Final = re.compile(r"(?<=[,;–—])\s+")


@dataclass(frozen=True)
class Span:
    """A stretch of time in seconds."""

    start_s: float
    end_s: float


def captioned(text: str, duration_s: float, peaks: Sequence[int]) -> list[Cue]:
    """Return captions of a text over a recording; ``peaks`` are evenly spread over its duration, from 0 to 255."""
    parts = list(pieces(text))
    if not parts or duration_s <= 0:
        return []
    spoken = spans(duration_s, peaks)
    letters = [len(part) for part in parts]
    ends = [_time(sum(letters[:count]) / sum(letters), spoken) for count in range(1, len(parts))]
    borders = _in_pauses(ends, spoken)
    # A border is where one sentence ends and the place where the next begins: the pause lies between the two.
    times = [spoken[0].start_s, *itertools.chain.from_iterable(borders), spoken[-1].end_s]
    return [
        Cue(round(start * 1000), round(end * 1000), broken(part))
        for part, (start, end) in zip(parts, zip(times[::2], times[1::2], strict=True), strict=True)
        if round(start * 1000) < round(end * 1000)
    ]


def pieces(text: str) -> Iterator[str]:
    """Cut a text into what one caption holds: sentences, long ones at their clauses, those at their words."""
    for sentence in _SENTENCE.split(text.strip()):
        held = ""
        for clause in _CLAUSE.split(sentence):
            for part in _of_words(clause):
                together = f"{held} {part}".strip()
                if len(together) > LONGEST_CUE:
                    yield held
                    together = part
                held = together
        if held:
            yield held


def broken(text: str) -> str:
    """Break a caption into two lines about equally long, where one would be too long."""
    if len(text) <= LONGEST_LINE:
        return text
    blanks = [at for at, letter in enumerate(text) if letter == " "]
    if not blanks:
        return text
    best = min(blanks, key=lambda at: abs(at - len(text) / 2))
    return f"{text[:best]}\n{text[best + 1 :]}"


def spans(duration_s: float, peaks: Sequence[int]) -> list[Span]:
    """Return when there is speech; the whole time where nothing stands out."""
    if not peaks:
        return [Span(0, duration_s)]
    step = duration_s / len(peaks)
    found: list[Span] = []
    for at, peak in enumerate(peaks):
        if peak < _SPOKEN:
            continue
        start, end = at * step, (at + 1) * step
        if found and start - found[-1].end_s < _SHORTEST_PAUSE_S:
            found[-1] = Span(found[-1].start_s, end)
        else:
            found.append(Span(start, end))
    return found or [Span(0, duration_s)]


def _of_words(clause: str) -> Iterator[str]:
    held = ""
    for word in clause.split():
        together = f"{held} {word}".strip()
        if len(together) > LONGEST_CUE and held:
            yield held
            together = word
        held = together
    if held:
        yield held


def _time(share: float, spoken: Sequence[Span]) -> float:
    """Return when that share of the speech has been heard."""
    left = share * sum(span.end_s - span.start_s for span in spoken)
    for span in spoken:
        if left <= span.end_s - span.start_s:
            return span.start_s + left
        left -= span.end_s - span.start_s
    return spoken[-1].end_s


def _in_pauses(ends: Sequence[float], spoken: Sequence[Span]) -> list[tuple[float, float]]:
    """Move each moment into the nearest pause behind the one before it, where one is near."""
    pauses = [(before.end_s, after.start_s) for before, after in itertools.pairwise(spoken)]
    found: list[tuple[float, float]] = []
    for number, end in enumerate(ends):
        last = found[-1][1] if found else spoken[0].start_s
        following = ends[number + 1] if number + 1 < len(ends) else spoken[-1].end_s
        # Not so far that the next one finds no place any more.
        near = min(_NEAR_S, (following - end) * 0.9)
        ahead = [pause for pause in pauses if pause[0] > last and abs(sum(pause) / 2 - end) <= near]
        found.append(min(ahead, key=lambda pause: abs(sum(pause) / 2 - end), default=(max(end, last), max(end, last))))
    return found
