"""Walks over the search index, newest first; the only place that knows how each database holds it.

See ``authoring.store.index`` for the marks. On SQLite a query is one FTS5 expression: its lists are
intersected by skipping, and the walk stops at the limit. On PostgreSQL it is one ``tsquery``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, text

from authoring.queries.ranking import Candidate
from authoring.store.index import LEVELS, cell, cell_facet, facet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

_MOST_CELLS: Final = 4
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789-.:"


@dataclass(frozen=True)
class Wanted:
    """A search, ready for the index: ``terms`` are folded spellings, ``organisations`` any of which will do."""

    terms: tuple[tuple[str, ...], ...]
    kind: str
    box: tuple[float, float, float, float] | None = None
    theme: str | None = None
    language: str | None = None
    organisations: tuple[str, ...] | None = None
    placed: bool | None = None


@dataclass(frozen=True)
class _Any:
    """One of these words has to be there; ``begins`` that words may go on behind them."""

    words: tuple[str, ...]
    begins: bool = False


def newest(
    session: Session, wanted: Wanted, *, limit: int, before: int | None = None, title: str | None = None
) -> list[int]:
    """Return the numbers of matching entries, newest first, all below ``before``.

    ``title``: ``"t"`` for matches of every word in a title, ``"f"`` where the first also begins it.
    """
    clauses = _clauses(wanted, title)
    if any(not clause.words for clause in clauses):
        return []
    boxes = [] if wanted.box is None else _halves(wanted.box)
    sqlite = session.get_bind().dialect.name == "sqlite"
    statement, values = (_sqlite if sqlite else _postgresql)(clauses, before)
    # An entry without a position lies in no box: comparing with NULL is never true.
    places = _in_boxes(boxes, values) + (" AND e.lon IS NOT NULL" if wanted.placed else "")
    if sqlite and places:
        # Only what asks for the exact place needs the entry itself: the join costs a look-up a find.
        statement = statement.replace(" WHERE ", " JOIN search_entry e ON e.seq = f.rowid WHERE ")
    order = "f.rowid" if sqlite else "e.seq"
    rows = session.execute(text(f"{statement}{places} ORDER BY {order} DESC LIMIT :limit"), values | {"limit": limit})
    return [int(row[0]) for row in rows]


def texts(session: Session, numbers: Sequence[int]) -> list[Candidate]:
    """Return what ranking needs of entries."""
    if not numbers:
        return []
    rows = session.execute(
        text("SELECT seq, title_key, substr(words, 1, 4000) FROM search_entry WHERE seq IN :numbers").bindparams(
            bindparam("numbers", expanding=True)
        ),
        {"numbers": list(numbers)},
    )
    return [Candidate(*row) for row in rows]


def documents(session: Session, numbers: Sequence[int]) -> list[str]:
    """Return the ids of the documents of entries, in the same order."""
    if not numbers:
        return []
    rows = session.execute(
        text("SELECT seq, document_id FROM search_entry WHERE seq IN :numbers").bindparams(
            bindparam("numbers", expanding=True)
        ),
        {"numbers": list(numbers)},
    )
    found: dict[int, str] = {int(number): str(id_) for number, id_ in rows}
    return [found[number] for number in numbers if number in found]


def cover(kind: str, box: tuple[float, float, float, float]) -> tuple[str, ...]:
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


def _clauses(wanted: Wanted, title: str | None) -> list[_Any]:
    """Return what has to be there, the rarest first: the walk over the others then skips from find to find."""
    kind, clauses = wanted.kind, []
    if wanted.organisations is not None:
        clauses.append(_Any(tuple(mark for each in wanted.organisations for mark in _facet("o", kind, each))))
    if wanted.theme is not None:
        clauses.append(_Any(_facet("h", kind, wanted.theme)))
    if wanted.box is not None:
        clauses.append(_Any(tuple(cell for half in _halves(wanted.box) for cell in cover(kind, half))))
    if wanted.placed is False:
        clauses.append(_Any((facet("p", kind),)))
    for place, spellings in enumerate(wanted.terms):
        mark = None if title is None else "t" if title == "t" or place else "f"
        asked = spellings if mark is None else tuple(facet(mark, kind, word) for word in spellings)
        clauses.append(_Any(asked, begins=True))
    if wanted.language is not None:
        clauses.append(_Any(_facet("l", kind, wanted.language.lower())))
    # Every facet says the kind; only words alone do not.
    if all(clause.begins for clause in clauses) and (title is None or not clauses):
        clauses.append(_Any((facet("k", kind),)))
    return clauses


def _facet(mark: str, kind: str, value: str) -> tuple[str, ...]:
    """Return a facet, or nothing if no facet can be called so: then there is no find either."""
    return (facet(mark, kind, value),) if value and all(letter in _LETTERS for letter in value) else ()


def _halves(box: tuple[float, float, float, float]) -> list[tuple[float, float, float, float]]:
    west, south, east, north = box
    if west <= east:
        return [box]
    return [(west, south, 180.0, north), (-180.0, south, east, north)]


def _sqlite(clauses: list[_Any], before: int | None) -> tuple[str, dict[str, Any]]:
    expression = " AND ".join(
        "(" + " OR ".join(f'"{word}"{" *" if clause.begins else ""}' for word in clause.words) + ")"
        for clause in clauses
    )
    values: dict[str, Any] = {"match": expression}
    statement = "SELECT f.rowid FROM search_text f WHERE search_text MATCH :match"
    if before is not None:
        statement += " AND f.rowid < :before"
        values["before"] = before
    return statement, values


def _postgresql(clauses: list[_Any], before: int | None) -> tuple[str, dict[str, Any]]:
    query = " & ".join(
        "(" + " | ".join(f"'{word}'{':*' if clause.begins else ''}" for word in clause.words) + ")"
        for clause in clauses
    )
    values: dict[str, Any] = {"query": query}
    statement = "SELECT e.seq FROM search_entry e WHERE e.tokens @@ CAST(:query AS tsquery)"
    if before is not None:
        statement += " AND e.seq < :before"
        values["before"] = before
    return statement, values


def _in_boxes(boxes: list[tuple[float, float, float, float]], values: dict[str, Any]) -> str:
    parts = []
    for number, (west, south, east, north) in enumerate(boxes):
        values |= {f"w{number}": west, f"s{number}": south, f"e{number}": east, f"n{number}": north}
        parts.append(f"(e.lon BETWEEN :w{number} AND :e{number} AND e.lat BETWEEN :s{number} AND :n{number})")
    return f" AND ({' OR '.join(parts)})" if parts else ""
