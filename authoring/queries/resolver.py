"""Documents by id for the checks: heads from the database, parsed once and kept."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, text
from sqlmodel import col, select

from authoring.tables import Document as DocumentRow
from authoring.tables import Revision
from tour_schema import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.pool import Pool
    from sqlmodel import Session

    from tour_schema import Document

_KEPT: Final = 4_000
_AT_ONCE: Final = 500


class _Kept:
    """The documents parsed last, by id and revision; an entry never goes out of date."""

    def __init__(self) -> None:
        self._entries: OrderedDict[tuple[str, int], Document | None] = OrderedDict()
        self._lock = threading.Lock()

    def those_of(self, heads: Iterable[tuple[str, int]]) -> dict[str, Document | None]:
        """Return the documents of those heads that are kept, by id."""
        found: dict[str, Document | None] = {}
        with self._lock:
            for head in heads:
                if head in self._entries:
                    self._entries.move_to_end(head)
                    found[head[0]] = self._entries[head]
        return found

    def put(self, key: tuple[str, int], document: Document | None) -> None:
        with self._lock:
            self._entries[key] = document
            while len(self._entries) > _KEPT:
                self._entries.popitem(last=False)


# By the pool of connections, which all engines of one Database share.
_kept_of: WeakKeyDictionary[Pool, _Kept] = WeakKeyDictionary()


# One statement for all that a tour leads to, however far: level by level it took most of a check's time.
_BELOW: Final = text(
    "WITH RECURSIVE below(id) AS (SELECT d.id FROM document d WHERE d.id IN :ids"
    " UNION SELECT r.target_id FROM reference r JOIN below b ON r.source_id = b.id)"
    " SELECT d.id, d.head FROM document d JOIN below b ON b.id = d.id WHERE d.deleted_at IS NULL"
).bindparams(bindparam("ids", expanding=True))


class StoreResolver:
    """Finds the head of a document (``tour_schema.Resolver``); deleted ones are not found.

    ``fresh`` holds documents that are about to be saved and stand before what is stored.
    """

    def __init__(self, session: Session, fresh: Mapping[str, Document] | None = None) -> None:
        """Read with ``session`` for as long as it is open."""
        self._session = session
        self._found: dict[str, Document | None] = dict(fresh or {})
        self._fresh = frozenset(self._found)
        engine = session.get_bind().engine
        # A revision that is not yet committed may be undone, and its number given to another.
        self._may_keep = not engine.get_execution_options().get("wayfable_writes", False)
        self._kept = _kept_of.setdefault(engine.pool, _Kept())

    def find(self, id: str, /) -> Document | None:  # noqa: A002 - the format's own name for it
        """Return the document with that id, or ``None``."""
        if id not in self._found:
            self.prefetch([id])
        return self._found[id]

    def prefetch(self, ids: Iterable[str]) -> None:
        """Fetch many at once: two statements for each five hundred, and none for what is known."""
        wanted = [id_ for id_ in dict.fromkeys(ids) if id_ not in self._found]
        for start in range(0, len(wanted), _AT_ONCE):
            self._fetch(wanted[start : start + _AT_ONCE])

    def prefetch_all_of(self, ids: Iterable[str]) -> None:
        """Fetch documents with everything that they lead to: a tour's stations, their guides and media."""
        wanted = list(dict.fromkeys(ids))
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            heads: dict[str, int] = dict(self._session.execute(_BELOW, {"ids": some}).all())
            self._found.update({id_: None for id_ in some if id_ not in self._found})
            self._keep({id_: head for id_, head in heads.items() if self._found.get(id_) is None})

    def _fetch(self, ids: list[str]) -> None:
        self._found.update(dict.fromkeys(ids))
        heads = self._session.exec(
            select(DocumentRow.id, DocumentRow.head).where(
                col(DocumentRow.id).in_(ids), col(DocumentRow.deleted_at).is_(None)
            )
        ).all()
        self._keep(dict(heads))

    def _keep(self, heads: Mapping[str, int]) -> None:
        """Find the documents of these heads among those parsed before, or parse them now."""
        known = self._kept.those_of(heads.items())
        self._found.update(known)
        missing = {id_: head for id_, head in heads.items() if id_ not in known}
        if missing:
            self._parse(missing)

    def _parse(self, heads: dict[str, int]) -> None:
        rows = self._session.exec(
            select(Revision.document_id, Revision.number, Revision.body)
            .join(DocumentRow, col(DocumentRow.id) == col(Revision.document_id))
            .where(col(Revision.document_id).in_(list(heads)), col(Revision.number) == col(DocumentRow.head))
        )
        for id_, number, body in rows:
            document = read(body.encode()).document
            self._found[id_] = document
            if self._may_keep:
                self._kept.put((id_, number), document)


def tours_above(session: Session, document_id: str) -> list[str]:
    """Return the ids of everything that leads to a document, however far: its stations, guides and tours."""
    rows = session.execute(
        text(
            "WITH RECURSIVE above(id) AS (SELECT source_id FROM reference WHERE target_id = :id"
            " UNION SELECT r.source_id FROM reference r JOIN above a ON r.target_id = a.id)"
            " SELECT id FROM above"
        ),
        {"id": document_id},
    )
    return [str(row[0]) for row in rows]
