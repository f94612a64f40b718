"""Every page answers in both languages, on a desk with something on it."""

import json
from typing import Any

import pytest

from authoring.actions.create_document import create_document
from authoring.actions.delete_document import delete_document
from authoring.db import Database
from authoring.permissions import Actor, Role
from tests import builders
from tests.authoring.web.conftest import Browser, Town

Json = dict[str, Any]


@pytest.fixture
def desk(database: Database, town: Town) -> dict[str, str]:
    """A document of each kind, and a deleted one."""
    anna = Actor(person_id=town.anna, name="Anna", roles={town.erfurt: Role.AUTHOR})

    def put(value: Json) -> str:
        return create_document(database, anna, town.erfurt, json.dumps(value).encode()).document_id

    station = builders.a_station_json()
    made = {
        "station": put(station),
        "tour": put(builders.a_tour_json([station])),
        "medium": put(builders.a_medium_json()),
        "untitled": put(builders.a_station_json() | {"title": {}}),
        "deleted": put(builders.a_tour_json([], slug="weg")),
    }
    delete_document(database, anna, made["deleted"])
    return made


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "page",
    [
        "/tours",
        "/library",
        "/library?q=bruecke&bbox=11,50,12,51&language=de&theme=x",
        "/library?bbox=here",
        "/library/{station}",
        "/library/{untitled}",
        "/media",
        "/media?q=bridge&type=image&missing=alt",
        "/media/{medium}",
        "/people",
        "/documents/{tour}/history",
        "/documents/{medium}/history?shown=1&before=9",
        "/trash",
        "/settings",
    ],
)
def test_the_page_answers(admin: Browser, desk: dict[str, str], page: str, language: str) -> None:
    admin.client.set_cookie("language", language)
    admin.post("/language", data={"language": language, "next": "/tours"})
    answer = admin.get(page.format(**desk))
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


def test_a_box_that_is_none_keeps_the_words_that_were_typed(admin: Browser, desk: dict[str, str]) -> None:
    page = admin.get("/library?q=kraemer&bbox=here").text
    assert 'value="kraemer"' in page
    assert 'aria-invalid="true"' in page


def test_a_neighbours_tour_has_no_history_for_others(bert: Browser, desk: dict[str, str]) -> None:
    assert bert.get(f"/documents/{desk['tour']}/history").status_code in {403, 404}


def test_the_way_back_after_choosing_a_language_leads_to_no_other_site(admin: Browser) -> None:
    for elsewhere in ("https://other.example/", "//other.example/", "/\\other.example/", ""):
        answer = admin.post("/language", data={"language": "de", "next": elsewhere})
        assert answer.headers["Location"] == "/"


def test_a_bin_shows_nothing_of_the_neighbours(bert: Browser, desk: dict[str, str]) -> None:
    assert desk["deleted"] not in bert.get("/trash").text


def test_somebody_else_takes_nothing_out_of_the_bin(bert: Browser, desk: dict[str, str]) -> None:
    assert bert.post(f"/documents/{desk['deleted']}/undelete").status_code in {403, 404}


def test_what_two_people_typed_into_one_field_is_kept_for_the_second_to_decide(
    admin: Browser, desk: dict[str, str]
) -> None:
    address = f"/media/{desk['medium']}"
    assert admin.post(address, data={"based_on": "1", "credit": "Erste Hand"}).status_code == 303
    second = admin.post(address, data={"based_on": "1", "credit": "Zweite Hand"})
    assert second.status_code == 409
    assert 'value="Zweite Hand"' in second.text
    assert 'name="based_on" value="2"' in " ".join(second.text.split())
    assert admin.post(address, data={"based_on": "2", "credit": "Zweite Hand"}).status_code == 303
    assert 'value="Zweite Hand"' in admin.get(address).text
