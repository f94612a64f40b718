"""A colleague checks an anchor on site with a phone, with a network and without; the office decides on what came."""

from typing import Any, Final

import pytest
from playwright.sync_api import FilePayload, Geolocation, Page, expect

from authoring.actions.report_on_site import report_on_site
from authoring.ids import new_id
from authoring.store.on_site import Finding
from tests.authoring.media.makers import a_picture_that_tells_all
from tests.browser.conftest import PageAs
from tests.browser.editing import open_editor, reach, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.phones import PHONE, SENSORS, link_to, point
from tests.browser.site import Site
from tests.browser.staging import ON_EARTH, scene, with_scene
from tests.browser.walk import Walk, make_walk, stored

#: Ten metres south of the anchor of `staging.ON_EARTH`, and four east of that.
SOUTH: Final[Geolocation] = {"latitude": 50.97861012, "longitude": 11.0307, "accuracy": 4.0}
BESIDE: Final[Geolocation] = {"latitude": 50.97861012, "longitude": 11.03075696, "accuracy": 4.0}
PHOTOGRAPH = FilePayload(name="tor.jpg", mimeType="image/jpeg", buffer=a_picture_that_tells_all("JPEG"))


@pytest.fixture
def walk(live_server: Site) -> Walk:
    made = make_walk(live_server)
    with_scene(live_server, made, anchors=[ON_EARTH, {"id": "anchor-2", "kind": "plain"}])
    return made


@pytest.fixture
def phone(page_as: PageAs, live_server: Site) -> Page:
    """The phone of the office's author, who lets pages know where she is and where she points it."""
    page = page_as(live_server.author, touch=True)
    page.set_viewport_size(PHONE)
    page.context.grant_permissions(SENSORS, origin=live_server.url)
    page.context.set_geolocation(SOUTH)
    return page


def reports(page: Page, walk: Walk) -> list[dict[str, Any]]:
    """What has come to the office."""
    told = page.request.get(f"/api/v1/stations/{walk.stations[0]}/on-site-reports").json()
    found: list[dict[str, Any]] = told["items"]
    return found


def open_check(phone: Page, link: str) -> None:
    """Open the link and go to the check."""
    phone.goto(link)
    phone.get_by_role("button", name="Vor Ort prüfen").click()
    expect(phone.get_by_role("heading", name="Vor Ort prüfen")).to_be_focused()


def test_a_colleague_measures_nudges_photographs_and_sends(
    page: Page, phone: Page, page_as: PageAs, walk: Walk
) -> None:
    link = link_to(page, walk.stations[0])
    open_check(phone, link)
    phone.get_by_role("button", name="Standort und Kompass einschalten").click()
    live = phone.get_by_role("region", name="Entfernung und Richtung")
    expect(live).to_contain_text("10 m nach Norden")
    expect(live).to_contain_text("± 4 m nach Angabe des Handys")
    # The anchor's arrow points to the East.
    point(phone, 97)
    expect(live).to_contain_text("Das Handy zeigt auf 97°, nach Osten.")
    expect(live).to_contain_text("Sie halten 7° zu weit nach rechts.")
    phone.get_by_role("button", name="Bericht senden").click()
    expect(phone.get_by_role("alert")).to_have_text("Bitte wählen Sie noch, was Sie vorgefunden haben.")
    phone.get_by_label("Der Anker gehört woanders hin.").check()
    phone.get_by_role("button", name="Hier messen").click()
    phone.context.set_geolocation(BESIDE)
    expect(phone.get_by_text("Eine Messung, ± 4 m. Bitte stehen bleiben.")).to_be_visible()
    phone.get_by_role("button", name="Anker hierher setzen").click()
    expect(phone.get_by_label("West – Ost")).to_have_value("4.00")
    expect(phone.get_by_label("Süd – Nord")).to_have_value("-10.00")
    phone.get_by_role("button", name="Richtung des Handys nehmen").click()
    expect(phone.get_by_label("Drehung")).to_have_value("7")
    phone.get_by_role("button", name="0,1 m nach Osten").click()
    phone.get_by_label("Höhe").fill("0.5")
    phone.get_by_label("Hinweis zum Zugang").fill("hinter einem Zaun")
    phone.locator('input[type="file"]').set_input_files(PHOTOGRAPH)
    expect(phone.get_by_role("img", name="Ihr Foto")).to_be_visible()
    phone.get_by_role("heading", name="Vor Ort prüfen").scroll_into_view_if_needed()
    look(phone, "on-site-check", whole=False)
    phone.get_by_role("button", name="Bericht senden").click()
    expect(phone.get_by_text("Ein Bericht ist im Büro angekommen.")).to_be_visible(timeout=30_000)
    look(phone, "on-site-sent", whole=False)
    (report,) = reports(page, walk)
    assert report["nudge"] == {"east_m": 4.1, "north_m": -10, "up_m": 0.5, "turn_deg": 7}
    assert (report["position"]["accuracy_m"], report["heading"]["deg"], report["note"]) == (4, 97, "hinter einem Zaun")
    assert report["photograph"] is not None
    # Whoever is not signed in sees the scene, and how a colleague gets further.
    stranger = page_as(None, touch=True)
    stranger.goto(link)
    expect(stranger.get_by_role("link", name="anmelden und vor Ort prüfen")).to_be_visible()
    expect(stranger.get_by_role("button", name="Vor Ort prüfen")).to_be_hidden()


