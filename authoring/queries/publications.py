"""What is published, what was, and what has changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlmodel import col, func, select

from authoring.errors import NotFound
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.tables import Document, Publication, PublishedPart

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from authoring.permissions import Actor

_AT_ONCE = 500


def versions(session: Session, actor: Actor, tour_id: str) -> list[Publication]:
    """Return the versions of a tour that were ever published, the newest first."""
    row = row_of(session, tour_id)
    require(actor, Verb.READ_HISTORY, row.organisation_id)
    query = select(Publication).where(Publication.tour_id == tour_id).order_by(col(Publication.version).desc())
    return list(session.exec(query))


def version_of(session: Session, tour_id: str, version: int) -> Publication:
    """Return one version; raise ``NotFound`` where there was none."""
    found = session.get(Publication, (tour_id, version))
    if found is None:
        raise NotFound("publication", str(version))
    return found


def next_version(session: Session, tour_id: str) -> int:
    """Return the number that a tour's next version has at least."""
    query = select(func.max(Publication.version)).where(Publication.tour_id == tour_id)
    return (session.exec(query).one() or 0) + 1


def is_published(session: Session, tour_id: str) -> bool:
    """Tell whether visitors have some version of a tour."""
    query = select(Publication.version).where(Publication.tour_id == tour_id, col(Publication.current).is_(True))
    return session.exec(query).first() is not None


def unpublished_changes(session: Session) -> dict[str, list[str]]:
    """Return the published tours of which something changed since, with what it was.

    One statement, whatever the number of tours: it asks of each part whether its head is still the one that was
    published; a document that is new in a tour came by a change of one that is not.
    """
    rows = session.execute(
        text(
            "SELECT p.tour_id, p.document_id FROM published_part p JOIN document d ON d.id = p.document_id"
            " WHERE d.head <> p.revision OR d.deleted_at IS NOT NULL ORDER BY p.tour_id, p.document_id"
        )
    )
    found: dict[str, list[str]] = {}
    for tour_id, document_id in rows:
        found.setdefault(str(tour_id), []).append(str(document_id))
    return found


def unpublished_changes_of(session: Session, tour_id: str) -> list[str]:
    """Return the documents of a published tour of which visitors do not have the newest revision."""
    query = (
        select(PublishedPart.document_id)
        .join(Document, col(Document.id) == col(PublishedPart.document_id))
        .where(PublishedPart.tour_id == tour_id)
        .where((col(Document.head) != col(PublishedPart.revision)) | col(Document.deleted_at).is_not(None))
    )
    return sorted(session.exec(query))


def changed_since_version(session: Session, tour_ids: Iterable[str]) -> dict[str, int]:
    """Return of these tours those whose visitors do not have the newest state, with the version that they have."""
    changed = unpublished_changes(session)
    wanted = [tour_id for tour_id in tour_ids if tour_id in changed]
    query = select(Publication.tour_id, Publication.version).where(col(Publication.current).is_(True))
    return dict(session.exec(query.where(col(Publication.tour_id).in_(wanted))).all())


def tours_to_publish(session: Session) -> list[str]:
    """Return the tours of which visitors do not have the newest state; those that were withdrawn stay withdrawn."""
    published = set(session.exec(select(Publication.tour_id).where(col(Publication.current).is_(True))))
    changed = unpublished_changes(session)
    return [tour_id for tour_id in all_tours(session) if tour_id not in published or tour_id in changed]


def all_tours(session: Session) -> list[str]:
    """Return every tour that visitors shall have: all but those that were withdrawn."""
    ever = set(session.exec(select(Publication.tour_id)))
    current = set(session.exec(select(Publication.tour_id).where(col(Publication.current).is_(True))))
    every = session.exec(select(Document.id).where(Document.kind == "tour", col(Document.deleted_at).is_(None)))
    return sorted(set(every) - (ever - current))


def outlived(session: Session, keep: int) -> tuple[frozenset[str], list[Publication]]:
    """Return the manifests that are kept, and the rows of versions that are not.

    Of each tour the newest ``keep`` are kept, and the current one.
    """
    kept: set[str] = set()
    dropped: list[Publication] = []
    seen: dict[str, int] = {}
    query = select(Publication).order_by(col(Publication.tour_id), col(Publication.version).desc())
    for row in session.exec(query):
        seen[row.tour_id] = seen.get(row.tour_id, 0) + 1
        if row.current or seen[row.tour_id] <= keep:
            kept.add(row.manifest)
        else:
            dropped.append(row)
    return frozenset(kept), dropped


def heads(session: Session, ids: Iterable[str]) -> dict[str, int]:
    """Return the head of each document that exists."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, int] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = select(Document.id, Document.head).where(col(Document.id).in_(wanted[start : start + _AT_ONCE]))
        found |= dict(session.exec(query).all())
    return found
