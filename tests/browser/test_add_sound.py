"""A sound comes into a story: brought in, heard, named, written down for those who do not hear, and captioned."""

from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from authoring.demo import sounds
from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import add_block, field, story, told, upload
from tests.browser.walk import Walk, make_walk, stored

_CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:04.000\nDie große Glocke schlägt.\n"


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def a_bell() -> FilePayload:
    return FilePayload(name="glocke.wav", mimeType="audio/wav", buffer=sounds.as_wav(sounds.bell()))


def some_captions() -> FilePayload:
    return FilePayload(name="glocke.vtt", mimeType="text/vtt", buffer=_CAPTIONS.encode())


def expect_it_plays(page: Page, within: Locator) -> None:
    """Expect that the recording's time goes on."""
    position = within.get_by_role("slider", name="Stelle in der Aufnahme")
    before = position.input_value()
    expect(within.get_by_role("button", name="Anhalten")).to_be_visible()
    expect(position).not_to_have_value(before)


def test_a_recording_is_uploaded_heard_and_written_down(
    page: Page, live_server: Site, walk: Walk, samples: Path
) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Ton")
    block.get_by_label("Titel der Aufnahme").fill("Ein Fischhändler erzählt")
    recording = field(block, "Aufnahme auf Deutsch")
    real = (samples / "audio" / "8khz_5s.opus").read_bytes()
    fishmonger = FilePayload(name="fischhändler.opus", mimeType="audio/ogg", buffer=real)
    upload(page, recording.get_by_role("button", name="Aufnahme auswählen"), fishmonger)
    expect(recording).to_contain_text("0:00 / 0:05")
    recording.get_by_role("button", name="Anhören").click()
    expect_it_plays(page, recording)
    recording.get_by_role("button", name="Anhalten").click()
    recording.get_by_label("Name in den Medien").fill("Fischhändler, Aufnahme von 2024")
    recording.get_by_label("Abschrift").fill("Hier stand mein Vater mit den Karpfen.")
    captions = field(recording, "Untertitel auf Deutsch")
    upload(page, captions.get_by_role("button", name="Untertitel auswählen"), some_captions())
    wait_for_save(page)
    sound = told(live_server, walk)
    assert sound["title"] == {"de": "Ein Fischhändler erzählt"}
    medium = stored(live_server, sound["recordings"]["de"])
    assert medium["type"] == "audio"
    assert medium["title"] == {"de": "Fischhändler, Aufnahme von 2024"}
    assert medium["transcript"] == {"de": "Hier stand mein Vater mit den Karpfen."}
    assert stored(live_server, medium["captions"]["de"])["type"] == "captions"
    show_form(page)
    look(page, "editor-sound", whole=False)
    page.goto(f"/media/{medium['id']}")
    page.locator("audio").evaluate("heard => heard.play()")
    look(page, "medium-sound")


def test_a_sound_that_nobody_speaks_is_added_and_heard_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    block = add_block(page, "Ton", keys=True)
    spoken = block.get_by_label("Es wird gesprochen")
    expect(spoken).to_be_checked()
    spoken.press("Space")
    recording = field(block, "Aufnahme")
    upload(page, recording.get_by_role("button", name="Aufnahme auswählen"), a_bell(), keys=True)
    recording.get_by_role("button", name="Anhören").press("Enter")
    expect_it_plays(page, recording)
    recording.get_by_role("button", name="Anhalten").press("Space")
    position = recording.get_by_role("slider", name="Stelle in der Aufnahme")
    position.press("End")
    expect(position).to_have_attribute("aria-valuetext", "0:22 / 0:22")
    wait_for_save(page)
    sound = told(live_server, walk)
    assert sound["spoken"] is False
    assert list(sound["recordings"]) == ["de"]


def test_a_recording_is_found_again_by_its_name(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Ton")
    recording = field(block, "Aufnahme auf Deutsch")
    upload(page, recording.get_by_role("button", name="Aufnahme auswählen"), a_bell())
    recording.get_by_label("Name in den Medien").fill("Gloriosa")
    wait_for_save(page)
    row(page, "stop:stop-4").click()
    block = add_block(page, "Ton")
    field(block, "Aufnahme auf Deutsch").get_by_role("button", name="Aufnahme auswählen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("In den Medien suchen").fill("glorio")
    expect(dialog.get_by_role("listitem")).to_have_count(1)
    dialog.get_by_role("button", name="Gloriosa").click()
    expect(field(story(page), "Aufnahme auf Deutsch").get_by_role("button", name="Anhören")).to_be_visible()
    wait_for_save(page)
    first, second = (stored(live_server, walk.stations[number])["story"][0] for number in (2, 3))
    assert first["recordings"] == second["recordings"]


def test_what_is_no_sound_is_refused_in_a_sentence_and_the_dialog_stays(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Ton")
    field(block, "Aufnahme auf Deutsch").get_by_role("button", name="Aufnahme auswählen").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Hochladen").click()
    chooser.value.set_files(FilePayload(name="rede.mp3", mimeType="audio/mpeg", buffer=b"ID3\4\0\0\0\0\0\0 no frames"))
    expect(page.get_by_role("dialog").locator(".refused")).to_contain_text("„rede.mp3“")
