"""The gate: bytes become a document or a report, never an exception.

Every structural fault is reported, each with a JSON pointer that resolves in the document as it
was sent. What a document may say beyond its structure is the business of ``check``.
"""

from __future__ import annotations

import codecs
import json
import math
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ValidationError

from tour_schema.base import Json
from tour_schema.document import Document
from tour_schema.guide import Guide
from tour_schema.issue import Issue, Report, error, warning
from tour_schema.manifest import Catalogue, Manifest, ResolvedTour
from tour_schema.media import Medium
from tour_schema.pointers import pointer
from tour_schema.station import Station
from tour_schema.structure import faults
from tour_schema.tour import Tour
from tour_schema.upgrade import upgrade

MAX_BYTES: Final = 16 * 1024 * 1024
"""No document of the format comes near it; a bundle's resolved tour of 1,000 stations has some 8 MB."""
MAX_VALUES: Final = 1_000_000
"""How many members and elements a document may have, counted by its commas."""
_DIGITS: Final = 300
"""A whole number with more is beyond what a program can calculate with (IEEE 754 ends at 309 digits)."""

FILE_EMPTY: Final = error("file.empty")
FILE_TOO_LARGE: Final = error("file.too_large")
FILE_TOO_MANY_VALUES: Final = error("file.too_many_values")
FILE_UTF16: Final = error("file.utf16")
FILE_NOT_TEXT: Final = error("file.not_text")
FILE_BYTE_ORDER_MARK: Final = warning("file.byte_order_mark")
FILE_NOT_JSON: Final = error("file.not_json")
FILE_TOO_DEEP: Final = error("file.too_deep")
FILE_DUPLICATE_KEY: Final = error("file.duplicate_key")
FILE_NOT_FINITE: Final = error("file.not_finite")
FILE_NULL: Final = warning("file.null")
FILE_NOT_AN_OBJECT: Final = error("file.not_an_object")
FILE_KIND_MISSING: Final = error("file.kind_missing")
FILE_KIND_UNKNOWN: Final = error("file.kind_unknown")
FILE_GEOJSON: Final = error("file.geojson")

MODELS: Final[dict[str, type[BaseModel]]] = {
    "station": Station,
    "tour": Tour,
    "guide": Guide,
    "medium": Medium,
    "manifest": Manifest,
    "resolved_tour": ResolvedTour,
    "catalogue": Catalogue,
}
"""The model of each kind of document."""

GEOJSON_TYPES: Final = frozenset(
    {
        "Feature",
        "FeatureCollection",
        "GeometryCollection",
        "LineString",
        "MultiLineString",
        "MultiPoint",
        "MultiPolygon",
        "Point",
        "Polygon",
    }
)


class Reading(NamedTuple):
    """What bytes gave: a document unless the report has errors, and the report."""

    document: Document | None
    report: Report


