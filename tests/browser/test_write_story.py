"""A story is written in two languages, block by block, and ends up as CommonMark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def test_a_story_is_written_in_german_and_english(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-2").click()
    page.get_by_role("button", name="Block hinzufügen").click()
    page.get_by_role("list", name="Block hinzufügen").get_by_role("button", name="Text").click()
    writing = page.get_by_role("textbox", name="Text", exact=True)
    writing.click()
    page.keyboard.type("Ein Schatz lag ")
    page.keyboard.press("Control+b")
    page.keyboard.type("in der Wand")
    page.keyboard.press("Control+b")
    page.keyboard.type(".")
    page.keyboard.press("Enter")
    page.keyboard.type("- Gold")
    page.keyboard.press("Enter")
    page.keyboard.type("Silber")
    page.get_by_role("button", name="Sprache der Texte").click()
    page.get_by_role("menuitemradio", name="Englisch").click()
    expect(page.get_by_text("Fehlt: Englisch").first).to_be_visible()
    # What was written stands beside it, in the language that it is translated from.
    expect(page.locator(".original", has_text="Ein Schatz lag")).to_be_visible()
    writing.click()
    page.keyboard.type("A treasure lay in the wall.")
    wait_for_save(page)
    block = stored(live_server, walk.stations[1])["story"][0]
    assert block["text"] == {
        "de": "Ein Schatz lag **in der Wand**.\n\n- Gold\n- Silber",
        "en": "A treasure lay in the wall.",
    }
    show_form(page)
    look(page, "editor-story", whole=False)


def test_pasting_from_word_leaves_nothing_but_text(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.get_by_role("button", name="Text Wer handeln wollte").click()
    writing = page.get_by_role("textbox", name="Text", exact=True)
    writing.click()
    page.keyboard.press("Control+a")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData('text/html', `<p class=MsoNormal style="color:red">Ein <b>Wort</b><o:p></o:p></p>
            <p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp;</span>eins</p>
            <script>window.bad = true</script>`);
          document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true}));
        }"""
    )
    wait_for_save(page)
    assert stored(live_server, walk.stations[0])["story"][0]["text"]["de"] == "Ein **Wort**\n\n- eins"
    assert page.evaluate("window.bad") is None


def test_blocks_are_ordered_removed_and_brought_back_by_keyboard(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    head = page.get_by_role("button", name="Text Wer handeln wollte")
    head.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_text("Verschoben auf Platz 2 von 3.")).to_be_attached()
    wait_for_save(page)
    kinds = [block["kind"] for block in stored(live_server, walk.stations[0])["story"]]
    assert kinds == ["quote", "text", "quiz"]
    page.get_by_role("button", name="Block 1 (Zitat) entfernen").press("Enter")
    wait_for_save(page)
    assert len(stored(live_server, walk.stations[0])["story"]) == 2
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert len(stored(live_server, walk.stations[0])["story"]) == 3


def test_undo_reaches_into_a_rich_text_and_back_out(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.get_by_role("button", name="Text Wer handeln wollte").click()
    writing = page.get_by_role("textbox", name="Text", exact=True)
    writing.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Heute auch.")
    expect(writing).to_contain_text("heute 32. Heute auch.")
    page.keyboard.press("Control+z")
    expect(writing).not_to_contain_text("Heute auch.")
    wait_for_save(page)
    assert stored(live_server, walk.stations[0])["story"][0]["text"]["de"].endswith("heute 32.")
