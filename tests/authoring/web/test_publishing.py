"""Reviewing and publishing over the API: who may, what it answers, and what is written down."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from authoring import clock
from authoring.actions.keep_published import look_after
from authoring.actions.publish_due import publish_due
from authoring.db import Database
from authoring.ids import new_id
from authoring.media_store import MediaStore
from authoring.permissions import Scope
from authoring.published import keys_of, place_of
from authoring.settings import Settings
from authoring.tables import AuditLine, Document, Membership
from tests.authoring.commands.publishing import a_tour, change
from tests.authoring.web.conftest import Browser, Town
from tests.builders import an_id, words


def publication(tour: str, rest: str = "") -> str:
    return f"/api/v1/tours/{tour}/publication{rest}"


def state(database: Database, tour: str) -> str:
    with database.read() as session:
        return session.get_one(Document, tour).state


def published(settings: Settings) -> list[str]:
    path = settings.data / "published/catalogue.json"
    return [feature["id"] for feature in json.loads(path.read_bytes())["features"]] if path.exists() else []


def test_a_publisher_is_told_what_it_means_and_publishes(
    admin: Browser, database: Database, tour: str, settings: Settings
) -> None:
    planned = admin.get(publication(tour, "/plan")).get_json()
    assert planned["changed"] is True
    assert planned["version"] == 1
    assert published(settings) == []
    assert admin.post(publication(tour), json={}).get_json() == planned
    assert published(settings) == [tour]
    assert state(database, tour) == "published"
    change(database, tour, teaser=words("Neu.", "New."))
    told = admin.get(publication(tour)).get_json()
    assert (told["version"], told["changed"]) == (1, [tour])
    assert 0 < admin.get(publication(tour, "/plan")).get_json()["again_bytes"] < 2_000
    assert admin.post(publication(tour), json={}).get_json()["version"] == 2
    again = admin.post(publication(tour), json={}).get_json()
    assert (again["changed"], again["version"]) == (False, 2)


def test_a_tour_is_withdrawn_and_an_earlier_version_comes_back(
    admin: Browser, database: Database, tour: str, settings: Settings
) -> None:
    admin.post(publication(tour), json={})
    change(database, tour, title=words("Falsch", "Wrong"))
    admin.post(publication(tour), json={})
    back = admin.put(publication(tour, "/version"), json={"version": 1}).get_json()
    assert back["version"] == 1
    assert [each["current"] for each in back["versions"]] == [False, True]
    assert back["changed"] == [tour]
    assert admin.delete(publication(tour)).status_code == 204
    assert published(settings) == []
    assert admin.get(publication(tour)).get_json()["version"] is None
    assert state(database, tour) == "withdrawn"
    assert admin.put(publication(tour, "/version"), json={"version": 9}).status_code == 404


def test_what_visitors_have_is_not_deleted_before_it_is_withdrawn(admin: Browser, tour: str) -> None:
    admin.post(publication(tour), json={})
    refused = admin.delete(f"/api/v1/documents/{tour}")
    assert (refused.status_code, "Withdraw it first" in refused.get_json()["detail"]) == (422, True)
    admin.delete(publication(tour))
    assert admin.delete(f"/api/v1/documents/{tour}").status_code == 204


def test_an_author_neither_publishes_nor_withdraws_nor_goes_back(
    admin: Browser, anna: Browser, bert: Browser, tour: str, settings: Settings
) -> None:
    admin.post(publication(tour), json={})
    for browser in (anna, bert):
        answers = [
            browser.post(publication(tour), json={}),
            browser.get(publication(tour, "/plan")),
            browser.delete(publication(tour)),
            browser.put(publication(tour, "/version"), json={"version": 1}),
            browser.post("/api/v1/publications", json={"tours": [tour]}),
            browser.post(publication(tour), json={"at": (clock.now() + timedelta(days=1)).isoformat()}),
        ]
        assert {answer.status_code for answer in answers} == {403}
    assert anna.get(publication(tour)).status_code == 200
    assert bert.get(publication(tour)).status_code == 403
    assert published(settings) == [tour]


def test_a_program_publishes_with_the_scope_for_it(
    anybody: Browser, token: Callable[[Scope], dict[str, str]], tour: str, settings: Settings
) -> None:
    send = anybody.client.post
    assert send(publication(tour), json={}, headers=token(Scope.WRITE)).status_code == 403
    later = {"at": (clock.now() + timedelta(days=1)).isoformat()}
    assert send(publication(tour), json=later, headers=token(Scope.PUBLISH)).status_code == 422
    assert published(settings) == []
    assert send(publication(tour), json={}, headers=token(Scope.PUBLISH)).status_code == 200
    assert published(settings) == [tour]


def test_what_has_errors_is_not_published_and_says_so(admin: Browser, database: Database, tour: str) -> None:
    change(database, tour, licence=None)
    answer = admin.post(publication(tour), json={})
    assert answer.status_code == 422
    assert "one error" in answer.get_json()["detail"]
    change(database, tour, licence="CC-BY-4.0", teaser={"de": "Nur deutsch."})
    assert "accepted" in admin.post(publication(tour), json={}).get_json()["detail"]
    assert admin.post(publication(tour), json={"accept_warnings": True}).status_code == 200


def test_a_changed_station_marks_every_tour_that_uses_it_and_one_step_publishes_them(
    admin: Browser, anna: Browser, bert: Browser, database: Database, town: Town, store: MediaStore, tour: str
) -> None:
    with database.read() as session:
        station = session.exec(select(Document.id).where(Document.kind == "station")).first()
    assert station is not None
    other = str(a_tour(database, store, town.erfurt, "zwei")["id"])
    change(database, other, modules=[{"id": "m1", "title": words("A", "A"), "required": True, "stops": [
        {"id": "h1", "station": station}]}], route={"legs": []})  # fmt: skip
    assert admin.post("/api/v1/publications", json={"tours": [tour, other], "accept_warnings": True}).status_code == 200
    assert anna.get("/api/v1/publications/changed").get_json() == {"items": []}
    change(database, station, duration_s=77)
    marked = anna.get("/api/v1/publications/changed").get_json()["items"]
    assert marked == [{"tour": each, "changed": [station]} for each in sorted((tour, other))]
    assert bert.get("/api/v1/publications/changed").get_json() == {"items": []}
    wish = {"tours": [each["tour"] for each in marked], "accept_warnings": True}
    done = admin.post("/api/v1/publications", json=wish).get_json()["items"]
    assert [each["version"] for each in done] == [2, 2]
    assert anna.get("/api/v1/publications/changed").get_json() == {"items": []}


def test_where_one_of_several_has_an_error_none_is_published(
    admin: Browser, database: Database, town: Town, store: MediaStore, tour: str, settings: Settings
) -> None:
    other = str(a_tour(database, store, town.erfurt, "zwei")["id"])
    change(database, other, licence=None)
    assert admin.post("/api/v1/publications", json={"tours": [tour, other]}).status_code == 422
    assert published(settings) == []


def test_a_tour_is_published_at_the_time_that_was_ordered(
    admin: Browser,
    database: Database,
    store: MediaStore,
    tour: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = (database, store, place_of(settings), keys_of(settings))
    at = clock.now() + timedelta(hours=1)
    assert admin.post(publication(tour), json={"at": (clock.now() - timedelta(hours=1)).isoformat()}).status_code == 422
    assert admin.post(publication(tour), json={"at": at.isoformat()}).status_code == 202
    # Another moment takes the place of the first.
    answer = admin.post(publication(tour), json={"at": (at + timedelta(hours=1)).isoformat()}).get_json()
    assert [each["state"] for each in answer["orders"]] == ["waiting", "cancelled"]
    assert publish_due(*parts) == 0
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(hours=2))
    assert publish_due(*parts) == 1
    assert publish_due(*parts) == 0
    assert published(settings) == [tour]
    with database.read() as session:
        line = session.exec(select(AuditLine).where(AuditLine.verb == "publish")).one()
    assert line.actor_name == "Admin"


def test_an_order_is_cancelled(admin: Browser, anna: Browser, tour: str) -> None:
    at = (clock.now() + timedelta(hours=1)).isoformat()
    (order,) = admin.post(publication(tour), json={"at": at}).get_json()["orders"]
    assert anna.delete(f"/api/v1/publishing-orders/{order['id']}").status_code == 403
    assert admin.delete(f"/api/v1/publishing-orders/{order['id']}").status_code == 204
    assert admin.delete(f"/api/v1/publishing-orders/{order['id']}").status_code == 404
    assert [each["state"] for each in admin.get(publication(tour)).get_json()["orders"]] == ["cancelled"]


@pytest.mark.parametrize("why", ["errors", "role"])
def test_an_order_that_cannot_be_done_says_why(
    admin: Browser,
    database: Database,
    store: MediaStore,
    town: Town,
    tour: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    why: str,
) -> None:
    at = clock.now() + timedelta(hours=1)
    admin.post(publication(tour), json={"at": at.isoformat()})
    if why == "errors":
        change(database, tour, licence=None)
    else:
        with database.write() as session:
            session.get_one(Membership, (town.erfurt, town.admin)).role = "author"
    with monkeypatch.context() as turned:
        turned.setattr(clock, "now", lambda: at + timedelta(minutes=1))
        assert publish_due(database, store, place_of(settings), keys_of(settings)) == 0
    (order,) = admin.get(publication(tour)).get_json()["orders"]
    assert (order["state"], order["fault"]) == ("failed", {"errors": "publish.faulty", "role": "forbidden"}[why])
    assert published(settings) == []


def test_an_order_waits_while_the_place_does_not_answer(
    admin: Browser,
    database: Database,
    store: MediaStore,
    tour: str,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = clock.now() + timedelta(hours=1)
    admin.post(publication(tour), json={"at": at.isoformat()})
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(minutes=1))

    def refuse(_path: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("exports.publish.places.flush", refuse)
        assert publish_due(database, store, place_of(settings), keys_of(settings)) == 0
    assert publish_due(database, store, place_of(settings), keys_of(settings)) == 1


def test_a_server_publishes_what_is_due_and_signs_anew_before_it_expires(
    admin: Browser,
    database: Database,
    store: MediaStore,
    tour: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert look_after(settings, database, store, renew=True) == 0
    assert not (settings.data / "keys").exists()
    at = clock.now() + timedelta(hours=1)
    admin.post(publication(tour), json={"at": at.isoformat()})
    with monkeypatch.context() as turned:
        turned.setattr(clock, "now", lambda: at + timedelta(minutes=1))
        assert look_after(settings, database, store, renew=True) == 1
    path = settings.data / "published/metadata/timestamp.json"
    signed = path.read_bytes()
    assert look_after(settings, database, store, renew=True) == 0
    assert path.read_bytes() == signed
    with monkeypatch.context() as turned:
        turned.setattr(clock, "now", lambda: at + timedelta(days=16))
        look_after(settings, database, store, renew=True)
    assert path.read_bytes() != signed
    # A fault ends no thread, and nothing of it is lost.
    path.write_bytes(b"{")
    assert look_after(settings, database, store, renew=True) == 0
    monkeypatch.setattr("authoring.actions.keep_published.orders_due", lambda *_: 1 / 0)
    assert look_after(settings, database, store, renew=True) == 0


def reviews(browser: Browser, tour: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = browser.get(f"/api/v1/tours/{tour}/reviews").get_json()["items"]
    return items


def decide(browser: Browser, review: str, decision: str, reason: str = "") -> Any:
    return browser.put(f"/api/v1/reviews/{review}/decision", json={"decision": decision, "reason": reason})


def test_a_tour_is_handed_in_sent_back_handed_in_again_and_approved(
    anna: Browser, admin: Browser, bert: Browser, database: Database, tour: str
) -> None:
    made = anna.post(f"/api/v1/tours/{tour}/reviews", json={"note": "Bitte bis Freitag."})
    assert made.status_code == 201
    review = made.get_json()
    assert (review["state"], review["submitted_by"], review["changed"]) == ("waiting", "Anna", [])
    assert tour in review["revisions"]
    assert state(database, tour) == "review"
    assert anna.post(f"/api/v1/tours/{tour}/reviews", json={}).status_code == 422
    for decision in ("approved", "sent_back"):
        assert decide(anna, review["id"], decision, "weil").status_code == 403
        assert decide(bert, review["id"], decision, "weil").status_code == 403
    assert decide(admin, review["id"], "sent_back").status_code == 422
    back = decide(admin, review["id"], "sent_back", "Der dritte Halt fehlt.").get_json()
    assert (back["state"], back["reason"], back["decided_by"]) == ("sent_back", "Der dritte Halt fehlt.", "Admin")
    assert state(database, tour) == "draft"
    assert decide(admin, review["id"], "approved").status_code == 422

    review = anna.post(f"/api/v1/tours/{tour}/reviews", json={}).get_json()
    change(database, tour, teaser=words("Noch etwas.", "One more thing."))
    assert reviews(anna, tour)[0]["changed"] == [tour]
    assert decide(admin, review["id"], "approved").status_code == 422
    assert decide(anna, review["id"], "recalled").status_code == 200
    review = anna.post(f"/api/v1/tours/{tour}/reviews", json={}).get_json()
    assert decide(admin, review["id"], "approved").status_code == 200
    assert decide(admin, review["id"], "approved").status_code == 200
    assert state(database, tour) == "approved"
    assert [each["state"] for each in reviews(anna, tour)] == ["approved", "recalled", "sent_back"]
    assert admin.get("/tours").status_code == 200
    assert bert.get(f"/api/v1/tours/{tour}/reviews").status_code == 403


def test_what_has_errors_or_is_no_tour_is_not_handed_in(anna: Browser, database: Database, tour: str) -> None:
    with database.read() as session:
        station = session.exec(select(Document.id).where(Document.kind == "station")).first()
    assert anna.post(f"/api/v1/tours/{station}/reviews", json={}).status_code == 422
    change(database, tour, licence=None)
    assert anna.post(f"/api/v1/tours/{tour}/reviews", json={}).status_code == 422
    assert anna.post(f"/api/v1/tours/{an_id()}/reviews", json={}).status_code == 404
    assert decide(anna, new_id(), "recalled").status_code == 404


def test_a_comment_stands_at_a_field_and_is_settled(anna: Browser, admin: Browser, bert: Browser, tour: str) -> None:
    address = f"/api/v1/documents/{tour}/comments"
    made = admin.post(address, json={"pointer": "/title/en", "text": " Better: By the river "})
    assert made.status_code == 201
    comment = made.get_json()
    assert (comment["pointer"], comment["text"], comment["by"]) == ("/title/en", "Better: By the river", "Admin")
    assert comment["revision"] == 1
    assert anna.get(address).get_json()["items"] == [comment]
    for wish in ({"pointer": "title", "text": "x"}, {"pointer": "/a~2", "text": "x"}, {"pointer": "", "text": " "}):
        assert anna.post(address, json=wish).status_code == 422
    settled = f"/api/v1/comments/{comment['id']}/settled"
    assert anna.put(settled, json={"settled": True}).get_json()["settled_by"] == "Anna"
    assert admin.put(settled, json={"settled": True}).get_json()["settled_by"] == "Anna"
    assert anna.put(settled, json={"settled": False}).get_json()["settled_at"] is None
    assert bert.get(address).status_code == 403
    assert bert.post(address, json={"pointer": "", "text": "x"}).status_code == 403
    assert bert.put(settled, json={"settled": True}).status_code == 403
    assert anna.put(f"/api/v1/comments/{new_id()}/settled", json={"settled": True}).status_code == 404


def test_each_for_itself_publishes_what_may_be_and_says_why_the_others_are_not(
    admin: Browser, database: Database, town: Town, store: MediaStore, tour: str, settings: Settings
) -> None:
    other = str(a_tour(database, store, town.erfurt, "zwei")["id"])
    change(database, other, licence=None)
    wish = {"tours": [other, tour], "each_for_itself": True}
    told = admin.post("/api/v1/publications", json=wish).get_json()
    assert [(each["tour"], each["version"]) for each in told["items"]] == [(tour, 1)]
    assert [(each["tour"], each["code"]) for each in told["left_out"]] == [(other, "publish.faulty")]
    assert "one error" in told["left_out"][0]["detail"]
    assert published(settings) == [tour]


def test_the_page_of_what_changed_offers_publishing_only_to_who_may(
    admin: Browser, anna: Browser, bert: Browser, database: Database, tour: str
) -> None:
    assert "newest state of all published tours" in admin.get("/tours/changed").text
    admin.post(publication(tour), json={})
    change(database, tour, teaser=words("Neu.", "New."))
    assert 'href="/tours/changed"' in admin.get("/tours").text
    assert f'value="{tour}"' in admin.get("/tours/changed").text
    assert 'type="submit" class="button button-main" disabled' in " ".join(admin.get("/tours/changed").text.split())
    assert "button-main" not in anna.get("/tours/changed").text
    assert tour not in bert.get("/tours/changed").text
