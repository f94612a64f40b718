"""Three-way merge of JSON documents: what both did to different fields, without losing order.

Objects are merged key by key. Arrays whose elements have an ``id`` (or, for the legs of a
route, ``from`` and ``to``), and arrays of different strings, are matched by that key, so that
two people can work on two stations, move one and add another. Anything else that both
changed is a conflict, told with the base, theirs and yours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

Json = Any
Key = str | tuple[str, str]


class _Absent:
    """Stands for a value that is not there (JSON's ``null`` is a value)."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


@dataclass(frozen=True)
class Conflict:
    """Both changed what stands at ``pointer`` (RFC 6901, within ``Merge.value``); ``ABSENT`` means not there."""

    pointer: str
    base: Json
    theirs: Json
    yours: Json

    def as_json(self) -> dict[str, Json]:
        """Return ``{"pointer", "base", "theirs", "yours"}``; a side that is absent is left out."""
        sides = {"base": self.base, "theirs": self.theirs, "yours": self.yours}
        return {"pointer": self.pointer} | {name: side for name, side in sides.items() if side is not ABSENT}


@dataclass(frozen=True)
class Merge:
    """The merged ``value`` (theirs, wherever there is a conflict) and the conflicts."""

    value: Json
    conflicts: tuple[Conflict, ...]


def merge(base: Json, theirs: Json, yours: Json) -> Merge:
    """Bring together two changes of ``base``; the arguments are left as they are."""
    conflicts: list[Conflict] = []
    value = _merge(base, theirs, yours, "", conflicts)
    return Merge(value, tuple(conflicts))


def same(one: Json, other: Json) -> bool:
    """Tell whether two JSON values are equal; unlike Python, ``true`` is not 1 (but 1.0 is)."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def keys_of(array: Json) -> list[Key] | None:
    """Return what the elements of an array are known by, or ``None`` if they have no names or share one."""
    if array is ABSENT:
        return []
    if not isinstance(array, list):
        return None
    found = [_key(element) for element in array]
    keys = [key for key in found if key is not None]
    return keys if len(keys) == len(array) == len(set(keys)) else None


def step(pointer: str, token: str | int) -> str:
    """Return the JSON pointer one step further."""
    return f"{pointer}/{str(token).replace('~', '~0').replace('/', '~1')}"


def _key(element: Json) -> Key | None:
    if isinstance(element, str):
        return f"={element}"
    if isinstance(element, dict):
        if isinstance(element.get("id"), str):
            return f"#{element['id']}"
        start, end = element.get("from"), element.get("to")
        if isinstance(start, str) and isinstance(end, str):
            return (start, end)
    return None


def _merge(base: Json, theirs: Json, yours: Json, pointer: str, conflicts: list[Conflict]) -> Json:
    if same(theirs, yours) or same(base, yours):
        return theirs
    if same(base, theirs):
        return yours
    if isinstance(theirs, dict) and isinstance(yours, dict) and (base is ABSENT or isinstance(base, dict)):
        return _merge_objects(base if isinstance(base, dict) else {}, theirs, yours, pointer, conflicts)
    keyed = _Keyed.of(base, theirs, yours)
    if keyed is not None:
        merged = keyed.merge(pointer, conflicts)
        if merged is not None:
            return merged
    conflicts.append(Conflict(pointer, base, theirs, yours))
    return theirs


def _merge_objects(
    base: dict[str, Json],
    theirs: dict[str, Json],
    yours: dict[str, Json],
    pointer: str,
    conflicts: list[Conflict],
) -> dict[str, Json]:
    merged: dict[str, Json] = {}
    for key in [*theirs, *(key for key in yours if key not in theirs)]:
        value = _merge(
            base.get(key, ABSENT),
            theirs.get(key, ABSENT),
            yours.get(key, ABSENT),
            step(pointer, key),
            conflicts,
        )
        if value is not ABSENT:
            merged[key] = value
    return merged


class _Keyed:
    """Three arrays whose elements have names."""

    def __init__(self, base: dict[Key, Json], theirs: dict[Key, Json], yours: dict[Key, Json]) -> None:
        self.base, self.theirs, self.yours = base, theirs, yours

    @classmethod
    def of(cls, base: Json, theirs: Json, yours: Json) -> _Keyed | None:
        """Return the three by name, or ``None`` if one of them is no array or has no names."""
        sides: list[dict[Key, Json]] = []
        for side in (base, theirs, yours):
            keys = keys_of(side)
            if keys is None:
                return None
            sides.append(dict(zip(keys, [] if side is ABSENT else side, strict=True)))
        if theirs is ABSENT or yours is ABSENT:
            return None
        return cls(*sides)

    def merge(self, pointer: str, conflicts: list[Conflict]) -> list[Json] | None:
        """Return the merged array; ``None`` if both put the same elements into different orders."""
        kept = self._kept()
        order = self._order(kept)
        if order is None:
            return None
        return [
            _merge(
                self.base.get(key, ABSENT),
                self.theirs.get(key, ABSENT),
                self.yours.get(key, ABSENT),
                step(pointer, index),
                conflicts,
            )
            if key in self.theirs
            else self._only_yours(key, step(pointer, index), conflicts)
            for index, key in enumerate(order)
        ]

    def _only_yours(self, key: Key, pointer: str, conflicts: list[Conflict]) -> Json:
        if key in self.base:  # They removed what you changed: it stays until somebody decides.
            conflicts.append(Conflict(pointer, self.base[key], ABSENT, self.yours[key]))
        return self.yours[key]

    def _kept(self) -> set[Key]:
        """Return the names that stay: in both, added by one, or changed by one and removed by the other."""
        kept: set[Key] = set()
        for key in self.theirs.keys() | self.yours.keys():
            sides = [side[key] for side in (self.theirs, self.yours) if key in side]
            if len(sides) == 2 or key not in self.base or not same(sides[0], self.base[key]):
                kept.add(key)
        return kept

    def _order(self, kept: set[Key]) -> list[Key] | None:
        theirs = [key for key in self.theirs if key in kept]
        yours = [key for key in self.yours if key in kept]
        shared = [key for key in self.base if key in self.theirs and key in self.yours]
        of_theirs = [key for key in theirs if key in self.base and key in self.yours]
        of_yours = [key for key in yours if key in self.base and key in self.theirs]
        if of_theirs == shared:
            return _insert(yours, theirs, after_own=False, agreed=set(shared))
        if of_yours in (shared, of_theirs):
            return _insert(theirs, yours, after_own=True, agreed=set(shared))
        return None


def _insert(order: list[Key], other: list[Key], *, after_own: bool, agreed: set[Key]) -> list[Key]:
    """Put what only ``other`` has into ``order``, each behind what it stands behind in ``other``.

    ``after_own``: additions of ``order`` at the same place come first, so that theirs always
    stand before yours.
    """
    result = list(order)
    known = set(result)
    previous: Key | None = None
    for key in other:
        if key not in known:
            place = 0 if previous is None else result.index(previous) + 1
            own = set(order) - agreed - set(other)
            while after_own and place < len(result) and result[place] in own:
                place += 1
            result.insert(place, key)
            known.add(key)
        previous = key
    return result
