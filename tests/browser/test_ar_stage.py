"""A model is placed before a gate on a panorama, by handles, numbers and keys; an AR scene is put together."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import expect_spoken, open_editor, reach, row, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.staging import (
    a_gate_all_round,
    a_tower,
    drawn,
    grip,
    number,
    open_stage,
    pose,
    stage,
    thing,
    with_scene,
)
from tests.browser.storytelling import upload
from tests.browser.walk import Walk, make_walk


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def shades(thing: Locator) -> int:
    """How many colours are seen of it."""
    picture = Image.open(io.BytesIO(thing.screenshot())).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    return len(picture.getcolors() or [])


def test_a_model_is_placed_before_a_gate_on_a_panorama(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.locator("#tab-ar").click()
    page.get_by_role("button", name="AR-Szene hinzufügen").click()
    expect(stage(page).locator("canvas")).to_be_visible()
    page.get_by_role("button", name="Hinzufügen", exact=True).click()
    page.get_by_role("menuitem", name="3D-Modell").click()
    upload(page, page.get_by_role("button", name="3D-Modell auswählen"), a_tower())
    expect(page.get_by_text("So groß: 1,2 × 2,4 × 0,8 m")).to_be_visible()
    # The motion comes with the file: by then it is drawn.
    expect(page.get_by_role("button", name="Bewegung abspielen")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="360°-Foto").click()
    upload(page, page.get_by_role("button", name="360°-Bild auswählen"), a_gate_all_round())
    number(page, "Mitte des Fotos").fill("45")
    page.locator("summary", has_text="360°-Foto").click()
    number(page, "Nach vorn").fill("-5,5")
    number(page, "Nach rechts").fill("2")
    number(page, "Drehung").fill("30")
    wait_for_save(page)
    assert pose(live_server, walk) == {
        "translation_m": [2.0, 0.0, -5.5],
        "rotation": [0.0, -0.258819, 0.0, 0.965926],
        "scale": 1.0,
    }
    look(page, "ar-stage-panorama", whole=False)
    # One comes back another day: the scene is there, and the photo behind it, too.
    # Or a colleague does, whose browser remembers nothing.
    page.evaluate("localStorage.clear()")
    open_stage(page, walk)
    expect(page.get_by_role("button", name="Bewegung abspielen")).to_be_visible(timeout=30_000)
    plan = drawn(page)
    page.get_by_role("button", name="360°-Foto").click()
    expect(page.locator("summary", has_text="360°-Foto")).to_be_visible()
    thing(page, "3D-Modell").click()
    expect(number(page, "Nach vorn")).to_have_value("-5,5")
    page.wait_for_timeout(500)
    assert drawn(page).tobytes() != plan.tobytes()
    assert shades(stage(page)) > 20


def test_a_handle_is_one_step_of_undo_however_long_the_drag(page: Page, live_server: Site, walk: Walk) -> None:
    with_scene(live_server, walk, contents=[{"id": "label-1", "kind": "label", "text": {"de": "Hier stand der Turm"}}])
    open_stage(page, walk)
    thing(page, "Hier stand der Turm").click()
    expect(number(page, "Nach rechts")).to_have_value("0")
    page.get_by_role("button", name="Von vorn").click()
    page.get_by_role("button", name="Auf das Gewählte schauen").click()
    # The arrow to the right begins beside the middle of what is looked at, below the label that stands on it.
    before = drawn(page)
    x, y = grip(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=6)
    expect(number(page, "Nach rechts")).not_to_have_value("0")
    page.mouse.up()
    wait_for_save(page)
    right, up, front = pose(live_server, walk)["translation_m"]
    assert right > 0
    assert (up, front) == (0, 0)
    assert drawn(page).tobytes() != before.tobytes()
    page.keyboard.press("Control+z")
    expect(number(page, "Nach rechts")).to_have_value("0")
    page.keyboard.press("Control+Shift+z")
    expect(number(page, "Nach rechts")).not_to_have_value("0")
    # Given up in the middle of a drag, nothing has happened.
    moved = number(page, "Nach rechts").input_value()
    page.get_by_role("button", name="Auf das Gewählte schauen").click()
    x, y = grip(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    stage(page).press("Escape")
    page.mouse.up()
    expect(number(page, "Nach rechts")).to_have_value(moved)


def test_the_same_by_keyboard_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").press("Enter")
    page.locator("#tab-ar").press("Enter")
    page.get_by_role("button", name="AR-Szene hinzufügen").press("Enter")
    expect(page.get_by_role("button", name="Zurück zur Karte")).to_be_focused()
    reach(page, page.get_by_role("button", name="Hinzufügen", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="3D-Modell")).to_be_focused()
    page.keyboard.press("Enter")
    opener = page.get_by_role("button", name="3D-Modell auswählen")
    expect(opener).to_be_focused()
    upload(page, opener, a_tower(), keys=True)
    expect(page.get_by_role("button", name="Bewegung abspielen")).to_be_visible(timeout=30_000)
    reach(page, stage(page))
    for key in ("ArrowUp", "ArrowUp", "Shift+ArrowRight", "PageUp", "d", "d", "Shift+A", "+"):
        page.keyboard.press(key)
    expect(number(page, "Drehung")).to_have_value("29")
    expect(number(page, "Größe")).to_have_value("1,1")
    wait_for_save(page)
    assert pose(live_server, walk)["translation_m"] == [1.0, 0.1, -0.2]
    page.keyboard.press("g")
    expect_spoken(page, "Steht jetzt auf dem Boden.")
    expect(number(page, "Nach oben")).to_have_value("0")
    # Quick steps by keys are one step of undo, as typing is.
    page.keyboard.press("Control+z")
    expect(number(page, "Nach vorn")).not_to_have_value("-0,2")
    page.keyboard.press("Control+Shift+z")
    expect(number(page, "Nach vorn")).to_have_value("-0,2")
    reach(page, number(page, "Nach rechts"))
    page.keyboard.press("ArrowDown")
    expect(number(page, "Nach rechts")).to_have_value("0,9")
    page.keyboard.press("Control+A")
    page.keyboard.type("vier")
    expect(page.get_by_text("Das ist keine Zahl.")).to_be_visible()
    page.keyboard.press("Control+A")
    page.keyboard.type("4")
    wait_for_save(page)
    assert pose(live_server, walk)["translation_m"][0] == 4
    reach(page, stage(page))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog").get_by_text("In Rasterschritten verschieben")).to_be_visible()
    page.keyboard.press("Escape")
    reach(page, stage(page))
    page.keyboard.press("Delete")
    expect(page.get_by_text("Noch ist die Szene leer.")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="aus der Szene genommen.")).to_be_visible()
    reach(page, page.get_by_role("button", name="Zurück zur Karte"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Auf der Bühne öffnen")).to_be_focused()


def test_without_webgl_a_sentence_says_so_and_the_numbers_work(page: Page, live_server: Site, walk: Walk) -> None:
    with_scene(live_server, walk, contents=[{"id": "label-1", "kind": "label", "text": {"de": "Breiter Herd"}}])
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.locator("#tab-ar").click()
    page.evaluate("HTMLCanvasElement.prototype.getContext = () => null")
    page.get_by_role("button", name="Auf der Bühne öffnen").click()
    expect(page.get_by_text("Dieser Browser kann hier keine 3D-Bilder zeichnen.")).to_be_visible()
    thing(page, "Breiter Herd").click()
    number(page, "Nach oben").fill("1,75")
    wait_for_save(page)
    assert pose(live_server, walk)["translation_m"] == [0, 1.75, 0]


def test_a_preview_shows_what_is_seen_from_there_and_does_what_a_tap_will_do(
    page: Page, live_server: Site, walk: Walk
) -> None:
    far = {"id": "label-1", "kind": "label", "text": {"de": "Von weit her zu sehen"}, "visible_m": [50, 500]}
    near = {
        "id": "label-2",
        "kind": "label",
        "text": {"de": "Tippen Sie hier"},
        "on_tap": {"kind": "open_link", "href": "https://example.org/turm"},
    }
    with_scene(live_server, walk, contents=[far | {"pose": {"translation_m": [0, 1.2, 0]}}, near])
    open_stage(page, walk)
    page.get_by_role("button", name="Vergleichsfigur").click()
    expect(page.get_by_text("wird geladen …")).to_have_count(0)
    page.wait_for_timeout(300)
    before = len(paper(page))
    page.get_by_role("button", name="Vorschau").click()
    page.wait_for_timeout(300)
    spots = paper(page)
    # One label is not to be seen from a few metres away; the other one stays.
    assert 0 < len(spots) < before * 0.8
    box = stage(page).bounding_box()
    assert box is not None
    x, y = spots[len(spots) // 2]
    page.mouse.click(box["x"] + x, box["y"] + y)
    expect(page.get_by_text("Hier öffnet sich für Besucher: https://example.org/turm")).to_be_visible()
    page.locator(".notices button").first.click()
    page.get_by_role("button", name="Vorschau").click()
    page.wait_for_timeout(300)
    assert len(paper(page)) == before


def paper(page: Page) -> list[tuple[int, int]]:
    """Where something nearly white is drawn, such as a label's ground."""
    picture = drawn(page)
    places = ((x, y) for x in range(0, picture.width, 4) for y in range(0, picture.height, 4))
    return [place for place in places if _is_light(picture.getpixel(place))]


def _is_light(colour: object) -> bool:
    return isinstance(colour, tuple) and min(colour) > 245
