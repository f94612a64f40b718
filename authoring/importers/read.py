"""The one door of the importers: files in, a plan out. Everything behind it runs in a child process with limits.

:func:`read` is what a caller uses; :func:`read_here` is what the child runs, and what tests of a reader call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from authoring.importers.archive import unpacked
from authoring.importers.csv_file import read_csv
from authoring.importers.geojson import read_geojson
from authoring.importers.gpx import read_gpx
from authoring.importers.kml import read_kml
from authoring.importers.photos import read_photos
from authoring.importers.plan import FORMATS, FileFacts, ImportRefusedError, Plan, Remark, joined
from authoring.importers.source import MOST_FILES, Source, recognised

MOST_ARCHIVES: Final = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan, and the files it speaks of (an archive is replaced by what was in it)."""

    plan: Plan
    sources: tuple[Source, ...]


def read_here(
    sources: Sequence[Source], folder: Path, *, mapping: Mapping[str, str] | None = None, swap: bool = False
) -> Reading:
    """Reads the files in this process. ``folder`` is an empty one for what archives hold.

    Never raises for what a file holds: a file that cannot be read is in the plan, with the reason.
    """
    opened: list[Source] = []
    failures: list[tuple[int, ImportRefusedError]] = []
    for source in sources:
        try:
            opened += _opened(source, folder)
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
                plans.append((index, _read_one(kind, source, index, mapping, swap=swap)))
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


def _opened(source: Source, folder: Path) -> list[Source]:
    if recognised(source) != "zip":
        return [source]
    number = sum(1 for _ in folder.iterdir())
    if number >= MOST_ARCHIVES:
        raise ImportRefusedError("zip_too_many", count=number, most=MOST_ARCHIVES)
    target = folder / f"archive-{number}"
    target.mkdir()
    inside = unpacked(source, target)
    if not inside:
        raise ImportRefusedError("zip_empty")
    if len(inside) > MOST_FILES:
        raise ImportRefusedError("zip_too_many", count=len(inside), most=MOST_FILES)
    kml = [each for each in inside if each.name.casefold().endswith(".kml")]
    # The pictures of a KMZ are its icons and overlays, not somebody's photographs.
    return kml or inside


def _read_one(kind: str, source: Source, index: int, mapping: Mapping[str, str] | None, *, swap: bool) -> Plan:
    match kind:
        case "gpx":
            return read_gpx(source, index)
        case "geojson":
            return read_geojson(source, index, mapping=mapping, swap=swap)
        case "csv":
            return read_csv(source, index, mapping=mapping, swap=swap)
        case "kml":
            return read_kml(source, index, mapping=mapping)
        case _:
            raise ImportRefusedError("format", kind=kind, formats=len(FORMATS))


def _refused(source: Source, index: int, refusal: ImportRefusedError) -> Plan:
    remark = Remark(code=f"refused.{refusal.code}", left=True, file=index, values=refusal.values, where=(source.name,))
    return Plan(files=(FileFacts(name=source.name, bytes=source.size),), remarks=(remark,))


def read_in_child(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What the child process runs: JSON in, JSON out."""
    sources = [Source(each["name"], Path(each["path"])) for each in payload["sources"]]
    reading = read_here(sources, Path(payload["folder"]), mapping=payload["mapping"], swap=payload["swap"])
    return {
        "plan": reading.plan.model_dump_json(),
        "sources": [{"name": source.name, "path": str(source.path)} for source in reading.sources],
    }
