"""How the phone notices a station: a beacon, a sign, by hand."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored

_UUID = "f7826da6-4fa2-4e98-8024-bc5b71e0893e"


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def triggers(site: Site, walk: Walk) -> list[dict[str, object]]:
    """The triggers of the third station, which begins with none."""
    found: list[dict[str, object]] = stored(site, walk.stations[2]).get("triggers", [])
    return found


def trigger(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name, exact=True)


def test_a_beacon_is_described_as_it_is_printed_on_it(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    page.get_by_role("tab", name="Ort & Auslöser").click()
    page.get_by_role("tabpanel").get_by_role("button", name="Funksender", exact=True).click()
    beacon = trigger(page, "Funksender")
    uuid = beacon.get_by_label("iBeacon: UUID")
    uuid.fill("F7826DA6 4FA2")
    expect(beacon.get_by_text("Eine UUID hat 32 Ziffern von 0 bis F.")).to_be_visible()
    uuid.fill(_UUID.upper().replace("-", ""))
    beacon.get_by_label("Major").fill("7")
    beacon.get_by_label("Minor").fill("70000")
    expect(beacon.get_by_text("Höchstens")).to_be_visible()
    beacon.get_by_label("Minor").fill("12")
    beacon.get_by_label("Auslösen").select_option(label="jedes Mal")
    wait_for_save(page)
    (told,) = triggers(live_server, walk)
    assert told["ibeacon"] == {"uuid": _UUID, "major": 7, "minor": 12}
    assert told["repeat"] == "always"
    show_form(page)
    look(page, "editor-beacon", whole=False)


def test_an_eddystone_beacon_is_described_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    page.get_by_role("tab", name="Inhalt").press("ArrowRight")
    page.get_by_role("tabpanel").get_by_role("button", name="Funksender", exact=True).press("Enter")
    beacon = trigger(page, "Funksender")
    expect(beacon.get_by_label("iBeacon: UUID")).to_be_focused()
    page.keyboard.press("Tab")
    expect(beacon.get_by_label("Eddystone: Namespace")).to_be_focused()
    page.keyboard.type("0x8B 0C A7 50 09 54 77 CB 3E 77")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0000 0000 0001")
    wait_for_save(page)
    assert triggers(live_server, walk)[0]["eddystone"] == {
        "namespace": "8b0ca750095477cb3e77",
        "instance": "000000000001",
    }


def test_signs_count_on_and_what_is_removed_comes_back_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    page.get_by_role("tab", name="Inhalt").press("ArrowRight")
    panel = page.get_by_role("tabpanel")
    panel.get_by_role("button", name="Schild mit Code", exact=True).press("Enter")
    sign = trigger(page, "Schild mit Code")
    number = sign.get_by_label("Nummer auf dem Schild")
    expect(number).to_be_focused()
    # Number 1 is another station's.
    expect(number).to_have_value("2")
    number.fill("tor 7")
    number.press("Tab")
    expect(number).to_have_value("TOR7")
    sign.get_by_label("NFC-Chip zum Antippen").press("Space")
    wait_for_save(page)
    (code,) = triggers(live_server, walk)
    assert (code["number"], code["nfc"]) == ("TOR7", True)
    sign.get_by_role("button", name="Schild mit Code entfernen").press("Enter")
    expect(sign).to_have_count(0)
    # The focus stays where one goes on.
    expect(panel.get_by_role("button", name="Auslösebereich", exact=True)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(sign).to_be_visible()
    wait_for_save(page)
    assert triggers(live_server, walk) == [code]


def test_a_station_that_is_opened_by_hand_alone_says_so(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    page.get_by_role("tab", name="Ort & Auslöser").click()
    panel = page.get_by_role("tabpanel")
    panel.get_by_role("button", name="Nur von Hand", exact=True).click()
    expect(panel.get_by_text("Besucherinnen und Besucher öffnen die Station selbst.")).to_be_visible()
    # Once is enough.
    expect(panel.get_by_role("button", name="Nur von Hand", exact=True)).to_have_count(0)
    wait_for_save(page)
    assert triggers(live_server, walk) == [{"kind": "manual"}]
