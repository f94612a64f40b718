"""A page of others asks how a tour is shown, and gets a frame that fits."""

import pytest
from flask import Flask

from authoring.settings import Settings
from tests.authoring.web.conftest import Browser


@pytest.fixture
def stranger(app: Flask) -> Browser:
    """Somebody without a session."""
    return Browser(app, None)


@pytest.fixture
def page(admin: Browser, tour: str, settings: Settings) -> str:
    """The address of a published tour's page."""
    assert admin.post(f"/api/v1/tours/{tour}/publication", json={}).status_code == 200
    return f"{settings.public_url}/t/am-wasser/"


def test_anybody_asks_for_a_published_tour_and_gets_no_more_than_the_room_there_is(
    stranger: Browser, page: str, tour: str
) -> None:
    asked = {"url": page, "maxwidth": "400", "maxheight": "9999", "dnt": "1"}
    answer = stranger.get("/api/v1/oembed", query_string=asked)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    found = answer.get_json()
    assert (found["version"], found["type"], found["width"], found["height"]) == ("1.0", "rich", 400, 720)
    assert f"tour={tour}" in found["html"]


@pytest.mark.parametrize("rest", ["en/", "en/index.html", "?station=x"])
def test_every_page_of_a_tour_leads_to_it(rest: str, stranger: Browser, page: str) -> None:
    found = stranger.get("/api/v1/oembed", query_string={"url": page + rest})
    assert found.status_code == 200
    assert ("language=en" in found.get_json()["html"]) is rest.startswith("en")


def test_the_viewers_own_address_is_a_page_too(stranger: Browser, page: str, tour: str, settings: Settings) -> None:
    asked = f"{settings.public_url}/viewer/?tour={tour}&language=de"
    assert stranger.get("/api/v1/oembed", query_string={"url": asked}).status_code == 200
    assert page


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/t/am-wasser/",
        "{home}/t/nowhere/",
        "{home}/",
        "{home}/../t/x/",
        "http://[",
        "{home}//[x",
    ],
)
def test_any_other_address_is_not_found(address: str, stranger: Browser, page: str, settings: Settings) -> None:
    asked = address.format(home=settings.public_url)
    assert stranger.get("/api/v1/oembed", query_string={"url": asked}).status_code == 404
    assert page


def test_only_json_is_answered_and_nonsense_is_refused(stranger: Browser, page: str) -> None:
    answer = stranger.get("/api/v1/oembed", query_string={"url": page, "format": "xml"})
    assert (answer.status_code, answer.get_json()["detail"]) == (
        501,
        "The answer is to be had as JSON alone (format=json).",
    )
    assert stranger.get("/api/v1/oembed", query_string={"url": page, "maxwidth": "wide"}).status_code == 400
    assert stranger.get("/api/v1/oembed").status_code == 400
