"""A tour's pages say what it is to search engines, to pages that share it and to those that show it."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree

from exports.publish.catalogue import entry_of
from exports.publish.changes import Withdrawal
from exports.publish.oembed import oembed
from exports.publish.viewer_files import Viewer
from tests.builders import a_document, a_medium_json, a_station_json, a_tour_json, words
from tests.exports.conftest import Shelf
from tests.exports.publish.conftest import Office
from tests.exports.publish.test_viewer_files import built
from tour_schema.tour import Tour

HOME = "https://touren.example.org"
__all__ = ["built"]


@pytest.fixture
def published(office: Office, shelf: Shelf, built: Path) -> Path:
    """The folder of a tour with a cover, for everybody."""
    office.place.public_url = HOME
    variant = shelf.variant("1080", b"a picture") | {"width_px": 1080, "height_px": 720}
    cover = shelf.put(a_medium_json(variants=[variant]))
    stations = [shelf.put(a_station_json(title)) for title in ("Krämerbrücke", "</script><b>Rathaus")]
    tour = a_document(shelf.put(a_tour_json(stations, cover=cover["id"], teaser=words("Ein Gang.", "A walk."))))
    assert isinstance(tour, Tour)
    Viewer(built).publish(office.publish(tour), office.place, office.keys)
    return office.folder


def page(folder: Path, language: str = "") -> str:
    return (folder / "t/zeitreise-ins-mittelalter" / language / "index.html").read_text()


def structured(text: str) -> dict[str, Any]:
    data = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    found: dict[str, Any] = json.loads(data)
    return found


def test_each_language_has_a_page_and_all_of_them_name_each_other(published: Path) -> None:
    address = f"{HOME}/t/zeitreise-ins-mittelalter/"
    for language, own in (("", address), ("de", f"{address}de/"), ("en", f"{address}en/")):
        text = page(published, language)
        assert f'<link rel="canonical" href="{own}" />' in text
        assert dict(re.findall(r'hreflang="([^"]+)" href="([^"]+)"', text)) == {
            "x-default": address,
            "de": f"{address}de/",
            "en": f"{address}en/",
        }
    assert '<html lang="en">' in page(published, "en")
    assert "<title>Journey into the Middle Ages</title>" in page(published, "en")
    assert "&amp;language=en" in page(published, "en")
    assert "language=" not in page(published).partition("data-onward")[2].partition(">")[0]


def test_a_shared_link_shows_title_words_and_picture(published: Path) -> None:
    said = dict(re.findall(r'property="og:(\w+)" content="([^"]*)"', page(published)))
    assert said == {
        "type": "website",
        "title": "Zeitreise ins Mittelalter",
        "description": "Ein Gang.",
        "url": f"{HOME}/t/zeitreise-ins-mittelalter/",
        "locale": "de",
        "image": f"{HOME}/t/zeitreise-ins-mittelalter/cover.jpg",
    }
    assert (published / "t/zeitreise-ins-mittelalter/cover.jpg").read_bytes() == b"a picture"


def test_search_engines_read_a_trip_with_its_stops_that_nothing_in_it_can_break(published: Path) -> None:
    trip = structured(page(published, "en"))
    assert (trip["@type"], trip["name"], trip["inLanguage"]) == ("TouristTrip", "Journey into the Middle Ages", "en")
    stops = trip["itinerary"]["itemListElement"]
    assert [stop["position"] for stop in stops] == [1, 2]
    assert stops[1]["item"]["name"] == "</script><b>Rathaus (en)"
    assert stops[0]["item"]["geo"] == {"@type": "GeoCoordinates", "latitude": 50.9788, "longitude": 11.0308}
    assert stops[0]["item"]["url"].startswith(f"{HOME}/t/zeitreise-ins-mittelalter/en/?station=")
    assert "<b>" not in page(published, "en")


def test_a_page_that_shows_it_finds_a_frame_and_a_picture(published: Path) -> None:
    (found,) = re.findall(r'application/json\+oembed" href="([^"]+)"', page(published, "en"))
    assert found == f"{HOME}/t/zeitreise-ins-mittelalter/en/oembed.json"
    answer = json.loads((published / found.removeprefix(f"{HOME}/")).read_bytes())
    assert (answer["version"], answer["type"], answer["title"]) == ("1.0", "rich", "Journey into the Middle Ages")
    assert answer["thumbnail_url"] == f"{HOME}/t/zeitreise-ins-mittelalter/cover.jpg"
    assert (answer["thumbnail_width"], answer["thumbnail_height"]) == (1080, 720)
    frame = urlsplit(unescape(re.findall(r'src="([^"]+)"', answer["html"])[0]))
    assert frame.path == "/viewer/"
    assert parse_qs(frame.query)["language"] == ["en"]


def test_a_low_frame_shows_the_card_and_a_title_cannot_leave_its_attribute(office: Office, tour: Tour) -> None:
    hostile = tour.model_copy(update={"title": words('"><script>alert(1)</script>', "x")})
    (step,) = office.publish(hostile).steps
    assert step.feature is not None
    html = oembed(entry_of(step.feature), HOME, width_px=300, height_px=200)["html"]
    assert "layout=compact" in html
    assert 'width="300" height="200"' in html
    assert "<script" not in html


def test_the_sitemap_lists_what_is_published_and_forgets_what_was_withdrawn(
    office: Office,
    published: Path,
    built: Path,
) -> None:
    namespace = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    places = etree.parse(published / "sitemap.xml").findall(".//s:loc", namespace)
    address = f"{HOME}/t/zeitreise-ins-mittelalter/"
    assert [each.text for each in places] == [address, f"{address}de/", f"{address}en/"]
    tour = json.loads((published / "catalogue.json").read_bytes())["features"][0]["id"]
    Viewer(built).publish(office.publish(Withdrawal(tour)), office.place, office.keys)
    assert etree.parse(published / "sitemap.xml").findall(".//s:loc", namespace) == []
    assert "Zeitreise" in page(published)