def test_what_was_reported_without_a_network_waits_through_a_reload_and_the_end_of_the_session(
    page: Page, phone: Page, walk: Walk, live_server: Site
) -> None:
    open_check(phone, link_to(page, walk.stations[0]))
    expect(phone.get_by_text("Diese Seite öffnet sich auf diesem Handy auch ohne Netz.")).to_be_visible()
    phone.context.set_offline(True)
    phone.reload()
    phone.get_by_role("button", name="Vor Ort prüfen").click()
    phone.get_by_label("Hierher kommt man gerade nicht.").check()
    phone.get_by_label("Hinweis zum Zugang").fill("Gerüst bis Mai")
    phone.locator('input[type="file"]').set_input_files(PHOTOGRAPH)
    phone.get_by_role("button", name="Bericht senden").click()
    waits = phone.get_by_text("Ein Bericht wartet auf diesem Handy.")
    expect(waits).to_be_visible()
    expect(phone.get_by_text("Gerade gibt es kein Netz.")).to_be_visible()
    look(phone, "on-site-offline", whole=False)
    phone.reload()
    expect(waits).to_be_visible()
    # Back online, but the session is over: the report waits until its person signs in again.
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.get_by_text("Ihre Anmeldung ist abgelaufen.")).to_be_visible()
    assert reports(page, walk) == []
    way = phone.get_by_role("link", name="Anmelden und senden").get_attribute("href")
    assert way is not None
    assert way.startswith("/sign-in?next=%2Fpreview%2F")
    secret = live_server.sign_in(live_server.author)
    phone.context.add_cookies([{"name": "wayfable", "value": secret, "url": live_server.url}])
    phone.goto(way)
    expect(phone.get_by_text("Ein Bericht ist im Büro angekommen.")).to_be_visible(timeout=30_000)
    (report,) = reports(page, walk)
    assert (report["verdict"], report["note"], report["photograph"] is not None) == (
        "unreached",
        "Gerüst bis Mai",
        True,
    )
    phone.goto("/preview/waiting")
    expect(phone.get_by_text("Auf diesem Handy wartet nichts.")).to_be_visible()
    look(phone, "on-site-waiting", whole=False)


def reported(site: Site, walk: Walk, **facts: Any) -> str:
    """A report of the office's author, as her phone sends it."""
    told = {
        "station": walk.stations[0],
        "scene": "scene-1",
        "anchor": "anchor-1",
        "revision": 2,
        "verdict": "move",
        "measured_at": "2026-05-01T08:00:00Z",
        "position": {"lon": 11.03075696, "lat": 50.97861012, "accuracy_m": 4.2, "fixes": 17},
        "heading": {"deg": 97},
        "nudge": {"east_m": 4, "north_m": -10, "up_m": 0.5, "turn_deg": 7},
        "note": "hinter einem Zaun",
    }
    key = new_id()
    report_on_site(site.database, site.author, key, Finding.model_validate(told | facts))
    return key


def place(site: Site, walk: Walk) -> tuple[float, float, float]:
    """Where the anchor stands."""
    at = scene(site, walk)["anchors"][0]["geopose"]["position"]
    return at["lat"], at["lon"], at["h"]


