"""A visitor takes a tour along, and walks it without a network; a cut download goes on where it was."""

from playwright.sync_api import Page, expect

from tests.browser.looking import look
from tests.browser.visited import Office, Server
from tests.exports.conftest import Json


def test_a_tour_that_was_taken_along_works_without_a_network(phone: Page, server: Server, tour: Json) -> None:
    broken: list[str] = []

    def cut(path: str) -> bool:
        """The line breaks once, at the tenth file."""
        broken.append(path)
        return len(broken) == 10

    phone.goto(f"/viewer/?tour={tour['id']}")
    take = phone.get_by_role("button", name="Für unterwegs laden")
    expect(take).to_be_visible()
    server.cut = cut
    take.click()
    expect(phone.get_by_role("alert")).to_contain_text("Die Verbindung ist abgerissen.")
    server.cut = lambda _: False
    server.asked.clear()
    phone.get_by_role("button", name="Den Rest laden").click()
    expect(phone.get_by_text("Ohne Netz verfügbar")).to_be_visible(timeout=20_000)
    # What was here already was not fetched again.
    again = {path for path in server.asked if "blobs" in path} & set(broken[:8])
    assert again == set()
    look(phone, "viewer-offline", whole=False)
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_text("Ohne Netz verfügbar")).to_be_visible()
    phone.get_by_role("link", name="Los geht’s").click()
    expect(phone.get_by_role("heading", name="Krämerbrücke", exact=True)).to_be_visible()
    expect(phone.locator("main img").first).to_be_visible()
    phone.get_by_role("button", name="Anhören: Unter den Bögen").click()
    expect(phone.get_by_role("button", name="Anhalten: Unter den Bögen")).to_be_visible()
    phone.goto(f"/viewer/?tour={tour['id']}&view=map")
    expect(phone.locator(".map[data-ready]")).to_be_visible(timeout=20_000)
    phone.context.set_offline(False)
    phone.goto(f"/viewer/?tour={tour['id']}")
    phone.get_by_role("button", name="Entfernen").click()
    expect(take).to_be_visible()
    kept = phone.evaluate("caches.open('wayfable blobs').then(cache => cache.keys()).then(keys => keys.length)")
    assert kept == 0


def test_what_is_tampered_with_is_not_kept(phone: Page, office: Office, tour: Json) -> None:
    blob = next(
        path for path in (office.folder / "blobs").rglob("*") if path.is_file() and path.stat().st_size > 200_000
    )
    whole = blob.read_bytes()
    phone.goto(f"/viewer/?tour={tour['id']}")
    blob.write_bytes(whole[:-1] + b"x")
    try:
        phone.get_by_role("button", name="Für unterwegs laden").click()
        expect(phone.get_by_role("alert")).to_contain_text("nicht so angekommen, wie sie veröffentlicht wurde")
    finally:
        blob.write_bytes(whole)
