"""What is made of what the checks of a model say: a refusal, its facts, and what a person should know."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from authoring.media.budget import suggested_scale
from authoring.refusal import SandboxRefusal

# The beginnings of the validator's codes, the first that fits; all others are faults of the description.
_FAMILIES: Final = (
    ("GLB_", "container"),
    ("IO_ERROR", "external"),
    ("ACCESSOR_ANIMATION_", "animation"),
    ("ANIMATION_", "animation"),
    ("ACCESSOR_JOINTS_", "skeleton"),
    ("ACCESSOR_WEIGHTS_", "skeleton"),
    ("ACCESSOR_INVALID_IBM", "skeleton"),
    ("MESH_PRIMITIVE_JOINTS_", "skeleton"),
    ("INVALID_IBM_", "skeleton"),
    ("NODE_SKIN_", "skeleton"),
    ("SKIN_", "skeleton"),
    ("ACCESSOR_", "geometry"),
    ("BUFFER_", "geometry"),
    ("MESH_", "geometry"),
    ("IMAGE_", "picture"),
    ("TEXTURE_", "picture"),
    ("NODE_LOOP", "links"),
    ("NODE_PARENT_", "links"),
    ("SCENE_", "links"),
    ("UNRESOLVED_REFERENCE", "links"),
)

MOST_PIXELS: Final = 64_000_000
"""Of one picture: what the program that makes the variants can hold."""
_BYTES_A_PIXEL: Final = 4
_BYTES_A_PIXEL_OF_KTX2: Final = 1
"""Basis Universal becomes a packed format of the phone (ASTC 4 × 4, BC7)."""
_WITH_MIPMAPS: Final = 4 / 3


def refuse_errors(errors: Mapping[str, int]) -> None:
    """Refuse a model of which the validator found errors; the first one chooses the sentence.

    Raises:
        SandboxRefusal: ``model_…`` (``code``).
    """
    for code in errors:
        raise SandboxRefusal(f"model_{family_of(code)}", {"code": code})


def family_of(code: str) -> str:
    """Return the family of faults that a code of the validator belongs to."""
    return next((family for beginning, family in _FAMILIES if code.startswith(beginning)), "description")


def facts(seen: Mapping[str, Any], pictures: Mapping[str, list[int]]) -> dict[str, Any]:
    """Return the facts of a model as its document holds them: what our check saw, and the pixels of its pictures.

    Raises:
        SandboxRefusal: ``model_picture`` (``code``): one is too large to be worked on.
    """
    raw = {number: (*pixels, _BYTES_A_PIXEL) for number, pixels in pictures.items()}
    raw |= {number: (*pixels, _BYTES_A_PIXEL_OF_KTX2) for number, pixels in seen["ktx2"].items()}
    if any(width * height > MOST_PIXELS for width, height, _ in raw.values()):
        raise SandboxRefusal("model_picture", {"code": "TOO_MANY_PIXELS"})
    known = {
        "triangles": seen["triangles"],
        "materials": seen["materials"],
        "textures": len(raw),
        "largest_texture_px": max((max(width, height) for width, height, _ in raw.values()), default=0),
        "texture_bytes": round(sum(width * height * each for width, height, each in raw.values()) * _WITH_MIPMAPS),
        "joints": seen["joints"],
        "clips": [name for name, _ in seen["clips"]],
        "clips_s": [seconds for _, seconds in seen["clips"]],
    }
    if seen["size_m"] is not None:
        known["size_m"] = [round(length, 4) for length in seen["size_m"]]
    return known


def notices(model: Mapping[str, Any], warnings: Mapping[str, int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the code and values of each thing that a person should know of a model that was taken."""
    size = model.get("size_m")
    scale = suggested_scale(size)
    if size is None:
        yield "model_empty", {}
    elif scale is not None:
        yield "model_size", {"metres": round(max(size), 3), "rather": round(max(size) * scale, 3)}
    if warnings:
        yield "model_warnings", {"count": sum(warnings.values()), "codes": ", ".join(list(warnings)[:3])}
