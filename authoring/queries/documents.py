"""Documents: one, many, what a tour's editor opens, and what uses what."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import text
from sqlmodel import col, select

from authoring.errors import NotFound
from authoring.permissions import Verb, allowed, require
from authoring.queries.resolver import StoreResolver
from authoring.tables import Document, Reference, Revision
from tour_schema import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from authoring.permissions import Actor

__all__ = [
    "Entry",
    "Loaded",
    "StoreResolver",
    "find_tour",
    "listing",
    "load",
    "load_many",
    "organisations_of",
    "own_file_name",
    "row_of",
    "workspace",
]

_MEMBERS_ONLY: Final = frozenset({"tour"})


@dataclass(frozen=True)
class Loaded:
    """A document with its body (UTF-8 JSON text); ``editable`` by the one who asked."""

    id: str
    kind: str
    organisation_id: str
    revision: int
    editable: bool
    body: str
    updated_at: datetime
    updated_by: str | None
    deleted: bool = False

    @property
    def value(self) -> dict[str, Any]:
        """Return the body as JSON."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def readable(self) -> bool:
        """Tell whether the body has the format's shape; a draft is kept whatever it says."""
        return read(self.body.encode()).document is not None


@dataclass(frozen=True)
class Entry:
    """A document as a list shows it, without its body; see ``authoring.store.cards`` for ``card``."""

    id: str
    kind: str
    organisation_id: str
    revision: int
    state: str
    slug: str | None
    card: dict[str, Any]
    errors: int
    warnings: int
    hints: int
    counted: bool
    created_at: datetime
    updated_at: datetime
    updated_by: str | None
    deleted_at: datetime | None
    file_name: str | None
    """Of a medium: what its upload was called. For its own organisation only; see ``own_file_name``."""

    @classmethod
    def of(cls, row: Document) -> Entry:
        """Return what a list shows of a row; ``counted`` tells whether its counts are of today."""
        from authoring import clock

        return cls(
            id=row.id,
            kind=row.kind,
            organisation_id=row.organisation_id,
            revision=row.head,
            state=row.state,
            slug=row.slug,
            card=row.card,
            errors=row.errors,
            warnings=row.warnings,
            hints=row.hints,
            counted=row.checked_on == clock.today(),
            created_at=row.created_at,
            updated_at=row.updated_at,
            updated_by=row.updated_by,
            deleted_at=row.deleted_at,
            file_name=row.file_name,
        )


@dataclass(frozen=True)
class Workspace:
    """Everything that an editor opens: a tour, or a guide alone, and all it leads to, each once, in its order."""

    root: Loaded
    stations: tuple[Loaded, ...]
    guides: tuple[Loaded, ...]
    media: tuple[Loaded, ...]


def reading_verb(kind: str) -> Verb:
    """Return what it takes to read a document of a kind: the library is everybody's, a tour its members'."""
    return Verb.READ_TOUR if kind in _MEMBERS_ONLY else Verb.READ_LIBRARY


def row_of(session: Session, document_id: str, *, deleted: bool = False, lock: bool = False) -> Document:
    """Return a document's row; raise ``NotFound`` if it is missing, or deleted while ``deleted`` is not asked.

    ``lock`` keeps other writers of the same document out until the end of the transaction.
    """
    query = select(Document).where(Document.id == document_id)
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    if row is None or (row.deleted_at is not None) is not deleted:
        raise NotFound("document", document_id)
    return row


def load(session: Session, actor: Actor, document_id: str, *, deleted: bool = False) -> Loaded:
    """Return one document; raise ``NotFound``, or ``Forbidden`` where the actor may not read it."""
    row = row_of(session, document_id, deleted=deleted)
    require(actor, reading_verb(row.kind), row.organisation_id)
    return load_many(session, actor, [document_id], deleted=deleted)[0]


