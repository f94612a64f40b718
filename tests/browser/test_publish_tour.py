"""Somebody hands a tour in, a colleague approves it, a third publishes it: visitors have it, and may lose it again."""

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlmodel import col, select

from authoring.actions.set_defaults import set_defaults
from authoring.ids import new_id
from authoring.media_store import MediaStore
from authoring.permissions import Role
from authoring.tables import AuditLine, Document
from tests.authoring.commands.publishing import a_tour, change
from tests.browser.conftest import PageAs
from tests.browser.editing import reach
from tests.browser.looking import look
from tests.browser.site import Site
from tests.builders import words


@pytest.fixture
def tour(live_server: Site) -> str:
    store = MediaStore.open_url((live_server.data / "files").as_uri(), waiting_room=live_server.data / "incoming")
    slug = f"am-wasser-{new_id()[-6:]}"
    return str(a_tour(live_server.database, store, live_server.office, slug)["id"])


def test_a_tour_is_handed_in_approved_and_published_each_by_who_may(
    page: Page, page_as: PageAs, live_server: Site, tour: str
) -> None:
    hand_in_by_keys(page, tour)

    reviewer = page_as(live_server.people[Role.REVIEWER])
    path = opened(reviewer, tour, "In Prüfung")
    expect(path).to_contain_text("Bitte auf die Jahreszahlen achten.")
    expect(path.get_by_text("Veröffentlichen kann, wer")).to_have_count(0)
    look(reviewer, "path-review", whole=False)
    path.get_by_role("button", name="Freigeben").click()
    expect(path).to_contain_text("Die Tour ist freigegeben.")
    expect(path).to_contain_text("Veröffentlichen kann, wer in Ihrer Organisation")

    publisher = page_as(live_server.people[Role.PUBLISHER])
    path = opened(publisher, tour, "Freigegeben")
    expect(path.locator("[data-plan]")).to_contain_text("Wer die ganze Tour mitnimmt, lädt")
    look(publisher, "path-publish", whole=False)
    path.get_by_label("Was ist neu?").fill("Zum Stadtfest")
    path.get_by_role("button", name="Jetzt veröffentlichen").click()
    expect(path).to_contain_text("Besucher haben jetzt Fassung 1.")
    expect(path.get_by_role("link", name="/t/am-wasser-")).to_be_visible()
    expect(path.get_by_role("img", name="QR-Code")).to_have_js_property("complete", True)
    look(publisher, "path-published", whole=False)
    assert tour in catalogue(live_server)
    with live_server.database.read() as session:
        lines = session.exec(select(AuditLine).where(AuditLine.subject_id == tour).order_by("at")).all()
    told = [(line.verb, line.actor_name) for line in lines if line.verb != "create"]
    assert told == [
        ("submit", "Anneliese Großkreutz-Öttinger"),
        ("decide_review", "Rüdiger Weiß"),
        ("publish", "Paula Bär"),
    ]


def test_an_earlier_version_comes_back_and_a_tour_is_withdrawn_and_undone(
    page_as: PageAs, live_server: Site, tour: str
) -> None:
    set_free(live_server)
    page = page_as(live_server.administrator)
    path = opened(page, tour, "Zur Prüfung")
    path.get_by_role("button", name="Jetzt veröffentlichen").click()
    expect(path).to_contain_text("Besucher haben jetzt Fassung 1.")
    change(live_server.database, tour, title=words("Falsch", "Wrong"))
    change(live_server.database, station_of(live_server), place={"position": [11.0325, 50.9795]})
    path = opened(page, tour, "Geändert")
    expect(path.locator("[data-plan]")).to_contain_text("neu.")
    path.get_by_role("link", name="Änderungen ansehen").click()
    expect(page.get_by_role("heading", name="Was ist anders?")).to_be_visible()
    expect(page.locator("ins").first).to_contain_text("Falsch")
    look(page, "changes")
    path = opened(page, tour, "Geändert")
    # The way to the station does not lead there any more: somebody has to have read that.
    expect(path.get_by_role("button", name="Jetzt veröffentlichen")).to_be_disabled()
    path.get_by_label("gelesen").check()
    path.get_by_role("button", name="Jetzt veröffentlichen").click()
    expect(path).to_contain_text("Besucher haben jetzt Fassung 2.")

    path.get_by_role("button", name="Zurück zu Fassung 1").click()
    expect(path).to_contain_text("Besucher haben wieder Fassung 1.")
    expect(path.locator("[data-version='1']")).to_contain_text("bei den Besuchern")
    path.get_by_role("button", name="Zurückziehen …").click()
    path.get_by_role("button", name="Tour zurückziehen").click()
    expect(path).to_contain_text("Kein Besucher findet die Tour mehr.")
    assert tour not in catalogue(live_server)
    path.get_by_role("button", name="Rückgängig machen").click()
    expect(path).to_contain_text("Besucher haben wieder Fassung 1.")
    assert tour in catalogue(live_server)


def hand_in_by_keys(page: Page, tour: str) -> None:
    """Hand the tour in with a note, without a mouse."""
    page.goto(f"/tours/{tour}")
    reach(page, page.get_by_role("button", name="Zur Prüfung"))
    page.keyboard.press("Enter")
    path = page.get_by_role("dialog", name="Veröffentlichen")
    expect(path.get_by_text("Entwurf: Besucher haben diese Tour noch nicht.")).to_be_visible()
    look(page, "path-submit", whole=False)
    reach(page, path.get_by_label("Worauf soll geachtet werden?"))
    page.keyboard.type("Bitte auf die Jahreszahlen achten.")
    reach(page, path.get_by_role("button", name="Zur Prüfung geben"))
    page.keyboard.press("Enter")
    expect(path).to_contain_text("Die Tour ist zur Prüfung gegeben.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="In Prüfung")).to_be_focused()


def opened(page: Page, tour: str, stage: str) -> Locator:
    """Open the tour's path to visitors; the button that does so says how far it is."""
    page.goto(f"/tours/{tour}")
    page.get_by_role("button", name=stage, exact=True).click()
    path = page.get_by_role("dialog", name="Veröffentlichen")
    expect(path.locator("[data-stage]")).to_be_visible()
    return path


def station_of(site: Site) -> str:
    """A station of the last tour."""
    query = select(Document.id).where(Document.kind == "station").order_by(col(Document.created_at).desc())
    with site.database.read() as session:
        return session.exec(query).first() or ""


def set_free(site: Site) -> None:
    """Let the office publish without a review."""
    set_defaults(site.database, site.administrator, site.office, time_zone="", licence="", review="never")


def catalogue(site: Site) -> list[Any]:
    """The ids of what visitors find."""
    found = json.loads((site.data / "published/catalogue.json").read_bytes())
    return [feature["id"] for feature in found["features"]]
