"""Blocks that are words: a film elsewhere, a quotation, an anecdote, a way onward."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import add_block, field, story, told
from tests.browser.walk import Walk, make_walk


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def test_a_film_elsewhere_is_linked_and_what_is_no_page_says_so(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Film")
    block.get_by_label("Titel des Films").fill("Der Markt um 1930")
    address = block.get_by_label("Film im Netz")
    address.fill("0361 66400")
    expect(block.get_by_text("Hier wird die Adresse einer Seite gebraucht")).to_be_visible()
    address.fill("www.example.org/film")
    address.press("Tab")
    expect(address).to_have_value("https://www.example.org/film")
    wait_for_save(page)
    assert told(live_server, walk)["href"] == "https://www.example.org/film"
    assert told(live_server, walk)["title"] == {"de": "Der Markt um 1930"}


def test_a_film_elsewhere_is_linked_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    block = add_block(page, "Film", keys=True)
    # The new block's first field has the focus.
    expect(block.get_by_label("Titel des Films")).to_be_focused()
    page.keyboard.type("Luftbild")
    page.keyboard.press("Tab")
    page.keyboard.type("http://example.org/flug")
    page.keyboard.press("Tab")
    # A dialog that is left by Escape gives the focus back.
    opener = field(block, "Oder eigene Filmdatei").get_by_role("button", name="Film auswählen")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
    wait_for_save(page)
    assert told(live_server, walk)["href"] == "https://example.org/flug"


def test_a_quotation_says_whose_words_they_are(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Zitat")
    block.get_by_label("Wortlaut").fill("Hier roch es nach Karpfen\nund nach Geld.")
    block.get_by_label("Von wem").fill("Martha Lindner")
    block.get_by_label("Jahr", exact=True).fill("1911")
    block.get_by_label("Fundstelle").fill("Stadtarchiv, Nachlass Lindner, Blatt 3")
    wait_for_save(page)
    block_now = told(live_server, walk)
    assert block_now["text"] == {"de": "Hier roch es nach Karpfen\nund nach Geld."}
    assert block_now["by"] == {"de": "Martha Lindner"}
    assert block_now["year"] == "1911"
    assert block_now["source"] == "Stadtarchiv, Nachlass Lindner, Blatt 3"
    show_form(page)
    look(page, "editor-quote", whole=False)


def test_a_quotation_is_written_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    add_block(page, "Zitat", keys=True)
    for words in ("Ein Fisch, ein Wort.", "der Fischer", "1702", "mündlich"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    wait_for_save(page)
    block = told(live_server, walk)
    assert (block["text"], block["year"], block["source"]) == ({"de": "Ein Fisch, ein Wort."}, "1702", "mündlich")


@pytest.mark.parametrize("keys", [False, True], ids=["mouse", "keys"])
def test_an_anecdote_is_a_rich_text_with_a_heading(page: Page, live_server: Site, walk: Walk, *, keys: bool) -> None:
    open_editor(page, walk)
    if keys:
        row(page, "stop:stop-3").press("Enter")
    else:
        row(page, "stop:stop-3").click()
    block = add_block(page, "Anekdote", keys=keys)
    block.get_by_label("Überschrift", exact=True).first.fill("Der verkaufte Römer")
    writing = block.get_by_role("textbox", name="Anekdote", exact=True)
    if keys:
        writing.focus()
    else:
        writing.click()
    page.keyboard.type("Man sagt, er sei ")
    page.keyboard.press("Control+i")
    page.keyboard.type("zweimal")
    page.keyboard.press("Control+i")
    page.keyboard.type(" verkauft worden.")
    wait_for_save(page)
    block_now = told(live_server, walk)
    assert block_now["title"] == {"de": "Der verkaufte Römer"}
    assert block_now["text"] == {"de": "Man sagt, er sei *zweimal* verkauft worden."}


def test_a_way_onward_leads_to_a_telephone_or_to_another_station(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Verweis")
    block.get_by_label("Beschriftung").fill("Weiter zur Brücke")
    target = block.get_by_label("Wohin")
    target.fill("0361 / 664 00")
    target.press("Tab")
    expect(target).to_have_value("tel:036166400")
    # Nobody knows the id of a station: it is chosen by its name.
    block.get_by_label("Oder zu einer Station dieser Tour").select_option(label="Krämerbrücke")
    wait_for_save(page)
    assert told(live_server, walk)["href"] == f"station:{walk.stations[0]}"
    block.get_by_label("Oder zu einer Station dieser Tour").select_option(label="keine Station")
    wait_for_save(page)
    assert "href" not in told(live_server, walk)
    show_form(page)
    look(page, "editor-link", whole=False)


def test_a_way_onward_is_set_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    add_block(page, "Verweis", keys=True)
    page.keyboard.type("Dombauhütte")
    page.keyboard.press("Tab")
    page.keyboard.type("post@example.org")
    page.keyboard.press("Tab")
    expect(story(page).get_by_label("Oder zu einer Station dieser Tour")).to_be_focused()
    page.keyboard.type("Marien")
    wait_for_save(page)
    assert told(live_server, walk)["href"] == f"station:{walk.stations[4]}"


def test_the_list_of_blocks_is_left_by_escape(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    opener = page.get_by_role("button", name="Block hinzufügen")
    opener.press("Enter")
    kinds = page.get_by_role("list", name="Block hinzufügen")
    kinds.get_by_role("button", name="Zitat").focus()
    page.keyboard.press("Escape")
    expect(kinds).to_have_count(0)
    expect(opener).to_be_focused()
