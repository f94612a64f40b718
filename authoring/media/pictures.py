"""Looks at a picture and makes the published sizes of it. Runs only in a sandboxed child.

What is published is made here and nowhere else: pixels are decoded, turned upright, brought to sRGB and
eight bits, and written anew into a file that has never seen the original's metadata.
"""

import contextlib
import io
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from PIL import Image, ImageChops, ImageCms, ImageStat, UnidentifiedImageError

from authoring.media import camera
from authoring.refusal import SandboxRefusal

# Megapixels that fit into the child's memory. A JPEG is decoded at the scale that is needed, the others
# whole.
# A panorama of 16384 by 8192 among them.
MOST_PIXELS = {"JPEG": 135_000_000, "PNG": 60_000_000, "WEBP": 25_000_000, "AVIF": 50_000_000, "HEIC": 50_000_000}
# Those that the first child decodes itself; a progressive JPEG is held whole, whatever scale is wanted of it.
SMALL_PIXELS = {"JPEG": 135_000_000, "PNG": 16_000_000, "WEBP": 12_000_000, "AVIF": 12_000_000, "HEIC": 12_000_000}
SMALL_PROGRESSIVE_PIXELS = 24_000_000
LONGEST_SIDE = 30_000
PREVIEW_PX = 480
JPEG_QUALITY = 82
AVIF_QUALITY = 62
AVIF_SPEED = 8
# Always two, however many there are: the number decides how the picture is cut, and so its bytes.
AVIF_THREADS = 2

# Reduce by averaging down to twice the size, the rest by Lanczos: hardly to be told from Lanczos alone, and faster.
_REDUCING_GAP = 2.0
_STRIP_ROWS = 128
# Levels of 255 by which two columns differ that lie side by side, and a row that is a single point.
_SEAM = 8.0
_POLE = 12.0

_PLUGINS = {"JPEG": ["JPEG", "MPO"], "PNG": ["PNG"], "WEBP": ["WEBP"], "AVIF": ["AVIF"], "HEIC": ["HEIF"]}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = {5, 6, 7, 8}


def look(request: dict[str, Any]) -> dict[str, Any] | None:
    """Decode the picture at ``path`` (``format`` as sniffed) and write a small JPEG of it to ``preview``.

    ``None`` where only ``small`` ones are to be decoded and this is none: then no more than its header was read.

    Returns ``width``, ``height`` (upright), ``frames``, ``panorama`` (it says that it shows 360°), ``around`` (it
    looks so), ``position``
    (``[lon, lat]`` or null), ``taken_at`` and ``preview``: ``{"width", "height"}``.

    Raises:
        SandboxRefusal: ``damaged``, ``too_many_pixels`` (``megapixels``, ``most``), ``memory``.
    """
    image = opened(Path(request["path"]), request["format"])
    if request["small"] and image.width * image.height > _most_small(image, request["format"]):
        return None
    exif = camera.exif_of(image)
    width, height = image.size
    turned = camera.orientation(exif) in _LYING
    frames = getattr(image, "n_frames", 1) if image.format != "MPO" else 1
    answer = {
        "width": height if turned else width,
        "height": width if turned else height,
        "frames": frames,
        "panorama": _is_panorama(image),
        "position": camera.position(exif),
        "taken_at": camera.taken_at(exif),
    }
    small = clean(image, PREVIEW_PX)
    _write(small, Path(request["preview"]), "image/jpeg")
    answer["around"] = _goes_round(small)
    return answer | {"preview": {"width": small.width, "height": small.height}}


def _most_small(image: Image.Image, kind: str) -> int:
    return SMALL_PROGRESSIVE_PIXELS if "progressive" in image.info else SMALL_PIXELS[kind]


def _is_panorama(image: Image.Image) -> bool:
    """Whether the camera says so, in Google's words (Photo Sphere XMP)."""
    said = image.info.get("xmp", b"")
    said = said.encode() if isinstance(said, str) else said
    return b"ProjectionType" in said and b"equirectangular" in said


