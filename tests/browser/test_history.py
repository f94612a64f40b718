"""Somebody reads what was changed by whom, word by word, and brings an older revision back."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from authoring.actions.create_document import create_document
from authoring.actions.save_document import save_document
from authoring.permissions import Role
from tests import builders
from tests.browser.looking import look
from tests.browser.site import Site

pytestmark = pytest.mark.made_once


@pytest.fixture(scope="module")
def station(live_server: Site) -> str:
    """A station that three people have worked on."""
    value = builders.a_station_json("Krämerbrücke")
    saved = create_document(live_server.database, live_server.author, live_server.office, json.dumps(value).encode())
    changes: list[tuple[Role, dict[str, Any]]] = [
        (
            Role.REVIEWER,
            {
                "summary": builders.words(
                    "Bewohnte Häuser über dem Wasser der Gera.", "Inhabited houses above the water."
                )
            },
        ),
        (Role.PUBLISHER, {"title": builders.words("Krämerbrücke", "Merchants' Bridge"), "duration_s": 900}),
    ]
    body = json.loads(saved.body)
    for number, (role, facts) in enumerate(changes, 1):
        body |= facts
        person = live_server.people[role]
        save_document(live_server.database, person, saved.document_id, json.dumps(body).encode(), number)
    return saved.document_id


def test_the_history_tells_who_changed_which_words(page: Page, station: str) -> None:
    page.goto(f"/documents/{station}/history")
    newest = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Jetzige Fassung"))
    expect(newest).to_contain_text("Paula Bär")
    expect(newest.locator("ins")).to_contain_text(["Merchants' Bridge", "900"])
    reviewed = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Fassung 2"))
    expect(reviewed.locator("ins").first).to_contain_text("Bewohnte")
    look(page, "history")


def test_an_older_revision_comes_back_as_a_new_one_by_keyboard(page: Page, station: str) -> None:
    page.goto(f"/documents/{station}/history")
    page.get_by_role("button", name="Diese Fassung wiederherstellen Fassung 1").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Fassung 1 ist wiederhergestellt")
    now = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Jetzige Fassung"))
    expect(now).to_contain_text("Fassung 1 wiederhergestellt.")
    expect(page.get_by_role("heading", name="Fassung 3")).to_be_visible()
