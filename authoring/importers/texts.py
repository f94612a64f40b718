"""Words out of files: HTML taken off, control characters too, blanks tidied. What is said stays as it was written."""

from __future__ import annotations

import html
import re
from typing import Any, Final

import nh3

LONGEST_LINE: Final = 300
"""A title of more characters is a text in the wrong column; it is cut at a word."""

LONGEST_TEXT: Final = 50_000

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_BREAK: Final = re.compile(r"<\s*(?:br\s*/?|/p|/div|/li|/h[1-6]|/tr)\s*>", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_NOTHING: Final = frozenset({"", "-", "--", "–", "null", "none", "nan", "n/a", "na", "k.a.", "k. a.", "undefined"})


def plain(text: str) -> str:
    """The text without HTML: breaks become line breaks, scripts and styles go with their contents."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _TAG.search(text):
        text = nh3.clean(_BREAK.sub("\n", text), tags=set(), attributes={})
        text = html.unescape(text)
    elif "&" in text and re.search(r"&(?:#\d+|#x[0-9a-f]+|[a-z]{2,8});", text, re.IGNORECASE):
        text = html.unescape(text)
    return _CONTROL.sub("", text)


def tidy(value: Any) -> str | None:
    """One line, or ``None`` where nothing is said."""
    if value is None or isinstance(value, bool):
        return None
    line = re.sub(r"\s+", " ", plain(str(value)[:LONGEST_TEXT])).strip()
    if line.casefold() in _NOTHING:
        return None
    if len(line) > LONGEST_LINE:
        line = line[: LONGEST_LINE - 1].rpartition(" ")[0].rstrip(" ,;") or line[: LONGEST_LINE - 1]
        return f"{line} …"
    return line


def tidy_text(value: Any) -> str | None:
    """Several lines, blank lines between paragraphs kept, or ``None`` where nothing is said."""
    if value is None or isinstance(value, bool):
        return None
    lines = [re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in plain(str(value)[:LONGEST_TEXT]).split("\n")]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    return None if text.casefold() in _NOTHING else text


def web_address(link: str) -> str | None:
    """A web address that a station may carry: ``www.example.org`` is understood, ``javascript:`` is not."""
    if re.fullmatch(r"https?://[^\s<>\"]{3,1900}", link, re.IGNORECASE):
        return link
    if re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}(?:/[^\s<>\"]*)?", link, re.IGNORECASE):
        return f"https://{link}"
    return None
