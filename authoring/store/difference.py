"""The difference between two revisions, field by field, in a form that people can read.

``changes`` finds what is different, matching the elements of arrays by their ids as the merge
does; ``sentence`` says one change in a person's language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from authoring import words
from authoring.store.merge import keys_of, same, step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from authoring.store.merge import Key

Kind = Literal["added", "removed", "changed", "moved"]

_LONGEST_NAME: Final = 60
_TAG: Final = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$")
_NO_TAGS: Final = frozenset({"id", "to", "rel", "at", "by"})
_MACHINE_MADE: Final = frozenset({"format", "kind", "id"})


@dataclass(frozen=True)
class Change:
    """One thing that is different.

    ``pointer`` leads to it in the newer document, or in the older one if it was removed; ``path``
    says the same as ``(field, name)`` from the outside in: the field's own word and, for an
    element of a list, what people call it. ``language`` is the tag of a localised text's part.
    ``before`` and ``after`` are the JSON values; of a move they are places, counted from 1.
    """

    kind: Kind
    pointer: str
    path: tuple[tuple[str, str], ...]
    language: str | None = None
    before: Any = None
    after: Any = None


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return what is different, in the order of the newer document."""
    found = _objects(before, after, "", ())
    return [change for change in found if change.pointer.strip("/") not in _MACHINE_MADE]


def sentence(change: Change, language: str) -> str:
    """Return a change as a sentence without its values: ``Title (English) changed``."""
    field = " › ".join(_named(field, name, language) for field, name in change.path)
    if change.language is not None:
        field = f"{field} ({words.language_name(change.language, language)})"
    match change.kind:
        case "added":
            return words.say("history.added", language, field=field)
        case "removed":
            return words.say("history.removed", language, field=field)
        case "moved":
            return words.say("history.moved", language, field=field, before=change.before, after=change.after)
        case "changed":
            return words.say("history.changed", language, field=field)


def field_name(field: str, language: str) -> str:
    """Return what people call a field of the format; the field itself where there is no word yet."""
    key = f"history.field.{field}"
    return words.say(key, language) if words.has_words(key) else field.replace("_", " ")


_Path = tuple[tuple[str, str], ...]


def _compare(before: Any, after: Any, pointer: str, path: _Path) -> Iterator[Change]:
    if same(before, after):
        return
    if isinstance(before, dict) and isinstance(after, dict):
        if _is_localised(before) and _is_localised(after) and (before or after):
            yield from _texts(before, after, pointer, path)
        else:
            yield from _objects(before, after, pointer, path)
        return
    old, new = keys_of(before), keys_of(after)
    if old is not None and new is not None and (old or new):
        yield from _arrays(dict(zip(old, before, strict=True)), dict(zip(new, after, strict=True)), pointer, path)
        return
    yield Change("changed", pointer, path, None, before, after)


def _objects(before: dict[str, Any], after: dict[str, Any], pointer: str, path: _Path) -> Iterator[Change]:
    for field in [*after, *(field for field in before if field not in after)]:
        inner, here = step(pointer, field), (*path, (field, ""))
        if field in before and field in after:
            yield from _compare(before[field], after[field], inner, here)
        elif field in after:
            yield from _appeared("added", after[field], inner, here)
        else:
            yield from _appeared("removed", before[field], inner, here)


def _appeared(kind: Literal["added", "removed"], value: Any, pointer: str, path: _Path) -> Iterator[Change]:
    """Yield nothing for what is empty: to a person, an empty list and no list are the same."""
    if value in ({}, [], None):
        return
    if isinstance(value, dict) and _is_localised(value):
        sides = ({}, value) if kind == "added" else (value, {})
        yield from _texts(*sides, pointer, path)
    elif kind == "added":
        yield Change("added", pointer, path, None, None, value)
    else:
        yield Change("removed", pointer, path, None, value, None)


def _texts(before: dict[str, Any], after: dict[str, Any], pointer: str, path: _Path) -> Iterator[Change]:
    for tag in [*after, *(tag for tag in before if tag not in after)]:
        old, new = before.get(tag), after.get(tag)
        if old != new:
            kind: Kind = "added" if old is None else "removed" if new is None else "changed"
            yield Change(kind, step(pointer, tag), path, tag, old, new)


def _arrays(before: dict[Key, Any], after: dict[Key, Any], pointer: str, path: _Path) -> Iterator[Change]:
    *outer, (field, _) = path
    stayed = [key for key in before if key in after]
    moved = _moved(stayed, [key for key in after if key in before])
    places = {key: place for place, key in enumerate(before)}
    for place, (key, element) in enumerate(after.items()):
        inner, here = step(pointer, place), (*outer, (field, name_of(element)))
        if key not in before:
            yield Change("added", inner, here, None, None, element)
            continue
        if key in moved:
            yield Change("moved", inner, here, None, places[key] + 1, place + 1)
        yield from _compare(before[key], element, inner, here)
    for place, (key, element) in enumerate(before.items()):
        if key not in after:
            here = (*outer, (field, name_of(element)))
            yield Change("removed", step(pointer, place), here, None, element, None)


def _moved(before: list[Key], after: list[Key]) -> set[Key]:
    """Return the fewest elements whose move explains the new order: all but a longest common run."""
    places = {key: place for place, key in enumerate(before)}
    best: list[list[Key]] = []  # best[n]: a run of n + 1 keys in order, ending as early as possible
    for key in after:
        place = places[key]
        length = next((n for n, run in enumerate(best) if places[run[-1]] > place), len(best))
        run = [*(best[length - 1] if length else []), key]
        best[length : length + 1] = [run]
    return set(after) - set(best[-1] if best else [])


def name_of(element: Any) -> str:
    """Return what people call an element of a list: its title or text, else its number or id."""
    if isinstance(element, str):
        return element
    for field in ("title", "name", "text", "question", "label", "intro", "number", "id"):
        found = element.get(field) if isinstance(element, dict) else None
        if isinstance(found, dict):
            found = next((text for text in found.values() if isinstance(text, str)), None)
        if isinstance(found, str) and found.strip():
            line = found.strip().splitlines()[0]
            return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1].rstrip()}…"
    return ""


def _named(field: str, name: str, language: str) -> str:
    word = field_name(field, language)
    return words.say("history.named", language, field=word, name=name) if name else word


def _is_localised(value: dict[str, Any]) -> bool:
    return all(_TAG.match(tag) and tag not in _NO_TAGS and isinstance(text, str) for tag, text in value.items())
