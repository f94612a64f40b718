"""A document's life: deleted, brought back, gone back, copied, and what its history tells."""

import json
from datetime import timedelta
from typing import Any

import pytest

from authoring import clock
from authoring.actions.copy_document import copy_document
from authoring.actions.create_document import create_document
from authoring.actions.delete_document import delete_document
from authoring.actions.mark_presence import mark_presence
from authoring.actions.purge_deleted import purge_deleted
from authoring.actions.restore_document import restore_document
from authoring.actions.revert_document import revert_document
from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.errors import Forbidden, NotFound
from authoring.permissions import Actor
from authoring.queries import documents, history, presence
from authoring.queries.trash import trash
from authoring.queries.usage import InUse
from authoring.store.difference import changes, sentence
from tests import builders
from tests.authoring.store.conftest import Office

Json = dict[str, Any]


def make(database: Database, office: Office, value: Json) -> Json:
    saved = create_document(database, office.author, office.erfurt, json.dumps(value).encode())
    made: Json = json.loads(saved.body)
    return made


def a_tour_of(station: Json, **facts: Any) -> Json:
    stops = [{"id": "1", "station": station["id"]}]
    return builders.a_tour_json(modules=[{"id": "m", "stops": stops}], **facts)


def test_what_was_deleted_is_gone_and_comes_back(database: Database, office: Office) -> None:
    station = make(database, office, builders.a_station_json())
    delete_document(database, office.author, station["id"])
    with database.read() as session:
        with pytest.raises(NotFound):
            documents.load(session, office.author, station["id"])
        assert documents.listing(session, office.author, "station") == []
        assert [entry.id for entry in trash(session, office.author)] == [station["id"]]
        assert documents.StoreResolver(session).find(station["id"]) is None
    restored = restore_document(database, office.author, station["id"])
    assert (restored.revision, restored.merged) == (1, False)
    with database.read() as session:
        assert documents.load(session, office.author, station["id"]).value == station


def test_after_thirty_days_it_is_gone_for_good(
    database: Database, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = make(database, office, builders.a_station_json())
    delete_document(database, office.author, station["id"])
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=29))
    assert purge_deleted(database, Actor.command_line()) == 0
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(days=30, seconds=1))
    with pytest.raises(NotFound):
        restore_document(database, office.author, station["id"])
    assert purge_deleted(database, Actor.command_line()) == 1
    with database.read() as session, pytest.raises(NotFound):
        documents.row_of(session, station["id"], deleted=True)
    with pytest.raises(Forbidden):
        purge_deleted(database, office.administrator)


def test_what_is_in_use_is_not_deleted_by_mistake(database: Database, office: Office) -> None:
    station = make(database, office, builders.a_station_json())
    tour = make(database, office, a_tour_of(station))
    with pytest.raises(InUse) as caught:
        delete_document(database, office.author, station["id"])
    assert ([user.id for user in caught.value.users.shown], caught.value.users.hidden) == ([tour["id"]], 0)
    delete_document(database, office.author, tour["id"])
    delete_document(database, office.author, station["id"])


def test_a_slug_that_was_given_away_gets_a_number_on_the_way_back(database: Database, office: Office) -> None:
    station = make(database, office, builders.a_station_json())
    first = make(database, office, a_tour_of(station, slug="am-wasser"))
    delete_document(database, office.author, first["id"])
    second = make(database, office, a_tour_of(station, slug="am-wasser"))
    restored = restore_document(database, office.author, first["id"])
    assert (restored.revision, restored.merged) == (2, True)
    with database.read() as session:
        assert documents.find_tour(session, "am-wasser") == second["id"]
        assert documents.find_tour(session, "am-wasser-2") == first["id"]
        assert documents.find_tour(session, first["id"]) == first["id"]
        with pytest.raises(NotFound):
            documents.find_tour(session, "nirgends")


def test_going_back_is_a_new_revision_and_keeps_what_lies_between(database: Database, office: Office) -> None:
    station = make(database, office, builders.a_station_json(duration_s=60))
    save_document(database, office.author, station["id"], json.dumps(station | {"duration_s": 90}).encode(), 1)
    saved = revert_document(database, office.reviewer, station["id"], 1)
    assert saved.revision == 3
    assert json.loads(saved.body)["duration_s"] == 60
    with database.read() as session:
        steps = history.steps(session, office.author, station["id"])
    assert [(step.number, step.summary, step.author_name) for step in steps] == [
        (3, "revert:1", "Reviewer"),
        (2, "", "Author"),
        (1, "create", "Author"),
    ]
    with pytest.raises(NotFound):
        revert_document(database, office.author, station["id"], 9)


