"""The search entry of a document: kept beside its head, in the same transaction.

``search_entry`` holds what is short, ``search_words`` the words. The tables are the same on both
databases; what makes them fast differs: SQLite has one FTS5 table over ``words`` and ``facets`` (external
content, no positions), PostgreSQL a ``tsvector`` made of the same words. A facet is a word of its own, so
that text, theme, language, organisation and map cell are met in one walk over sorted lists, newest first,
and nothing is ever sorted. Facets begin with a colon, so that no word that a person types can begin one,
then comes what they are, and then the kind's first letter, so that stations are never walked through to find
tours: ``:k`` every one of the kind, ``:o`` organisation, ``:l`` language, ``:h`` theme, ``:t`` a word of a
title, ``:e`` an entire title, ``:p`` no position, ``:c<level>`` map cell. Beside
them stand, without a colon, stems (see ``authoring.store.folding``) and ``:r``, the rest of a long word.

What most entries have in common would make the longest lists, so the entry knows it as well: its kind,
organisation, languages, themes, position, and the letters with which its words begin.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, text
from sqlmodel import col, select

from authoring.store import cards, folding
from authoring.tables import Document, Revision, SearchEntry, SearchWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlmodel import Session

LEVELS: Final = tuple(range(1, 18))
"""The levels of map cells: at level z the world is cut into 2^z × 2^z cells of equal degrees."""
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789"
_MOST_WORDS: Final = 4_000
_AT_ONCE: Final = 500


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


def letters(found: Iterable[str]) -> int:
    """Return the first letters of words, a bit each; what is not of ``LETTERS`` has none."""
    bits = 0
    for letter in {word[0] for word in found}:
        bits |= 1 << LETTERS.index(letter) if letter in LETTERS else 0
    return bits


def renew(session: Session, document: Document, value: dict[str, Any] | None) -> None:
    """Write what the search knows of a document; ``None`` takes it out."""
    entry = session.exec(select(SearchEntry).where(SearchEntry.document_id == document.id)).one_or_none()
    known = None if entry is None else session.get(SearchWords, entry.seq)
    if value is None:
        if entry is not None and known is not None:
            _forget(session, known)
            session.delete(known)
            session.flush()
            session.delete(entry)
            session.flush()
        return
    facts, found = facts_of(document, value)
    if entry is None or known is None:
        entry = SearchEntry(document_id=document.id, **facts)
        session.add(entry)
        session.flush()  # gives it its number
        known = SearchWords(seq=entry.seq, **found)
    else:
        for name, fact in facts.items():
            setattr(entry, name, fact)
        session.add(entry)
        if all(getattr(known, name) == words for name, words in found.items()):
            return
        _forget(session, known)
        for name, words in found.items():
            setattr(known, name, words)
    session.add(known)
    session.flush()
    _remember(session, known)


def fill(session: Session) -> None:
    """Write the entries of all documents that are not deleted, oldest first, if the index is empty."""
    if session.exec(select(SearchEntry.seq).limit(1)).first() is not None:
        return
    query = (
        select(Document, Revision.body)
        .join(Revision, col(Revision.document_id) == col(Document.id))
        .where(col(Revision.number) == col(Document.head), col(Document.deleted_at).is_(None))
        .order_by(col(Document.created_at), col(Document.id))
    )
    for some in session.exec(query.execution_options(yield_per=_AT_ONCE)).partitions():
        add_new(session, {row.id: facts_of(row, json.loads(body)) for row, body in some})
    if _is_sqlite(session):
        session.execute(text("INSERT INTO search_text(search_text) VALUES ('rebuild')"))


def add_new(session: Session, facts: Mapping[str, tuple[dict[str, Any], dict[str, str]]]) -> None:
    """Write the facts of documents that have no entry yet, by id; SQLite's index is then to be rebuilt."""
    session.execute(insert(SearchEntry), [{"document_id": id_} | entry for id_, (entry, _) in facts.items()])
    numbers = session.execute(
        select(SearchEntry.document_id, SearchEntry.seq).where(col(SearchEntry.document_id).in_(facts))
    )
    session.execute(insert(SearchWords), [{"seq": number} | facts[id_][1] for id_, number in numbers])


def facts_of(document: Document, value: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the columns of a document's search entry, and its words."""
    card, kind = document.card, document.kind
    position = cards.position_of(value)
    titles = [title for title in card.get("title", {}).values() if isinstance(title, str)]
    of_titles = [form for form in folding.indexed("\n".join(titles)) if not form.startswith(folding.REST)]
    languages = [language.lower() for language in card.get("languages", [])]
    themes = [theme for theme in card.get("themes", []) if _is_word(theme)]
    texts = "\n".join(cards.texts_of(value))
    words = folding.words(texts)[:_MOST_WORDS]
    forms = folding.indexed(texts)[:_MOST_WORDS]
    known = set(words)
    facets = [
        facet("k", kind),
        facet("o", kind, document.organisation_id),
        *(facet("l", kind, language) for language in languages),
        *(facet("h", kind, theme) for theme in themes),
        *(facet("e", kind, folding.whole(title)) for title in titles),
        *(facet("t", kind, form) for form in of_titles),
        *_places(kind, position),
        *(form for form in forms if form not in known),
    ]
    entry = {
        "kind": kind,
        "organisation_id": document.organisation_id,
        "lon": position[0] if position else None,
        "lat": position[1] if position else None,
        "letters": letters([*words, *forms]),
        "title_letters": letters(of_titles),
        "languages": _among(languages),
        "themes": _among(themes),
        "title_key": "\n".join(dict.fromkeys(folding.key(title) for title in titles))[:500],
    }
    return entry, {"words": " ".join(words), "facets": " ".join(dict.fromkeys(facets))}


def _among(marks: list[str]) -> str:
    """Return words with a blank around each, so that one can be looked for with its blanks."""
    return f" {' '.join(marks)} "


def _places(kind: str, position: tuple[float, float] | None) -> Iterable[str]:
    if position is None:
        return [facet("p", kind)]
    return [cell_facet(kind, level, *cell(*position, level)) for level in LEVELS]


def _is_word(mark: str) -> bool:
    return bool(mark) and all(letter.isalnum() or letter in "-." for letter in mark) and mark == mark.lower()


def _forget(session: Session, entry: SearchWords) -> None:
    # FTS5 with external content has to be told what it is to forget.
    if _is_sqlite(session):
        session.execute(
            text("INSERT INTO search_text(search_text, rowid, words, facets) VALUES ('delete', :seq, :words, :facets)"),
            {"seq": entry.seq, "words": entry.words, "facets": entry.facets},
        )


def _remember(session: Session, entry: SearchWords) -> None:
    if _is_sqlite(session):
        session.execute(
            text("INSERT INTO search_text(rowid, words, facets) VALUES (:seq, :words, :facets)"),
            {"seq": entry.seq, "words": entry.words, "facets": entry.facets},
        )


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
