"""The station: the module everything is built of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tour_schema.base import Head, Keyword, Line, MediumId, Model, Same, Seconds
from tour_schema.place import Place
from tour_schema.scene import Scene
from tour_schema.story import StoryBlock
from tour_schema.text import NO_TEXT, Language, LocalizedText
from tour_schema.trigger import Trigger

Surface = Literal["asphalt", "paving", "cobbles", "gravel", "earth", "grass", "wood", "steps", "indoor"]


class Link(Model):
    """A page about the station, and what it is for."""

    rel: Literal["booking", "website", "more", "map", "transit", "social"]
    href: Line
    label: LocalizedText = NO_TEXT


class Contact(Model):
    """How to reach whoever looks after the place."""

    name: Line | None = None
    phone: Line | None = None
    email: Line | None = None


class Price(Model):
    """What admission costs; ISO 4217 currency, free where the amount is 0."""

    label: LocalizedText = NO_TEXT
    amount: Annotated[float, Field(ge=0)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"


class Facts(Model):
    """What a visitor has to know beside the story."""

    opening_hours: Line | None = None
    """OpenStreetMap ``opening_hours`` syntax."""
    time_zone: Line | None = None
    """An IANA time zone, needed with opening hours."""
    contact: Contact | None = None
    prices: tuple[Price, ...] = ()
    links: tuple[Link, ...] = ()


class Access(Model):
    """How one gets there and about; absent is unknown, not no."""

    step_free: bool | None = None
    surface: Surface | None = None
    width_m: Annotated[float, Field(gt=0)] | None = None
    seating: bool | None = None
    toilet: bool | None = None
    accessible_toilet: bool | None = None
    note: LocalizedText = NO_TEXT


class Station(Head):
    """A place with a story, in a library shared by all organisations of an installation."""

    kind: Literal["station"] = "station"
    original: Language
    """The language it was written in first."""
    title: LocalizedText = NO_TEXT
    summary: LocalizedText = NO_TEXT
    cover: MediumId | None = None
    place: Place = Place()
    triggers: tuple[Trigger, ...] = ()
    story: tuple[StoryBlock, ...] = ()
    scenes: tuple[Scene, ...] = ()
    facts: Facts = Facts()
    access: Access = Access()
    themes: tuple[Keyword, ...] = ()
    audiences: tuple[Keyword, ...] = ()
    duration_s: Seconds | None = None
    """How long a visitor stays."""
    sources: tuple[Same, ...] = ()
    licence: Line | None = None
    """An SPDX id, or the licence's own ``https:`` address."""
    credit: Line | None = None

    @property
    def told_anywhere(self) -> bool:
        """Whether it has no place on purpose: it is opened by hand and by nothing else."""
        manual = bool(self.triggers) and all(trigger.kind == "manual" for trigger in self.triggers)
        return manual and self.place.position is None
