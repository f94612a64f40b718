"""Where everything stands that a tour leads to: what whoever has the tour open asks again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from authoring.errors import NotFound
from authoring.permissions import allowed, require
from authoring.queries.documents import reading_verb, row_of

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.permissions import Actor


@dataclass(frozen=True)
class Head:
    """The newest revision of a document, and who saved it."""

    id: str
    revision: int
    author_id: str | None
    author: str


# One statement, however far the tour leads, that opens no body. PostgreSQL wants both halves to be of one type.
_HEADS: Final = text(
    "WITH RECURSIVE below(id) AS (SELECT CAST(:id AS VARCHAR)"
    " UNION SELECT r.target_id FROM reference r JOIN below b ON r.source_id = b.id)"
    " SELECT d.id, d.kind, d.organisation_id, d.head, v.author_id, v.author_name"
    " FROM below b JOIN document d ON d.id = b.id JOIN revision v ON v.document_id = d.id AND v.number = d.head"
    " WHERE d.deleted_at IS NULL ORDER BY d.id"
)


def heads(session: Session, actor: Actor, tour_id: str) -> list[Head]:
    """Return the heads of a tour and of all it leads to that the actor may read, by id."""
    tour = row_of(session, tour_id)
    if tour.kind != "tour":
        raise NotFound("document", tour_id)
    require(actor, reading_verb(tour.kind), tour.organisation_id)
    return [
        Head(id_, revision, author_id, author)
        for id_, kind, organisation_id, revision, author_id, author in session.execute(_HEADS, {"id": tour_id})
        if allowed(actor, reading_verb(kind), organisation_id)
    ]
