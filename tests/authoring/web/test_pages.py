"""Every page answers in both languages, on a desk with something on it."""

import io
import json
import re
from typing import Any

import pytest

from authoring.actions.create_document import create_document
from authoring.actions.delete_document import delete_document
from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.media.sniff import TAKEN
from authoring.permissions import Actor, Role
from authoring.queries import library
from authoring.queries.documents import load
from authoring.web.pages import tours
from tests import builders
from tests.authoring.web.conftest import Browser, Town

Json = dict[str, Any]


@pytest.fixture
def desk(database: Database, town: Town) -> dict[str, str]:
    """A document of each kind, and a deleted one."""
    anna = Actor(person_id=town.anna, name="Anna", roles={town.erfurt: Role.AUTHOR})

    def put(value: Json) -> str:
        return create_document(database, anna, town.erfurt, json.dumps(value).encode()).document_id

    station = builders.a_station_json()
    made = {
        "station": put(station),
        "tour": put(builders.a_tour_json([station])),
        "medium": put(builders.a_medium_json()),
        "untitled": put(builders.a_station_json() | {"title": {}}),
        "deleted": put(builders.a_tour_json([], slug="weg")),
    }
    delete_document(database, anna, made["deleted"])
    return made


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    "page",
    [
        "/tours",
        "/library",
        "/library?q=bruecke&bbox=11,50,12,51&language=de&theme=x",
        "/library?bbox=here",
        "/library/{station}",
        "/library/{untitled}",
        "/media",
        "/media?q=bridge&type=image&missing=alt",
        "/media/{medium}",
        "/people",
        "/documents/{tour}/history",
        "/documents/{medium}/history?shown=1&before=9",
        "/trash",
        "/settings",
    ],
)
def test_the_page_answers(admin: Browser, desk: dict[str, str], page: str, language: str) -> None:
    admin.client.set_cookie("language", language)
    admin.post("/language", data={"language": language, "next": "/tours"})
    answer = admin.get(page.format(**desk))
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


def test_the_light_table_names_the_kinds_of_files_that_a_refusal_names(anna: Browser) -> None:
    page = anna.get("/media").text
    assert all(kinds in page for kinds in TAKEN.values())


