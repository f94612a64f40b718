"""The editor in Chromium: what it loads before the map, and how soon an edit in a tour of 200 stations is seen."""

import gzip
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from authoring.web.assets import BUILT
from tests.benchmarks.figure import Figure, percentile
from tests.browser.site import Site, serving
from tests.browser.walk import make_walk
from tests.services import chromium

STATIONS = 200
ROUNDS = 30
WARM_UP = 5
SLOWDOWN = 4
#: Within this time an edit is felt as immediate, ms.
BOUND = 100

#: From the event, as the browser stamped it, to the first moment after the frame that shows its effect was painted.
_CLOCK = """() => {
  const seen = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now());
    channel.port2.postMessage(0);
  }));
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  let times = [];
  let waiting = 0;
  let kind = '';
  let target = '*';
  for (const each of ['keydown', 'pointermove', 'pointerup', 'click']) {
    addEventListener(each, async (event) => {
      const modifier = ['Alt', 'Control', 'Shift'].includes(event.key);
      if (each !== kind || modifier || !event.target.closest?.(target)) return;
      waiting += 1;
      times.push((await seen()) - event.timeStamp);
      waiting -= 1;
    }, true);
  }
  window.measured = {
    begin: ([event, selector]) => { kind = event; target = selector; times = []; },
    // A person pauses between two edits; what she did is painted and what follows from it is done.
    rest: async () => { do await pause(60); while (waiting > 0); },
    end: () => { kind = ''; return times; },
    seen,
  };
}"""