def load_many(session: Session, actor: Actor, ids: Iterable[str], *, deleted: bool = False) -> tuple[Loaded, ...]:
    """Return those of the documents that exist and that the actor may read, in the order asked for."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Loaded] = {}
    for start in range(0, len(wanted), 500):
        rows = session.exec(
            select(Document, Revision.body)
            .join(Revision, col(Revision.document_id) == col(Document.id))
            .where(col(Revision.number) == col(Document.head))
            .where(col(Document.id).in_(wanted[start : start + 500]))
        )
        for row, body in rows:
            if (row.deleted_at is not None) is deleted and allowed(actor, reading_verb(row.kind), row.organisation_id):
                found[row.id] = Loaded(
                    id=row.id,
                    kind=row.kind,
                    organisation_id=row.organisation_id,
                    revision=row.head,
                    editable=allowed(actor, Verb.EDIT, row.organisation_id),
                    body=body,
                    updated_at=row.updated_at,
                    updated_by=row.updated_by,
                    deleted=deleted,
                )
    return tuple(found[id_] for id_ in wanted if id_ in found)


def workspace(session: Session, actor: Actor, root_id: str, kind: str = "tour") -> Workspace:
    """Return a tour, or a root of another kind, with all it leads to: two statements a level, four levels at most."""
    root = load(session, actor, root_id)
    if root.kind != kind:
        raise NotFound("document", root_id)
    by_kind: dict[str, dict[str, Loaded]] = {"station": {}, "guide": {}, "medium": {}}
    waiting, seen = [root_id], {root_id}
    while waiting:
        waiting = [id_ for id_ in _targets(session, waiting) if id_ not in seen]
        seen.update(waiting)
        for document in load_many(session, actor, waiting):
            if document.kind in by_kind:
                by_kind[document.kind][document.id] = document
    order = {id_: place for place, id_ in enumerate(_stations_in_order(root.value))}
    stations = sorted(by_kind["station"].values(), key=lambda station: order.get(station.id, len(order)))
    return Workspace(root, tuple(stations), tuple(by_kind["guide"].values()), tuple(by_kind["medium"].values()))


def listing(
    session: Session,
    actor: Actor,
    kind: str,
    *,
    organisation_id: str | None = None,
    deleted: bool = False,
    before: tuple[datetime, str] | None = None,
    limit: int = 50,
) -> list[Entry]:
    """Return documents of a kind, changed last first, of one organisation or of all that the actor may read.

    What is deleted only its members see.

    ``before`` is ``(updated_at, id)`` of the last entry of the page before this one.
    """
    if organisation_id is not None:
        require(actor, Verb.READ_BIN if deleted else reading_verb(kind), organisation_id)
    query = select(Document).where(Document.kind == kind)
    deleted_at = col(Document.deleted_at)
    query = query.where(deleted_at.is_not(None) if deleted else deleted_at.is_(None))
    if organisation_id is not None:
        query = query.where(Document.organisation_id == organisation_id)
    elif (deleted or kind in _MEMBERS_ONLY) and not actor.machine:
        query = query.where(col(Document.organisation_id).in_(organisations_of(actor)))
    if before is not None:
        moment, id_ = before
        updated_at = col(Document.updated_at)
        query = query.where((updated_at < moment) | ((updated_at == moment) & (col(Document.id) < id_)))
    query = query.order_by(col(Document.updated_at).desc(), col(Document.id).desc()).limit(limit)
    return [Entry.of(row) for row in session.exec(query)]


def entries(session: Session, ids: Sequence[str]) -> list[Entry]:
    """Return the list entries of documents in the order of the ids; missing and deleted ones are left out."""
    rows = session.exec(select(Document).where(col(Document.id).in_(ids), col(Document.deleted_at).is_(None)))
    found = {row.id: Entry.of(row) for row in rows}
    return [found[id_] for id_ in ids if id_ in found]


def find_tour(session: Session, tour: str) -> str:
    """Return the id of the tour that an id or a slug names; raise ``NotFound`` if there is none."""
    found = session.exec(
        select(Document.id).where(
            Document.kind == "tour",
            (col(Document.id) == tour) | (col(Document.slug) == tour),
            col(Document.deleted_at).is_(None),
        )
    ).first()
    if found is None:
        raise NotFound("tour", tour)
    return found


def _targets(session: Session, sources: Sequence[str]) -> list[str]:
    found: dict[str, None] = {}
    for start in range(0, len(sources), 500):
        some = sources[start : start + 500]
        query = select(Reference.target_id).where(col(Reference.source_id).in_(some))
        found.update(dict.fromkeys(session.exec(query.order_by(text("1")))))
    return list(found)


def _stations_in_order(tour: dict[str, Any]) -> list[str]:
    from authoring.store.cards import stations_of

    return list(dict.fromkeys(stations_of(tour)))


def own_file_name(actor: Actor, entry: Entry) -> str | None:
    """Return what a medium's upload was called, to those who may change the medium."""
    return entry.file_name if allowed(actor, Verb.EDIT, entry.organisation_id) else None


def organisations_of(actor: Actor) -> list[str]:
    """Return the organisations that the actor belongs to."""
    if actor.token_scope is not None:
        return [actor.token_organisation] if actor.token_organisation else []
    return list(actor.roles)
