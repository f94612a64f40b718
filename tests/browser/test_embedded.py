"""A partner's page on another origin shows a tour, hears what happens in it and asks things of it; no stranger does."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.conftest import Watch
from tests.browser.looking import look
from tests.browser.visited import Office, Server, served
from tests.builders import words
from tests.exports.conftest import Json

_PAGE = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="{policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>Tourist-Information Nachbarstadt</title>
<script src="hearing.js"></script>
{head}
</head>
<body><main><h1>Unsere Nachbarn</h1>{body}</main></body>
</html>
"""

#: As strict as a partner may be: neither an inline style nor an inline script.
_POLICY = "default-src 'none'; script-src 'self' {own}; frame-src 'self' {own}"

#: All that the element says, and all messages of whatever origin.
_HEARING = """
window.heard = [];
window.messages = [];
for (const type of ['ready', 'size', 'screen', 'station', 'progress', 'finished', 'quiz', 'fault'])
  addEventListener(`wayfable-${type}`, ({detail}) => heard.push({type, ...detail}));
addEventListener('message', ({data, origin, source}) => {
  const frames = [...document.querySelectorAll('iframe')];
  messages.push({data, origin, frame: frames.findIndex((each) => each.contentWindow === source)});
});
"""

_MODULE = '<script type="module" src="{own}/embed.js"></script>'
_PLAIN = '<script async src="{own}/embed.js"></script>'

Visits = Callable[[str, str], Page]
"""Opens a partner's page with this head and body; `{own}` is the publisher's address."""


class Partner:
    """A partner's folder and address."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url


@pytest.fixture(scope="module")
def partner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Partner]:
    folder = tmp_path_factory.mktemp("partner")
    (folder / "hearing.js").write_text(_HEARING, encoding="utf-8")
    with served(folder) as running:
        # Another host name and another port: nothing is the same site.
        yield Partner(folder, running.url.replace("127.0.0.1", "localhost"))


@pytest.fixture
def visits(browser: Browser, server: Server, partner: Partner) -> Iterator[Visits]:
    watch = Watch(server.url, partner.url)
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 800}, reduced_motion="reduce")

    def visit(head: str, body: str) -> Page:
        written = (
            _PAGE.replace("{policy}", _POLICY)
            .replace("{head}", head)
            .replace("{body}", body)
            .replace("{own}", server.url)
        )
        (partner.folder / "page.html").write_text(written, encoding="utf-8")
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch.over(page)
        page.goto(f"{partner.url}/page.html")
        return page

    yield visit
    assert context.cookies() == []
    context.close()
    assert watch.seen == []


def heard(page: Page, kind: str) -> list[Json]:
    """What the element said of this kind, the newest last."""
    return [each for each in page.evaluate("heard") if each["type"] == kind]


def until(page: Page, expression: str, argument: Any = None) -> None:
    """Wait for something to be so. The page's own policy forbids the evaluations by which Playwright would wait."""
    for _ in range(100):
        if page.evaluate(expression, argument):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never: {expression} with {argument}, but {page.evaluate('heard')}")


def hears(page: Page, kind: str, **facts: Any) -> None:
    """Wait until the element has said this."""
    said = "Object.entries(facts).every(([name, value]) => each[name] === value)"
    until(page, f"([type, facts]) => heard.some((each) => each.type === type && {said})", [kind, facts])


def inside(page: Page) -> FrameLocator:
    return page.frame_locator("iframe").first


def stations_of(tour: Json) -> list[str]:
    return [stop["station"] for module in tour["modules"] for stop in module["stops"]]


