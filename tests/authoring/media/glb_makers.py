"""Models that the tests make: a box of a known size, with a picture, a skeleton, a clip, and canaries everywhere."""

import json
import math
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any

from PIL import Image

from authoring.media.glb import write
from tests.authoring.media.makers import CANARY, a_picture_that_tells_all

Json = dict[str, Any]

FLOAT, UNSIGNED_SHORT, UNSIGNED_BYTE = 5126, 5123, 5121

_CORNERS = [(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)]
_BOX = [
    *(0, 1, 3, 0, 3, 2, 4, 6, 7, 4, 7, 5, 0, 4, 5, 0, 5, 1),
    *(2, 3, 7, 2, 7, 6, 0, 2, 6, 0, 6, 4, 1, 5, 7, 1, 7, 3),
]


class Model:
    """A glTF in the making: its description, and the bytes that are laid down one after the other."""

    def __init__(self) -> None:
        self.description: Json = {
            "asset": {"version": "2.0"},
            "scene": 0,
            "scenes": [{"nodes": [0]}],
            "nodes": [{"mesh": 0}],
            "meshes": [{"primitives": []}],
            "accessors": [],
            "bufferViews": [],
        }
        self.binary = bytearray()

    def lay(self, data: bytes) -> int:
        """Lay bytes down and return their view."""
        self.binary += b"\0" * (-len(self.binary) % 4)
        view = {"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(data)}
        self.binary += data
        self.description["bufferViews"].append(view)
        return len(self.description["bufferViews"]) - 1

    def numbers(self, kind: str, component: int, rows: Sequence[Sequence[float]], **more: Any) -> int:
        """Lay rows of numbers down and return their accessor."""
        letter = {FLOAT: "f", UNSIGNED_SHORT: "H", UNSIGNED_BYTE: "B"}[component]
        data = struct.pack(f"<{sum(map(len, rows))}{letter}", *(number for row in rows for number in row))
        accessor = {"bufferView": self.lay(data), "componentType": component, "count": len(rows), "type": kind}
        self.description["accessors"].append(accessor | more)
        return len(self.description["accessors"]) - 1

    def glb(self) -> bytes:
        """The finished GLB."""
        return write(self.whole(), self.binary)

    def whole(self, **buffer: Any) -> Json:
        """The description with its one buffer."""
        described = {name: part for name, part in self.description.items() if part != []}
        return described | {"buffers": [{"byteLength": len(self.binary), **buffer}]}


def a_box(size: tuple[float, float, float] = (1, 1, 1)) -> Model:
    """A box of twelve triangles, from the origin."""
    model = Model()
    rows = [tuple(corner * side for corner, side in zip(each, size, strict=True)) for each in _CORNERS]
    position = model.numbers("VEC3", FLOAT, rows, min=[0, 0, 0], max=list(map(float, size)))
    indices = model.numbers("SCALAR", UNSIGNED_SHORT, [(each,) for each in _BOX])
    model.description["meshes"][0]["primitives"] = [{"attributes": {"POSITION": position}, "indices": indices}]
    return model


def a_picture(kind: str = "PNG", size: tuple[int, int] = (64, 32)) -> bytes:
    """A small picture."""
    file = BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(file, kind)
    return file.getvalue()


def with_picture(model: Model, data: bytes, media_type: str = "image/png") -> Model:
    """The model with that picture on it."""
    rows = [(each[0], each[1]) for each in _CORNERS]
    primitive = model.description["meshes"][0]["primitives"][0]
    primitive["attributes"]["TEXCOORD_0"] = model.numbers("VEC2", FLOAT, rows)
    primitive["material"] = 0
    model.description["materials"] = [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}}]
    model.description["textures"] = [{"source": 0}]
    model.description["images"] = [{"bufferView": model.lay(data), "mimeType": media_type}]
    return model


def with_clip(model: Model, name: str | None = "open", seconds: float = 1.5) -> Model:
    """The model with an animation that moves it."""
    times = model.numbers("SCALAR", FLOAT, [(0,), (seconds,)], min=[0], max=[seconds])
    moves = model.numbers("VEC3", FLOAT, [(0, 0, 0), (0, 1, 0)])
    clip: Json = {
        "samplers": [{"input": times, "output": moves}],
        "channels": [{"sampler": 0, "target": {"node": 0, "path": "translation"}}],
    }
    model.description.setdefault("animations", []).append(clip | ({"name": name} if name else {}))
    return model


