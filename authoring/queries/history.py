"""The revisions of a document: who, when, and what, as a difference that people can read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlmodel import col, select

from authoring.errors import NotFound
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.store.difference import Change, changes
from authoring.tables import Revision

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from authoring.permissions import Actor


MADE_VARIANTS: Final = "variants"
"""The summary of the revision in which a job puts what it made into a medium: no person's change."""


@dataclass(frozen=True)
class Step:
    """A revision as a list shows it; ``summary`` is a code such as ``create`` or ``revert:3``, or empty."""

    number: int
    at: datetime
    author_id: str | None
    author_name: str
    based_on: int
    summary: str
    import_id: str | None


def head(session: Session, actor: Actor, document_id: str) -> int:
    """Return the number of the newest revision."""
    row = row_of(session, document_id)
    require(actor, Verb.READ_HISTORY, row.organisation_id)
    return row.head


def steps(
    session: Session, actor: Actor, document_id: str, *, before: int | None = None, limit: int = 50
) -> list[Step]:
    """Return the revisions, newest first; ``before`` is the number of the last one seen."""
    head(session, actor, document_id)
    query = select(Revision).where(Revision.document_id == document_id)
    if before is not None:
        query = query.where(Revision.number < before)
    rows = session.exec(query.order_by(col(Revision.number).desc()).limit(limit))
    return [
        Step(row.number, row.at, row.author_id, row.author_name, row.based_on, row.summary, row.import_id)
        for row in rows
    ]


def body(session: Session, actor: Actor, document_id: str, number: int) -> str:
    """Return the JSON text of a revision; raise ``NotFound``."""
    head(session, actor, document_id)
    found = session.exec(
        select(Revision.body).where(Revision.document_id == document_id, Revision.number == number)
    ).one_or_none()
    if found is None:
        raise NotFound("revision", f"{document_id}/{number}")
    return found


def difference(session: Session, actor: Actor, document_id: str, older: int, newer: int) -> list[Change]:
    """Return what changed from one revision to another, in the order of the newer; 0 is before the first."""
    before = {} if older == 0 else json.loads(body(session, actor, document_id, older))
    return changes(before, json.loads(body(session, actor, document_id, newer)))
