"""Asks a child to look at a target: the parent's side."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from authoring import sandbox
from authoring.sandbox import MIB

MEMORY_BYTES: Final = 256 * MIB
CPU_S: Final = 5
MOST_OTHERS: Final = 1_000
"""With so many other targets one is compared: more than that no phone takes in one database."""


def look(path: Path, kind: str, folder: Path, others: Sequence[bytes]) -> dict[str, Any]:
    """Score a picture; its features are then in ``folder / "features"``. ``others`` are the features of other targets.

    Raises:
        SandboxRefusal: with a code of the sandbox or of ``pictures``.
    """
    compared = [folder / f"other{number}" for number in range(len(others))]
    for file, features in zip(compared, others, strict=True):
        file.write_bytes(features)
    others_there = [str(file) for file in compared]
    answer: dict[str, Any] = _ask("look", path, kind, folder, output=str(folder / "features"), others=others_there)
    return answer


def prepare(path: Path, kind: str, folder: Path) -> tuple[int, int]:
    """Write a picture's pixels for the compiler (``pixels``) and the simulated film of it (``film``) into ``folder``.

    Returns width and height of the first.

    Raises:
        SandboxRefusal: with a code of the sandbox or of ``pictures``.
    """
    outputs = {"output": str(folder / "pixels"), "film": str(folder / "film")}
    answer = _ask("prepare", path, kind, folder, background=True, **outputs)
    return answer["width"], answer["height"]


def _ask(function: str, path: Path, kind: str, folder: Path, *, background: bool = False, **more: Any) -> Any:
    return sandbox.run(
        f"authoring.media.targets.look:{function}",
        {"path": str(path), "format": kind, **more},
        memory_bytes=MEMORY_BYTES,
        # OpenCV and NumPy reserve more address space than that for threads which they are not allowed to start.
        reserves=True,
        cpu_s=CPU_S,
        wall_s=CPU_S * (10 if background else 3),
        file_bytes=64 * MIB,
        result_bytes=MIB,
        reads=[path],
        writes=[folder],
        background=background,
    )
