"""Somebody takes a tour home as a file, and prints the codes for its signs."""

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from authoring.actions.create_document import create_document
from authoring.permissions import Actor
from tests import builders, printed
from tests.browser.conftest import PageAs
from tests.browser.looking import look
from tests.browser.site import Site

pytestmark = pytest.mark.made_once


@pytest.fixture(scope="module")
def tour(live_server: Site) -> str:
    """Two stations with numbers, in a tour."""

    def stored(body: dict[str, Any]) -> str:
        data = json.dumps(body).encode()
        return create_document(live_server.database, live_server.author, live_server.office, data).document_id

    stations = [
        builders.a_station_json(name, position=[11.03 + number / 500, 50.978], triggers=[a_code(number)])
        for number, name in enumerate(("Krämerbrücke", "Fischmarkt und Rathaus"), start=1)
    ]
    for station in stations:
        stored(station)
    return stored(builders.a_tour_json(stations))


def a_code(number: int) -> dict[str, Any]:
    return {"kind": "code", "number": str(number), "qr": True}


def test_the_bundle_is_downloaded_in_one_language_by_keyboard(page: Page, tour: str, tmp_path: Path) -> None:
    page.goto(f"/exports/tours/{tour}")
    expect(page.get_by_role("heading", name="Tourpaket")).to_be_visible()
    look(page, "exports")
    bundle = page.get_by_role("region", name="Tourpaket")
    bundle.get_by_label("Englisch").focus()
    page.keyboard.press("Space")
    with page.expect_download() as download:
        bundle.get_by_role("button", name="Herunterladen").press("Enter")
    assert download.value.suggested_filename == "zeitreise-ins-mittelalter.zip"
    download.value.save_as(tmp_path / "tour.zip")
    with zipfile.ZipFile(tmp_path / "tour.zip") as found:
        assert json.loads(found.read("manifest.json"))["languages"] == ["de"]


def test_gpx_and_geojson_are_downloaded_under_the_tours_name(page: Page, tour: str) -> None:
    page.goto(f"/exports/tours/{tour}")
    for name, suffix in (("GeoJSON", "geojson"), ("GPX", "gpx")):
        with page.expect_download() as download:
            page.get_by_role("region", name=name).get_by_role("button", name="Herunterladen").click()
        assert download.value.suggested_filename == f"zeitreise-ins-mittelalter.{suffix}"


def test_signs_are_printed_at_a_size_with_crop_marks_by_keyboard(page: Page, tour: str, tmp_path: Path) -> None:
    page.goto(f"/exports/tours/{tour}")
    signs = page.get_by_role("region", name="Schilder")
    signs.get_by_label("Größe").select_option("A6")
    signs.get_by_label("mit Beschnitt und Schnittmarken").focus()
    page.keyboard.press("Space")
    with page.expect_download() as download:
        signs.get_by_role("button", name="Herunterladen").press("Enter")
    assert download.value.suggested_filename == "zeitreise-ins-mittelalter-signs.pdf"
    download.value.save_as(tmp_path / "signs.pdf")
    assert set(printed.boxes_mm(tmp_path / "signs.pdf", "trimbox")) == {(12.0, 12.0, 117.0, 160.0)}
    found = [code for picture in printed.drawn(tmp_path / "signs.pdf") for code in printed.codes(picture)]
    assert len(found) == 3
    assert all("/t/zeitreise-ins-mittelalter/" in code for code in found)


def test_a_leaflet_is_in_the_language_that_was_chosen(page: Page, tour: str, tmp_path: Path) -> None:
    page.goto(f"/exports/tours/{tour}")
    leaflet = page.get_by_role("region", name="Faltblatt")
    leaflet.get_by_label("Sprache").select_option("en")
    with page.expect_download() as download:
        leaflet.get_by_role("button", name="Herunterladen").click()
    download.value.save_as(tmp_path / "leaflet.pdf")
    outside, _ = printed.words(tmp_path / "leaflet.pdf")
    assert "How it works" in outside


def test_a_tour_without_image_targets_says_so_instead_of_printing_nothing(page: Page, tour: str) -> None:
    page.goto(f"/exports/tours/{tour}")
    page.get_by_role("region", name="Zielbilder zum Aufhängen").get_by_role("button", name="Herunterladen").click()
    expect(page.get_by_text("Diese Tour hat keine Zielbilder und keine gedruckten AR-Codes.")).to_be_visible()


def test_every_sign_has_a_code_that_leads_to_its_station(page: Page, tour: str) -> None:
    page.goto(f"/exports/tours/{tour}/codes")
    expect(page.get_by_role("img", name="QR-Code:")).to_have_count(3)
    look(page, "codes")
    page.get_by_label("Fehlertoleranz").select_option("Q")
    page.get_by_role("button", name="Übernehmen").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PNG herunterladen: Krämerbrücke").click()
    (read,) = zxingcpp.read_barcodes(Image.open(BytesIO(Path(download.value.path()).read_bytes())))
    assert read.ec_level == "Q"
    assert "/t/zeitreise-ins-mittelalter/?station=" in read.text


def test_the_page_prints_codes_and_nothing_else(page: Page, tour: str) -> None:
    page.goto(f"/exports/tours/{tour}/codes")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Übernehmen")).to_be_hidden()
    expect(page.get_by_role("img", name="QR-Code: Krämerbrücke")).to_be_visible()


def test_a_tour_of_others_is_not_exported(page_as: PageAs, live_server: Site) -> None:
    body = json.dumps(builders.a_tour_json(slug="nicht-unsere")).encode()
    theirs = create_document(live_server.database, Actor.command_line(), live_server.neighbour, body).document_id
    page = page_as(live_server.author)
    for path in ("", "/bundle", "/codes", "/codes/tour.svg"):
        answer = page.request.get(f"/exports/tours/{theirs}{path}")
        assert answer.status in {403, 404}