class Refusal(Exception):
    """The bytes are no JSON that can be judged any further."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code)
        self.issue = issue


def read(data: bytes, parsed: Json | None = None) -> Reading:
    """The document that the bytes hold, and every structural fault. Never raises, whatever the bytes are.

    ``parsed`` is the JSON object in the bytes, from whoever had to parse them before and met no key twice in an
    object and no number that is none: they are not parsed again.
    """
    try:
        text, issues = _text(data)
        raw, odd = _parsed(text) if parsed is None else (parsed, _odd_members(parsed, text))
        kind = _kind(raw)
    except Refusal as refusal:
        return Reading(None, Report(issues=(refusal.issue,)))
    issues += odd
    upgraded = upgrade(raw)
    issues += upgraded.issues
    document: Document | None = None
    if upgraded.raw is not None:
        body = text if upgraded.raw is raw else _written(upgraded.raw)
        document, found = _validated(MODELS[kind], body, upgraded.raw, newer=upgraded.newer)
        issues = _without_echoes(issues, found)
    report = Report.model_construct(issues=tuple(_about(raw, kind, issue) for issue in issues))
    return Reading(None if report.errors else document, report)


def read_json(data: bytes) -> tuple[Any, list[Issue]]:
    """The raw JSON value of the bytes and the issues that leave it readable. Raises :class:`Refusal`."""
    text, issues = _text(data)
    raw, odd = _parsed(text)
    return raw, issues + odd


def _parsed(text: str) -> tuple[Any, list[Issue]]:
    repeated: list[tuple[Json, str]] = []
    odd = False

    def members(pairs: list[tuple[str, Any]]) -> Json:
        made = dict(pairs)
        if len(made) != len(pairs):
            keys = [key for key, _ in pairs]
            repeated.extend((made, key) for key in made if keys.count(key) > 1)
        return made

    def constant(_: str) -> float:
        nonlocal odd
        odd = True
        return math.nan

    def whole(digits: str) -> float:
        nonlocal odd
        number = int(digits)
        if len(digits) <= _DIGITS:
            return number
        odd = True
        return math.inf

    try:
        raw = json.loads(text, object_pairs_hook=members, parse_constant=constant, parse_int=whole)
    except json.JSONDecodeError as fault:
        raise Refusal(FILE_NOT_JSON.at(None, line=fault.lineno, column=fault.colno)) from None
    except RecursionError:
        raise Refusal(FILE_TOO_DEEP.at(None)) from None
    except ValueError:  # a whole number of more than 4,300 digits (CVE-2020-10735)
        raise Refusal(FILE_NOT_JSON.at(None, line=1, column=1)) from None
    return raw, list(_oddities(raw, repeated)) if odd or repeated else _odd_members(raw, text)


def _odd_members(raw: Any, text: str) -> list[Issue]:
    # the models refuse a number like 1e999, but for extensions, of which they know nothing
    return list(_oddities(raw, [])) if "null" in text or "extensions" in text else []


def _text(data: bytes) -> tuple[str, list[Issue]]:
    if not data.strip():
        raise Refusal(FILE_EMPTY.at(None))
    if len(data) > MAX_BYTES:
        raise Refusal(FILE_TOO_LARGE.at(None, bytes=len(data), limit=MAX_BYTES))
    if data.count(b",") > MAX_VALUES:
        raise Refusal(FILE_TOO_MANY_VALUES.at(None, limit=MAX_VALUES))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or data[:2] in {b"{\0", b"\0{"}:
        raise Refusal(FILE_UTF16.at(None))
    issues = []
    if data.startswith(codecs.BOM_UTF8):
        issues.append(FILE_BYTE_ORDER_MARK.at(None))
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode(), issues
    except UnicodeDecodeError as fault:
        raise Refusal(FILE_NOT_TEXT.at(None, position=fault.start)) from None


def _oddities(raw: object, repeated: list[tuple[Json, str]]) -> Iterator[Issue]:
    """What JSON or Python lets through and the format does not, found by walking the document once."""
    twice: dict[int, list[str]] = {}
    for made, key in repeated:
        twice.setdefault(id(made), []).append(key)
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), raw)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, float) and not math.isfinite(value):
            yield FILE_NOT_FINITE.at(None, pointer(*path))
        elif isinstance(value, dict):
            for key in twice.get(id(value), ()):
                yield FILE_DUPLICATE_KEY.at(None, pointer(*path, key), key=key[:80])
            for key, each in value.items():
                if each is not None:
                    waiting.append(((*path, key), each))
                elif key != "extensions" and "extensions" not in path:
                    yield FILE_NULL.at(None, pointer(*path, key), field=key[:80])
        elif isinstance(value, list):
            waiting.extend(((*path, index), each) for index, each in enumerate(value))


def _kind(raw: object) -> str:
    if not isinstance(raw, dict):
        raise Refusal(FILE_NOT_AN_OBJECT.at(None))
    kind = raw.get("kind")
    if isinstance(kind, str) and kind in MODELS:
        return kind
    if str(raw.get("type")) in GEOJSON_TYPES:
        raise Refusal(FILE_GEOJSON.at(None, "/type"))
    if isinstance(kind, str):
        raise Refusal(FILE_KIND_UNKNOWN.at(None, "/kind", found=kind[:40]))
    raise Refusal(FILE_KIND_MISSING.at(None))


def _validated(model: type[BaseModel], text: str, raw: Json, *, newer: bool) -> tuple[Document | None, list[Issue]]:
    """The document of raw JSON. ``newer``: what is not known is left out, each with a warning."""
    found: list[Issue] = []
    while True:
        try:
            document = model.model_validate_json(text)
        except ValidationError as fault:
            if fault.error_count() == 1 and fault.errors(include_url=False)[0]["type"] == "json_invalid":
                return None, [*found, _not_judged(str(fault))]
            issues, without = faults(model, fault, raw, newer=newer)
            found.extend(issues)
            if without is None:
                return None, found
            raw, text = without, _written(without)
        else:
            return document, found  # type: ignore[return-value]  # MODELS holds documents only


def _written(raw: Json) -> str:
    return json.dumps(raw, ensure_ascii=True)


def _without_echoes(issues: list[Issue], found: list[Issue]) -> list[Issue]:
    """One thing is said once: a number that is none by its first name, a ``null`` by what belongs there."""
    infinite = {issue.pointer for issue in issues if issue.code == FILE_NOT_FINITE.name}
    wrong = {issue.pointer for issue in found}
    kept = [issue for issue in issues if issue.code != FILE_NULL.name or issue.pointer not in wrong]
    return kept + [issue for issue in found if issue.pointer not in infinite]


def _not_judged(why: str) -> Issue:
    return FILE_TOO_DEEP.at(None) if "recursion" in why else FILE_NOT_JSON.at(None, line=1, column=1)


def _about(raw: Json, kind: str, issue: Issue) -> Issue:
    """The issue with the document that it is about, as far as the raw JSON says."""
    name = raw.get("id")
    known = name if isinstance(name, str) and len(name) <= 64 else None
    return issue.model_copy(update={"document": known, "document_kind": kind})
