"""A file from bytes, and its plan."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from authoring.importers.plan import Plan
from authoring.importers.read import read_here
from authoring.importers.source import Source

PlanOf = Callable[..., Plan]


@pytest.fixture
def plan_of(tmp_path: Path) -> PlanOf:
    """The plan of one file, given by its bytes and its name."""

    def plan(
        data: bytes | str, name: str = "datei.csv", *, mapping: Mapping[str, str] | None = None, swap: bool = False
    ) -> Plan:
        path = tmp_path / name.replace("/", "_")
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        folder = tmp_path / "unpacked"
        folder.mkdir(exist_ok=True)
        return read_here([Source(name, path)], folder, mapping=mapping, swap=swap).plan

    return plan


def codes(plan: Plan, *, left: bool | None = None) -> dict[str, int]:
    """How often each remark was made."""
    counts: dict[str, int] = {}
    for remark in plan.remarks:
        if left is None or remark.left is left:
            counts[remark.code] = counts.get(remark.code, 0) + remark.count
    return counts
