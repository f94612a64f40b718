"""From where pydantic says that a fault is, to a JSON pointer.

A pydantic ``loc`` is not a JSON pointer: under a tagged union it contains the tag, under another
union the member's name, and for a missing field the name of what is not there. So the models are
walked beside the raw document, and the pointer stops at the last thing that exists.
"""

from __future__ import annotations

import types
import typing
from typing import Any, Final, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tour_schema.pointers import pointer


class Located(NamedTuple):
    """A JSON pointer that resolves, and what is left of the way where something was not there."""

    pointer: str
    path: tuple[str | int, ...]
    missing: str | None
    """The field that the object at ``pointer`` lacks."""
    field: str
    """The last field on the way: of a text in a language the text's, not the language."""
    in_union: bool
    """The pointer stops at a union without a tag: its members' own complaints say the same thing twice."""


_NOT_KNOWN: Final = object()


def locate(model: type[BaseModel], loc: tuple[str | int, ...], raw: object) -> Located:
    """The pointer into ``raw`` of what pydantic calls ``loc`` when it validates ``model``."""
    annotation: Any = model
    path: list[str | int] = []
    field = ""
    for part in loc:
        annotation = _bare(annotation)
        if _is_union(annotation):
            member = _member(annotation, part)
            if member is None:
                return Located(pointer(*path), tuple(path), None, field, in_union=True)
            annotation = member
            continue
        below = _below(raw, part)
        if below is _NOT_KNOWN:
            missing = part if isinstance(part, str) and isinstance(raw, dict) and part != "[key]" else None
            return Located(pointer(*path), tuple(path), missing, field, in_union=False)
        if isinstance(part, str) and typing.get_origin(annotation) is not dict:
            field = part
        annotation, raw = _inside(annotation, part), below
        path.append(part)
    return Located(pointer(*path), tuple(path), None, field, in_union=False)


def _below(raw: object, part: str | int) -> object:
    if isinstance(raw, dict):
        return raw.get(part, _NOT_KNOWN)
    if isinstance(raw, list) and isinstance(part, int) and part < len(raw):
        return raw[part]
    return _NOT_KNOWN


def _bare(annotation: Any) -> Any:
    """The annotation without ``Annotated`` and without ``| None``."""
    while True:
        arguments = typing.get_args(annotation)
        if typing.get_origin(annotation) is typing.Annotated:
            annotation = arguments[0]
        elif _is_union(annotation) and type(None) in arguments:
            annotation = typing.Union[tuple(each for each in arguments if each is not type(None))]  # noqa: UP007
        else:
            return annotation


def _is_union(annotation: Any) -> bool:
    return typing.get_origin(annotation) in {typing.Union, types.UnionType}


def _member(union: Any, tag: str | int) -> Any:
    """The member of a tagged union whose ``kind`` is the tag."""
    for each in typing.get_args(union):
        member = _bare(each)
        if isinstance(member, type) and issubclass(member, BaseModel):
            kind = member.model_fields.get("kind")
            if kind is not None and tag in typing.get_args(kind.annotation):
                return member
    return None


def _inside(annotation: Any, part: str | int) -> Any:
    """The annotation of what ``part`` leads to."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = field_of(annotation, str(part))
        return Any if field is None else field.annotation
    arguments = typing.get_args(annotation) or (Any,)
    if typing.get_origin(annotation) is dict:
        return arguments[1]
    fixed = isinstance(part, int) and arguments[-1] is not Ellipsis
    return arguments[min(int(part), len(arguments) - 1)] if fixed else arguments[0]


def field_of(model: type[BaseModel], key: str) -> FieldInfo | None:
    """The field that is written as ``key`` in JSON."""
    return next((each for name, each in model.model_fields.items() if (each.alias or name) == key), None)


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a model's JSON object."""
    return tuple(each.alias or name for name, each in model.model_fields.items())


def model_at(model: type[BaseModel], path: tuple[str | int, ...], raw: object) -> type[BaseModel] | None:
    """The model of the object that ``path`` leads to in ``raw``, ``None`` where it is no model's."""
    annotation = _chosen(model, raw)
    for part in path:
        raw = _below(raw, part)
        annotation = _chosen(_inside(annotation, part), raw)
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _chosen(annotation: Any, raw: object) -> Any:
    """The annotation, of a tagged union the member that the raw JSON says it is."""
    annotation = _bare(annotation)
    if _is_union(annotation):
        return _member(annotation, raw.get("kind", "") if isinstance(raw, dict) else "")
    return annotation
