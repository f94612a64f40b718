"""What a check found: issues, the fixes they offer, and the report that holds them.

An issue is a code, a severity, a place and values; its words are made at the edge by
:func:`tour_schema.words`. The JSON form of a report has a schema of its own
(``published/1.0/report.schema.json``).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, NamedTuple, Protocol

from pydantic import ConfigDict, Field, JsonValue, StringConstraints

from tour_schema.base import Kind, Model

CodeName = Annotated[str, StringConstraints(pattern=r"^[a-z]+\.[a-z0-9_]+$")]
"""A code: its family, a dot, its name, such as ``"geography.swapped"``."""

Pointer = Annotated[str, StringConstraints(pattern=r"^(?:/(?:[^~/]|~[01])*)*$")]
"""A JSON pointer (RFC 6901) within one document: to what is there, or to the place where what is missing belongs."""

Value = str | int | float | bool | tuple[str | int, ...]
"""What an issue's words are filled with: plain data, no language. What has no title is given as its number."""


class Severity(StrEnum):
    """How much an issue matters."""

    ERROR = "error"
    """May not be published."""
    WARNING = "warning"
    """May be published when a person accepts it."""
    HINT = "hint"
    """Could be better."""


class Operation(Model):
    """One operation of a JSON Patch (RFC 6902)."""

    op: Literal["test", "add", "remove", "replace"]
    path: Pointer
    value: JsonValue = None


class Fix(Model):
    """A change that removes its issue: a JSON Patch that first tests what it changes."""

    label_code: CodeName
    """The code whose ``fix`` words name this change on a button."""
    patch: Annotated[tuple[Operation, ...], Field(min_length=2)]


class Issue(Model):
    """One fault of one document."""

    code: CodeName
    severity: Annotated[Severity, Field(strict=False)]
    document: str | None = None
    """The id of the document at fault; absent where it could not be read."""
    document_kind: Kind | None = None
    pointer: Pointer = ""
    values: dict[str, Value] = Field(default_factory=dict)
    fix: Fix | None = None


class Report(Model):
    """Every issue that was found, in the order of the documents and of their rules."""

    model_config = ConfigDict(title="Report")

    kind: Literal["report"] = "report"
    issues: tuple[Issue, ...] = ()

    @property
    def errors(self) -> tuple[Issue, ...]:
        """What keeps the document from being published."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """What a person has to accept before the document is published."""
        return self._of(Severity.WARNING)

    @property
    def hints(self) -> tuple[Issue, ...]:
        """What could be better."""
        return self._of(Severity.HINT)

    def _of(self, severity: Severity) -> tuple[Issue, ...]:
        return tuple(issue for issue in self.issues if issue.severity is severity)

    def to_json(self) -> bytes:
        """The report as compact UTF-8 JSON; what is absent is left out."""
        return self.model_dump_json(exclude_none=True).encode()


class Subject(Protocol):
    """What an issue can be about: any document."""

    @property
    def id(self) -> str:
        """The document's id."""
        ...

    @property
    def kind(self) -> Kind:
        """The document's kind."""
        ...


class Code(NamedTuple):
    """A code of the catalogue: a rule declares it beside itself and makes its issues with :meth:`at`."""

    name: str
    severity: Severity

    def at(self, subject: Subject | None, pointer: str = "", fix: Fix | None = None, **values: Value) -> Issue:
        """This code's issue at ``pointer`` of ``subject`` (``None``: the document could not be read)."""
        return Issue.model_construct(
            code=self.name,
            severity=self.severity,
            document=None if subject is None else subject.id,
            document_kind=None if subject is None else subject.kind,
            pointer=pointer,
            values=values,
            fix=fix,
        )


def error(name: str) -> Code:
    """A code whose issues keep a document from being published."""
    return Code(name, Severity.ERROR)


def warning(name: str) -> Code:
    """A code whose issues a person has to accept."""
    return Code(name, Severity.WARNING)


def hint(name: str) -> Code:
    """A code whose issues say what could be better."""
    return Code(name, Severity.HINT)
