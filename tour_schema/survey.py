"""What a document holds, found in one walk: its texts, its media and every object by its class.

A full check looks at each document many times; the rules look at the survey instead. How a class is
walked is written out once from its fields. Pointers are built for objects, not for their fields.
"""

from __future__ import annotations

import functools
import typing
from collections import defaultdict
from collections.abc import Callable, KeysView, Mapping, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple, TypeVar, cast
from weakref import ref

from pydantic import BaseModel

from tour_schema.anchor import CloudAnchor, CodeAnchor, GeoAnchor, ImageAnchor, PlainAnchor
from tour_schema.base import Same
from tour_schema.document import Document
from tour_schema.guide import Guide
from tour_schema.issue import Issue
from tour_schema.links import Link, links
from tour_schema.media import Hotspot, Medium
from tour_schema.pointers import pointer
from tour_schema.scene import (
    GuideContent,
    ImageContent,
    LabelContent,
    ModelContent,
    OpenBlock,
    OpenLink,
    Scene,
    ShowContent,
    SoundContent,
    VideoContent,
)
from tour_schema.station import Link as WebLink
from tour_schema.station import Station
from tour_schema.story import (
    AnecdoteBlock,
    AudioBlock,
    BeforeAfterBlock,
    GalleryBlock,
    GuideLineBlock,
    ImageBlock,
    LinkBlock,
    PanoramaBlock,
    QuizBlock,
    Recording,
    TextBlock,
    VideoBlock,
    WordAnswer,
)
from tour_schema.text import LocalizedText
from tour_schema.tour import Module, Partner, Tour

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

SOUGHT: Final[frozenset[type[BaseModel]]] = frozenset(
    (
        *(Module, Partner, Scene, Same, WebLink, OpenLink, OpenBlock, ShowContent),
        *(AudioBlock, GuideLineBlock, LinkBlock, QuizBlock, VideoBlock, WordAnswer),
        *(CloudAnchor, CodeAnchor, GeoAnchor, ImageAnchor, PlainAnchor),
        *(GuideContent, LabelContent, ModelContent),
    )
)
"""The classes whose objects are looked for. Of a full tour's objects two thirds are others, and are not noted."""

Node = TypeVar("Node", bound=BaseModel)


class Text(NamedTuple):
    """A localised text that says something in at least one language, and where it is."""

    owner: type[BaseModel]
    """The class of the object that it is a text of."""
    at: str
    """The owner's pointer."""
    field: str
    """The field's key in the owner; with an index where the texts are a list."""
    text: LocalizedText

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

    at: str
    """The pointer of the object that names it."""
    field: str
    medium: str
    """The medium's id."""
    types: tuple[str, ...]
    """What the medium may be."""

    @property
    def pointer(self) -> str:
        """The pointer of the medium's id."""
        return f"{self.at}/{self.field}"


class Marked(NamedTuple):
    """A text in CommonMark in one language, with signs in it that can be markup."""

    at: str
    language: str
    words: str
    links: tuple[Link, ...]


class Survey:
    """One document's texts, media and objects, in the document's order.

    It lives as long as the document, and holds what is in the document but not the document itself.
    """

    __slots__ = (
        *("texts", "rich", "uses", "objects", "words", "languages", "marked"),
        *("fitting", "told", "_end", "__weakref__"),
    )

    def __init__(self, document: Document) -> None:
        self.texts: list[Text] = []
        self.rich: list[Text] = []
        """Those of the texts that are CommonMark."""
        self.uses: list[Use] = []
        self.objects: defaultdict[type[BaseModel], list[tuple[str, Any]]] = defaultdict(list)
        """The objects of the classes sought."""
        self.fitting: Any = None
        """The rules that fit the document, once ``check`` has chosen them."""
        self.told: tuple[tuple[Any, tuple[Issue, ...]], ...] = ()
        """What ``check`` told of the document alone, with the settings in which it did."""
        self._end = ref(document, functools.partial(_surveys.pop, id(document)))
        _walks[type(document)](self, document, "")
        by_language = [text.text for text in self.texts]
        self.words: list[str] = list(chain.from_iterable(map(dict.values, by_language)))
        """What the texts say, in all their languages."""
        self.languages: frozenset[tuple[str, ...]] = frozenset(map(tuple, by_language))
        """The languages of the texts, as they stand together."""
        self.marked: Sequence[Marked] = _marked(self.rich) if self.rich else ()
        """The texts in CommonMark that may hold a link, a picture or HTML, language by language."""

    @property
    def classes(self) -> KeysView[type[BaseModel]]:
        """Those of the classes sought of which there are objects."""
        return self.objects.keys()

    def nodes(self, model: type[Node]) -> list[tuple[str, Node]]:
        """Each object of exactly that class with its pointer; raises ``KeyError`` if the class is not ``SOUGHT``."""
        found = self.objects.get(model)
        if found is None and model not in SOUGHT:
            raise KeyError(model)
        return found or []


