"""Copy a document into one's own organisation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from authoring.actions.create_document import create_document
from authoring.db import writing
from authoring.ids import new_id
from authoring.queries import documents
from authoring.words import LANGUAGES, say

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor
    from authoring.store.revisions import Saved


def copy_document(db: Database | Session, actor: Actor, document_id: str, organisation_id: str | None = None) -> Saved:
    """Make a document with the same contents and another id; what it refers to stays shared.

    Without ``organisation_id`` the copy belongs to the organisation of the original. Its title says
    that it is a copy; licence and credit stay as they are.
    """
    with writing(db) as session:
        original = documents.load(session, actor, document_id)
        value = _renamed(original.value) | {"id": new_id()}
        value.pop("slug", None)
        target = organisation_id or original.organisation_id
        # What a file was called is its own organisation's business.
        own = target == original.organisation_id
        file_name = documents.row_of(session, document_id).file_name if own else None
        body, summary = json.dumps(value).encode(), f"copy:{document_id}"
        return create_document(session, actor, target, body, summary=summary, file_name=file_name)


def _renamed(value: dict[str, Any]) -> dict[str, Any]:
    field = "name" if value["kind"] == "guide" else "title"
    title = value.get(field)
    if not isinstance(title, dict):
        return value
    return value | {
        field: {
            tag: say("history.copy_title", tag, title=text) if tag.split("-")[0] in LANGUAGES else text
            for tag, text in title.items()
        }
    }
