"""What a find has to fulfil, and which of it is met in the index and which is asked of each entry.

Every condition stands in the index as a list of entries (see ``authoring.store.index``), and most can be
asked of an entry as well. To pass through a list of half the library costs more than to ask those few
entries that the rare lists leave; so the rare ones are met in the index, and the common ones are asked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from authoring.store.folding import LONGEST_LIST, rest
from authoring.store.index import LETTERS, LEVELS, cell, cell_facet, facet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from authoring.queries.selectivity import Facts, Sample
    from authoring.store.folding import Term

Box = tuple[float, float, float, float]
_MOST_CELLS: Final = 16
_OF_MARKS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.:")
# To look an entry up costs as much as some ten steps along a list; measured, and not sensitive.
_STEPS: Final = 10
_RARE_KIND: Final = 0.5


@dataclass(frozen=True)
class Wanted:
    """A search, ready for the index: ``title`` is the text as a whole, ``organisations`` any of which will do."""

    terms: tuple[Term, ...]
    kind: str
    title: str = ""
    box: Box | None = None
    theme: str | None = None
    language: str | None = None
    organisations: tuple[str, ...] | None = None
    placed: bool | None = None


@dataclass(frozen=True)
class Word:
    """A word of the index; ``begins``: or any that begins so."""

    text: str
    begins: bool = False


@dataclass(frozen=True)
class Condition:
    """One thing that has to be true of a find.

    In the index: one of ``lists`` whose words are all there. Of an entry ``e``: ``check`` in SQL with its
    ``values``, empty where an entry cannot tell. ``share``: in which part of the library it is true.
    ``names_kind``: the lists are of one kind of document only. ``exact``: the lists say all; else the check is
    needed besides.
    """

    lists: tuple[tuple[Word, ...], ...]
    check: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    share: float = 1.0
    names_kind: bool = True
    exact: bool = True


@dataclass(frozen=True)
class Plan:
    """A search as it is carried out: what is met in the index, and what is asked of an entry."""

    lists: tuple[tuple[tuple[Word, ...], ...], ...]
    checks: tuple[str, ...]
    values: Mapping[str, Any]


def planned(wanted: Wanted, title: str, sample: Sample) -> Plan | None:
    """Return how to find what is wanted, ``None`` if it cannot exist.

    ``title``: ``""``, or ``"t"`` for every word in a title, ``"e"`` where the words are an entire title.
    """
    conditions = [*_of_words(wanted, title, sample), *_of_filters(wanted, sample)]
    if not all(condition.lists for condition in conditions):
        return None
    matched = [condition for condition in conditions if not condition.check]
    asked, rare = [], 1.0
    for condition in sorted((each for each in conditions if each.check), key=lambda each: each.share):
        # A list is worth its steps if it spares more look-ups than that.
        if not matched or condition.share < _STEPS * rare * (1 - condition.share):
            matched.append(condition)
            rare *= condition.share
        else:
            asked.append(condition)
    if not any(condition.names_kind for condition in matched):
        kind = _of_kind(wanted.kind, sample)
        (matched if not matched or kind.share < _RARE_KIND else asked).append(kind)
    asked += [condition for condition in matched if not condition.exact]
    checks = [condition.check for condition in asked] + (["e.lon IS NOT NULL"] if wanted.placed else [])
    values = {name: value for condition in asked for name, value in condition.values.items()}
    return Plan(tuple(condition.lists for condition in matched), tuple(checks), values)


def cover(kind: str, box: Box) -> tuple[str, ...]:
    """Return the facets of the cells that cover a box (west ≤ east), on the finest level where they are few.

    The coarsest level has no more cells than may be asked for, so there is always an answer.
    """
    west, south, east, north = box
    best: tuple[str, ...] = ()
    for level in LEVELS:
        (left, bottom), (right, top) = cell(west, south, level), cell(east, north, level)
        if (right - left + 1) * (top - bottom + 1) > _MOST_CELLS:
            break
        best = tuple(
            cell_facet(kind, level, column, row) for column in range(left, right + 1) for row in range(bottom, top + 1)
        )
    return best


def _of_words(wanted: Wanted, title: str, sample: Sample) -> list[Condition]:
    if title == "e":
        return [Condition(_any([facet("e", wanted.kind, wanted.title)]))]
    return [_of_term(term, wanted.kind, title, sample) for term in wanted.terms]


def _of_term(term: Term, kind: str, title: str, sample: Sample) -> Condition:
    if title:
        # The longest list will do for longer words: what is found by its title is ranked anyhow.
        begins: list[tuple[Word, ...]] = [
            (Word(facet(title, kind, word)[:LONGEST_LIST], begins=True),) for word in term.begins
        ]
        stem = facet(title, kind, term.stem)
    else:
        begins = [(Word(word[:LONGEST_LIST], begins=True), *_rest(word)) for word in term.begins]
        stem = term.stem
    lists = (*begins, (Word(stem),)) if term.stem else tuple(begins)
    letter, column = term.begins[0], "title_letters" if title else "letters"
    if len(letter) > 1 or letter not in LETTERS:
        return Condition(lists, names_kind=bool(title))
    bit = 1 << LETTERS.index(letter)
    return Condition(
        lists,
        f"e.{column} & {bit} <> 0",
        share=sample.share(lambda facts: getattr(facts, column) & bit != 0),
        names_kind=bool(title),
    )


def _rest(word: str) -> tuple[Word, ...]:
    return (Word(rest(word), begins=True),) if rest(word) else ()


def _of_filters(wanted: Wanted, sample: Sample) -> list[Condition]:
    kind, found = wanted.kind, []
    if (asked := wanted.organisations) is not None:
        named = {f"organisation_{number}": id_ for number, id_ in enumerate(asked)}
        check = f"e.organisation_id IN ({', '.join(f':{name}' for name in named)})"
        share = sample.share(lambda facts: facts.organisation_id in asked)
        found.append(Condition(_any(mark for each in asked for mark in _mark("o", kind, each)), check, named, share))
    if wanted.theme is not None:
        found.append(_among("h", kind, "themes", wanted.theme, sample))
    if wanted.language is not None:
        found.append(_among("l", kind, "languages", wanted.language.lower(), sample))
    if wanted.placed is False:
        share = sample.share(lambda facts: facts.lon is None)
        found.append(Condition(_any([facet("p", kind)]), "e.lon IS NULL", share=share))
    if wanted.box is not None:
        found.append(_within(wanted.box, kind, sample))
    return found


def _among(mark: str, kind: str, column: str, value: str, sample: Sample) -> Condition:
    looked_for = f" {value} "
    share = sample.share(lambda facts: looked_for in getattr(facts, column))
    # No mark has a character that LIKE takes for any other.
    return Condition(_any(_mark(mark, kind, value)), f"e.{column} LIKE :{column}", {column: f"%{looked_for}%"}, share)


def _within(box: Box, kind: str, sample: Sample) -> Condition:
    west, south, east, north = box
    halves = [box] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]
    values: dict[str, float] = {}
    checks = []
    for number, half in enumerate(halves):
        values |= {f"{side}_{number}": degrees for side, degrees in zip(("w", "s", "e", "n"), half, strict=True)}
        # An entry without a position lies in no box: comparing with NULL is never true.
        checks.append(f"e.lon BETWEEN :w_{number} AND :e_{number} AND e.lat BETWEEN :s_{number} AND :n_{number}")
    return Condition(
        _any(cell for half in halves for cell in cover(kind, half)),
        f"({' OR '.join(checks)})",
        values,
        sample.share(lambda facts: any(_lies_in(facts, half) for half in halves)),
        exact=False,
    )


def _lies_in(facts: Facts, box: Box) -> bool:
    west, south, east, north = box
    if facts.lon is None or facts.lat is None:
        return False
    return west <= facts.lon <= east and south <= facts.lat <= north


def _of_kind(kind: str, sample: Sample) -> Condition:
    share = sample.share(lambda facts: facts.kind == kind)
    return Condition(_any([facet("k", kind)]), "e.kind = :kind", {"kind": kind}, share)


def _mark(mark: str, kind: str, value: str) -> tuple[str, ...]:
    """Return a facet, or nothing if no facet can be called so: then there is no find either."""
    return (facet(mark, kind, value),) if value and _OF_MARKS.issuperset(value) else ()


def _any(marks: Iterable[str]) -> tuple[tuple[Word, ...], ...]:
    return tuple((Word(mark),) for mark in marks)
