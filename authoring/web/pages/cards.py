"""What a list shows of a document, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from authoring.keywords import named
from authoring.permissions import Verb, allowed
from authoring.queries.documents import Entry
from authoring.web.addresses import address_of
from authoring.web.context import actor
from authoring.web.language import language

_TINTS: Final = 3
_TITLE: Final = 160
_SUMMARY: Final = 600


@dataclass(frozen=True, slots=True)
class Card:
    """One document on a page. `title` is empty where it has none; `lang` is the language that the title is in."""

    id: str
    kind: str
    title: str
    lang: str | None
    summary: str
    organisation: str
    languages: tuple[str, ...]
    themes: tuple[str, ...]
    cover: str | None
    position: tuple[float, float] | None
    state: str
    errors: int
    warnings: int
    stops: int
    modules: int
    updated_at: datetime
    deleted_at: datetime | None
    editable: bool

    @property
    def tint(self) -> int:
        """Which of the quiet colours a cover without a picture has: the same one every time."""
        return int(self.id[-2:], 16) % _TINTS + 1

    @property
    def href(self) -> str:
        """Where the document is looked at."""
        return address_of(self.kind, self.id)


def in_language(text: object, original: object = None) -> tuple[str, str | None]:
    """The text for the reader and the language it is in: the reader's own, the original, or any."""
    if not isinstance(text, Mapping):
        return "", None
    for tag in (language(), original, *text):
        if isinstance(tag, str) and isinstance(text.get(tag), str):
            return str(text[tag]), tag
    return "", None


def shortened(text: str, most: int = _TITLE) -> str:
    """The text as a list has room for it: at most so many letters, the last of them an ellipsis where more follow."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def picture_of(medium_id: object, use: str = "480") -> str | None:
    """Where a medium's picture of that size is."""
    return f"/api/v1/media/{medium_id}/file/{use}" if isinstance(medium_id, str) else None


def card_of(entry: Entry, names: Mapping[str, str]) -> Card:
    """A list's entry as a page shows it; `names` are the organisations' by id."""
    facts: Mapping[str, Any] = entry.card
    title, lang = in_language(facts.get("title"), facts.get("original"))
    position = facts.get("position")
    return Card(
        id=entry.id,
        kind=entry.kind,
        title=shortened(title),
        lang=lang,
        summary=shortened(in_language(facts.get("summary"), facts.get("original"))[0], _SUMMARY),
        organisation=names.get(entry.organisation_id, ""),
        languages=tuple(facts.get("languages", ())),
        themes=tuple(named("theme", facts.get("themes", ()), language())),
        cover=picture_of(facts.get("cover")),
        position=(float(position[0]), float(position[1])) if position else None,
        state=entry.state,
        errors=entry.errors,
        warnings=entry.warnings,
        stops=int(facts.get("stations", 0)),
        modules=int(facts.get("modules", 0)),
        updated_at=entry.updated_at,
        deleted_at=entry.deleted_at,
        editable=allowed(actor(), Verb.EDIT, entry.organisation_id),
    )
