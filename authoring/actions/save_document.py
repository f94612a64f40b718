"""Save a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlmodel import Session, select

from authoring import audit
from authoring.errors import NotFound, Refused, Stale
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.store import body as bodies
from authoring.store import revisions
from authoring.store.merge import merge
from authoring.store.revisions import Note, Saved
from authoring.tables import Document, Revision

if TYPE_CHECKING:
    from authoring.db import Database
    from authoring.permissions import Actor
    from authoring.store.body import Body, Sent
    from tour_schema import Report

__all__ = ["Saved", "save_document"]

_TRIES_WITHOUT_LOCK: Final = 3


def save_document(
    db: Database | Session,
    actor: Actor,
    document_id: str,
    body: bytes,
    based_on: int,
    *,
    summary: str = "",
    import_id: str | None = None,
) -> Saved:
    """Store a new revision of a document that was changed from revision ``based_on``.

    If somebody saved in between, changes to different fields are merged, and ``Stale`` tells of
    changes to the same ones. What changes nothing writes nothing. An invalid draft is stored, with
    its report. Raises ``NotFound``, ``Forbidden``, and ``Refused`` for what is no document.
    """
    sent = bodies.parse(body)
    note = Note(based_on=based_on, summary=summary, import_id=import_id)
    if isinstance(db, Session):
        row = row_of(db, document_id)
        return _store(db, actor, row, _prepare(db, actor, document_id, sent, note), note)
    # Merging and checking take most of the time, so they happen before the database is locked;
    # whoever is overtaken begins again, and the last try is made under the lock.
    for _ in range(_TRIES_WITHOUT_LOCK):
        with db.read() as session:
            prepared = _prepare(session, actor, document_id, sent, note)
        if prepared.unchanged:
            return prepared.answer(prepared.head)
        with db.write() as session:
            row = row_of(session, document_id, lock=True)
            if row.head == prepared.head:
                return _store(session, actor, row, prepared, note)
    with db.write() as session:
        row = row_of(session, document_id, lock=True)
        return _store(session, actor, row, _prepare(session, actor, document_id, sent, note), note)


@dataclass(frozen=True)
class _Prepared:
    """A save that needs only to be written, as long as the head is still ``head``."""

    document_id: str
    head: int
    body: Body
    report: Report
    merged: bool
    unchanged: bool

    def answer(self, revision: int) -> Saved:
        return Saved(self.document_id, revision, self.body.data, self.merged, self.report)


def _prepare(session: Session, actor: Actor, document_id: str, given: Sent, note: Note) -> _Prepared:
    row = row_of(session, document_id)
    require(actor, Verb.EDIT, row.organisation_id)
    if given.value.get("id") != document_id or given.value["kind"] != row.kind:
        raise Refused("body_identity")
    current = _text(session, document_id, row.head)
    sent = bodies.of_sent(given)
    body = sent if row.head == note.based_on else _merged(session, sent, note.based_on, row.head, current)
    body = revisions.settle(session, body)
    return _Prepared(
        document_id=document_id,
        head=row.head,
        body=body,
        report=revisions.judge(session, body, row.organisation_id),
        merged=body.text != sent.text,
        unchanged=body.text == current,
    )


def _merged(session: Session, sent: Body, based_on: int, head: int, current: str) -> Body:
    base = bodies.of_text(_text(session, sent.id, based_on))
    theirs = bodies.of_text(current)
    # The text and not what came: what the format adds is in all three, or it would look like a change.
    result = merge(base, theirs, bodies.of_text(sent.text))
    if result.conflicts:
        raise Stale(
            head,
            current.encode(),
            [conflict.as_json() for conflict in result.conflicts],
            merged=bodies.of_value(result.value).data,
        )
    return bodies.of_value(result.value)


def _store(session: Session, actor: Actor, row: Document, prepared: _Prepared, note: Note) -> Saved:
    if prepared.unchanged:
        return prepared.answer(prepared.head)
    number = revisions.append(session, actor, row, prepared.body, prepared.report, note)
    audit.record(session, actor, "edit", row.organisation_id, row.kind, row.id, revision=number)
    return prepared.answer(number)


def _text(session: Session, document_id: str, number: int) -> str:
    found = session.exec(
        select(Revision.body).where(Revision.document_id == document_id, Revision.number == number)
    ).one_or_none()
    if found is None:
        raise NotFound("revision", f"{document_id}/{number}")
    return found