def test_a_copy_is_another_document_that_says_so(database: Database, office: Office) -> None:
    station = make(
        database, office, builders.a_station_json() | {"title": {"de": "Brücke", "en": "Bridge", "fr": "Pont"}}
    )
    copied = json.loads(copy_document(database, office.neighbour, station["id"], office.jena).body)
    assert copied["id"] != station["id"]
    assert copied["title"] == {"de": "Brücke (Kopie)", "en": "Bridge (copy)", "fr": "Pont"}
    assert copied["story"] == station["story"]
    with pytest.raises(Forbidden):
        copy_document(database, office.neighbour, station["id"])


def test_a_copied_tour_has_a_slug_of_its_own(database: Database, office: Office) -> None:
    tour = make(database, office, a_tour_of(builders.a_station_json(), slug="am-wasser"))
    copied = json.loads(copy_document(database, office.author, tour["id"]).body)
    assert copied["slug"] not in (None, "am-wasser")


def test_the_neighbour_deletes_reverts_and_looks_back_in_vain(database: Database, office: Office) -> None:
    station = make(database, office, builders.a_station_json())
    with pytest.raises(Forbidden):
        delete_document(database, office.neighbour, station["id"])
    with pytest.raises(Forbidden):
        revert_document(database, office.neighbour, station["id"], 1)
    with database.read() as session, pytest.raises(Forbidden):
        history.steps(session, office.neighbour, station["id"])
    delete_document(database, office.author, station["id"])
    with pytest.raises(Forbidden):
        restore_document(database, office.neighbour, station["id"])


def test_those_who_have_a_document_open_see_each_other(
    database: Database, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    station = make(database, office, builders.a_station_json())
    for actor in (office.author, office.reviewer, office.author):
        mark_presence(database, actor, station["id"])
    with database.read() as session:
        seen = presence.present(session, office.author, station["id"])
    assert [person.name for person in seen] == ["Reviewer"]
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + timedelta(seconds=46))
    with database.read() as session:
        assert presence.present(session, office.author, station["id"]) == []


def tell(before: Json, after: Json, language: str = "de") -> list[str]:
    return [sentence(change, language) for change in changes(before, after)]


def test_a_difference_is_told_field_by_field_in_both_languages() -> None:
    before = {"title": {"de": "Brücke"}, "duration_s": 60, "themes": ["a"]}
    after = {"title": {"de": "Die Brücke", "en": "The bridge"}, "duration_s": 60, "themes": ["a", "b"], "credit": "X"}
    assert tell(before, after) == [
        "Titel (Deutsch): geändert",
        "Titel (Englisch): neu",
        "Thema „b“: neu",
        "Nachweis: neu",
    ]
    assert tell(after, before, "en") == [
        "Title (German): changed",
        "Title (English): removed",
        "Theme “b”: removed",
        "Credit: removed",
    ]


def test_a_difference_says_which_stop_of_which_module() -> None:
    stops = [{"id": str(n), "intro": {"de": f"Halt {n}"}} for n in range(4)]
    before = {"modules": [{"id": "m", "title": {"de": "Am Wasser"}, "stops": stops}]}
    moved = [stops[3], stops[0], {"id": "1", "intro": {"de": "Halt 1, neu"}}]
    after = {"modules": [{"id": "m", "title": {"de": "Am Wasser"}, "stops": moved}]}
    assert tell(before, after) == [
        "Baustein „Am Wasser“ › Halt „Halt 3“: von Platz 4 nach 1 verschoben",
        "Baustein „Am Wasser“ › Halt „Halt 1, neu“ › Einleitung (Deutsch): geändert",
        "Baustein „Am Wasser“ › Halt „Halt 2“: entfernt",
    ]


def test_what_is_empty_and_what_is_absent_are_the_same_to_a_reader() -> None:
    assert tell({"a": 1}, {"a": 1, "themes": [], "title": {}}) == []


def test_a_difference_carries_the_values_and_where_they_stand(database: Database, office: Office) -> None:
    station = make(database, office, builders.a_station_json(duration_s=60))
    save_document(database, office.author, station["id"], json.dumps(station | {"duration_s": 90}).encode(), 1)
    with database.read() as session:
        (change,) = history.difference(session, office.author, station["id"], 1, 2)
        first = history.difference(session, office.author, station["id"], 0, 1)
    assert (change.kind, change.pointer, change.before, change.after) == ("changed", "/duration_s", 60, 90)
    assert {one.kind for one in first} == {"added"}
