"""Image targets: those of an organisation, and what is known of each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from sqlmodel import Session, col, select

from authoring.queries.media import variants_of
from authoring.tables import Blob, Document, Revision
from tour_schema.media import TargetFacts

_MOST_BYTES: Final = 100_000
"""Of the features of a target: 120 of them take 25 kB."""

_TARGETS: Final = (
    select(Document.id, Revision.body)
    .join(Revision, col(Revision.document_id) == col(Document.id))
    .where(col(Revision.number) == col(Document.head), Document.kind == "medium")
    .where(col(Document.deleted_at).is_(None), col(Document.card)["type"].as_string() == "target")
)
"""The image targets that are not in the bin: id and body as it is now."""


@dataclass(frozen=True)
class KnownTarget:
    """An image target that was looked at: the hash of its ``features``, its facts, and its whole document."""

    id: str
    features: str
    facts: TargetFacts
    body: Mapping[str, Any]


def targets_of(session: Session, organisation_id: str, *, without: str, most: int) -> list[KnownTarget]:
    """Return the other image targets of an organisation, made last first."""
    others = _TARGETS.where(col(Document.organisation_id) == organisation_id, col(Document.id) != without)
    found = []
    for document_id, written in session.exec(others.order_by(col(Document.id).desc()).limit(most)):
        body = json.loads(written)
        features, facts = features_of(session, body), _facts_of(body)
        if features is not None and facts is not None:
            found.append(KnownTarget(document_id, features, facts, body))
    return found


def uncompiled(session: Session) -> list[str]:
    """Return the ids of the image targets that were looked at but have no ``.mind`` file yet."""
    found = session.exec(_TARGETS.execution_options(yield_per=200))
    bodies = ((medium_id, json.loads(body)) for medium_id, body in found)
    return [
        medium_id
        for medium_id, body in bodies
        if _facts_of(body) and all(each["use"] != "mind" for each in variants_of(body))
    ]


def features_of(session: Session, body: Mapping[str, Any]) -> str | None:
    """Return the hash of the file that says where the features of a target are, ``None`` where it can be none."""
    for variant in variants_of(body):
        if variant["use"] == "features":
            blob = session.get(Blob, variant["sha256"])
            # What a document says of a file is what somebody wrote; how long it is, its row says.
            return None if blob is None or blob.private or blob.bytes > _MOST_BYTES else blob.sha256
    return None


def _facts_of(body: Mapping[str, Any]) -> TargetFacts | None:
    try:
        return TargetFacts.model_validate_json(json.dumps(body.get("target")))
    except ValidationError:
        return None
