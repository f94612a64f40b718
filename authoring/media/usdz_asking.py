"""Lets a child work on what iPhones open: where the optional library is, and what the child may take."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from authoring import sandbox
from authoring.media.intake import MOST_BYTES
from authoring.sandbox import MIB

USDZ: Final = "model/vnd.usdz+zip"
USE: Final = "usdz"

_MEMORY_BYTES: Final = 256 * MIB
_CPU_S: Final = 5


def is_possible() -> bool:
    """Whether the optional library is there without which no USDZ can be cleaned or made."""
    return find_spec("pxr") is not None


def ask(function: str, path: Path, folder: Path, **more: Any) -> Any:
    """Call ``usdz:clean``, ``usdz:check`` or ``usdz_scene:make`` on the file at ``path``.

    Raises:
        SandboxRefusal: with a code of the sandbox, or of the function.
    """
    return sandbox.run(
        f"authoring.media.{function}",
        {"path": str(path), "folder": str(folder), **more},
        memory_bytes=_MEMORY_BYTES,
        # Threads, and tables for scenes of a film studio: reserved by the library, and not used.
        reserves=True,
        cpu_s=_CPU_S,
        wall_s=6 * _CPU_S,
        file_bytes=MOST_BYTES["model"],
        reads=[path],
        writes=[folder],
    )
