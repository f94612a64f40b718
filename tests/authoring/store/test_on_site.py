"""What a colleague reports from on site: stored once, judged by the office, and never a change by itself."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from sqlmodel import select

from authoring import clock
from authoring.actions import report_on_site as reporting
from authoring.actions.create_document import create_document
from authoring.actions.decide_on_site import decide_on_site
from authoring.actions.delete_document import delete_document
from authoring.actions.purge_deleted import purge_deleted
from authoring.actions.report_on_site import report_on_site
from authoring.actions.restore_document import KEPT
from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.errors import Forbidden, NotFound, Refused
from authoring.ids import new_id
from authoring.permissions import Actor, Scope
from authoring.queries.documents import load
from authoring.queries.media import files_in_use
from authoring.queries.on_site import reports_of_station, waiting_of_tours
from authoring.store.on_site import Finding
from authoring.tables import AuditLine, Blob, OnSiteReport
from tests.authoring.store.conftest import Office
from tour_schema.base import FORMAT

POSE = {"position": {"lat": 50.9787, "lon": 11.0307, "h": 0}, "quaternion": {"x": 0, "y": 0, "z": 0, "w": 1}}
GEO = {"id": "a-1", "kind": "geo", "geopose": POSE, "height_reference": "terrain"}
PICTURE = {"id": "a-2", "kind": "image", "width_m": 0.4}
SCENE = {"id": "scene-1", "anchors": [GEO, PICTURE, {"id": "a-3", "kind": "plain"}]}
NUDGE = {"east_m": 2.5, "north_m": -1.0, "up_m": 0.0, "turn_deg": 12.0}


@pytest.fixture
def station(database: Database, office: Office) -> str:
    body = {"format": FORMAT, "kind": "station", "original": "de", "title": {"de": "Brücke"}, "scenes": [SCENE]}
    return create_document(database, office.author, office.erfurt, json.dumps(body).encode()).document_id


def a_finding(station: str, **facts: Any) -> Finding:
    told = {
        "station": station,
        "scene": "scene-1",
        "anchor": "a-1",
        "revision": 1,
        "verdict": "move",
        "measured_at": "2026-05-01T10:00:00+02:00",
        "position": {"lon": 11.0308, "lat": 50.9787, "accuracy_m": 4.2, "fixes": 17},
        "heading": {"deg": 92.5},
        "nudge": NUDGE,
        "note": " hinter einem Zaun ",
    }
    return Finding.model_validate(told | facts)


def rows(database: Database, actor: Actor, station: str) -> list[OnSiteReport]:
    with database.read() as session:
        return reports_of_station(session, actor, station)


def test_a_report_that_is_delivered_twice_is_there_once(database: Database, office: Office, station: str) -> None:
    key = new_id()
    assert report_on_site(database, office.author, key, a_finding(station)) is True
    assert report_on_site(database, office.author, key, a_finding(station, note="something else")) is False
    (row,) = rows(database, office.reviewer, station)
    assert (row.id, row.state, row.based_on, row.anchor) == (key, "waiting", 1, GEO)
    assert (row.person_name, row.measured_at) == ("Author", datetime(2026, 5, 1, 8, tzinfo=UTC))
    assert row.finding == {
        "verdict": "move",
        "position": {"lon": 11.0308, "lat": 50.9787, "accuracy_m": 4.2, "fixes": 17},
        "heading": {"deg": 92.5},
        "nudge": NUDGE,
        "note": "hinter einem Zaun",
    }
    # It proposes, and changes nothing.
    with database.read() as session:
        assert load(session, office.author, station).revision == 1
        lines = session.exec(select(AuditLine).where(AuditLine.verb == "report_on_site")).all()
    assert [(line.actor_name, line.subject_id, line.values) for line in lines] == [("Author", station, {"report": key})]


def test_an_id_that_is_another_persons_is_refused(database: Database, office: Office, station: str) -> None:
    key = new_id()
    report_on_site(database, office.author, key, a_finding(station))
    with pytest.raises(Refused, match="on_site_taken"):
        report_on_site(database, office.reviewer, key, a_finding(station))


def test_only_the_stations_own_people_report_read_and_decide(database: Database, office: Office, station: str) -> None:
    key = new_id()
    reader = Actor(person_id=None, name="x", token_scope=Scope.READ, token_organisation=office.erfurt)
    for stranger in (office.neighbour, reader):
        with pytest.raises(Forbidden):
            report_on_site(database, stranger, key, a_finding(station))
    report_on_site(database, office.author, key, a_finding(station))
    with pytest.raises(Forbidden):
        rows(database, office.neighbour, station)
    for stranger in (office.neighbour, reader):
        with pytest.raises(Forbidden):
            decide_on_site(database, stranger, key, "accepted")
    assert [row.state for row in rows(database, reader, station)] == ["waiting"]


def test_a_report_is_about_what_its_person_saw_whatever_became_of_it(
    database: Database, office: Office, station: str
) -> None:
    with database.read() as session:
        body = load(session, office.author, station).value
    save_document(database, office.author, station, json.dumps(body | {"scenes": []}).encode(), 1)
    assert report_on_site(database, office.author, new_id(), a_finding(station)) is True
    with pytest.raises(Refused, match="on_site_no_anchor"):
        report_on_site(database, office.author, new_id(), a_finding(station, revision=2))
    with pytest.raises(NotFound, match="revision_not_found"):
        report_on_site(database, office.author, new_id(), a_finding(station, revision=3))


@pytest.mark.parametrize("anchor", ["a-3", "a-9"])
def test_the_plain_step_and_what_is_no_anchor_need_nobody_on_site(
    database: Database, office: Office, station: str, anchor: str
) -> None:
    with pytest.raises(Refused, match="on_site_no_anchor"):
        report_on_site(database, office.author, new_id(), a_finding(station, anchor=anchor))


def test_a_picture_is_found_and_photographed_but_not_moved(database: Database, office: Office, station: str) -> None:
    with pytest.raises(Refused, match="on_site_immovable"):
        report_on_site(database, office.author, new_id(), a_finding(station, anchor="a-2"))
    held = a_finding(station, anchor="a-2", verdict="holds", nudge={})
    assert report_on_site(database, office.author, new_id(), held) is True


@pytest.mark.parametrize(
    "facts",
    [
        {"nudge": {}},
        {"verdict": "holds"},
        {"verdict": "unreached"},
        {"verdict": "perhaps"},
        {"nudge": {"east_m": 1001}},
        {"nudge": {"east_m": float("nan")}},
        {"heading": {"deg": 360}},
        {"position": {"lon": 181, "lat": 0, "accuracy_m": 1}},
        {"position": {"lon": 0, "lat": 0, "accuracy_m": -1}},
        {"note": "x" * 2001},
        {"note": "a\0b"},
        {"measured_at": "2026-05-01T10:00:00"},
        {"anchor": "A 1"},
        {"who": "me"},
    ],
)
def test_what_no_phone_can_have_measured_is_no_finding(facts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        a_finding(new_id(), **facts)


def test_a_phone_whose_clock_is_fast_has_seen_nothing_in_the_future(
    database: Database, office: Office, station: str
) -> None:
    ahead = (clock.now() + timedelta(days=400)).isoformat()
    report_on_site(database, office.author, new_id(), a_finding(station, measured_at=ahead))
    (row,) = rows(database, office.author, station)
    assert row.measured_at == row.received_at


def test_a_decision_is_made_once_and_can_be_taken_back(database: Database, office: Office, station: str) -> None:
    key = new_id()
    report_on_site(database, office.author, key, a_finding(station))
    with pytest.raises(Refused, match="on_site_reason"):
        decide_on_site(database, office.reviewer, key, "declined")
    decide_on_site(database, office.reviewer, key, "declined", "Das Tor ist das falsche.")
    decide_on_site(database, office.author, key, "declined", "Später noch einmal gesendet.")
    (row,) = rows(database, office.author, station)
    assert (row.state, row.reason, row.decided_by) == ("declined", "Das Tor ist das falsche.", "Reviewer")
    with pytest.raises(Refused, match="on_site_decided"):
        decide_on_site(database, office.author, key, "accepted")
    decide_on_site(database, office.author, key, "waiting")
    (row,) = rows(database, office.author, station)
    assert (row.state, row.reason, row.decided_by, row.decided_at) == ("waiting", "", None, None)
    decide_on_site(database, office.author, key, "accepted")
    assert [row.state for row in rows(database, office.author, station)] == ["accepted"]


def test_a_station_has_only_so_many_reports_waiting(
    database: Database, office: Office, station: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "MOST_WAITING", 2)
    keys = [new_id(), new_id()]
    for key in keys:
        report_on_site(database, office.author, key, a_finding(station))
    with pytest.raises(Refused, match="on_site_full"):
        report_on_site(database, office.author, new_id(), a_finding(station))
    decide_on_site(database, office.author, keys[0], "accepted")
    assert report_on_site(database, office.author, new_id(), a_finding(station)) is True


def test_a_tour_says_how_many_wait_at_its_stations(database: Database, office: Office, station: str) -> None:
    module = {"id": "m-1", "stops": [{"id": "s-1", "station": station}]}
    body = {"format": FORMAT, "kind": "tour", "original": "de", "modules": [module]}
    tour = create_document(database, office.author, office.erfurt, json.dumps(body).encode()).document_id
    keys = [new_id(), new_id()]
    for key in keys:
        report_on_site(database, office.author, key, a_finding(station))

    def count(actor: Actor) -> dict[str, int]:
        with database.read() as session:
            return waiting_of_tours(session, actor, [tour, station])

    assert (count(office.reviewer), count(office.neighbour)) == ({tour: 2}, {})
    decide_on_site(database, office.author, keys[0], "accepted")
    assert count(office.reviewer) == {tour: 1}
    delete_document(database, office.author, station, even_if_used=True)
    assert count(office.reviewer) == {}


def test_a_report_goes_with_its_station(
    database: Database, office: Office, station: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_id()
    report_on_site(database, office.author, key, a_finding(station))
    delete_document(database, office.author, station)
    with pytest.raises(NotFound):
        report_on_site(database, office.author, new_id(), a_finding(station))
    with pytest.raises(NotFound):
        decide_on_site(database, office.author, key, "accepted")
    then = clock.now() + KEPT
    monkeypatch.setattr(clock, "now", lambda: then)
    assert purge_deleted(database, Actor.command_line()) == 1
    with database.read() as session:
        assert session.get(OnSiteReport, key) is None


def test_a_decided_report_goes_after_thirty_days_and_one_that_waits_stays(
    database: Database, office: Office, station: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted, declined, late, waiting = keys = [new_id() for _ in range(4)]
    for key in keys:
        report_on_site(database, office.author, key, a_finding(station))
    photograph = "d" * 64
    decide_on_site(database, office.author, accepted, "accepted")
    decide_on_site(database, office.author, declined, "declined", "Der Zaun ist weg.")
    with database.write() as session:
        session.add(Blob(sha256=photograph, bytes=9, crc32=0, media_type="image/jpeg", created_at=clock.now()))
        session.flush()
        report = session.get_one(OnSiteReport, accepted)
        report.photograph = photograph
        session.add(report)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    decide_on_site(database, office.author, late, "accepted")

    def left() -> set[str]:
        assert purge_deleted(database, Actor.command_line()) == 0
        return {row.id for row in rows(database, office.author, station)}

    monkeypatch.setattr(clock, "now", lambda: now + KEPT - timedelta(hours=1))
    assert left() == set(keys)
    with database.read() as session:
        assert photograph in files_in_use(session)
    monkeypatch.setattr(clock, "now", lambda: now + KEPT + timedelta(hours=1))
    assert left() == {late, waiting}
    with database.read() as session:
        assert photograph not in files_in_use(session)
        lines = session.exec(select(AuditLine).where(AuditLine.verb == "purge")).all()
    assert {line.values["report"] for line in lines} == {accepted, declined}
