"""The blocks a story is told in. Rich text is CommonMark without HTML."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tour_schema.base import Line, LocalId, MediumId, Model, Sha256, Uuid
from tour_schema.text import EMPTY, NO_TEXT, Language, LocalizedText, RichText, Words

Gesture = Literal["idle", "talk", "point", "wave"]


class Block(Model):
    """What all blocks share."""

    id: LocalId
    audiences: tuple[str, ...] = ()
    """For whom only; for everybody where empty."""


class TextBlock(Block):
    """A passage to read."""

    kind: Literal["text"] = "text"
    text: RichText = NO_TEXT


class ImageBlock(Block):
    """One picture with its caption."""

    kind: Literal["image"] = "image"
    medium: MediumId | None = None


class GalleryBlock(Block):
    """Several pictures to leaf through."""

    kind: Literal["gallery"] = "gallery"
    media: tuple[MediumId, ...] = ()


class BeforeAfterBlock(Block):
    """The same view at two times, with a slider between them."""

    kind: Literal["before_after"] = "before_after"
    before: MediumId | None = None
    after: MediumId | None = None
    years: tuple[Line, Line] | None = None


class Speech(Model):
    """What a recording remembers of the text that it speaks, so that a changed text makes it outdated."""

    made_from: Sha256 | None = None
    """SHA-256 of the text that it speaks, in UTF-8."""
    spoken: Words | None = None
    """The text that it speaks, as it stood then or was found still right: a minor edit since makes it no older."""
    captioned: Words | None = None
    """The same for its captions: the text that they write down."""
    draft: bool = False
    """Made by a speech engine and not yet replaced."""


class Translation(Model):
    """What a translation remembers, so that a changed original makes it outdated."""

    of: Words
    """The original's text, as it stood then or was found to be still right."""


class AudioBlock(Block):
    """Something to hear; one recording for each language."""

    kind: Literal["audio"] = "audio"
    title: LocalizedText = NO_TEXT
    recordings: dict[Language, MediumId] = EMPTY
    spoken: bool = True
    """Speech needs one recording for each language and a transcript; music and sounds need neither."""
    text: LocalizedText = NO_TEXT
    """What is to be spoken, where it is written down before somebody speaks it. Captions stand at the recording."""
    speech: dict[Language, Speech] = EMPTY
    """What the recording in a language remembers of that text."""
    translations: dict[Language, Translation] = EMPTY
    """Of what the text in another language than the station's original is a translation."""


class VideoBlock(Block):
    """A film: a medium, or a link to one elsewhere that opens only when asked for."""

    kind: Literal["video"] = "video"
    medium: MediumId | None = None
    href: Line | None = None
    title: LocalizedText = NO_TEXT


class PanoramaBlock(Block):
    """A 360° picture, with the hotspots of its medium."""

    kind: Literal["panorama"] = "panorama"
    medium: MediumId | None = None


class QuoteBlock(Block):
    """Somebody's own words."""

    kind: Literal["quote"] = "quote"
    text: LocalizedText = NO_TEXT
    by: LocalizedText = NO_TEXT
    year: Line | None = None
    source: Line | None = None


class AnecdoteBlock(Block):
    """A small story beside the big one."""

    kind: Literal["anecdote"] = "anecdote"
    title: LocalizedText = NO_TEXT
    text: RichText = NO_TEXT
    medium: MediumId | None = None


class Option(Model):
    """A possible answer of a choice, with what is said when it is chosen."""

    text: LocalizedText = NO_TEXT
    correct: bool = False
    feedback: LocalizedText = NO_TEXT


class ChoiceAnswer(Model):
    """One or more of the options are right."""

    kind: Literal["choice"] = "choice"
    options: tuple[Option, ...] = ()


class NumberAnswer(Model):
    """A number, within a tolerance."""

    kind: Literal["number"] = "number"
    value: float
    tolerance: Annotated[float, Field(ge=0)] = 0
    unit: LocalizedText = NO_TEXT


class WordAnswer(Model):
    """A word; case, accents and blanks at the ends do not count."""

    kind: Literal["word"] = "word"
    accepted: dict[Language, tuple[Line, ...]] = EMPTY


class OrderAnswer(Model):
    """Things to bring into order; they stand here in the right one."""

    kind: Literal["order"] = "order"
    items: tuple[LocalizedText, ...] = ()


Answer = Annotated[ChoiceAnswer | NumberAnswer | WordAnswer | OrderAnswer, Field(discriminator="kind")]


class QuizBlock(Block):
    """A question with its answer, and why it is so."""

    kind: Literal["quiz"] = "quiz"
    question: LocalizedText = NO_TEXT
    medium: MediumId | None = None
    answer: Answer
    explanation: LocalizedText = NO_TEXT


class LinkBlock(Block):
    """A way onward: a page, a telephone number, another station (``station:<id>``)."""

    kind: Literal["link"] = "link"
    href: Line | None = None
    label: LocalizedText = NO_TEXT


class Recording(Speech):
    """A spoken text of the virtual guide, with its captions."""

    medium: MediumId
    captions: MediumId | None = None


class GuideLineBlock(Block):
    """The virtual guide speaks. Without AR it is a speech bubble with the portrait."""

    kind: Literal["guide_line"] = "guide_line"
    guide: Uuid | None = None
    """Which guide; the tour's own where absent."""
    text: LocalizedText = NO_TEXT
    translations: dict[Language, Translation] = EMPTY
    """Of what the text in another language than the station's original is a translation."""
    gesture: Gesture = "talk"
    recordings: dict[Language, Recording] = EMPTY


StoryBlock = Annotated[
    TextBlock
    | ImageBlock
    | GalleryBlock
    | BeforeAfterBlock
    | AudioBlock
    | VideoBlock
    | PanoramaBlock
    | QuoteBlock
    | AnecdoteBlock
    | QuizBlock
    | LinkBlock
    | GuideLineBlock,
    Field(discriminator="kind"),
]
