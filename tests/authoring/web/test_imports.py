"""Imports by the API: a preview, a mapping, all or nothing, one step back."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from authoring import jobs
from authoring.permissions import Scope
from tests.authoring.importers.test_photos import a_photo
from tests.authoring.imports.conftest import TABLE, WALK
from tests.authoring.web.conftest import Browser, Town

Send = Callable[..., TestResponse]


@pytest.fixture
def send(anna: Browser, town: Town) -> Send:
    """Anna sends files to be looked at."""

    def give(*files: tuple[str, str | bytes], organisation: str | None = None, **fields: Any) -> TestResponse:
        form = {"organisation": organisation or town.erfurt, **fields}
        form["file"] = [(io.BytesIO(data.encode() if isinstance(data, str) else data), name) for name, data in files]
        return anna.post("/api/v1/imports", data=form, content_type="multipart/form-data")

    return give


def test_a_preview_says_what_would_come_and_what_is_left(send: Send) -> None:
    answer = send(("rundgang.gpx", WALK))
    assert answer.status_code == 201
    preview = answer.json
    assert preview is not None
    assert preview["title"] == "Rundgang"
    assert [station["title"] for station in preview["stations"]] == ["Domplatz", "Fischmarkt", "Krämerbrücke"]
    assert preview["stations"][0]["position"] == [11.023, 50.976]
    assert preview["stations"][0]["origin"] == "Wegpunkt 1"
    assert preview["stations"][0]["facts"]["story"] == "Hier beginnt es."
    assert preview["lines"][0]["points"] == 4


def test_a_preview_is_applied_and_undone(send: Send, anna: Browser) -> None:
    preview: Any = send(("rundgang.gpx", WALK)).json
    leave = [preview["stations"][1]["key"]]
    applied: Any = anna.post(f"/api/v1/imports/{preview['id']}/apply", json={"tour": "Rundgang", "leave": leave}).json
    assert len(applied["stations"]) == 2
    tour: Any = anna.get(f"/api/v1/documents/{applied['tour']}").json
    assert tour["body"]["title"] == {"de": "Rundgang"}
    again = anna.post(f"/api/v1/imports/{preview['id']}/apply", json={})
    assert again.status_code in {409, 422}
    undone: Any = anna.post(f"/api/v1/imports/{preview['id']}/undo", json={}).json
    assert len(undone["removed"]) == 3
    assert anna.get(f"/api/v1/documents/{applied['tour']}").status_code == 404


def test_an_undo_that_somebody_works_with_names_what_stands_in_the_way(send: Send, anna: Browser) -> None:
    preview: Any = send(("rundgang.gpx", WALK)).json
    applied: Any = anna.post(f"/api/v1/imports/{preview['id']}/apply", json={}).json
    changed = applied["stations"][0]
    body: Any = (anna.get(f"/api/v1/documents/{changed}").json or {})["body"]
    body["title"] = {"de": "Am Fischmarkt"}
    assert anna.put(f"/api/v1/documents/{changed}", json=body, headers={"If-Match": '"1"'}).status_code == 200
    refused = anna.post(f"/api/v1/imports/{preview['id']}/undo", json={})
    assert refused.status_code == 409
    (user,) = (refused.json or {})["used_by"]
    assert (user["id"], user["title"], user["page"]) == (changed, "Am Fischmarkt", f"/library/{changed}")
    page = anna.post(f"/import/{preview['id']}/undo")
    assert page.status_code == 409
    assert f'href="/library/{changed}"' in page.text


def test_columns_are_mapped_by_a_person(send: Send, anna: Browser) -> None:
    preview: Any = send(("orte.csv", TABLE)).json
    assert {column["name"]: column["field"] for column in preview["columns"]}["Thema"] is None
    mapping = {"Name": "title", "Breitengrad": "latitude", "Längengrad": "longitude", "Thema": "summary"}
    again: Any = anna.post(f"/api/v1/imports/{preview['id']}/plan", json={"mapping": mapping, "language": "en"}).json
    assert again["language"] == "en"
    assert again["stations"][0]["facts"]["summary"] == "Kirche"


def test_a_file_that_cannot_be_read_is_a_sentence_and_no_fault(send: Send) -> None:
    answer = send(("bombe.gpx", '<!DOCTYPE x [<!ENTITY a "a">]><gpx>&a;</gpx>'))
    assert answer.status_code == 201
    assert answer.json is not None
    assert answer.json["stations"] == []
    assert "DOCTYPE" in answer.json["remarks"][0]["words"]


@pytest.mark.parametrize(
    ("fields", "status"), [({"language": "german"}, 422), ({"mapping": "{"}, 422), ({"mapping": "[1]"}, 422)]
)
def test_wrong_wishes_are_refused(send: Send, fields: dict[str, str], status: int) -> None:
    answer = send(("orte.csv", TABLE), **fields)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_nothing_at_all_is_refused(send: Send) -> None:
    answer = send()
    assert answer.status_code == 422
    assert answer.json is not None
    assert "mindestens eine Datei" in answer.json["detail"]


def test_a_neighbour_sees_no_import_of_ours(send: Send, bert: Browser, town: Town) -> None:
    preview: Any = send(("rundgang.gpx", WALK)).json
    assert bert.get(f"/api/v1/imports/{preview['id']}").status_code == 403
    assert bert.post(f"/api/v1/imports/{preview['id']}/apply", json={}).status_code == 403
    assert send(("a.gpx", WALK), organisation=town.jena).status_code == 403


def test_a_large_import_becomes_a_job_for_a_person_and_for_a_program(
    send: Send, anna: Browser, anybody: Browser, token: Callable[[Scope], dict[str, str]]
) -> None:
    rows = "\n".join(f"Ort {number};50,{number + 1000};11,{number + 1000}" for number in range(160))
    preview: Any = send(("orte.csv", f"Name;Breite;Länge\n{rows}")).json
    assert preview["job"] is None
    asked = anybody.client.post(f"/api/v1/imports/{preview['id']}/apply", json={}, headers=token(Scope.WRITE))
    assert asked.status_code == 202
    assert asked.json is not None
    assert asked.headers["Location"] == f"/api/v1/jobs/{asked.json['job']}"
    assert jobs.wait(asked.json["job"], seconds=120).state == "done"
    progress: Any = anna.get(asked.headers["Location"]).json
    assert progress["state"] == "done"
    after: Any = anna.get(f"/api/v1/imports/{preview['id']}").json
    assert after["state"] == "applied"
    assert len(after["brought"]["stations"]) == 160


def test_a_photograph_of_a_preview_is_shown_small_to_ones_own_people_only(
    send: Send, anna: Browser, bert: Browser
) -> None:
    preview: Any = send(("dom.jpg", a_photo(11.02, 50.97, "2026:05:01 10:00:00", "Dom"))).json
    page = anna.get(f"/import/{preview['id']}").text
    (address,) = re.findall(r'<img src="([^"]+)"', page)
    picture = anna.get(address)
    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    assert bert.get(address).status_code == 403
    assert anna.get(f"/import/{preview['id']}/pictures/nothing").status_code == 404


def test_a_discarded_preview_is_gone(send: Send, anna: Browser) -> None:
    preview: Any = send(("rundgang.gpx", WALK)).json
    assert anna.ask("DELETE", f"/api/v1/imports/{preview['id']}").status_code == 204
    gone = anna.get(f"/api/v1/imports/{preview['id']}")
    assert gone.status_code == 404
    assert gone.json is not None
    assert "24 Stunden" in gone.json["detail"]
