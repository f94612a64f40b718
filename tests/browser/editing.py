"""The editor as a person meets it: opening a tour, and the few things that many tests look at."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site
from tests.browser.walk import Walk, stored


def open_editor(page: Page, walk: Walk) -> None:
    """Open the tour and wait until its outline is there."""
    page.goto(walk.path)
    expect(row(page, "stop:stop-1")).to_be_visible()


def row(page: Page, name: str) -> Locator:
    """A row of the outline: ``tour``, ``module:module-1`` or ``stop:stop-1``."""
    return page.locator(f'[data-row="{name}"]')


def titles(page: Page) -> list[str]:
    """The stations in the outline, from above."""
    return [text.strip() for text in page.locator("[data-stop] .name").all_inner_texts()]


def title_field(page: Page) -> Locator:
    """Where the tour's title is written."""
    return page.get_by_label("Name der Tour")


def wait_for_save(page: Page) -> None:
    """Wait until the server has everything that was done until now.

    The header says "saved" before an edit too, so the edit is given its turn first: a frame in which it is drawn,
    and one more for what was done in an animation frame, such as the end of a drag on the map.
    """
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))")
    expect_save_state(page, "saved")


def expect_save_state(page: Page, state: str) -> None:
    """Expect what the header says of saving: saved, saving, offline, fault, conflict, signed-out or refused."""
    expect(page.locator(f'[data-save-state="{state}"]')).to_be_visible()


def order(site: Site, walk: Walk) -> list[tuple[str, list[str]]]:
    """Modules and stops as they are stored."""
    tour: dict[str, Any] = stored(site, walk.tour)
    return [(module["id"], [stop["id"] for stop in module["stops"]]) for module in tour["modules"]]


def expect_spoken(page: Page, words: str | re.Pattern[str]) -> None:
    """Expect that a screen reader was told so."""
    expect(page.locator("p[aria-live]")).to_have_text(words)


def reach(page: Page, thing: Locator, *, most: int = 120) -> None:
    """Go to something by the Tab key alone, as somebody without a mouse does.

    Raises:
        AssertionError: so many presses of the key did not lead there.
    """
    for _ in range(most):
        if thing.evaluate("(thing) => thing === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not lead to {thing}")


def show_form(page: Page) -> None:
    """Bring the form to the front on a small screen, for the pictures that follow."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("navigation").get_by_role("button", name="Details").click()
    page.set_viewport_size({"width": 1280, "height": 800})
