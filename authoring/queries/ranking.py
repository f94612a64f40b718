"""How good a find is, over a bounded number of candidates."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

# BM25's usual constants; the average length only sets the scale.
_K1: Final = 1.2
_B: Final = 0.75
_USUAL_LENGTH: Final = 250
_IN_TITLE: Final = 3.0
_BEGINS_TITLE: Final = 4.0
_IS_TITLE: Final = 8.0
_WHOLE_WORD: Final = 1.0


@dataclass(frozen=True)
class Candidate:
    """A search entry: its number, its titles (folded, one a line) and all its folded words."""

    number: int
    title_key: str
    words: str


def ranked(candidates: Sequence[Candidate], terms: Sequence[tuple[str, ...]]) -> list[int]:
    """Return the candidates' numbers, best first; equally good ones newest first."""
    scored = [(score(candidate, terms), candidate.number) for candidate in candidates]
    scored.sort(reverse=True)
    return [number for _, number in scored]


def score(candidate: Candidate, terms: Sequence[tuple[str, ...]]) -> float:
    """Return how well a candidate fits: its title first, then whole words, then how often they occur."""
    text = f" {candidate.words} "
    titles = [f" {title} " for title in candidate.title_key.split("\n")]
    length = len(text) / 7  # Some seven letters a word: counting them would cost more than it is worth.
    weight = _K1 * (1 - _B + _B * length / _USUAL_LENGTH)
    total = 0.0
    for spellings in terms:
        often = sum(text.count(f" {word}") for word in spellings)
        whole = any(f" {word} " in text for word in spellings)
        total += often * (_K1 + 1) / (often + weight) + (_WHOLE_WORD if whole else 0)
        if any(f" {word}" in title for title in titles for word in spellings):
            total += _IN_TITLE
            total += _IN_TITLE / 2 if any(f" {word} " in title for title in titles for word in spellings) else 0
    asked = " " + " ".join(spellings[0] for spellings in terms)
    if terms and any(title.startswith(asked) for title in titles):
        total += _BEGINS_TITLE
        total += _IS_TITLE if any(title == f"{asked} " for title in titles) else 0
    # Among like titles the shorter one says more exactly what was asked for.
    return total - math.log1p(min(len(title) for title in titles)) / 10
