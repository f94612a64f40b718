"""Draws a model for lists and cards, in a soft light and on nothing: by the processor alone. Runs only in a child.

Servers have no graphics card and no browser, so this is a small rasteriser in numpy: all pixels that some triangles may
cover are tried at once, the nearest wins, and only what is seen gets colour and light.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from authoring.media import glb, glb_arrays, glb_ranges
from authoring.media.glb import Glb, Json
from authoring.media.glb_arrays import Floats, Indices, Part
from authoring.refusal import SandboxRefusal

SIDE_PX: Final = 480

_FINER: Final = 2
"""Pixels are drawn so many times smaller in each direction, and averaged."""
_MARGIN: Final = 0.06
# Seen from the right and a little above, as people photograph things.
_TURN, _TILT = np.radians(-32), np.radians(16)
_AT_ONCE: Final = 400_000
"""How many pixels are tried together: their numbers take some 40 MB."""
_LIGHT: Final = np.array([-0.45, 0.75, 0.55]) / np.linalg.norm([-0.45, 0.75, 0.55])
_SKY, _GROUND, _SUN = 0.62, 0.3, 0.62
_METAL_DULLS: Final = 0.25
"""What is metal shows its surroundings, of which there are none here."""
_MOST_TEXTURE_PX: Final = 1024
_CLEAR: Final = 0.35
"""How much of a pane of glass is seen, at least."""
_QUALITY: Final = 82

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]


def draw(request: dict[str, Any]) -> dict[str, int]:
    """Draw the GLB at ``path``, which the workbench laid open, to ``output`` as WebP; return ``width`` and ``height``.

    Raises:
        SandboxRefusal: ``model_empty``, and those of :mod:`authoring.media.glb_arrays`.
    """
    model = glb.read(memoryview(Path(request["path"]).read_bytes()))
    glb_ranges.check(model)
    picture = _picture(model)
    picture.save(request["output"], "WEBP", quality=_QUALITY, method=4)
    return {"width": picture.width, "height": picture.height}


def _picture(model: Glb) -> Image.Image:
    found = [part for part in glb_arrays.parts(model) if len(part.corners)]
    if not found:
        raise SandboxRefusal("model_empty")
    canvas = _Canvas(_Camera(found))
    surfaces: dict[int, _Surface] = {}
    for clear in (False, True):
        for part in found:
            surface = surfaces.setdefault(id(part.material), _Surface(model, part.material))
            if surface.clear == clear:
                canvas.draw(part, surface)
        canvas.settle()
    return canvas.shown()


class _Camera:
    """Looks at parts from afar, so that they fill the picture: nothing gets smaller behind."""

    def __init__(self, found: Sequence[Part]) -> None:
        sin, cos = np.sin, np.cos
        round_y = np.array([[cos(_TURN), 0, sin(_TURN)], [0, 1, 0], [-sin(_TURN), 0, cos(_TURN)]])
        round_x = np.array([[1, 0, 0], [0, cos(_TILT), -sin(_TILT)], [0, sin(_TILT), cos(_TILT)]])
        self._turn = round_x @ round_y
        seen = [(part.points[np.unique(part.corners)] @ self._turn.T)[:, :2] for part in found]
        low, high = (
            np.min([each.min(axis=0) for each in seen], axis=0),
            np.max([each.max(axis=0) for each in seen], axis=0),
        )
        self._middle = (low + high) / 2
        self._scale = SIDE_PX * _FINER * (1 - 2 * _MARGIN) / max(float((high - low).max()), 1e-9)

    def see(self, points: Floats) -> Numbers:
        """The points in pixels from the upper left; the larger the third number, the nearer."""
        seen: Numbers = points @ self._turn.T
        seen[:, :2] -= self._middle
        seen *= self._scale
        seen[:, 1] *= -1
        seen[:, :2] += SIDE_PX * _FINER / 2
        return seen

    def turn(self, directions: Numbers) -> Numbers:
        """Directions as the picture sees them: the third number is what looks at us."""
        turned: Numbers = directions @ self._turn.T
        return turned


class _Surface:
    """What a material looks like, as far as a small picture shows it."""

    def __init__(self, model: Glb, material: Json) -> None:
        rough = material.get("pbrMetallicRoughness") or {}
        self.factor = _numbers(rough.get("baseColorFactor"), (1, 1, 1, 1))
        self.info: Json = rough.get("baseColorTexture") or {}
        self.texture = _texture(model, glb_arrays.picture_of(model, rough.get("baseColorTexture")))
        self.metal = 0.0 if "metallicRoughnessTexture" in rough else float(rough.get("metallicFactor", 1))
        self.glow = _numbers(material.get("emissiveFactor"), (0, 0, 0)) * ("emissiveTexture" not in material)
        self.mode = material.get("alphaMode", "OPAQUE")
        self.cutoff = float(material.get("alphaCutoff", 0.5))
        extensions = material.get("extensions") or {}
        self.unlit = "KHR_materials_unlit" in extensions
        glass = float((extensions.get("KHR_materials_transmission") or {}).get("transmissionFactor", 0))
        self.clear = self.mode == "BLEND" or glass > 0
        self.factor[3] *= max(_CLEAR, 1 - glass)
        self.thick = not material.get("doubleSided", False)

    def colours(self, part: Part, rows: Indices, shares: Numbers) -> Numbers:
        """Linear colours, and how opaque they are, at places inside triangles."""
        found: Numbers = np.broadcast_to(self.factor, (len(rows), 4)).copy()
        if part.colours is not None:
            found *= _inside(part.colours, rows, shares)
        at = glb_arrays.texture_rows(part, self.info) if self.texture is not None else None
        if self.texture is not None and at is not None:
            places = _inside(at, rows, shares)
            height, width = self.texture.shape[:2]
            x, y = ((places[:, axis] % 1 * side).astype(int) % side for axis, side in ((0, width), (1, height)))
            texels = self.texture[y, x] / 255.0
            found *= np.hstack([_linear(texels[:, :3]), texels[:, 3:]])
        return found


class _Canvas:
    """The pixels: how near what is seen there is, and its colour."""

    def __init__(self, camera: _Camera) -> None:
        self._camera = camera
        self._side = SIDE_PX * _FINER
        count = self._side * self._side
        self._near = np.full(count, -np.inf)
        self._seen = np.zeros((count, 4))
        self._layer = np.zeros((count, 4))
        self._layer_near = self._near.copy()

    def draw(self, part: Part, surface: _Surface) -> None:
        """Put a part before what lies behind it."""
        points = self._camera.see(part.points)
        flat = glb_arrays.flat_normals(part).astype(np.float64)
        for triangles, pixels, shares, near in _fragments(points, part.corners, self._side, both=not surface.thick):
            first = near > np.maximum(self._near, self._layer_near)[pixels]
            if surface.mode == "MASK":
                rows = part.corners[triangles[first]]
                first[first] = surface.colours(part, rows, shares[first])[:, 3] >= surface.cutoff
            np.maximum.at(self._layer_near, pixels[first], near[first])
            chosen = np.flatnonzero(first)[self._layer_near[pixels[first]] == near[first]]
            self._layer[pixels[chosen]] = self._lit(part, surface, flat, triangles[chosen], shares[chosen])

    def settle(self) -> None:
        """Let what was drawn be what the next things are seen before, or through."""
        new = self._layer_near > self._near
        front, back = self._layer[new], self._seen[new]
        opaque, behind = front[:, 3:], back[:, 3:] * (1 - front[:, 3:])
        whole = opaque + behind
        colours = (front[:, :3] * opaque + back[:, :3] * behind) / np.where(whole > 0, whole, 1)
        self._seen[new] = np.hstack([colours, whole])
        self._near = np.maximum(self._near, self._layer_near)

    def shown(self) -> Image.Image:
        """The picture, its pixels averaged."""
        side = SIDE_PX
        fine = self._seen.reshape(side, _FINER, side, _FINER, 4)
        alpha = fine[..., 3:]
        whole = alpha.sum(axis=(1, 3))
        colours = (fine[..., :3] * alpha).sum(axis=(1, 3)) / np.where(whole > 0, whole, 1)
        written = np.concatenate([_encoded(colours), whole / (_FINER * _FINER)], axis=-1)
        return Image.fromarray((written.clip(0, 1) * 255 + 0.5).astype(np.uint8), "RGBA")

    def _lit(self, part: Part, surface: _Surface, flat: Numbers, triangles: Whole, shares: Numbers) -> Numbers:
        rows = part.corners[triangles]
        found = surface.colours(part, rows, shares)
        if surface.mode != "BLEND" and not surface.clear:
            found[:, 3] = 1
        if not surface.unlit:
            normals = flat[triangles] if part.normals is None else _inside(part.normals, rows, shares)
            seen = self._camera.turn(normals)
            # What is seen from behind is lit from behind, too.
            seen *= np.where(seen[:, 2:] < 0, -1, 1) if not surface.thick else 1
            lengths = np.linalg.norm(seen, axis=1)
            seen /= np.where(lengths > 0, lengths, 1)[:, None]
            light = _GROUND + (_SKY - _GROUND) * (seen[:, 1] + 1) / 2 + _SUN * (seen @ _LIGHT).clip(0, 1)
            found[:, :3] *= light[:, None] * (1 - _METAL_DULLS * surface.metal)
        found[:, :3] += surface.glow
        return found


def _fragments(
    points: Numbers, corners: Indices, side: int, *, both: bool
) -> Iterator[tuple[Whole, Whole, Numbers, Numbers]]:
    """Yield triangle, pixel, shares of the three corners and nearness of all that is covered, some at a time."""
    one, two, three = (points[corners[:, corner]] for corner in range(3))
    area = (two[:, 0] - one[:, 0]) * (three[:, 1] - one[:, 1]) - (two[:, 1] - one[:, 1]) * (three[:, 0] - one[:, 0])
    # The picture's y grows downwards, so what faces us turns clockwise.
    faces = np.abs(area) > 1e-9 if both else area < -1e-9
    xy = np.stack([one[:, :2], two[:, :2], three[:, :2]])
    low = np.ceil(xy.min(axis=0) - 0.5).clip(0, side).astype(np.int64)
    high = np.floor(xy.max(axis=0) - 0.5).clip(-1, side - 1).astype(np.int64)
    wide, tall = (high - low + 1).clip(0).T
    counts = np.where(faces, wide * tall, 0)
    order = np.flatnonzero(counts)
    ends = counts[order].cumsum()
    start = 0
    while start < len(order):
        before = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + _AT_ONCE, side="right")))
        some = order[start:stop]
        start = stop
        triangles = np.repeat(some, counts[some])
        place = np.arange(len(triangles)) - np.repeat(counts[some].cumsum() - counts[some], counts[some])
        x, y = low[triangles, 0] + place % wide[triangles], low[triangles, 1] + place // wide[triangles]
        a, b, c = one[triangles], two[triangles], three[triangles]
        at_x, at_y = x + 0.5, y + 0.5
        second = ((at_x - a[:, 0]) * (c[:, 1] - a[:, 1]) - (at_y - a[:, 1]) * (c[:, 0] - a[:, 0])) / area[triangles]
        third = ((b[:, 0] - a[:, 0]) * (at_y - a[:, 1]) - (b[:, 1] - a[:, 1]) * (at_x - a[:, 0])) / area[triangles]
        shares = np.stack([1 - second - third, second, third], axis=1)
        covered = (shares >= 0).all(axis=1)
        shares = shares[covered]
        near = shares[:, 0] * a[covered, 2] + shares[:, 1] * b[covered, 2] + shares[:, 2] * c[covered, 2]
        yield triangles[covered], (y * side + x)[covered], shares, near


def _inside(values: Floats, rows: Indices, shares: Numbers) -> Numbers:
    """What lies between the values of three corners."""
    between: Numbers = np.einsum("nk,nkv->nv", shares, values[rows])
    return between


def _texture(model: Glb, image: Json | None) -> NDArray[np.uint8] | None:
    data = bytes(glb_ranges.picture_bytes(model, image)) if image is not None else b""
    if not data or glb_ranges.is_ktx2(data):
        return None
    opened = Image.open(BytesIO(data))
    opened.draft("RGB", (_MOST_TEXTURE_PX, _MOST_TEXTURE_PX))
    opened.thumbnail((_MOST_TEXTURE_PX, _MOST_TEXTURE_PX))
    return np.asarray(opened.convert("RGBA"))


def _numbers(given: Any, default: tuple[float, ...]) -> Numbers:
    return np.array(given if isinstance(given, list) and len(given) == len(default) else default, np.float64)


def _linear(colours: Numbers) -> Numbers:
    """From sRGB (IEC 61966-2-1) to light."""
    found: Numbers = np.where(colours <= 0.04045, colours / 12.92, ((colours + 0.055) / 1.055) ** 2.4)
    return found


def _encoded(light: Numbers) -> Numbers:
    """From light to sRGB."""
    light = light.clip(0, 1)
    found: Numbers = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return found
