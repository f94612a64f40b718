"""Looks at a 3D model and prepares the published ones. Runs only in a child, before anything else reads the file."""

import mmap
from pathlib import Path
from typing import Any

from authoring.media import glb, glb_facts, glb_ranges
from authoring.refusal import SandboxRefusal


def look(request: dict[str, Any]) -> dict[str, Any]:
    """Check the GLB at ``path`` from end to end and return what :func:`authoring.media.glb_facts.facts` says of it.

    A zip (``format``) is packed into one GLB at ``output`` first.

    Raises:
        SandboxRefusal: those of ``glb``, ``glb_ranges`` and ``gltf_zip``.
    """
    if request["format"] == "ZIP":
        # A quarter of a second of imports, for which no GLB has to wait.
        from authoring.media import gltf_zip

        output = Path(request["output"])
        gltf_zip.pack(Path(request["path"]), Path(request["unpacked"]), output)
        return _facts(_checked(_mapped(output)))
    return _facts(_checked(_mapped(Path(request["path"]))))


def prepare(request: dict[str, Any]) -> None:
    """Write the GLB at ``path`` without a word of its maker to ``output``, its pictures as they are to be published.

    ``longest_px`` is their longer side at most, ``quality`` that of WebP; ``plain`` pictures are JPEG or PNG.

    Raises:
        SandboxRefusal: ``model_picture``, and those of :func:`look`.
    """
    from authoring.media import glb_lean

    model = _checked(_mapped(Path(request["path"])))
    made = glb_lean.lean(model, request["longest_px"], request["quality"], plain=request.get("plain", False))
    Path(request["output"]).write_bytes(made)


def _mapped(path: Path) -> memoryview:
    """The bytes of a file that are read when they are looked at: of most of them only the place is checked."""
    with path.open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _checked(data: memoryview) -> glb.Glb:
    model = glb.read(data)
    glb_ranges.check(model)
    return model


def _facts(model: glb.Glb) -> dict[str, Any]:
    try:
        return glb_facts.facts(model)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
        # Something is not of the type that glTF wants.
        raise SandboxRefusal("model_description", {"code": "TYPE_MISMATCH"}) from None
