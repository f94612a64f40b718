"""Packs a glTF and the files beside it, as they came in one zip, into one GLB.

Entries are checked before anything is unpacked, and an address leads to a file of the zip or nowhere.
"""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import Final
from urllib.parse import unquote

from authoring.importers.archive import unpacked
from authoring.importers.plan import ImportRefusedError
from authoring.importers.source import Source
from authoring.media import glb
from authoring.media.glb import Json, member, objects, refuse, whole
from authoring.media.glb_ranges import embedded
from authoring.media.sniff import sniff
from authoring.refusal import SandboxRefusal

_MOST_DESCRIPTION_BYTES: Final = 64_000_000
"""A glTF may carry its buffers as text."""
_MESHOPT: Final = "EXT_meshopt_compression"


def pack(archive: Path, folder: Path) -> bytes:
    """Return the one model of a zip as a GLB; ``folder`` is empty and takes its files for the time.

    Raises:
        SandboxRefusal: ``zip_broken``, ``zip_encrypted``, ``zip_path``, ``zip_bomb``, ``zip_too_many``, ``no_model``,
            ``many_models`` (``count``), ``model_external``, and those of :mod:`authoring.media.glb`.
    """
    try:
        sources = unpacked(Source("", archive), folder)
    except ImportRefusedError as refusal:
        code = "zip_bomb" if refusal.code == "too_large" else refusal.code
        raise SandboxRefusal(code if code.startswith("zip_") else "no_model") from None
    files = {normpath(source.name.replace("\\", "/")): source.path for source in sources}
    models = [name for name in files if PurePosixPath(name).suffix.lower() in {".gltf", ".glb"}]
    if not models:
        raise SandboxRefusal("no_model")
    if len(models) > 1:
        raise SandboxRefusal("many_models", {"count": len(models)})
    data = files[models[0]].read_bytes()
    if data.startswith(b"glTF"):
        return data
    return _Packer(PurePosixPath(models[0]).parent, files).pack(glb.describe(data, _MOST_DESCRIPTION_BYTES))


class _Packer:
    """Gathers the bytes of one model."""

    def __init__(self, home: PurePosixPath, files: Mapping[str, Path]) -> None:
        self._home = home
        self._files = files
        self._binary = bytearray()

    def pack(self, description: Json) -> bytes:
        places = [self._place(buffer) for buffer in objects(description, "buffers")]
        views = objects(description, "bufferViews")
        for view in views:
            _move(view, places)
            packed = member(member(view, "extensions") or {}, _MESHOPT)
            if packed is not None:
                _move(packed, places)
        for image in objects(description, "images"):
            if "uri" in image:
                self._take_picture(image, views)
        promises = [buffer for buffer, (_, own) in zip(description.get("buffers", []), places, strict=True) if not own]
        first = [{"byteLength": len(self._binary)}] if self._binary else []
        changed = {"buffers": [*first, *promises], "bufferViews": views}
        return glb.write(description | {name: each for name, each in changed.items() if each}, self._binary)

    def _place(self, buffer: Json) -> tuple[int, bool]:
        """Where a buffer begins among all bytes, and whether it has any of its own."""
        if "uri" not in buffer:
            return 0, False
        data = self._fetch(buffer["uri"])
        if len(data) < whole(buffer, "byteLength", least=1):
            refuse("geometry", "BUFFER_BYTE_LENGTH_MISMATCH")
        return self._append(data), True

    def _take_picture(self, image: Json, views: list[Json]) -> None:
        data = self._fetch(image.pop("uri"))
        kind = sniff(data[:64])
        image["bufferView"] = len(views)
        image["mimeType"] = kind.media_type if kind else "image/ktx2"
        views.append({"buffer": 0, "byteOffset": self._append(data), "byteLength": len(data)})

    def _append(self, data: bytes) -> int:
        self._binary += b"\0" * (-len(self._binary) % 4)
        start = len(self._binary)
        self._binary += data
        return start

    def _fetch(self, uri: object) -> bytes:
        if not isinstance(uri, str) or uri.startswith("data:"):
            return embedded(uri)
        name = normpath(str(self._home / unquote(uri).replace("\\", "/")))
        path = self._files.get(name) or next(
            (path for known, path in self._files.items() if known.lower() == name.lower()), None
        )
        if path is None:
            refuse("external", "IO_ERROR")
        return path.read_bytes()


def _move(part: Json, places: list[tuple[int, bool]]) -> None:
    """Let a view speak of the one buffer that all were gathered in; promises follow behind it."""
    index = whole(part, "buffer")
    if index >= len(places):
        refuse("links", "UNRESOLVED_REFERENCE")
    start, own = places[index]
    if own:
        part["buffer"], part["byteOffset"] = 0, whole(part, "byteOffset", 0) + start
    else:
        any_own = any(known for _, known in places)
        part["buffer"] = any_own + sum(not known for _, known in places[:index])
