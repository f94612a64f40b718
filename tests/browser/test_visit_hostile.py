"""What somebody wrote into a tour to run in its visitors' phones is read, and runs nowhere."""

import itertools
import json
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, expect

from tests.browser.conftest import PIXEL, Watch
from tests.browser.visited import Office, a_whole_tour, served
from tests.exports.conftest import Json
from tour_schema import dump

#: Each says "here I ran" where it runs; ways out of elements, attributes, links, templates and CommonMark.
PAYLOADS: Final = (
    "<script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "\"><svg onload='window.ran = 1'>",
    "' onmouseover='window.ran = 1' autofocus onfocus='window.ran = 1",
    "[klick](javascript:window.ran=1)",
    "![bild](https://example.org/x.png)",
    "<javascript:window.ran=1>",
    "[klick](data:text/html,<script>window.ran=1</script>)",
    "{@html '<img src=x onerror=window.ran=1>'} ${window.ran=1} {{window.ran=1}}",
    "</title><iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
)
_KEPT: Final = {"id", "station", "medium", "cover", "kind", "from", "to", "guide", "portrait"}


def poisoned(value: Any, payloads: Any) -> Any:
    """The same with a payload for each text in a language, and for each line that is no reference."""
    if isinstance(value, list):
        return [poisoned(each, payloads) for each in value]
    if not isinstance(value, dict):
        return value
    if value and value.keys() <= {"de", "en"} and all(isinstance(text, str) for text in value.values()):
        return {tag: next(payloads) for tag in value}
    lines = {name: next(payloads) for name in ("credit", "by", "source") if isinstance(value.get(name), str)}
    return {name: each if name in _KEPT else poisoned(each, payloads) for name, each in value.items()} | lines


def a_hostile_tour(office: Office) -> Json:
    """The whole tour, with all its stations, guides and media poisoned, and links that run something."""
    payloads = itertools.cycle(PAYLOADS)
    tour = a_whole_tour(office)
    for document in list(office.shelf.documents.values()):
        told = json.loads(dump(document))
        recordings = [dict(block["recordings"]) for block in told.get("story", ()) if "recordings" in block]
        hostile = poisoned(told, payloads)
        if hostile["kind"] == "station":
            for block in hostile["story"]:
                if block["kind"] == "link":
                    block["href"] = "javascript:window.ran=1"
                if recordings and block["kind"] == "audio":
                    block["recordings"] = recordings[-1]
        office.shelf.put(hostile)
    return poisoned(tour, payloads)  # type: ignore[no-any-return]  # a tour goes in


def test_nothing_of_a_hostile_tour_runs(browser: Browser, tmp_path: Path) -> None:
    office = Office(tmp_path)
    tour = office.publish(a_hostile_tour(office))
    stations = [stop["station"] for module in tour["modules"] for stop in module["stops"]]
    with served(office.folder) as server:
        context = browser.new_context(base_url=server.url, locale="de-DE", viewport=PIXEL, reduced_motion="reduce")
        page = context.new_page()
        watch = Watch(server.url)
        watch.over(page)
        page.on("dialog", lambda dialog: watch.seen.append(dialog.message))
        screens = ["/viewer/", f"/viewer/?tour={tour['id']}", f"/viewer/?tour={tour['id']}&view=map"]
        screens += [f"/viewer/?tour={tour['id']}&station={station}" for station in stations]
        for screen in [*screens, f"/t/{tour['slug']}/"]:
            page.goto(screen)
            expect(page.get_by_role("heading").first).to_be_visible()
            page.wait_for_timeout(300)
            # A press on everything that can be pressed and leads to no other page.
            for button in page.locator("main button:enabled").all()[:12]:
                button.click(timeout=2000, force=True)
            assert page.evaluate("window.ran") is None
            assert page.locator("main iframe, main script, main [onerror], main [onload]").count() == 0
            leads = page.locator("a[href]").evaluate_all("links => links.map(link => link.protocol)")
            assert set(leads) <= {"http:", "https:", "tel:", "mailto:"}
        assert server.asked
        context.close()
    assert watch.seen == []
