"""Take an import back as one step."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from authoring import audit, clock
from authoring.actions.apply_import import changed_since
from authoring.actions.delete_document import delete_document
from authoring.db import Database
from authoring.errors import Refused
from authoring.permissions import Actor, Verb, require
from authoring.queries.documents import entries
from authoring.queries.imports import load_import
from authoring.queries.usage import InUse, as_seen
from authoring.tables import Document, Import, Reference


@dataclass(frozen=True)
class Undone:
    """What an undo took away, and what it left because somebody works with it."""

    removed: tuple[str, ...]
    kept: tuple[str, ...]


def undo_import(db: Database, actor: Actor, import_id: str, *, keep_changed: bool = False) -> Undone:
    """Put everything that the import brought into the bin (30 days), the tour first.

    What was changed since, or is used by something else, would be lost with it: then nothing is done, unless
    ``keep_changed`` asks to leave exactly that and take the rest.

    Raises:
        NotFound, Forbidden: as :func:`authoring.queries.imports.load_import`.
        Refused: ``import.refused.not_applied``.
        InUse: ``import.refused.in_use``; its users are the documents that somebody works with.
    """
    with db.write() as session:
        held = load_import(session, actor, import_id, lock=True)
        require(actor, Verb.UNDO_IMPORT, held.organisation_id)
        if held.state != "applied":
            raise Refused("import.refused.not_applied")
        result = held.result
        ids = [each for each in (result.get("tour"), *result["stations"], *result["media"]) if each]
        there = _there(session, ids)
        kept = _in_use(session, there)
        if kept and not keep_changed:
            raise InUse("import.refused.in_use", as_seen(actor, entries(session, sorted(kept))))
        removed = [document for document in there if document not in kept]
        for document in removed:
            delete_document(session, actor, document)
        row = session.get_one(Import, import_id)
        row.state, row.undone_at = "undone", clock.now()
        row.result = {**row.result, "removed": removed, "kept": sorted(kept)}
        session.add(row)
        audit.record(session, actor, "undo_import", held.organisation_id, "import", import_id, removed=len(removed))
    return Undone(tuple(removed), tuple(sorted(kept)))


def _there(session: Session, ids: Sequence[str]) -> list[str]:
    """Those that nobody deleted by hand since, in their order: what uses others comes before what it uses."""
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        some = col(Document.id).in_(ids[start : start + 500])
        found.update(session.exec(select(Document.id).where(some, col(Document.deleted_at).is_(None))))
    return [each for each in ids if each in found]


def _in_use(session: Session, ids: Sequence[str]) -> set[str]:
    """Those that were changed since, and all that something staying behind uses, however far down."""
    kept = set()
    for start in range(0, len(ids), 500):
        kept |= changed_since(session, ids[start : start + 500])
    ours = set(ids)
    while True:
        more = _targets(session, ours, ours - kept) - kept
        if not more:
            return kept
        kept |= more


def _targets(session: Session, ours: Collection[str], going: Collection[str]) -> set[str]:
    """Those of ``ours`` that a living document refers to which is not itself going."""
    found: set[str] = set()
    wanted = sorted(ours)
    for start in range(0, len(wanted), 500):
        rows = session.exec(
            select(Reference.source_id, Reference.target_id)
            .join(Document, col(Document.id) == col(Reference.source_id))
            .where(col(Reference.target_id).in_(wanted[start : start + 500]), col(Document.deleted_at).is_(None))
        )
        found |= {target for source, target in rows if source not in going}
    return found
