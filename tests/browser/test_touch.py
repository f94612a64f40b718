"""A tablet on site: stops and pins are moved with a finger, and whatever lies below them stays where it is."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageAs
from tests.browser.editing import open_editor, order, row, titles, wait_for_save
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


@pytest.fixture
def page(page_as: PageAs, live_server: Site) -> Page:
    """The author's tablet."""
    return page_as(live_server.author, touch=True)


class Finger:
    """One finger on the screen of a page."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._at = (0.0, 0.0)

    def down(self, x: float, y: float) -> None:
        """Touch the screen."""
        self._at = (x, y)
        self._send("touchStart")

    def move(self, x: float, y: float, *, steps: int = 6) -> None:
        """Draw the finger there."""
        (left, top) = self._at
        for step in range(1, steps + 1):
            self._at = (left + (x - left) * step / steps, top + (y - top) * step / steps)
            self._send("touchMove")

    def up(self) -> None:
        """Lift it."""
        self._session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def cancel(self) -> None:
        """The system takes the touch for a gesture of its own."""
        self._session.send("Input.dispatchTouchEvent", {"type": "touchCancel", "touchPoints": []})

    def _send(self, kind: str) -> None:
        x, y = self._at
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})


def middle(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def handle(page: Page, stop: int) -> Locator:
    """What a stop is dragged by."""
    return page.locator(f'[data-stop="stop-{stop}"] .handle')


def pin(page: Page, number: int) -> Locator:
    """The pin of a stop on the map."""
    return page.get_by_role("button", name=re.compile(rf"^Halt {number}:"))


def test_a_stop_is_dragged_into_another_module(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    finger = Finger(page)
    finger.down(*middle(handle(page, 1)))
    goal = page.locator('[data-stop="stop-5"]').bounding_box()
    assert goal is not None
    finger.move(goal["x"] + 100, goal["y"] + 4)
    expect(page.locator("[data-outline] .line")).to_have_count(1)
    finger.up()
    expect(page.locator("[data-outline] .line")).to_have_count(0)
    assert titles(page)[3] == "Krämerbrücke"
    wait_for_save(page)
    assert order(live_server, walk) == [
        ("module-1", ["stop-2", "stop-3"]),
        ("module-2", ["stop-4", "stop-1", "stop-5", "stop-6"]),
    ]


def test_a_drag_that_the_system_takes_away_moves_nothing(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    finger = Finger(page)
    finger.down(*middle(handle(page, 1)))
    finger.move(*middle(row(page, "stop:stop-5")))
    expect(page.locator("[data-outline] .line")).to_have_count(1)
    finger.cancel()
    expect(page.locator("[data-outline] .line")).to_have_count(0)
    assert titles(page)[0] == "Krämerbrücke"


def test_a_pin_is_dragged_and_the_map_below_stays(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    x, y = middle(pin(page, 1))
    resting = middle(pin(page, 4))
    finger = Finger(page)
    finger.down(x, y)
    finger.move(x + 42, y + 72)
    finger.up()
    expect(page.get_by_role("button", name=re.compile("^Rückgängig: "))).to_be_enabled()
    wait_for_save(page)
    assert middle(pin(page, 1)) == pytest.approx((x + 42, y + 72), abs=1.5)
    assert middle(pin(page, 4)) == resting
    place = stored(live_server, walk.stations[0])["place"]["position"]
    assert place[0] > 11.0307
    assert place[1] < 50.9787
    page.get_by_role("button", name=re.compile("^Rückgängig")).tap()
    wait_for_save(page)
    assert stored(live_server, walk.stations[0])["place"]["position"] == [11.0307, 50.9787]


def test_a_pin_that_is_tapped_is_chosen_and_not_moved(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    pin(page, 2).tap()
    expect(row(page, "stop:stop-2")).to_have_attribute("aria-current", "true")
    assert stored(live_server, walk.stations[1])["place"]["position"] == [11.0295, 50.9789]
