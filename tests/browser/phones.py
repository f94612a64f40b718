"""Somebody's phone: how it comes to a scene, how it is held, where it is, and what is red on its screen."""

import io
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, ViewportSize

from tests.authoring.media.glb_makers import a_box

PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
#: The last step of a ladder.
PLAIN: Final[dict[str, Any]] = {"id": "anchor-2", "kind": "plain"}
#: What Chromium asks for before it tells how a phone is held.
SENSORS: Final = ("geolocation", "accelerometer", "gyroscope", "magnetometer")

_MAKE_LINK = """async (station) => {
  const token = document.querySelector('meta[name="csrf-token"]').content;
  const headers = {'Content-Type': 'application/json', 'X-CSRF-Token': token};
  const path = `/api/v1/stations/${station}/scenes/scene-1/preview`;
  return (await (await fetch(path, {method: 'POST', headers, body: '{}'})).json()).address;
}"""


def link_to(page: Page, station: str) -> str:
    """What the code on the stage says."""
    page.goto("/media")
    made: str = page.evaluate(_MAKE_LINK, station)
    return made


def scanned(page: Page) -> str:
    """What a phone reads from the code in the dialog."""
    picture = page.get_by_role("img", name="QR-Code der Vorschau").screenshot()
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("RGB"))
    return str(code.text)


def point(phone: Page, heading: float, *, raised: float = 0) -> None:
    """Hold the phone upright, its camera in that direction, so many degrees above the horizon."""
    phone.evaluate(
        "([alpha, beta]) => dispatchEvent(new DeviceOrientationEvent('deviceorientationabsolute',"
        " {alpha, beta, gamma: 0, absolute: true}))",
        [(360 - heading) % 360, 90 + raised],
    )


def a_red_plate(size: tuple[float, float, float] = (0.2, 0.004, 0.15)) -> bytes:
    """A plate as large as a quarter of a print of 40 by 30 cm, or a box of any other size."""
    model = a_box(size)
    model.description["materials"] = [
        {"pbrMetallicRoughness": {"baseColorFactor": [1, 0, 0, 1], "metallicFactor": 0}, "emissiveFactor": [0.4, 0, 0]}
    ]
    model.description["meshes"][0]["primitives"][0]["material"] = 0
    return model.glb()


def red(picture: bytes) -> npt.NDArray[np.float64]:
    """The middle of what is red in a picture, and how much that is, in pixels."""
    colours = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"), np.int16)
    ys, xs = np.nonzero(colours[..., 0] - np.maximum(colours[..., 1], colours[..., 2]) > 60)
    return np.array([xs.mean(), ys.mean(), len(xs)]) if len(xs) else np.zeros(3)
