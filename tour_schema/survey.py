"""What a document holds, found in one walk: its texts, its media and every object by its class.

A full check looks at each document many times; the rules look at the survey instead. How a class is
walked is worked out once from its fields. Pointers are built for objects, not for their fields.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Callable, KeysView, Mapping
from functools import partial
from typing import Any, Final, NamedTuple, TypeVar, cast

from pydantic import BaseModel

from tour_schema.anchor import GeoPose, ImageAnchor, PlainAnchor, Verified
from tour_schema.document import Document
from tour_schema.guide import Guide
from tour_schema.media import File, Heading, Hotspot, Medium, ModelFacts
from tour_schema.place import Address, Circle, Height, LineString, Place, Polygon
from tour_schema.pointers import pointer
from tour_schema.scene import ImageContent, ModelContent, Pose, SoundContent, VideoContent
from tour_schema.station import Contact, Station
from tour_schema.story import (
    AnecdoteBlock,
    AudioBlock,
    BeforeAfterBlock,
    GalleryBlock,
    ImageBlock,
    PanoramaBlock,
    QuizBlock,
    Recording,
    TextBlock,
    VideoBlock,
)
from tour_schema.text import LocalizedText
from tour_schema.tour import Tour
from tour_schema.trigger import BeaconTrigger, CodeTrigger, GeofenceTrigger, ImageTrigger, ManualTrigger

MEDIA: Final[Mapping[tuple[type[BaseModel], str], tuple[str, ...]]] = {
    (Tour, "cover"): ("image",),
    (Station, "cover"): ("image",),
    (Guide, "portrait"): ("image",),
    (Guide, "figure"): ("model",),
    (Medium, "captions"): ("captions",),
    (Medium, "sign_language"): ("video",),
    (Hotspot, "medium"): ("image",),
    (ImageBlock, "medium"): ("image",),
    (GalleryBlock, "media"): ("image",),
    (BeforeAfterBlock, "before"): ("image",),
    (BeforeAfterBlock, "after"): ("image",),
    (AudioBlock, "recordings"): ("audio",),
    (VideoBlock, "medium"): ("video",),
    (PanoramaBlock, "medium"): ("panorama",),
    (AnecdoteBlock, "medium"): ("image",),
    (QuizBlock, "medium"): ("image",),
    (Recording, "medium"): ("audio",),
    (Recording, "captions"): ("captions",),
    (ImageAnchor, "target"): ("image", "target"),
    (PlainAnchor, "medium"): ("image", "panorama", "model"),
    (ModelContent, "medium"): ("model",),
    (ImageContent, "medium"): ("image",),
    (VideoContent, "medium"): ("video",),
    (SoundContent, "medium"): ("audio",),
}
"""Every field that names a medium, and the types of medium that it may name."""

RICH: Final = frozenset({(TextBlock, "text"), (AnecdoteBlock, "text")})
"""The fields whose text is CommonMark."""

BARE: Final = (
    *(GeofenceTrigger, ImageTrigger, CodeTrigger, BeaconTrigger, ManualTrigger),
    *(Place, Address, Contact, Height, Circle, Polygon, LineString),
    *(File, ModelFacts, Heading, Pose, Verified, GeoPose),
)
"""Objects without texts, media or anything that a rule looks for by its class: they are not walked."""

Node = TypeVar("Node", bound=BaseModel)


class Text(NamedTuple):
    """A localised text that says something in at least one language, and where it is."""

    owner: BaseModel
    at: str
    """The owner's pointer."""
    field: str
    """The field's key in the owner; with an index where the texts are a list."""
    text: LocalizedText
    rich: bool

    @property
    def pointer(self) -> str:
        """The text's own pointer."""
        return f"{self.at}/{self.field}"

    @property
    def name(self) -> str:
        """The field's name without an index."""
        return self.field.split("/", 1)[0]


class Use(NamedTuple):
    """A place that names a medium."""

    owner: BaseModel
    at: str
    """The owner's pointer."""
    field: str
    medium: str
    """The medium's id."""
    types: tuple[str, ...]
    """What the medium may be."""

    @property
    def pointer(self) -> str:
        """The pointer of the medium's id."""
        return f"{self.at}/{self.field}"


REMEMBERED: Final = 2048
"""For how many documents surveys and reports are kept: ten tours of a hundred stations with their media."""


