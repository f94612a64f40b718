"""What a model weighs and how large it is: triangles, joints, clips, extent.

Only the description is read, and of the bytes the first bind matrix of a skin. Ranges have been checked before; what
else is wrong in the description is passed over here, and named by the validator.
"""

import itertools
import math
import struct
from collections.abc import Iterator, Sequence
from typing import Any, Final, TypeGuard

from authoring.media.glb import Glb, Json
from authoring.media.glb_ranges import is_ktx2, picture_bytes, view_bytes

Matrix = tuple[float, ...]
"""Four columns of four, as glTF writes them."""
Vector = tuple[float, float, float]

IDENTITY: Final[Matrix] = (1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
_TRIANGLES, _STRIP, _FAN = 4, 5, 6
_FLOAT: Final = 5126
_NORMALISED: Final = {5120: 127.0, 5121: 255.0, 5122: 32767.0, 5123: 65535.0}
_LONGEST_NAME: Final = 200


def facts(glb: Glb) -> dict[str, Any]:
    """Return ``triangles``, ``materials``, ``joints``, ``clips`` (``[name, seconds]``), ``size_m``, ``ktx2``.

    ``size_m`` is the extent of the scene at rest along x, y, z, ``None`` where there is nothing to see; ``ktx2`` holds
    ``[width, height]`` of each such picture by its index.
    """
    drawn = list(_drawn(glb))
    meshes = glb.many("meshes")
    corners = [corner for number, world in drawn for corner in _corners(glb, meshes[number], world)]
    size = [max(axis) - min(axis) for axis in zip(*corners, strict=True)] if corners else None
    return {
        "triangles": sum(_triangles(glb, meshes[number]) for number, _ in drawn),
        "materials": len(glb.many("materials")),
        "joints": max((len(skin.get("joints", [])) for skin in glb.many("skins")), default=0),
        "clips": list(clips(glb)),
        "size_m": size if size and all(map(math.isfinite, size)) else None,
        "ktx2": {str(index): pixels for index, pixels in _ktx2(glb)},
    }


def clips(glb: Glb) -> Iterator[tuple[str, float]]:
    """Name and seconds of each animation; names are made for those that have none, and made different."""
    taken: set[str] = set()
    accessors = glb.many("accessors")
    for number, animation in enumerate(glb.many("animations")):
        said = animation.get("name")
        wanted = "".join(filter(str.isprintable, said)).strip()[:_LONGEST_NAME] if isinstance(said, str) else ""
        name = wanted or f"animation_{number}"
        while name in taken:
            name += "_"
        taken.add(name)
        ends = [_last_moment(accessors, sampler) for sampler in animation.get("samplers", [])]
        yield name, round(max(ends, default=0.0), 3)


def _last_moment(accessors: Sequence[Json], sampler: Json) -> float:
    accessor = _at(accessors, sampler.get("input"))
    last = accessor.get("max") if accessor else None
    if isinstance(last, list) and len(last) == 1 and isinstance(last[0], int | float) and 0 <= last[0] < 1e6:
        return float(last[0])
    return 0.0


def _ktx2(glb: Glb) -> Iterator[tuple[int, list[int]]]:
    for index, image in enumerate(glb.many("images")):
        data = bytes(picture_bytes(glb, image)[:28])
        if is_ktx2(data) and len(data) == 28:
            yield index, [int.from_bytes(data[20:24], "little"), int.from_bytes(data[24:28], "little")]


def _drawn(glb: Glb) -> Iterator[tuple[int, Matrix]]:
    """Each mesh of the scene, with the matrix that places it in the world."""
    nodes, meshes = glb.many("nodes"), glb.many("meshes")
    worlds = dict(world_matrices(glb))
    for number, world in worlds.items():
        mesh = nodes[number].get("mesh")
        if _at(meshes, mesh) is None or not isinstance(mesh, int):
            continue
        skin = _at(glb.many("skins"), nodes[number].get("skin"))
        yield mesh, (world if skin is None else _skinned(glb, skin, worlds))


def world_matrices(glb: Glb) -> Iterator[tuple[int, Matrix]]:
    """Each node of the scene, and what carries its points into the world."""
    nodes = glb.many("nodes")
    scene = _at(glb.many("scenes"), glb.description.get("scene", 0))
    waiting = [(number, IDENTITY) for number in (scene or {}).get("nodes", [])]
    seen: set[int] = set()
    while waiting:
        number, parent = waiting.pop()
        node = _at(nodes, number)
        if node is None or number in seen:
            continue
        seen.add(number)
        world = _product(parent, _local(node))
        yield number, world
        waiting += [(child, world) for child in node.get("children", [])]


def _skinned(glb: Glb, skin: Json, worlds: dict[int, Matrix]) -> Matrix:
    """Where the first joint carries the mesh at rest: the node of a skinned mesh itself has no say (§3.7.3.3)."""
    joint = next(iter(skin.get("joints", [])), None)
    world = worlds.get(joint, IDENTITY) if isinstance(joint, int) else IDENTITY
    accessor = _at(glb.many("accessors"), skin.get("inverseBindMatrices"))
    view = _at(glb.many("bufferViews"), accessor.get("bufferView")) if accessor else None
    if accessor is None or view is None or accessor.get("componentType") != _FLOAT or view.get("extensions"):
        return world
    start = accessor.get("byteOffset", 0)
    data = bytes(view_bytes(glb, view)[start : start + 64])
    return _product(world, struct.unpack("<16f", data)) if len(data) == 64 else world


def _corners(glb: Glb, mesh: Json, world: Matrix) -> Iterator[Vector]:
    """The corners of the boxes around a mesh's primitives, in the world."""
    for primitive in mesh.get("primitives", []):
        accessor = _at(glb.many("accessors"), primitive.get("attributes", {}).get("POSITION"))
        if accessor is None:
            continue
        low, high = accessor.get("min"), accessor.get("max")
        if not (_is_vector(low) and _is_vector(high)):
            continue
        divisor = _NORMALISED.get(accessor.get("componentType", 0), 1.0) if accessor.get("normalized") else 1.0
        for corner in itertools.product(*zip(low, high, strict=True)):
            x, y, z = (number / divisor for number in corner)
            yield (
                world[0] * x + world[4] * y + world[8] * z + world[12],
                world[1] * x + world[5] * y + world[9] * z + world[13],
                world[2] * x + world[6] * y + world[10] * z + world[14],
            )


def _triangles(glb: Glb, mesh: Json) -> int:
    return sum(_triangles_of(glb, primitive) for primitive in mesh.get("primitives", []))


def _triangles_of(glb: Glb, primitive: Json) -> int:
    accessors = glb.many("accessors")
    vertices = _at(accessors, primitive.get("attributes", {}).get("POSITION"))
    corners = _at(accessors, primitive.get("indices")) or vertices
    count = int(corners["count"]) if corners else 0
    mode = primitive.get("mode", _TRIANGLES)
    if mode == _TRIANGLES:
        return count // 3
    return max(0, count - 2) if mode in {_STRIP, _FAN} else 0


def _local(node: Json) -> Matrix:
    matrix = node.get("matrix")
    if _are_numbers(matrix, 16):
        return tuple(map(float, matrix))
    x, y, z, w = _numbers(node.get("rotation"), (0.0, 0.0, 0.0, 1.0))
    sx, sy, sz = _numbers(node.get("scale"), (1.0, 1.0, 1.0))
    tx, ty, tz = _numbers(node.get("translation"), (0.0, 0.0, 0.0))
    return (
        *(sx * each for each in (1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w))),
        0.0,
        *(sy * each for each in (2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w))),
        0.0,
        *(sz * each for each in (2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y))),
        0.0,
        *(tx, ty, tz),
        1.0,
    )


def _product(one: Matrix, other: Matrix) -> Matrix:
    return tuple(
        sum(one[row + 4 * inner] * other[inner + 4 * column] for inner in range(4))
        for column in range(4)
        for row in range(4)
    )


def _at(many: Sequence[Json], index: Any) -> Json | None:
    """The element, ``None`` where the index leads nowhere."""
    known = isinstance(index, int) and not isinstance(index, bool) and 0 <= index < len(many)
    return many[index] if known else None


def _numbers(value: Any, default: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(map(float, value)) if _are_numbers(value, len(default)) else default


def _is_vector(value: Any) -> TypeGuard[list[float]]:
    return _are_numbers(value, 3)


def _are_numbers(value: Any, count: int) -> TypeGuard[list[float]]:
    return isinstance(value, list) and len(value) == count and all(_is_number(each) for each in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e30
