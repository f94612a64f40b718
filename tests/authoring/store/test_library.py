"""The library search: every way to ask, alone and together, on both databases."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.actions.create_document import create_document
from authoring.actions.delete_document import delete_document
from authoring.actions.restore_document import restore_document
from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.errors import Forbidden, Refused
from authoring.permissions import Actor
from authoring.queries.conditions import cover
from authoring.queries.library import Page, Search, parse_box, search
from authoring.store import folding
from authoring.store.index import cell, cell_facet
from tests import builders
from tests.authoring.store.conftest import Office

ERFURT, JENA, FIJI = [11.03, 50.98], [11.58, 50.93], [179.9, -17.0]


class Library:
    """Stations by what they are called."""

    def __init__(self, database: Database, office: Office) -> None:
        self.database, self.office = database, office
        self.ids: dict[str, str] = {}

    def add(
        self,
        title: str,
        *,
        text: str = "Ein Text",
        at: list[float] | None = None,
        neighbour: bool = False,
        english: str | None = None,
        **facts: Any,
    ) -> str:
        station = builders.a_station_json(**facts)
        station["title"] = {"de": title} | ({"en": english} if english else {})
        station["summary"] = {"de": "Kurz"}
        station["story"] = [{"id": "b", "kind": "text", "text": {"de": text}}]
        station["place"] = {"position": at} if at else {}
        actor, home = (
            (self.office.neighbour, self.office.jena) if neighbour else (self.office.author, self.office.erfurt)
        )
        create_document(self.database, actor, home, json.dumps(station).encode())
        self.ids[title] = station["id"]
        return str(station["id"])

    def page(self, actor: Actor | None = None, *, cursor: str | None = None, limit: int = 50, **wanted: Any) -> Page:
        with self.database.read() as session:
            return search(session, actor or self.office.author, Search(**wanted), cursor=cursor, limit=limit)

    def titles(self, text: str = "", **wanted: Any) -> list[str]:
        return [item.card["title"]["de"] for item in self.page(text=text, **wanted).items]


@pytest.fixture
def library(database: Database, office: Office) -> Library:
    return Library(database, office)


def test_a_word_is_found_by_its_beginning_in_any_field_and_language(library: Library) -> None:
    library.add("Krämerbrücke", english="Merchants' Bridge", text="Hier wohnten **Händler**.")
    for text in ("krämer", "K", "brück", "merch", "HÄNDLER", "hier wohn"):
        expected = [] if text == "brück" else ["Krämerbrücke"]
        assert library.titles(text) == expected, text


def test_an_umlaut_is_found_however_it_is_written(library: Library) -> None:
    library.add("Krämerbrücke")
    for text in ("Krämer", "Kramer", "Kraemer", "KRÄMER", "Kra\u0308mer"):
        assert library.titles(text) == ["Krämerbrücke"], text


def test_a_sharp_s_is_two(library: Library) -> None:
    library.add("Straße")
    library.add("Strasse")
    for text in ("Straße", "strasse", "STRASSE", "STRAẞE"):
        assert library.titles(text) == ["Strasse", "Straße"], text


def test_what_was_written_without_dots_is_found_with_them(library: Library) -> None:
    library.add("Kraemer & Soehne")
    assert library.titles("Krämer Söhne") == ["Kraemer & Soehne"]


def test_all_words_have_to_be_there(library: Library) -> None:
    library.add("Dom", text="St. Marien")
    library.add("Rathaus", text="Markt")
    assert library.titles("dom marien") == ["Dom"]
    assert library.titles("dom markt") == []


def test_no_character_or_word_is_a_command(library: Library) -> None:
    library.add("Dom")
    library.add("Rathaus")
    for text in ("dom*", "dom'--", '"dom', "(dom)", "^dom", "-dom", "dom:", "\\dom"):
        assert library.titles(text) == ["Dom"], text
    for text in ("AND", "NOT dom", "dom OR rathaus", "NEAR(dom)", "a:b", ":kstation", "words:dom"):
        assert library.titles(text) == [], text
    for text in ('"', "*", "'", "\\", "%", ":", "  ", "--"):
        assert library.titles(text) == ["Rathaus", "Dom"], text


def test_facets_are_no_words(library: Library) -> None:
    library.add("Dom", themes=["middle-ages"], at=ERFURT)
    for text in ("station", "kstation", "c4", "lde", "o", "middle", "ps", "t"):
        expected = ["Dom"] if text == "t" else []  # "Text"
        assert library.titles(text) == expected, text


def test_theme_language_organisation_and_box_narrow_together(library: Library) -> None:
    library.add("Dom", themes=["church"], at=ERFURT, english="Cathedral")
    library.add("Stadtkirche", themes=["church"], at=JENA, neighbour=True)
    library.add("Planetarium", themes=["stars"], at=JENA, neighbour=True)
    library.add("Ohne Ort", themes=["church"])
    assert library.titles(theme="church") == ["Ohne Ort", "Stadtkirche", "Dom"]
    assert library.titles(language="en") == ["Dom"]
    assert library.titles(organisation=library.office.jena) == ["Planetarium", "Stadtkirche"]
    assert library.titles(box=(11.5, 50.9, 11.6, 51.0)) == ["Planetarium", "Stadtkirche"]
    assert library.titles("stadt", theme="church", box=(11.5, 50.9, 11.6, 51.0), language="de") == ["Stadtkirche"]
    assert library.titles("dom", box=(11.5, 50.9, 11.6, 51.0)) == []
    assert library.titles(placed=False) == ["Ohne Ort"]
    assert library.titles(placed=True, theme="church") == ["Stadtkirche", "Dom"]
    for nothing in ({"theme": "'"}, {"organisation": "nobody"}, {"language": "e n"}):
        assert library.titles(**nothing) == []


def test_a_box_over_the_antimeridian_has_two_halves(library: Library) -> None:
    library.add("Fidschi", at=FIJI)
    library.add("Taveuni", at=[-179.9, -17.0])
    library.add("Dom", at=ERFURT)
    assert library.titles(box=(179.0, -20.0, -179.0, -10.0)) == ["Taveuni", "Fidschi"]
    assert library.titles(box=(-180.0, -90.0, 180.0, 90.0)) == ["Dom", "Taveuni", "Fidschi"]


def test_the_edge_belongs_to_the_box(library: Library) -> None:
    library.add("Dom", at=ERFURT)
    lon, lat = ERFURT
    assert library.titles(box=(lon, lat, lon, lat)) == ["Dom"]
    assert library.titles(box=(lon + 1e-7, lat, 12.0, 51.0)) == []


def test_the_beginning_of_a_title_comes_first_then_the_title_then_whole_words(library: Library) -> None:
    library.add("Dom")
    library.add("Domplatz")
    library.add("Alter Dom")
    library.add("Markt", text="Neben dem Dom")
    library.add("Schule", text="Domänen")
    assert library.titles("dom") == ["Dom", "Domplatz", "Alter Dom", "Markt", "Schule"]


def test_a_word_is_found_by_its_other_forms_after_what_begins_with_it(library: Library) -> None:
    library.add("Brücke", english="Bridge over the river")
    library.add("Häuser am Markt", english="Old houses")
    library.add("Brückner", english="A cathedral")
    library.add("Stadt", text="Zwei Brücken und ein Brückenkopf")
    for text, expected in (
        ("Brücken", ["Stadt", "Brücke"]),
        ("bruecken", ["Stadt", "Brücke"]),
        ("bridges", ["Brücke"]),
        ("Haus", ["Häuser am Markt"]),
        ("Häusern", ["Häuser am Markt"]),
        ("house", ["Häuser am Markt"]),
        ("cathedrals", ["Brückner"]),
        ("Brückners", ["Brückner"]),
        ("Brücke", ["Brücke", "Stadt"]),
        ("Brückenk", ["Stadt"]),
    ):
        assert set(library.titles(text)) == set(expected), text
    assert library.titles("Brücke") == ["Brücke", "Stadt"]


def test_a_long_word_is_told_from_one_that_begins_like_it(library: Library) -> None:
    library.add("Donaudampfschifffahrtsgesellschaft")
    library.add("Donaudampfschifffracht")
    assert library.titles("Donaudampfschifff") == ["Donaudampfschifffracht", "Donaudampfschifffahrtsgesellschaft"]
    assert library.titles("donaudampfschifffahrtsg") == ["Donaudampfschifffahrtsgesellschaft"]
    assert library.titles("Donaudampfschifffracht") == ["Donaudampfschifffracht"]


def test_how_a_search_is_carried_out_never_changes_what_it_finds(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add("Dom", themes=["church"], at=ERFURT, english="Cathedral")
    library.add("Kloster", text="Domherren", themes=["church"], at=ERFURT)
    library.add("Domplatz", themes=["square"], at=ERFURT, neighbour=True, english="Square")
    library.add("Dom zu Fulda", themes=["church"], at=JENA, english="Cathedral")
    home = library.office.erfurt
    around: tuple[float, float, float, float] = (11.0, 50.9, 11.1, 51.0)
    wishes: list[dict[str, Any]] = [
        {"text": text} | narrowed
        for text in ("", "d", "dom", "d c", "dom cath")
        for narrowed in (
            {},
            {"theme": "church"},
            {"language": "en"},
            {"organisation": home, "box": around},
            {"theme": "church", "language": "en", "organisation": home, "box": around},
            {"placed": False},
            {"placed": True, "language": "de"},
        )
    ]
    found = {}
    for share in (0.001, 0.5, 0.999):
        monkeypatch.setattr("authoring.queries.selectivity.Sample.share", lambda _sample, _holds, share=share: share)
        found[share] = [library.titles(**wish) for wish in wishes]
    assert found[0.001] == found[0.5] == found[0.999]
    assert found[0.5][4] == ["Dom"]
    assert found[0.5][-7:-5] == [["Dom", "Dom zu Fulda"]] * 2


def test_an_entire_title_comes_first_however_old_it_is(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("authoring.queries.library._POOL", 2)
    monkeypatch.setattr("authoring.queries.library._TITLED", 2)
    library.add("Krämer")
    for number in range(8):
        library.add(f"Krämer {number}", text="Krämer")
    for counted in (1_000, 5):
        monkeypatch.setattr("authoring.queries.library.MOST_COUNTED", counted)
        for text in ("Krämer", "kraemer", "kramer"):
            assert library.titles(text)[0] == "Krämer", (text, counted)


def test_a_new_title_is_found_and_the_old_one_no_more(library: Library) -> None:
    id_ = library.add("Dom")
    with library.database.read() as session:
        from authoring.queries import documents

        value = documents.load(session, library.office.author, id_).value
    changed = value | {"title": {"de": "Kathedrale"}}
    save_document(library.database, library.office.author, id_, json.dumps(changed).encode(), 1)
    assert library.titles("dom") == []
    assert library.titles("kathedrale") == ["Kathedrale"]


def test_what_is_deleted_is_not_found_until_it_is_back(library: Library) -> None:
    id_ = library.add("Dom")
    delete_document(library.database, library.office.author, id_)
    assert library.titles("dom") == []
    restore_document(library.database, library.office.author, id_)
    assert library.titles("dom") == ["Dom"]


def test_tours_are_found_by_their_members_only(library: Library) -> None:
    tour = builders.a_tour_json() | {"title": {"de": "Am Wasser"}}
    create_document(library.database, library.office.author, library.office.erfurt, json.dumps(tour).encode())
    office = library.office
    assert library.titles("wasser", kind="tour") == ["Am Wasser"]
    assert library.page(office.neighbour, text="wasser", kind="tour").items == []
    assert library.page(Actor.command_line(), text="wasser", kind="tour").total == 1
    with pytest.raises(Forbidden):
        library.page(office.neighbour, kind="tour", organisation=office.erfurt)
    assert library.titles("wasser") == []


def test_pages_show_everything_once(library: Library) -> None:
    for number in range(25):
        library.add(f"Halt {number}", text="Bei der Nummer 3")
    for text, count in (("", 25), ("halt", 25), ("3", 25), ("nirgends", 0)):
        whole = library.titles(text, limit=50)
        assert len(set(whole)) == len(whole) == count
        assert pages_of(library, text, limit=4, total=count) == whole


def pages_of(library: Library, text: str, *, limit: int, total: int) -> list[str]:
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(40):
        page = library.page(text=text, cursor=cursor, limit=limit)
        seen += [item.card["title"]["de"] for item in page.items]
        assert page.total == total
        cursor = page.next
        if cursor is None:
            break
    return seen


def test_pages_go_on_behind_what_was_ranked_and_counted(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("authoring.queries.library._POOL", 3)
    monkeypatch.setattr("authoring.queries.library.MOST_COUNTED", 6)
    for number in range(20):
        library.add(f"Haus {number}" if number in {4, 9} else f"Das {number}", text="Ein Haus")
    seen = pages_of(library, "haus", limit=3, total=6)
    assert library.page(text="haus").more
    assert seen[:2] == ["Haus 9", "Haus 4"]
    assert sorted(seen) == sorted({*seen})
    assert len(seen) == 20


def test_a_cursor_that_is_none_is_refused(library: Library) -> None:
    for cursor in ["", "x", "WzEsMl0x", "bnVsbA", "WyJhIiwxXQ", "W10", "Wy0xLG51bGxd", "Wzk5OTk5OTk5OSwxXQ"]:
        with pytest.raises(Refused) as caught:
            library.page(cursor=cursor)
        assert caught.value.code == "search_cursor"


@pytest.mark.parametrize("box", ["", "1,2,3", "a,b,c,d", "0,0,0,91", "0,1,0,0", "nan,0,0,0", "181,0,0,0", "inf,0,1,1"])
def test_a_box_that_is_none_is_refused(box: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_box(box)
    assert caught.value.code == "search_box"


@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 30), st.floats(0, 20), st.floats(0, 1), st.floats(0, 1))
def test_the_cells_of_a_box_cover_every_position_in_it(
    west: float, south: float, width: float, height: float, x: float, y: float
) -> None:
    east, north = min(west + width, 180), min(south + height, 90)
    lon, lat = west + (east - west) * x, south + (north - south) * y
    lon, lat = min(max(lon, west), east), min(max(lat, south), north)
    facets = cover("station", (west, south, east, north))
    assert 1 <= len(facets) <= 16
    level = int(facets[0][2:].split("s.")[0])
    assert cell_facet("station", level, *cell(lon, lat, level)) in facets


@given(st.text(max_size=60))
def test_a_text_is_always_found_by_itself(text: str) -> None:
    indexed = set(folding.words(text))
    assert all(indexed & set(spellings) for spellings in folding.terms(text))
    assert all(word.isalnum() for word in indexed)
    forms = set(folding.indexed(text))
    assert forms >= indexed
    for term in folding.asked(text):
        assert any(word in forms and (folding.rest(word) or word) in forms for word in term.begins)
        assert not term.stem or term.stem in forms
