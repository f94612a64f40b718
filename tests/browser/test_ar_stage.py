"""A model is placed before a gate on a panorama, by handles, numbers and keys; an AR scene is put together."""

import io
import re
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect
from sqlmodel import select

from authoring.tables import Document
from tests.authoring.media.glb_makers import a_box, a_picture, with_clip, with_picture
from tests.browser.editing import expect_spoken, open_editor, reach, row, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import a_photo, upload
from tests.browser.walk import Walk, change, make_walk, stored

_ON_EARTH = {
    "id": "anchor-1",
    "kind": "geo",
    "geopose": {
        "position": {"lat": 50.9787, "lon": 11.0307, "h": 0.0},
        "quaternion": {"x": 0.0, "y": 0.0, "z": 0.0, "w": 1.0},
    },
    "height_reference": "terrain",
}


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def a_tower() -> FilePayload:
    """A model of a known size, with a picture on it and a clip in it."""
    model = with_clip(with_picture(a_box((1.2, 2.4, 0.8)), a_picture()), "winken", 3)
    return FilePayload(name="turm.glb", mimeType="model/gltf-binary", buffer=model.glb())


def a_gate_all_round(sky: str = "#a9c7dd") -> FilePayload:
    """An equirectangular photo: a gate in its middle, houses beside it."""
    picture = Image.new("RGB", (2048, 1024), sky)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 512, 2048, 1024), fill="#9c9a8c")
    for middle, colour in ((256, "#888844"), (768, "#884488"), (1280, "#448888"), (1792, "#884444")):
        pen.rectangle((middle - 80, 400, middle + 80, 560), fill=colour)
    pen.rectangle((900, 250, 1150, 600), fill="#b59a76")
    pen.rectangle((960, 380, 1090, 600), fill="#3a3330")
    data = io.BytesIO()
    picture.save(data, "JPEG")
    return FilePayload(name="tor.jpg", mimeType="image/jpeg", buffer=data.getvalue())


def scene(site: Site, walk: Walk) -> dict[str, Any]:
    """The only scene of the first station, as it is stored."""
    (found,) = stored(site, walk.stations[0])["scenes"]
    return dict(found)


def pose(site: Site, walk: Walk) -> dict[str, Any]:
    """Where the only content of that scene stands."""
    (content,) = scene(site, walk)["contents"]
    return dict(content["pose"])


def stage(page: Page) -> Locator:
    return page.get_by_role("application", name="Bühne")


def number(page: Page, name: str) -> Locator:
    return page.get_by_role("spinbutton", name=name, exact=True)


def thing(page: Page, name: str) -> Locator:
    """A row of what is in the scene."""
    return page.locator(".stage-list .row", has_text=name)


def with_scene(site: Site, walk: Walk, **facts: Any) -> None:
    """Give the first station a scene on Earth behind the editor's back."""
    plain = {"id": "anchor-2", "kind": "plain"}
    made = {"id": "scene-1", "title": {"de": "Ein Turm von 1325"}, "anchors": [_ON_EARTH, plain]}
    change(site, walk.stations[0], scenes=[made | facts])


def open_stage(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.locator("#tab-ar").click()
    page.get_by_role("button", name="Auf der Bühne öffnen").click()
    expect(stage(page).locator("canvas")).to_be_visible()


def shades(thing: Locator) -> int:
    """How many colours are seen of it."""
    picture = Image.open(io.BytesIO(thing.screenshot())).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    return len(picture.getcolors() or [])


def drawn(page: Page) -> Image.Image:
    """The canvas without what lies over it at its lower edge."""
    picture = Image.open(io.BytesIO(stage(page).screenshot())).convert("RGB")
    return picture.crop((0, 0, picture.width, picture.height - 70))


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
    box = stage(page).bounding_box()
    assert box is not None
    # The arrow to the right begins beside the middle of what is looked at, below the label that stands on it.
    before = drawn(page)
    x, y = grip(page, box)
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
    x, y = grip(page, box)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=4)
    stage(page).press("Escape")
    page.mouse.up()
    expect(number(page, "Nach rechts")).to_have_value(moved)


