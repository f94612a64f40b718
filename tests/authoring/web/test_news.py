"""What somebody who has a tour open hears: who else is there, and what they saved."""

from typing import Any

from authoring.actions.change_document import change_document
from authoring.db import Database
from authoring.permissions import Actor
from authoring.queries.history import MADE_VARIANTS
from tests.authoring.web.conftest import Browser, Town
from tests.authoring.web.test_documents import made


def a_tour(browser: Browser, town: Town, *stations: str) -> dict[str, Any]:
    stops = [{"id": f"stop-{number}", "station": station} for number, station in enumerate(stations, start=1)]
    modules = [{"id": "module-1", "title": {"de": "Am Wasser"}, "stops": stops}]
    return made(browser, town.erfurt, {"kind": "tour", "title": {"de": "Zeitreise"}, "modules": modules})


def news(browser: Browser, tour: dict[str, Any]) -> dict[str, Any]:
    answer = browser.get(f"/api/v1/tours/{tour['id']}/news")
    assert answer.status_code == 200, answer.text
    found = answer.json
    assert isinstance(found, dict)
    return found


def test_the_news_tell_who_saved_what_of_a_tour_last(anna: Browser, admin: Browser, town: Town) -> None:
    station, elsewhere = made(anna, town.erfurt), made(anna, town.erfurt)
    tour = a_tour(anna, town, station["id"])
    changed = station["body"] | {"title": {"de": "Die Krämerbrücke"}}
    admin.put(f"/api/v1/documents/{station['id']}", json=changed, headers={"If-Match": '"1"'})
    heads = {head["id"]: (head["revision"], head["author"], head["author_id"]) for head in news(anna, tour)["heads"]}
    assert heads == {station["id"]: (2, "Admin", town.admin), tour["id"]: (1, "Anna", town.anna)}
    assert elsewhere["id"] not in heads


def test_the_news_tell_who_else_is_there(anna: Browser, admin: Browser, town: Town) -> None:
    tour = a_tour(anna, town)
    admin.put(f"/api/v1/documents/{tour['id']}/presence")
    assert [person["name"] for person in news(anna, tour)["people"]] == ["Admin"]


def test_there_is_no_answer_while_nothing_is_new(anna: Browser, town: Town) -> None:
    tour = a_tour(anna, town)
    address = f"/api/v1/tours/{tour['id']}/news"
    tag = {"If-None-Match": anna.get(address).headers["ETag"]}
    assert anna.get(address, headers=tag).status_code == 304
    body = tour["body"] | {"title": {"de": "Anders"}}
    anna.put(f"/api/v1/documents/{tour['id']}", json=body, headers={"If-Match": '"1"'})
    assert anna.get(address, headers=tag).status_code == 200


def test_a_tour_of_others_has_no_news(anna: Browser, bert: Browser, town: Town) -> None:
    tour = a_tour(anna, town)
    assert bert.get(f"/api/v1/tours/{tour['id']}/news").status_code == 403


def test_a_station_is_no_tour(anna: Browser, town: Town) -> None:
    station = made(anna, town.erfurt)
    assert anna.get(f"/api/v1/tours/{station['id']}/news").status_code == 404


def test_what_a_job_put_in_is_nobodys_save(anna: Browser, town: Town, database: Database) -> None:
    picture = {"sha256": "0" * 64, "bytes": 9, "media_type": "image/png", "width_px": 9, "height_px": 9}
    medium = made(anna, town.erfurt, {"kind": "medium", "type": "image", "original": picture})
    station = made(anna, town.erfurt, {"kind": "station", "title": {"de": "Brücke"}, "cover": medium["id"]})
    tour = a_tour(anna, town, station["id"])
    job = Actor.command_line()
    change_document(database, job, medium["id"], lambda loaded: loaded.value | {"credit": "x"}, summary=MADE_VARIANTS)
    heads = {head["id"]: (head["revision"], head["author"]) for head in news(anna, tour)["heads"]}
    assert heads[medium["id"]] == (2, "")
    assert heads[station["id"]] == (1, "Anna")
