"""Structural faults: what pydantic found, said once each, with a pointer and in our own codes."""

from __future__ import annotations

import copy
import difflib
import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from pydantic import BaseModel, ValidationError

from tour_schema import fixes
from tour_schema.base import Json
from tour_schema.issue import Fix, Issue, error, warning
from tour_schema.locate import Located, keys_of, locate, model_at
from tour_schema.pointers import follow, pointer

MISSING: Final = error("structure.missing")
UNKNOWN_FIELD: Final = error("structure.unknown_field")
WRONG_TYPE: Final = error("structure.wrong_type")
NOT_A_CHOICE: Final = error("structure.not_a_choice")
OUT_OF_RANGE: Final = error("structure.out_of_range")
LENGTH: Final = error("structure.length")
SPELLING: Final = error("structure.spelling")
POSITION: Final = error("structure.position")
INVALID: Final = error("structure.invalid")
IGNORED: Final = warning("structure.ignored")
TOO_MANY: Final = error("structure.too_many")

LISTED: Final = 1_000
"""How many faults are listed one by one; whoever made more of them has sent something else."""

_TYPES: Final = {
    "string_type": "text",
    "float_type": "number",
    "int_type": "whole_number",
    "int_from_float": "whole_number",
    "bool_type": "boolean",
    "tuple_type": "list",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
}
_SIGNS: Final = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


class Fault(NamedTuple):
    """One complaint of pydantic and where it is."""

    type: str
    at: Located
    context: Json


def faults(
    model: type[BaseModel], found: ValidationError, raw: Json, *, newer: bool
) -> tuple[list[Issue], Json | None]:
    """The issues of a failed validation and, for a ``newer`` document, the JSON without what is not known.

    The JSON is ``None`` where leaving out what is not known does not help.
    """
    if found.error_count() > LISTED:
        return [TOO_MANY.at(None, count=found.error_count(), limit=LISTED)], None
    told = [
        Fault(each["type"], locate(model, each["loc"], raw), dict(each.get("ctx", {})))
        for each in found.errors(include_url=False, include_input=False)
    ]
    unknown = [fault for fault in told if _not_known(fault)]
    if newer and unknown:
        return list(_ignored(unknown)), _without(raw, unknown)
    seen: set[tuple[str, str, str | None]] = set()
    issues = []
    for fault in told:
        issue = _issue(fault, model, raw)
        key = (issue.code, issue.pointer, fault.at.missing)
        if key not in seen:
            seen.add(key)
            issues.append(issue)
    return issues, None


def _not_known(fault: Fault) -> bool:
    return fault.type == "extra_forbidden" or (fault.type == "union_tag_invalid" and isinstance(fault.at.path[-1], int))


def _ignored(unknown: list[Fault]) -> Iterator[Issue]:
    for fault in unknown:
        yield IGNORED.at(None, fault.at.pointer, field=str(fault.at.path[-1]))


def _without(raw: Json, unknown: list[Fault]) -> Json:
    """The document without what is not known; from the end, so that the indexes before it hold."""
    result = copy.deepcopy(raw)
    for fault in reversed(unknown):
        *way, last = fault.at.path
        inside: Any = follow(result, way)
        del inside[last]
    return result


def _issue(fault: Fault, model: type[BaseModel], raw: Json) -> Issue:
    at, kind = fault.at, fault.type
    if at.in_union:
        return POSITION.at(None, at.pointer)
    if kind in {"missing", "union_tag_not_found"}:
        return MISSING.at(None, at.pointer, field=at.missing or "kind")
    value = follow(raw, at.path)
    if kind == "extra_forbidden":
        return _unknown_field(at, model, raw, value)
    if kind in _TYPES:
        return _wrong_type(at, _TYPES[kind], value)
    return _wrong_value(fault, value)


def _wrong_value(fault: Fault, value: object) -> Issue:
    at, context, field = fault.at, fault.context, fault.at.field
    if fault.type in {"union_tag_invalid", "literal_error", "enum"}:
        return _not_a_choice(fault, value)
    if fault.type == "string_pattern_mismatch":
        return SPELLING.at(None, at.pointer, field=field, found=_short(value))
    limits = [f"{sign} {context[name]:g}" for name, sign in _SIGNS.items() if name in context]
    if limits:
        return OUT_OF_RANGE.at(None, at.pointer, field=field, found=_short(value), limit=str(limits[0]))
    if fault.type.endswith(("too_short", "too_long")):
        bound = "least" if "min_length" in context else "most"
        limit = int(context.get("min_length") or context.get("max_length") or 0)
        return LENGTH.at(None, at.pointer, field=field, limit=limit, bound=bound)
    return INVALID.at(None, at.pointer, field=field, found=_short(value))


def _unknown_field(at: Located, model: type[BaseModel], raw: Json, value: object) -> Issue:
    name, owner_path = str(at.path[-1]), at.path[:-1]
    owner = model_at(model, owner_path, raw)
    known = keys_of(owner) if owner else ()
    present = follow(raw, owner_path)
    free = [key for key in known if isinstance(present, dict) and key not in present]
    alike = difflib.get_close_matches(name, free, n=1, cutoff=0.75)
    fix: Fix | None = None
    if alike and _is_writable(value):
        fix = fixes.rename(UNKNOWN_FIELD, at.pointer, value, pointer(*owner_path, alike[0]))
    elif _is_writable(value):
        fix = fixes.remove(UNKNOWN_FIELD, at.pointer, value)
    return UNKNOWN_FIELD.at(None, at.pointer, fix, field=name[:80], suggestion=alike[0] if alike else "")


def _is_writable(value: object) -> bool:
    """Whether a patch can hold the value: no ``null``, no NaN, and no tower of brackets."""
    try:
        text = json.dumps(value, allow_nan=False)
    except (ValueError, RecursionError):
        return False
    return "null" not in text and text.count("{") + text.count("[") < 100


def _not_a_choice(fault: Fault, value: object) -> Issue:
    spelled = fault.context.get("expected_tags") or fault.context.get("expected", "")
    choices = tuple(each.strip().strip("'") for each in spelled.replace(" or ", ", ").split(","))
    found = value.get("kind") if isinstance(value, dict) else value
    field = "kind" if isinstance(value, dict) else fault.at.field
    return NOT_A_CHOICE.at(None, fault.at.pointer, field=field, found=_short(found), choices=choices)


def _wrong_type(at: Located, expected: str, value: object) -> Issue:
    fix = None
    if isinstance(value, str) and expected in {"number", "whole_number"}:
        number = _number(value)
        if number is not None and (expected == "number" or isinstance(number, int)):
            fix = fixes.replace(WRONG_TYPE, at.pointer, value, number)
    return WRONG_TYPE.at(None, at.pointer, fix, field=at.field, expected=expected, found=_short(value))


def _number(text: str) -> int | float | None:
    """The number that a text spells, in the German way too."""
    spelled = text.strip().replace(",", ".") if text.count(",") == 1 else text.strip()
    if len(spelled) > 40 or not spelled.isascii() or "_" in spelled:
        return None
    for kind in (int, float):
        try:
            number = kind(spelled)
        except ValueError:
            continue
        return number if abs(number) < 1e15 else None
    return None


def _short(value: object) -> str:
    """What was found, as a person can read it."""
    if isinstance(value, str):
        return value[:80]
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return "[…]" if isinstance(value, list) else "{…}" if isinstance(value, dict) else str(value)[:80]
