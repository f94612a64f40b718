"""Nothing goes to visitors that no colleague has looked at, where an organisation wants that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from authoring import clock
from authoring.actions.publish_due import publish_due
from authoring.db import Database
from authoring.ids import new_id
from authoring.media_store import MediaStore
from authoring.permissions import Role, Scope
from authoring.published import keys_of, place_of
from authoring.settings import Settings
from authoring.tables import Document, Membership, Person
from tests.authoring.commands.publishing import a_tour, change
from tests.authoring.web.conftest import Browser, Town
from tests.builders import words

Json = dict[str, Any]


@pytest.fixture
def second(database: Database, town: Town) -> str:
    """A second person in Erfurt who may approve."""
    person, now = new_id(), clock.now()
    with database.write() as session:
        session.add(Person(id=person, name="Rita", email="rita@erfurt.example", language="de", created_at=now))
        session.flush()
        session.add(Membership(organisation_id=town.erfurt, person_id=person, role=Role.REVIEWER, since=now))
    return person


def publication(browser: Browser, tour: str) -> Json:
    found: Json = browser.get(f"/api/v1/tours/{tour}/publication").get_json()
    return found


def publish(browser: Browser, tour: str) -> Any:
    return browser.post(f"/api/v1/tours/{tour}/publication", json={"accept_warnings": True, "note": "Zum Sommer."})


def hand_in(browser: Browser, tour: str) -> str:
    review: str = browser.post(f"/api/v1/tours/{tour}/reviews", json={}).get_json()["id"]
    return review


def decide(browser: Browser, review: str, decision: str = "approved") -> Any:
    return browser.put(f"/api/v1/reviews/{review}/decision", json={"decision": decision})


def test_one_person_alone_publishes_without_asking_and_says_what_it_is(admin: Browser, tour: str) -> None:
    told = publication(admin, tour)
    assert (told["stage"], told["review_needed"], told["unapproved"]) == ("draft", False, [])
    assert told["may"] == ["submit", "comment", "review", "publish", "withdraw"]
    assert told["address"] == "http://localhost/t/am-wasser/"
    assert publish(admin, tour).status_code == 200
    assert [each["note"] for each in publication(admin, tour)["versions"]] == ["Zum Sommer."]


@pytest.mark.usefixtures("second")
def test_where_two_may_look_somebody_does_and_not_who_handed_it_in(
    admin: Browser, anna: Browser, database: Database, tour: str
) -> None:
    assert publication(anna, tour)["may"] == ["submit", "comment"]
    assert publication(admin, tour)["review_needed"] is True
    refused = publish(admin, tour)
    assert (refused.status_code, "Hand the tour in" in refused.get_json()["detail"]) == (422, True)
    own = hand_in(admin, tour)
    assert "colleague" in decide(admin, own).get_json()["detail"]
    decide(admin, own, "recalled")
    assert decide(admin, hand_in(anna, tour)).status_code == 200
    assert publication(anna, tour)["stage"] == "approved"
    assert publish(admin, tour).status_code == 200
    assert publication(anna, tour)["stage"] == "published"
    change(database, tour, teaser=words("Neu.", "New."))
    told = publication(anna, tour)
    assert (told["stage"], told["unapproved"]) == ("changed", [tour])
    assert publish(admin, tour).status_code == 422
    # What visitors had once needs no second look.
    change(database, tour, teaser=words("Am Wasser.", "By the water."))
    back = admin.put(f"/api/v1/tours/{tour}/publication/version", json={"version": 1})
    assert back.status_code == 200


@pytest.mark.usefixtures("second")
def test_a_station_that_was_approved_with_one_tour_is_approved_for_all(
    admin: Browser, anna: Browser, database: Database, town: Town, store: MediaStore, tour: str
) -> None:
    with database.read() as session:
        station = session.exec(select(Document.id).where(Document.kind == "station")).first()
    other = str(a_tour(database, store, town.erfurt, "zwei")["id"])
    stops = [{"id": "h1", "station": station}]
    change(
        database,
        other,
        modules=[{"id": "m1", "title": words("A", "A"), "required": True, "stops": stops}],
        route={"legs": []},
    )
    for each in (tour, other):
        decide(admin, hand_in(anna, each))
        assert publish(admin, each).status_code == 200
    change(database, str(station), duration_s=77)
    assert publication(admin, other)["unapproved"] == [station]
    decide(admin, hand_in(anna, tour))
    wish = {"tours": [tour, other], "accept_warnings": True}
    assert admin.post("/api/v1/publications", json=wish).status_code == 200


@pytest.mark.parametrize(("rule", "status"), [("never", 200), ("always", 422)])
@pytest.mark.usefixtures("second")
def test_the_organisation_may_want_it_otherwise(admin: Browser, town: Town, tour: str, rule: str, status: int) -> None:
    form = {"licence": "", "time_zone": "", "review": rule}
    assert admin.post(f"/people/{town.erfurt}/defaults", data=form).status_code == 303
    assert f'<option value="{rule}" selected>' in " ".join(admin.get("/people").text.split())
    assert publish(admin, tour).status_code == status
    assert admin.post(f"/people/{town.erfurt}/defaults", data=form | {"review": "manchmal"}).status_code == 422


def test_always_means_that_one_person_alone_looks_again_too(admin: Browser, town: Town, tour: str) -> None:
    admin.post(f"/people/{town.erfurt}/defaults", data={"licence": "", "time_zone": "", "review": "always"})
    assert publish(admin, tour).status_code == 422
    assert decide(admin, hand_in(admin, tour)).status_code == 200
    assert publish(admin, tour).status_code == 200


@pytest.mark.usefixtures("second")
def test_a_program_and_an_order_ask_for_the_look_too(
    admin: Browser,
    anybody: Browser,
    token: Callable[[Scope], dict[str, str]],
    database: Database,
    store: MediaStore,
    tour: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    address = f"/api/v1/tours/{tour}/publication"
    assert anybody.client.post(address, json={}, headers=token(Scope.PUBLISH)).status_code == 422
    at = clock.now() + timedelta(hours=1)
    admin.post(address, json={"at": at.isoformat()})
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(minutes=1))
    assert publish_due(database, store, place_of(settings), keys_of(settings)) == 0
    with monkeypatch.context() as back:
        back.setattr(clock, "now", lambda: at - timedelta(minutes=59))
        (order,) = publication(admin, tour)["orders"]
    assert (order["state"], order["fault"]) == ("failed", "publish.unreviewed")


def test_an_order_that_is_cancelled_while_it_is_being_done_is_not_done(
    admin: Browser,
    database: Database,
    store: MediaStore,
    tour: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = clock.now() + timedelta(hours=1)
    answer = admin.post(f"/api/v1/tours/{tour}/publication", json={"at": at.isoformat()}).get_json()
    order = answer["orders"][0]["id"]

    def overtaken(*given: Any, **more: Any) -> Any:
        assert admin.delete(f"/api/v1/publishing-orders/{order}").status_code == 204
        return intend(*given, **more)

    from authoring.actions.publish_tours import intend

    monkeypatch.setattr("authoring.actions.publish_due.intend", overtaken)
    with monkeypatch.context() as later:
        later.setattr(clock, "now", lambda: at + timedelta(minutes=1))
        assert publish_due(database, store, place_of(settings), keys_of(settings)) == 0
    told = publication(admin, tour)
    assert ([each["state"] for each in told["orders"]], told["version"]) == (["cancelled"], None)
