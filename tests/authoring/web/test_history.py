"""The life of a document, the presence of others, and the keys of programs, through the API."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from authoring.permissions import Scope
from tests.authoring.web.conftest import Browser, Town
from tests.authoring.web.test_documents import STATION, made


def test_every_save_is_a_step_that_can_be_read_compared_and_gone_back_to(anna: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)
    address = f"/api/v1/documents/{document['id']}"
    anna.put(address, json=document["body"] | {"title": {"de": "Brücke"}}, headers={"If-Match": '"1"'})
    steps = anna.get(f"{address}/revisions").json
    assert steps is not None
    assert [(step["number"], step["author"]) for step in steps["items"]] == [(2, "Anna"), (1, "Anna")]
    before = anna.get(f"{address}/revisions/1").json
    assert before is not None
    assert before["body"]["title"] == {"de": "Krämerbrücke"}
    difference = anna.get(f"{address}/revisions/1/difference/2").json
    assert difference is not None
    (change,) = difference["changes"]
    assert (change["before"], change["after"], change["language"]) == ("Krämerbrücke", "Brücke", "de")
    assert change["words"].strip()
    back = anna.post(f"{address}/revert", json={"to": 1})
    assert back.json is not None
    assert (back.json["revision"], back.json["body"]["title"]) == (3, {"de": "Krämerbrücke"})


def test_the_steps_are_paged(anna: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)
    address = f"/api/v1/documents/{document['id']}"
    for number in (1, 2):
        anna.put(address, json=document["body"] | {"duration_s": number}, headers={"If-Match": f'"{number}"'})
    page = anna.get(f"{address}/revisions?limit=2").json
    assert page is not None
    assert page["next"] == 2
    rest = anna.get(f"{address}/revisions?limit=2&before=2").json
    assert rest is not None
    assert ([step["number"] for step in rest["items"]], rest["next"]) == ([1], None)


def test_what_is_deleted_is_gone_and_comes_back(anna: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)
    address = f"/api/v1/documents/{document['id']}"
    assert anna.delete(address).status_code == 204
    assert anna.get(address).status_code == 404
    bin_ = anna.get("/api/v1/documents?kind=station&deleted=true").json
    assert bin_ is not None
    assert [item["id"] for item in bin_["items"]] == [document["id"]]
    assert anna.post(f"{address}/undelete").status_code == 200
    assert (anna.get(address).json or {})["body"] == document["body"]


def a_tour_with(station: str) -> dict[str, Any]:
    modules = [{"id": "m1", "title": {"de": "Eins"}, "stops": [{"id": "h1", "station": station}]}]
    return {"kind": "tour", "title": {"de": "Die Tour"}, "modules": modules}


def test_who_may_not_see_what_needs_a_document_hears_only_how_many_there_are(
    anna: Browser, bert: Browser, town: Town
) -> None:
    station = made(anna, town.erfurt)
    made(bert, town.jena, a_tour_with(station["id"]))
    refused = anna.delete(f"/api/v1/documents/{station['id']}")
    assert refused.status_code == 409
    assert ((refused.json or {})["used_by"], (refused.json or {})["hidden"]) == ([], 1)
    page = anna.post(f"/documents/{station['id']}/delete")
    assert page.status_code == 409
    assert "Ein weiteres Dokument gehört einer anderen Organisation" in page.text
    for text in (refused.text, page.text, anna.get(f"/library/{station['id']}").text):
        assert "Die Tour" not in text


def test_the_page_that_refuses_to_delete_leads_to_what_needs_it_and_back(anna: Browser, town: Town) -> None:
    station = made(anna, town.erfurt)
    tour = made(anna, town.erfurt, a_tour_with(station["id"]))
    page = anna.post(f"/documents/{station['id']}/delete")
    assert page.status_code == 409
    assert f'href="/tours/{tour["id"]}"' in page.text
    assert f'href="/library/{station["id"]}"' in page.text
    assert anna.get(f"/library/{station['id']}").status_code == 200


def test_what_a_tour_needs_is_not_deleted_by_accident(anna: Browser, town: Town) -> None:
    station = made(anna, town.erfurt)
    tour = made(anna, town.erfurt, a_tour_with(station["id"]))
    refused = anna.delete(f"/api/v1/documents/{station['id']}")
    assert refused.status_code == 409
    assert refused.json is not None
    assert refused.json["type"] == "/problems/in_use"
    assert "von einem anderen Dokument gebraucht" in refused.json["detail"]
    (user,) = refused.json["used_by"]
    assert (user["id"], user["kind"], user["title"]) == (tour["id"], "tour", "Die Tour")
    assert refused.json["hidden"] == 0
    assert (anna.get(user["href"]).json or {})["id"] == tour["id"]
    assert user["page"] == f"/tours/{tour['id']}"
    assert anna.delete(f"/api/v1/documents/{station['id']}?even_if_used=true").status_code == 204


def test_a_copy_is_another_document(anna: Browser, bert: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)
    copy = bert.post(f"/api/v1/documents/{document['id']}/copy", json={"organisation": town.jena})
    assert copy.status_code == 201
    assert copy.json is not None
    assert (copy.json["organisation"], copy.json["editable"]) == (town.jena, True)
    assert copy.json["id"] != document["id"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "", None),
        ("POST", "/revert", {"to": 1}),
        ("POST", "/copy", {}),
        ("GET", "/revisions", None),
        ("GET", "/revisions/1", None),
        ("GET", "/revisions/0/difference/1", None),
    ],
)
def test_the_life_of_a_document_is_its_own_organisations_business(
    method: str, path: str, body: object, anna: Browser, bert: Browser, town: Town
) -> None:
    document = made(anna, town.erfurt)
    answer = bert.ask(method, f"/api/v1/documents/{document['id']}{path}", json=body)
    assert answer.status_code == 403
    assert anna.get(f"/api/v1/documents/{document['id']}").headers["ETag"] == '"1"'


def test_one_sees_who_else_is_there(anna: Browser, admin: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)
    address = f"/api/v1/documents/{document['id']}/presence"
    assert anna.put(address).json == {"people": []}
    others = admin.put(address).json
    assert others is not None
    assert [person["name"] for person in others["people"]] == ["Anna"]
    assert [person["name"] for person in (anna.get(address).json or {})["people"]] == ["Admin"]


def test_an_administrator_makes_a_token_that_is_shown_once(admin: Browser, app: Flask, town: Town) -> None:
    address = f"/api/v1/organisations/{town.erfurt}/tokens"
    new = admin.post(address, json={"name": "Website", "scope": "read", "days": 30}).json
    assert new is not None
    header = {"Authorization": f"Bearer {new['token']}"}
    assert app.test_client().get("/api/v1/documents?kind=station", headers=header).status_code == 200
    listed = admin.get(address).json
    assert listed is not None
    assert [token["name"] for token in listed["items"]] == ["Website"]
    assert new["token"] not in str(listed)
    assert admin.delete(f"{address}/{new['id']}").status_code == 204
    assert app.test_client().get("/api/v1/documents?kind=station", headers=header).status_code == 401


def test_tokens_are_made_by_administrators_and_by_no_token(
    anna: Browser, app: Flask, town: Town, token: Callable[[Scope], dict[str, str]]
) -> None:
    address, wish = f"/api/v1/organisations/{town.erfurt}/tokens", {"name": "x", "scope": "write"}
    assert anna.post(address, json=wish).status_code == 403
    assert app.test_client().post(address, json=wish, headers=token(Scope.PUBLISH)).status_code == 403


def test_a_writing_token_writes_in_its_organisation_only(
    app: Flask, town: Town, token: Callable[[Scope], dict[str, str]]
) -> None:
    header = token(Scope.WRITE)
    for organisation, status in ((town.erfurt, 201), (town.jena, 403)):
        wish = {"organisation": organisation, "body": STATION}
        assert app.test_client().post("/api/v1/documents", json=wish, headers=header).status_code == status


def test_without_a_routing_server_there_is_no_walking_route(anna: Browser) -> None:
    answer = anna.post("/api/v1/routes/walking", json={"coordinates": [[11, 50], [11.1, 50]]})
    assert (answer.status_code, answer.json and answer.json["type"]) == (404, "/problems/no_router")
