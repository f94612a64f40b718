"""A model is placed before a gate on a panorama, by handles, numbers and keys; an AR scene is put together."""

import io
from typing import Any

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.authoring.media.glb_makers import a_box, a_picture, with_clip, with_picture
from tests.browser.editing import open_editor, row, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import upload
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


def a_gate_all_round() -> FilePayload:
    """An equirectangular photo: a gate in its middle, houses beside it."""
    picture = Image.new("RGB", (2048, 1024), "#a9c7dd")
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
    page.locator("summary", has_text="360°-Foto").click()
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
