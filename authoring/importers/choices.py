"""What a person decides between an import's preview and its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from pydantic import ValidationError

from authoring.errors import Refused
from authoring.importers.plan import Plan, PlanModel
from tour_schema.place import HeightReference
from tour_schema.text import Language

HEIGHTS: Final[tuple[HeightReference, ...]] = ("sea_level", "ellipsoid", "terrain")
"""What a person can say that a file's heights are measured from."""


class Choices(PlanModel):
    """The decisions of one import; every one has a sensible beginning."""

    language: Language = "de"
    """The language that the files' texts are in (BCP 47)."""
    mapping: dict[str, str] | None = None
    """Field by column name; absent until a person decides: then the guess counts."""
    swap: bool = False
    """Latitude and longitude are exchanged in the files, a person says."""
    heights: HeightReference | None = None
    """What the heights of files that do not say it (GPX) are measured from, a person says; without it they are left."""


def with_taken(plan: Plan, taken: Collection[str], shown: Collection[str]) -> Plan:
    """The plan in which of the ``shown`` drafts exactly the ``taken`` are taken; the others stay as they were."""
    drafts = tuple(
        draft.model_copy(update={"take": draft.key in taken}) if draft.key in shown else draft
        for draft in plan.stations
    )
    return plan.model_copy(update={"stations": drafts})


def choices_of(
    language: str, *, mapping: Mapping[str, str] | None = None, swap: bool = False, heights: str | None = None
) -> Choices:
    """The choices that were made, where they can be; a reference of heights that is none counts as not said.

    Raises:
        Refused: ``import.refused.language``.
    """
    reference = next((each for each in HEIGHTS if each == heights), None)
    fields = dict(mapping) if mapping is not None else None
    try:
        return Choices(language=language, mapping=fields, swap=swap, heights=reference)
    except ValidationError:
        raise Refused("import.refused.language", {"language": language[:40]}) from None
