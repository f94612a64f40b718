"""A visitor walks a tour: the map, how far the next stop is, what is noticed on the way, and the number on a sign."""

from playwright.sync_api import Page, expect

from tests.browser.looking import look
from tests.exports.conftest import Json

BRIDGE = {"longitude": 11.0308, "latitude": 50.9788, "accuracy": 6}
SOUTH_OF_IT = BRIDGE | {"latitude": 50.9770}


def test_the_map_shows_the_way_and_each_station_is_noticed_once(phone: Page, tour: Json) -> None:
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation(SOUTH_OF_IT)  # type: ignore[arg-type]  # a dict of these keys
    phone.goto(f"/viewer/?tour={tour['id']}")
    loaded: list[str] = []
    phone.on("request", lambda request: loaded.append(request.url))
    phone.get_by_role("link", name="Karte und Liste").click()
    expect(phone.locator(".map[data-ready]")).to_be_visible(timeout=20_000)
    expect(phone.locator(".map").get_by_role("link", name="1 Krämerbrücke")).to_be_visible()
    assert any("maplibre" in url for url in loaded)
    expect(phone.get_by_text("Der Standort bleibt auf diesem Gerät.")).to_be_visible()
    phone.get_by_role("button", name="Zeigen, wo ich bin").click()
    expect(phone.get_by_text("200 m nach Norden")).to_be_visible()
    look(phone, "viewer-map", whole=False)
    phone.context.set_geolocation(BRIDGE)  # type: ignore[arg-type]
    phone.wait_for_timeout(5500)
    # Whoever stays there for five seconds is told; another fix says so to the page.
    phone.context.set_geolocation(BRIDGE | {"accuracy": 5})  # type: ignore[arg-type]
    arrived = phone.get_by_role("link", name="Angekommen: Krämerbrücke")
    expect(arrived).to_be_visible()
    look(phone, "viewer-noticed", whole=False)
    arrived.click()
    expect(phone.get_by_role("heading", name="Krämerbrücke", exact=True)).to_be_visible()
    expect(arrived).to_be_hidden()
    phone.go_back()
    phone.get_by_label("Nummer auf dem Schild").fill("99")
    phone.get_by_role("button", name="Öffnen").click()
    expect(phone.get_by_role("alert")).to_contain_text("Die Nummer 99 gibt es in dieser Tour nicht.")
    phone.get_by_label("Nummer auf dem Schild").fill("12")
    phone.get_by_role("button", name="Öffnen").click()
    expect(phone.get_by_role("heading", name="Fischmarkt mit Rathaus")).to_be_visible()


def test_everything_can_be_opened_where_the_position_is_not_allowed(phone: Page, tour: Json) -> None:
    phone.goto(f"/viewer/?tour={tour['id']}&view=map")
    phone.get_by_role("button", name="Zeigen, wo ich bin").click()
    expect(phone.get_by_text("Der Standort wurde nicht erlaubt.")).to_be_visible()
    phone.get_by_role("listitem").get_by_role("link", name="Alte Universität").click()
    expect(phone.get_by_role("heading", name="Alte Universität")).to_be_visible()
