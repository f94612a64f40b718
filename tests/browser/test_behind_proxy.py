"""Somebody comes over HTTPS through the web server that the README sets up, signs in, writes and uploads."""

from collections.abc import Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Page, expect

from authoring.actions.publish_tours import intend, publish_tours
from authoring.actions.set_password import set_password
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from authoring.published import keys_of, place_of
from authoring.settings import Settings
from tests.authoring.commands.publishing import a_tour
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
        with serving(tmp_path_factory.mktemp("site"), **public) as site, _in_front(site, port) as address:
            site.url = address
            yield site
    except CannotInstall as reason:
        pytest.skip(str(reason))


def _in_front(site: Site, port: int) -> AbstractContextManager[str]:
    return nginx.in_front(site.url, port, site.data / "published")


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


def test_what_is_published_is_found_at_the_same_address(live_server: Site, page: Page) -> None:
    site = live_server
    store = MediaStore.open_url((site.data / "files").as_uri(), waiting_room=site.data / "incoming")
    tour = a_tour(site.database, store, site.office, "am-wasser")
    settings = Settings(data=site.data, database_url="", storage_url="", public_url=site.url)
    place, keys, machine = place_of(settings), keys_of(settings), Actor.command_line()
    found = intend(site.database, store, machine, place, keys, [tour["id"]], accept_warnings=True)
    publish_tours(site.database, machine, place, keys, found.whole())

    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/t/am-wasser/?station={tour['modules'][0]['stops'][0]['station']}")
    expect(page.get_by_role("heading", name="Brücke am-wasser")).to_be_visible()
    assert [url for url in asked if not url.startswith((site.url, "blob:"))] == []

    shown = page.request.get("/api/v1/oembed", params={"url": f"{site.url}/t/am-wasser/en/"}).json()
    frame = shown["html"].partition('src="')[2].partition('"')[0].replace("&amp;", "&")
    answer = page.request.get(frame)
    assert answer.headers["content-security-policy"] == "frame-ancestors 'self' https:"
    page.goto(frame)
    expect(page.get_by_role("heading", name="Journey into the Middle Ages")).to_be_visible()
    for path, kind in (("sitemap.xml", "text/xml"), ("embed.js", "application/javascript")):
        assert page.request.get(f"/{path}").headers["content-type"].startswith(kind)
    # The editor's own pages are still there.
    assert page.request.get("/sign-in").status == 200
