"""Somebody who reads English does the whole of it: opens, writes, translates, reads the report, mends, takes back.

No German word of ours is on the screen at any time: everything that can be read or heard is held against the words
of the German files that the English ones do not have.
"""

import json
import re
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from authoring import clock
from authoring.actions.create_document import create_document
from authoring.ids import new_id
from authoring.permissions import Actor, Role
from authoring.tables import Membership, Person
from tests.browser.conftest import PageAs
from tests.browser.editing import row, wait_for_save
from tests.browser.looking import ROOT
from tests.browser.site import OFFICE, Site
from tests.browser.walk import Walk, stored
from tour_schema.base import FORMAT

_NAME = "Olivia Smith"
_WORD = re.compile(r"[^\W\d_]{3,}")
#: What is shown and what is read out: texts, names of controls, what stands in empty fields.
_WORDS_OF_PAGE = """() => [document.title, document.body.innerText,
  ...[...document.querySelectorAll('[aria-label], [title], [placeholder], img[alt]')].flatMap((each) =>
    ['aria-label', 'title', 'placeholder', 'alt'].map((name) => each.getAttribute(name) ?? '')),
  ...[...document.querySelectorAll('option')].map((each) => each.label)].join('\\n')"""


@pytest.fixture
def reader(live_server: Site) -> Actor:
    """An author whose language is English."""
    person = Person(id=new_id(), name=_NAME, email=f"{new_id()}@example.org", language="en", created_at=clock.now())
    with live_server.database.write() as session:
        session.add(person)
        session.flush()
        session.add(
            Membership(organisation_id=live_server.office, person_id=person.id, role=Role.AUTHOR, since=clock.now())
        )
    return Actor(person_id=person.id, name=_NAME, language="en", roles={live_server.office: Role.AUTHOR})


@pytest.fixture
def walk(live_server: Site, reader: Actor) -> Walk:
    """Two stations and a tour, written in English, to be told in French as well."""

    def make(kind: str, **facts: object) -> str:
        body = {"format": FORMAT, "kind": kind, "id": new_id(), "original": "en"} | facts
        return create_document(live_server.database, reader, live_server.office, json.dumps(body).encode()).document_id

    fence = {"kind": "circle", "centre": [11.0307, 50.9787], "radius_m": 3}
    bridge = make(
        "station",
        title={"en": "Bridge"},
        place={"position": [11.0307, 50.9787]},
        triggers=[{"kind": "geofence", "area": fence}],
    )
    market = make("station", title={"en": "Market"}, place={"position": [11.0283, 50.9776]})
    stops = [{"id": f"stop-{number}", "station": each} for number, each in enumerate((bridge, market), start=1)]
    tour = make(
        "tour",
        title={"en": "Old stones"},
        languages=["en", "fr"],
        modules=[{"id": "module-1", "title": {"en": "By the water"}, "stops": stops}, {"id": "module-2", "stops": []}],
    )
    return Walk(tour, (bridge, market))


@cache
def german_only() -> frozenset[str]:
    """Words that stand in German sentences of ours and in no English one."""
    folders = ((ROOT / "authoring" / "translations").glob("*"), [ROOT / "tour_schema" / "messages"])
    files = [path for folder in chain(*folders) for path in folder.glob("*.json")]

    def words_in(name: str) -> set[str]:
        return {word for path in files if path.name == name for text in _texts(path) for word in _words(text)}

    # Languages are named in themselves where one can change to them.
    return frozenset(words_in("de.json") - words_in("en.json") - _words(f"{OFFICE} {_NAME} Deutsch"))


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def _texts(path: Path) -> list[str]:
    found: list[str] = []

    def walk_in(value: object) -> None:
        if isinstance(value, str):
            found.append(re.sub(r"\{[\w:]+\}", " ", value))
        elif isinstance(value, dict):
            for inner in value.values():
                walk_in(inner)

    walk_in(json.loads(path.read_bytes()))
    return found


def german_words(page: Page) -> set[str]:
    """The German words of ours that are on the screen, or read out, now."""
    return _words(page.evaluate(_WORDS_OF_PAGE)) & german_only()


def test_the_words_are_told_apart(page: Page) -> None:
    page.goto("/tours")
    assert {"touren", "medien"} <= german_words(page)


def test_a_tour_is_written_translated_checked_and_mended_in_english(
    page_as: PageAs, live_server: Site, reader: Actor, walk: Walk
) -> None:
    page = page_as(reader)
    page.goto("/tours")
    expect(page.get_by_role("link", name="Old stones").first).to_be_visible()
    assert german_words(page) == set()
    page.goto(walk.path)
    row(page, "stop:stop-1").click()
    # Write.
    page.get_by_label("Summary").fill("Houses over the river.")
    page.get_by_role("button", name="Add block").click()
    assert german_words(page) == set()
    page.get_by_role("list", name="Add block").get_by_role("button", name="Quote", exact=True).click()
    page.get_by_label("Words").fill("We live above the water.")
    for tab in ("Place & triggers", "AR", "Facts", "Rights", "Content"):
        page.get_by_role("tab", name=re.compile(f"^{tab}")).click()
        assert german_words(page) == set(), tab
    # Translate.
    page.get_by_role("button", name="Language of the texts").click()
    assert german_words(page) == set()
    page.get_by_role("menuitem", name="Translate side by side").click()
    page.get_by_role("button", name="Next missing").click()
    page.keyboard.type("Vieilles pierres")
    wait_for_save(page)
    assert stored(live_server, walk.tour)["title"]["fr"] == "Vieilles pierres"
    assert german_words(page) == set()
    page.get_by_role("button", name="Back to the map").click()
    # Read the report, mend, take back.
    page.keyboard.press("Alt+p")
    report = page.get_by_role("region", name="Report")
    expect(report.get_by_text("The module “module 2 (without a name)” has no stop.").first).to_be_visible()
    assert german_words(page) == set()
    fix = page.locator(".button-small:not(.button-quiet)")
    report.locator('[data-code^="geofence"]').filter(has=fix).first.locator(fix).click()
    wait_for_save(page)
    assert stored(live_server, walk.stations[0])["triggers"][0]["area"]["radius_m"] > 3
    assert german_words(page) == set()
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    wait_for_save(page)
    assert stored(live_server, walk.stations[0])["triggers"][0]["area"]["radius_m"] == 3
    assert german_words(page) == set()


@pytest.mark.parametrize("kind", ["Picture", "Sound", "Film", "Quiz", "Guide speaks", "Before and after"])
def test_the_forms_of_a_story_are_in_english(page_as: PageAs, reader: Actor, walk: Walk, kind: str) -> None:
    page = page_as(reader)
    page.goto(walk.path)
    row(page, "stop:stop-2").click()
    page.get_by_role("button", name="Add block").click()
    page.get_by_role("list", name="Add block").get_by_role("button", name=kind, exact=True).click()
    expect(page.get_by_role("region", name="Story").locator(".body")).to_be_visible()
    assert german_words(page) == set()


@pytest.mark.parametrize("selected", ["tour", "module:module-1"])
def test_the_forms_of_the_tour_are_in_english(page_as: PageAs, reader: Actor, walk: Walk, selected: str) -> None:
    page = page_as(reader)
    page.goto(walk.path)
    row(page, selected).click()
    expect(page.get_by_role("textbox").first).to_be_visible()
    assert german_words(page) == set()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert german_words(page) == set()