def run() -> Iterable[Figure]:
    """Serve a tour of 200 stations, open it, and edit it on a processor that is four times slower."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as site, sync_playwright() as player:
        browser = chromium.launch(player)
        yield from _figures(site, browser)
        browser.close()


def _figures(site: Site, browser: Browser) -> Iterator[Figure]:
    walk = make_walk(site, stations=STATIONS)
    context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 800}, locale="de-DE")
    context.add_cookies([{"name": "wayfable", "value": site.sign_in(site.author), "url": site.url}])
    page = context.new_page()
    scripts: list[str] = []
    page.on("request", lambda asked: scripts.append(asked.url) if asked.resource_type == "script" else None)
    page.goto(walk.path)
    page.wait_for_selector('[data-row="stop:stop-200"]')
    page.wait_for_load_state("networkidle")
    yield Figure("JavaScript before the map, gzip", _kilobytes(scripts), "kB", bound=250)
    yield from _edits(page)


def _edits(page: Page) -> Iterator[Figure]:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.evaluate(_CLOCK)
    for what, deed in _DEEDS.items():
        times = deed(page)
        name = f"{what}, {STATIONS} stations, {SLOWDOWN} × slower"
        yield Figure(f"{name}: median", percentile(times, 50), "ms", bound=BOUND)
        yield Figure(f"{name}: p95", percentile(times, 95), "ms", bound=BOUND)


def _measured(page: Page, event: str, do: Callable[[int], None], *, on: str = "*") -> list[float]:
    """How long after each such event on such an element its effect was seen, ms; the first rounds only warm up."""
    for warm in range(WARM_UP):
        do(warm)
        page.evaluate("measured.rest()")
    page.evaluate("(what) => measured.begin(what)", [event, on])
    for each in range(WARM_UP, WARM_UP + ROUNDS):
        do(each)
        page.evaluate("measured.rest()")
    times: list[float] = page.evaluate("measured.end()")
    return times


def _row(page: Page, stop: int) -> Locator:
    return page.locator(f'[data-row="stop:stop-{stop}"]')


def _middle(element: Locator) -> tuple[float, float]:
    """Where to press: a click of Playwright's own looks through the whole page first, on the page's time."""
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _select(page: Page, stop: int) -> None:
    _row(page, stop).scroll_into_view_if_needed()
    # Nobody presses what she does not see yet.
    page.evaluate("measured.seen()")
    page.mouse.click(*_middle(_row(page, stop)))
    page.locator(f'[data-row="stop:stop-{stop}"][aria-current]').wait_for()


def _title_of_the_tour(page: Page) -> list[float]:
    page.get_by_label("Name der Tour").focus()
    return _measured(page, "keydown", lambda _: page.keyboard.press("a"))


def _title_of_a_station(page: Page) -> list[float]:
    _select(page, 49)
    page.get_by_role("textbox", name="Titel", exact=True).focus()
    return _measured(page, "keydown", lambda _: page.keyboard.press("a"))


def _story(page: Page) -> list[float]:
    _select(page, 49)
    page.get_by_role("button", name="Text Wer handeln wollte").click()
    page.get_by_role("textbox", name="Text", exact=True).click()
    return _measured(page, "keydown", lambda _: page.keyboard.press("a"))


def _move_by_key(page: Page) -> list[float]:
    _row(page, 50).focus()
    return _measured(page, "keydown", lambda turn: page.keyboard.press(f"Alt+Arrow{'Up' if turn % 2 else 'Down'}"))


def _drag(page: Page) -> list[float]:
    moved = 52

    def drop(turn: int) -> None:
        x, y = _middle(page.locator(f'[data-stop="stop-{moved}"] .handle'))
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x, y + (90 if turn % 2 else -90), steps=4)
        page.mouse.up()

    return _measured(page, "pointerup", drop)


def _pin(page: Page) -> list[float]:
    x, y = _middle(page.locator(".map-pin", has_text=re.compile("^100$")))
    page.mouse.move(x, y)
    page.mouse.down()
    times = _measured(page, "pointermove", lambda turn: page.mouse.move(x + turn % 7 * 4 + 4, y + turn % 5 * 4))
    page.mouse.up()
    return times


def _add(page: Page) -> list[float]:

    def add(turn: int) -> None:
        page.keyboard.press("Alt+n")
        page.locator("#add-station-name").fill(f"Neu {turn}")
        page.keyboard.press("Enter")

    _select(page, 49)
    times = _measured(page, "keydown", add, on="dialog *")
    assert page.locator("dialog").count() == 0
    return times


def _undo(page: Page) -> list[float]:
    return _measured(page, "keydown", lambda _: page.keyboard.press("Control+z"))


def _language(page: Page) -> list[float]:
    _select(page, 49)

    opener = _middle(page.get_by_role("button", name="Sprache der Texte"))

    def switch(turn: int) -> None:
        page.mouse.click(*opener)
        page.mouse.click(*_middle(page.locator("[role=menuitemradio]").nth(1 - turn % 2)))

    return _measured(page, "click", switch, on="[role=menuitemradio]")


def _selection(page: Page) -> list[float]:
    return _measured(page, "click", lambda turn: page.mouse.click(*_middle(_row(page, 50 + turn % 8))))


#: What a person does all day.
_DEEDS: dict[str, Callable[[Page], list[float]]] = {
    "a letter of the tour's title": _title_of_the_tour,
    "a letter of a station's title": _title_of_a_station,
    "a letter of a story": _story,
    "a stop moved by a key": _move_by_key,
    "a stop dropped elsewhere": _drag,
    "a pin dragged": _pin,
    "a station added": _add,
    "undo": _undo,
    "another language": _language,
    "another stop selected": _selection,
}


def _kilobytes(scripts: list[str]) -> float:
    """The scripts that were asked for, without those that only the map needs."""
    manifest: dict[str, dict[str, Any]] = json.loads((BUILT / ".vite" / "manifest.json").read_bytes())
    entry = next(key for key, chunk in manifest.items() if chunk.get("isEntry") and chunk["name"] == "editor")
    maps = {key for key in manifest if key.endswith("MapPane.svelte")}
    only_map = {manifest[key]["file"] for each in maps for key in _closure(manifest, each)}
    only_map -= {manifest[key]["file"] for key in _closure(manifest, entry)}
    asked = {url.rpartition("/static/built/")[2] for url in scripts if "/static/built/" in url}
    sizes = [len(gzip.compress((BUILT / file).read_bytes())) for file in asked - only_map if "worker" not in file]
    return sum(sizes) / 1000


def _closure(manifest: dict[str, dict[str, Any]], key: str) -> set[str]:
    found: set[str] = set()
    waiting = [key]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += manifest[here].get("imports", [])
    return found