def test_a_partner_hears_how_visitors_go_through_a_tour(visits: Visits, tour: Json) -> None:
    page = visits(_MODULE, f'<wayfable-tour tour="{tour["slug"]}" language="de"></wayfable-tour>')
    first, market, last = stations_of(tour)
    within = inside(page)
    within.get_by_role("link", name="Los geht’s").click()
    (ready,) = heard(page, "ready")
    assert ready["tour"] == tour["id"]
    assert [halt["station"] for halt in ready["halts"]] == [first, market, last]
    assert ready["languages"] == ["de", "en"]
    hears(page, "station", station=first, number=1, title="Krämerbrücke")
    hears(page, "progress", seen=1, halts=3)
    # The frame is as high as what it shows, and says by its title what that is.
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("title", "Zeitreise ins Mittelalter")
    expect(within.locator("main img").first).to_be_visible()
    until(page, "document.querySelector('iframe').clientHeight === heard.findLast((e) => e.type === 'size').height")
    assert within.locator("html").evaluate("html => html.scrollHeight <= innerHeight")
    # A new screen begins at its top, wherever the one before was left.
    within.get_by_role("link", name="Fischmarkt").last.click()
    expect(within.get_by_text("Halt 2 von 3")).to_be_in_viewport()
    riddle = within.locator("form").first
    riddle.get_by_label("Sechs").check()
    riddle.get_by_role("button", name="Antwort prüfen").click()
    hears(page, "quiz", station=market, block="q0", right=True)
    assert heard(page, "finished") == []
    within.get_by_role("link", name="Alte Universität").click()
    hears(page, "finished")
    hears(page, "progress", seen=3, halts=3)
    look(page, "embedded")


def test_a_partner_asks_for_a_station_a_language_and_the_map(visits: Visits, tour: Json) -> None:
    page = visits(_PLAIN, f'<wayfable-tour tour="{tour["id"]}" view="map" title="Rundgang"></wayfable-tour>')
    within = inside(page)
    expect(within.get_by_role("heading", name="Karte", exact=True)).to_be_visible()
    hears(page, "screen", screen="map")
    _, market, _ = stations_of(tour)
    tell = page.locator("wayfable-tour")
    tell.evaluate("(element, station) => element.open(station)", market)
    expect(within.get_by_text("Halt 2 von 3")).to_be_visible()
    tell.evaluate("(element) => element.setAttribute('language', 'en')")
    expect(within.get_by_text("Stop 2 of 3")).to_be_visible()
    tell.evaluate("(element) => element.show('list')")
    expect(within.get_by_role("heading", name="Journey into the Middle Ages")).to_be_visible()
    # What is no station of this tour, and what is no command, changes nothing.
    tell.evaluate("(element) => { element.open('0198'); element.speak('xx'); }")
    tell.evaluate("(element) => element.open(element.tagName)")
    tell.evaluate("(element, station) => element.open(station)", market)
    expect(within.get_by_text("Stop 2 of 3")).to_be_visible()
    expect(page.locator("iframe")).to_have_attribute("title", "Rundgang")


def test_what_fills_a_screen_has_room_in_a_frame(visits: Visits, server: Server, tour: Json) -> None:
    page = visits(_MODULE, f'<wayfable-tour tour="{tour["slug"]}" station="{stations_of(tour)[0]}"></wayfable-tour>')
    within = inside(page)
    expect(within.get_by_text("Halt 1 von 3")).to_be_visible()
    address = f"{server.url}/viewer/?tour={tour['slug']}&station={stations_of(tour)[0]}&scene=none"
    within.locator("html").evaluate("(_, address) => location.replace(address)", address)
    expect(within.get_by_role("link", name="Zur Station")).to_be_visible()
    hears(page, "screen", screen="scene")
    until(page, "document.querySelector('iframe').clientHeight === 640")
    within.get_by_role("link", name="Zur Station").click()
    expect(within.get_by_text("Halt 1 von 3")).to_be_visible()
    until(page, "document.querySelector('iframe').clientHeight > 800")


def test_a_card_in_the_partners_colour_leads_into_the_tour(visits: Visits, tour: Json) -> None:
    card = f'<wayfable-tour tour="{tour["slug"]}" layout="compact" colour="#7a1f5c"></wayfable-tour>'
    page = visits(_MODULE, card)
    within = inside(page)
    start = within.get_by_role("link", name="Los geht’s")
    expect(start).to_be_visible()
    assert start.evaluate("link => getComputedStyle(link).backgroundColor") == "rgb(122, 31, 92)"
    expect(within.get_by_role("link", name="Krämerbrücke")).to_have_count(0)
    # There is no way out to other tours of the publisher, but one to the tour itself.
    expect(within.locator("header").get_by_role("link")).to_have_count(0)
    outside = within.get_by_role("link", name="In eigenem Fenster öffnen")
    with page.expect_popup() as opened:
        outside.click()
    expect(opened.value.get_by_role("button", name="Für unterwegs laden")).to_be_visible()
    opened.value.close()
    look(page, "embedded-compact")
    start.click()
    hears(page, "station", number=1)


