"""The report of a stored document as it stands today."""

from sqlmodel import Session, col, select

from authoring import clock
from authoring.queries.resolver import StoreResolver
from authoring.store.house import usual_of
from authoring.tables import Document, Revision
from tour_schema import Report, check, read


def report_of(session: Session, document_id: str) -> Report:
    """The report of the head of a document; of a tour, with its stations, guides and media.

    Nothing is asked about who may read it: load the document first. A document that the format cannot read has
    the report that says why not; one that does not exist has an empty one.
    """
    resolver = StoreResolver(session)
    resolver.prefetch_all_of([document_id])
    document = resolver.find(document_id)
    if document is not None:
        owner = session.exec(select(Document.organisation_id).where(Document.id == document_id)).one()
        return check(document, resolver, on=clock.today(), usual=usual_of(session, owner))
    body = session.exec(
        select(Revision.body)
        .join(Document, col(Document.id) == col(Revision.document_id))
        .where(col(Document.id) == document_id, col(Document.head) == col(Revision.number))
    ).one_or_none()
    return Report() if body is None else read(body.encode()).report
