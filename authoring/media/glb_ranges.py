"""Checks that a model speaks only of bytes that it has: every buffer, view, accessor, sparse part and picture.

Decoders on phones crash on what is let through here, so all lengths are added up as Python's unbounded integers, and
nothing that a file claims is allocated.
"""

import base64
import binascii
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from authoring.media.glb import Glb, Json, chosen, member, objects, refuse, whole
from authoring.media.sniff import sniff
from authoring.refusal import SandboxRefusal

EXTENSIONS: Final = frozenset(
    {
        "EXT_mesh_gpu_instancing",
        "EXT_meshopt_compression",
        "EXT_texture_webp",
        "KHR_draco_mesh_compression",
        "KHR_lights_punctual",
        "KHR_materials_anisotropy",
        "KHR_materials_clearcoat",
        "KHR_materials_diffuse_transmission",
        "KHR_materials_dispersion",
        "KHR_materials_emissive_strength",
        "KHR_materials_ior",
        "KHR_materials_iridescence",
        "KHR_materials_pbrSpecularGlossiness",
        "KHR_materials_sheen",
        "KHR_materials_specular",
        "KHR_materials_transmission",
        "KHR_materials_unlit",
        "KHR_materials_volume",
        "KHR_mesh_quantization",
        "KHR_node_visibility",
        "KHR_texture_basisu",
        "KHR_texture_transform",
    }
)
"""What a model may use: the extensions that are read when its variants are made."""

MOST_UNPACKED_BYTES: Final = 256 << 20
"""All that a model unpacks to: what a file may claim without having it."""

_COMPONENT_BYTES: Final = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
_INDEX_BYTES: Final = {5121: 1, 5123: 2, 5125: 4}
_COMPONENTS: Final = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
_MESHOPT: Final = "EXT_meshopt_compression"
_TAIL: Final = 65_536
"""Some cameras write so much behind a picture's end."""
_KTX2: Final = b"\xabKTX 20\xbb\r\n\x1a\n"


def check(glb: Glb) -> None:
    """Check all ranges of a model.

    Raises:
        SandboxRefusal: ``model_geometry``, ``model_picture``, ``model_external``, ``model_extension``
            (``extension``), ``model_links``, ``model_description``, ``model_unpacks``.
    """
    _check_extensions(glb)
    buffers = range(len(glb.many("buffers")))
    sizes, promised = [_buffer_bytes(glb, each) for each in buffers], [_is_promise(glb, each) for each in buffers]
    unpacked = sum(_check_view(view, sizes, promised) for view in glb.many("bufferViews"))
    for accessor in glb.many("accessors"):
        unpacked += _check_accessor(accessor, glb.many("bufferViews"))
    if unpacked > MOST_UNPACKED_BYTES:
        refuse("unpacks", "TOO_LARGE")
    for image in glb.many("images"):
        picture_bytes(glb, image)
    _check_draco(glb)


def view_bytes(glb: Glb, view: Json) -> memoryview:
    """The bytes of a view whose ranges were checked; nothing where its buffer is only a promise."""
    data = _buffer_data(glb, whole(view, "buffer"))
    start = whole(view, "byteOffset", 0)
    return data[start : start + whole(view, "byteLength")]


def picture_bytes(glb: Glb, image: Json) -> memoryview:
    """The bytes of a picture.

    Raises:
        SandboxRefusal: ``model_picture`` where it is none that a phone could show, ``model_external``.
    """
    if "uri" in image:
        data = memoryview(embedded(image["uri"]))
    else:
        data = view_bytes(glb, chosen(glb.many("bufferViews"), image, "bufferView"))
    beginning = bytes(data[:64])
    kind = sniff(beginning)
    if not is_ktx2(beginning) and (kind is None or kind.name not in _ENDS):
        refuse("picture", "IMAGE_MIME_TYPE_INVALID" if kind else "IMAGE_UNRECOGNIZED_FORMAT")
    if kind is not None and not _ENDS[kind.name](data):
        refuse("picture", "IMAGE_UNEXPECTED_EOS")
    return data


def _png_ends(data: memoryview) -> bool:
    """Whether the chunks follow each other up to the last one; none is decoded."""
    at = 8
    while at + 12 <= len(data):
        if bytes(data[at + 4 : at + 8]) == b"IEND":
            return True
        at += 12 + int.from_bytes(data[at : at + 4], "big")
    return False


def _jpeg_ends(data: memoryview) -> bool:
    return b"\xff\xd9" in bytes(data[-_TAIL:])


def _webp_ends(data: memoryview) -> bool:
    return 8 + int.from_bytes(data[4:8], "little") <= len(data)


def is_ktx2(beginning: bytes | memoryview) -> bool:
    """Whether a KTX 2.0 container begins so."""
    return bytes(beginning[: len(_KTX2)]) == _KTX2


_ENDS: Final = {"PNG": _png_ends, "JPEG": _jpeg_ends, "WebP": _webp_ends}


def _check_extensions(glb: Glb) -> None:
    required = glb.description.get("extensionsRequired", [])
    if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        refuse("description", "TYPE_MISMATCH")
    for name in required:
        if name not in EXTENSIONS:
            raise SandboxRefusal("model_extension", {"extension": name[:60]})


