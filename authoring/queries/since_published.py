"""What is different between the version of a tour that visitors had last and what it is now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from sqlmodel import col, select

from authoring.permissions import Verb, allowed, require
from authoring.queries.documents import row_of
from authoring.queries.reviews import parts_now
from authoring.store.difference import Change, changes
from authoring.tables import Document, Publication, Revision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session

    from authoring.permissions import Actor

Kind = Literal["new", "gone", "changed"]

_ORDER: Final = ("tour", "station", "guide", "medium")


@dataclass(frozen=True, slots=True)
class Altered:
    """A document of a tour that is not what visitors had.

    ``before`` and ``after`` are its bodies, ``None`` where the tour had or has it not; ``changes`` is absent where
    another organisation keeps the history to itself.
    """

    id: str
    document: str
    kind: Kind
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    changes: tuple[Change, ...] | None


@dataclass(frozen=True, slots=True)
class SincePublished:
    """The version that is compared with, absent where there was none, and what became different, the tour first."""

    version: int | None
    altered: tuple[Altered, ...]


def since_published(session: Session, actor: Actor, tour_id: str) -> SincePublished:
    """Compare a tour and all it leads to with the version that visitors have, or had last.

    Raises:
        NotFound, Forbidden: there is no such tour, or the actor does not belong to its organisation.
    """
    row = row_of(session, tour_id)
    require(actor, Verb.READ_HISTORY, row.organisation_id)
    order = (col(Publication.current).desc(), col(Publication.version).desc())
    last = session.exec(select(Publication).where(Publication.tour_id == tour_id).order_by(*order)).first()
    had: Mapping[str, int] = last.parts if last is not None else {}
    now = parts_now(session, tour_id)
    # What a tour leads to and no phone needs was in no version: of that only a change of what was there is told.
    rows = [session.get(Document, id_) for id_ in {**now, **had} if now.get(id_) != had.get(id_)]
    # Of what was deleted for good nothing is left to be compared.
    other = sorted((each for each in rows if each is not None), key=lambda each: (_ORDER.index(each.kind), each.id))
    return SincePublished(
        last.version if last is not None else None,
        tuple(_altered(session, actor, each, had.get(each.id), now.get(each.id)) for each in other),
    )


def _altered(session: Session, actor: Actor, row: Document, old: int | None, new: int | None) -> Altered:
    before, after = (_body(session, row.id, number) for number in (old, new))
    kind: Kind = "new" if old is None else "gone" if new is None else "changed"
    told = None
    if allowed(actor, Verb.READ_HISTORY, row.organisation_id):
        told = tuple(changes(before, after)) if before is not None and after is not None else ()
    return Altered(row.id, row.kind, kind, before, after, told)


def _body(session: Session, document_id: str, number: int | None) -> dict[str, Any] | None:
    if number is None:
        return None
    query = select(Revision.body).where(Revision.document_id == document_id, Revision.number == number)
    found: dict[str, Any] = json.loads(session.exec(query).one())
    return found
