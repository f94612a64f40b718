"""Where a published tour and its stations are found: what the codes say and the formats link to."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def tour_address(public_url: str, slug: str) -> str:
    """The page of a tour, below the installation's public address."""
    return f"{public_url.rstrip('/')}/t/{quote(slug)}/"


def station_address(public_url: str, slug: str, station: str) -> str:
    """The page of a tour, opened at one of its stations (by id)."""
    return opened_at(tour_address(public_url, slug), station)


def as_typed(address: str) -> str:
    """An address as people type it from paper."""
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def opened_at(tour: str, station: str) -> str:
    """The address of a tour's page, opened at one of its stations (by id)."""
    return f"{tour}?{urlencode({'station': station})}"
