"""Count the open faults of documents anew, where the counts beside them are doubtful."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import col

from authoring import clock
from authoring.queries import documents
from authoring.queries.resolver import StoreResolver
from authoring.store import revisions
from authoring.tables import Document
from tour_schema import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from authoring.db import Database
    from authoring.queries.documents import Entry


def recount_faults(db: Database, entries: Sequence[Entry]) -> list[Entry]:
    """Return the same entries with counts of today; those that were of today already cost nothing.

    Counts become doubtful when something that a document leads to changes, and with each new day:
    rights end, seasons begin. Nothing is decided here and nobody's document is written, so nobody
    needs leave for it.
    """
    doubtful = [entry.id for entry in entries if not entry.counted and entry.deleted_at is None]
    if not doubtful:
        return list(entries)
    with db.read() as session:
        resolver = StoreResolver(session)
        resolver.prefetch_all_of(doubtful)
        judged = {id_: resolver.find(id_) for id_ in doubtful}
        reports = {
            id_: check(document, resolver, on=clock.today()) for id_, document in judged.items() if document is not None
        }
    with db.write() as session:
        for entry in entries:
            if entry.id not in judged:
                continue
            # What the format cannot read keeps the counts of why not: only its own saving changes them.
            counts = revisions.counts(reports[entry.id]) if entry.id in reports else {}
            session.execute(
                update(Document)
                .where(col(Document.id) == entry.id, col(Document.head) == entry.revision)
                .values(checked_on=clock.today(), **counts)
            )
    with db.read() as session:
        fresh = {entry.id: entry for entry in documents.entries(session, [entry.id for entry in entries])}
    return [fresh.get(entry.id, entry) for entry in entries]
