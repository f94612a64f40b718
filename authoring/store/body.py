"""A document's bytes at the gate of the store: any JSON object of a known kind is kept.

An invalid draft is saved, with its report; only what is no document at all is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

from authoring.errors import Refused
from tour_schema import dump, read

if TYPE_CHECKING:
    from tour_schema import Document, Report

KINDS: Final = ("station", "tour", "guide", "medium")
LARGEST_BYTES: Final = 8_000_000
DEEPEST: Final = 64


@dataclass(frozen=True)
class Body:
    """A document as it is stored: its JSON, its text, and its model where it is one.

    ``report`` is what ``read`` found; it is empty when ``document`` is there and current.
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

    @property
    def data(self) -> bytes:
        """Return the text as UTF-8."""
        return self.text.encode()


def parse(data: bytes) -> dict[str, Any]:
    """Return the JSON object in the bytes; raise ``Refused`` if there is none or it is too large or deep."""
    if len(data) > LARGEST_BYTES:
        raise Refused(
            "body_too_large",
            {"megabytes": round(len(data) / 1_000_000, 1), "limit": LARGEST_BYTES // 1_000_000},
        )
    try:
        value = json.loads(data, parse_constant=_no_constant)
    except (ValueError, RecursionError) as fault:
        raise Refused("body_unreadable", {"why": str(fault)[:200]}) from None
    if not isinstance(value, dict):
        raise Refused("body_unreadable", {"why": f"{type(value).__name__} ≠ object"})
    if _depth(value) > DEEPEST:
        raise Refused("body_unreadable", {"why": f"> {DEEPEST} levels"})
    if value.get("kind") not in KINDS:
        raise Refused("body_kind", {"kind": str(value.get("kind", ""))[:40]})
    return value


def of_value(value: dict[str, Any]) -> Body:
    """Read a JSON object; its text is the canonical one if it is a document of the format."""
    raw = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    reading = read(raw)
    if reading.document is None:
        return Body(value, raw.decode(), None, reading.report)
    text = dump(reading.document).decode()
    return Body(json.loads(text), text, reading.document, reading.report)


def of_text(text: str) -> dict[str, Any]:
    """Return the JSON object of a stored text."""
    value: dict[str, Any] = json.loads(text)
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _depth(value: Any) -> int:
    """Return how deep a value nests, without recursion: hostile JSON is deep on purpose."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        inner, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(inner, dict):
            waiting.extend((child, depth + 1) for child in inner.values())
        elif isinstance(inner, list):
            waiting.extend((child, depth + 1) for child in inner)
    return deepest
