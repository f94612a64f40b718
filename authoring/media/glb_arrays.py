"""The triangles of a model as arrays, in the world and in metres: for whoever draws it or writes it in another format.

Reads what the workbench laid open (``open``): triangles, plain numbers, one buffer. A skin is put on as the model
rests.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from authoring.media import glb_facts
from authoring.media.glb import Glb, Json, chosen, refuse, whole
from authoring.media.glb_ranges import view_bytes

Floats = NDArray[np.float32]
Indices = NDArray[np.int32]

MOST_TRIANGLES: Final = 400_000
"""Of all that is drawn: a mesh can be used a thousand times."""

_TYPES: Final = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS: Final = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
_MOST_UVS: Final = 4
_TRIANGLES: Final = 4


@dataclass(frozen=True)
class Part:
    """Triangles of one material: a row of ``points``, ``normals``, ``colours`` and each of ``uvs`` for each corner."""

    points: Floats
    corners: Indices
    """Three rows of ``points`` for each triangle, counter-clockwise as one looks at it."""
    normals: Floats | None
    uvs: tuple[Floats, ...]
    """From the upper left, as glTF has them."""
    colours: Floats | None
    """Linear, with how far each can be looked through."""
    material: Json


def parts(model: Glb) -> list[Part]:
    """Return all that the model's scene draws.

    Raises:
        SandboxRefusal: ``model_heavy``, ``model_geometry``.
    """
    found: list[Part] = []
    drawn = 0
    worlds = dict(glb_facts.world_matrices(model))
    nodes, meshes = model.many("nodes"), model.many("meshes")
    for number, world in worlds.items():
        if "mesh" not in nodes[number]:
            continue
        for primitive in chosen(meshes, nodes[number], "mesh").get("primitives", []):
            part = _part(model, primitive, _placed(model, nodes[number], primitive, _matrix(world), worlds))
            if part is not None:
                drawn += len(part.corners)
                found.append(part)
            if drawn > MOST_TRIANGLES:
                refuse("heavy", "TOO_MANY_TRIANGLES")
    return found


def _part(model: Glb, primitive: Json, placed: NDArray[np.float64]) -> Part | None:
    if primitive.get("mode", _TRIANGLES) != _TRIANGLES:
        return None
    attributes = primitive.get("attributes", {})
    points = _read(model, attributes, "POSITION")
    if points is None:
        return None
    count = len(points)
    corners = _read(model, primitive, "indices")
    rows = np.arange(count) if corners is None else corners[:, 0].astype(np.int64)
    rows = rows[: len(rows) // 3 * 3].reshape(-1, 3)
    if rows.size and rows.max() >= count:
        refuse("geometry", "ACCESSOR_INDEX_OOB")
    turned = placed[..., :3, :3]
    mirrored = np.linalg.det(turned) < 0
    flipped = np.broadcast_to(mirrored, (count,))[rows[:, 0]] if rows.size else np.zeros(0, bool)
    rows = np.where(flipped[:, None], rows[:, ::-1], rows)
    normals = _read(model, attributes, "NORMAL")
    uvs = (_read(model, attributes, f"TEXCOORD_{number}") for number in range(_MOST_UVS))
    return Part(
        points=_applied(turned, points) + placed[..., :3, 3].astype(np.float32),
        corners=rows.astype(np.int32),
        # A plane that is squeezed turns the other way than its points.
        normals=None if normals is None else _unit(_applied(_cofactors(turned), normals)),
        uvs=tuple(each for each in uvs if each is not None and len(each) == count),
        colours=_colours(_read(model, attributes, "COLOR_0"), count),
        material=_material(model, primitive),
    )


def _placed(
    model: Glb, node: Json, primitive: Json, world: NDArray[np.float64], worlds: dict[int, glb_facts.Matrix]
) -> NDArray[np.float64]:
    """One matrix for all points, or, of what a skeleton carries, one for each."""
    if "skin" not in node:
        return world
    skin = chosen(model.many("skins"), node, "skin")
    joints = _read(model, primitive.get("attributes", {}), "JOINTS_0")
    weights = _read(model, primitive.get("attributes", {}), "WEIGHTS_0")
    if joints is None or weights is None or len(joints) != len(weights):
        return world
    carried = np.stack([_matrix(worlds.get(each, glb_facts.IDENTITY)) for each in skin["joints"]])
    bound = _read(model, skin, "inverseBindMatrices")
    if bound is not None:
        carried = carried[: len(bound)] @ bound.astype(np.float64).reshape(-1, 4, 4).transpose(0, 2, 1)[: len(carried)]
    if joints.max(initial=0) >= len(carried):
        refuse("skeleton", "ACCESSOR_JOINTS_INDEX_OOB")
    sums = weights.sum(axis=1, keepdims=True)
    shares = weights / np.where(sums > 0, sums, 1)
    placed: NDArray[np.float64] = np.zeros((len(joints), 4, 4))
    for column in range(4):
        placed += shares[:, column, None, None] * carried[joints[:, column].astype(int)]
    return placed


def _read(model: Glb, parent: Json, name: str) -> Floats | None:
    """The rows of an accessor as numbers; ``None`` where there is none."""
    if name not in parent:
        return None
    accessor = chosen(model.many("accessors"), parent, name)
    width, kind = _WIDTHS.get(accessor["type"], 0), _TYPES.get(accessor["componentType"], "")
    if not (width and kind) or "sparse" in accessor:
        refuse("geometry", "ACCESSOR_INVALID_TYPE")
    count, dtype = whole(accessor, "count"), np.dtype(kind)
    if "bufferView" not in accessor:
        return np.zeros((count, width), np.float32)
    view = chosen(model.many("bufferViews"), accessor, "bufferView")
    data = view_bytes(model, view)[whole(accessor, "byteOffset", 0) :]
    step = whole(view, "byteStride", width * dtype.itemsize)
    rows: NDArray[Any] = np.ndarray((count, width), dtype, data, strides=(step, dtype.itemsize))
    # Doubles hold every index.
    numbers: NDArray[Any] = rows.astype(np.float64 if kind == "<u4" else np.float32)
    if accessor.get("normalized"):
        numbers = np.maximum(numbers / np.float32(np.iinfo(dtype).max), -1)
    finite: Floats = np.nan_to_num(numbers, posinf=0, neginf=0)
    return finite


def _material(model: Glb, primitive: Json) -> Json:
    return chosen(model.many("materials"), primitive, "material") if "material" in primitive else {}


def _colours(colours: Floats | None, count: int) -> Floats | None:
    if colours is None or len(colours) != count:
        return None
    return colours if colours.shape[1] == 4 else np.hstack([colours, np.ones((count, 1), np.float32)])


def _matrix(numbers: glb_facts.Matrix) -> NDArray[np.float64]:
    return np.array(numbers, np.float64).reshape(4, 4).T


def _applied(matrices: NDArray[np.float64], rows: Floats) -> Floats:
    if matrices.ndim == 2:
        return (rows @ matrices.T).astype(np.float32)
    carried: Floats = np.einsum("nij,nj->ni", matrices, rows).astype(np.float32)
    return carried


def _cofactors(matrices: NDArray[np.float64]) -> NDArray[np.float64]:
    """What turns normals: the inverse transposed, times the determinant, which may be zero."""
    x, y, z = matrices[..., 0, :], matrices[..., 1, :], matrices[..., 2, :]
    made = np.stack([np.cross(y, z), np.cross(z, x), np.cross(x, y)], axis=-2)
    signs = np.where(np.linalg.det(matrices) < 0, -1.0, 1.0)
    signed: NDArray[np.float64] = made * signs[..., None, None]
    return signed


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def flat_normals(part: Part) -> Floats:
    """The direction of each triangle, for models that say none (glTF 2.0 §3.7.2.1)."""
    one, two, three = (part.points[part.corners[:, corner]] for corner in range(3))
    return _unit(np.cross(two - one, three - one).astype(np.float32))


def picture_of(model: Glb, info: object) -> Json | None:
    """The image that a material's ``…Texture`` shows, ``None`` where it shows none."""
    if not isinstance(info, dict):
        return None
    texture = chosen(model.many("textures"), info, "index")
    return chosen(model.many("images"), texture, "source") if "source" in texture else None


def texture_rows(part: Part, info: Json) -> Floats | None:
    """Where on its picture each row of a part lies, moved and turned as the material says (KHR_texture_transform)."""
    moved = (info.get("extensions") or {}).get("KHR_texture_transform") or {}
    number = moved.get("texCoord", info.get("texCoord", 0))
    if not isinstance(number, int) or not 0 <= number < len(part.uvs):
        return None
    across, down = moved.get("scale", (1, 1))
    angle = float(moved.get("rotation", 0))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    rows = (part.uvs[number] * [across, down]) @ turn.T + moved.get("offset", (0, 0))
    placed: Floats = rows.astype(np.float32)
    return placed