_KEPT = """async () => ({
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  things: localStorage.length + sessionStorage.length,
  cookies: document.cookie,
})"""


def test_nothing_is_kept_in_a_partners_page(visits: Visits, office: Office, tour: Json) -> None:
    # Of a second version there are patches, which want to know what is kept already.
    office.publish(tour | {"description": words("Neu ist dieser Satz.", "This sentence is new.")})
    manifests = [json.loads(path.read_bytes()) for path in office.folder.glob("tours/*/2/*.manifest.json")]
    assert any("patches" in file for manifest in manifests for file in manifest["files"])
    page = visits(_MODULE, f'<wayfable-tour tour="{tour["slug"]}"></wayfable-tour>')
    within = inside(page)
    within.get_by_role("group", name="Sprache der Bedienung").get_by_role("button", name="English").click()
    within.get_by_role("group", name="Language of the tour").get_by_role("button", name="English").click()
    within.get_by_role("link", name="Let’s go").click()
    expect(within.get_by_text("Stop 1 of 3")).to_be_visible()
    hears(page, "progress", seen=1, halts=3)
    kept = within.locator("html").evaluate(_KEPT)
    assert kept == {"databases": 0, "caches": 0, "workers": 0, "things": 0, "cookies": ""}


def test_a_plain_frame_tells_and_hears_without_our_script(visits: Visits, server: Server, tour: Json) -> None:
    address = f"{server.url}/viewer/?tour={tour['slug']}&language=en&view=map"
    page = visits("", f'<iframe src="{address}" title="Tour" width="400" height="700"></iframe>')
    within = inside(page)
    expect(within.get_by_role("heading", name="Map", exact=True)).to_be_visible()
    until(page, "messages.some(({data}) => data.type === 'progress')")
    said = page.evaluate("messages")
    assert {each["origin"] for each in said} == {server.url}
    assert {each["data"]["wayfable"] for each in said} == {1}
    assert {each["data"]["type"] for each in said} >= {"ready", "size", "screen"}
    command = "([command, to]) => document.querySelector('iframe').contentWindow.postMessage(command, to)"
    page.evaluate(command, [{"wayfable": 1, "type": "open", "station": stations_of(tour)[2]}, server.url])
    expect(within.get_by_text("Stop 3 of 3")).to_be_visible()
    # Whoever came late hears all again.
    page.evaluate("messages.length = 0")
    page.evaluate(command, [{"wayfable": 1, "type": "hello"}, server.url])
    until(page, "messages.some(({data}) => data.type === 'ready')")
    until(page, "messages.some(({data}) => data.type === 'station' && data.number === 3)")


_STRANGER = """
const tour = parent.frames[0];
for (const command of [{type: 'open', station: '%s'}, {type: 'language', language: 'en'}, {type: 'hello'}])
  tour.postMessage({wayfable: 1, ...command}, '*');
parent.postMessage({wayfable: 1, type: 'finished'}, '*');
parent.postMessage('done', '*');
"""


_LET_IN = """() => {
  const frame = document.createElement('iframe');
  frame.src = 'stranger.html';
  document.body.append(frame);
}"""


def test_a_stranger_in_another_frame_of_the_page_is_not_heard(
    visits: Visits, partner: Partner, server: Server, tour: Json
) -> None:
    # Of the partner's own origin even: neither side hears anybody but the window that it belongs to.
    (partner.folder / "stranger.js").write_text(_STRANGER % stations_of(tour)[2], encoding="utf-8")
    (partner.folder / "stranger.html").write_text("<!doctype html><script src=stranger.js></script>", encoding="utf-8")
    page = visits(_MODULE, f'<wayfable-tour tour="{tour["slug"]}" language="de"></wayfable-tour>')
    within = inside(page)
    expect(within.get_by_role("link", name="Los geht’s")).to_be_visible()
    hears(page, "progress", seen=0)
    page.evaluate(_LET_IN)
    until(page, "messages.some(({data}) => data === 'done')")
    # What comes after it in the same queue has arrived, so what came before it was passed over.
    page.locator("wayfable-tour").evaluate("(element) => element.show('map')")
    hears(page, "screen", screen="map")
    expect(within.get_by_role("heading", name="Karte", exact=True)).to_be_visible()
    assert heard(page, "station") == []
    assert heard(page, "finished") == []
    assert len(heard(page, "ready")) == 1
