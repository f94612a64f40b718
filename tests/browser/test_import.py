"""Somebody at a tourism office brings what the office has: a track, a map, a table, a folder of photographs."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import select

from authoring.actions.save_document import save_document
from authoring.queries.documents import load
from authoring.tables import Document, Import
from tests.authoring.importers.test_photos import a_photo
from tests.browser.looking import faults, look
from tests.browser.site import Site

TABLE = (
    "Bezeichnung;Straße;Hausnummer;PLZ;Ort;Breitengrad;Längengrad;Öffnungszeiten;Besonderheit;Betreuung\r\n"
    "Schloss Wilhelmsburg;Schlossberg;9;98574;Schmalkalden;50,724140;10,452880;Mo-Su 10:00-18:00;Orgel;Stadt\r\n"
    "Stadtkirche St. Georg;Kirchhof;3;98574;Schmalkalden;50,722310;10,450120;;Türmerstube;Kirche\r\n"
    "Stadtkirche St. Georg;Kirchhof;3;98574;Schmalkalden;50,722310;10,450120;;Türmerstube;Kirche\r\n"
    '"Donaudampfschifffahrtsgesellschaftskapitänswitwe; ein Denkmal";;;98574;Schmalkalden;;;;;Verein\r\n'
)


def look_into(page: Page, *files: Path) -> None:
    """Choose files and wait for their preview."""
    page.goto("/import")
    page.get_by_label("Dateien hierher ziehen oder auswählen").set_input_files(files)
    page.get_by_role("button", name="Vorschau zeigen").click()
    page.wait_for_url(re.compile(r"/import/[0-9a-f-]{36}$"), timeout=60_000)


def bring_in(page: Page, *, tour: str | None = None) -> None:
    """Press the button at the end, and wait for the result."""
    if tour is not None:
        page.get_by_label("Titel der Tour").fill(tour)
    page.get_by_role("button", name="Importieren").click()
    expect(page.get_by_role("heading", name="Import fertig")).to_be_visible(timeout=120_000)


def figures(page: Page) -> Locator:
    """The sentence that sums the preview up."""
    return page.locator(".import-sum")


def bodies(site: Site, kind: str) -> list[dict[str, Any]]:
    """Every document of a kind that is there, in the order in which they were made."""
    with site.database.read() as session:
        found = session.exec(select(Document).where(Document.kind == kind).order_by(Document.id)).all()
        return [load(session, site.author, row.id).value for row in found if row.deleted_at is None]


def newest_tour(site: Site) -> dict[str, Any]:
    return bodies(site, "tour")[-1]


def test_the_page_says_what_it_takes(page: Page) -> None:
    page.goto("/import")
    expect(page.get_by_role("heading", name="Importieren", exact=True)).to_be_visible()
    look(page, "import")


def test_a_stage_of_the_adlerweg_becomes_a_tour_along_its_track(page: Page, live_server: Site, samples: Path) -> None:
    look_into(page, samples / "gpx" / "AdlerwegEtappe01.gpx")
    expect(figures(page)).to_contain_text("2 Stationen")
    expect(figures(page)).to_contain_text("ein Weg")
    expect(page.get_by_text("Höhenangaben bleiben weg")).to_be_visible()
    expect(page.locator("[data-plan-map][data-ready]")).to_be_visible(timeout=30_000)
    bring_in(page, tour="Adlerweg, Etappe 1")
    tour = newest_tour(live_server)
    assert tour["title"] == {"de": "Adlerweg, Etappe 1"}
    (leg,) = tour["route"]["legs"]
    assert len(leg["geometry"]["coordinates"]) == 617
    page.get_by_role("link", name="Tour öffnen").click()
    page.wait_for_url(f"**/tours/{tour['id']}")


def test_the_walks_of_vienna_become_126_stations(page: Page, live_server: Site, samples: Path) -> None:
    look_into(page, samples / "geojson_real" / "stadtspaziergang_punkte.geojson")
    expect(figures(page)).to_contain_text("126 Stationen")
    expect(page.get_by_role("checkbox", name="Stadtpark", exact=True)).to_be_checked()
    expect(page.locator("[data-plan-map][data-ready]")).to_be_visible(timeout=30_000)
    look(page, "import-preview", whole=False)
    page.get_by_role("checkbox", name="Postsparkasse", exact=True).uncheck()
    bring_in(page, tour="Stadtspaziergänge")
    tour = newest_tour(live_server)
    assert len(tour["modules"][0]["stops"]) == 125
    found = [station for station in bodies(live_server, "station") if station["title"].get("de") == "Stadtpark"]
    assert found[0]["story"][0]["text"]["de"].startswith("Der Stadtpark entstand")


def test_a_german_table_is_mapped_by_a_person(page: Page, live_server: Site, tmp_path: Path) -> None:
    table = tmp_path / "Sehenswürdigkeiten.csv"
    table.write_bytes(b"\xef\xbb\xbf" + TABLE.encode())
    look_into(page, table)
    expect(figures(page)).to_contain_text("3 Stationen")
    expect(figures(page)).to_contain_text("davon eine ohne Ort")
    expect(figures(page)).to_contain_text("eine zurückgestellt")
    expect(page.get_by_text("Ein Eintrag steht doppelt in der Datei")).to_be_visible()
    page.get_by_text("Spalten zuordnen").click()
    expect(page.get_by_label("Feld für die Spalte „Breitengrad“")).to_have_value("latitude")
    page.get_by_label("Feld für die Spalte „Besonderheit“").select_option(label="Beschreibung")
    page.get_by_role("button", name="Vorschau erneuern").click()
    page.get_by_text("Spalten zuordnen").click()
    expect(page.get_by_label("Feld für die Spalte „Besonderheit“")).to_have_value("story")
    look(page, "import-columns")
    bring_in(page)
    castle = next(s for s in bodies(live_server, "station") if s["title"].get("de") == "Schloss Wilhelmsburg")
    assert castle["place"]["position"] == [10.45288, 50.72414]
    assert castle["place"]["address"]["street"] == "Schlossberg 9"
    assert castle["facts"]["opening_hours"] == "Mo-Su 10:00-18:00"
    assert castle["story"][0]["text"]["de"] == "Orgel"
    look(page, "import-result")


def test_the_photographs_of_arezzo_become_stations_in_order_of_time(
    page: Page, live_server: Site, samples: Path
) -> None:
    photos = sorted((samples / "image_exif").glob("DSCN*.jpg"), reverse=True)
    look_into(page, *photos)
    expect(figures(page)).to_contain_text(f"{len(photos)} Stationen")
    bring_in(page, tour="Arezzo")
    tour = newest_tour(live_server)
    stops = [stop["station"] for stop in tour["modules"][0]["stops"]]
    stations = {station["id"]: station for station in bodies(live_server, "station")}
    assert [stations[stop]["title"]["de"] for stop in stops] == sorted(photo.stem for photo in photos)
    assert all(stations[stop]["cover"] for stop in stops)
    expect(page.get_by_text(f"{len(photos)} Bilder sind bei den Medien")).to_be_visible()


def test_a_large_import_shows_how_far_it_is(page: Page, live_server: Site, tmp_path: Path) -> None:
    rows = "".join(f"Laterne {number};{50.7 + number / 1e4:.4f};10,45\n" for number in range(400))
    file = tmp_path / "laternen.csv"
    file.write_text(f"Name;Lat;Lon\n{rows}", encoding="utf-8")
    look_into(page, file)
    expect(page.get_by_text("100 weitere Stationen sind nicht aufgeführt")).to_be_visible()
    page.get_by_role("button", name="Importieren").click()
    expect(page.get_by_role("heading", name="Der Import läuft")).to_be_visible()
    assert faults(page) == []
    expect(page.get_by_text("400 Stationen sind in der Bibliothek.")).to_be_visible(timeout=120_000)


def test_an_import_is_done_and_undone_by_keyboard_alone(page: Page, live_server: Site, tmp_path: Path) -> None:
    file = tmp_path / "platz.csv"
    file.write_text("Name;Lat;Lon\nAltmarkt;50,7228;10,4514\n", encoding="utf-8")
    page.goto("/import")
    picker = page.get_by_label("Dateien hierher ziehen oder auswählen")
    page.wait_for_load_state("networkidle")
    page.bring_to_front()
    picker.focus()
    expect(picker).to_be_focused()
    with page.expect_file_chooser(timeout=30_000) as chooser:
        picker.press("Space")
    chooser.value.set_files(file)
    press_until(page, page.get_by_role("button", name="Vorschau zeigen"))
    expect(page.get_by_role("checkbox", name="Altmarkt")).to_be_checked(timeout=60_000)
    page.get_by_role("checkbox", name="Altmarkt").focus()
    press_until(page, page.get_by_role("button", name="Importieren"))
    expect(page.get_by_role("heading", name="Import fertig")).to_be_visible()
    page.get_by_role("heading", name="Import fertig").evaluate("element => element.ownerDocument.activeElement.blur()")
    press_until(page, page.get_by_role("button", name="Import rückgängig machen"))
    expect(page.get_by_role("heading", name="Import rückgängig gemacht")).to_be_visible()
    assert not [s for s in bodies(live_server, "station") if s["title"].get("de") == "Altmarkt"]


def press_until(page: Page, button: Locator) -> None:
    """Go on with the tabulator until the button has the focus, and press it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail("the button cannot be reached by keyboard")


