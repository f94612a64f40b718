"""Slugs: a name in an address, unique among all tours of an installation."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import select

from authoring.store import folding
from authoring.tables import Document

if TYPE_CHECKING:
    from sqlmodel import Session

_LONGEST: Final = 80
_SLUG: Final = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


def of_title(title: dict[str, Any], original: object) -> str | None:
    """Return a slug made of a localised title, or ``None`` if there is nothing to make it of."""
    chosen = title.get(str(original)) or next(iter(title.values()), None)
    if not isinstance(chosen, str):
        return None
    words = [spellings[-1] for spellings in folding.terms(chosen)]
    slug = "-".join(word for word in words if word.isascii())[:_LONGEST].strip("-")
    return slug or None


def wanted(value: dict[str, Any]) -> str | None:
    """Return the slug that a body asks for, ``None`` if it has none or it is not well-formed."""
    slug = value.get("slug")
    fits = isinstance(slug, str) and len(slug) <= _LONGEST and _SLUG.match(slug) is not None
    return slug if fits and value["kind"] == "tour" else None


def free(session: Session, slug: str, document_id: str) -> str:
    """Return the slug, or the first of ``slug-2``, ``slug-3`` … that no other document has."""
    for number in count(1):
        tail = "" if number == 1 else f"-{number}"
        candidate = slug[: _LONGEST - len(tail)].rstrip("-") + tail
        holder = session.exec(select(Document.id).where(Document.slug == candidate)).one_or_none()
        if holder in (None, document_id):
            return candidate
    raise AssertionError("the numbers have run out")
