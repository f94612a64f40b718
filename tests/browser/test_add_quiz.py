"""A riddle is set: a question, its answers, what is said to them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import open_editor, reach, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import add_block, told
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def test_a_choice_is_set_by_keyboard_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    page.get_by_role("button", name="Block hinzufügen").press("Enter")
    page.get_by_role("button", name="Rätsel", exact=True).press("Enter")
    page.get_by_label("Frage", exact=True).fill("Wer steht auf dem Fischmarkt?")
    page.get_by_label("Antwort 1", exact=True).fill("der Römer")
    page.get_by_label("Antwort 2", exact=True).fill("ein Fisch")
    page.get_by_role("button", name="Antwort hinzufügen").press("Enter")
    page.get_by_label("Antwort 3", exact=True).fill("niemand")
    page.get_by_role("button", name="Antwort 3 nach oben").press("Enter")
    wait_for_save(page)
    quiz = stored(live_server, walk.stations[2])["story"][0]
    assert quiz["question"] == {"de": "Wer steht auf dem Fischmarkt?"}
    assert [option["text"]["de"] for option in quiz["answer"]["options"]] == ["der Römer", "niemand", "ein Fisch"]
    assert [option.get("correct", False) for option in quiz["answer"]["options"]] == [True, False, False]
    show_form(page)
    look(page, "editor-quiz", whole=False)


def test_changing_the_kind_of_answer_keeps_the_words(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    page.get_by_role("button", name="Block hinzufügen").click()
    page.get_by_role("button", name="Rätsel", exact=True).click()
    page.get_by_label("Antwort 1", exact=True).fill("erst")
    page.get_by_label("Antwort 2", exact=True).fill("dann")
    page.get_by_label("Art der Antwort", exact=True).select_option(label="Reihenfolge")
    wait_for_save(page)
    answer = stored(live_server, walk.stations[2])["story"][0]["answer"]
    assert answer == {"kind": "order", "items": [{"de": "erst"}, {"de": "dann"}]}
    page.get_by_label("Art der Antwort", exact=True).select_option(label="Zahl")
    page.get_by_label("Richtige Zahl").fill("3,5")
    wait_for_save(page)
    answer = stored(live_server, walk.stations[2])["story"][0]["answer"]
    assert answer["value"] == 3.5


def test_a_word_is_asked_for_in_each_language_by_keyboard_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    block = add_block(page, "Rätsel", keys=True)
    reach(page, block.get_by_label("Art der Antwort", exact=True))
    page.keyboard.type("Wort")
    reach(page, block.get_by_label("Richtige Wörter"))
    page.keyboard.type("Römer, der Römer,")
    reach(page, block.get_by_label("Auflösung"))
    page.keyboard.type("Er hält die Fahne der Stadt.")
    page.get_by_role("button", name="Sprache der Texte").press("Enter")
    page.get_by_role("menuitemradio", name="Englisch").press("Enter")
    words = block.get_by_label("Richtige Wörter")
    expect(words).to_have_value("")
    words.fill("Roman")
    wait_for_save(page)
    quiz = told(live_server, walk)
    assert quiz["answer"] == {"kind": "word", "accepted": {"de": ["Römer", "der Römer"], "en": ["Roman"]}}
    assert quiz["explanation"] == {"de": "Er hält die Fahne der Stadt."}
