"""Where a document is looked at, by people and by programs."""

from typing import Final

_FOLDERS: Final = {"tour": "/tours/", "station": "/library/", "medium": "/media/", "guide": "/guides/"}


def address_of(kind: str, document_id: str) -> str:
    """The page of a document."""
    return _FOLDERS[kind] + document_id


def api_address_of(document_id: str) -> str:
    """The document itself, for a program."""
    return f"/api/v1/documents/{document_id}"
