"""Somebody brings pictures in, finds those that nobody has described yet, and describes one."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from authoring.actions.create_document import create_document
from tests import builders
from tests.browser.looking import look
from tests.browser.site import Site

pytestmark = pytest.mark.made_once


def a_picture(colour: str, *, width: int = 900, height: int = 600) -> bytes:
    """A hill and a sun, as a JPEG."""
    picture = Image.new("RGB", (width, height), colour)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((width * 0.6, height * 0.1, width * 0.8, height * 0.4), fill="#f5d67b")
    pen.polygon([(0, height), (width * 0.4, height * 0.4), (width, height)], fill="#3c6e57")
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=85)
    return file.getvalue()


def test_an_empty_light_table_says_what_to_do(page: Page) -> None:
    page.goto("/media")
    expect(page.get_by_role("heading", name="Noch kein Bild und kein Ton")).to_be_visible()
    look(page, "media-empty")


def test_pictures_are_dropped_in_and_what_is_no_picture_says_why(page: Page, tmp_path: Path) -> None:
    page.goto("/media")
    (tmp_path / "bruecke.jpg").write_bytes(a_picture("#9cc3de"))
    (tmp_path / "brief.jpg").write_bytes(b"Sehr geehrte Damen und Herren")
    chosen = [tmp_path / "bruecke.jpg", tmp_path / "brief.jpg"]
    page.get_by_label("Dateien hierher ziehen oder auswählen").set_input_files(chosen)
    uploads = page.locator(".uploads li")
    expect(uploads).to_have_count(2)
    expect(uploads.first).to_contain_text("angekommen", timeout=30_000)
    expect(uploads.last.locator(".wrong")).not_to_be_empty(timeout=30_000)
    look(page, "media-refused")
    page.reload()
    expect(page.get_by_text("1 Medium")).to_be_visible()


@pytest.fixture(scope="module")
def described(live_server: Site) -> str:
    """A medium with all its words, and some that lack them."""
    site = live_server
    for number, name in enumerate(
        (
            "Stadtkirche Sankt Georg",
            "Wilhelmsburg",
            "Todenwarthsche Kemenate, zwei verputzte Giebel und ein Erker mit Fachwerk am Altmarkt von Schmalkalden",
        )
    ):
        medium = builders.a_medium_json(title=builders.words(name, name), alt={}, variants=[])
        if number == 1:
            medium |= {"type": "audio", "language": "de", "title": builders.words("Glockengeläut", "Bells")}
        create_document(site.database, site.author, site.office, json.dumps(medium).encode())
    whole = builders.a_medium_json(title=builders.words("Lutherhaus", "Luther's house"), variants=[])
    return create_document(site.database, site.author, site.office, json.dumps(whole).encode()).document_id


def test_what_lacks_a_description_is_found_and_described_by_keyboard(page: Page, described: str) -> None:
    page.goto("/media")
    look(page, "media")
    page.get_by_label("nur, wo eine Beschreibung oder Abschrift fehlt").check()
    page.get_by_role("button", name="Zeigen").click()
    expect(page.get_by_role("link", name="Lutherhaus")).to_have_count(0)
    page.get_by_role("link", name="Wilhelmsburg").or_(page.get_by_role("link", name="Stadtkirche")).first.focus()
    page.keyboard.press("Enter")
    look(page, "medium")
    page.get_by_role("group", name="Bildbeschreibung").get_by_label("Deutsch").focus()
    page.keyboard.type("Eine Kirche mit zwei Türmen am Markt")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Gespeichert.")
    described_now = page.get_by_role("group", name="Bildbeschreibung").get_by_label("Deutsch")
    expect(described_now).to_have_value("Eine Kirche mit zwei Türmen am Markt")


def test_words_of_two_people_end_up_together(page: Page, described: str) -> None:
    page.goto(f"/media/{described}")
    other = page.context.new_page()
    other.goto(f"/media/{described}")
    other.get_by_label("Urheberin oder Urheber").fill("Foto Krämer")
    other.get_by_role("button", name="Speichern").click()
    page.get_by_role("group", name="Bildunterschrift").get_by_label("Englisch").fill("The oldest house")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("status")).to_contain_text("Was jemand anders inzwischen geändert hat, ist mit dabei.")
    expect(page.get_by_label("Urheberin oder Urheber")).to_have_value("Foto Krämer")
