"""Where everything stands that a tour or a guide leads to: what whoever has it open asks again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from authoring.errors import NotFound
from authoring.permissions import allowed, require
from authoring.queries.documents import reading_verb, row_of
from authoring.queries.history import MADE_VARIANTS

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.permissions import Actor


@dataclass(frozen=True)
class Head:
    """The newest revision of a document, and who saved it; ``author`` is empty where a job did."""

    id: str
    revision: int
    author_id: str | None
    author: str


# One statement, however far the tour leads, that opens no body. PostgreSQL wants both halves to be of one type.
_HEADS: Final = text(
    "WITH RECURSIVE below(id) AS (SELECT CAST(:id AS VARCHAR)"
    " UNION SELECT r.target_id FROM reference r JOIN below b ON r.source_id = b.id)"
    " SELECT d.id, d.kind, d.organisation_id, d.head, v.author_id, v.author_name, v.summary"
    " FROM below b JOIN document d ON d.id = b.id JOIN revision v ON v.document_id = d.id AND v.number = d.head"
    " WHERE d.deleted_at IS NULL ORDER BY d.id"
)


def heads(session: Session, actor: Actor, root_id: str, kind: str = "tour") -> list[Head]:
    """Return the heads of a tour, or another kind of root, and of all it leads to that the actor may read, by id."""
    root = row_of(session, root_id)
    if root.kind != kind:
        raise NotFound("document", root_id)
    require(actor, reading_verb(root.kind), root.organisation_id)
    return [
        Head(id_, revision, author_id, "" if summary == MADE_VARIANTS else author)
        for id_, kind_, organisation_id, revision, author_id, author, summary in session.execute(
            _HEADS, {"id": root_id}
        )
        if allowed(actor, reading_verb(kind_), organisation_id)
    ]
