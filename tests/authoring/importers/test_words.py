"""Every code that an import can answer has its sentence, in both languages."""

import re
from pathlib import Path

import pytest

from authoring.importers import columns
from authoring.words import LANGUAGES, say

ROOM = Path(columns.__file__).parent
NUMBERS = ("count", "points", "kept", "corners", "tolerance_m", "size_mb", "most_mb", "most", "line", "column", "byte")
TEXTS = ("kind", "name", "reason", "encoding", "type", "number")
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
    said |= {f"photo_{code}" for code in _photo_codes()}
    said |= {f"position_{code}" for code in _codes(r'"(not_a_number|out_of_range|swapped|metres|zero)"')}
    said |= _codes(r'WktError\("(\w+)"') | _codes(r'return "(position_\w+|geometry_\w+)"')
    for code in sorted(refused):
        assert say(f"import.remark.refused.{code}", language, **VALUES)
    for code in sorted(said):
        assert say(f"import.remark.{code}", language, **VALUES)
    assert len(refused) > 25
    assert len(said) > 35


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_name(language: str) -> None:
    names = [say(f"import.field.{field}", language) for field in columns.FIELDS]
    assert len(set(names)) == len(names)
