"""The one door of the importers: files in, a plan out. Everything behind it runs in a child process with limits.

:func:`read` is what a caller uses; :func:`read_here` is what the child runs, and what tests of a reader call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from authoring import sandbox
from authoring.importers.archive import unpacked
from authoring.importers.csv_file import read_csv
from authoring.importers.geojson import read_geojson
from authoring.importers.gpx import read_gpx
from authoring.importers.kml import read_kml
from authoring.importers.photos import read_photos
from authoring.importers.plan import FileFacts, ImportRefusedError, Plan, Remark, joined
from authoring.importers.source import MOST_FILES, MOST_PHOTO_BYTES, Source, recognised
from authoring.refusal import SandboxRefusal
from tour_schema.place import HeightReference

MEMORY_BYTES: Final = 1536 * sandbox.MIB
"""Enough for the largest text file that is taken, as objects; a picture needs less."""

CPU_S: Final = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan, and the files it speaks of (an archive is replaced by what was in it)."""

    plan: Plan
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a person wants the files to be read."""

    mapping: Mapping[str, str] | None = None
    swap: bool = False
    heights: HeightReference | None = None


_GUESSED: Final = _Manner()


def read_here(
    sources: Sequence[Source],
    folder: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    swap: bool = False,
    heights: HeightReference | None = None,
) -> Reading:
    """Reads the files in this process. ``folder`` is an empty one for what archives hold.

    ``heights`` is what the heights of formats that do not say it are measured from.

    Never raises for what a file holds: a file that cannot be read is in the plan, with the reason.
    """
    manner = _Manner(mapping, swap, heights)
    opened: list[Source] = []
    failures: list[tuple[int, ImportRefusedError]] = []
    for number, source in enumerate(sources):
        try:
            opened += _opened(source, folder, number)
        except ImportRefusedError as refusal:
            failures.append((len(opened), refusal))
            opened.append(source)
    refused = dict(failures)
    plans: list[tuple[int, Plan]] = []
    photos: list[tuple[int, Source]] = []
    for index, source in enumerate(opened):
        try:
            if index in refused:
                raise refused[index]
            kind = recognised(source)
            if kind == "photo":
                photos.append((index, source))
            else:
                plans.append((index, _read_one(kind, source, index, manner)))
        except ImportRefusedError as refusal:
            plans.append((index, _refused(source, index, refusal)))
    every = [plan for _, plan in plans]
    if photos:
        every.append(read_photos(photos))
    return Reading(_in_order_of_files(joined(every), [index for index, _ in [*plans, *photos]]), tuple(opened))


def _in_order_of_files(plan: Plan, order: Sequence[int]) -> Plan:
    """The plan with its files' facts where the drafts' indexes point; pictures were read last and together."""
    facts = [facts for _, facts in sorted(zip(order, plan.files, strict=True), key=lambda each: each[0])]
    return plan.model_copy(update={"files": tuple(facts)})


def _opened(source: Source, folder: Path, number: int) -> list[Source]:
    if recognised(source) != "zip":
        return [source]
    inside = unpacked(source, folder, f"{number:04d}-")
    if not inside:
        raise ImportRefusedError("zip_empty")
    if len(inside) > MOST_FILES:
        raise ImportRefusedError("zip_too_many", count=len(inside), most=MOST_FILES)
    kml = [each for each in inside if each.name.casefold().endswith(".kml")]
    # The pictures of a KMZ are its icons and overlays, not somebody's photographs.
    return kml or inside


def _read_one(kind: str, source: Source, index: int, manner: _Manner) -> Plan:
    mapping, swap, heights = manner.mapping, manner.swap, manner.heights
    match kind:
        case "gpx":
            return read_gpx(source, index, swap=swap, heights=heights)
        case "geojson":
            return read_geojson(source, index, mapping=mapping, swap=swap)
        case "csv":
            return read_csv(source, index, mapping=mapping, swap=swap, heights=heights)
        case "kml":
            return read_kml(source, index, mapping=mapping, swap=swap)
        case "xls":
            raise ImportRefusedError("spreadsheet")
        case _:
            raise ImportRefusedError("format", kind=kind)


def _refused(source: Source, index: int, refusal: ImportRefusedError) -> Plan:
    remark = Remark(code=f"refused.{refusal.code}", left=True, file=index, values=refusal.values, where=(source.name,))
    return Plan(files=(FileFacts(name=source.name, bytes=source.size),), remarks=(remark,))


def read(
    sources: Sequence[Source],
    folder: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    swap: bool = False,
    heights: HeightReference | None = None,
) -> Reading:
    """Reads the files in a child process that has limits and no network; ``folder`` as for :func:`read_here`.

    A file that brings the child down (by its memory, its time, or a decoder's fault) is found, and stands in the
    plan with that reason; the others are read.

    Raises:
        SandboxRefusal: ``busy``, when no place became free.
    """
    manner = _Manner(mapping, swap, heights)
    fatal: dict[int, SandboxRefusal] = {}
    reading: Reading | None = None
    while reading is None:
        good = [source for index, source in enumerate(sources) if index not in fatal]
        try:
            reading = _in_child(good, folder, manner)
        except SandboxRefusal as refusal:
            if refusal.code == "busy" or not good:
                raise
            fatal[_culprit(sources, fatal, folder)] = refusal
    return _with_fatal(reading, [(sources[index], refusal) for index, refusal in sorted(fatal.items())])


def _culprit(sources: Sequence[Source], known: Mapping[int, object], folder: Path) -> int:
    """The first file that brings a child down, found by halving."""
    suspects = [index for index in range(len(sources)) if index not in known]
    while len(suspects) > 1:
        half = suspects[: len(suspects) // 2]
        try:
            _in_child([sources[index] for index in half], folder, _GUESSED)
            suspects = suspects[len(half) :]
        except SandboxRefusal:
            suspects = half
    return suspects[0]


def _with_fatal(reading: Reading, fatal: Sequence[tuple[Source, SandboxRefusal]]) -> Reading:
    """The reading, and behind its files those that could not be read at all."""
    if not fatal:
        return reading
    first = len(reading.sources)
    plans = [
        _refused(source, first + number, ImportRefusedError(f"child_{refusal.code}"))
        for number, (source, refusal) in enumerate(fatal)
    ]
    return Reading(joined([reading.plan, *plans]), (*reading.sources, *(source for source, _ in fatal)))


def _in_child(sources: Sequence[Source], folder: Path, manner: _Manner) -> Reading:
    answer = sandbox.run(
        "authoring.importers.read:read_in_child",
        {
            "sources": [{"name": source.name, "path": str(source.path.resolve())} for source in sources],
            "folder": str(folder.resolve()),
            "mapping": dict(manner.mapping) if manner.mapping is not None else None,
            "swap": manner.swap,
            "heights": manner.heights,
        },
        memory_bytes=MEMORY_BYTES,
        cpu_s=CPU_S,
        wall_s=2 * CPU_S,
        file_bytes=MOST_PHOTO_BYTES,
        result_bytes=256 * sandbox.MIB,
        reads=[source.path.resolve() for source in sources],
        writes=[folder.resolve()],
    )
    plan = Plan.model_validate_json(answer["plan"])
    return Reading(plan, tuple(Source(each["name"], Path(each["path"])) for each in answer["sources"]))


def read_in_child(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What the child process runs: JSON in, JSON out."""
    sources = [Source(each["name"], Path(each["path"])) for each in payload["sources"]]
    manner = {name: payload[name] for name in ("mapping", "swap", "heights")}
    reading = read_here(sources, Path(payload["folder"]), **manner)
    return {
        "plan": reading.plan.model_dump_json(),
        "sources": [{"name": source.name, "path": str(source.path)} for source in reading.sources],
    }
