"""The documents that use something, as a page lists them: the macro `parts.uses` shows what this makes."""

from dataclasses import dataclass

from authoring.queries.usage import Users
from authoring.web.addresses import address_of
from authoring.web.pages.cards import in_language, shortened


@dataclass(frozen=True, slots=True)
class Use:
    """One that may be seen; `title` is empty where it has none."""

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
        shown.append(Use(entry.kind, shortened(title), lang, address_of(entry.kind, entry.id)))
    return Uses(shown, users.hidden)
