"""The files of an import: how large they may be, what they are, and their text.

What a file is says its content, not its name; the name only decides between tables and nothing.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from authoring.importers.plan import Format, ImportRefusedError

MOST_TEXT_BYTES: Final = 64 * 1024 * 1024
"""A table, a track or a map in text: more than this is data for a database, not for an editor."""

MOST_PHOTO_BYTES: Final = 80 * 1024 * 1024
MOST_FILES: Final = 1_000

_PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*")
_BRANDS: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis", b"heim", b"heis")
_XML_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_ENCODINGS_OF_XML: Final = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "cp1252", "cp1250"}
    | {"iso8859-1", "iso8859-2", "iso8859-15"}
)


@dataclass(frozen=True, slots=True)
class Source:
    """One file: the name a person gave it, and where its bytes are."""

    name: str
    path: Path

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size

    def head(self, length: int = 4096) -> bytes:
        """The first bytes."""
        with self.path.open("rb") as file:
            return file.read(length)

    def bytes(self, most: int = MOST_TEXT_BYTES) -> bytes:
        """All bytes.

        Raises:
            ImportRefusedError: ``too_large`` or ``empty``.
        """
        if self.size > most:
            raise ImportRefusedError("too_large", size_mb=self.size // 1_000_000, most_mb=most // 1_000_000)
        data = self.path.read_bytes()
        if not data.strip():
            raise ImportRefusedError("empty")
        return data


def recognised(source: Source) -> Format | str:
    """The format of a file by its content: one of the plan's formats, ``zip``, or what else it is (``pdf`` …).

    Raises:
        ImportRefusedError: ``empty``.
    """
    head = source.head()
    if not head.strip(b"\x00 \t\r\n"):
        raise ImportRefusedError("empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if _is_picture(head):
        return "photo"
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if head.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")):
        return "archive"
    return _recognised_text(head, source.name)


def _is_picture(head: bytes) -> bool:
    is_webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    is_heif = head[4:8] == b"ftyp" and head[8:12] in _BRANDS
    return head.startswith((*_PICTURES, b"GIF8", b"BM")) or is_webp or is_heif


def _recognised_text(head: bytes, name: str) -> Format | str:
    text = _rough_text(head)
    start = text.lstrip("\ufeff \t\r\n")
    suffix = name.rpartition(".")[2].casefold() if "." in name else ""
    if start.startswith("<"):
        root = re.search(r"<(?:\w+:)?(gpx|kml|osm|html|rss|feed|TourSet|Placemark)\b", text, re.IGNORECASE)
        kind = root[1].casefold() if root else suffix
        return {"gpx": "gpx", "kml": "kml", "placemark": "kml"}.get(kind, kind or "xml")
    if start.startswith(("{", "[")) or suffix in {"geojson", "json", "umap", "js"}:
        return "geojson"
    if re.match(r"(?:window\.|var |const |let |export )", start):
        return "geojson"
    if suffix in {"jpg", "jpeg", "heic", "heif", "png", "webp", "avif", "tif", "tiff", "mpo"}:
        return "photo"
    binary = "\x00" in text or (suffix not in {"csv", "tsv", "txt", ""} and not re.search(r"[;,\t|]", text))
    return (suffix or "unknown") if binary else "csv"


def _rough_text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    for encoding, zeros in (("utf-16-le", head[1:200:2]), ("utf-16-be", head[0:200:2])):
        if zeros and zeros.count(0) > 0.7 * len(zeros):
            return head[: len(head) // 2 * 2].decode(encoding, errors="replace")
    return head.decode("latin-1")


def text_of_xml(data: bytes) -> str:
    """The text of an XML file, decoded by us, so that no parser meets an encoding or an entity of the file's choice.

    A document type is refused: none of our formats needs one, and entities can be nested into gigabytes.

    Raises:
        ImportRefusedError: ``xml_encoding``, ``xml_doctype``.
    """
    encoding = _encoding_of_xml(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefusedError("xml_encoding", encoding=encoding, byte=error.start) from None
    if re.search(r"<!\s*(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise ImportRefusedError("xml_doctype")
    return re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text, count=1)


def _encoding_of_xml(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    declared = _XML_ENCODING.match(data)
    if declared is None:
        return "utf-8"
    name = declared[1].decode("ascii")
    try:
        known = codecs.lookup(name).name
    except LookupError:
        known = ""
    if known not in _ENCODINGS_OF_XML:
        raise ImportRefusedError("xml_encoding", encoding=name, byte=0)
    # Without a byte order mark the declaration itself was read as single bytes, so the file is no UTF-16.
    return "utf-8" if known.startswith("utf-16") else known