class Same:
    """A document as a key that is equal to itself only; frozen documents never change."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.document is self.document


def survey_of(document: Document) -> Survey:
    """What the document holds; looked at once and remembered."""
    last, survey = _last[0]
    if last is not document:
        survey = _survey_of(Same(document))
        _last[0] = (document, survey)
    return survey


@functools.lru_cache(maxsize=REMEMBERED)
def _survey_of(same: Same) -> Survey:
    return Survey(same.document)


# A named tuple made from a tuple takes half the time of one made from arguments; there are thousands.
_text: Final[Callable[[tuple[BaseModel, str, str, LocalizedText, bool]], Text]] = partial(tuple.__new__, Text)
_use: Final[Callable[[tuple[BaseModel, str, str, str, tuple[str, ...]]], Use]] = partial(tuple.__new__, Use)


class Survey:
    """One document's texts, media and objects, in the document's order."""

    def __init__(self, document: Document) -> None:
        self.texts: list[Text] = []
        self.uses: list[Use] = []
        self._nodes: dict[type[BaseModel], list[tuple[str, Any]]] = {}
        self.fitting: Any = None
        """The rules that fit the document, once ``check`` has chosen them."""
        self._walk(document, "")

    @property
    def classes(self) -> KeysView[type[BaseModel]]:
        """The classes of which there are objects."""
        return self._nodes.keys()

    def nodes(self, model: type[Node]) -> list[tuple[str, Node]]:
        """Each object of exactly that class with its pointer."""
        return self._nodes.get(model, [])

    def _walk(self, node: BaseModel, at: str) -> None:
        model = type(node)
        self._nodes.setdefault(model, []).append((at, node))
        plan, values = _plan(model), node.__dict__
        for name, key, rich in plan.texts:
            if values[name]:
                self.texts.append(_text((node, at, key, values[name], rich)))
        for name, key, types in plan.media:
            if values[name]:
                self.uses.append(_use((node, at, key, values[name], types)))
        for name, key, walk, more in plan.others:
            value = values[name]
            if value:
                walk(self, node, f"{at}/{key}", value, more)

    def _model(self, _: BaseModel, at: str, value: Any, __: Any) -> None:
        self._walk(value, at)

    def _models(self, _: BaseModel, at: str, value: Any, __: Any) -> None:
        for index, each in enumerate(value):
            self._walk(each, f"{at}/{index}")

    def _models_by_key(self, _: BaseModel, at: str, value: Any, __: Any) -> None:
        for key, each in value.items():
            self._walk(each, at + pointer(key))

    def _texts(self, node: BaseModel, at: str, value: Any, rich: Any) -> None:
        above, _, key = at.rpartition("/")
        self.texts.extend(Text(node, above, f"{key}/{index}", each, rich) for index, each in enumerate(value) if each)

    def _media(self, node: BaseModel, at: str, value: Any, types: Any) -> None:
        above, _, key = at.rpartition("/")
        self.uses.extend(Use(node, above, f"{key}/{index}", each, types) for index, each in enumerate(value))

    def _media_by_key(self, node: BaseModel, at: str, value: Any, types: Any) -> None:
        above, _, key = at.rpartition("/")
        self.uses.extend(Use(node, above, f"{key}/{name}", each, types) for name, each in value.items())


_last: Final[list[tuple[Document | None, Survey]]] = [(None, cast("Survey", None))]
"""The document that was asked for last: rules ask for the same one over and over."""

Walk = Callable[[Survey, BaseModel, str, Any, Any], None]


class _Plan(NamedTuple):
    """How a class is walked: its fields that are texts, media, and everything else worth walking."""

    texts: tuple[tuple[str, str, bool], ...]
    """Name, key, whether it is CommonMark."""
    media: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Name, key, what the medium may be."""
    others: tuple[tuple[str, str, Walk, Any], ...]
    """Name, key, how, and what to note with what is found."""


@functools.cache
def _plan(model: type[BaseModel]) -> _Plan:
    texts, media, others = [], [], []
    for name, field in model.model_fields.items():
        key, types = field.alias or name, MEDIA.get((model, name))
        walk = _media_walk(field.annotation) if types else _walk_of(field.annotation)
        if types and walk is None:
            media.append((name, key, types))
        elif field.annotation == LocalizedText:
            texts.append((name, key, (model, name) in RICH))
        elif walk is not None:
            others.append((name, key, walk, types or False))
    return _Plan(tuple(texts), tuple(media), tuple(others))


def _media_walk(annotation: Any) -> Walk | None:
    """How several media are walked, ``None`` for a single one."""
    origin = typing.get_origin(annotation)
    return Survey._media_by_key if origin is dict else Survey._media if origin is tuple else None  # noqa: SLF001


def _walk_of(annotation: Any) -> Walk | None:
    """How a field with models, or with several texts, is walked; ``None`` where there is nothing to see."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is dict:
        return Survey._models_by_key if _is_model(inner[1]) else None  # noqa: SLF001 - one thing in two halves
    if origin is tuple and inner[0] == LocalizedText:
        return Survey._texts  # noqa: SLF001
    if origin is tuple:
        return Survey._models if _is_model(inner[0]) else None  # noqa: SLF001
    return Survey._model if _is_model(annotation) else None  # noqa: SLF001


def _is_model(annotation: Any) -> bool:
    """A model that is worth walking, or a union of such."""
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel) and not issubclass(annotation, BARE)
    return any(_is_model(each) for each in typing.get_args(annotation))
