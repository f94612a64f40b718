"""Where a list goes on: a cursor is opaque to whoever pages, and names the last thing that they have seen."""

import base64
import binascii
import re
from datetime import datetime
from typing import Final

from authoring.web.problems import Problem

_ID: Final = re.compile(r"[0-9a-f-]{36}")


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
        moment, document_id = text.split(" ")
        found = datetime.fromisoformat(moment)
    except (ValueError, binascii.Error):
        raise Problem(400, "query", places=["/cursor"]) from None
    if found.tzinfo is None or not _ID.fullmatch(document_id):
        raise Problem(400, "query", places=["/cursor"])
    return found, document_id
