"""Fixes: small JSON Patches that test what they are about to change (RFC 6902).

The test goes first, so a fix that was made for an older document changes nothing of a newer one.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, JsonValue

from tour_schema.issue import Code, Fix, Operation


def plain(value: object) -> JsonValue:
    """The JSON value that the format writes for a model, a tuple or a scalar."""
    if isinstance(value, BaseModel):
        return plain(value.model_dump(mode="json", exclude_none=True, by_alias=True))
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(type(value))


def replace(code: Code, pointer: str, old: object, new: object) -> Fix:
    """Puts ``new`` where ``old`` stands."""
    return _fix(code, pointer, old, Operation(op="replace", path=pointer, value=plain(new)))


def remove(code: Code, pointer: str, old: object) -> Fix:
    """Takes away what stands there."""
    return _fix(code, pointer, old, Operation(op="remove", path=pointer))


def add(code: Code, pointer: str, new: object, *, beside: str, there: object) -> Fix:
    """Adds ``new`` at ``pointer`` while ``there`` still stands at ``beside``."""
    return add_all(code, {pointer: new}, beside=beside, there=there)


def add_all(code: Code, new: Mapping[str, object], *, beside: str, there: object) -> Fix:
    """Adds a value at each of these pointers while ``there`` still stands at ``beside``."""
    added = (Operation(op="add", path=pointer, value=plain(value)) for pointer, value in new.items())
    return _fix(code, beside, there, *added)


def remove_all(code: Code, *found: tuple[str, object]) -> Fix:
    """Takes away everything that stands at these pointers; of one list the last element has to come first."""
    operations = [
        operation
        for pointer, old in found
        for operation in (
            Operation(op="test", path=pointer, value=plain(old)),
            Operation(op="remove", path=pointer),
        )
    ]
    return Fix(label_code=code.name, patch=tuple(operations))


def rename(code: Code, pointer: str, old: object, to: str) -> Fix:
    """Moves what stands at ``pointer`` to ``to``."""
    away = Operation(op="remove", path=pointer)
    return _fix(code, pointer, old, away, Operation(op="add", path=to, value=plain(old)))


def _fix(code: Code, pointer: str, old: object, *operations: Operation) -> Fix:
    test = Operation(op="test", path=pointer, value=plain(old))
    return Fix(label_code=code.name, patch=(test, *operations))