def _goes_round(small: Image.Image) -> bool:
    """Whether a picture is one all round by its looks: twice as wide as high, no seam, and one colour at the poles.

    Equirectangular: its left edge goes on at its right one, and all of its upper edge is a single point of the sky.
    """
    if small.width < PREVIEW_PX or abs(small.width - 2 * small.height) > 1:
        return False
    grey = small.convert("L")
    left, right = (grey.crop((x, 0, x + 1, grey.height)) for x in (0, grey.width - 1))
    seam = ImageStat.Stat(ImageChops.difference(left, right)).mean[0]
    inside = (grey.crop((x, 0, x + 1, grey.height)) for x in range(0, grey.width, grey.width // 16))
    # What is the same everywhere has no seam anywhere, and is no picture of a place.
    varies = sum(ImageStat.Stat(ImageChops.difference(left, column)).mean[0] for column in inside) / 16
    poles = [ImageStat.Stat(grey.crop((0, y, grey.width, y + 1))).stddev[0] for y in (0, grey.height - 1)]
    return seam < min(_SEAM, varies / 2) and max(poles) < _POLE


def make(request: dict[str, Any]) -> list[dict[str, int]]:
    """Write the picture at ``path`` in several sizes, each with its longer side at most ``longest`` pixels.

    ``sizes`` is ``[{"longest", "outputs": [{"path", "media_type"}]}]``, the largest first: the picture is decoded
    once. It is never enlarged. Returns ``width`` and ``height`` of each.
    """
    sizes = request["sizes"]
    image = clean(opened(Path(request["path"]), request["format"]), sizes[0]["longest"])
    made = []
    for size in sizes:
        image = _shrunk(image, size["longest"])
        for output in size["outputs"]:
            _write(image, Path(output["path"]), output["media_type"])
        made.append({"width": image.width, "height": image.height})
    return made


def opened(path: Path | IO[bytes], kind: str) -> Image.Image:
    """Open without decoding, and refuse by the size that the file claims."""
    warnings.simplefilter("ignore")
    most = MOST_PIXELS[kind]
    # Ours is checked below, with the number in the sentence; Pillow's would only warn up to twice its limit.
    Image.MAX_IMAGE_PIXELS = None
    if kind == "HEIC":
        _prepare_heif()
    try:
        image = Image.open(path, formats=_PLUGINS[kind])
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError) as fault:
        raise SandboxRefusal("damaged") from fault
    width, height = image.size
    if width * height > most or max(width, height) > LONGEST_SIDE:
        values = {"megapixels": round(width * height / 1e6), "most": most // 1_000_000, "longest": LONGEST_SIDE}
        raise SandboxRefusal("too_many_pixels", values)
    return image


def _prepare_heif() -> None:
    import pi_heif

    pi_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)


def clean(image: Image.Image, longest: int) -> Image.Image:
    """Decode, scale, turn upright and convert to sRGB: an L, RGB or RGBA picture that carries no metadata."""
    turn = camera.orientation(camera.exif_of(image))
    profile = image.info.get("icc_profile")
    try:
        scaled = _scaled(image, longest)
    except MemoryError:
        raise
    except Exception as fault:
        raise SandboxRefusal("damaged") from fault
    scaled.info = {}
    upright = scaled.transpose(_UPRIGHT[turn]) if turn in _UPRIGHT else scaled
    picture = _to_srgb(upright, profile)
    picture.info = {}
    return picture


def clean_strips(image: Image.Image, count: int, size: tuple[int, int]) -> Iterator[Image.Image]:
    """Decode all of a picture and give it out from top to bottom in strips of that size, upright, RGB in sRGB.

    What is done to a strip needs no second copy of the whole.
    """
    turn = camera.orientation(camera.exif_of(image))
    profile = image.info.get("icc_profile")
    try:
        image.load()
        whole = eight_bits(image)
    except MemoryError:
        raise
    except Exception as fault:
        raise SandboxRefusal("damaged") from fault
    upright = whole.transpose(_UPRIGHT[turn]) if turn in _UPRIGHT else whole
    for number in range(count):
        box = (0, upright.height * number / count, upright.width, upright.height * (number + 1) / count)
        strip = upright.resize(size, Image.Resampling.LANCZOS, box)
        strip.info = {}
        yield _flat(_to_srgb(strip, profile)).convert("RGB")


def _scaled(image: Image.Image, longest: int) -> Image.Image:
    image.draft(None, _size_for(image, longest))
    image.load()
    whole = eight_bits(image)
    scaled = _shrunk(whole, longest)
    return scaled.copy() if scaled is image else scaled


def _shrunk(image: Image.Image, longest: int) -> Image.Image:
    size = _size_for(image, longest)
    if image.size == size:
        return image
    factor = int(max(image.size) / longest / _REDUCING_GAP)
    return (_reduced(image, factor) if factor > 1 else image).resize(size, Image.Resampling.LANCZOS)


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    """Return the picture smaller by a whole factor."""
    return _by_strips(image, image.mode, lambda strip: strip.reduce(factor), factor)


def _by_strips(
    image: Image.Image, mode: str, change: Callable[[Image.Image], Image.Image], factor: int = 1
) -> Image.Image:
    """Change a picture strip by strip, smaller by ``factor``: at once, it would need a second or third whole copy."""
    width, height = image.size
    changed = Image.new(mode, (-(-width // factor), -(-height // factor)))
    rows = _STRIP_ROWS * factor
    for top in range(0, height, rows):
        changed.paste(change(image.crop((0, top, width, min(top + rows, height)))), (0, top // factor))
    return changed


def _size_for(image: Image.Image, longest: int) -> tuple[int, int]:
    share = min(1.0, longest / max(image.size))
    return max(1, round(image.width * share)), max(1, round(image.height * share))


def eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture in a mode that can be scaled: palettes opened, 16 bits rounded to 8."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return _by_strips(image, "L", lambda strip: strip.convert("I").point(lambda value: value / 256).convert("L"))
    if image.mode in {"P", "PA"}:
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    if image.mode in {"LA", "La", "RGBa"} or (image.mode in {"L", "RGB"} and "transparency" in image.info):
        return image.convert("RGBA")
    if image.mode in {"1", "F"}:
        return image.convert("L")
    return image


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    target = image.mode if image.mode in {"L", "RGBA"} else "RGB"
    if profile and target != "L":
        converted = _by_profile(image, profile, target)
        if converted is not None:
            return converted
    return image if image.mode == target else image.convert(target)


def _by_profile(image: Image.Image, profile: bytes, target: str) -> Image.Image | None:
    """Convert by an ICC profile; ``None`` where the profile is broken or made for other colours."""
    with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
        source = ImageCms.getOpenProfile(io.BytesIO(profile))
        alpha = image.getchannel("A") if image.mode == "RGBA" else None
        colours = image.convert("RGB") if alpha is not None else image
        converted = ImageCms.profileToProfile(
            colours, source, ImageCms.createProfile("sRGB"), ImageCms.Intent.PERCEPTUAL, "RGB"
        )
        if converted is not None:
            if alpha is not None:
                converted.putalpha(alpha)
            return converted if converted.mode == target else converted.convert(target)
    return None


def _write(image: Image.Image, path: Path, media_type: str) -> None:
    if media_type == "image/avif":
        image.save(path, "AVIF", quality=AVIF_QUALITY, speed=AVIF_SPEED, max_threads=AVIF_THREADS)
        return
    _flat(image).save(path, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)


def _flat(image: Image.Image) -> Image.Image:
    """Return a picture without an alpha channel, on white."""
    if image.mode != "RGBA":
        return image
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    return flat
