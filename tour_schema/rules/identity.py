"""Identity: ids are unique where they count, and whatever is named is there."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from tour_schema import fixes
from tour_schema.guide import Guide
from tour_schema.issue import Code, Fix, Issue, error, warning
from tour_schema.media import Medium
from tour_schema.rule import alone, rule
from tour_schema.scene import GuideContent, OpenBlock, Scene, ShowContent
from tour_schema.scope import Scope, Setting
from tour_schema.station import Station
from tour_schema.story import GuideLineBlock
from tour_schema.tour import Stop, Tour
from tour_schema.trigger import ImageTrigger

DUPLICATE: Final = error("identity.duplicate_id")
REFERENCE: Final = error("identity.reference_missing")
DOCUMENT: Final = error("identity.document_missing")
WRONG_KIND: Final = error("identity.wrong_kind")
TWICE: Final = warning("identity.station_twice")
SLUG: Final = error("identity.slug_missing")

_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@alone(Station)
def station_ids(station: Station, _: Setting) -> Iterable[Issue]:
    """Blocks, scenes, anchors and contents of a station have ids of their own."""
    taken = [block.id for block in station.story]
    for scene in station.scenes:
        taken.append(scene.id)
        taken += [anchor.id for anchor in scene.anchors]
        taken += [content.id for content in scene.contents]
    return _duplicates(station, _named_in(station)) if len(set(taken)) < len(taken) else ()


def _named_in(station: Station) -> Iterator[tuple[str, str]]:
    yield from ((f"/story/{index}", block.id) for index, block in enumerate(station.story))
    for index, scene in enumerate(station.scenes):
        at = f"/scenes/{index}"
        yield at, scene.id
        yield from ((f"{at}/anchors/{place}", anchor.id) for place, anchor in enumerate(scene.anchors))
        yield from ((f"{at}/contents/{place}", content.id) for place, content in enumerate(scene.contents))


@rule(Tour)
def tour_ids(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """Modules and stops of a tour have ids of their own."""
    modules = ((f"/modules/{index}", module.id) for index, module in enumerate(tour.modules))
    return _duplicates(tour, itertools.chain(modules, ((at, stop.id) for stop, at in scope.stops)))


@alone(Medium, given="hotspots")
def hotspot_ids(medium: Medium, _: Setting) -> Iterator[Issue]:
    """Hotspots of a panorama have ids of their own."""
    return _duplicates(medium, ((f"/hotspots/{index}", spot.id) for index, spot in enumerate(medium.hotspots)))


def _duplicates(document: Station | Tour | Medium, names: Iterable[tuple[str, str]]) -> Iterator[Issue]:
    """Each name that was taken already, with one that is free."""
    named = list(names)
    taken, seen = {name for _, name in named}, set[str]()
    for at, name in named:
        if name in seen:
            free = next(
                other for other in (f"{name[:56]}-{number}" for number in itertools.count(2)) if other not in taken
            )
            taken.add(free)
            yield DUPLICATE.at(document, f"{at}/id", fixes.replace(DUPLICATE, f"{at}/id", name, free), id=name)
        seen.add(name)


@alone(Station, given="triggers")
def inside_triggers(station: Station, _: Setting) -> Iterator[Issue]:
    """A picture that is recognised opens a scene of the same station."""
    scenes = {scene.id for scene in station.scenes}
    for index, trigger in enumerate(station.triggers):
        if isinstance(trigger, ImageTrigger) and trigger.scene not in scenes:
            at = f"/triggers/{index}"
            fix = fixes.remove(REFERENCE, at, trigger)
            yield REFERENCE.at(station, f"{at}/scene", fix, id=trigger.scene, wanted="scenes")


@alone(Station, holding=(GuideContent, OpenBlock, ShowContent))
def inside_scenes(station: Station, setting: Setting) -> Iterator[Issue]:
    """Taps and guides point at things of the same station."""
    blocks = {block.id for block in station.story}
    lines = {block.id for block in station.story if isinstance(block, GuideLineBlock)}
    for at, scene in setting.survey(station).nodes(Scene):
        yield from _inside_scene(station, at, scene, blocks, lines)


def _inside_scene(station: Station, at: str, scene: Scene, blocks: set[str], lines: set[str]) -> Iterator[Issue]:
    contents = {content.id for content in scene.contents}
    for index, content in enumerate(scene.contents):
        here, tap = f"{at}/contents/{index}", content.on_tap
        if isinstance(content, GuideContent) and content.line is not None and content.line not in lines:
            fix = fixes.remove(REFERENCE, f"{here}/line", content.line)
            yield REFERENCE.at(station, f"{here}/line", fix, id=content.line, wanted="guide_lines")
        if isinstance(tap, OpenBlock) and tap.block not in blocks:
            fix = fixes.remove(REFERENCE, f"{here}/on_tap", tap)
            yield REFERENCE.at(station, f"{here}/on_tap/block", fix, id=tap.block, wanted="story")
        if isinstance(tap, ShowContent) and tap.content not in contents:
            fix = fixes.remove(REFERENCE, f"{here}/on_tap", tap)
            yield REFERENCE.at(station, f"{here}/on_tap/content", fix, id=tap.content, wanted="contents")


@rule(Tour)
def inside_tour(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """Modules name modules of the tour, legs its stops."""
    modules = {module.id for module in tour.modules}
    for index, module in enumerate(tour.modules):
        for field, named in (("after", module.after), ("not_with", module.not_with)):
            for place, name in enumerate(named):
                if name not in modules:
                    at = f"/modules/{index}/{field}/{place}"
                    yield REFERENCE.at(tour, at, fixes.remove(REFERENCE, at, name), id=name, wanted="modules")
    stops = {stop.id for stop, _ in scope.stops}
    for index, leg in enumerate(tour.route.legs):
        at = f"/route/legs/{index}"
        for field, name in (("from", leg.from_), ("to", leg.to)):
            if name not in stops:
                fix = fixes.remove(REFERENCE, at, leg)
                yield REFERENCE.at(tour, f"{at}/{field}", fix, id=name, wanted="stops")


@rule(Tour)
def stations_of_tour(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """Each stop has its station, and no station stands in the tour twice."""
    seen: set[str] = set()
    for stop, at in scope.stops:
        found = scope.find(stop.station)
        if found is None:
            yield DOCUMENT.at(
                tour, f"{at}/station", _without(DOCUMENT, tour, at, stop), wanted="station", id=stop.station
            )
        elif not isinstance(found, Station):
            yield WRONG_KIND.at(tour, f"{at}/station", wanted="station", found=found.kind)
        elif stop.station in seen:
            title = found.title.get(found.original, stop.station)
            yield TWICE.at(tour, f"{at}/station", _without(TWICE, tour, at, stop), title=title)
        seen.add(stop.station)


def _without(code: Code, tour: Tour, at: str, stop: Stop) -> Fix:
    """The tour without a stop and without the legs that begin or end there."""
    legs = [
        (f"/route/legs/{index}", leg)
        for index, leg in reversed(list(enumerate(tour.route.legs)))
        if stop.id in {leg.from_, leg.to}
    ]
    return fixes.remove_all(code, (at, stop), *legs)


@rule(Tour, given="guide")
def guide_of_tour(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """A tour's guide is there and is a guide."""
    return _guide(tour, "/guide", tour.guide, scope)


