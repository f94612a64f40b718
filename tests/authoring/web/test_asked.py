"""Numbers, moments and bodies that nobody should send are answered in words, on pages as in the API."""

import io
from typing import Any

import pytest
from flask import Flask

from authoring.web.asked import moment, number, place_before
from tests.authoring.web.conftest import Browser, Town
from tests.authoring.web.test_documents import STATION, made

HUGE = "9" * 30


@pytest.mark.parametrize("text", ["2020-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "x", ""])
def test_a_moment_without_a_zone_or_outside_the_calendar_is_none(text: str) -> None:
    assert moment(text) is None
    assert place_before({"before": text, "id": "01920000-0000-7000-8000-00000000000c"}) is None


@pytest.mark.parametrize("text", [HUGE, str(2**31), "-" + HUGE, "1.5", "٣", "x", ""])
def test_a_number_that_no_column_holds_is_none(text: str) -> None:
    assert number({"before": text}, "before") is None
    assert number({"before": " 7 "}, "before") == 7


def test_no_number_and_no_moment_breaks_a_page(anna: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)["id"]
    for address in (
        f"/documents/{document}/history?before={HUGE}&shown={HUGE}",
        "/tours?before=2020-01-01&id=x",
        "/media?before=2020-01-01&id=x",
        f"/tours?before=0001-01-01T00:00:00%2B14:00&id={document}",
        f"/media?before=0001-01-01T00:00:00%2B14:00&id={document}",
    ):
        assert anna.get(address).status_code == 200, address
    form = {"to": HUGE, "csrf_token": anna.csrf}
    assert anna.post(f"/documents/{document}/revert", data=form).status_code == 404


def test_no_number_breaks_the_api(anna: Browser, town: Town) -> None:
    address = f"/api/v1/documents/{made(anna, town.erfurt)['id']}"
    for path, status in (
        (f"revisions/{HUGE}", 404),
        (f"revisions?before={HUGE}", 400),
        (f"revisions/1/difference/{HUGE}", 404),
        (f"revisions/{HUGE}/difference/1", 404),
    ):
        assert anna.get(f"{address}/{path}").status_code == status, path
    assert anna.post(f"{address}/revert", json={"to": int(HUGE)}).status_code == 422


def test_a_medium_form_that_is_based_on_no_revision_is_shown_beside_what_is_there(anna: Browser, town: Town) -> None:
    body: dict[str, Any] = {"kind": "medium", "type": "image", "original": {"sha256": "ab" * 32, "bytes": 1}}
    medium = made(anna, town.erfurt, body)["id"]
    assert anna.post(f"/media/{medium}", data={"based_on": HUGE, "credit": "Anna"}).status_code == 409


def test_a_save_is_json_as_everything_else(anna: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)
    headers = {"If-Match": '"1"', "Content-Type": "text/plain"}
    answer = anna.put(f"/api/v1/documents/{document['id']}", data="{}", headers=headers)
    assert (answer.status_code, answer.mimetype) == (415, "application/problem+json")


def test_a_body_that_is_too_large_is_heard_out_and_told_so(app: Flask, anna: Browser, town: Town) -> None:
    sent = io.BytesIO(b" " * 9_000_000)
    headers = {"Content-Type": "application/json", "Content-Length": "9000000"}
    answer = anna.ask("POST", "/api/v1/documents", input_stream=sent, headers=headers)
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    assert sent.tell() == 9_000_000


def test_a_body_without_a_length_is_told_so_too_and_heard_out(app: Flask, anna: Browser, town: Town) -> None:
    sent = io.BytesIO(b" " * 9_000_000)
    headers = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}
    piecemeal = {"wsgi.input_terminated": True}
    answer = anna.ask("POST", "/api/v1/documents", input_stream=sent, headers=headers, environ_overrides=piecemeal)
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    assert sent.tell() == 9_000_000


def test_the_bin_is_its_own_organisations(anna: Browser, bert: Browser, town: Town) -> None:
    document = made(anna, town.erfurt)["id"]
    anna.delete(f"/api/v1/documents/{document}")
    address = "/api/v1/documents?kind=station&deleted=true"
    for browser, ids in ((anna, [document]), (bert, [])):
        listed = browser.get(address).json
        assert listed is not None
        assert [item["id"] for item in listed["items"]] == ids
    assert anna.get(f"{address}&organisation={town.erfurt}").status_code == 200
    assert bert.get(f"{address}&organisation={town.erfurt}").status_code == 403


def test_a_list_shows_the_beginning_of_a_long_title(anna: Browser, town: Town) -> None:
    made(anna, town.erfurt, {"kind": "tour", "title": {"de": "Zeitreise " * 200}})
    made(anna, town.erfurt, STATION | {"title": {"de": "Brücke " * 250}})
    for address, word in (("/tours", "Zeitreise "), ("/library", "Brücke ")):
        page = anna.get(address).text
        assert word * 3 in page
        assert word * 30 not in page
