"""The way of a recorded track, for the desk walk: read in a confined process, as every foreign file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from authoring import sandbox
from authoring.errors import Refused
from authoring.importers.gpx import read_gpx
from authoring.importers.plan import ImportRefusedError, Position
from authoring.importers.source import Source, recognised
from authoring.refusal import SandboxRefusal

MOST_TRACK_BYTES: Final = 8 * 1024 * 1024
"""A day of a recorder that writes every second has some 10 MB with everything, and half of it without."""
_OF_THE_SANDBOX: Final = frozenset({"memory", "time", "crashed", "output"})


def way_of(source: Source) -> tuple[Position, ...]:
    """The way of a GPX file, its tracks and routes one after the other.

    Raises:
        Refused: ``walk.refused.track`` where it holds none, or why it cannot be read.
    """
    if source.size > MOST_TRACK_BYTES:
        values = {"size_mb": -(-source.size // 1_000_000), "most_mb": MOST_TRACK_BYTES // 1_000_000}
        raise Refused("import.remark.refused.too_large", values)
    try:
        answer = sandbox.run(
            "authoring.importers.track:read_in_child",
            {"path": str(source.path.resolve())},
            cpu_s=10,
            wall_s=20,
            reads=[source.path.resolve()],
        )
    except SandboxRefusal as fault:
        if fault.code == "busy":
            raise Refused("import.refused.busy") from fault
        code = f"child_{fault.code}" if fault.code in _OF_THE_SANDBOX else fault.code
        raise Refused(f"import.remark.refused.{code}", fault.values) from fault
    if "refused" in answer:
        raise Refused(answer["refused"])
    return tuple((lon, lat) for lon, lat in answer["way"])


def read_in_child(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What the child process runs: JSON in, JSON out."""
    source = Source("", Path(payload["path"]))
    try:
        if recognised(source) != "gpx":
            return {"refused": "walk.refused.not_gpx"}
        way = [position for line in read_gpx(source).lines for position in line.coordinates]
    except ImportRefusedError as fault:
        raise SandboxRefusal(fault.code, fault.values) from fault
    return {"way": way} if way else {"refused": "walk.refused.track"}
