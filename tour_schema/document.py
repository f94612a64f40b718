"""Any document, told apart by its ``kind``."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, TypeAdapter

from tour_schema.guide import Guide
from tour_schema.manifest import Catalogue, Manifest, ResolvedTour
from tour_schema.media import Medium
from tour_schema.station import Station
from tour_schema.tour import Tour

Document = Station | Tour | Guide | Medium | Manifest | ResolvedTour | Catalogue

DOCUMENT: Final[TypeAdapter[Document]] = TypeAdapter(Annotated[Document, Field(discriminator="kind")])
"""Validates and serialises a document of any kind."""


def dump(document: Document) -> bytes:
    """The document's canonical bytes: UTF-8 JSON in the model's order, without blanks and without ``null``.

    The same document always gives the same bytes.
    """
    return DOCUMENT.dump_json(document, exclude_none=True, by_alias=True)
