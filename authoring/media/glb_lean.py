"""Makes of a model one that says nothing but what is seen, with pictures as small as they are to be published.

What stays is named here; everything else goes: names, extras, copyright, unknown members and extensions, custom
attributes. Only the names of clips stay, because a tour plays them by name.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any, Final

from PIL import Image

from authoring.media import glb, glb_facts
from authoring.media.glb import Glb, Json, member, refuse
from authoring.media.glb_ranges import EXTENSIONS, is_ktx2, picture_bytes, view_bytes
from authoring.media.pictures import eight_bits
from authoring.media.verdict import MOST_PIXELS

_WEBP: Final = "EXT_texture_webp"
_PLAIN: Final = ""
_BASIS: Final = "KHR_texture_basisu"
_ARRAYS: Final = (
    *("accessors", "animations", "bufferViews", "buffers", "cameras", "images", "materials", "meshes", "nodes"),
    *("samplers", "scenes", "skins", "textures"),
)
# Every word that glTF and the extensions above know as a value; other strings are somebody's own.
_WORDS: Final = frozenset(
    {"OPAQUE", "MASK", "BLEND", "LINEAR", "STEP", "CUBICSPLINE", "translation", "rotation", "scale", "weights"}
    | {"SCALAR", "VEC2", "VEC3", "VEC4", "MAT2", "MAT3", "MAT4", "perspective", "orthographic"}
    | {"directional", "point", "spot", "ATTRIBUTES", "TRIANGLES", "INDICES"}
    | {"NONE", "OCTAHEDRAL", "QUATERNION", "EXPONENTIAL", "image/png", "image/jpeg", "image/webp", "image/ktx2"}
)
_Writer = Callable[[Image.Image, int], tuple[str, bytes]]
_PLUGINS: Final = ("PNG", "JPEG", "WEBP")
_AT_ONCE: Final = 2
_WEBP_METHOD: Final = 2
"""Of 0 to 6: as small as 4 by a twentieth, in half the time."""


def lean(model: Glb, longest_px: int, quality: int, *, plain: bool = False) -> bytes:
    """Return the model as a GLB whose pictures are WebP, no side longer than ``longest_px``.

    KTX2 stays as it is, without its key-value data: it is packed for graphics chips already. ``plain``: pictures are
    JPEG, or PNG where one looks through them, as every program reads them.

    Raises:
        SandboxRefusal: ``model_picture``: one cannot be decoded.
    """
    description = _described(model, _PLAIN if plain else _WEBP)
    binary = bytearray(_whole(model))
    buffers, views = description.get("buffers", []), description.setdefault("bufferViews", [])
    images = description.get("images", [])
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        write = _jpeg_or_png if plain else _webp
        pictures = list(
            pool.map(lambda image: _picture(picture_bytes(model, image), write, longest_px, quality), images)
        )
    for image, (media_type, made) in zip(images, pictures, strict=True):
        binary += b"\0" * (-len(binary) % 4)
        image.clear()
        image |= {"bufferView": len(views), "mimeType": media_type}
        views.append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(made)})
        binary += made
    if binary:
        buffers[:1] = [{"byteLength": len(binary)}]
        description["buffers"] = buffers
    return glb.write({name: part for name, part in description.items() if part != []}, binary)


def _whole(model: Glb) -> bytes:
    """The bytes of the first buffer; those of others are brought behind it by nobody, so there must be none."""
    buffers = model.many("buffers")
    if not buffers:
        return b""
    if any("uri" in buffer for buffer in buffers[1:]):
        refuse("external", "DATA_URI_GLB")
    return bytes(view_bytes(model, {"buffer": 0, "byteLength": buffers[0]["byteLength"]}))


def _described(model: Glb, packing: str) -> Json:
    """The description with nothing in it that is not known here; ``packing`` is the extension of its pictures."""
    known: Json = {name: _known(model.description[name]) for name in _ARRAYS if name in model.description}
    for animation, (name, _) in zip(known.get("animations", []), glb_facts.clips(model), strict=True):
        animation["name"] = name
    for mesh in known.get("meshes", []):
        for primitive in mesh.get("primitives", []):
            for attributes in (primitive.get("attributes", {}), *primitive.get("targets", [])):
                for custom in [each for each in attributes if each.startswith("_")]:
                    del attributes[custom]
    for image, original in zip(known.get("images", []), model.many("images"), strict=True):
        image |= {name: original[name] for name in ("uri", "bufferView") if name in original}
    for texture in known.get("textures", []):
        _choose_source(texture, model, packing)
    used = sorted({*_extensions_in(known), *_extensions_in(model.description) & {"KHR_mesh_quantization"}})
    required = [name for name in model.description.get("extensionsRequired", []) if name in used]
    if model.many("images") and packing:
        used, required = sorted({*used, packing}), sorted({*required, packing})
    if isinstance(model.description.get("scene"), int):
        known["scene"] = model.description["scene"]
    top = _known_extensions(member(model.description, "extensions") or {})
    extra = {"extensions": top} if top else {}
    said = {"extensionsUsed": used, "extensionsRequired": required}
    return {"asset": {"version": "2.0"}, **said, **known, **extra}


def _known(value: Any) -> Any:
    """The value without what glTF does not know."""
    if isinstance(value, list):
        return [_known(each) for each in value if not isinstance(each, str)]
    if not isinstance(value, dict):
        return value
    kept = {}
    for name, each in value.items():
        if name == "extensions" and isinstance(each, dict):
            if extensions := _known_extensions(each):
                kept[name] = extensions
        elif name not in {"extras", "name"} and (not isinstance(each, str) or each in _WORDS):
            kept[name] = _known(each)
    return kept


def _known_extensions(extensions: Mapping[str, Any]) -> Json:
    return {name: _known(each) for name, each in extensions.items() if name in EXTENSIONS}


def _extensions_in(value: Any) -> set[str]:
    """The names of all extensions that are used somewhere in a value, and those that only a list names."""
    found: set[str] = set()
    if isinstance(value, dict):
        found |= set(value.get("extensions") or ()) | {
            name for name in value.get("extensionsUsed", []) if isinstance(name, str)
        }
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        found |= _extensions_in(each)
    return found


def _choose_source(texture: Json, model: Glb, packing: str) -> None:
    """Let a texture have one picture: what is decoded here, else what is packed already."""
    extensions = texture.get("extensions", {})
    webp, basis = extensions.pop(_WEBP, {}).get("source"), extensions.get(_BASIS, {}).get("source")
    source = texture.pop("source", None)
    chosen = webp if webp is not None else source
    if chosen is not None and not is_ktx2(picture_bytes(model, glb.chosen(model.many("images"), {"i": chosen}, "i"))):
        extensions = {packing: {"source": chosen}} if packing else {}
        texture |= {} if packing else {"source": chosen}
    elif chosen is not None or basis is not None:
        extensions = {_BASIS: {"source": chosen if chosen is not None else basis}}
    texture["extensions"] = extensions
    if not extensions:
        del texture["extensions"]


def _picture(data: memoryview, write: _Writer, longest_px: int, quality: int) -> tuple[str, bytes]:
    """The media type of a picture as it is published, and its bytes."""
    if is_ktx2(data):
        return "image/ktx2", _without_notes(bytes(data))
    return write(_decoded(bytes(data), longest_px), quality)


def _decoded(data: bytes, longest_px: int) -> Image.Image:
    """Decode a picture. Its colours are numbers and not those of a profile (glTF 2.0 §3.8.3): none is applied."""
    Image.MAX_IMAGE_PIXELS = None
    try:
        opened = Image.open(BytesIO(data), formats=_PLUGINS)
        if opened.width * opened.height > MOST_PIXELS:
            refuse("picture", "TOO_MANY_PIXELS")
        opened.load()
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError):
        refuse("picture", "IMAGE_DATA_INVALID")
    image = eight_bits(opened)
    image = image if image.mode in {"RGB", "RGBA"} else image.convert("RGB")
    image.info = {}
    image.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _webp(image: Image.Image, quality: int) -> tuple[str, bytes]:
    file = BytesIO()
    # What is clear keeps its colour: it shows at the edges.
    image.save(file, "WEBP", quality=quality, method=_WEBP_METHOD, exact=True)
    return "image/webp", file.getvalue()


def _jpeg_or_png(image: Image.Image, quality: int) -> tuple[str, bytes]:
    file = BytesIO()
    if image.mode == "RGBA" and image.getchannel("A").getextrema() != (255, 255):
        image.save(file, "PNG")
        return "image/png", file.getvalue()
    # Directions and roughness are no colours, which an eye sees less sharply.
    image.convert("RGB").save(file, "JPEG", quality=quality, subsampling=0)
    return "image/jpeg", file.getvalue()


def _without_notes(data: bytes) -> bytes:
    """A KTX2 file without its key-value data: who wrote it, and whatever else (KTX 2.0 §3.9, index at byte 48)."""
    start, length = (int.from_bytes(data[at : at + 4], "little") for at in (56, 60))
    if len(data) < 80 or start + length > len(data):
        refuse("picture", "IMAGE_DATA_INVALID")
    emptied = bytearray(data)
    emptied[start : start + length] = bytes(length)
    emptied[56:64] = bytes(8)
    return bytes(emptied)
