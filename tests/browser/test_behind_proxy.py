"""Somebody comes over HTTPS through the web server that the README sets up, signs in, writes and uploads."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from authoring.actions.set_password import set_password
from authoring.permissions import Actor
from tests.browser.editing import open_editor, title_field, wait_for_save
from tests.browser.site import Site, serving
from tests.browser.walk import make_walk, stored
from tests.services import nginx
from tests.services.install import CannotInstall
from tests.services.ports import a_free_port

PASSWORD = "vier ruhige Worte am Markt"


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    port = a_free_port()
    public = {"WAYFABLE_PUBLIC_URL": f"https://localhost:{port}", "WAYFABLE_PROXIES": "1"}
    try:
        with serving(tmp_path_factory.mktemp("site"), **public) as site, nginx.in_front(site.url, port) as address:
            site.url = address
            yield site
    except CannotInstall as reason:
        pytest.skip(str(reason))


@pytest.fixture
def page(browser: Browser, live_server: Site) -> Iterator[Page]:
    """A browser that has not seen the place, and lets the certificate pass."""
    context = browser.new_context(base_url=live_server.url, locale="de-DE", ignore_https_errors=True)
    yield context.new_page()
    context.close()


def test_signed_in_over_https_somebody_writes(page: Page, live_server: Site) -> None:
    walk = make_walk(live_server)
    set_password(live_server.database, Actor.command_line(), live_server.author.person_id or "", PASSWORD)
    page.goto("/sign-in")
    page.get_by_label("E-Mail-Adresse").first.fill("author@schmalkalden.example")
    page.get_by_role("textbox", name="Passwort").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Touren", exact=True)).to_be_visible()

    cookies = [cookie for cookie in page.context.cookies() if cookie["name"].startswith("__Host-wayfable")]
    assert cookies
    assert all(cookie["secure"] and cookie["httpOnly"] and cookie["path"] == "/" for cookie in cookies)
    assert page.context.cookies() == cookies

    open_editor(page, walk)
    title_field(page).fill("Über den Markt geschrieben")
    wait_for_save(page)
    assert stored(live_server, walk.tour)["title"]["de"] == "Über den Markt geschrieben"


def test_a_forged_host_is_overwritten_on_the_way(live_server: Site, page: Page) -> None:
    answer = page.request.get("/sign-in", headers={"X-Forwarded-Host": "evil.example"})
    assert answer.status == 200
    assert "evil.example" not in answer.text()
