"""Everything a verb may answer instead of doing what it was asked.

::

    WayfableError            code, values
    ├── NotFound             nothing there, or nothing this person may know of
    ├── Forbidden            the role or the token's scope does not allow it
    ├── SignInRequired       nobody is signed in
    ├── TooManyAttempts      try again after ``values["seconds"]``
    ├── Stale                based on an old revision, and the same fields were changed by both
    ├── Invalid              a document that cannot be taken at all; carries the report
    └── Refused              any other "no", told by its code

An error holds a code and values; its sentence is made at the edge by
``authoring.words.of_error`` from ``translations/error``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tour_schema import Report


class WayfableError(Exception):
    """A foreseen "no": ``code`` names the sentence, ``values`` fills it."""

    def __init__(self, code: str, values: Mapping[str, Any] | None = None) -> None:
        """Keep the code and a copy of the values."""
        super().__init__(code)
        self.code = code
        self.values: dict[str, Any] = dict(values or {})

    def __str__(self) -> str:
        """Return the code and its values, for logs only."""
        return f"{self.code} {self.values}" if self.values else self.code


class NotFound(WayfableError):
    """There is no such thing, or it is deleted, or this person may not know of it."""

    _CODES: Final = {
        "document": "document_not_found",
        "organisation": "organisation_not_found",
        "person": "person_not_found",
        "revision": "revision_not_found",
        "token": "token_not_found",
        "tour": "tour_not_found",
    }

    def __init__(self, kind: str, id: str) -> None:  # noqa: A002 - it is the document's own word
        """Say of what kind, one of the above, and which."""
        super().__init__(self._CODES.get(kind, f"{kind}_not_found"), {"id": id})


class Forbidden(WayfableError):
    """The person is known and may not do this."""

    def __init__(self, verb: str, organisation_id: str | None = None) -> None:
        """Say what was asked and in which organisation."""
        super().__init__("forbidden", {"verb": verb, "organisation": organisation_id})


class SignInRequired(WayfableError):
    """Nobody is signed in, or the session has ended."""

    def __init__(self) -> None:
        """Take no values: there is nothing to say about nobody."""
        super().__init__("sign_in_required")


class TooManyAttempts(WayfableError):
    """Too many attempts to sign in; ``values["seconds"]`` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        """Say how many seconds from now it may be tried again."""
        super().__init__("too_many_attempts", {"seconds": seconds})


class Stale(WayfableError):
    """Somebody else changed the same fields since ``based_on``. Nothing was written.

    ``revision`` and ``body`` are the current head; ``conflicts`` is a sequence of
    ``{"pointer", "base", "theirs", "yours"}`` (a value that is absent is left out). ``merged`` is the
    document with everything that could be merged and theirs wherever there is a conflict: the
    pointers lead into it, and it is based on ``revision``.
    """

    def __init__(self, revision: int, body: bytes, conflicts: Sequence[Mapping[str, Any]], *, merged: bytes) -> None:
        """Keep the current head and what stands against it."""
        super().__init__("stale", {"revision": revision, "count": len(conflicts)})
        self.revision = revision
        self.body = body
        self.conflicts = [dict(conflict) for conflict in conflicts]
        self.merged = merged


class Invalid(WayfableError):
    """The bytes are no document at all, so there is nothing to keep; ``report`` says why."""

    def __init__(self, report: Report) -> None:
        """Keep the report."""
        super().__init__("invalid_document")
        self.report = report


class Refused(WayfableError):
    """Any other refusal; the code has a sentence in ``translations/error``."""
