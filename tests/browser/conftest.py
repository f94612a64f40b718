"""The browser's room: a running installation, a browser, and pages that are signed in.

`live_server` is an installation that is emptied for each module, `page` a fresh browser of its author, `page_as` one of
anybody else. A page that runs into an error in its scripts, breaks its own policy or asks any other host makes its test
fail.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Protocol

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    ViewportSize,
    sync_playwright,
)

from authoring.permissions import Actor
from tests.browser.site import Site, serving
from tests.browser.visited import Office, Server, a_whole_tour, served
from tests.exports.conftest import Json
from tests.services import chromium


class PageAs(Protocol):
    """Opens a browser for somebody, or for nobody in particular; with `touch` its screen takes fingers."""

    def __call__(self, actor: Actor | None, *, touch: bool = False) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In CI, give a test of this room a second try, which the summary names: its machine is small and busy."""
    if "CI" not in os.environ:
        return
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.flaky(reruns=1))


# Not for the session: while Playwright runs, its event loop counts as the thread's own, and whatever asks for one, as
# the job engine does, refuses to work beside it. Tests of another room may follow in the same process.
@pytest.fixture(scope="package")
def player() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(player: Playwright) -> Iterator[Browser]:
    opened = chromium.launch(player)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serving(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="module")
def live_server(installation: Site) -> Site:
    # A server of its own for each module costs four seconds of the processor, and there are dozens of modules.
    installation.begin_anew()
    return installation


@pytest.fixture(autouse=True)
def anew(request: pytest.FixtureRequest) -> None:
    """A second try finds nothing of the first one, unless its module has made something for all of its tests."""
    second = getattr(request.node, "execution_count", 1) > 1
    shared = request.node.get_closest_marker("made_once") is not None
    if second and not shared and "live_server" in request.fixturenames:
        request.getfixturevalue("live_server").begin_anew()


class Watch:
    """Everything that must not happen on any page."""

    def __init__(self, *urls: str) -> None:
        self._urls = urls
        self.seen: list[str] = []

    def over(self, page: Page) -> None:
        """Watch this page."""
        page.on("pageerror", lambda error: self.seen.append(f"error in a script: {error}"))
        page.on("console", self._console)
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # A refused form is answered by 4xx on purpose; Chromium calls every such answer an error.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.seen.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((*self._urls, "blob:", "data:")):
            self.seen.append(f"asked a foreign host: {request.url}")


@pytest.fixture
def page_as(browser: Browser, live_server: Site) -> Iterator[PageAs]:
    """Opens a browser for somebody, or for nobody in particular."""
    opened: list[BrowserContext] = []
    watch = Watch(live_server.url)

    def open_for(actor: Actor | None, *, touch: bool = False) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="en-GB" if actor is not None and actor.language == "en" else "de-DE",
            viewport={"width": 1280, "height": 800},
            reduced_motion="reduce",
            has_touch=touch,
        )
        opened.append(context)
        if actor is not None:
            secret = live_server.sign_in(actor)
            context.add_cookies([{"name": "wayfable", "value": secret, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch.over(page)
        return page

    yield open_for
    for context in opened:
        context.close()
    assert watch.seen == []


@pytest.fixture
def page(page_as: PageAs, live_server: Site) -> Page:
    """A browser in which the office's author is signed in."""
    return page_as(live_server.author)


#: A Pixel 7, held upright.
PIXEL: Final[ViewportSize] = {"width": 412, "height": 839}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def tour(office: Office) -> Json:
    return office.publish(a_whole_tour(office))


@pytest.fixture(scope="module")
def server(office: Office, tour: Json) -> Iterator[Server]:
    with served(office.folder) as running:
        yield running


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    """A phone that has never been here. What it runs into, and whom else it asks, makes the test fail."""
    watch = Watch(server.url)
    context: BrowserContext = browser.new_context(
        base_url=server.url, locale="de-DE", viewport=PIXEL, has_touch=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    watch.over(page)
    yield page
    assert context.cookies() == []
    context.close()
    assert watch.seen == []
