"""What no stored document may hold, however early a draft it is: it would break the database, a page or a file name."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, Final

from authoring.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
"""A document's id as the format wants it, a UUID in lower case."""

LONGEST: Final = 100_000
"""How many letters any text may have; the format's own limit."""
LONGEST_OF: Final = {
    **dict.fromkeys(("title", "name", "themes", "audiences", "languages", "licence", "slug"), 2_000),
    **dict.fromkeys(("summary", "teaser", "alt", "caption", "credit", "credits", "note"), 10_000),
}
"""How many letters a text of that field may have, where lists and labels show it."""
_LEAST: Final = min(LONGEST_OF.values())

# Only escaped can these signs come at all.
_STRANGE_SIGN: Final = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
# With a 0 for every digit, a number that may be too great has one of these in it, and hardly any document has such a
# number; a pattern over digits takes ten times as long, for a route is nothing but digits.
_DIGITS_ALIKE: Final = bytes.maketrans(b"123456789E", b"000000000e")
_GREAT_NUMBERS: Final = (b"0e000", b"0e+000", b"0" * 300)
_UNWRITABLE: Final = re.compile("[\0\ud800-\udfff]")
_GREATEST: Final = 10**300


def require_id(given: object) -> str:
    """Return the id of a new document; raise ``Refused`` if it is none."""
    if not isinstance(given, str) or not UUID.fullmatch(given):
        raise Refused("document_id", {"id": str(given)[:80]})
    return given


def require_storable(value: dict[str, Any], data: bytes) -> None:
    """Raise ``Refused`` for signs that are no text, numbers that are not finite, and texts without measure.

    ``data``: the bytes that the document was parsed from.
    """
    if _may_be_strange(data):
        for field, inner in _leaves(value):
            _require_sound(field, inner)
    for field, limit, text in _long_texts(value) if _may_be_long(data) else ():
        if len(text) > limit:
            raise Refused("body_text_long", {"field": field[:80], "letters": len(text), "most": limit})


def _may_be_strange(data: bytes) -> bool:
    alike = data.translate(_DIGITS_ALIKE)
    return _STRANGE_SIGN.search(data) is not None or any(number in alike for number in _GREAT_NUMBERS)


def _may_be_long(data: bytes) -> bool:
    """Whether a text may be longer than the least limit; no text has more letters than bytes between its quotes."""
    return b'\\"' in data or max(map(len, data.split(b'"')[1::2]), default=0) > _LEAST


def _require_sound(field: str, inner: object) -> None:
    if isinstance(inner, str) and _UNWRITABLE.search(inner):
        raise Refused("body_sign", {"field": _UNWRITABLE.sub("\ufffd", field)[:80]})
    if isinstance(inner, int) and not -_GREATEST < inner < _GREATEST:
        raise Refused("body_number", {"field": field[:80]})
    if isinstance(inner, float) and not math.isfinite(inner):
        raise Refused("body_number", {"field": field[:80]})


def _leaves(value: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield every key, text and number with the key that it stands under."""
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        field, inner = waiting.pop()
        if isinstance(inner, dict):
            yield from ((key, key) for key in inner)
            waiting.extend(inner.items())
        elif isinstance(inner, list):
            waiting.extend((field, each) for each in inner)
        else:
            yield field, inner


def _long_texts(value: dict[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Yield the texts that may be too long, each with its field and limit; what others add is theirs."""
    waiting: list[tuple[str, int, Any]] = [
        (name, LONGEST_OF.get(name, LONGEST), inner) for name, inner in value.items() if name != "extensions"
    ]
    while waiting:
        field, limit, inner = waiting.pop()
        if inner.__class__ is dict:
            # A text is below its field, under the tag of its language.
            for key, each in inner.items():
                own = LONGEST_OF.get(key)
                waiting.append((field, limit, each) if own is None else (key, own, each))
        elif inner.__class__ is list:
            # Lists in lists are opened together: coordinates are ten thousands of numbers, and no text.
            while inner:
                waiting += [(field, limit, each) for each in inner if each.__class__ is dict or each.__class__ is str]
                inner = [each for deeper in inner if deeper.__class__ is list for each in deeper]
        elif inner.__class__ is str and len(inner) > _LEAST:
            yield field, limit, inner
