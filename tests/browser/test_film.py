"""Somebody brings a film, is told how far it is, gives it captions, plays it, and puts it into a story."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.authoring.media import film_makers
from tests.browser.editing import open_editor, row, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import add_block, field, told, upload
from tests.browser.walk import Walk, make_walk


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def test_a_film_is_brought_in_captioned_and_told_in_a_story(
    page: Page, live_server: Site, walk: Walk, tmp_path: Path
) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Film")
    own = field(block, "Oder eigene Filmdatei")
    film = film_makers.a_film(tmp_path / "markt.mov", container="mov", seconds=3, size=(640, 360)).read_bytes()
    brought = FilePayload(name="markt.mov", mimeType="video/quicktime", buffer=film)
    upload(page, own.get_by_role("button", name="Film auswählen"), brought)
    expect(own.locator("video")).to_be_visible()
    wait_for_save(page)
    medium = told(live_server, walk)["medium"]
    page.goto(f"/media/{medium}")
    shown = page.locator("video")
    expect(shown).to_be_visible(timeout=60_000)
    page.get_by_label("WebVTT-Datei auswählen").set_input_files(
        FilePayload(
            name="markt.vtt",
            mimeType="text/vtt",
            buffer=b"WEBVTT\n\n00:00.000 --> 00:02.500\nHier war der Fischmarkt.\n",
        )
    )
    expect(page.get_by_role("status")).to_contain_text("Die Untertitel sind angefügt.")
    cues = "film => { film.textTracks[0].mode = 'showing'; film.muted = true; return film.play() }"
    shown.evaluate(cues)
    page.wait_for_function(
        "() => { const film = document.querySelector('video');"
        " return film.currentTime > 0.3 && film.textTracks[0].activeCues?.[0]?.text === 'Hier war der Fischmarkt.' }"
    )
    look(page, "medium-film")
