"""Writing a revision: the one place where a document's head moves.

With the head go its card, its slug, what it refers to, its search entry and the counts of its
report, all in the caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, update
from sqlmodel import col, select

from authoring import clock
from authoring.queries.resolver import StoreResolver, tours_above
from authoring.store import body as bodies
from authoring.store import captions, cards, index, slugs
from authoring.store.house import usual_of
from authoring.tables import Document, Reference, Revision
from tour_schema import Report, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from authoring.permissions import Actor
    from authoring.store.body import Body


@dataclass(frozen=True)
class Saved:
    """What a verb that writes a document answers.

    ``merged`` says that ``body`` is not what was sent: somebody else's changes are in it, or a
    slug that was taken got a number. ``report`` is that of the document as it now stands.
    """

    document_id: str
    revision: int
    body: bytes
    merged: bool
    report: Report


@dataclass(frozen=True)
class Note:
    """Why a revision is written: what it was based on, a summary code, the import it belongs to."""

    based_on: int = 0
    summary: str = ""
    import_id: str | None = None


def judge(session: Session, body: Body, organisation_id: str) -> Report:
    """Return the report of a body as if that organisation had stored it; for what the format cannot read, why not."""
    if body.document is None:
        return body.report
    resolver = StoreResolver(session, fresh={body.id: body.document})
    resolver.prefetch_all_of(body.references)
    found = check(body.document, resolver, on=clock.today(), usual=usual_of(session, organisation_id))
    return Report.model_construct(issues=(*body.report.issues, *found.issues)) if body.report.issues else found


def settle(session: Session, body: Body) -> Body:
    """Return the body with what follows from the rest of it: a slug that nobody else has, the file of its cues."""
    return captions.settle(_with_free_slug(session, body))


def _with_free_slug(session: Session, body: Body) -> Body:
    asked = slugs.wanted(body.value)
    if asked is None:
        return body
    given = slugs.free(session, asked, body.id)
    return body if given == asked else bodies.of_value(body.value | {"slug": given})


def append(session: Session, actor: Actor, row: Document, body: Body, report: Report, note: Note) -> int:
    """Write the next revision of ``row`` and move its head; return the revision's number."""
    now = clock.now()
    number = row.head + 1
    row.head = number
    row.card = cards.card_of(body.value)
    row.slug = slugs.wanted(body.value)
    row.updated_at = now
    row.updated_by = actor.name
    count_faults(row, report)
    session.add(row)
    session.flush()
    session.add(
        Revision(
            document_id=row.id,
            number=number,
            body=body.text,
            author_id=actor.person_id,
            author_name=actor.name,
            at=now,
            based_on=note.based_on,
            summary=note.summary,
            import_id=note.import_id,
        )
    )
    refer(session, row.id, body.references)
    index.renew(session, row, body.value)
    doubt_faults_above(session, row.id)
    return number


def count_faults(row: Document, report: Report) -> None:
    """Keep the report's counts beside the head, so that lists need no check."""
    for name, count in counts(report).items():
        setattr(row, name, count)
    row.checked_on = clock.today()


def counts(report: Report) -> dict[str, int]:
    """Return how many ``errors``, ``warnings`` and ``hints`` a report holds."""
    severities = [issue.severity for issue in report.issues]
    return {
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "hints": severities.count(Severity.HINT),
    }


def doubt_faults_above(session: Session, document_id: str) -> None:
    """Mark the counts of everything that leads to a document as to be renewed."""
    above = tours_above(session, document_id)
    if above:
        session.execute(update(Document).where(col(Document.id).in_(above)).values(checked_on=None))


def refer(session: Session, source_id: str, targets: Iterable[str]) -> None:
    """Write what the head of a document names."""
    wanted = set(targets)
    known = set(session.exec(select(Reference.target_id).where(Reference.source_id == source_id)))
    if gone := known - wanted:
        session.execute(
            delete(Reference).where(col(Reference.source_id) == source_id, col(Reference.target_id).in_(gone))
        )
    if new := sorted(wanted - known):
        session.execute(insert(Reference), [{"source_id": source_id, "target_id": target} for target in new])
