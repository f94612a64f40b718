"""Format versions: compared as numbers, and brought up to the present one step at a time.

What was ever released still opens. A step is a function ``dict -> dict`` in a module of its own
(``from_1_0.py`` would bring 1.0 to 1.1) and stands in :data:`STEPS` under the version it starts from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, Self

from tour_schema.base import FORMAT, Json
from tour_schema.issue import Fix, Issue, Operation, error, warning

FORMAT_MISSING: Final = warning("format.missing")
FORMAT_UNKNOWN: Final = error("format.unknown")
FORMAT_NEWER_MAJOR: Final = error("format.newer_major")
FORMAT_NEWER_MINOR: Final = warning("format.newer_minor")

_SPELLING: Final = re.compile(r"wayfable/(\d{1,6})\.(\d{1,6})", re.ASCII)


class Version(NamedTuple):
    """A format version; compares as numbers, so that 1.10 is newer than 1.9."""

    major: int
    minor: int

    @classmethod
    def of(cls, text: str) -> Self | None:
        """The version that ``"wayfable/<major>.<minor>"`` names, or ``None``.

        >>> Version.of("wayfable/1.10") > Version.of("wayfable/1.9")
        True
        """
        found = _SPELLING.fullmatch(text)
        return None if found is None else cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


_present = Version.of(FORMAT)
if _present is None:  # pragma: no cover - a slip of ours, found at the first import
    raise ValueError(FORMAT)
PRESENT: Final[Version] = _present

Step = Callable[[Json], Json]
STEPS: Final[Mapping[Version, tuple[Version, Step]]] = {}
"""From a version to the next one, by a pure function. 1.0 is the first: there is none yet."""


class Upgraded(NamedTuple):
    """Raw JSON in the present format (``None``: refused), and whether to skip what is not known."""

    raw: Json | None
    newer: bool
    issues: tuple[Issue, ...]


def upgrade(
    raw: Json, *, present: Version = PRESENT, steps: Mapping[Version, tuple[Version, Step]] = STEPS
) -> Upgraded:
    """``raw`` in the present format.

    Older ones come step by step, a newer minor with a warning, a newer major not at all.
    """
    spelled = raw.get("format")
    if spelled is None:
        return Upgraded({**raw, "format": _spelled(present)}, newer=False, issues=tuple(_missing(raw, present)))
    version = Version.of(spelled) if isinstance(spelled, str) else None
    if version is None:
        found = spelled[:40] if isinstance(spelled, str) else type(spelled).__name__
        return Upgraded(None, newer=False, issues=(FORMAT_UNKNOWN.at(None, "/format", found=found),))
    if version.major > present.major:
        issue = FORMAT_NEWER_MAJOR.at(None, "/format", found=str(version), known=str(present))
        return Upgraded(None, newer=False, issues=(issue,))
    if version > present:
        issue = FORMAT_NEWER_MINOR.at(None, "/format", found=str(version), known=str(present))
        return Upgraded({**raw, "format": _spelled(present)}, newer=True, issues=(issue,))
    while version != present:
        if version not in steps:
            return Upgraded(None, newer=False, issues=(FORMAT_UNKNOWN.at(None, "/format", found=str(version)),))
        version, step = steps[version]
        raw = {**step(raw), "format": _spelled(version)}
    return Upgraded(raw, newer=False, issues=())


def _missing(raw: Json, present: Version) -> Iterator[Issue]:
    kind = raw.get("kind")
    fix = None
    if isinstance(kind, str):
        patch = (
            Operation(op="test", path="/kind", value=kind),
            Operation(op="add", path="/format", value=_spelled(present)),
        )
        fix = Fix(label_code=FORMAT_MISSING.name, patch=patch)
    yield FORMAT_MISSING.at(None, "", fix, known=_spelled(present))


def _spelled(version: Version) -> str:
    return f"wayfable/{version}"
