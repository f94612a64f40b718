"""A visitor puts together an own way through a tour, walks it, and shares it by a link that needs no server."""

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.looking import look
from tests.browser.visited import Server
from tests.exports.conftest import Json


def test_an_own_way_is_put_together_walked_and_shared(phone: Page, tour: Json) -> None:
    context: BrowserContext = phone.context
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    phone.add_init_script("delete Navigator.prototype.share")
    phone.goto(f"/viewer/?tour={tour['slug']}")
    phone.get_by_role("link", name="Eigene Runde zusammenstellen").click()
    expect(phone.get_by_role("heading", name="Eigene Runde")).to_be_visible()
    expect(phone.get_by_role("checkbox", name="Am Wasser")).to_be_disabled()
    scholars = phone.get_by_role("checkbox", name="Bei den Gelehrten")
    expect(scholars).to_be_checked()
    # By keys, as every choice can be made.
    scholars.press("Space")
    expect(scholars).not_to_be_checked()
    expect(phone.get_by_text("2 Halte ·")).to_be_visible()
    look(phone, "viewer-own-way")
    phone.get_by_role("button", name="Diese Runde gehen").click()
    expect(phone.get_by_role("heading", name="Ihre Runde")).to_be_visible()
    expect(phone.get_by_role("link", name="Alte Universität")).to_have_count(0)
    look(phone, "viewer-own-way-tour")
    phone.get_by_role("button", name="Teilen").click()
    expect(phone.get_by_text("Der Link ist in der Zwischenablage.")).to_be_visible()
    link = phone.evaluate("navigator.clipboard.readText()")
    phone.get_by_role("link", name="Los geht’s").click()
    expect(phone.get_by_text("Halt 1 von 2")).to_be_visible()
    # A sign at a place that was left out still opens it.
    last = tour["modules"][1]["stops"][0]["station"]
    phone.goto(f"/viewer/?tour={tour['slug']}&station={last}")
    expect(phone.get_by_text("Nicht in Ihrer Runde")).to_be_visible()
    phone.goto(f"/viewer/?tour={tour['slug']}")
    phone.get_by_role("button", name="Wieder die ganze Tour").click()
    expect(phone.get_by_role("link", name="Alte Universität")).to_be_visible()
    # Whoever gets the link has the same way, and keeps it.
    phone.goto(link)
    expect(phone.get_by_role("heading", name="Ihre Runde")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name="Ihre Runde")).to_be_visible()
    expect(phone.get_by_role("link", name="Alte Universität")).to_have_count(0)
    assert "own=" in link
    assert "own=" not in phone.url


def test_a_shared_way_that_is_nonsense_is_the_whole_tour(phone: Page, server: Server, tour: Json) -> None:
    phone.goto(f"{server.url}/viewer/?tour={tour['slug']}&own=%3Cscript%3E,m99!!")
    expect(phone.get_by_role("link", name="Alte Universität")).to_be_visible()
    expect(phone.get_by_role("heading", name="Ihre Runde")).to_have_count(0)
