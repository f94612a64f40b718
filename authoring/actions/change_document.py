"""Change a document whatever others save in it meanwhile: read it, change it, and again where it has moved on."""

import json
from collections.abc import Callable
from typing import Any, Final

from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.errors import Stale
from authoring.permissions import Actor
from authoring.queries.documents import Loaded, load

Json = dict[str, Any]

_TRIES: Final = 5


def change_document(
    database: Database, actor: Actor, document_id: str, change: Callable[[Loaded], Json | None], *, summary: str
) -> int | None:
    """Save what ``change`` makes of the document as it is now; return the new revision.

    ``None`` where ``change`` returns none: there is nothing to save. It may be called several times.

    Raises:
        NotFound, Forbidden: as for every save, and whatever ``change`` raises.
        Stale: others were quicker each time.
    """
    tries = 0
    while True:
        with database.read() as session:
            loaded = load(session, actor, document_id)
        body = change(loaded)
        if body is None:
            return None
        written = json.dumps(body).encode()
        try:
            return save_document(database, actor, document_id, written, loaded.revision, summary=summary).revision
        except Stale:
            tries += 1
            if tries == _TRIES:
                raise