def test_the_library_says_how_many_there_are_and_not_how_many_it_shows(
    anna: Browser, database: Database, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = Actor(person_id=town.anna, name="Anna", roles={town.erfurt: Role.AUTHOR})
    with database.write() as session:
        for number in range(51):
            body = {"kind": "station", "title": {"de": f"Halt {number}"}}
            create_document(session, actor, town.erfurt, json.dumps(body).encode())
    page = anna.get("/library?q=halt").text
    assert len(found(page)) == 50
    assert "51 Stationen" in page
    assert "Die Karte zeigt die Stationen dieser Seite." in page
    assert "dieser Seite" not in anna.get("/library?q=halt+50").text
    monkeypatch.setattr(library, "MOST_COUNTED", 50)
    assert "mehr als 50 Stationen" in anna.get("/library?q=halt").text


@pytest.mark.parametrize(("language", "closer"), [("de", "Näher heran"), ("en", "Closer")])
def test_the_maps_beside_lists_speak_the_readers_language(
    anna: Browser, desk: dict[str, str], town: Town, language: str, closer: str
) -> None:
    anna.post("/language", data={"language": language, "next": "/tours"})
    table = io.BytesIO(b"Name,lat,lon\nDom,50.97583,11.02333\n")
    preview = anna.post("/api/v1/imports", data={"organisation": town.erfurt, "file": (table, "orte.csv")}).json
    assert preview is not None
    for page in (anna.get("/library").text, anna.get(f"/import/{preview['id']}").text):
        said = re.search(r"data-words='([^']+)'", page)
        assert said is not None
        assert json.loads(said[1])["NavigationControl.ZoomIn"] == closer


def test_every_page_that_says_no_says_what_to_do_and_leads_home(
    admin: Browser, bert: Browser, desk: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("something inside")

    pages = {
        404: admin.get("/media/01980000-0000-7000-8000-00000000dead"),
        403: bert.get(f"/documents/{desk['tour']}/history"),
        413: admin.post("/tours", data={"title": "x" * 3_000_000}),
    }
    monkeypatch.setattr(tours, "listing", fail)
    pages[500] = admin.get("/tours")
    for status, page in pages.items():
        assert page.status_code == status
        assert page.mimetype == "text/html"
        sentence = re.search(r"<h1>(.+?)</h1>\s*<p>(.+?)</p>", page.text, re.DOTALL)
        assert sentence is not None, status
        assert len(sentence[2].strip()) > 20
        assert 'href="/"' in page.text
        assert "something inside" not in page.text


def test_an_empty_library_teaches_and_shows_no_empty_map(anna: Browser) -> None:
    page = anna.get("/library").text
    assert "Die Bibliothek ist noch leer" in page
    assert "data-station-map" not in page
    assert "data-station-map" in anna.get("/library?q=nichts").text


def test_a_place_is_written_as_its_reader_writes_it(anna: Browser, admin: Browser, desk: dict[str, str]) -> None:
    assert "50,97880° N, 11,03080° O" in anna.get(f"/library/{desk['station']}").text
    assert "50.97880° N, 11.03080° E" in admin.get(f"/library/{desk['station']}").text


def test_a_box_that_is_none_keeps_the_words_that_were_typed(admin: Browser, desk: dict[str, str]) -> None:
    page = admin.get("/library?q=kraemer&bbox=here").text
    assert 'value="kraemer"' in page
    assert 'aria-invalid="true"' in page


@pytest.fixture
def themes(database: Database, town: Town) -> None:
    """Two stations: one with a theme that has words in both languages, one with a theme of somebody's own."""
    anna = Actor(person_id=town.anna, name="Anna", roles={town.erfurt: Role.AUTHOR})
    for title, theme in (("Burg", "middle-ages"), ("Hafen", "alte-kaehne")):
        body = {"kind": "station", "title": {"de": title}, "themes": [theme], "audiences": ["families"]}
        create_document(database, anna, town.erfurt, json.dumps(body).encode())


def found(page: str) -> list[str]:
    return re.findall(r'<a href="/library/[0-9a-f-]+">(.*?)</a>', page)


@pytest.mark.parametrize("asked", ["Mittelalter", "mittelalter", "middle-ages", "Middle Ages"])
def test_a_theme_is_asked_for_by_its_word_in_either_language(anna: Browser, themes: None, asked: str) -> None:
    page = anna.get("/library", query_string={"theme": asked}).text
    assert found(page) == ["Burg"]
    assert 'value="Mittelalter"' in page


def test_a_theme_of_ones_own_is_shown_and_found_as_it_was_written(anna: Browser, themes: None) -> None:
    page = anna.get("/library", query_string={"theme": "Alte Kähne"}).text
    assert found(page) == ["Hafen"]
    assert '<option value="alte kaehne">' in page


def test_pages_say_themes_and_audiences_in_the_readers_language(anna: Browser, admin: Browser, themes: None) -> None:
    station = re.search(r"/library/[0-9a-f-]+", anna.get("/library?theme=middle-ages").text)
    assert station is not None
    german, english = anna.get(station[0]).text, admin.get(station[0]).text
    assert "Mittelalter" in german
    assert "Familien" in german
    assert "Middle Ages" in english
    assert "middle-ages" not in german + english


def moments(page: str) -> list[str]:
    return re.findall(r'<time datetime="(\d{4}-\d\d-\d\dT[\d:.]+\+00:00)"', page)


def test_a_moment_carries_its_time_for_the_browsers_clock(admin: Browser, desk: dict[str, str], town: Town) -> None:
    invited = {"name": "Carla", "email": "carla@erfurt.example", "role": "author", "language": "de"}
    for page, least in (
        (admin.get("/settings"), 2),
        (admin.get("/trash"), 1),
        (admin.get(f"/documents/{desk['tour']}/history"), 1),
        (admin.post(f"/people/{town.erfurt}/invite", data=invited), 1),
    ):
        assert page.status_code == 200
        assert len(moments(page.text)) >= least


def test_the_history_and_the_library_say_opening_hours_in_words(
    admin: Browser, database: Database, town: Town, desk: dict[str, str]
) -> None:
    admin.post("/language", data={"language": "de", "next": "/tours"})
    actor = Actor(person_id=town.anna, name="Anna", roles={town.erfurt: Role.AUTHOR})
    with database.read() as session:
        value = load(session, actor, desk["station"]).value
    for revision, hours in enumerate(("Mo-Fr 10:00-12:00", "Mo-Fr 10:00-18:00"), start=1):
        body = json.dumps(value | {"facts": {"opening_hours": hours, "time_zone": "Europe/Berlin"}}).encode()
        save_document(database, actor, desk["station"], body, revision)
    page = admin.get(f"/documents/{desk['station']}/history").text
    assert "Montag bis Freitag" in page
    assert "Mo-Fr" not in page
    sheet = admin.get(f"/library/{desk['station']}").text
    assert "Montag bis Freitag: 10:00–18:00 Uhr." in sheet


def test_a_neighbours_tour_has_no_history_for_others(bert: Browser, desk: dict[str, str]) -> None:
    assert bert.get(f"/documents/{desk['tour']}/history").status_code in {403, 404}


def test_the_way_back_after_choosing_a_language_leads_to_no_other_site(admin: Browser) -> None:
    for elsewhere in ("https://other.example/", "//other.example/", "/\\other.example/", ""):
        answer = admin.post("/language", data={"language": "de", "next": elsewhere})
        assert answer.headers["Location"] == "/"


def test_a_bin_shows_nothing_of_the_neighbours(bert: Browser, desk: dict[str, str]) -> None:
    assert desk["deleted"] not in bert.get("/trash").text


def test_a_bin_of_many_is_leafed_through_deleted_last_first_whatever_the_neighbours_delete(
    anna: Browser, database: Database, town: Town
) -> None:
    def thrown(person: str, organisation: str, title: str) -> str:
        actor = Actor(person_id=person, name="", roles={organisation: Role.AUTHOR})
        body = json.dumps({"kind": "station", "title": {"de": title}}).encode()
        document_id = create_document(session, actor, organisation, body).document_id
        delete_document(session, actor, document_id)
        return document_id

    with database.write() as session:
        mine = [thrown(town.anna, town.erfurt, f"Halt {number}") for number in range(60)]
        for number in range(210):
            thrown(town.bert, town.jena, f"Nachbar {number}")
    page = anna.get("/trash").text
    first = re.findall(r"/documents/([0-9a-f-]{36})/undelete", page)
    following = re.search(r'href="(/trash\?[^"]+)"', page)
    assert following is not None
    rest = anna.get(following[1].replace("&amp;", "&")).text
    assert [*first, *re.findall(r"/documents/([0-9a-f-]{36})/undelete", rest)] == mine[::-1]
    assert "Nachbar" not in page + rest
    assert re.findall(r'href="(/trash\?[^"]+)"', rest) == []


def test_somebody_else_takes_nothing_out_of_the_bin(bert: Browser, desk: dict[str, str]) -> None:
    assert bert.post(f"/documents/{desk['deleted']}/undelete").status_code in {403, 404}


def test_what_two_people_typed_into_one_field_is_kept_for_the_second_to_decide(
    admin: Browser, desk: dict[str, str]
) -> None:
    address = f"/media/{desk['medium']}"
    assert admin.post(address, data={"based_on": "1", "credit": "Erste Hand"}).status_code == 303
    second = admin.post(address, data={"based_on": "1", "credit": "Zweite Hand"})
    assert second.status_code == 409
    assert 'value="Zweite Hand"' in second.text
    assert 'name="based_on" value="2"' in " ".join(second.text.split())
    assert admin.post(address, data={"based_on": "2", "credit": "Zweite Hand"}).status_code == 303
    assert 'value="Zweite Hand"' in admin.get(address).text
