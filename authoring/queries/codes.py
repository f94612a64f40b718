"""The codes of a tour: one for the tour itself, one for each of its stations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from authoring.errors import Refused
from authoring.permissions import Verb, require
from authoring.queries.documents import load
from authoring.queries.resolver import StoreResolver
from exports.addresses import station_address, tour_address
from tour_schema.station import Station
from tour_schema.text import LocalizedText
from tour_schema.tour import Tour

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlmodel import Session

    from authoring.permissions import Actor


@dataclass(frozen=True, slots=True)
class SignCode:
    """What a sign says: where its code leads, and the words and the number beside it."""

    key: str
    """``tour``, or the station's id."""
    title: LocalizedText
    original: str
    number: str | None
    """What can be typed instead of scanning."""
    address: str


def codes_of(session: Session, actor: Actor, tour_id: str, public_url: str) -> tuple[SignCode, ...]:
    """The tour's own code first, then its stations' in the order of the tour, each once.

    Raises:
        NotFound: there is no such tour.
        Forbidden: the actor may not export it.
        Refused: ``export.unreadable``, or ``export.no_slug`` where the tour has no name in addresses yet.
    """
    loaded = load(session, actor, tour_id)
    require(actor, Verb.EXPORT, loaded.organisation_id)
    resolver = StoreResolver(session)
    tour = resolver.find(tour_id)
    if not isinstance(tour, Tour):
        raise Refused("export.unreadable")
    if tour.slug is None:
        raise Refused("export.no_slug")
    resolver.prefetch(stop.station for stop in tour.stops())
    return (
        SignCode("tour", tour.title, tour.original, None, tour_address(public_url, tour.slug)),
        *_stations(tour, tour.slug, resolver, public_url),
    )


def _stations(tour: Tour, slug: str, resolver: StoreResolver, public_url: str) -> Iterator[SignCode]:
    for id_ in dict.fromkeys(stop.station for stop in tour.stops()):
        station = resolver.find(id_)
        if isinstance(station, Station):
            number = next((each.number for each in station.triggers if each.kind == "code"), None)
            address = station_address(public_url, slug, id_)
            yield SignCode(id_, station.title, station.original, number, address)
