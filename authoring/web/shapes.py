"""What several operations take and give: documents, entries of lists, reports with words."""

from datetime import datetime
from typing import Any, Literal, cast

from pydantic import JsonValue

from authoring.queries.documents import Entry, Loaded, own_file_name
from authoring.web.context import actor
from authoring.web.operations import Shape
from authoring.web.replies import Ready
from tour_schema.issue import Issue

JsonObject = dict[str, JsonValue]
Kind = Literal["station", "tour", "guide", "medium"]


class DocumentEntry(Shape):
    """A document with its body, as `wayfable schema` describes it."""

    id: str
    kind: Kind
    organisation: str
    revision: int
    editable: bool
    """Whether the one who asks may save it."""
    updated_at: datetime
    updated_by: str | None
    body: JsonObject


class Counts(Shape):
    """How many faults the last report of a document had; `fresh` says whether it is of today."""

    errors: int
    warnings: int
    hints: int
    fresh: bool


class ListItem(Shape):
    """A document in a list, without its body."""

    id: str
    kind: Kind
    organisation: str
    revision: int
    state: str
    slug: str | None
    title: dict[str, str]
    languages: list[str]
    themes: list[str]
    cover: str | None
    position: tuple[float, float] | None
    """Longitude, latitude."""
    type: str | None
    """Of a medium: what it is."""
    file_name: str | None
    """Of a medium that one may change: what its upload was called. It is never published."""
    stations: int | None
    """Of a tour: how many stops it has."""
    report: Counts
    updated_at: datetime
    updated_by: str | None


class ListPage(Shape):
    """A page of a list; `next` is the cursor of the page that follows."""

    items: list[ListItem]
    next: str | None
    total: int | None
    """How many there are on all pages, where that was counted."""


class ToldIssue(Issue):
    """An issue with its sentences, in the language of whoever asked."""

    title: str
    help: str
    fix_label: str | None = None


class ToldReport(Shape):
    """A report whose issues have their words."""

    kind: Literal["report"]
    issues: list[ToldIssue]


def entry_of(loaded: Loaded) -> dict[str, Any]:
    """A `DocumentEntry`, with the body as it was stored."""
    return {
        "id": loaded.id,
        "kind": loaded.kind,
        "organisation": loaded.organisation_id,
        "revision": loaded.revision,
        "editable": loaded.editable,
        "updated_at": loaded.updated_at.isoformat(),
        "updated_by": loaded.updated_by,
        "body": Ready(loaded.body.encode()),
    }


def item_of(row: Entry) -> ListItem:
    """What a list says of a document. A card is made of drafts, so nothing in it is taken on trust."""
    card = row.card
    position = card.get("position")
    return ListItem.model_construct(
        id=row.id,
        kind=cast("Kind", row.kind),
        organisation=row.organisation_id,
        revision=row.revision,
        state=row.state,
        slug=row.slug,
        title={tag: text for tag, text in card.get("title", {}).items() if isinstance(text, str)},
        languages=card.get("languages", []),
        themes=card.get("themes", []),
        cover=card.get("cover"),
        position=(position[0], position[1]) if position else None,
        type=card.get("type"),
        file_name=own_file_name(actor(), row),
        stations=card.get("stations"),
        report=Counts(errors=row.errors, warnings=row.warnings, hints=row.hints, fresh=row.counted),
        updated_at=row.updated_at,
        updated_by=row.updated_by,
    )
