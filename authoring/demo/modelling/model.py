"""From solids to GLB: parts that hang on one another, materials, and clips that turn parts."""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from authoring.demo.modelling.solids import Solid, Vector
from authoring.media.glb import write

Json = dict[str, Any]

_FLOAT: Final = 5126
_UNSIGNED_INT: Final = 5125
_ARRAY_BUFFER: Final = 34962
_ELEMENT_ARRAY_BUFFER: Final = 34963

Keys = Sequence[tuple[float, float]]
"""Seconds, and degrees about an axis."""


@dataclass(frozen=True, slots=True)
class Material:
    """A surface: its colour as ``#rrggbb``, how rough it is, how much of a metal, and whether it shines by itself."""

    colour: str
    roughness: float = 0.85
    metallic: float = 0.0
    glow: float = 0.0


@dataclass
class Part:
    """A part that can be turned about its own origin: solids by their material, and the parts that hang on it."""

    name: str
    at: Vector = (0, 0, 0)
    solids: dict[Material, Solid] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)

    def of(self, material: Material) -> Solid:
        """The part's solid of a material."""
        return self.solids.setdefault(material, Solid())


@dataclass(frozen=True, slots=True)
class Turn:
    """A movement of one part: about which axis, and how far when."""

    part: str
    axis: Vector
    keys: Keys


def glb(root: Part, clips: Mapping[str, Sequence[Turn]] | None = None) -> bytes:
    """The model as GLB; a clip is a name and the movements in it."""
    made = _Made()
    made.description["scenes"] = [{"nodes": [made.node(root)]}]
    for name, turns in (clips or {}).items():
        made.clip(name, turns)
    return made.finished()


class _Made:
    """A glTF description and its binary part in the making."""

    def __init__(self) -> None:
        self.description: Json = {
            "asset": {"version": "2.0", "generator": "Wayfable demo"},
            "scene": 0,
            "nodes": [],
            "meshes": [],
            "materials": [],
            "accessors": [],
            "bufferViews": [],
        }
        self._binary = bytearray()
        self._materials: dict[Material, int] = {}
        self._nodes: dict[str, int] = {}

    def node(self, part: Part) -> int:
        """A part and all that hangs on it; returns its number."""
        described: Json = {"name": part.name}
        if any(part.at):
            described["translation"] = list(part.at)
        if part.solids:
            primitives = [self._primitive(material, solid) for material, solid in part.solids.items()]
            described["mesh"] = self._append("meshes", {"name": part.name, "primitives": primitives})
        children = [self.node(child) for child in part.parts]
        if children:
            described["children"] = children
        self._nodes[part.name] = self._append("nodes", described)
        return self._nodes[part.name]

    def clip(self, name: str, turns: Sequence[Turn]) -> None:
        """A clip that turns some parts."""
        animation: Json = {"name": name, "samplers": [], "channels": []}
        for turn in turns:
            times = [(second,) for second, _ in turn.keys]
            values = [_quaternion(turn.axis, degrees) for _, degrees in turn.keys]
            sampler = {
                "input": self._accessor("SCALAR", times, with_bounds=True),
                "output": self._accessor("VEC4", values),
            }
            animation["samplers"].append(sampler)
            target = {"node": self._nodes[turn.part], "path": "rotation"}
            animation["channels"].append({"sampler": len(animation["samplers"]) - 1, "target": target})
        self.description.setdefault("animations", []).append(animation)

    def finished(self) -> bytes:
        """The finished GLB."""
        return write(self.description | {"buffers": [{"byteLength": len(self._binary)}]}, self._binary)

    def _primitive(self, material: Material, solid: Solid) -> Json:
        """Corners that are the same are written once."""
        known: dict[tuple[Vector, Vector], int] = {}
        pairs = [
            (_rounded(corner), _rounded(normal)) for corner, normal in zip(solid.corners, solid.normals, strict=True)
        ]
        order = [known.setdefault(pair, len(known)) for pair in pairs]
        return {
            "attributes": {
                "POSITION": self._accessor("VEC3", [corner for corner, _ in known], with_bounds=True, corners=True),
                "NORMAL": self._accessor("VEC3", [normal for _, normal in known], corners=True),
            },
            "indices": self._indices(order),
            "material": self._material(material),
        }

    def _material(self, material: Material) -> int:
        if material not in self._materials:
            colour = _linear(material.colour)
            described: Json = {
                "pbrMetallicRoughness": {
                    "baseColorFactor": [*colour, 1.0],
                    "metallicFactor": material.metallic,
                    "roughnessFactor": material.roughness,
                }
            }
            if material.glow:
                described["emissiveFactor"] = [round(each * material.glow, 4) for each in colour]
            self._materials[material] = self._append("materials", described)
        return self._materials[material]

    def _accessor(
        self, kind: str, rows: Sequence[Sequence[float]], *, with_bounds: bool = False, corners: bool = False
    ) -> int:
        data = struct.pack(f"<{sum(map(len, rows))}f", *(number for row in rows for number in row))
        exact = [struct.unpack(f"<{len(row)}f", struct.pack(f"<{len(row)}f", *row)) for row in rows]
        accessor: Json = {
            "bufferView": self._view(data, _ARRAY_BUFFER if corners else None),
            "componentType": _FLOAT,
            "count": len(rows),
            "type": kind,
        }
        if with_bounds:
            columns = list(zip(*exact, strict=True))
            accessor |= {"min": [min(column) for column in columns], "max": [max(column) for column in columns]}
        return self._append("accessors", accessor)

    def _indices(self, order: Sequence[int]) -> int:
        view = self._view(struct.pack(f"<{len(order)}I", *order), _ELEMENT_ARRAY_BUFFER)
        accessor = {"bufferView": view, "componentType": _UNSIGNED_INT, "count": len(order), "type": "SCALAR"}
        return self._append("accessors", accessor)

    def _view(self, data: bytes, target: int | None) -> int:
        self._binary += b"\0" * (-len(self._binary) % 4)
        view: Json = {"buffer": 0, "byteOffset": len(self._binary), "byteLength": len(data)}
        if target is not None:
            view["target"] = target
        self._binary += data
        return self._append("bufferViews", view)

    def _append(self, kind: str, thing: Json) -> int:
        self.description[kind].append(thing)
        return len(self.description[kind]) - 1


def _rounded(vector: Vector) -> Vector:
    # Adding 0.0 makes one zero of two.
    return round(vector[0], 5) + 0.0, round(vector[1], 5) + 0.0, round(vector[2], 5) + 0.0


def _linear(colour: str) -> list[float]:
    """GlTF wants linear light; ``#rrggbb`` is what a person sees (IEC 61966-2-1)."""
    shares = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return [round(s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4, 4) for s in shares]


def _quaternion(axis: Vector, degrees: float) -> tuple[float, float, float, float]:
    half = math.radians(degrees) / 2
    return axis[0] * math.sin(half), axis[1] * math.sin(half), axis[2] * math.sin(half), math.cos(half)
