"""Where a list goes on: a cursor is opaque to whoever pages, and names the last thing that they have seen."""

import base64
import binascii
from datetime import datetime

from authoring.web.asked import place
from authoring.web.problems import Problem


def cursor_after(moment: datetime, document_id: str) -> str:
    """The cursor of the page that follows a document, changed at that moment."""
    return base64.urlsafe_b64encode(f"{moment.isoformat()} {document_id}".encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[datetime, str]:
    """The moment and the id that `cursor` names.

    Raises:
        Problem: 400, it is none of ours.
    """
    try:
        text = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode()
        at, document_id = text.split(" ")
    except (ValueError, binascii.Error):
        raise Problem(400, "query", places=["/cursor"]) from None
    found = place(at, document_id)
    if found is None:
        raise Problem(400, "query", places=["/cursor"])
    return found
