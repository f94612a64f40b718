"""Numbers and moments that addresses and forms hold: read in one place, so that none is more than a row holds."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from pydantic import Field
from werkzeug.routing import IntegerConverter, Map

from authoring.store.bounds import UUID

MOST: Final = 2**31 - 1
"""The greatest number that a column holds, on PostgreSQL too."""
RevisionNumber = Annotated[int, Field(ge=1, le=MOST)]
"""The number of a revision in a query or a body."""
_DIGITS: Final = re.compile(r"-?[0-9]{1,10}")


class Number(IntegerConverter):
    """A whole number in an address; a greater one names nothing."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - Werkzeug's own name for it
        super().__init__(map, max=MOST)


def number(given: Mapping[str, str], name: str) -> int | None:
    """The whole number of that name, `None` where there is none or none that a column holds."""
    text = given.get(name, "").strip()
    found = int(text) if _DIGITS.fullmatch(text) else None
    return found if found is not None and -MOST <= found <= MOST else None


def moment(text: str) -> datetime | None:
    """The moment in UTC, `None` where the text is none, names no zone or lies outside the calendar."""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def place(at: str, document_id: str) -> tuple[datetime, str] | None:
    """The place in a list behind a document that was changed at that moment, `None` where it is no such place."""
    found = moment(at)
    return (found, document_id) if found is not None and UUID.fullmatch(document_id) else None


def place_before(query: Mapping[str, Any]) -> tuple[datetime, str] | None:
    """The place that a page's address names by `before` and `id`; without a sound one a list shows its beginning."""
    return place(query.get("before", ""), query.get("id", ""))
