"""The bundle: what a phone gets."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from exports.bundle import write_bundle
from exports.targets import Order, Target


def _write(order: Order, path: Path) -> None:
    write_bundle(
        order.resolved,
        order.blobs,
        path,
        version=order.version,
        quality=order.quality,
        progress=order.progress,
    )


TARGET: Final = Target(name="bundle", suffix=".zip", media_type="application/zip", write=_write)
