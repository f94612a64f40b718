"""The virtual guide is made, given a face and a voice, and speaks at a station."""

import hashlib

import pytest
from playwright.sync_api import FilePayload, Page, expect

from authoring.demo import sounds
from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import a_photo, add_block, field, told, upload
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def make_guide(page: Page, name: str) -> None:
    row(page, "tour").click()
    page.get_by_role("button", name="Neuen Guide anlegen").click()
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_be_focused()
    page.keyboard.type(name)


def test_a_guide_is_made_and_described(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    make_guide(page, "Martha, die Fischhändlerin")
    page.get_by_label("Vorstellung").fill("Ich stehe hier seit 1911.")
    portrait = page.get_by_role("group", name="Porträt", exact=True)
    upload(page, portrait.get_by_role("button", name="Bild auswählen"), a_photo("martha.jpg", "#d9a3a3"))
    portrait.get_by_label("Alternativtext").fill("Martha mit Kopftuch")
    page.get_by_label("Stimme auf Deutsch").fill("Renate Vogel")
    wait_for_save(page)
    guide = stored(live_server, stored(live_server, walk.tour)["guide"])
    assert guide["name"] == {"de": "Martha, die Fischhändlerin"}
    assert guide["introduction"] == {"de": "Ich stehe hier seit 1911."}
    assert guide["voices"] == {"de": {"name": "Renate Vogel"}}
    assert stored(live_server, guide["portrait"])["alt"] == {"de": "Martha mit Kopftuch"}
    show_form(page)
    look(page, "editor-guide", whole=False)


def test_a_guide_of_another_tour_is_taken_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    make_guide(page, "Wanda Waid")
    wait_for_save(page)
    known = stored(live_server, walk.tour)["guide"]
    other = make_walk(live_server, "Blaue Hände")
    open_editor(page, other)
    row(page, "tour").press("Enter")
    choice = page.get_by_label("Virtueller Guide")
    expect(choice.get_by_role("option", name="Wanda Waid")).to_be_attached()
    choice.focus()
    page.keyboard.type("Wanda")
    edit = page.get_by_role("button", name="Guide bearbeiten")
    expect(edit).to_be_visible()
    wait_for_save(page)
    assert stored(live_server, other.tour)["guide"] == known
    edit.press("Enter")
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Wanda Waid")


def test_the_guide_speaks_and_a_changed_text_makes_the_recording_outdated(
    page: Page, live_server: Site, walk: Walk
) -> None:
    open_editor(page, walk)
    make_guide(page, "Martha")
    row(page, "stop:stop-3").click()
    block = add_block(page, "Guide spricht")
    line = block.get_by_label("Sprechtext")
    line.fill("Kommt nur näher!")
    block.get_by_label("Geste").select_option(label="winken")
    recording = field(block, "Aufnahme auf Deutsch")
    spoken = FilePayload(name="martha.wav", mimeType="audio/wav", buffer=sounds.as_wav(sounds.water()))
    upload(page, recording.get_by_role("button", name="Aufnahme auswählen"), spoken)
    wait_for_save(page)
    line_now = told(live_server, walk)
    assert line_now["gesture"] == "wave"
    assert line_now["recordings"]["de"]["made_from"] == hashlib.sha256("Kommt nur näher!".encode()).hexdigest()
    # Speech has to be there in writing too, and the medium knows in which language.
    assert stored(live_server, line_now["recordings"]["de"]["medium"])["language"] == "de"
    line.fill("Kommt nur näher.")
    wait_for_save(page)
    expect(block.get_by_text("ist veraltet")).to_have_count(0)
    line.fill("Kommt nur näher, ich beiße nicht!")
    expect(recording.get_by_text("Die Aufnahme auf Deutsch ist veraltet")).to_be_visible()
    show_form(page)
    look(page, "editor-guide-line", whole=False)
    recording.get_by_role("button", name="Immer noch richtig").click()
    expect(block.get_by_text("ist veraltet")).to_have_count(0)
    wait_for_save(page)
    line_now = told(live_server, walk)
    new = hashlib.sha256("Kommt nur näher, ich beiße nicht!".encode()).hexdigest()
    assert line_now["recordings"]["de"]["made_from"] == new
    assert line_now["recordings"]["de"]["spoken"] == "Kommt nur näher, ich beiße nicht!"


def test_a_line_is_written_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    block = add_block(page, "Guide spricht", keys=True)
    expect(block.get_by_label("Sprechtext")).to_be_focused()
    page.keyboard.type("Hier entlang.")
    page.keyboard.press("Tab")
    page.keyboard.type("zeigen")
    wait_for_save(page)
    line_now = told(live_server, walk)
    assert line_now["text"] == {"de": "Hier entlang."}
    assert line_now["gesture"] == "point"
