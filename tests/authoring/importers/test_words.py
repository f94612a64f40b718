"""Every code that an import can answer has its sentence, in both languages."""

import re
from pathlib import Path
from typing import get_args

import pytest

from authoring.importers import columns, kml
from authoring.importers.telling import told
from authoring.words import LANGUAGES, say
from tests.authoring.importers.conftest import PlanOf
from tour_schema.place import HeightReference

ROOM = Path(columns.__file__).parent
NUMBERS = ("count", "points", "kept", "corners", "tolerance_m", "size_mb", "most_mb", "most", "line", "column", "byte")
TEXTS = ("kind", "name", "encoding", "type", "number")
VALUES: dict[str, object] = {**dict.fromkeys(NUMBERS, 2), **dict.fromkeys(TEXTS, "x")}


def _codes(pattern: str) -> set[str]:
    code = "\n".join(path.read_text() for path in sorted(ROOM.glob("*.py")))
    return set(re.findall(pattern, code))


def _photo_codes() -> set[str]:
    return set(re.findall(r'ImportRefusedError\("(\w+)"', (ROOM / "photos.py").read_text()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_remark_has_a_sentence(language: str) -> None:
    refused = _codes(r'ImportRefusedError\(\s*"(\w+)"') - {"kind", "broken"}
    refused |= {f"child_{code}" for code in ("memory", "time", "crashed", "output")}
    said = _codes(r'\.(?:left|noticed)\(\s*"(\w+)"')
    said |= {f"heights_{reference}" for reference in get_args(HeightReference) if reference != "rooftop"}
    said |= {f"photo_{code}" for code in _photo_codes()}
    said |= {f"position_{code}" for code in _codes(r'"(not_a_number|out_of_range|swapped|metres|zero)"')}
    said |= _codes(r'WktError\("(\w+)"') | _codes(r'return "(position_\w+|geometry_\w+)"')
    for code in sorted(refused):
        assert say(f"import.remark.refused.{code}", language, **VALUES)
    for code in sorted(said):
        assert say(f"import.remark.{code}", language, **VALUES)
    assert len(refused) > 25
    assert len(said) > 35


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("bericht.pdf", b"%PDF-1.7", "PDF-Dateien werden nicht gelesen."),
        ("film.mov", b"\x00\x00\x00\x14ftypqt  \x00", "Dateien mit der Endung „.mov“ werden nicht gelesen."),
        ("bericht", b"\x00\x01\x02", "Dateien, denen nicht anzusehen ist, was sie sind, werden nicht gelesen."),
        ("seite.xml", b"<html><body/></html>", "Internetseiten (HTML) werden nicht gelesen."),
    ],
)
def test_a_file_that_is_no_use_is_called_by_what_people_call_it(
    plan_of: PlanOf, name: str, data: bytes, sentence: str
) -> None:
    plan = plan_of(data, name)
    (remark,) = plan.remarks
    assert told(plan, remark, "de").sentence.startswith(sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_element_of_a_map_that_is_left_has_a_name(language: str) -> None:
    for element in kml.LEFT:
        assert say(f"import.kind.{element.casefold()}", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_name(language: str) -> None:
    names = [say(f"import.field.{field}", language) for field in columns.FIELDS]
    assert len(set(names)) == len(names)