@rule(Station, holding=(GuideLineBlock,))
def guides_of_lines(station: Station, scope: Scope) -> Iterator[Issue]:
    """The guide of a line is there and is a guide."""
    for at, line in scope.survey(station).nodes(GuideLineBlock):
        yield from _guide(station, f"{at}/guide", line.guide, scope)


def _guide(document: Tour | Station, at: str, name: str | None, scope: Scope) -> Iterator[Issue]:
    found = None if name is None else scope.find(name)
    if name is not None and found is None:
        yield DOCUMENT.at(document, at, fixes.remove(DOCUMENT, at, name), wanted="guide", id=name)
    elif found is not None and not isinstance(found, Guide):
        yield WRONG_KIND.at(document, at, fixes.remove(WRONG_KIND, at, name), wanted="guide", found=found.kind)


@rule(Tour)
def slug(tour: Tour, _: Scope) -> Iterator[Issue]:
    """A published tour has a name in its address."""
    if tour.slug is None:
        title = tour.title.get(tour.original, "")
        proposed = slug_of(title)
        fix = fixes.add(SLUG, "/slug", proposed, beside="/id", there=tour.id) if proposed else None
        yield SLUG.at(tour, "/slug", fix, proposed=proposed)


def slug_of(title: str) -> str:
    """What a title gives as a name in an address, in small letters without accents; may be empty.

    >>> slug_of("Über die Krämerbrücke!")
    'ueber-die-kraemerbruecke'
    """
    plain = unicodedata.normalize("NFKD", title.lower().translate(_GERMAN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:80].strip("-")
