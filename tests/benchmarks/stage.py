"""The AR stage in Chromium: what it loads and when, what a frame costs with three models, and that it rests."""

import gzip
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import FilePayload, Page, expect, sync_playwright

from authoring.web.assets import BUILT
from tests.benchmarks.figure import Figure, percentile
from tests.benchmarks.models import a_statue
from tests.browser.editing import open_editor, row
from tests.browser.site import Site, serving
from tests.browser.staging import grip, stage
from tests.browser.storytelling import upload
from tests.browser.walk import Walk, make_walk, stored
from tests.services import chromium

MODELS = 3
MOVES = 120
#: How long nothing may be drawn when nothing happens, ms.
REST_MS = 1000
#: The variants of three models are made one after the other, ms.
PATIENCE_MS = 120_000

#: What our scripts take of each frame that is drawn: the callbacks of the frame, and what heard of the pointer before.
_CLOCK = """() => {
  let heard = 0;
  let drawn = 0;
  const frames = [];
  const context = WebGL2RenderingContext.prototype;
  for (const name of ['drawElements', 'drawArrays']) {
    const draw = context[name];
    context[name] = function (...all) { drawn += 1; return draw.apply(this, all); };
  }
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, listener, how) {
    if (!/^pointer/.test(type) || typeof listener !== 'function') return listen.call(this, type, listener, how);
    return listen.call(this, type, function (event) {
      const start = performance.now();
      listener.call(this, event);
      heard += performance.now() - start;
    }, how);
  };
  const ask = requestAnimationFrame;
  window.requestAnimationFrame = (run) => ask((now) => {
    const [start, before] = [performance.now(), drawn];
    run(now);
    if (drawn > before) { frames.push(heard + performance.now() - start); heard = 0; }
  });
  window.measured = { begin: () => { frames.length = 0; heard = 0; drawn = 0; }, frames, drawn: () => drawn };
}"""


def run() -> Iterator[Figure]:
    """Put three optimised models of 6 MB on a stage, turn the view, drag a handle, and wait."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as site, sync_playwright() as player:
        browser = chromium.launch(player)
        context = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 800}, locale="de-DE")
        context.add_cookies([{"name": "wayfable", "value": site.sign_in(site.author), "url": site.url}])
        page = context.new_page()
        page.add_init_script(f"({_CLOCK})()")
        walk = make_walk(site)
        _fill(page, site, walk)
        yield from _loaded(page, walk)
        yield from _frames(page)
        browser.close()


def _fill(page: Page, site: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.locator("#tab-ar").click()
    page.get_by_role("button", name="AR-Szene hinzufügen").click()
    for number in range(MODELS):
        page.get_by_role("button", name="Hinzufügen", exact=True).click()
        page.get_by_role("menuitem", name="3D-Modell").click()
        opener = page.get_by_role("button", name="3D-Modell auswählen")
        upload(page, opener, FilePayload(name="a.glb", mimeType="model/gltf-binary", buffer=a_statue(number)))
        page.get_by_role("spinbutton", name="Nach rechts").fill(str(2 * number - 2))
    expect(page.locator('[data-save-state="saved"]')).to_be_visible()
    contents = stored(site, walk.stations[0])["scenes"][0]["contents"]
    for _ in range(PATIENCE_MS // 500):
        uses = [[made["use"] for made in stored(site, each["medium"]).get("variants", [])] for each in contents]
        if all("high" in made for made in uses):
            return
        page.wait_for_timeout(500)
    message = "the variants of the models were not made in time"
    raise AssertionError(message)


def _loaded(page: Page, walk: Walk) -> Iterator[Figure]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "script" else None)
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.locator("#tab-ar").click()
    page.wait_for_load_state("networkidle")
    before = set(asked)
    yield Figure("scripts of the stage before it is opened", sum("StageView" in url for url in before), "", bound=0)
    page.get_by_role("button", name="Auf der Bühne öffnen").click()
    expect(page.get_by_text("wird geladen …")).to_have_count(0, timeout=60_000)
    page.wait_for_load_state("networkidle")
    own = {url.rpartition("/static/built/")[2] for url in set(asked) - before}
    sizes = [len(gzip.compress((BUILT / file).read_bytes())) for file in own if file]
    yield Figure("JavaScript of the stage, gzip", sum(sizes) / 1000, "kB")


def _frames(page: Page) -> Iterator[Figure]:
    page.locator(".stage-list .row").first.click()
    for what, spot in (("the view is turned", _sky), ("a model is dragged", _handle)):
        x, y = spot(page)
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate("measured.begin()")
        for move in range(MOVES):
            page.mouse.move(x + move % 40, y + move % 7)
        frames = page.evaluate("measured.frames")
        page.mouse.up()
        assert len(frames) > MOVES / 4, f"{what}, and {len(frames)} frames were drawn"
        yield Figure(f"{what}: JavaScript a frame, {len(frames)} frames, median", percentile(frames, 50), "ms", bound=4)
        yield Figure(f"{what}: JavaScript a frame, p95", percentile(frames, 95), "ms", bound=4)
    expect(page.get_by_role("spinbutton", name="Nach rechts")).not_to_have_value("-2")
    page.wait_for_timeout(REST_MS)
    page.evaluate("measured.begin()")
    page.wait_for_timeout(REST_MS)
    yield Figure("drawn in a second in which nothing happens", page.evaluate("measured.drawn()"), "", bound=0)


def _sky(page: Page) -> tuple[float, float]:
    """Where nothing stands that could be taken hold of."""
    box = stage(page).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.15


def _handle(page: Page) -> tuple[float, float]:
    """The arrow to the right; in the middle, where the three arrows begin, any of them may be taken hold of."""
    page.get_by_role("button", name="Von vorn").click()
    page.get_by_role("button", name="Auf das Gewählte schauen").click()
    return grip(page)
