"""What a reviewer reads of a tour: how it differs from what visitors have."""

from typing import Any

import pytest
from sqlmodel import select

from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from authoring.queries.since_published import since_published
from authoring.settings import Settings
from authoring.tables import Document, Review
from authoring.web.pages.changes import drawing
from tests.authoring.commands.publishing import a_tour, change
from tests.authoring.web.conftest import Browser, Town
from tests.builders import words

MACHINE = Actor.command_line("de")


@pytest.fixture
def tour(database: Database, town: Town, settings: Settings) -> dict[str, Any]:
    return a_tour(database, MediaStore.from_settings(settings), town.erfurt)


def page(browser: Browser, tour: dict[str, Any]) -> str:
    return " ".join(browser.get(f"/tours/{tour['id']}/changes").text.split())


def test_a_first_version_is_all_new(anna: Browser, bert: Browser, tour: dict[str, Any]) -> None:
    told = page(anna, tour)
    assert "Diese Tour hatten Besucher noch nie" in told
    assert "neu in der Tour" in told
    assert bert.get(f"/tours/{tour['id']}/changes").status_code == 403


def test_words_and_places_are_told_as_they_were_and_as_they_are(
    admin: Browser, anna: Browser, database: Database, tour: dict[str, Any]
) -> None:
    admin.post(f"/api/v1/tours/{tour['id']}/publication", json={})
    assert "Nichts: Besucher haben genau diesen Stand." in page(anna, tour)
    first, second = (stop["station"] for stop in tour["modules"][0]["stops"])
    change(database, tour["id"], teaser=words("Ganz neu.", "Brand new."))
    change(database, first, place={"position": [11.04, 50.98]})
    change(database, second, summary=words("Kürzer.", "Shorter."))
    told = page(anna, tour)
    assert "anders sehen als in Fassung 1" in told
    assert "Ganz neu" in told
    assert "Kürzer" in told
    assert told.index("Ganz neu") < told.index("Kürzer")
    assert '"before": [11.0308, 50.9788]' in told
    assert '"after": [11.04, 50.98]' in told
    assert "geändert seit Fassung 1" in anna.get("/tours").text


def test_what_is_new_and_what_is_gone_is_named(admin: Browser, anna: Browser, database: Database, tour: Any) -> None:
    admin.post(f"/api/v1/tours/{tour['id']}/publication", json={})
    stop, gone = tour["modules"][0]["stops"]
    change(database, tour["id"], modules=[tour["modules"][0] | {"stops": [stop]}], route={"legs": []})
    assert "nicht mehr in der Tour" in page(anna, tour)
    with database.read() as session:
        drawn = drawing(since_published(session, MACHINE, tour["id"]))
    assert [(each["id"], each["after"]) for each in drawn["stations"]] == [(gone["station"], None)]
    assert drawn["stations"][0]["before"] is not None


def test_a_draft_that_holds_anything_where_a_way_or_a_place_should_be_is_shown(
    admin: Browser, anna: Browser, database: Database, tour: dict[str, Any]
) -> None:
    admin.post(f"/api/v1/tours/{tour['id']}/publication", json={})
    for station, place in zip(tour["modules"][0]["stops"], ({"position": "dort"}, [7]), strict=True):
        change(database, station["station"], place=place)
    for route in ("weit", {"legs": "viele"}, {"legs": ["eine"]}, {"legs": [{"geometry": {"coordinates": 4}}]}):
        change(database, tour["id"], route=route)
        assert anna.get(f"/tours/{tour['id']}/changes").status_code == 200


def test_what_another_organisation_changed_is_named_and_not_told(
    admin: Browser, anna: Browser, database: Database, town: Town, tour: dict[str, Any]
) -> None:
    admin.post(f"/api/v1/tours/{tour['id']}/publication", json={})
    station = tour["modules"][0]["stops"][0]["station"]
    with database.write() as session:
        session.get_one(Document, station).organisation_id = town.jena
    change(database, station, summary=words("Nur für Jena.", "Only for Jena."))
    told = page(anna, tour)
    assert "Gehört einer anderen Organisation" in told
    assert "Nur für Jena" not in told


def test_the_reviewer_decides_where_she_reads(admin: Browser, anna: Browser, database: Database, tour: Any) -> None:
    made = anna.post(f"/api/v1/tours/{tour['id']}/reviews", json={"note": "Bitte <b>bald</b>."}).get_json()
    address = f"/tours/{tour['id']}/changes/{made['id']}"
    assert "Freigeben" not in page(anna, tour)
    assert "Bitte &lt;b&gt;bald&lt;/b&gt;." in page(admin, tour)
    assert anna.post(address, data={"decision": "approved"}).status_code == 403
    refused = admin.post(address, data={"decision": "sent_back", "reason": " "})
    assert (refused.status_code, "what is left" in refused.text or "why" in refused.text) == (422, True)
    assert admin.post(address, data={"decision": "sent_back", "reason": "Zu kurz."}).status_code == 303
    with database.read() as session:
        review = session.exec(select(Review)).one()
    assert (review.state, review.reason) == ("sent_back", "Zu kurz.")
    made = anna.post(f"/api/v1/tours/{tour['id']}/reviews", json={}).get_json()
    address = f"/tours/{tour['id']}/changes/{made['id']}"
    assert admin.post(address, data={"decision": "approved"}).status_code == 303


def test_the_comments_of_a_whole_tour_come_together(
    admin: Browser, anna: Browser, bert: Browser, database: Database, town: Town, tour: Any
) -> None:
    first, second = (stop["station"] for stop in tour["modules"][0]["stops"])
    for document in (tour["id"], first, second):
        admin.post(f"/api/v1/documents/{document}/comments", json={"pointer": "/title", "text": f"Zu {document}"})
    with database.write() as session:
        session.get_one(Document, second).organisation_id = town.jena
    address = f"/api/v1/tours/{tour['id']}/comments"
    told = anna.get(address).get_json()["items"]
    assert [each["document"] for each in told] == [tour["id"], first]
    assert bert.get(address).status_code == 403
