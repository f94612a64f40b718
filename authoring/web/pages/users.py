"""The documents that use something, as a page lists them: the macro `parts.uses` shows what this makes."""

from dataclasses import dataclass

from authoring.queries.documents import own_file_name
from authoring.queries.usage import Users
from authoring.web.addresses import address_of
from authoring.web.context import actor
from authoring.web.pages.cards import in_language, shortened


@dataclass(frozen=True, slots=True)
class Use:
    """One that may be seen; `title` is empty where it has none, and an own file of that name neither."""

    kind: str
    title: str
    lang: str | None
    href: str


@dataclass(frozen=True, slots=True)
class Uses:
    """All of them, those that may not be seen as their number."""

    shown: list[Use]
    hidden: int

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.shown) + self.hidden


def uses_of(users: Users) -> Uses:
    """The users in the reader's language."""
    shown = []
    for entry in users.shown:
        title, lang = in_language(entry.card.get("title"), entry.card.get("original"))
        called = shortened(title) or own_file_name(actor(), entry) or ""
        shown.append(Use(entry.kind, called, lang, address_of(entry.kind, entry.id)))
    return Uses(shown, users.hidden)
