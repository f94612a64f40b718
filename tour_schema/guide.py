"""The virtual guide: a character who tells."""

from __future__ import annotations

from typing import Literal

from tour_schema.base import Head, Line, MediumId, Model
from tour_schema.story import Gesture
from tour_schema.text import EMPTY, NO_TEXT, Language, LocalizedText


class Voice(Model):
    """Who speaks in a language, or which engine drafts it."""

    name: Line
    engine: Line | None = None
    """The speech engine's own name of the voice; absent for a human."""


class Guide(Head):
    """A character with a portrait, perhaps a figure, and a voice for each language."""

    kind: Literal["guide"] = "guide"
    original: Language
    name: LocalizedText = NO_TEXT
    introduction: LocalizedText = NO_TEXT
    portrait: MediumId | None = None
    figure: MediumId | None = None
    """A GLB whose clips are mapped below."""
    clips: dict[Gesture, Line] = EMPTY
    voices: dict[Language, Voice] = EMPTY
    licence: Line | None = None
    credit: Line | None = None
