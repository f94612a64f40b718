"""The guide is seen saying its lines: in the editor, and on its own page."""

from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from authoring.demo import sounds
from tests.authoring.media.glb_makers import a_box, with_clip
from tests.browser.editing import open_editor, row, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import a_photo, add_block, field, upload
from tests.browser.walk import Walk, change, make_walk, stored

LINE = "Kommt nur näher! Hier roch es nach Karpfen."


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def a_figure() -> FilePayload:
    """A figure that can stand, talk and wave."""
    model = a_box((0.5, 1.7, 0.4))
    for name in ("Stehen", "Reden", "Winken"):
        model = with_clip(model, name, 1.5)
    return FilePayload(name="martha.glb", mimeType="model/gltf-binary", buffer=model.glb())


def a_speaking_guide(page: Page, walk: Walk) -> None:
    """Make a guide with portrait and figure in the editor, and a captioned line of hers."""
    open_editor(page, walk)
    row(page, "tour").click()
    page.get_by_role("button", name="Neuen Guide anlegen").click()
    page.get_by_role("textbox", name="Name", exact=True).fill("Martha")
    portrait = page.get_by_role("group", name="Porträt", exact=True)
    upload(page, portrait.get_by_role("button", name="Bild auswählen"), a_photo("martha.jpg", "#d9a3a3"))
    figure = page.get_by_role("group", name="Figur", exact=True)
    upload(page, figure.get_by_role("button", name="3D-Modell auswählen"), a_figure())
    movements = page.get_by_role("group", name="Bewegungen in der Datei")
    for gesture, clip in (("ruhig stehen", "Stehen"), ("sprechen", "Reden"), ("winken", "Winken")):
        movements.get_by_label(gesture).select_option(clip)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Guide spricht")
    block.get_by_label("Sprechtext").fill(LINE)
    block.get_by_label("Geste").select_option(label="winken")
    recording = field(block, "Aufnahme auf Deutsch")
    spoken = FilePayload(
        name="martha.wav", mimeType="audio/wav", buffer=sounds.as_wav(sounds.water()[: sounds.RATE_HZ * 3])
    )
    upload(page, recording.get_by_role("button", name="Aufnahme auswählen"), spoken)
    field(block, "Untertitel auf Deutsch").get_by_role("button", name="Untertitel erstellen").click()
    page.get_by_role("dialog").get_by_role("button", name="Schließen").click()
    wait_for_save(page)


def watch(preview: Locator, words: str) -> list[tuple[str, str]]:
    """Play a line to its end; what the guide did and what was shown, each once it changed."""
    preview.evaluate(
        """(here) => {
          const seen = (window.seen = []);
          const note = () => {
            const now = [here.dataset.movement, here.querySelector('[data-caption]').textContent];
            if (String(seen.at(-1)) !== String(now)) seen.push(now);
          };
          const every = {attributes: true, childList: true, characterData: true, subtree: true};
          new MutationObserver(note).observe(here, every);
        }"""
    )
    preview.get_by_role("button", name=words).click()
    expect(preview.get_by_role("button", name="Anhalten")).to_be_visible()
    expect(preview.get_by_role("button", name=words)).to_be_visible(timeout=60_000)
    seen: list[Any] = preview.page.evaluate("window.seen")
    return [(str(movement), str(caption).replace("\n", " ")) for movement, caption in seen]


def test_a_guide_waves_talks_and_is_captioned_in_step_and_stands_still_for_whoever_wants_that(
    page: Page, live_server: Site, walk: Walk
) -> None:
    a_speaking_guide(page, walk)
    page.emulate_media(reduced_motion="no-preference")
    page.locator(".story").get_by_role("button", name="Vorschau").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("canvas")).to_be_visible(timeout=20_000)
    seen = watch(dialog.locator("[data-movement]"), "Vorspielen")
    # The gesture first, then talk; captions in their order, and all of the text again at the end.
    movements = [movement for movement, _ in seen]
    assert movements.index("wave") < movements.index("talk")
    assert movements[-1] == "idle"
    captions = list(dict.fromkeys(caption for _, caption in seen if caption))
    assert captions == ["Kommt nur näher!", "Hier roch es nach Karpfen.", LINE]
    page.emulate_media(reduced_motion="reduce")
    expect(dialog.locator("canvas")).to_have_count(0)
    expect(dialog.locator(".portrait img")).to_be_visible()
    look(page, "editor-guide-preview", whole=False)


def test_a_guide_has_a_page_on_which_her_lines_are_played_by_keys_alone(
    page: Page, live_server: Site, walk: Walk
) -> None:
    a_speaking_guide(page, walk)
    guide = stored(live_server, walk.tour)["guide"]
    change(
        live_server, guide, voices={"de": {"name": "Renate Vogel"}}, introduction={"de": "Ich stehe hier seit 1911."}
    )
    page.goto("/library")
    page.get_by_role("link", name="Virtuelle Guides").press("Enter")
    look(page, "guides")
    page.locator(f"a[href='/guides/{guide}']").press("Enter")
    expect(page.get_by_role("heading", name="Martha")).to_be_visible()
    page.get_by_role("button", name="Vorschau").press("Enter")
    preview = page.locator("[data-movement]")
    expect(preview.locator(".portrait img")).to_be_visible()
    look(page, "guide")
    seen = watch(preview, "Vorspielen")
    assert "Hier roch es nach Karpfen." in [caption for _, caption in seen]