def test_the_office_accepts_a_report_as_one_edit_and_takes_it_back(page: Page, walk: Walk, live_server: Site) -> None:
    reported(live_server, walk)
    before = place(live_server, walk)
    page.goto("/tours")
    look(page, "tours-on-site")
    page.locator(f'a[href="{walk.path}#on-site"]', has_text="1 Bericht von vor Ort").click()
    report = page.get_by_role("article", name="Anker 1: Ort auf der Erde")
    # The stage and all that draws on it come first.
    expect(report).to_be_visible(timeout=30_000)
    expect(report).to_contain_text(
        "Vorschlag: 4 m nach Osten, 10 m nach Süden, 0,5 m höher, um 7° nach rechts gedreht."
    )
    expect(report).to_contain_text("Gemessen auf ± 4,2 m, aus 17 Messungen.")
    report.get_by_text("Alter und neuer Ort auf der Karte").click()
    expect(report.locator(".maplibregl-canvas")).to_be_visible()
    look(page, "stage-on-site", whole=False)
    report.get_by_role("button", name="Übernehmen").click()
    expect(report).to_contain_text("Übernommen.")
    assert place(live_server, walk) == pytest.approx((50.97861012, 11.03075696, 0.5), abs=1e-7)
    anchor = scene(live_server, walk)["anchors"][0]
    name = live_server.author.name
    assert anchor["verified"] == {"at": "2026-05-01T08:00:00Z", "by": name, "accuracy_m": 4.2}
    assert stored(live_server, walk.stations[0])["access"]["note"] == {"de": "hinter einem Zaun"}
    (told,) = reports(page, walk)
    assert told["state"] == "accepted"
    page.get_by_role("button", name="Rückgängig: Bericht von vor Ort übernehmen").click()
    wait_for_save(page)
    assert place(live_server, walk) == before
    assert stored(live_server, walk.stations[0])["access"]["note"] == {}
    report.get_by_role("button", name="Wieder vorlegen").click()
    expect(report.get_by_role("button", name="Übernehmen")).to_be_visible()


def test_reports_are_declined_and_accepted_by_keys_alone(page: Page, walk: Walk, live_server: Site) -> None:
    reported(live_server, walk, measured_at="2026-05-02T08:00:00Z", note="")
    reported(live_server, walk, verdict="holds", nudge={}, note="")
    page.goto(f"{walk.path}#on-site")
    declined, accepted = page.get_by_role("article").first, page.get_by_role("article").last
    reach(page, declined.get_by_role("button", name="Ablehnen"))
    page.keyboard.press("Enter")
    expect(declined.get_by_label("Warum nicht?")).to_be_focused()
    page.keyboard.type("Das ist das falsche Tor.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(declined).to_contain_text("Abgelehnt: Das ist das falsche Tor.")
    expect(declined).to_be_focused()
    expect(accepted).to_contain_text("Der Anker steht richtig.")
    reach(page, accepted.get_by_role("button", name="Übernehmen"))
    page.keyboard.press("Enter")
    expect(accepted).to_contain_text("Übernommen.")
    assert scene(live_server, walk)["anchors"][0]["verified"]["at"] == "2026-05-01T08:00:00Z"
    assert {each["state"] for each in reports(page, walk)} == {"declined", "accepted"}


def test_the_ar_tab_says_how_many_reports_wait_and_leads_to_them(page: Page, walk: Walk, live_server: Site) -> None:
    def open_tab() -> None:
        open_editor(page, walk)
        row(page, "stop:stop-1").click()
        page.locator("#tab-ar").click()
        expect(page.get_by_role("button", name="Auf der Bühne öffnen")).to_be_visible()

    open_tab()
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-on-site]")).to_have_count(0)
    for number in range(5):
        reported(live_server, walk, measured_at=f"2026-05-0{number + 1}T08:00:00Z", note="")
    open_tab()
    told = page.locator("[data-on-site='5']")
    expect(told).to_contain_text("5 Berichte von vor Ort")
    show_form(page)
    look(page, "editor-on-site-count", whole=False)
    told.get_by_role("button", name="Dorthin gehen").press("Enter")
    expect(page.get_by_role("article")).to_have_count(5, timeout=30_000)
    look(page, "stage-on-site-five", whole=False)
