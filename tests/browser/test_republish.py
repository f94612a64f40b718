"""A station was changed: somebody publishes every tour that uses it anew, and reads what became of each."""

from playwright.sync_api import Page, expect

from authoring.actions.publish_tours import intend, publish_tours
from authoring.actions.set_defaults import set_defaults
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Role
from authoring.published import keys_of, place_of
from authoring.settings import Settings
from tests.authoring.commands.publishing import a_tour, change
from tests.browser.conftest import PageAs
from tests.browser.editing import reach
from tests.browser.looking import look
from tests.browser.site import Site


def publish(site: Site, tours: list[str]) -> None:
    """Let visitors have tours, as the machine."""
    settings = Settings(data=site.data, database_url="", storage_url="")
    store = MediaStore.open_url((site.data / "files").as_uri(), waiting_room=site.data / "incoming")
    place, keys, machine = place_of(settings), keys_of(settings), Actor.command_line()
    found = intend(site.database, store, machine, place, keys, tours, accept_warnings=True).whole()
    publish_tours(site.database, machine, place, keys, found)


def test_all_that_changed_are_published_by_one_button_and_each_says_its_result(
    page: Page, page_as: PageAs, live_server: Site
) -> None:
    site = live_server
    set_defaults(site.database, site.administrator, site.office, time_zone="", licence="", review="never")
    store = MediaStore.open_url((site.data / "files").as_uri(), waiting_room=site.data / "incoming")
    good, bad = (a_tour(site.database, store, site.office, slug) for slug in ("rund-um-den-see", "auf-den-berg"))
    publish(site, [good["id"], bad["id"]])
    change(site.database, good["modules"][0]["stops"][0]["station"], duration_s=77)
    change(site.database, bad["id"], licence=None)

    page.goto("/tours")
    page.get_by_role("link", name="Neu veröffentlichen").click()
    expect(page.get_by_text("Veröffentlichen kann, wer").first).to_be_visible()
    expect(page.get_by_role("button", name="Alle angekreuzten")).to_have_count(0)

    publisher = page_as(site.people[Role.PUBLISHER])
    publisher.goto("/tours/changed")
    expect(publisher.get_by_role("listitem").filter(has_text="Brücke rund-um-den-see")).to_have_count(1)
    look(publisher, "republish")
    reach(publisher, publisher.get_by_role("button", name="Alle angekreuzten veröffentlichen"))
    publisher.keyboard.press("Enter")
    expect(publisher.locator(f'[data-result="{good["id"]}"]')).to_have_text("Veröffentlicht: Fassung 2.")
    expect(publisher.locator(f'[data-result="{bad["id"]}"]')).to_contain_text("Der Prüfbericht nennt einen Fehler.")
    expect(publisher.get_by_role("status")).to_contain_text("Fertig.")
    look(publisher, "republished")
