"""What a person decides between an import's preview and its end."""

from __future__ import annotations

from collections.abc import Collection

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
    tour: str | None = None
    """The title of the tour to make of the stations; absent where there is to be none."""
    reverse: bool = False
    """The tour is walked from the files' end to their beginning."""


def with_taken(plan: Plan, taken: Collection[str], shown: Collection[str]) -> Plan:
    """The plan in which of the ``shown`` drafts exactly the ``taken`` are taken; the others stay as they were."""
    drafts = tuple(
        draft.model_copy(update={"take": draft.key in taken}) if draft.key in shown else draft
        for draft in plan.stations
    )
    return plan.model_copy(update={"stations": drafts})
