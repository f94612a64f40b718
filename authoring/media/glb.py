"""The frame of a GLB (glTF 2.0 §4.4): its chunks, and the description in the first of them.

Every length in it is somebody's claim. Nothing is read that was not found to be there, and a description may be
neither long nor deep. Faults carry the codes of Khronos' validator where it has one for them.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, NoReturn

from authoring.refusal import SandboxRefusal

MOST_DESCRIPTION_BYTES: Final = 8_000_000
DEEPEST: Final = 64

Json = dict[str, Any]

_MAGIC, _VERSION = b"glTF", 2
_HEADER, _CHUNK_HEADER = 12, 8
_JSON, _BIN = 0x4E4F534A, 0x004E4942


@dataclass(frozen=True)
class Glb:
    """A model: its description, and the bytes that the description speaks of."""

    description: Json
    binary: memoryview | None

    def many(self, name: str) -> list[Json]:
        """The objects of a top-level array, none where there is none."""
        return objects(self.description, name)


def refuse(family: str, code: str) -> NoReturn:
    """Refuse a model: ``family`` chooses the sentence, ``code`` tells whoever made the file what to look for."""
    raise SandboxRefusal(f"model_{family}", {"code": code})


def read(data: memoryview) -> Glb:
    """Take a GLB apart.

    Raises:
        SandboxRefusal: ``model_container``, ``model_description`` (``code``).
    """
    if len(data) < _HEADER:
        refuse("container", "GLB_UNEXPECTED_END_OF_HEADER")
    if bytes(data[:4]) != _MAGIC:
        refuse("container", "GLB_INVALID_MAGIC")
    if _number(data, 4) != _VERSION:
        refuse("container", "GLB_INVALID_VERSION")
    if _number(data, 8) <= _HEADER:
        refuse("container", "GLB_LENGTH_TOO_SMALL")
    if _number(data, 8) != len(data):
        refuse("container", "GLB_LENGTH_MISMATCH")
    chunks = _chunks(data)
    if next(iter(chunks), None) != _JSON:
        refuse("container", "GLB_UNEXPECTED_FIRST_CHUNK")
    return Glb(describe(bytes(chunks[_JSON])), chunks.get(_BIN))


def describe(text: bytes, most_bytes: int = MOST_DESCRIPTION_BYTES) -> Json:
    """Read a description, the JSON of a GLB or a ``.gltf`` file.

    Raises:
        SandboxRefusal: ``model_description`` (``code``).
    """
    if len(text) > most_bytes:
        refuse("description", "TOO_LONG")
    try:
        description = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        refuse("description", "INVALID_JSON")
    if not isinstance(description, dict):
        refuse("description", "TYPE_MISMATCH")
    if _is_deep(description):
        refuse("description", "TOO_DEEP")
    asset = description.get("asset")
    if not isinstance(asset, dict):
        refuse("description", "UNDEFINED_PROPERTY")
    if not str(asset.get("version", "")).startswith("2."):
        refuse("description", "UNKNOWN_ASSET_MAJOR_VERSION")
    return description


def write(description: Mapping[str, Any], binary: bytes | bytearray | memoryview) -> bytes:
    """Return a GLB of a description and the bytes of its only buffer."""
    text = json.dumps(description, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    parts = [_numbers(len(text), _JSON), text]
    if len(binary):
        padding = b"\0" * (-len(binary) % 4)
        parts += [_numbers(len(binary) + len(padding), _BIN), bytes(binary), padding]
    length = _HEADER + sum(map(len, parts))
    return b"".join([_MAGIC, _numbers(_VERSION, length), *parts])


def write_file(description: Mapping[str, Any], binary: BinaryIO, output: Path) -> None:
    """As :func:`write`, to a file, from the bytes that were gathered in another one."""
    # The length of what follows is known only now.
    length = binary.tell()
    text = json.dumps(description, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    padding = b"\0" * (-length % 4)
    body = _CHUNK_HEADER + length + len(padding) if length else 0
    with output.open("wb") as file:
        file.write(_MAGIC + _numbers(_VERSION, _HEADER + _CHUNK_HEADER + len(text) + body))
        file.write(_numbers(len(text), _JSON) + text)
        if length:
            file.write(_numbers(length + len(padding), _BIN))
            binary.seek(0)
            shutil.copyfileobj(binary, file, 1 << 20)
            file.write(padding)


def objects(parent: Mapping[str, Any], name: str) -> list[Json]:
    """The objects of an array; what is no object is refused.

    Raises:
        SandboxRefusal: ``model_description``.
    """
    found = parent.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        refuse("description", "TYPE_MISMATCH")
    return found


def member(parent: Mapping[str, Any], name: str) -> Json | None:
    """An object in an object, ``None`` where there is none.

    Raises:
        SandboxRefusal: ``model_description``.
    """
    found = parent.get(name)
    if found is not None and not isinstance(found, dict):
        refuse("description", "TYPE_MISMATCH")
    return found


def whole(parent: Mapping[str, Any], name: str, default: int | None = None, *, least: int = 0) -> int:
    """A whole number that is not below ``least``, of whatever size; without ``default`` it has to be there.

    Raises:
        SandboxRefusal: ``model_description``.
    """
    found = parent.get(name, default)
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    if not isinstance(found, int) or isinstance(found, bool):
        refuse("description", "UNDEFINED_PROPERTY" if name not in parent else "TYPE_MISMATCH")
    if found < least:
        refuse("description", "VALUE_NOT_IN_RANGE")
    return found


def chosen(many: Sequence[Json], parent: Mapping[str, Any], name: str) -> Json:
    """The element of ``many`` that a member names by its index.

    Raises:
        SandboxRefusal: ``model_links``, ``model_description``.
    """
    index = whole(parent, name)
    if index >= len(many):
        refuse("links", "UNRESOLVED_REFERENCE")
    return many[index]


def _chunks(data: memoryview) -> dict[int, memoryview]:
    """The known chunks by their types, in their order; unknown ones stand for themselves."""
    found: dict[int, memoryview] = {}
    at = _HEADER
    while at < len(data):
        if at + _CHUNK_HEADER > len(data):
            refuse("container", "GLB_UNEXPECTED_END_OF_CHUNK_HEADER")
        length, kind = _number(data, at), _number(data, at + 4)
        start = at + _CHUNK_HEADER
        if length % 4:
            refuse("container", "GLB_CHUNK_LENGTH_UNALIGNED")
        if length > len(data) - start:
            refuse("container", "GLB_CHUNK_TOO_BIG")
        if kind in found and kind in {_JSON, _BIN}:
            refuse("container", "GLB_DUPLICATE_CHUNK")
        if kind == _JSON and not length:
            refuse("container", "GLB_EMPTY_CHUNK")
        found.setdefault(kind, data[start : start + length])
        at = start + length
    return found


def _number(data: memoryview, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def _numbers(one: int, other: int) -> bytes:
    return one.to_bytes(4, "little") + other.to_bytes(4, "little")


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _is_deep(value: Any) -> bool:
    level, depth = [value], 0
    while level:
        depth += 1
        members = [each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list)]
        level = [inner for each in members for inner in each if isinstance(inner, dict | list)]
        if depth > DEEPEST:
            return True
    return False
