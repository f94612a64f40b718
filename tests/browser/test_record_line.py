"""A line of the guide is spoken into the microphone, listened to, and kept."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import add_block, field, told
from tests.browser.walk import Walk, make_walk, stored

LINE = "Kommt nur näher! Hier roch es nach Karpfen."


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def seconds_pass(dialog: Locator, time: str) -> None:
    """Wait until so much was recorded."""
    expect(dialog.locator(".time")).to_have_text(time)


def test_a_line_is_recorded_with_a_pause_and_the_better_take_is_kept(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Guide spricht")
    block.get_by_label("Sprechtext").fill(LINE)
    show_form(page)
    recording = field(block, "Aufnahme auf Deutsch")
    recording.get_by_role("button", name="Aufnehmen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(LINE)).to_be_visible()
    dialog.get_by_role("button", name="Aufnehmen").click()
    seconds_pass(dialog, "0:01")
    dialog.get_by_role("button", name="Pause").click()
    expect(dialog.get_by_text("Angehalten.")).to_be_visible()
    dialog.get_by_role("button", name="Weiter").click()
    seconds_pass(dialog, "0:02")
    dialog.get_by_role("button", name="Fertig").click()
    takes = dialog.get_by_role("list", name="Aufnahmen").get_by_role("listitem")
    expect(takes).to_have_count(1)
    look(page, "editor-record", whole=False)
    # Closed, and the whole page gone: what was spoken is there.
    page.reload()
    row(page, "stop:stop-3").click()
    page.locator(".story .head").click()
    field(block, "Aufnahme auf Deutsch").get_by_role("button", name="Aufnehmen").click()
    expect(takes).to_have_count(1)
    dialog.get_by_role("button", name="Noch einmal aufnehmen").click()
    seconds_pass(dialog, "0:01")
    dialog.get_by_role("button", name="Fertig").click()
    # The end of a recording takes its moment, and then leads on.
    expect(takes).to_have_count(2)
    expect(dialog.get_by_role("button", name="Noch einmal aufnehmen")).to_be_focused()
    # What is thrown away by mistake is one key away, as everything for whoever has no mouse.
    dialog.get_by_role("button", name="Aufnahme 1 löschen").press("Enter")
    expect(dialog.get_by_role("button", name="Doch behalten")).to_be_focused()
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Aufnahme 1 anhören").click()
    dialog.get_by_role("button", name="Aufnahme 1 anhalten").click()
    dialog.get_by_role("button", name="Aufnahme 2 nehmen").click()
    expect(dialog).to_have_count(0, timeout=30_000)
    expect(recording.get_by_role("button", name="Anhören")).to_be_visible()
    expect(recording.get_by_role("button", name="Neu aufnehmen")).to_be_focused()
    wait_for_save(page)
    line = told(live_server, walk)
    medium = stored(live_server, line["recordings"]["de"]["medium"])
    assert medium["type"] == "audio"
    assert medium["language"] == "de"
    assert medium["title"] == {"de": LINE}
    assert 0.9 < medium["original"]["duration_s"] < 3
    # The other one stays for whoever changes her mind.
    recording.get_by_role("button", name="Neu aufnehmen").click()
    expect(takes).to_have_count(1)


def recorded(page: Page, walk: Walk, *, keys: bool = False) -> Locator:
    """Write a line of two sentences and record it; return the block."""
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    block = add_block(page, "Guide spricht", keys=True)
    expect(block.get_by_label("Sprechtext")).to_be_focused()
    page.keyboard.type(LINE)
    button, dialog = (
        field(block, "Aufnahme auf Deutsch").get_by_role("button", name="Aufnehmen"),
        page.get_by_role("dialog"),
    )
    names = ("Aufnehmen", "Fertig", "Aufnahme 1 nehmen")
    steps = [button, *(dialog.get_by_role("button", name=name) for name in names)]
    for step in steps:
        if step == steps[2]:
            seconds_pass(dialog, "0:03")
        if keys:
            step.press("Enter")
        else:
            step.click()
    expect(dialog).to_have_count(0, timeout=30_000)
    return block


def cues(site: Site, walk: Walk) -> list[tuple[float, float, str]]:
    """The captions of the line, as they are stored."""
    captions = stored(site, told(site, walk)["recordings"]["de"]["captions"])
    return [(cue["start_s"], cue["end_s"], cue["text"]) for cue in captions["cues"]]


def served(page: Page, site: Site, walk: Walk) -> str:
    """The captions of the line, as a player gets them."""
    captions = told(site, walk)["recordings"]["de"]["captions"]
    text: str = page.request.get(f"/api/v1/media/{captions}/file/captions").text()
    return text


def test_a_line_is_captioned_and_the_captions_are_corrected_with_the_mouse(
    page: Page, live_server: Site, walk: Walk
) -> None:
    block = recorded(page, walk)
    show_form(page)
    field(block, "Untertitel auf Deutsch").get_by_role("button", name="Untertitel erstellen").click()
    dialog = page.get_by_role("dialog")
    bars = dialog.locator("[data-cue]")
    expect(bars).to_have_text(["Kommt nur näher!", "Hier roch es nach Karpfen."])
    wait_for_save(page)
    before = cues(live_server, walk)
    # Its end is dragged to the left, then the whole of it to the right; each is one step back.
    edge = dialog.locator("[data-edge=c2-end]").bounding_box()
    bar = bars.nth(1).bounding_box()
    assert edge is not None
    assert bar is not None
    page.mouse.move(edge["x"] + 5, edge["y"] + 10)
    page.mouse.down()
    page.mouse.move(edge["x"] - 40, edge["y"] + 10, steps=4)
    page.mouse.up()
    page.mouse.move(bar["x"] + 30, bar["y"] + 10)
    page.mouse.down()
    page.mouse.move(bar["x"] + 50, bar["y"] + 10, steps=4)
    page.mouse.up()
    wait_for_save(page)
    seconds_a_px = (before[1][1] - before[1][0]) / bar["width"]
    first, second = cues(live_server, walk)
    assert first == before[0]
    assert second[0] == pytest.approx(before[1][0] + 20 * seconds_a_px, abs=0.03)
    assert second[1] == pytest.approx(before[1][1] - 25 * seconds_a_px, abs=0.03)
    dialog.get_by_role("button", name="Rückgängig").click()
    wait_for_save(page)
    assert cues(live_server, walk)[1][0] == before[1][0]
    dialog.get_by_role("button", name="Untertitel 1 mit dem nächsten verbinden").click()
    expect(bars).to_have_count(1)
    dialog.get_by_role("button", name="Untertitel 1 teilen").click()
    expect(bars).to_have_count(2)
    dialog.get_by_label("Text 1").fill("Kommt nur\nnäher!")
    wait_for_save(page)
    assert "\nKommt nur\nnäher!\n" in served(page, live_server, walk)
    look(page, "editor-captions", whole=False)


def test_a_line_is_recorded_and_captioned_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    block = recorded(page, walk, keys=True)
    field(block, "Untertitel auf Deutsch").get_by_role("button", name="Untertitel erstellen").press("Enter")
    dialog = page.get_by_role("dialog")
    bars = dialog.locator("[data-cue]")
    expect(bars).to_have_count(2)
    wait_for_save(page)
    before = cues(live_server, walk)
    bars.nth(1).press("Alt+ArrowLeft")
    bars.nth(1).press("ArrowRight")
    wait_for_save(page)
    assert cues(live_server, walk)[1][:2] == pytest.approx((before[1][0] + 0.1, before[1][1]), abs=0.002)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert cues(live_server, walk) == before
    bars.nth(1).press("s")
    expect(bars).to_have_count(3)
    bars.nth(1).press("j")
    expect(bars).to_have_count(2)
    bars.nth(1).press("Delete")
    expect(bars.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Text 1")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" Los!")
    wait_for_save(page)
    assert [cue[2] for cue in cues(live_server, walk)] == ["Kommt nur näher! Los!"]
    # Times are typed figure by figure, and none in between counts that is out of bounds.
    for name, time in (("Ende 1", "2,9"), ("Beginn 1", "2,2"), ("Ende 1", "2,95")):
        dialog.get_by_label(name).press("Control+a")
        page.keyboard.type(time)
    wait_for_save(page)
    assert cues(live_server, walk)[0][:2] == (2.2, 2.95)


def test_a_narration_is_written_recorded_captioned_and_outdated_by_another_text(
    page: Page, live_server: Site, walk: Walk
) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Ton")
    block.get_by_label("Sprechtext").fill(LINE)
    recording = field(block, "Aufnahme auf Deutsch")
    recording.get_by_role("button", name="Aufnehmen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(LINE)).to_be_visible()
    dialog.get_by_role("button", name="Aufnehmen").click()
    seconds_pass(dialog, "0:03")
    dialog.get_by_role("button", name="Fertig").click()
    dialog.get_by_role("button", name="Aufnahme 1 nehmen").click()
    expect(dialog).to_have_count(0, timeout=30_000)
    expect(recording.get_by_role("button", name="Neu aufnehmen")).to_be_focused()
    captions = field(block, "Untertitel auf Deutsch").first
    captions.get_by_role("button", name="Untertitel erstellen").click()
    expect(dialog.locator("[data-cue]")).to_have_text(["Kommt nur näher!", "Hier roch es nach Karpfen."])
    dialog.get_by_role("button", name="Schließen").click()
    wait_for_save(page)
    told_of = told(live_server, walk)
    medium = stored(live_server, told_of["recordings"]["de"])
    assert (medium["language"], medium["transcript"]) == ("de", {"de": LINE})
    assert stored(live_server, medium["captions"]["de"])["cues"][0]["text"] == "Kommt nur näher!"
    assert (told_of["speech"]["de"]["spoken"], told_of["speech"]["de"]["captioned"]) == (LINE, LINE)
    show_form(page)
    look(page, "editor-narration", whole=False)
    block.get_by_label("Sprechtext").fill("Bleibt, wo ihr seid. Hier riecht es nach gar nichts.")
    outdated = block.get_by_text("Die Aufnahme auf Deutsch ist veraltet.")
    expect(outdated).to_be_visible(timeout=10_000)
    expect(block.get_by_text("Die Untertitel auf Deutsch sind veraltet.")).to_be_visible()
    block.get_by_role("button", name="Immer noch richtig").first.click()
    expect(outdated).to_have_count(0, timeout=10_000)
    wait_for_save(page)
    assert told(live_server, walk)["speech"]["de"]["spoken"].startswith("Bleibt")
