"""On the AR stage: scenes to begin with, and the few things that its tests look at."""

import io
from base64 import b64encode
from typing import Any, Final

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.authoring.media.glb_makers import a_box, a_picture, with_clip, with_picture
from tests.browser.editing import open_editor, row
from tests.browser.site import Site
from tests.browser.walk import Walk, change, stored

ON_EARTH: Final[dict[str, Any]] = {
    "id": "anchor-1",
    "kind": "geo",
    "geopose": {
        "position": {"lat": 50.9787, "lon": 11.0307, "h": 0.0},
        "quaternion": {"x": 0.0, "y": 0.0, "z": 0.0, "w": 1.0},
    },
    "height_reference": "terrain",
}


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
    """Where one places things."""
    return page.get_by_role("application", name="Bühne")


def drawn(page: Page) -> Image.Image:
    """The canvas without what lies over it at its lower edge."""
    picture = Image.open(io.BytesIO(stage(page).screenshot())).convert("RGB")
    return picture.crop((0, 0, picture.width, picture.height - 70))


def grip(page: Page) -> tuple[float, float]:
    """Where the arrow to the right is taken hold of: the reddest spot of the canvas."""
    page.wait_for_timeout(300)
    box = stage(page).bounding_box()
    assert box is not None
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


def number(page: Page, name: str) -> Locator:
    """A field of the panel."""
    return page.get_by_role("spinbutton", name=name, exact=True)


def thing(page: Page, name: str) -> Locator:
    """A row of what is in the scene."""
    return page.locator(".stage-list .row", has_text=name)


def with_scene(site: Site, walk: Walk, **facts: Any) -> None:
    """Give the first station a scene on Earth behind the editor's back."""
    plain = {"id": "anchor-2", "kind": "plain"}
    made = {"id": "scene-1", "title": {"de": "Ein Turm von 1325"}, "anchors": [ON_EARTH, plain]}
    change(site, walk.stations[0], scenes=[made | facts])


def open_stage(page: Page, walk: Walk) -> None:
    """Open the stage of the first station's scene, as a person would."""
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.locator("#tab-ar").click()
    page.get_by_role("button", name="Auf der Bühne öffnen").click()
    expect(stage(page).locator("canvas")).to_be_visible()


_BRING = """async ([name, type, content, office]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const form = new FormData();
  form.set('file', new File([bytes], name, {type}));
  form.set('organisation', office);
  const headers = {'X-CSRF-Token': document.querySelector('meta[name="csrf-token"]').content};
  const brought = await fetch('/api/v1/media', {method: 'POST', body: form, headers});
  const {medium, job} = await brought.json();
  for (let state = job === null ? 'done' : ''; state !== 'done'; await new Promise((after) => setTimeout(after, 200)))
    state = (await (await fetch(`/api/v1/jobs/${job}`)).json()).state;
  return medium.id;
}"""


def brought(page: Page, site: Site, name: str, kind: str, content: bytes) -> str:
    """The id of a medium that was uploaded and made ready for phones."""
    found: str = page.evaluate(_BRING, [name, kind, b64encode(content).decode(), site.office])
    return found