def test_what_somebody_changed_since_is_not_taken_away(page: Page, live_server: Site, tmp_path: Path) -> None:
    file = tmp_path / "zwei.csv"
    file.write_text("Name;Lat;Lon\nOberer Teich;50,70;10,40\nUnterer Teich;50,71;10,41\n", encoding="utf-8")
    look_into(page, file)
    bring_in(page)
    pond = next(s for s in bodies(live_server, "station") if s["title"].get("de") == "Oberer Teich")
    body = json.dumps({**pond, "title": {"de": "Der obere Teich"}}).encode()
    save_document(live_server.database, live_server.author, pond["id"], body, 1)
    page.get_by_role("button", name="Import rückgängig machen").click()
    expect(page.get_by_text("Ein Dokument wurde seither geändert")).to_be_visible()
    expect(page.get_by_role("link", name="Der obere Teich")).to_be_visible()
    look(page, "import-in-use")
    page.get_by_role("button", name="Diese behalten, das Übrige rückgängig machen").click()
    expect(page.get_by_role("heading", name="Import rückgängig gemacht")).to_be_visible()
    titles = {s["title"].get("de") for s in bodies(live_server, "station")}
    assert "Der obere Teich" in titles
    assert "Unterer Teich" not in titles


def test_a_file_that_cannot_be_read_says_why(page: Page, live_server: Site, tmp_path: Path) -> None:
    bomb = tmp_path / "bombe.gpx"
    bomb.write_text('<!DOCTYPE x [<!ENTITY a "ha">]><gpx>&a;</gpx>', encoding="utf-8")
    broken = tmp_path / "halb.jpg"
    broken.write_bytes(a_photo(11, 50, "2026:05:01 10:00:00")[:300])
    look_into(page, bomb, broken)
    expect(page.get_by_text("Aus diesen Dateien lässt sich nichts übernehmen")).to_be_visible()
    expect(page.get_by_text("Dokumenttyp-Angabe (DOCTYPE)")).to_be_visible()
    expect(page.get_by_text("Ein Bild ist beschädigt")).to_be_visible()
    look(page, "import-nothing")
    page.get_by_role("button", name="Verwerfen").click()
    expect(page.get_by_text("Die Vorschau ist verworfen")).to_be_visible()
    with live_server.database.read() as session:
        assert [row for row in session.exec(select(Import)) if row.state == "planned"] == []


