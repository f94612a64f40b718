"""A document's bytes at the gate of the store: any JSON object of a known kind is kept.

An invalid draft is saved, with its report; only what is no document at all is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NoReturn

from authoring.errors import Refused
from authoring.store import bounds, cards
from tour_schema import dump, read

if TYPE_CHECKING:
    from tour_schema import Document, Report

KINDS: Final = ("station", "tour", "guide", "medium")
LARGEST_BYTES: Final = 8_000_000
DEEPEST: Final = 64


@dataclass(frozen=True)
class Body:
    """A document as it is stored: its text, its model where it is one, and the JSON that it came as.

    ``value`` says the same as ``text``, but may leave out what the format adds (an empty list for
    none). ``report`` is what ``read`` found; it is empty when ``document`` is there and current.
    """

    value: dict[str, Any]
    text: str
    document: Document | None
    report: Report

    @property
    def kind(self) -> str:
        """Return the document's kind, one of ``KINDS``."""
        return str(self.value["kind"])

    @property
    def id(self) -> str:
        """Return the document's id, ``""`` if it has none yet."""
        found = self.value.get("id", "")
        return found if isinstance(found, str) else ""

    @cached_property
    def references(self) -> frozenset[str]:
        """Return the ids of all documents that the body names; a save asks twice."""
        return frozenset(cards.references_of(self.value))

    @property
    def data(self) -> bytes:
        """Return the text as UTF-8."""
        return self.text.encode()


@dataclass(frozen=True)
class Sent:
    """What came: the bytes, and the JSON object that they hold."""

    data: bytes
    value: dict[str, Any]
    is_plain: bool
    """No key stands twice in one object."""


def parse(data: bytes) -> Sent:
    """Return the JSON object in the bytes; raise ``Refused`` if there is none or it is too large or deep."""
    if len(data) > LARGEST_BYTES:
        raise Refused(
            "body_too_large",
            {"megabytes": round(len(data) / 1_000_000, 1), "limit": LARGEST_BYTES // 1_000_000},
        )
    is_plain = True

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal is_plain
        made = dict(pairs)
        is_plain &= len(made) == len(pairs)
        return made

    try:
        value = json.loads(data, object_pairs_hook=members, parse_constant=_no_constant)
    except json.JSONDecodeError as fault:
        raise Refused("body_unreadable", {"line": fault.lineno, "column": fault.colno}) from None
    except RecursionError:
        raise Refused("body_deep", {"most": DEEPEST}) from None
    except ValueError:
        # Bytes that are no UTF-8, a number that JSON does not know, or one with thousands of digits.
        raise Refused("body_no_json") from None
    if not isinstance(value, dict):
        raise Refused("body_no_object")
    _require_document(value)
    bounds.require_storable(value, data)
    return Sent(data, value, is_plain)


def _require_document(value: dict[str, Any]) -> None:
    if _depth(value) > DEEPEST:
        raise Refused("body_deep", {"most": DEEPEST})
    kind = value.get("kind")
    if not isinstance(kind, str) or not kind:
        raise Refused("body_kindless")
    if kind not in KINDS:
        raise Refused("body_kind", {"kind": kind[:40].encode(errors="replace").decode()})


def of_sent(sent: Sent) -> Body:
    """Read what came; its text is the canonical one if it is a document of the format."""
    reading = read(sent.data, sent.value if sent.is_plain else None)
    if reading.document is None:
        return Body(sent.value, _text_of(sent.value), None, reading.report)
    return Body(sent.value, dump(reading.document).decode(), reading.document, reading.report)


def of_value(value: dict[str, Any]) -> Body:
    """Read a JSON object that was made here, or put together of several; as ``of_sent``."""
    return of_sent(Sent(_written(value).encode(), value, is_plain=True))


def _text_of(value: dict[str, Any]) -> str:
    """Return the text of what came in bytes that are no document; the object in them may be one."""
    written = _written(value)
    document = read(written.encode(), value).document
    return written if document is None else dump(document).decode()


def _written(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def of_text(text: str) -> dict[str, Any]:
    """Return the JSON object of a stored text."""
    value: dict[str, Any] = json.loads(text)
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _depth(value: Any) -> int:
    """Return how deep a value nests, without recursion: hostile JSON is deep on purpose."""
    depth, level = 0, [value]
    while level:
        depth += 1
        # What json.loads made is exactly of these classes; a tour has ten thousands of coordinates.
        level = [
            child
            for inner in level
            for child in (inner.values() if inner.__class__ is dict else inner)
            if child.__class__ is dict or child.__class__ is list
        ]
    return depth
