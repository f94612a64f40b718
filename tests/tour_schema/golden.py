"""Golden cases: a folder for each code, with what is judged and the report that it has to give.

``case.json`` holds a day and documents, of which the first is checked and the others can be found, or
walked with the options under ``walk``;
``input.*`` holds the bytes of one document that is only read. ``UPDATE=1`` rewrites ``expected.json``.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tests.builders import a_document
from tour_schema import Documents, Report, check, read
from tour_schema.desk_walk import Options, walk
from tour_schema.document import Document
from tour_schema.geometry import check_geojson
from tour_schema.read import MAX_BYTES, MAX_VALUES
from tour_schema.tour import Tour

CASES = Path(__file__).parent / "cases"

#: A fault that is made of size alone is not worth its bytes in the repository.
_GROWN = {
    "file.too_large": lambda data: data.ljust(MAX_BYTES + 1),
    "file.too_many_values": lambda data: data.replace(b"[]", b"[" + b"0," * (MAX_VALUES + 1) + b"0]"),
}


class Case(NamedTuple):
    """What is judged: documents on a day, or the bytes of one."""

    name: str
    data: bytes | None
    on: date
    documents: tuple[dict[str, Any], ...]
    walk: Options | None = None

    @property
    def folder(self) -> Path:
        return CASES / self.name

    def report(self) -> Report:
        """What the gate or the judge says."""
        if self.data is not None:
            return (check_geojson if self.name.startswith("geojson.") else read_report)(self.data)
        return self.judged([a_document(each) for each in self.documents])

    def judged(self, documents: list[Document]) -> Report:
        """What the judge says of such documents on the case's day, or a desk walk of such a tour."""
        if self.walk is not None and isinstance(documents[0], Tour):
            return walk(documents[0], Documents(*documents), self.walk).report
        return check(documents[0], Documents(*documents), on=self.on)


def read_report(data: bytes) -> Report:
    """What the gate says."""
    return read(data).report


def cases() -> list[Case]:
    """Every case, by its name."""
    return [_case(folder) for folder in sorted(CASES.iterdir()) if folder.is_dir()]


def _case(folder: Path) -> Case:
    file = folder / "case.json"
    if file.is_file():
        raw = json.loads(file.read_text())
        options = Options.model_validate_json(json.dumps(raw["walk"])) if "walk" in raw else None
        return Case(folder.name, None, date.fromisoformat(raw["on"]), tuple(raw["documents"]), options)
    (given,) = folder.glob("input.*")
    data = _GROWN.get(folder.name, bytes)(given.read_bytes())
    return Case(folder.name, data, date.min, ())


def pretty(report: Report) -> str:
    """The report as the case folder keeps it."""
    return json.dumps(json.loads(report.to_json()), ensure_ascii=False, indent=1) + "\n"
