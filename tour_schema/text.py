"""Text for people: by language, with one fallback for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import GetCoreSchemaHandler, StringConstraints

Language = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-x(?:-[a-z0-9]{1,8})+)?$"),
]
"""A BCP 47 tag in its canonical case: ``de``, ``de-AT``, ``de-x-leicht`` (Leichte Sprache), ``gsg`` (sign language)."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=100_000)]

LocalizedText = dict[Language, Words]
"""Plain text by language. An absent language is missing; an empty string is not a text."""

RichText = dict[Language, Words]
"""CommonMark without HTML by language; links are ``https:``, ``tel:``, ``mailto:`` or ``station:<id>``."""


class _Empty(dict[str, Any]):
    """An object without members that stays so: a default with a hash, which pydantic need not copy for every object."""

    def __hash__(self) -> int:  # type: ignore[override]
        return 0

    def __setitem__(self, key: str, value: Any) -> None:
        raise TypeError(key)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> Any:
        """As any object, so that the published schemas can say what the default is."""
        return handler(dict)


NO_TEXT: Final[LocalizedText] = _Empty()
EMPTY: Final[Any] = _Empty()


def fallbacks(tag: str, original: str) -> tuple[str, ...]:
    """The tags to try for a reader of ``tag``, best first: exact, shorter and shorter, the original.

    >>> fallbacks("de-x-leicht", "en")
    ('de-x-leicht', 'de', 'en')
    """
    parts = tag.split("-")
    shorter = ["-".join(parts[:length]) for length in range(len(parts), 0, -1) if parts[length - 1] != "x"]
    return tuple(dict.fromkeys([*shorter, original]))


def best(text: Mapping[str, str], tag: str, original: str) -> str | None:
    """The text for a reader of ``tag``, or ``None`` where nothing of the fallback is there."""
    return next((text[each] for each in fallbacks(tag, original) if each in text), None)
