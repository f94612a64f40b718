"""Solids as triangles. Metres, y up, +z to the front; each function appends to a :class:`Solid`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Vector = tuple[float, float, float]


@dataclass
class Solid:
    """Triangles of one material: corners with their normals, three after three."""

    corners: list[Vector] = field(default_factory=list)
    normals: list[Vector] = field(default_factory=list)

    def face(self, points: Sequence[Vector], normals: Sequence[Vector] | None = None) -> None:
        """A flat, convex face, seen from where its points run anticlockwise."""
        flat = [_across(points[0], points[1], points[2])] * len(points)
        there = normals or flat
        for second in range(1, len(points) - 1):
            for index in (0, second, second + 1):
                self.corners.append(points[index])
                self.normals.append(there[index])

    def box(self, size: Vector, at: Vector = (0, 0, 0), turn_deg: float = 0, lean_deg: float = 0) -> None:
        """A box that stands on ``at``: leant to its right, then turned about the upright axis."""
        width, height, depth = size[0] / 2, size[1], size[2] / 2
        xs, ys, zs = (-width, width), (0.0, height), (-depth, depth)
        for corners in (
            [(0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)],
            [(1, 0, 0), (0, 0, 0), (0, 1, 0), (1, 1, 0)],
            [(1, 0, 1), (1, 0, 0), (1, 1, 0), (1, 1, 1)],
            [(0, 0, 0), (0, 0, 1), (0, 1, 1), (0, 1, 0)],
            [(0, 1, 1), (1, 1, 1), (1, 1, 0), (0, 1, 0)],
            [(0, 0, 0), (1, 0, 0), (1, 0, 1), (0, 0, 1)],
        ):
            self.face([moved((xs[x], ys[y], zs[z]), at, turn_deg, lean_deg) for x, y, z in corners])

    def prism(self, outline: Sequence[tuple[float, float]], depth: float, at: Vector = (0, 0, 0)) -> None:
        """A convex outline (x, y; anticlockwise from the front) with a depth, its middle at ``at``."""
        front = [(at[0] + x, at[1] + y, at[2] + depth / 2) for x, y in outline]
        back = [(x, y, z - depth) for x, y, z in front]
        self.face(front)
        self.face(back[::-1])
        for (one, other), (far_one, far_other) in zip(
            pairwise([*front, front[0]]), pairwise([*back, back[0]]), strict=True
        ):
            self.face([one, far_one, far_other, other])

    def turned(
        self, profile: Sequence[tuple[float, float]], at: Vector = (0, 0, 0), sides: int = 40, share: float = 1.0
    ) -> None:
        """A body turned on a lathe: (radius, height) along its outside from below; ``share`` of a full turn."""
        slopes = [_slope(profile, index) for index in range(len(profile))]
        for side in range(sides):
            angles = [math.tau * share * (side + step) / sides for step in (0, 1)]
            for low in range(len(profile) - 1):
                steps = [(low, 1), (low + 1, 1), (low + 1, 0), (low, 0)]
                points = [_on_ring(*profile[ring], angles[step], at) for ring, step in steps]
                normals = [_on_ring(slopes[ring][0], slopes[ring][1], angles[step]) for ring, step in steps]
                self.face(points[::-1], normals[::-1])

    def ball(self, radius: float, at: Vector = (0, 0, 0), sides: int = 32) -> None:
        """A ball around ``at``."""
        rings = sides // 2
        arcs = [math.pi * (ring / rings - 0.5) for ring in range(rings + 1)]
        self.turned([(radius * math.cos(arc), radius * math.sin(arc)) for arc in arcs], at, sides)

    def rod(self, start: Vector, end: Vector, radius: float, sides: int = 10) -> None:
        """A round rod from one place to another, open at its ends."""
        along = unit((end[0] - start[0], end[1] - start[1], end[2] - start[2]))
        other: Vector = (0.0, 0.0, 1.0) if abs(along[1]) > 0.9 else (0.0, 1.0, 0.0)
        one = unit(cross(along, other))
        two = cross(along, one)
        rims = []
        for side in range(sides + 1):
            angle = math.tau * side / sides
            rims.append(tuple(one[i] * math.cos(angle) + two[i] * math.sin(angle) for i in range(3)))
        for here, there in pairwise(rims):
            points = [_out(start, here, radius), _out(start, there, radius)]
            points += [_out(end, there, radius), _out(end, here, radius)]
            self.face(points, [_vector(normal) for normal in (here, there, there, here)])


def moved(point: Vector, at: Vector, turn_deg: float = 0, lean_deg: float = 0) -> Vector:
    """A point leant about z (to the right), turned about y, then moved."""
    lean, turn = math.radians(-lean_deg), math.radians(turn_deg)
    x, y = point[0] * math.cos(lean) - point[1] * math.sin(lean), point[0] * math.sin(lean) + point[1] * math.cos(lean)
    z = point[2]
    x, z = x * math.cos(turn) + z * math.sin(turn), -x * math.sin(turn) + z * math.cos(turn)
    return at[0] + x, at[1] + y, at[2] + z


def cross(one: Sequence[float], other: Sequence[float]) -> Vector:
    """The vector across two others."""
    return (
        one[1] * other[2] - one[2] * other[1],
        one[2] * other[0] - one[0] * other[2],
        one[0] * other[1] - one[1] * other[0],
    )


def unit(vector: Sequence[float]) -> Vector:
    """The vector with a length of 1."""
    length = math.sqrt(sum(each * each for each in vector)) or 1.0
    return vector[0] / length, vector[1] / length, vector[2] / length


def _across(one: Vector, two: Vector, three: Vector) -> Vector:
    return unit(cross([b - a for a, b in zip(one, two, strict=True)], [b - a for a, b in zip(one, three, strict=True)]))


def _slope(profile: Sequence[tuple[float, float]], index: int) -> tuple[float, float]:
    """The normal of a profile at a point, outwards: (away from the axis, up)."""
    before, after = profile[max(0, index - 1)], profile[min(len(profile) - 1, index + 1)]
    out, up = after[1] - before[1], before[0] - after[0]
    length = math.hypot(out, up) or 1.0
    return out / length, up / length


def _on_ring(radius: float, height: float, angle: float, at: Vector = (0, 0, 0)) -> Vector:
    return at[0] + radius * math.cos(angle), at[1] + height, at[2] + radius * math.sin(angle)


def _out(at: Vector, way: Sequence[float], radius: float) -> Vector:
    return at[0] + way[0] * radius, at[1] + way[1] * radius, at[2] + way[2] * radius


def _vector(numbers: Sequence[float]) -> Vector:
    return numbers[0], numbers[1], numbers[2]