def grip(page: Page, box: Any) -> tuple[float, float]:
    """Where the arrow to the right is taken hold of: the reddest spot of the canvas."""
    page.wait_for_timeout(300)
    picture = drawn(page)
    red = [
        (x, y)
        for x in range(0, picture.width, 2)
        for y in range(0, picture.height, 2)
        if (seen := picture.getpixel((x, y)))[0] > 200 and max(seen[1:]) < 60  # type: ignore[index]
    ]
    assert red, "no handle is drawn"
    x, y = max(red)
    return box["x"] + x - 8, box["y"] + y


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
    reach(page, page.get_by_role("button", name="Zurück zur Karte"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Auf der Bühne öffnen")).to_be_focused()


def test_a_scene_hangs_on_its_target_in_its_true_size(page: Page, live_server: Site, walk: Walk) -> None:
    label = {"id": "label-1", "kind": "label", "text": {"de": "Breiter Herd"}}
    with_scene(live_server, walk, contents=[label])
    open_stage(page, walk)
    page.get_by_role("button", name="Anker hinzufügen").click()
    page.get_by_role("menuitem", name="Zielbild").click()
    upload(page, page.get_by_role("button", name="Zielbild auswählen"), a_photo("ziel.jpg", "#d9a3a3"))
    number(page, "Breite des Drucks").fill("42")
    # Two anchors that lie differently make trouble, and the ladder says so.
    expect(page.get_by_text("Diese Leiter mischt Anker")).to_be_visible()
    page.get_by_role("button", name="2. Zielbild nach oben").press("Enter")
    expect(page.get_by_text("Anker steht jetzt an Stelle 1 von 2.")).to_be_attached()
    expect(thing(page, "1. Zielbild")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(thing(page, "2. Zielbild")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    page.get_by_role("button", name="2. Ort auf der Erde entfernen").click()
    expect(page.get_by_text("Diese Leiter mischt Anker")).to_have_count(0)
    wait_for_save(page)
    target, plain = scene(live_server, walk)["anchors"]
    assert (target["kind"], target["width_m"], plain["kind"]) == ("image", 0.42, "plain")
    # Up is up on a wall, too: in the picture's own frame that is towards its upper edge. A step is a centimetre.
    thing(page, "Breiter Herd").click()
    stage(page).press("PageUp")
    wait_for_save(page)
    assert pose(live_server, walk)["translation_m"] == [0, 0, -0.01]
    look(page, "ar-stage-target", whole=False)


def test_anchors_are_put_into_order_by_dragging(page: Page, live_server: Site, walk: Walk) -> None:
    others = [{"id": "anchor-5", "kind": "plane"}, {"id": "anchor-6", "kind": "plain"}]
    with_scene(live_server, walk, anchors=[_ON_EARTH, *others])
    open_stage(page, walk)
    grip = page.locator(".stage-list .grip").nth(1)
    box, above = grip.bounding_box(), thing(page, "1. Ort").bounding_box()
    assert box is not None
    assert above is not None
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 8, above["y"] + 2, steps=5)
    page.mouse.up()
    wait_for_save(page)
    assert [each["id"] for each in scene(live_server, walk)["anchors"]] == ["anchor-5", "anchor-1", "anchor-6"]


def test_an_anchor_on_earth_is_turned_moved_and_measured(page: Page, live_server: Site, walk: Walk) -> None:
    with_scene(live_server, walk)
    open_stage(page, walk)
    thing(page, "1. Ort auf der Erde").click()
    dial = page.get_by_role("slider", name="Ausrichtung")
    expect(dial).to_have_attribute("aria-valuetext", "90° Osten")
    dial.scroll_into_view_if_needed()
    box = dial.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 8, steps=3)
    page.mouse.up()
    expect(dial).to_have_attribute("aria-valuetext", "180° Süden")
    dial.press("ArrowRight")
    expect(number(page, "Ausrichtung")).to_have_value("181")
    page.get_by_label("Position", exact=True).fill("50.97880, 11.03080")
    wait_for_save(page)
    geopose = scene(live_server, walk)["anchors"][0]["geopose"]
    assert geopose["position"] == {"lat": 50.9788, "lon": 11.0308, "h": 0}
    # A compass heading of 181° is a GeoPose yaw of −91°: a turn about Up by its half.
    assert geopose["quaternion"]["z"] == pytest.approx(-0.7132504, abs=1e-6)
    # Heights are never guessed: what is missing is asked for.
    page.get_by_label("Höhe gemessen über").select_option("sea_level")
    number(page, "Höhe").fill("195,5")
    page.get_by_text("Höhe umrechnen").click()
    expect(page.get_by_role("button", name="Erst die Geoidhöhe eintragen")).to_be_disabled()
    number(page, "Geoidhöhe").fill("46,2")
    page.get_by_role("button", name="241,7 m über dem Ellipsoid").click()
    wait_for_save(page)
    anchor = scene(live_server, walk)["anchors"][0]
    assert anchor["height_reference"] == "ellipsoid"
    assert anchor["geopose"]["position"]["h"] == 241.7
    look(page, "ar-stage-on-earth", whole=False)


def test_an_anchor_is_put_in_its_place_on_the_map(page: Page, live_server: Site, walk: Walk) -> None:
    with_scene(live_server, walk)
    open_stage(page, walk)
    thing(page, "1. Ort auf der Erde").click()
    page.get_by_text("Auf der Karte setzen").click()
    pin = page.get_by_role("button", name="Anker, Pfeiltasten verschieben um einen Meter")
    pin.press("Shift+ArrowRight")
    wait_for_save(page)
    east = scene(live_server, walk)["anchors"][0]["geopose"]["position"]
    assert east["lon"] == pytest.approx(11.0307 + 10 / 70_100, abs=2e-6)
    assert (east["lat"], east["h"]) == (pytest.approx(50.9787), 0)
    place = page.get_by_role("group", name="Auf der Karte setzen")
    place.click(position={"x": 60, "y": 60})
    wait_for_save(page)
    clicked = scene(live_server, walk)["anchors"][0]["geopose"]["position"]
    assert clicked["lon"] < east["lon"]
    assert clicked["lat"] > east["lat"]
    page.get_by_role("button", name="An die Position der Station").click()
    wait_for_save(page)
    assert scene(live_server, walk)["anchors"][0]["geopose"] == _ON_EARTH["geopose"]


def test_a_photo_is_aligned_by_pointing_at_two_places(page: Page, live_server: Site, walk: Walk) -> None:
    with_scene(live_server, walk)
    open_stage(page, walk)
    page.get_by_role("button", name="360°-Foto").click()
    upload(page, page.get_by_role("button", name="360°-Bild auswählen"), a_gate_all_round("#d7dee2"))
    page.get_by_text("Auf der Karte ausrichten").click()
    seen = page.get_by_role("button", name="Das zeigt die Mitte des Fotos")
    for _ in range(3):
        seen.press("Shift+ArrowRight")
    # Thirty metres North as it was found, thirty East: that is Northeast.
    expect(page.get_by_role("slider", name="Mitte des Fotos")).to_have_attribute(
        "aria-valuetext", re.compile(r"4[45](,\d)?° Nordosten")
    )
    page.get_by_role("button", name="Hier wurde das Foto aufgenommen").press("Shift+ArrowUp")
    wait_for_save(page)
    (photo,) = [each for each in media(live_server) if "position" in each.get("heading", {})]
    assert photo["heading"]["position"][1] > 50.97878
    # Now twenty metres North and thirty East.
    assert photo["heading"]["compass_deg"] == pytest.approx(56.3, abs=0.5)
    look(page, "ar-stage-aligned", whole=False)


def media(site: Site) -> list[dict[str, Any]]:
    """Every medium of the installation."""
    with site.database.read() as session:
        heads = session.exec(select(Document).where(Document.kind == "medium")).all()
    return [stored(site, head.id) for head in heads]


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


def test_a_fault_of_a_scene_leads_to_its_field_on_the_stage(page: Page, live_server: Site, walk: Walk) -> None:
    with_scene(live_server, walk, anchors=[{"id": "anchor-1", "kind": "image"}, {"id": "anchor-2", "kind": "plain"}])
    open_editor(page, walk)
    page.get_by_role("button", name="Prüfbericht").click()
    page.locator('[data-code="ar.target_missing"]').get_by_role("button", name="hingehen").click()
    expect(page.get_by_role("heading", name="Zielbild")).to_be_visible()
    expect(page.locator(".stage :focus")).to_have_count(1)
