"""What a document holds, found in one walk: its texts, its media and every object by its class.

A full check looks at each document many times; the rules look at the survey instead. How a class is
walked is worked out once from its fields. Pointers are built for objects, not for their fields.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from typing import Any, Final, NamedTuple, TypeVar

from pydantic import BaseModel

from tour_schema.anchor import ImageAnchor, PlainAnchor
from tour_schema.document import Document
from tour_schema.guide import Guide
from tour_schema.media import Hotspot, Medium
from tour_schema.pointers import pointer
from tour_schema.scene import ImageContent, ModelContent, SoundContent, VideoContent
from tour_schema.station import Station
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

Node = TypeVar("Node", bound=BaseModel)


class Text(NamedTuple):
    """A localised text, and where it is."""

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


class Survey:
    """One document's texts, media and objects, in the document's order."""

    def __init__(self, document: Document) -> None:
        self.texts: list[Text] = []
        self.uses: list[Use] = []
        self._nodes: dict[type[BaseModel], list[tuple[str, Any]]] = {}
        self._walk(document, "")

    def nodes(self, model: type[Node]) -> list[tuple[str, Node]]:
        """Each object of exactly that class with its pointer."""
        return self._nodes.get(model, [])

    def all(self) -> Iterator[tuple[str, BaseModel]]:
        """Each object with its pointer, class by class."""
        for found in self._nodes.values():
            yield from found

    def _walk(self, node: BaseModel, at: str) -> None:
        model = type(node)
        found = self._nodes.get(model)
        if found is None:
            found = self._nodes[model] = []
        found.append((at, node))
        values = node.__dict__
        for name, key, way, more in _plan(model):
            value = values[name]
            if not value:
                continue
            if way is _Way.TEXT:
                self.texts.append(Text(node, at, key, value, more))
            elif way is _Way.MODEL:
                self._walk(value, f"{at}/{key}")
            elif way is _Way.MODELS:
                for index, each in enumerate(value):
                    self._walk(each, f"{at}/{key}/{index}")
            elif way is _Way.MEDIUM:
                self.uses.append(Use(node, at, key, value, more))
            else:
                self._seldom(node, at, key, way, value, more)

    def _seldom(self, node: BaseModel, at: str, key: str, way: _Way, value: Any, more: Any) -> None:
        if way is _Way.MODELS_BY_KEY:
            for name, each in value.items():
                self._walk(each, f"{at}/{key}{pointer(name)}")
        elif way is _Way.TEXTS:
            self.texts.extend(Text(node, at, f"{key}/{index}", each, more) for index, each in enumerate(value))
        else:
            pairs = value.items() if way is _Way.MEDIA_BY_KEY else enumerate(value)
            self.uses.extend(Use(node, at, f"{key}/{name}", each, more) for name, each in pairs)


class _Way(Enum):
    """How a field is walked."""

    TEXT = auto()
    TEXTS = auto()
    MODEL = auto()
    MODELS = auto()
    MODELS_BY_KEY = auto()
    MEDIUM = auto()
    MEDIA = auto()
    MEDIA_BY_KEY = auto()


@functools.cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, _Way, Any], ...]:
    """For each field worth walking: its name, its key, how, and what to note with what is found."""
    steps = []
    for name, field in model.model_fields.items():
        key = field.alias or name
        types = MEDIA.get((model, name))
        way = _media_way(field.annotation) if types else _way(field.annotation)
        if way is not None:
            steps.append((name, key, way, types or (model, name) in RICH))
    return tuple(steps)


def _media_way(annotation: Any) -> _Way:
    origin = typing.get_origin(annotation)
    return _Way.MEDIA_BY_KEY if origin is dict else _Way.MEDIA if origin is tuple else _Way.MEDIUM


def _way(annotation: Any) -> _Way | None:
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation == LocalizedText:
        return _Way.TEXT
    if origin is dict:
        return _Way.MODELS_BY_KEY if _is_model(inner[1]) else None
    if origin is tuple:
        if inner[0] == LocalizedText:
            return _Way.TEXTS
        return _Way.MODELS if _is_model(inner[0]) else None
    return _Way.MODEL if _is_model(annotation) else None


def _is_model(annotation: Any) -> bool:
    """A model, or a union of models."""
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel)
    return any(_is_model(each) for each in typing.get_args(annotation))
