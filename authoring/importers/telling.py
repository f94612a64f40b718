"""A plan in words, the same on the page, at the terminal and in the API."""

from __future__ import annotations

from dataclasses import dataclass

from authoring.importers.columns import FIELDS
from authoring.importers.plan import Draft, Plan, Remark
from authoring.words import has_words, say


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
    values: dict[str, object] = {"count": remark.count, **remark.values}
    if "kind" in values:
        values["kind"] = _kind(str(values["kind"]), language)
    named = len(plan.files) > 1 and remark.file is not None and remark.where != (plan.files[remark.file].name,)
    return Told(
        sentence=say(f"import.remark.{remark.code}", language, **values),
        file=plan.files[remark.file].name if named and remark.file is not None else None,
        left=remark.left,
        where=tuple(place for place in remark.where if place),
        complete=remark.count <= len(remark.where),
    )


def _kind(kind: str, language: str) -> str:
    """What people call a kind of file or of map element; one that has no word is a file's ending."""
    key = f"import.kind.{kind.casefold()}"
    return say(key, language) if has_words(key) else say("import.kind.ending", language, ending=kind)


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
