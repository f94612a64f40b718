"""Documents through the API: making, reading, saving on a stated base, and what is refused."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from authoring.ids import new_id
from tests.authoring.web.conftest import Browser, Town

STATION: dict[str, Any] = {"kind": "station", "title": {"de": "Krämerbrücke"}}


def made(browser: Browser, organisation: str, body: dict[str, Any] = STATION) -> dict[str, Any]:
    answer = browser.post("/api/v1/documents", json={"organisation": organisation, "body": body})
    assert answer.status_code == 201, answer.text
    found = answer.json
    assert isinstance(found, dict)
    return found


def test_a_document_is_made_and_read_with_its_revision_as_etag(anna: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)
    answer = anna.get(f"/api/v1/documents/{document['id']}")
    assert answer.headers["ETag"] == '"1"'
    assert answer.json is not None
    assert answer.json["body"]["title"] == {"de": "Krämerbrücke"}
    assert (answer.json["revision"], answer.json["editable"], answer.json["organisation"]) == (1, True, town.erfurt)


def test_a_save_says_what_it_is_based_on(anna: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)
    address = f"/api/v1/documents/{document['id']}"
    body = document["body"] | {"title": {"de": "Die Krämerbrücke"}}
    saved = anna.put(address, json=body, headers={"If-Match": '"1"'})
    assert (saved.status_code, saved.headers["ETag"]) == (200, '"2"')
    assert saved.json is not None
    assert (saved.json["revision"], saved.json["merged"], saved.json["body"]["title"]) == (2, False, body["title"])


@pytest.mark.parametrize(("header", "status"), [(None, 428), ("*", 428), ("2", 400), ('"x"', 400), ('"1", "2"', 400)])
def test_a_save_that_does_not_say_so_is_refused(header: str | None, status: int, anna: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)
    headers = {} if header is None else {"If-Match": header}
    answer = anna.put(f"/api/v1/documents/{document['id']}", json=document["body"], headers=headers)
    assert (answer.status_code, answer.json and answer.json["type"]) == (status, "/problems/based_on")


def test_different_fields_merge_and_the_same_field_is_shown_side_by_side(
    anna: Browser, admin: Browser, town: Town
) -> None:
    document = made(anna, town.erfurt)
    address = f"/api/v1/documents/{document['id']}"
    base = {"If-Match": '"1"'}
    anna.put(address, json=document["body"] | {"duration_s": 60}, headers=base)

    merged = admin.put(address, json=document["body"] | {"audiences": ["families"]}, headers=base)
    assert merged.json is not None
    assert (merged.status_code, merged.json["merged"], merged.json["revision"]) == (200, True, 3)
    assert (merged.json["body"]["duration_s"], merged.json["body"]["audiences"]) == (60, ["families"])

    stale = admin.put(address, json=document["body"] | {"title": {"de": "Brücke"}, "duration_s": 90}, headers=base)
    assert (stale.status_code, stale.mimetype) == (412, "application/problem+json")
    assert stale.json is not None
    assert stale.json["type"].endswith("/stale")
    assert (stale.json["revision"], stale.json["body"]["duration_s"]) == (3, 60)
    (conflict,) = stale.json["conflicts"]
    assert (conflict["pointer"], conflict["theirs"], conflict["yours"]) == ("/duration_s", 60, 90)
    assert "What you wrote is not lost" in stale.json["detail"]


def test_an_invalid_draft_is_saved_with_its_report_in_the_persons_language(anna: Browser, town: Town) -> None:
    document = made(anna, town.erfurt, STATION | {"duration_s": "long"})
    assert document["report"]["issues"]
    report = anna.get(f"/api/v1/documents/{document['id']}/report").json
    assert report == document["report"]
    for issue in report["issues"]:
        assert {"code", "severity", "document", "pointer", "title", "help"} <= issue.keys()
        assert issue["title"].strip()


def test_the_report_of_the_tour_comes_with_the_save_of_its_station(anna: Browser, town: Town) -> None:
    station = made(anna, town.erfurt)
    stop = {"id": "h1", "station": station["id"]}
    tour = made(
        anna,
        town.erfurt,
        {"kind": "tour", "title": {"de": "Tour"}, "modules": [{"id": "m1", "title": {"de": "Eins"}, "stops": [stop]}]},
    )
    headers = {"If-Match": '"1"', "X-Report-For": tour["id"]}
    saved = anna.put(f"/api/v1/documents/{station['id']}", json=station["body"] | {"themes": ["x"]}, headers=headers)
    assert saved.json is not None
    assert {station["id"], tour["id"]} <= {issue["document"] for issue in saved.json["report"]["issues"]}
    assert saved.json["report"] == anna.get(f"/api/v1/documents/{tour['id']}/report").json


def test_the_workspace_holds_the_tour_and_all_that_it_leads_to(anna: Browser, town: Town) -> None:
    station = made(anna, town.erfurt)
    modules = [{"id": "m1", "title": {"de": "Eins"}, "stops": [{"id": "h1", "station": station["id"]}]}]
    tour = made(anna, town.erfurt, {"kind": "tour", "title": {"de": "Tour"}, "modules": modules})
    found = anna.get(f"/api/v1/tours/{tour['id']}/workspace").json
    assert found is not None
    assert found["tour"]["body"]["modules"][0]["stops"][0]["station"] == station["id"]
    assert [each["id"] for each in found["stations"]] == [station["id"]]
    office = {"id": town.erfurt, "name": "Erfurt", "role": "author", "time_zone": "Europe/Berlin"}
    assert found["organisation"] == office
    assert found["person"] == {"id": town.anna, "name": "Anna", "language": "de"}
    assert found["map"]["style"]["light"].startswith("/api/v1/map/style/de/")


def test_another_organisation_reads_the_library_but_no_tour_and_changes_nothing(
    anna: Browser, bert: Browser, town: Town
) -> None:
    station = made(anna, town.erfurt)
    tour = made(anna, town.erfurt, {"kind": "tour", "title": {"de": "Tour"}})
    assert bert.get(f"/api/v1/documents/{station['id']}").json["editable"] is False  # type: ignore[index]
    for path in ("", "/report"):
        assert bert.get(f"/api/v1/documents/{tour['id']}{path}").status_code == 403
    assert bert.get(f"/api/v1/tours/{tour['id']}/workspace").status_code == 403
    for document in (station, tour):
        answer = bert.put(f"/api/v1/documents/{document['id']}", json=document["body"], headers={"If-Match": '"1"'})
        assert answer.status_code == 403
    assert bert.post("/api/v1/documents", json={"organisation": town.erfurt, "body": STATION}).status_code == 403
    assert bert.get("/api/v1/documents?kind=tour").json["items"] == []  # type: ignore[index]


def test_a_report_is_not_told_to_whom_may_not_read_the_tour(anna: Browser, bert: Browser, town: Town) -> None:
    tour = made(anna, town.erfurt, {"kind": "tour", "title": {"de": "Geheim"}})
    own = made(bert, town.jena)
    headers = {"If-Match": '"1"', "X-Report-For": tour["id"]}
    saved = bert.put(f"/api/v1/documents/{own['id']}", json=own["body"] | {"themes": ["x"]}, headers=headers)
    assert saved.json is not None
    assert {issue["document"] for issue in saved.json["report"]["issues"]} <= {own["id"]}


def test_a_list_goes_on_where_the_page_before_ended(anna: Browser, town: Town) -> None:
    ids = {made(anna, town.erfurt)["id"] for _ in range(5)}
    seen: list[str] = []
    cursor = ""
    while True:
        page = anna.get(f"/api/v1/documents?kind=station&limit=2{cursor}").json
        assert page is not None
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert (len(seen), set(seen)) == (5, ids)


def test_what_there_is_not_is_not_found_in_words(anna: Browser) -> None:
    answer = anna.get(f"/api/v1/documents/{new_id()}")
    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")
    assert answer.json is not None
    assert answer.json["type"] == "/problems/not_found"
    assert answer.headers["Content-Language"] == "de"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"[]", 422),
        (b"not json", 422),
        (b'{"kind": "station", "title": NaN}', 422),
        (b'{"kind": "manifest"}', 422),
        (b"[" * 100_000, 422),
        (b'{"kind": "station", "title": ' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}", 422),
        (b"x" * 9_000_000, 413),
    ],
)
def test_what_is_no_document_is_refused_in_a_sentence(body: bytes, status: int, anna: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)
    headers = {"If-Match": '"1"', "Content-Type": "application/json"}
    answer = anna.put(f"/api/v1/documents/{document['id']}", data=body, headers=headers)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.json is not None
    assert answer.json["detail"].endswith(".")
    assert anna.get(f"/api/v1/documents/{document['id']}").headers["ETag"] == '"1"'


def test_answers_are_what_the_description_says(anna: Browser, town: Town) -> None:
    described = anna.get("/api/v1/openapi.json").json
    assert described is not None
    station = made(anna, town.erfurt)
    tour = made(anna, town.erfurt, {"kind": "tour", "title": {"de": "Tour"}})
    for address, path in (
        (f"/api/v1/documents/{station['id']}", "/api/v1/documents/{document_id}"),
        (f"/api/v1/documents/{tour['id']}/report", "/api/v1/documents/{document_id}/report"),
        ("/api/v1/documents?kind=station", "/api/v1/documents"),
        (f"/api/v1/tours/{tour['id']}/workspace", "/api/v1/tours/{tour_id}/workspace"),
        ("/api/v1/map", "/api/v1/map"),
    ):
        content = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
        schema = content["schema"] | {"components": described["components"]}
        Draft202012Validator(schema).validate(anna.get(address).json)
