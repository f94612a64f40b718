"""Create a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import NotFound, Refused
from authoring.ids import new_id
from authoring.permissions import Verb, require
from authoring.store import body as bodies
from authoring.store import revisions, slugs
from authoring.store.bounds import require_id
from authoring.store.revisions import Note, Saved
from authoring.tables import Document, Organisation
from tour_schema.base import FORMAT

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor

__all__ = ["Saved", "create_document"]


def create_document(
    db: Database | Session,
    actor: Actor,
    organisation_id: str,
    body: bytes,
    *,
    summary: str = "create",
    import_id: str | None = None,
    file_name: str | None = None,
) -> Saved:
    """Store the first revision of a document.

    A body without ``format``, ``id`` or ``original`` gets them, a tour with a title a slug that is
    free. An invalid draft is stored, with its report; raises ``Refused`` for what is no document,
    for an id that is none or exists, and ``Forbidden``. ``file_name`` is a medium's, kept beside it.
    """
    value = completed(bodies.parse(body).value, actor)
    document_id = require_id(value["id"])
    with writing(db) as session:
        require(actor, Verb.CREATE, organisation_id)
        if session.get(Organisation, organisation_id) is None:
            raise NotFound("organisation", organisation_id)
        if session.get(Document, document_id) is not None:
            raise Refused("document_exists", {"id": document_id})
        read = revisions.settle(session, bodies.of_value(value))
        report = revisions.judge(session, read, organisation_id)
        now = clock.now()
        row = Document(
            id=document_id,
            kind=read.kind,
            organisation_id=organisation_id,
            head=0,
            created_at=now,
            updated_at=now,
            file_name=file_name,
        )
        session.add(row)
        note = Note(summary=summary, import_id=import_id)
        number = revisions.append(session, actor, row, read, report, note)
        audit.record(session, actor, "create", organisation_id, read.kind, document_id)
        return Saved(document_id, number, read.data, merged=True, report=report)


def completed(value: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """Return a body with what every new document has."""
    title = value.get("name" if value["kind"] == "guide" else "title")
    given = {"format": FORMAT, "kind": value["kind"], "id": new_id()} | value
    if value["kind"] != "medium":
        first = next(iter(title), None) if isinstance(title, dict) else None
        given.setdefault("original", first or actor.language)
    if value["kind"] == "tour":
        given.setdefault("languages", [given["original"]])
        slug = slugs.of_title(title, given["original"]) if isinstance(title, dict) else None
        if slug is not None:
            given.setdefault("slug", slug)
    return given
