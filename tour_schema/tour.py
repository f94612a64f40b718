"""The tour: modules of stops, and the way between them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tour_schema.base import (
    DayOfYear,
    Head,
    Keyword,
    Line,
    LocalId,
    MediumId,
    Metres,
    Model,
    Seconds,
    Slug,
    Uuid,
)
from tour_schema.place import LineString, Position
from tour_schema.station import Access, Surface
from tour_schema.text import NO_TEXT, Language, LocalizedText

Mode = Literal["walk", "bike", "car", "public_transport", "indoor"]
Difficulty = Literal["easy", "moderate", "demanding"]


class Stop(Model):
    """A station, and what this tour adds to it."""

    id: LocalId
    station: Uuid
    intro: LocalizedText = NO_TEXT
    bridge: LocalizedText = NO_TEXT
    """The line that leads to whatever comes next."""
    optional: bool = False


class Module(Model):
    """A chapter that can stand alone. ``after`` and ``not_with`` say which choices tell a coherent story."""

    id: LocalId
    title: LocalizedText = NO_TEXT
    summary: LocalizedText = NO_TEXT
    audiences: tuple[Keyword, ...] = ()
    duration_s: Seconds | None = None
    """As the editor states it; the sum of stops and legs where absent."""
    required: bool = False
    after: tuple[LocalId, ...] = ()
    not_with: tuple[LocalId, ...] = ()
    stops: tuple[Stop, ...] = ()


class Leg(Model):
    """The way from one stop to another."""

    from_: Annotated[LocalId, Field(alias="from")]
    to: LocalId
    geometry: LineString = LineString()
    distance_m: Metres | None = None
    duration_s: Seconds | None = None
    steps: Annotated[int, Field(ge=0)] | None = None
    """How many steps there are to climb; absent is unknown."""
    surface: Surface | None = None
    note: LocalizedText = NO_TEXT


class Route(Model):
    """The legs of a tour, in the order in which it is usually walked."""

    legs: tuple[Leg, ...] = ()


class Play(Model):
    """How a tour may be played."""

    order: Literal["free", "fixed"] = "free"
    remote: bool = True
    """Everything can be opened away from the place."""
    address: Literal["neutral", "du", "sie"] = "neutral"
    """How the viewer speaks to its reader in German."""


class Season(Model):
    """The days of each year on which the tour makes sense, both included; may run over New Year."""

    from_: Annotated[DayOfYear, Field(alias="from")]
    to: DayOfYear


class MeetingPoint(Model):
    """Where the tour begins, and how to get there."""

    position: Position | None = None
    note: LocalizedText = NO_TEXT
    transit: LocalizedText = NO_TEXT


class Partner(Model):
    """A guided tour by people that this tour complements."""

    name: Line
    offer: LocalizedText = NO_TEXT
    meets: Line | None = None
    """When, in OpenStreetMap ``opening_hours`` syntax: ``"Sa 11:00"``."""
    where: LocalizedText = NO_TEXT
    booking: Line | None = None


class Credit(Model):
    """Who did what."""

    role: LocalizedText = NO_TEXT
    name: Line


class Tour(Head):
    """A modular tour."""

    kind: Literal["tour"] = "tour"
    slug: Slug | None = None
    original: Language
    languages: tuple[Language, ...] = ()
    """The languages it is published in; the first is the original."""
    title: LocalizedText = NO_TEXT
    teaser: LocalizedText = NO_TEXT
    description: LocalizedText = NO_TEXT
    cover: MediumId | None = None
    mode: Mode = "walk"
    difficulty: Difficulty | None = None
    play: Play = Play()
    guide: Uuid | None = None
    modules: tuple[Module, ...] = ()
    route: Route = Route()
    season: Season | None = None
    meeting_point: MeetingPoint | None = None
    access: Access = Access()
    audiences: tuple[Keyword, ...] = ()
    themes: tuple[Keyword, ...] = ()
    partners: tuple[Partner, ...] = ()
    credits: tuple[Credit, ...] = ()
    licence: Line | None = None
    credit: Line | None = None
    colour: Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")] | None = None
    """The publisher's own colour; the viewer corrects its contrast."""

    def stops(self) -> tuple[Stop, ...]:
        """All stops, in the order of the modules."""
        return tuple(stop for module in self.modules for stop in module.stops)
