"""What a person decides between an import's preview and its end."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pydantic import ValidationError

from authoring.errors import Refused
from authoring.importers.plan import Plan, PlanModel
from tour_schema.text import Language


class Choices(PlanModel):
    """The decisions of one import; every one has a sensible beginning."""

    language: Language = "de"
    """The language that the files' texts are in (BCP 47)."""
    mapping: dict[str, str] | None = None
    """Field by column name; absent until a person decides: then the guess counts."""
    swap: bool = False
    """Latitude and longitude are exchanged in the files, a person says."""


def with_taken(plan: Plan, taken: Collection[str], shown: Collection[str]) -> Plan:
    """The plan in which of the ``shown`` drafts exactly the ``taken`` are taken; the others stay as they were."""
    drafts = tuple(
        draft.model_copy(update={"take": draft.key in taken}) if draft.key in shown else draft
        for draft in plan.stations
    )
    return plan.model_copy(update={"stations": drafts})


def choices_of(language: str, *, mapping: Mapping[str, str] | None = None, swap: bool = False) -> Choices:
    """The choices that were made, where they can be.

    Raises:
        Refused: ``import.refused.language``.
    """
    try:
        return Choices(language=language, mapping=dict(mapping) if mapping is not None else None, swap=swap)
    except ValidationError:
        raise Refused("import.refused.language", {"language": language[:40]}) from None
