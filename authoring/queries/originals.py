"""The private file that a medium was made from: for the members of its organisation, and only the one it came with."""

import json
from typing import Final

from sqlmodel import Session, col, or_, select

from authoring.permissions import Actor, Verb, allowed
from authoring.queries.documents import load
from authoring.tables import Revision

_CAME_WITH: Final = ("upload", "import")


def original_of(session: Session, actor: Actor, medium_id: str) -> str | None:
    """The SHA-256 of the private file of a medium; `None` for whoever may not have it.

    What a body says is what somebody wrote: a medium could name the private file of another organisation. So only
    revisions that an upload or an import has written are asked.
    """
    medium = load(session, actor, medium_id)
    if medium.kind != "medium" or not allowed(actor, Verb.EDIT, medium.organisation_id):
        return None
    rows = session.exec(
        select(Revision.body)
        .where(Revision.document_id == medium_id)
        .where(or_(*(col(Revision.summary).startswith(summary) for summary in _CAME_WITH)))
        .order_by(col(Revision.number)),
    )
    brought = {json.loads(body)["original"]["sha256"] for body in rows}
    named = medium.value.get("original")
    wanted = named.get("sha256") if isinstance(named, dict) else None
    return wanted if wanted in brought else None
