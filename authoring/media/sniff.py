"""What a file is, told from its first bytes and never from its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

LOOK_AT = 4096

Family = Literal["picture", "sound", "film", "captions", "model", "later", "foreign"]
"""``later``: comes when its medium is there, and is attached to it. ``foreign``: no use for a tour."""


@dataclass(frozen=True)
class Sniffed:
    """A file's kind: ``name`` is what people call it, ``media_type`` its RFC 6838 type."""

    name: str
    media_type: str
    family: Family


_JPEG = Sniffed("JPEG", "image/jpeg", "picture")
_PNG = Sniffed("PNG", "image/png", "picture")
_WEBP = Sniffed("WebP", "image/webp", "picture")
_AVIF = Sniffed("AVIF", "image/avif", "picture")
_HEIC = Sniffed("HEIC", "image/heic", "picture")
_MP3 = Sniffed("MP3", "audio/mpeg", "sound")
_M4A = Sniffed("M4A", "audio/mp4", "sound")
_OGG = Sniffed("Ogg", "audio/ogg", "sound")
_WAV = Sniffed("WAV", "audio/wav", "sound")
_FLAC = Sniffed("FLAC", "audio/flac", "sound")
_VTT = Sniffed("WebVTT", "text/vtt", "captions")
# Phones put voice memos into MP4, and browsers record sound as WebM: whether it is a film shows when it is opened.
_MP4 = Sniffed("MP4", "video/mp4", "film")
_QUICKTIME = Sniffed("QuickTime", "video/quicktime", "film")
_WEBM = Sniffed("WebM", "video/webm", "film")


def _names(*kinds: Sniffed | str) -> str:
    return ", ".join(kind if isinstance(kind, str) else kind.name for kind in kinds)


TAKEN: Mapping[str, str] = {
    "pictures": _names(_JPEG, _PNG, _WEBP, _AVIF, _HEIC),
    "sounds": _names(_MP3, _M4A, _OGG, "Opus", _WAV, _FLAC, _WEBM),
    "films": _names(_MP4, "MOV", _WEBM),
}
"""What may be uploaded, as sentences name it: Opus comes in Ogg, and people know QuickTime by its ending."""

_BEGINNINGS: tuple[tuple[bytes, Sniffed], ...] = (
    (b"\xff\xd8\xff", _JPEG),
    (b"\x89PNG\r\n\x1a\n", _PNG),
    (b"OggS", _OGG),
    (b"fLaC", _FLAC),
    (b"ID3", _MP3),
    (b"glTF", Sniffed("GLB", "model/gltf-binary", "model")),
    (b"\x1a\x45\xdf\xa3", _WEBM),
    (b"GIF8", Sniffed("GIF", "image/gif", "foreign")),
    (b"II*\0", Sniffed("TIFF", "image/tiff", "foreign")),
    (b"MM\0*", Sniffed("TIFF", "image/tiff", "foreign")),
    (b"BM", Sniffed("BMP", "image/bmp", "foreign")),
    (b"8BPS", Sniffed("Photoshop", "image/vnd.adobe.photoshop", "foreign")),
    (b"%PDF", Sniffed("PDF", "application/pdf", "foreign")),
    (b"\0\0\1\0", Sniffed("ICO", "image/vnd.microsoft.icon", "foreign")),
    (b"\0\0\0\x0cjP  ", Sniffed("JPEG 2000", "image/jp2", "foreign")),
    (b"\xff\x0a", Sniffed("JPEG XL", "image/jxl", "foreign")),
    (b"\0\0\0\x0cJXL ", Sniffed("JPEG XL", "image/jxl", "foreign")),
    (b"Rar!", Sniffed("RAR", "application/vnd.rar", "foreign")),
    (b"7z\xbc\xaf", Sniffed("7-Zip", "application/x-7z-compressed", "foreign")),
    (b"\xd0\xcf\x11\xe0", Sniffed("Office", "application/x-ole-storage", "foreign")),
    (b"0&\xb2u", Sniffed("WMA", "audio/x-ms-wma", "foreign")),
    (b"#!AMR", Sniffed("AMR", "audio/amr", "foreign")),
    (b"FORM", Sniffed("AIFF", "audio/aiff", "foreign")),
)

_BRANDS: tuple[tuple[frozenset[bytes], Sniffed], ...] = (
    (frozenset({b"avif", b"avis"}), _AVIF),
    (frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}), _HEIC),
    (frozenset({b"M4A ", b"M4B ", b"M4P "}), _M4A),
    (frozenset({b"qt  "}), _QUICKTIME),
)

# QuickTime before it had brands: old cameras write so.
_OLD_ATOMS = frozenset({b"moov", b"mdat", b"wide"})


def sniff(beginning: bytes) -> Sniffed | None:
    """Tell a file's kind from its first bytes (some :data:`LOOK_AT` of them); ``None`` where nobody could."""
    for start, kind in _BEGINNINGS:
        if beginning.startswith(start):
            return kind
    if beginning[4:8] in {b"ftyp", *_OLD_ATOMS}:
        return _by_brand(beginning)
    if beginning[:4] in {b"RIFF", b"RF64"}:
        return {b"WEBP": _WEBP, b"WAVE": _WAV}.get(beginning[8:12])
    if beginning.startswith(b"PK\x03\x04"):
        return _zip(beginning)
    if _is_mpeg_audio(beginning):
        return _MP3
    return _text(beginning)


def sniff_file(path: Path) -> Sniffed | None:
    """As :func:`sniff`, for a file."""
    with path.open("rb") as file:
        return sniff(file.read(LOOK_AT))


def _by_brand(beginning: bytes) -> Sniffed | None:
    """Tell an ISO base media file (ISO/IEC 14496-12 §4.3) by its main brand, then by those it is compatible with."""
    if beginning[4:8] != b"ftyp":
        return _QUICKTIME
    size = min(int.from_bytes(beginning[:4], "big"), 512)
    main = beginning[8:12]
    compatible = [beginning[at : at + 4] for at in range(16, size, 4)]
    for brand in (main, *compatible):
        for brands, kind in _BRANDS:
            # HEIF's own general brand says nothing about the codec: an AVIF carries it too.
            if brand in brands and not (brand in {b"mif1", b"msf1"} and b"avif" in compatible):
                return kind
    return _MP4


def _zip(beginning: bytes) -> Sniffed:
    length = int.from_bytes(beginning[26:28], "little")
    if beginning[30 : 30 + length].lower().endswith((b".usdc", b".usda", b".usd")):
        return Sniffed("USDZ", "model/vnd.usdz+zip", "later")
    # Perhaps a glTF and its files: that shows when its entries are read.
    return Sniffed("ZIP", "application/zip", "model")


def _is_mpeg_audio(beginning: bytes) -> bool:
    """Whether an MPEG audio frame of layer III begins here (ISO/IEC 11172-3 §2.4.1.3)."""
    if len(beginning) < 4 or beginning[0] != 0xFF or beginning[1] & 0xE6 != 0xE2:
        return False
    return beginning[2] & 0xF0 != 0xF0 and beginning[2] & 0x0C != 0x0C


def _text(beginning: bytes) -> Sniffed | None:
    text = beginning.removeprefix(b"\xef\xbb\xbf")
    if text[:6] == b"WEBVTT" and text[6:7] in {b"", b" ", b"\t", b"\r", b"\n"}:
        return _VTT
    stripped = text.lstrip()[:512].lower()
    if b"<svg" in stripped:
        return Sniffed("SVG", "image/svg+xml", "foreign")
    if stripped.startswith((b"<!doctype html", b"<html")):
        return Sniffed("HTML", "text/html", "foreign")
    return None
