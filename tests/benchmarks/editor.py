"""The editor in Chromium: what it loads before the map, and how soon an edit in a tour of 200 stations is seen."""

import gzip
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from authoring.web.assets import BUILT
from tests.benchmarks.figure import Figure, percentile
from tests.browser.site import Site, serving
from tests.browser.walk import make_walk
from tests.services import chromium

STATIONS = 200
ROUNDS = 40
SLOWDOWN = 4

#: From the event to the first moment after the frame that shows its effect was painted.
_SEEN = """
const seen = () => new Promise((done) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now());
  channel.port2.postMessage(0);
}));
"""
_TYPE = (
    "async (rounds) => {"
    + _SEEN
    + """
  const field = document.querySelector('.title input');
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((rest) => setTimeout(rest, 60));
    const start = performance.now();
    field.value = `Titel ${round}`;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    times.push((await seen()) - start);
  }
  return times;
}"""
)
_MOVE = (
    "async (rounds) => {"
    + _SEEN
    + """
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((rest) => setTimeout(rest, 60));
    const row = document.querySelector('[data-row="stop:stop-50"]');
    const key = round % 2 ? 'ArrowUp' : 'ArrowDown';
    const start = performance.now();
    row.dispatchEvent(new KeyboardEvent('keydown', { key, altKey: true, bubbles: true, cancelable: true }));
    times.push((await seen()) - start);
  }
  return times;
}"""
)


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
    for what, script in {"a letter of the title": _TYPE, "a stop moved": _MOVE}.items():
        page.evaluate(script, 5)
        times: list[float] = page.evaluate(script, ROUNDS)
        name = f"{what}, {STATIONS} stations, {SLOWDOWN} × slower"
        yield Figure(f"{name}: median", percentile(times, 50), "ms")
        yield Figure(f"{name}: p95", percentile(times, 95), "ms", bound=100)


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