def with_skeleton(model: Model, joints: int = 2, scale: float = 1.0) -> Model:
    """The model carried by joints, the first of them scaled and its bind matrix scaled back."""
    rows = [(0, 0, 0, 0)] * len(_CORNERS)
    attributes = model.description["meshes"][0]["primitives"][0]["attributes"]
    attributes["JOINTS_0"] = model.numbers("VEC4", UNSIGNED_BYTE, rows)
    attributes["WEIGHTS_0"] = model.numbers("VEC4", FLOAT, [(1, 0, 0, 0)] * len(_CORNERS))
    back = 1 / scale
    matrix = (back, 0, 0, 0, 0, back, 0, 0, 0, 0, back, 0, 0, 0, 0, 1)
    model.description["skins"] = [
        {
            "joints": list(range(1, joints + 1)),
            "inverseBindMatrices": model.numbers("MAT4", FLOAT, [matrix] * joints),
        }
    ]
    nodes = model.description["nodes"]
    nodes[0] |= {"skin": 0}
    nodes += [{"scale": [scale] * 3, "children": list(range(2, joints + 1))}, *({} for _ in range(joints - 1))]
    nodes[2:] = [{} for _ in range(joints - 1)]
    if joints == 1:
        nodes[1].pop("children")
    model.description["scenes"][0]["nodes"] = [0, 1]
    return model


def a_model_that_tells_all() -> bytes:
    """A model with a canary in every place where a file can say something about its maker."""
    model = with_clip(with_picture(a_box(), a_picture_that_tells_all("PNG", (64, 32))))
    described = model.description
    described["asset"] |= {"copyright": CANARY, "generator": CANARY, "extras": {"by": CANARY}}
    described["extras"] = {"notes": [CANARY]}
    described["extensionsUsed"] = ["KHR_xmp_json_ld", "KHR_materials_unlit"]
    described["extensions"] = {"KHR_xmp_json_ld": {"packets": [{"@context": {}, "dc:creator": CANARY}]}}
    described["materials"][0] |= {"alphaMode": CANARY, "extensions": {"KHR_materials_unlit": {"extras": CANARY}}}
    for kind in ("scenes", "nodes", "meshes", "materials", "textures", "images", "accessors", "bufferViews"):
        described[kind][0] |= {"name": CANARY, "extras": {CANARY: CANARY}}
    described["nodes"][0][CANARY] = CANARY
    custom = model.numbers("SCALAR", FLOAT, [struct.unpack("<f", CANARY.encode()[:4])] * len(_CORNERS))
    described["meshes"][0]["primitives"][0]["attributes"][f"_{CANARY}"] = custom
    model.lay(CANARY.encode())
    described["meshes"][0]["extras"] = {"targetNames": [CANARY]}
    # A chunk that nobody knows, behind the others.
    data = model.glb() + struct.pack("<I4s", 8, b"NOTE") + f"{CANARY:<8}".encode()
    return data[:8] + len(data).to_bytes(4, "little") + data[12:]


def a_gltf_zip(
    model: Model,
    change: Callable[[Json], None] = lambda _: None,
    *,
    picture: bytes | None = None,
    beside: Mapping[str, bytes] | None = None,
) -> bytes:
    """The model as a glTF with its files beside it, in a folder of a zip."""
    described = model.whole(uri="model%20data.bin")
    if picture is not None:
        described["images"] = [{"uri": "textures/wall.png"}]
    change(described)
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("house/scene.gltf", json.dumps(described))
        opened.writestr("house/model data.bin", bytes(model.binary))
        if picture is not None:
            opened.writestr("house/textures/wall.png", picture)
        for name, data in (beside or {}).items():
            opened.writestr(name, data)
    return archive.getvalue()


def a_sphere(rings: int, steps: int) -> Model:
    """A sphere of two triangles for each of its fields, smooth enough to be made simpler."""
    model = Model()
    rows = [
        (math.sin(ring) * math.cos(step), math.cos(ring), math.sin(ring) * math.sin(step))
        for ring in (math.pi * number / rings for number in range(rings + 1))
        for step in (2 * math.pi * number / steps for number in range(steps + 1))
    ]
    low, high = (
        [float(struct.unpack("<f", struct.pack("<f", limit(axis)))[0]) for axis in zip(*rows, strict=True)]
        for limit in (min, max)
    )
    position = model.numbers("VEC3", FLOAT, rows, min=low, max=high)
    corners = [
        (corner,)
        for ring in range(rings)
        for here in (ring * (steps + 1) + step for step in range(steps))
        for corner in (here, here + 1, here + steps + 1, here + 1, here + steps + 2, here + steps + 1)
    ]
    indices = model.numbers("SCALAR", UNSIGNED_SHORT, corners)
    model.description["meshes"][0]["primitives"] = [{"attributes": {"POSITION": position}, "indices": indices}]
    return model
