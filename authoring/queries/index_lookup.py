"""Walks over the search index, newest first; the only place that knows how each database holds it.

On SQLite the lists are one FTS5 expression: they are intersected by skipping, and the walk stops at the limit.
On PostgreSQL they are one ``tsquery``. What is asked of an entry is the same on both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, text

from authoring.queries.conditions import planned
from authoring.queries.ranking import Candidate
from authoring.queries.selectivity import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlmodel import Session

    from authoring.queries.conditions import Plan, Wanted, Word

_SQLITE: Final = "FROM search_text w {entry} WHERE search_text MATCH :lists"
_POSTGRESQL: Final = "FROM search_words w {entry} WHERE w.tokens @@ CAST(:lists AS tsquery)"
# CROSS, to PostgreSQL without a meaning: the walk along the lists leads, whatever SQLite thinks of it.
_ENTRY: Final = "CROSS JOIN search_entry e"


def newest(session: Session, wanted: Wanted, *, limit: int, before: int | None = None, title: str = "") -> list[int]:
    """Return the numbers of matching entries, newest first, all below ``before``; ``title`` as in ``planned``."""
    plan = planned(wanted, title, sample(session))
    if plan is None:
        return []
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    source, number, lists = (_SQLITE, "w.rowid", _fts5(plan)) if on_sqlite else (_POSTGRESQL, "w.seq", _tsquery(plan))
    values = {"lists": lists, "most": limit, **plan.values} | ({} if before is None else {"before": before})
    conditions = [source.format(entry=_ENTRY if plan.checks else "")]
    if plan.checks:  # Where nothing is asked of an entry, it is not looked up.
        conditions += [f"e.seq = {number}", *plan.checks]
    if before is not None:
        conditions.append(f"{number} < :before")
    statement = f"SELECT {number} {' AND '.join(conditions)} ORDER BY {number} DESC LIMIT :most"
    return list(session.scalars(text(statement), values))


def titles(session: Session, numbers: Sequence[int]) -> dict[int, str]:
    """Return the folded titles of entries, one a line."""
    rows = session.execute(
        text("SELECT seq, title_key FROM search_entry WHERE seq IN :numbers").bindparams(
            bindparam("numbers", expanding=True)
        ),
        {"numbers": list(numbers)},
    )
    return {int(number): str(titles) for number, titles in rows}


def texts(session: Session, numbers: Sequence[int]) -> list[Candidate]:
    """Return what ranking needs of entries."""
    if not numbers:
        return []
    rows = session.execute(
        text(
            "SELECT e.seq, e.title_key, substr(w.words, 1, 2000)"
            " FROM search_entry e JOIN search_words w ON w.seq = e.seq WHERE e.seq IN :numbers"
        ).bindparams(bindparam("numbers", expanding=True)),
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


def _fts5(plan: Plan) -> str:
    return _expression(plan, " AND ", " OR ", lambda word: f'"{word.text}"{" *" if word.begins else ""}')


def _tsquery(plan: Plan) -> str:
    return _expression(plan, " & ", " | ", lambda word: f"'{word.text}'{':*' if word.begins else ''}")


def _expression(plan: Plan, and_: str, or_: str, written: Callable[[Word], str]) -> str:
    return and_.join(f"({or_.join(f'({and_.join(map(written, words))})' for words in lists)})" for lists in plan.lists)
