"""What uses a document, as far as whoever asks may know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from authoring.errors import Refused
from authoring.permissions import allowed
from authoring.queries.documents import Entry, reading_verb
from authoring.tables import Document, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlmodel import Session

    from authoring.permissions import Actor


@dataclass(frozen=True)
class Users:
    """Documents that use something: those that the one who asks may read, and how many more there are."""

    shown: tuple[Entry, ...]
    hidden: int

    @property
    def count(self) -> int:
        """Return how many there are, seen and unseen."""
        return len(self.shown) + self.hidden


class InUse(Refused):
    """Refused because of other documents; ``users`` are those that stand in the way."""

    def __init__(self, code: str, users: Users, values: Mapping[str, Any] | None = None) -> None:
        """Keep the users; the sentence may say how many there are as ``count``."""
        super().__init__(code, {"count": users.count, **(values or {})})
        self.users = users


def used_by(session: Session, document_id: str, *, kind: str | None = None) -> list[Entry]:
    """Return the documents whose heads name this one, such as the tours that use a station."""
    query = (
        select(Document)
        .join(Reference, col(Reference.source_id) == col(Document.id))
        .where(Reference.target_id == document_id, col(Document.deleted_at).is_(None))
        .order_by(col(Document.updated_at).desc())
    )
    if kind is not None:
        query = query.where(Document.kind == kind)
    return [Entry.of(row) for row in session.exec(query)]


def users_of(session: Session, actor: Actor, document_id: str, *, kind: str | None = None) -> Users:
    """Return what uses a document, changed last first, as far as the actor may read it."""
    return as_seen(actor, used_by(session, document_id, kind=kind))


def as_seen(actor: Actor, documents: Iterable[Entry]) -> Users:
    """Return the documents as the actor may know of them."""
    every = list(documents)
    shown = tuple(each for each in every if allowed(actor, reading_verb(each.kind), each.organisation_id))
    return Users(shown, len(every) - len(shown))
