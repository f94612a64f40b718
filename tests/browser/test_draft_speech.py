"""A line is spoken by a machine until a person speaks it, and the report says so."""

import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site, serving
from tests.browser.storytelling import add_block, field, told
from tests.browser.walk import make_walk, stored

_ENGINE = f"""#!{sys.executable} -IS
import math, sys, wave
with wave.open(sys.argv[1], "wb") as file:
    file.setparams((1, 2, 16000, 0, "NONE", ""))
    file.writeframes(b"".join(int(9000 * math.sin(at / 12)).to_bytes(2, "little", signed=True) for at in range(24000)))
"""


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An installation with a speech engine, which hums whatever it is to say."""
    folder = tmp_path_factory.mktemp("site")
    engine = folder.with_name("engine")
    engine.write_text(_ENGINE)
    engine.chmod(0o700)
    with serving(folder, WAYFABLE_SPEECH=f"{engine} {{output}}") as site:
        yield site


def test_a_draft_is_spoken_by_a_machine_and_warned_about_until_a_person_speaks(page: Page, live_server: Site) -> None:
    walk = make_walk(live_server)
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Guide spricht")
    block.get_by_label("Sprechtext").fill("Kommt nur näher!")
    recording = field(block, "Aufnahme auf Deutsch")
    recording.get_by_role("button", name="Entwurf sprechen lassen").click()
    expect(recording.get_by_role("button", name="Anhören")).to_be_visible(timeout=20_000)
    wait_for_save(page)
    line = told(live_server, walk)["recordings"]["de"]
    assert (line["draft"], line["spoken"]) == (True, "Kommt nur näher!")
    assert stored(live_server, line["medium"])["original"]["duration_s"] == pytest.approx(1.5, abs=0.1)
    expect(recording.get_by_text("ist ein Entwurf aus dem Computer")).to_be_visible()
    show_form(page)
    look(page, "editor-draft", whole=False)
    recording.get_by_role("button", name="Neu aufnehmen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Aufnehmen", exact=True).click()
    expect(dialog.locator(".time")).to_have_text("0:01")
    dialog.get_by_role("button", name="Fertig").click()
    dialog.get_by_role("button", name="Aufnahme 1 nehmen").click()
    expect(recording.get_by_text("ist ein Entwurf aus dem Computer")).to_have_count(0, timeout=20_000)
    wait_for_save(page)
    assert told(live_server, walk)["recordings"]["de"]["draft"] is False
