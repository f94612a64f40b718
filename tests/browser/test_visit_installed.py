"""A visitor keeps the viewer beside the apps of the phone."""

import json
from urllib.parse import urljoin

from playwright.sync_api import Page, expect

from tests.browser.visited import Server
from tests.exports.conftest import Json

_DRAWN = "async (src) => { const mark = new Image(); mark.src = src; await mark.decode(); return mark.naturalWidth; }"


def test_the_phone_finds_a_mark_and_where_to_begin(phone: Page, server: Server, tour: Json) -> None:
    phone.goto(f"/viewer/?tour={tour['id']}")
    expect(phone.get_by_role("heading", name="Zeitreise ins Mittelalter")).to_be_visible()
    found = phone.context.new_cdp_session(phone).send("Page.getAppManifest")
    assert found["errors"] == []
    manifest = json.loads(found["data"])
    assert urljoin(found["url"], manifest["start_url"]) == f"{server.url}/viewer/index.html"
    assert phone.evaluate(_DRAWN, urljoin(found["url"], manifest["icons"][0]["src"])) > 0
