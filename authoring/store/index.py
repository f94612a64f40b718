"""The search entry of a document: kept beside its head, in the same transaction.

The tables are the same on both databases; what makes them fast differs. SQLite has one FTS5
table over ``words`` and ``facets`` (external content, no positions), PostgreSQL a ``tsvector``
made of the same words. A facet is a word of its own, so that text, theme, language,
organisation and map cell are met in one walk over sorted lists, newest first, and nothing is
ever sorted. Facets begin with a colon, so that no word that a person types can begin one, then
comes what they are, and then the kind's first letter, so that stations are never walked through
to find tours: ``:k`` every one of the kind, ``:o`` organisation, ``:l`` language, ``:h`` theme,
``:t`` a word of a title, ``:f`` a title's first word, ``:p`` no position, ``:c<level>`` map cell.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text
from sqlmodel import select

from authoring.store import cards, folding
from authoring.tables import Document, SearchEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

LEVELS: Final = tuple(range(1, 18))
"""The levels of map cells: at level z the world is cut into 2^z × 2^z cells of equal degrees."""
_MOST_WORDS: Final = 4_000


def cell(lon: float, lat: float, level: int) -> tuple[int, int]:
    """Return the column and row of the cell that holds a position; the edges belong to the last cell."""
    count = 1 << level
    column = math.floor((lon + 180) / 360 * count)
    row = math.floor((lat + 90) / 180 * count)
    return min(max(column, 0), count - 1), min(max(row, 0), count - 1)


def facet(mark: str, kind: str, value: str = "") -> str:
    """Return a facet: what it is, of which kind of document, and its value."""
    return f":{mark}{kind[0]}{value}"


def cell_facet(kind: str, level: int, column: int, row: int) -> str:
    """Return the facet of a cell."""
    return facet(f"c{level}", kind, f".{column:x}.{row:x}")


def renew(session: Session, document: Document, value: dict[str, Any] | None) -> None:
    """Write what the search knows of a document; ``None`` takes it out."""
    entry = session.exec(select(SearchEntry).where(SearchEntry.document_id == document.id)).one_or_none()
    if value is None:
        if entry is not None:
            _forget(session, entry)
            session.delete(entry)
            session.flush()
        return
    facts = facts_of(document, value)
    if entry is not None and all(getattr(entry, name) == fact for name, fact in facts.items()):
        return
    if entry is None:
        entry = SearchEntry(document_id=document.id, **facts)
    else:
        _forget(session, entry)
        for name, fact in facts.items():
            setattr(entry, name, fact)
    session.add(entry)
    session.flush()
    _remember(session, entry)


def facts_of(document: Document, value: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a document's search entry."""
    card, kind = document.card, document.kind
    position = cards.position_of(value)
    titles = {tag: title for tag, title in card.get("title", {}).items() if isinstance(title, str)}
    title_words = [folding.words(title) for title in titles.values()]
    first_words = [word for title in titles.values() for word in _first_word(title)]
    text_words = [word for part in cards.texts_of(value) for word in folding.words(part)]
    facets = [
        facet("k", kind),
        facet("o", kind, document.organisation_id),
        *(facet("l", kind, language.lower()) for language in card.get("languages", [])),
        *(facet("h", kind, theme) for theme in card.get("themes", []) if _is_word(theme)),
        *(facet("t", kind, word) for words in title_words for word in words),
        *(facet("f", kind, word) for word in first_words),
        *_places(kind, position),
    ]
    return {
        "title_key": "\n".join(dict.fromkeys(folding.key(title) for title in titles.values()))[:500],
        "words": " ".join(text_words[:_MOST_WORDS]),
        "facets": " ".join(dict.fromkeys(facets)),
        "lon": position[0] if position else None,
        "lat": position[1] if position else None,
    }


def _first_word(title: str) -> tuple[str, ...]:
    found = folding.terms(title)
    return found[0] if found else ()


def _places(kind: str, position: tuple[float, float] | None) -> Iterable[str]:
    if position is None:
        return [facet("p", kind)]
    return [cell_facet(kind, level, *cell(*position, level)) for level in LEVELS]


def _is_word(mark: str) -> bool:
    return bool(mark) and all(letter.isalnum() or letter in "-." for letter in mark) and mark == mark.lower()


def _forget(session: Session, entry: SearchEntry) -> None:
    # FTS5 with external content has to be told what it is to forget.
    if _is_sqlite(session):
        session.execute(
            text("INSERT INTO search_text(search_text, rowid, words, facets) VALUES ('delete', :seq, :words, :facets)"),
            {"seq": entry.seq, "words": entry.words, "facets": entry.facets},
        )


def _remember(session: Session, entry: SearchEntry) -> None:
    if _is_sqlite(session):
        session.execute(
            text("INSERT INTO search_text(rowid, words, facets) VALUES (:seq, :words, :facets)"),
            {"seq": entry.seq, "words": entry.words, "facets": entry.facets},
        )


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
