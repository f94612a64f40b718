"""Drafts and lines as documents of the tour format. Pure: ids come from the caller, nothing is invented.

What a file does not say stays absent: no default position, no default radius, no licence, no time for a leg.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from authoring.importers.lines import length_m, ways_between
from authoring.importers.plan import Draft, Line
from tour_schema.place import Address, Height, LineString, Place, Polygon
from tour_schema.station import Contact, Facts, Link, Station
from tour_schema.story import ImageBlock, StoryBlock, TextBlock
from tour_schema.tour import Leg, Module, Route, Stop, Tour
from tour_schema.trigger import GeofenceTrigger, Trigger

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>])")
_AT_LINE_START: Final = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|={3,}\s*$|-{3,}\s*$|~{3,})", re.MULTILINE)
_NUMBERED: Final = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_MAILBOX: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{3,255}")


@dataclass(frozen=True, slots=True)
class Placed:
    """A station's id beside the draft that it was made from, as a tour needs them."""

    id: str
    draft: Draft


def commonmark(text: str) -> str:
    """Plain text as CommonMark that reads the same: a star stays a star, a line break stays a line break."""
    escaped = _SPECIAL.sub(r"\\\1", text)
    escaped = _AT_LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}", escaped)
    escaped = _NUMBERED.sub(r"\1\\\2", escaped)
    escaped = re.sub(r"&(?=[#\w]+;)", r"\\&", escaped)
    return re.sub(r"(?<!\n)\n(?!\n)", "\\\\\n", escaped)


def station_of(
    draft: Draft, *, document_id: str, language: str, medium: str | None = None, time_zone: str | None = None
) -> Station:
    """The station of a draft, its texts in ``language``; ``medium`` is the document of its photograph.

    ``time_zone`` is where the clocks of its opening hours stand, which no file says.
    """
    story: list[StoryBlock] = []
    if medium is not None:
        story.append(ImageBlock(id="picture", medium=medium))
    if draft.story:
        story.append(TextBlock(id="text", text={language: commonmark(draft.story)}))
    return Station(
        id=document_id,
        original=language,
        title={language: draft.title} if draft.title else {},
        summary={language: draft.summary} if draft.summary else {},
        cover=medium,
        place=Place(position=draft.position, height=_height(draft), address=_address(draft)),
        triggers=_triggers(draft),
        story=tuple(story),
        facts=_facts(draft, time_zone),
    )


def _height(draft: Draft) -> Height | None:
    if draft.height_m is None or draft.height_from is None:
        return None
    return Height(metres=draft.height_m, reference=draft.height_from)


def _address(draft: Draft) -> Address | None:
    if not (draft.street or draft.postal_code or draft.locality or draft.country):
        return None
    return Address(street=draft.street, postal_code=draft.postal_code, locality=draft.locality, country=draft.country)


def _triggers(draft: Draft) -> tuple[Trigger, ...]:
    if draft.area is None:
        return ()
    return (GeofenceTrigger(area=Polygon(rings=draft.area)),)


def _facts(draft: Draft, time_zone: str | None) -> Facts:
    email = draft.email if draft.email and _MAILBOX.fullmatch(draft.email) else None
    contact = Contact(phone=draft.phone, email=email) if draft.phone or email else None
    links = tuple(Link(rel="website", href=link) for link in draft.links)
    zone = time_zone if draft.opening_hours else None
    return Facts(opening_hours=draft.opening_hours, time_zone=zone, contact=contact, links=links)


def tour_of(title: str, stations: Sequence[Placed], lines: Sequence[Line], *, document_id: str, language: str) -> Tour:
    """A tour of one module with a stop for each station in their order, and a leg wherever the lines lead."""
    stops = tuple(Stop(id=f"h{number}", station=placed.id) for number, placed in enumerate(stations, start=1))
    return Tour(
        id=document_id,
        original=language,
        languages=(language,),
        title={language: title},
        modules=(Module(id="m1", title={language: title}, required=True, stops=stops),),
        route=Route(legs=_legs(stops, stations, lines)),
    )


def _legs(stops: Sequence[Stop], stations: Sequence[Placed], lines: Sequence[Line]) -> tuple[Leg, ...]:
    if not lines:
        return ()
    positions = [placed.draft.position for placed in stations]
    ways = ways_between([line.coordinates for line in lines if line.take], positions)
    return tuple(
        Leg.model_validate(
            {
                "from": stops[index].id,
                "to": stops[index + 1].id,
                "geometry": LineString(coordinates=way),
                "distance_m": round(length_m(way), 1),
            }
        )
        for index, way in enumerate(ways)
        if way is not None
    )
