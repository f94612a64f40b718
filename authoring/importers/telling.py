"""A plan in words, the same on the page, at the terminal and in the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from authoring.importers.columns import FIELDS
from authoring.importers.plan import Draft, Plan, Remark
from authoring.words import say


@dataclass(frozen=True, slots=True)
class Told:
    """A remark as a person reads it: the sentence, the file it is about, and the first places."""

    sentence: str
    file: str | None
    left: bool
    where: tuple[str, ...]
    complete: bool
    """Whether ``where`` names every place."""


def told(plan: Plan, remark: Remark, language: str) -> Told:
    """The words of one remark; where several files were given, with the file's name."""
    # A refused file counts what it holds, a remark how often it was made.
    values: Mapping[str, object] = {"count": remark.count, **remark.values}
    named = len(plan.files) > 1 and remark.file is not None and remark.where != (plan.files[remark.file].name,)
    return Told(
        sentence=say(f"import.remark.{remark.code}", language, **values),
        file=plan.files[remark.file].name if named and remark.file is not None else None,
        left=remark.left,
        where=tuple(place for place in remark.where if place),
        complete=remark.count <= len(remark.where),
    )


def origin_of(draft: Draft, language: str) -> str:
    """Where in its file a draft comes from: ``Zeile 7``."""
    return say(f"import.origin.{draft.origin}", language, number=draft.number)


def doubt_of(draft: Draft, language: str) -> str | None:
    """Why a draft is set aside, or ``None``."""
    return say(f"import.doubt.{draft.doubt}", language) if draft.doubt else None


def field_names(language: str) -> dict[str, str]:
    """What people call the fields that a column can be taken for, in the order of :data:`FIELDS`."""
    return {field: say(f"import.field.{field}", language) for field in FIELDS}


def format_of(kind: str, language: str) -> str:
    """What people call a format."""
    return say(f"import.format.{kind}", language)
