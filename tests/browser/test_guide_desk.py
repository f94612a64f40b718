"""A virtual guide is made, dressed and changed on a page of its own, without a tour."""

from playwright.sync_api import Page, expect

from tests.browser.editing import reach, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import a_photo, upload
from tests.browser.test_guide_speaks import a_figure
from tests.browser.walk import change, stored


def make_guide(page: Page, name: str) -> str:
    """Make a guide in the library by keys alone; answers with its id."""
    page.goto("/guides")
    page.locator("summary", has_text="Guide").first.press("Enter")
    page.get_by_label("Wie heißt der Guide?").fill(name)
    page.get_by_label("Wie heißt der Guide?").press("Enter")
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value(name)
    return page.url.split("/")[-2]


def test_a_guide_is_made_dressed_and_given_a_voice_on_a_page_of_its_own(page: Page, live_server: Site) -> None:
    page.goto("/guides")
    expect(page.get_by_role("heading", name="Noch kein Guide")).to_be_visible()
    look(page, "guides-empty")
    guide = make_guide(page, "Johanna")
    expect(page.get_by_role("heading", name="Johanna", level=1)).to_be_visible()
    introduction = page.get_by_role("textbox", name="Vorstellung")
    introduction.fill("Ich schreibe auf, was man sich erzählt.")
    portrait = page.get_by_role("group", name="Porträt", exact=True)
    upload(page, portrait.get_by_role("button", name="Bild auswählen"), a_photo("johanna.jpg", "#a3b9d9"))
    figure = page.get_by_role("group", name="Figur", exact=True)
    upload(page, figure.get_by_role("button", name="3D-Modell auswählen"), a_figure())
    movements = page.get_by_role("group", name="Bewegungen in der Datei")
    for gesture, clip in (("ruhig stehen", "Stehen"), ("sprechen", "Reden"), ("winken", "Winken")):
        movements.get_by_label(gesture).select_option(clip)
    page.get_by_label("Stimme auf Deutsch").fill("Renate Vogel")
    page.get_by_label("Stimme auf Englisch").fill("Ruth Bird")
    wait_for_save(page)
    kept = stored(live_server, guide)
    assert kept["introduction"] == {"de": "Ich schreibe auf, was man sich erzählt."}
    assert kept["clips"] == {"idle": "Stehen", "talk": "Reden", "wave": "Winken"}
    assert kept["voices"] == {"de": {"name": "Renate Vogel"}, "en": {"name": "Ruth Bird"}}
    page.get_by_label("Weitere Sprache").select_option(label="Französisch")
    page.get_by_role("button", name="Hinzufügen").click()
    introduction.fill("J’écris ce que l’on raconte.")
    wait_for_save(page)
    page.reload()
    page.get_by_role("button", name="Sprache").click()
    expect(page.get_by_role("menuitemradio", name="Französisch")).to_be_visible()
    page.keyboard.press("Escape")
    # Whoever wants less motion sees the portrait, and the words either way.
    look_at = page.get_by_role("region", name="So sieht man diesen Guide")
    expect(look_at.locator("[data-caption]")).to_have_text("Ich schreibe auf, was man sich erzählt.")
    look(page, "guide-desk", whole=False)
    page.emulate_media(reduced_motion="no-preference")
    expect(look_at.locator("canvas")).to_be_visible(timeout=20_000)
    look_at.get_by_label("Geste").select_option(label="winken")
    look_at.get_by_role("button", name="Vorspielen").click()
    expect(look_at.locator("[data-movement='wave']")).to_be_visible()


def test_what_is_typed_at_a_guide_is_taken_back_by_keys_and_is_there_after_a_reload(
    page: Page, live_server: Site
) -> None:
    guide = make_guide(page, "Otto")
    name = page.get_by_role("textbox", name="Name", exact=True)
    reach(page, name)
    page.keyboard.press("End")
    page.keyboard.type(" der Nachtwächter")
    wait_for_save(page)
    page.keyboard.press("Control+z")
    expect(name).to_have_value("Otto")
    page.keyboard.press("Control+Shift+z")
    expect(name).to_have_value("Otto der Nachtwächter")
    wait_for_save(page)
    page.reload()
    expect(name).to_have_value("Otto der Nachtwächter")
    page.get_by_role("link", name="Verlauf").press("Enter")
    expect(page.get_by_role("heading", name="Verlauf")).to_be_visible()
    page.get_by_role("link", name="Otto der Nachtwächter").press("Enter")
    page.get_by_role("link", name="Bearbeiten").press("Enter")
    expect(name).to_have_value("Otto der Nachtwächter")
    assert page.url.endswith(f"/guides/{guide}/edit")


def test_what_a_colleague_writes_at_the_same_guide_is_merged_and_a_clash_is_shown(
    page: Page, live_server: Site
) -> None:
    guide = make_guide(page, "Martha")
    change(live_server, guide, introduction={"de": "Fisch, ganz frisch!"})
    expect(page.get_by_role("textbox", name="Vorstellung")).to_have_value("Fisch, ganz frisch!", timeout=15_000)
    # Between two looks for news: only the save itself finds out.
    page.route("**/news", lambda route: route.abort())
    change(live_server, guide, name={"de": "Martha Weber"})
    page.get_by_role("textbox", name="Name", exact=True).fill("Frau Martha")
    page.get_by_role("button", name="Vergleichen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Martha Weber")
    assert stored(live_server, guide)["name"] == {"de": "Martha Weber"}
