"""Packs a glTF and the files beside it, as they came in one zip, into one GLB.

Entries are checked before anything is unpacked, and an address leads to a file of the zip or nowhere.
"""

import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path, PurePosixPath
from posixpath import normpath
from typing import BinaryIO, Final
from urllib.parse import unquote

from authoring.importers.archive import unpacked
from authoring.importers.plan import ImportRefusedError
from authoring.importers.source import Source
from authoring.media import glb
from authoring.media.glb import Json, member, objects, refuse, whole
from authoring.media.glb_ranges import embedded
from authoring.media.sniff import sniff
from authoring.refusal import SandboxRefusal

_MOST_DESCRIPTION_BYTES: Final = 32_000_000
"""A glTF may carry its buffers as text."""
MOST_BYTES: Final = 100_000_000
"""Of the one file that a zip becomes: as large as a GLB may be that comes alone."""
_BEGINNING: Final = 64
_PIECE: Final = 1 << 20
_MESHOPT: Final = "EXT_meshopt_compression"


def pack(archive: Path, folder: Path, output: Path) -> None:
    """Write the one model of a zip as a GLB to ``output``; ``folder`` is empty and takes its files for the time.

    Raises:
        SandboxRefusal: ``zip_broken``, ``zip_encrypted``, ``zip_path``, ``zip_bomb``, ``zip_too_many``, ``no_model``,
            ``many_models`` (``count``), ``model_external``, and those of :mod:`authoring.media.glb`.
    """
    try:
        sources = unpacked(Source("", archive), folder, most_bytes=4 * MOST_BYTES)
    except ImportRefusedError as refusal:
        code = "zip_bomb" if refusal.code == "too_large" else refusal.code
        raise SandboxRefusal(code if code.startswith("zip_") else "no_model") from None
    files = {normpath(source.name.replace("\\", "/")): source.path for source in sources}
    models = [name for name in files if PurePosixPath(name).suffix.lower() in {".gltf", ".glb"}]
    if not models:
        raise SandboxRefusal("no_model")
    if len(models) > 1:
        raise SandboxRefusal("many_models", {"count": len(models)})
    path = files[models[0]]
    if path.stat().st_size > MOST_BYTES:
        refuse("unpacks", "TOO_LARGE")
    with path.open("rb") as file:
        packed = file.read(4) == b"glTF"
    if packed:
        # Landlock lets no file move to another folder.
        shutil.copyfile(path, output)
        return
    with (folder / "binary").open("w+b") as binary:
        packer = _Packer(PurePosixPath(models[0]).parent, files, binary)
        glb.write_file(packer.pack(_described(path)), binary, output)


def _described(path: Path) -> Json:
    with path.open("rb") as file:
        return glb.describe(file.read(_MOST_DESCRIPTION_BYTES + 1), _MOST_DESCRIPTION_BYTES)


class _Packer:
    """Gathers the bytes of one model in a file: a child that checks it has no room for them."""

    def __init__(self, home: PurePosixPath, files: Mapping[str, Path], binary: BinaryIO) -> None:
        self._home = home
        self._files = files
        self._binary = binary

    def pack(self, description: Json) -> Json:
        """Return the description of the GLB whose bytes were gathered."""
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
        length = self._binary.tell()
        first = [{"byteLength": length}] if length else []
        changed = {"buffers": [*first, *promises], "bufferViews": views}
        return description | {name: each for name, each in changed.items() if each}

    def _place(self, buffer: Json) -> tuple[int, bool]:
        """Where a buffer begins among all bytes, and whether it has any of its own."""
        if "uri" not in buffer:
            return 0, False
        start, length, _ = self._append(buffer["uri"])
        if length < whole(buffer, "byteLength", least=1):
            refuse("geometry", "BUFFER_BYTE_LENGTH_MISMATCH")
        return start, True

    def _take_picture(self, image: Json, views: list[Json]) -> None:
        start, length, beginning = self._append(image.pop("uri"))
        kind = sniff(beginning)
        image["bufferView"] = len(views)
        image["mimeType"] = kind.media_type if kind else "image/ktx2"
        views.append({"buffer": 0, "byteOffset": start, "byteLength": length})

    def _append(self, uri: object) -> tuple[int, int, bytes]:
        """Where the bytes of an address begin from now on, how many there are, and the first of them."""
        self._binary.write(b"\0" * (-self._binary.tell() % 4))
        start = self._binary.tell()
        with self._fetch(uri) as file:
            beginning = file.read(_BEGINNING)
            self._binary.write(beginning)
            while piece := file.read(_PIECE):
                self._binary.write(piece)
                if self._binary.tell() > MOST_BYTES:
                    refuse("unpacks", "TOO_LARGE")
        return start, self._binary.tell() - start, beginning

    def _fetch(self, uri: object) -> BinaryIO:
        if not isinstance(uri, str) or uri.startswith("data:"):
            return BytesIO(embedded(uri))
        name = normpath(str(self._home / unquote(uri).replace("\\", "/")))
        path = self._files.get(name) or next(
            (path for known, path in self._files.items() if known.lower() == name.lower()), None
        )
        if path is None:
            refuse("external", "IO_ERROR")
        return path.open("rb")


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
