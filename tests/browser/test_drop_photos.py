"""Photos are dropped on the map: each becomes a station where it was taken."""

import base64
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import open_editor, row, wait_for_save
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored

_DROP = """(files) => {
  const data = new DataTransfer();
  for (const [name, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: 'image/jpeg' }));
  }
  const { left, top, width, height } = document.querySelector('#map').getBoundingClientRect();
  const [clientX, clientY] = [left + width / 2, top + height / 2];
  const target = document.elementFromPoint(clientX, clientY);
  for (const kind of ['dragenter', 'dragover', 'drop']) {
    const event = new DragEvent(kind, { bubbles: true, cancelable: true, clientX, clientY, dataTransfer: data });
    target.dispatchEvent(event);
    if (!event.defaultPrevented) throw new Error(`nobody takes the ${kind}`);
  }
}"""


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def test_photos_become_stations_where_they_were_taken(page: Page, live_server: Site, walk: Walk, samples: Path) -> None:
    open_editor(page, walk)
    expect(page.locator(".maplibregl-canvas")).to_be_visible()
    photos = [samples / "image_exif" / name for name in ("DSCN0010.jpg", "DSCN0012.jpg")]
    page.evaluate(_DROP, [[each.name, base64.b64encode(each.read_bytes()).decode()] for each in photos])
    expect(row(page, "stop:stop-8")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Halt 8: ")).to_be_attached()
    wait_for_save(page)
    stops = [stop["station"] for module in stored(live_server, walk.tour)["modules"] for stop in module["stops"]]
    first, second = (stored(live_server, each) for each in stops[-2:])
    # As the camera noted it: 43° 28′ 2.814″ N, 11° 53′ 6.456″ E.
    assert first["place"]["position"] == pytest.approx([11.885127, 43.467448], abs=1e-5)
    assert second["place"]["position"] == pytest.approx([11.885395, 43.467157], abs=1e-5)
    for station in (first, second):
        assert station["cover"] == station["story"][0]["medium"]
        assert stored(live_server, station["cover"])["type"] == "image"