def _buffer_bytes(glb: Glb, index: int) -> int:
    """How many bytes a buffer has; what it claims beyond them is refused."""
    buffer = glb.many("buffers")[index]
    claimed = whole(buffer, "byteLength", least=1)
    if _is_promise(glb, index):
        return claimed
    there = len(_buffer_data(glb, index))
    if claimed > there:
        refuse("geometry", "BUFFER_BYTE_LENGTH_MISMATCH")
    return claimed


def _is_promise(glb: Glb, index: int) -> bool:
    """Whether a buffer has no bytes of its own: one that is filled by unpacking, or by nobody."""
    return "uri" not in glb.many("buffers")[index] and (index > 0 or glb.binary is None)


def _buffer_data(glb: Glb, index: int) -> memoryview:
    buffers = glb.many("buffers")
    if index >= len(buffers):
        refuse("links", "UNRESOLVED_REFERENCE")
    if "uri" in buffers[index]:
        return memoryview(embedded(buffers[index]["uri"]))
    if index == 0 and glb.binary is not None:
        return glb.binary
    return memoryview(b"")


def embedded(uri: Any) -> bytes:
    """The bytes of a ``data:`` address.

    Raises:
        SandboxRefusal: ``model_external``: every other one leads out of the file; ``model_description``.
    """
    if not isinstance(uri, str) or not uri.startswith("data:"):
        refuse("external", "IO_ERROR")
    head, _, text = uri.partition(",")
    try:
        return base64.b64decode(text, validate=True) if head.endswith(";base64") else unquote_to_bytes(text)
    except (binascii.Error, ValueError):
        refuse("description", "INVALID_URI")


def _check_view(view: Json, sizes: list[int], promised: list[bool]) -> int:
    """Check a view; return what it unpacks to beyond the bytes that the file has."""
    buffer = whole(view, "buffer")
    length = whole(view, "byteLength", least=1)
    if buffer >= len(sizes):
        refuse("links", "UNRESOLVED_REFERENCE")
    if whole(view, "byteOffset", 0) + length > sizes[buffer]:
        refuse("geometry", "BUFFER_VIEW_TOO_LONG")
    if "byteStride" in view and not 4 <= whole(view, "byteStride") <= 252:
        refuse("description", "VALUE_NOT_IN_RANGE")
    packed = member(member(view, "extensions") or {}, _MESHOPT)
    if packed is None:
        if promised[buffer]:
            refuse("geometry", "BUFFER_MISSING_GLB_DATA")
        return 0
    source = whole(packed, "buffer")
    if source >= len(sizes):
        refuse("links", "UNRESOLVED_REFERENCE")
    if whole(packed, "byteOffset", 0) + whole(packed, "byteLength", least=1) > sizes[source]:
        refuse("geometry", "BUFFER_VIEW_TOO_LONG")
    if whole(packed, "count", least=1) * whole(packed, "byteStride", least=1) > length:
        refuse("geometry", "ACCESSOR_TOO_LONG")
    return length


def _check_accessor(accessor: Json, views: list[Json]) -> int:
    """Check an accessor; return what it unpacks to beyond the bytes that the file has."""
    component = _COMPONENT_BYTES.get(whole(accessor, "componentType"))
    kind = accessor.get("type")
    count = whole(accessor, "count", least=1)
    if component is None or not isinstance(kind, str) or kind not in _COMPONENTS:
        refuse("description", "VALUE_NOT_IN_RANGE")
    element = _element_bytes(kind, component)
    if "sparse" in accessor:
        _check_sparse(member(accessor, "sparse") or {}, count, element, views)
    if "bufferView" not in accessor:
        return count * element
    _check_inside(accessor, chosen(views, accessor, "bufferView"), count, element)
    return count * element if "sparse" in accessor else 0


def _element_bytes(kind: str, component: int) -> int:
    """The bytes of an element; the columns of a matrix begin at multiples of four (glTF 2.0 §3.6.2.4)."""
    if kind == "MAT2" and component == 1:
        return 8
    if kind == "MAT3" and component < 4:
        return 12 * component
    return _COMPONENTS[kind] * component


def _check_inside(part: Json, view: Json, count: int, element: int) -> None:
    stride = whole(view, "byteStride", element, least=1)
    if whole(part, "byteOffset", 0) + stride * (count - 1) + element > whole(view, "byteLength"):
        refuse("geometry", "ACCESSOR_TOO_LONG")


def _check_sparse(sparse: Json, most: int, element: int, views: list[Json]) -> None:
    count = whole(sparse, "count", least=1)
    if count > most:
        refuse("geometry", "ACCESSOR_SPARSE_COUNT_OUT_OF_RANGE")
    indices, values = member(sparse, "indices") or {}, member(sparse, "values") or {}
    index_bytes = _INDEX_BYTES.get(whole(indices, "componentType"))
    if index_bytes is None:
        refuse("description", "VALUE_NOT_IN_RANGE")
    _check_inside(indices, chosen(views, indices, "bufferView"), count, index_bytes)
    _check_inside(values, chosen(views, values, "bufferView"), count, element)


def _check_draco(glb: Glb) -> None:
    for mesh in glb.many("meshes"):
        for primitive in objects(mesh, "primitives"):
            packed = member(member(primitive, "extensions") or {}, "KHR_draco_mesh_compression")
            if packed is not None:
                chosen(glb.many("bufferViews"), packed, "bufferView")
