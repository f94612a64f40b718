"""How good a find is, over a bounded number of candidates."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from authoring.store.folding import Term

# BM25's usual constants; the average length only sets the scale.
_K1: Final = 1.2
_B: Final = 0.75
_USUAL_LENGTH: Final = 250
_IN_TITLE: Final = 3.0
_BEGINS_TITLE: Final = 4.0
_IS_TITLE: Final = 8.0
_FORM_IN_TITLE: Final = 2.0
_WHOLE_WORD: Final = 1.0


@dataclass(frozen=True)
class Candidate:
    """A search entry: its number, its titles (folded, one a line) and all its folded words."""

    number: int
    title_key: str
    words: str


def ranked(candidates: Sequence[Candidate], terms: Sequence[Term]) -> list[int]:
    """Return the candidates' numbers, best first; equally good ones newest first."""
    scored = [(score(candidate, terms), candidate.number) for candidate in candidates]
    scored.sort(reverse=True)
    return [number for _, number in scored]


def by_title(titles: str, terms: Sequence[Term]) -> int:
    """Return how well folded titles, one a line, fit: 3 is one, 2 begins with the words, 1 has them, 0 has not."""
    text = f" {titles}".replace("\n", " ")
    if not all(any(f" {word}" in text for word in (*term.spellings, *_root(term))) for term in terms):
        return 0
    if not any(_begins(f" {title} ", terms) for title in titles.split("\n")):
        return 1
    return 3 if any(_is(title, terms) for title in titles.split("\n")) else 2


def score(candidate: Candidate, terms: Sequence[Term]) -> float:
    """Return how well a candidate fits: its title first, then whole words, then how often they occur."""
    text = f" {candidate.words} "
    titles = [f" {title} " for title in candidate.title_key.split("\n")]
    of_titles = "".join(titles)
    length = len(text) / 7  # Some seven letters a word: counting them would cost more than it is worth.
    weight = _K1 * (1 - _B + _B * length / _USUAL_LENGTH)
    total = 0.0
    for term in terms:
        if len(term.begins[0]) > 1:  # How often a letter begins a word says nothing.
            often = sum(text.count(f" {word}") for word in term.begins) or any(
                f" {root}" in text for root in _root(term)
            )
            total += often * (_K1 + 1) / (often + weight)
        total += _WHOLE_WORD if any(f" {word} " in text for word in term.spellings) else 0
        if any(f" {word}" in of_titles for word in term.spellings):
            total += _IN_TITLE
            total += _IN_TITLE / 2 if any(f" {word} " in of_titles for word in term.spellings) else 0
        elif any(f" {root}" in of_titles for root in _root(term)):
            total += _FORM_IN_TITLE
    if terms and any(_begins(title, terms) for title in titles):
        total += _BEGINS_TITLE
        total += _IS_TITLE if any(_is(title, terms) for title in titles) else 0
    # Among like titles the shorter one says more exactly what was asked for.
    return total - math.log1p(min(len(title) for title in titles)) / 10


def _begins(title: str, terms: Sequence[Term]) -> bool:
    for place, term in enumerate(terms):
        end = "" if place == len(terms) - 1 else " "
        left = next((title[len(word) + 1 :] for word in term.spellings if title.startswith(f" {word}{end}")), None)
        if left is None:
            return False
        title = left
    return True


def _is(title: str, terms: Sequence[Term]) -> bool:
    return len(title.split()) == len(terms) and all(
        word in term.spellings for word, term in zip(title.split(), terms, strict=True)
    )


def _root(term: Term) -> tuple[str, ...]:
    """Return what begins the forms of a word: English has an i in the stem where the word ends in y."""
    return (term.stem.removesuffix("i"),) if term.stem else ()
