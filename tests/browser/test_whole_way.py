"""Somebody brings in what the office has, writes it, sees what is missing, and takes home a bundle that is accepted."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import wait_for_save
from tests.browser.site import Site
from tests.browser.test_import import bodies, bring_in, figures, look_into, newest_tour

STORY = "Hier beginnt der Adlerweg: an der Kirche von St. Johann, mit dem Kaisergebirge im Rücken."


@pytest.fixture
def brought_in(page: Page, live_server: Site, samples: Path) -> Site:
    """A map of Vienna, a table of Berlin, photographs of Arezzo and a stage of the Adlerweg, each through the page."""
    page.set_default_timeout(90_000)  # hundreds of stations are checked and written in one step
    look_into(page, samples / "geojson_real" / "stadtspaziergang_punkte.geojson")
    bring_in(page)
    look_into(page, samples / "csv" / "geodata_berlin_plz.csv")
    expect(figures(page)).to_contain_text("190 Stationen")
    bring_in(page)
    look_into(page, *sorted((samples / "image_exif").glob("DSCN*.jpg")))
    bring_in(page, tour="Ein Spaziergang durch Arezzo")
    look_into(page, samples / "gpx" / "AdlerwegEtappe01.gpx")
    bring_in(page, tour="Adlerweg, Etappe 1")
    return live_server


def test_what_an_office_has_becomes_a_tour_that_is_written_checked_and_taken_home(
    page: Page, brought_in: Site, tmp_path: Path
) -> None:
    assert len(bodies(brought_in, "station")) >= 126 + 190 + 6 + 2
    tour = newest_tour(brought_in)
    page.goto(f"/tours/{tour['id']}")

    license_it(page, "tour")
    for stop in tour["modules"][0]["stops"]:
        page.locator(f'[data-row="stop:{stop["id"]}"]').click()
        write_a_text(page, STORY)
        license_it(page, f"stop:{stop['id']}")
    wait_for_save(page)

    page.get_by_role("button", name="Prüfbericht").first.click()
    report = page.get_by_role("region", name="Prüfbericht")
    expect(report.get_by_role("button", name="0 Fehler")).to_be_visible()

    page.goto(f"/exports/tours/{tour['id']}")
    with page.expect_download() as download:
        page.get_by_role("region", name="Tourpaket").get_by_role("button", name="Herunterladen").click()
    bundle = tmp_path / "adlerweg.zip"
    download.value.save_as(bundle)

    with zipfile.ZipFile(bundle) as found:
        manifest = json.loads(found.read("manifest.json"))
        entry = next(file["path"] for file in manifest["files"] if file["sha256"] == manifest["entry"])
        resolved = json.loads(found.read(entry))
    assert [station["story"][0]["text"] for station in resolved["stations"]] == [{"de": STORY}] * 2
    checked = subprocess.run(
        [sys.executable, "-m", "authoring.cli", "check", str(bundle)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout


def write_a_text(page: Page, text: str) -> None:
    """Add a block of text to the story of the chosen station."""
    page.get_by_role("tab", name="Inhalt").click()
    page.get_by_role("button", name="Block hinzufügen").click()
    page.get_by_role("button", name="Text", exact=True).click()
    page.locator("[contenteditable=true]").last.click()
    page.keyboard.type(text)


def license_it(page: Page, row: str) -> None:
    """Say under which licence the row's text stands, and whom to name."""
    page.locator(f'[data-row="{row}"]').click()
    page.get_by_role("tab", name="Rechte").click()
    page.get_by_label("Lizenz der Texte").select_option("CC-BY-4.0")
    page.get_by_label("Autorin oder Autor").fill("Tirol Werbung")