def test_files_are_dropped_and_the_same_again_is_set_aside(page: Page, live_server: Site) -> None:
    text = "Name;Lat;Lon\\nHirsch;50,75;10,45\\n"
    for _ in range(2):
        page.goto("/import")
        transfer = page.evaluate_handle(
            f"() => {{ const t = new DataTransfer(); t.items.add(new File(['{text}'], 'hirsch.csv')); return t; }}"
        )
        page.dispatch_event("form[data-import]", "drop", {"dataTransfer": transfer})
        page.wait_for_url(re.compile(r"/import/[0-9a-f-]{36}$"), timeout=60_000)
        again = page.get_by_text("Gibt es schon")
        if again.is_visible():
            break
        bring_in(page)
    expect(page.get_by_role("checkbox", name="Hirsch")).not_to_be_checked()
    expect(page.get_by_role("link", name="Hirsch: ansehen")).to_be_visible()


def test_without_a_script_it_works_too(page: Page, live_server: Site, tmp_path: Path) -> None:
    assert page.context.browser is not None
    context = page.context.browser.new_context(base_url=live_server.url, java_script_enabled=False, locale="en-GB")
    context.add_cookies(
        [{"name": "wayfable", "value": live_server.sign_in(live_server.author), "url": live_server.url}]
    )
    plain = context.new_page()
    file = tmp_path / "brunnen.csv"
    file.write_text("Name;Lat;Lon\nBrunnen;50,72;10,46\n", encoding="utf-8")
    plain.goto("/import")
    plain.get_by_label("Dateien hierher ziehen oder auswählen").set_input_files(file)
    plain.get_by_role("button", name="Vorschau zeigen").click()
    plain.get_by_role("button", name="Importieren").click()
    expect(plain.get_by_role("heading", name="Import fertig")).to_be_visible(timeout=30_000)
    context.close()
