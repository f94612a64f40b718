"""A tour with everything that it names, in the languages and the quality that are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from tour_schema import Resolver
from tour_schema.base import FORMAT, MediumId, Model
from tour_schema.guide import Guide
from tour_schema.manifest import Quality, ResolvedTour
from tour_schema.media import Medium, Variant
from tour_schema.station import Station
from tour_schema.text import Language, fallbacks
from tour_schema.tour import Tour

M = TypeVar("M", bound=Model)
D = TypeVar("D")


class DanglingError(LookupError):
    """The tour names documents that do not exist. ``ids`` tells which."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__(f"missing documents: {', '.join(ids)}")
        self.ids = ids


@dataclass(frozen=True, slots=True)
class Choice:
    """What a bundle shall hold: languages (all of the tour's where empty) and quality (``None``: each of them)."""

    languages: tuple[Language, ...] = ()
    quality: Quality | None = "high"


def resolve(tour: Tour, resolver: Resolver, choice: Choice | None = None) -> ResolvedTour:
    """Freeze a tour with its stations, guides and media, each once, in order of first use.

    Texts and recordings in languages that were not chosen are left out; what a chosen language falls
    back to stays, so that a text without a translation is still told.

    Raises:
        DanglingError: a document that is named does not exist, or is of another kind.
    """
    choice = choice or Choice()
    kept = choice.languages or tour.languages or (tour.original,)
    missing: list[str] = []
    stations = _find(Station, (stop.station for stop in tour.stops()), resolver, missing)
    named = (tour.guide, *(guide for station in stations for guide in _guides_of(station)))
    guides = _find(Guide, (guide for guide in named if guide), resolver, missing)
    tour, stations, guides = (
        only_languages(tour, kept).model_copy(update={"languages": kept}),
        tuple(only_languages(station, kept) for station in stations),
        tuple(only_languages(guide, kept) for guide in guides),
    )
    media = _media((tour, *stations, *guides), resolver, missing, kept)
    if missing:
        raise DanglingError(tuple(dict.fromkeys(missing)))
    return ResolvedTour(
        format=FORMAT,
        tour=tour,
        stations=stations,
        guides=guides,
        media=tuple(_in_quality(medium, choice.quality) for medium in media),
    )


def media_named(model: Model) -> Iterator[str]:
    """The ids of all media that a document names, in document order, each as often as it is named."""
    for name, names_media in _way_to(MediumId, type(model)):
        yield from _media_in(getattr(model, name), names_media=names_media)


def only_languages(model: M, languages: Iterable[Language]) -> M:
    """The same document with only these languages, and with the ones that they fall back to."""
    original = getattr(model, "original", None)
    kept = frozenset(tag for language in languages for tag in fallbacks(language, original or language))
    narrowed: M = _narrow(model, kept)
    return narrowed


def _find(kind: type[D], ids: Iterable[str], resolver: Resolver, missing: list[str]) -> tuple[D, ...]:
    found: list[D] = []
    for each in dict.fromkeys(ids):
        document = resolver.find(each)
        if isinstance(document, kind):
            found.append(document)
        else:
            missing.append(each)
    return tuple(found)


def _guides_of(station: Station) -> Iterator[str]:
    for block in station.story:
        if block.kind == "guide_line" and block.guide:
            yield block.guide


def _media(
    documents: Iterable[Model], resolver: Resolver, missing: list[str], languages: tuple[Language, ...]
) -> tuple[Medium, ...]:
    """All media that are named, and those that they name in their turn (captions, films in sign language)."""
    found: dict[str, Medium] = {}
    waiting = [medium for document in documents for medium in media_named(document)]
    while waiting:
        ids = [each for each in dict.fromkeys(waiting) if each not in found]
        new = [only_languages(medium, languages) for medium in _find(Medium, ids, resolver, missing)]
        found |= {medium.id: medium for medium in new}
        waiting = [each for medium in new for each in media_named(medium)]
    return tuple(found.values())


def _in_quality(medium: Medium, quality: Quality | None) -> Medium:
    """Leave out the variants of the other quality, and what only authors look at, unless nothing else would be left."""
    left_out = {None: (), "high": ("low",), "low": ("high", "2160")}[quality]
    # Tiles are a panorama in all its pixels, beside its pictures.
    nobodys = {None: ("features",), "high": ("features",), "low": ("features", "tiles")}[quality]
    looked_at = tuple(each for each in medium.variants if each.use not in nobodys)
    chosen = [each for each in looked_at if each.use not in left_out]
    # Of a sound there is one quality, beside what is drawn of it: it belongs to both.
    there = {_family(each) for each in chosen if each.use != "usdz"}
    kept: tuple[Variant, ...] = tuple(each for each in looked_at if each in chosen or _family(each) not in there)
    return medium.model_copy(update={"variants": kept}) if kept else medium


def _family(variant: Variant) -> str:
    return variant.media_type.partition("/")[0]


def _narrow(value: Any, kept: frozenset[str], *, by_language: bool = False) -> Any:
    """The same value, or a narrower copy; what needs no change stays the very same object."""
    if isinstance(value, Model):
        changes = {}
        for name, holds_languages in _way_to(Language, type(value)):
            child = getattr(value, name)
            narrowed = _narrow(child, kept, by_language=holds_languages)
            if narrowed is not child:
                changes[name] = narrowed
        return value.model_copy(update=changes) if changes else value
    if isinstance(value, tuple):
        items = tuple(_narrow(item, kept, by_language=by_language) for item in value)
        return items if any(a is not b for a, b in zip(items, value, strict=True)) else value
    if by_language and isinstance(value, Mapping) and not kept >= value.keys():
        return {tag: each for tag, each in value.items() if tag in kept}
    return value


def _media_in(value: Any, *, names_media: bool) -> Iterator[str]:
    if isinstance(value, Model):
        yield from media_named(value)
    elif isinstance(value, tuple | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _media_in(each, names_media=names_media)
    elif names_media and isinstance(value, str):
        yield value


@cache
def _way_to(wanted: Any, model: type[Model]) -> tuple[tuple[str, bool], ...]:
    """The fields in or below which the wanted type stands, and whether it stands in the field itself.

    Most of a document has neither languages nor media below it: a walk that knows this is five times as fast.
    """
    annotations = {name: field.rebuild_annotation() for name, field in model.model_fields.items()}
    return tuple(
        (name, _mentions(annotation, wanted))
        for name, annotation in annotations.items()
        if _mentions(annotation, wanted) or any(_way_to(wanted, below) for below in _models_in(annotation))
    )


def _models_in(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for part in _parts(annotation):
        yield from _models_in(part)


def _mentions(annotation: Any, wanted: Any) -> bool:
    return annotation == wanted or any(_mentions(each, wanted) for each in _parts(annotation))


def _parts(annotation: Any) -> tuple[Any, ...]:
    origin = get_origin(annotation)
    return (get_args(annotation)[0],) if origin is Annotated else get_args(annotation)
