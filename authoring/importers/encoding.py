"""Text of unknown encoding: what an office's programs write, found out and said."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

from authoring.importers.plan import ImportRefusedError

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SINGLE_BYTE: Final = ("cp1252", "cp1250", "iso8859-15", "cp850", "mac_roman")
_SAMPLE_BYTES: Final = 256 * 1024
_ODD: Final = re.compile(
    r"[\x80-\x9f¤¦¨¬¯¸¹²³†‡ˆ‰¢£¥§©®±¶º]|(?<=[a-z])[A-ZÀ-ÖØ-Þ„Žˆ™”–š•](?=[a-z])|[╔-╬░▒▓│┤√∂ƒ≈∆∫Ω◊ﬁﬂ]"
)
_USUAL: Final = re.compile(
    r"(?<=[A-Za-z])[äöüßéèêáàâîôûçñøåæëïóúíýřžščěůńłąęśźżőű](?=[A-Za-z]|\b)|\b[ÄÖÜÉÈŽŠČŘŁŚ](?=[a-z])|[„“”’–€°]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text and the encoding it was written in."""

    text: str
    encoding: str


def decoded(data: bytes) -> Decoded:
    """The text of a file: by its byte order mark, as UTF-8 where it is valid, else by what its letters look like.

    Raises:
        ImportRefusedError: ``not_text``.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding.removesuffix("-sig"))
            except UnicodeDecodeError as error:
                raise ImportRefusedError("wrong_encoding", encoding=encoding, byte=error.start) from None
    wide = _without_mark(data)
    if wide is not None:
        return wide
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(data)
    return Decoded(_text(text), "utf-8")


def _text(text: str) -> str:
    if "\x00" in text or len(re.findall(r"[\x01-\x08\x0e-\x1f]", text[:20_000])) > 20:
        raise ImportRefusedError("not_text")
    return text


def _without_mark(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    sample = data[:4096]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(zeros) > 4 and zeros.count(0) > 0.7 * len(zeros):
            try:
                return Decoded(data[: len(data) // 2 * 2].decode(encoding), encoding)
            except UnicodeDecodeError:
                return None
    return None


def _single_byte(data: bytes) -> Decoded:
    if b"\x00" in data[:_SAMPLE_BYTES]:
        raise ImportRefusedError("not_text")
    # Lines with letters beyond ASCII are all that can tell the encodings apart.
    telling = b"\n".join(line for line in data[: 8 * _SAMPLE_BYTES].splitlines() if not line.isascii())[:_SAMPLE_BYTES]
    scores = {encoding: _score(telling, encoding) for encoding in _SINGLE_BYTE}
    best = max(_SINGLE_BYTE, key=lambda encoding: scores[encoding])
    if scores[best] <= 0:
        guess = from_bytes(telling, cp_isolation=list(_SINGLE_BYTE)).best()
        best = guess.encoding if guess is not None else "cp1252"
        if scores.get(best, -1) <= scores["cp1252"]:
            best = "cp1252"
    text = data.decode(best, errors="replace")
    return Decoded(_text(text), best)


def _score(sample: bytes, encoding: str) -> float:
    """How much it looks like words of a European language: usual letters in their places, odd ones counted against."""
    text = sample.decode(encoding, errors="replace")
    return len(_USUAL.findall(text)) - 2 * len(_ODD.findall(text)) - 3 * text.count("\ufffd")
