"""Somebody enlarges the pages to 200 and 400 %: everything is still there, and nothing scrolls sideways."""

import json

import pytest
from playwright.sync_api import Page

from authoring.actions.create_document import create_document
from tests import builders
from tests.browser.looking import too_wide
from tests.browser.site import Site

pytestmark = pytest.mark.made_once

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenausstellung"


@pytest.fixture(scope="module")
def ids(live_server: Site) -> dict[str, str]:
    """A document of each kind under the longest of titles."""
    site = live_server
    title = builders.words(f"{LONG} und {LONG.lower()}", LONG)
    made = {
        "tour": builders.a_tour_json([], title=title, slug="lang"),
        "station": builders.a_station_json() | {"title": title, "summary": title, "credit": LONG},
        "medium": builders.a_medium_json(title=title, alt=title, credit=LONG, variants=[]),
    }
    return {
        kind: create_document(site.database, site.author, site.office, json.dumps(value).encode()).document_id
        for kind, value in made.items()
    }


def test_no_page_scrolls_sideways_at_200_and_400_percent(page: Page, ids: dict[str, str]) -> None:
    addresses = [
        "/tours",
        "/library",
        f"/library/{ids['station']}",
        "/media",
        f"/media/{ids['medium']}",
        "/people",
        f"/documents/{ids['tour']}/history",
        f"/exports/tours/{ids['tour']}",
        "/import",
        "/trash",
        "/settings",
    ]
    wide: list[str] = []
    for address in addresses:
        page.goto(address)
        for percent in (200, 400):
            # Enlarging a window of 1280 pixels leaves so many of CSS.
            page.set_viewport_size({"width": 1280 * 100 // percent, "height": 800 * 100 // percent})
            wide += [f"{address} at {percent} %: {what}" for what in too_wide(page)]
    assert not wide, "\n".join(wide)
