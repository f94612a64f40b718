"""Links and markup in CommonMark, as far as a rule has to see them. Nothing here renders anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

# Every pattern is bounded or stops at the sign that begins the next match: a hostile text of 100,000
# characters is read in one pass, not in its square.
_CODE: Final = re.compile(
    r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)|^(?:```|~~~).*?(?:^(?:```|~~~)|\Z)", re.DOTALL | re.MULTILINE
)
_LINK: Final = re.compile(
    r"\[[^\[\]]*\]\(\s{0,9}<?(?P<target>[^\s()<>]{0,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,2000}){0,3})"
    r"[^)(\[\]]{0,300}\)"
)
_AUTOLINK: Final = re.compile(r"<(?P<target>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_DEFINITION: Final = re.compile(r"^ {0,3}\[[^\[\]]+\]:[ \t]*<?(?P<target>[^\s<>]+)", re.MULTILINE)
_HTML: Final = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--.*?(?:-->|\Z)|<[!?][A-Za-z][^<>]*>", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\[!-/:-@\[-`{-~]")
_STATION: Final = re.compile(r"station:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")

WEB: Final = re.compile(r"https://[^\s/?#\\@:]+(?::\d{1,5})?(?:[/?#]\S*)?", re.IGNORECASE)
"""An address on the web: ``https:``, a host, no name or password before it."""


class Link(NamedTuple):
    """A link or a picture in a text."""

    target: str
    is_image: bool
    is_autolink: bool


def bare(text: str) -> str:
    """The text without code and without escaped signs: what is left can be markup."""
    # To look for the signs first costs a tenth of looking for the patterns, and most texts have neither.
    if "`" in text or "~" in text:
        text = _CODE.sub(" ", text)
    return _ESCAPED.sub("  ", text) if "\\" in text else text


def links(text: str) -> Iterator[Link]:
    """Every link and picture of a text in CommonMark."""
    if "]" not in text and "<" not in text:
        return
    plain = bare(text)
    start = plain.find("[")  # thirty times as fast as the pattern itself gets there
    for found in _LINK.finditer(plain, start) if start >= 0 else ():
        # A pattern that begins with a sign of its own is looked for ten times as fast as one with "!" or not.
        yield Link(found["target"], plain.endswith("!", 0, found.start()), is_autolink=False)
    for pattern, sign in ((_AUTOLINK, "<"), (_DEFINITION, "]:")):
        if sign in plain:
            for found in pattern.finditer(plain):
                yield Link(found["target"], is_image=False, is_autolink=pattern is _AUTOLINK)


def html(text: str) -> str | None:
    """The first piece of raw HTML in a text in CommonMark, ``None`` where there is none."""
    if "<" not in text:
        return None
    found = _HTML.search(_AUTOLINK.sub(" ", bare(text)))
    return None if found is None else found[0]


def without_html(text: str) -> str:
    """The text without its HTML tags and comments; what stood between the tags stays."""
    kept: list[str] = []
    end = 0
    spared = [(found.start(), found.end()) for pattern in (_CODE, _AUTOLINK) for found in pattern.finditer(text)]
    for found in _HTML.finditer(text):
        if not any(start <= found.start() < stop for start, stop in spared):
            kept.append(text[end : found.start()])
            end = found.end()
    return "".join(kept) + text[end:]


def stations_linked(text: str) -> Iterator[str]:
    """The ids of the stations that a text links to."""
    if "station:" in text:
        for link in links(text):
            station = station_of(link.target)
            if station is not None:
                yield station


def station_of(target: str) -> str | None:
    """The id of the station that a link leads to, ``None`` where it leads elsewhere."""
    found = _STATION.fullmatch(target) if target.startswith("station:") else None
    return None if found is None else found[1]


def is_allowed(target: str) -> bool:
    """Whether a link may go there: ``https:``, ``tel:``, ``mailto:`` or ``station:<id>``."""
    scheme, _, rest = target.partition(":")
    match scheme.lower():
        case "https":
            return WEB.fullmatch(target) is not None
        case "tel":
            return re.fullmatch(r"\+?[0-9()./-]{3,30}", rest) is not None
        case "mailto":
            return re.fullmatch(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", rest) is not None
        case "station":
            return _STATION.fullmatch(target) is not None
        case _:
            return False


def secured(target: str) -> str | None:
    """The allowed link that somebody meant: ``http:`` becomes ``https:``, ``www.`` gets it; else ``None``."""
    lower = target.lower()
    if lower.startswith("http://"):
        meant = f"https://{target[7:]}"
    elif lower.startswith("www."):
        meant = f"https://{target}"
    elif re.fullmatch(r"[^\s@<>:/]+@[^\s@<>:/]+\.[^\s@<>:/]+", target):
        meant = f"mailto:{target}"
    else:
        return None
    return meant if is_allowed(meant) else None