def _marked(rich: list[Text]) -> list[Marked]:
    return [
        Marked(f"{text.pointer}/{language}", language, words, tuple(links(words)))
        for text in rich
        for language, words in text.text.items()
        if "]" in words or "<" in words
    ]


Walk = Callable[[Survey, Any, str], None]
"""Notes in the survey an object, whose pointer is given, and everything below it."""


class _Walks(dict[type[BaseModel], Walk]):
    """How each class is walked; written out when its first object is met."""

    def __missing__(self, model: type[BaseModel]) -> Walk:
        walk = self[model] = _written_out(model)
        return walk


_walks: Final = _Walks()

# A named tuple made from a tuple takes half the time of one made from arguments; there are thousands.
_text: Final[Callable[[tuple[type[BaseModel], str, str, LocalizedText]], Text]] = functools.partial(tuple.__new__, Text)
_use: Final[Callable[[tuple[str, str, str, tuple[str, ...]]], Use]] = functools.partial(tuple.__new__, Use)


def _written_out(model: type[BaseModel]) -> Walk:
    """The walk of a class as a function of its own, as ``dataclasses`` write an ``__init__``.

    A loop over a description of the fields takes twice as long, and was a quarter of a whole check.
    """
    lines = ["def walk(survey, node, at):", "values = node.__dict__"]
    if model in SOUGHT:
        lines.append("survey.objects[model].append((at, node))")
    for name, step in _steps(model):
        lines += [f"value = values[{name!r}]", "if value:", f"    {step}"]
    scope = {"model": model, "walks": _walks, "text": _text, "use": _use, "pointer": pointer}
    exec("\n    ".join(lines), scope)  # noqa: S102 - made of the names of our own fields, and of nothing that came
    return cast("Walk", scope["walk"])


def _steps(model: type[BaseModel]) -> list[tuple[str, str]]:
    """What is to be done with each field that is not empty: its texts, then single media, then everything else."""
    texts, media, others = list[tuple[str, str]](), list[tuple[str, str]](), list[tuple[str, str]]()
    for name, field in model.model_fields.items():
        key, annotation, types = field.alias or name, field.annotation, MEDIA.get((model, name))
        if types:
            several = typing.get_origin(annotation)
            kept, step = (others, _SEVERAL_MEDIA[several]) if several in _SEVERAL_MEDIA else (media, _MEDIUM)
        elif annotation == LocalizedText:
            kept, step = texts, _RICH_TEXT if (model, name) in RICH else _TEXT
        else:
            kept, step = others, _step_into(annotation)
        if step:
            kept.append((name, step.format(key=key, types=types)))
    return [*texts, *media, *others]


_TEXT: Final = "survey.texts.append(text((model, at, '{key}', value)))"
_RICH_TEXT: Final = f"{_TEXT}; survey.rich.append(survey.texts[-1])"
_TEXTS: Final = "survey.texts += [text((model, at, f'{key}/{{i}}', each)) for i, each in enumerate(value) if each]"
_MEDIUM: Final = "survey.uses.append(use((at, '{key}', value, {types})))"
_SEVERAL_MEDIA: Final[Mapping[Any, str]] = {
    tuple: "survey.uses += [use((at, f'{key}/{{i}}', each, {types})) for i, each in enumerate(value)]",
    dict: "survey.uses += [use((at, f'{key}/{{name}}', each, {types})) for name, each in value.items()]",
}
_MODEL: Final = "walks[value.__class__](survey, value, f'{{at}}/{key}')"
_MODELS: Final = "for i, each in enumerate(value): walks[each.__class__](survey, each, f'{{at}}/{key}/{{i}}')"
_MODELS_BY_KEY: Final = (
    "for name, each in value.items(): walks[each.__class__](survey, each, f'{{at}}/{key}{{pointer(name)}}')"
)


def _step_into(annotation: Any) -> str:
    """How a field with models, or with several texts, is walked; nothing where there is nothing to see."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is dict:
        return _MODELS_BY_KEY if _is_model(inner[1]) else ""
    if origin is tuple and inner[0] == LocalizedText:
        return _TEXTS
    if origin is tuple:
        return _MODELS if _is_model(inner[0]) else ""
    return _MODEL if _is_model(annotation) else ""


@functools.cache
def _is_model(annotation: Any) -> bool:
    """A model that is worth walking, or a union with such: one that is sought, or holds texts, media or such models."""
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel) and (annotation in SOUGHT or bool(_steps(annotation)))
    return any(_is_model(each) for each in typing.get_args(annotation))


_surveys: Final[dict[int, Survey]] = {}
"""By the ids of their documents; a survey goes with its document, before another object can have that id."""


def survey_of(document: Document) -> Survey:
    """What the document holds; looked at once and remembered, for a frozen document never changes."""
    return _surveys.get(id(document)) or _surveys.setdefault(id(document), Survey(document))
