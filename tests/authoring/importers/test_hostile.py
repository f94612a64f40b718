"""Files that want the machine: each ends in a reason, in bounded memory, and hinders no other file."""

import subprocess
import sys
from pathlib import Path

import pytest

from authoring import sandbox
from authoring.importers import read as reading
from authoring.importers.read import read
from authoring.importers.source import MOST_TEXT_BYTES, Source
from tests.authoring.importers.conftest import codes

GOOD = "Name;Lat;Lon\nDom;50,97;11,02\n"


READ_AS_A_WHOLE_BYTES = MOST_TEXT_BYTES
"""So much a process grows that takes only the largest file that is allowed into its memory as a whole."""


def _source(folder: Path, name: str, data: bytes, size: int | None = None) -> Source:
    path = folder / name
    with path.open("wb") as file:
        file.write(data)
        if size is not None:
            file.truncate(size)
    return Source(name, path)


def _into(folder: Path) -> Path:
    into = folder / "unpacked"
    into.mkdir()
    return into


@pytest.mark.parametrize(
    ("name", "beginning", "code"),
    [
        ("spur.gpx", b"<gpx><trk><trkseg>", "refused.too_large"),
        ("karte.geojson", b'{"type": "FeatureCollection", "features": [', "refused.too_large"),
        ("tabelle.csv", b"Name;Lat;Lon\n", "refused.too_large"),
        ("bild.jpg", b"\xff\xd8\xff\xe0", "photo_too_large"),
        ("alles.zip", b"PK\x03\x04", "refused.zip_broken"),
    ],
)
def test_five_gigabytes_are_refused_without_being_read(tmp_path: Path, name: str, beginning: bytes, code: str) -> None:
    huge = _source(tmp_path, name, beginning, 5_000_000_000)
    plan = read([huge], _into(tmp_path)).plan
    assert plan.empty
    assert codes(plan) == {code: 1}
    assert _growth(tmp_path, name, beginning, huge) < READ_AS_A_WHOLE_BYTES / 4


_MEASURE = """
import resource, sys
from pathlib import Path
from authoring.importers.read import read_here
from authoring.importers.source import MOST_TEXT_BYTES, Source

name, small, huge, folder = sys.argv[1:]
read_here([Source(name, Path(small))], Path(folder))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
read_here([Source(name, Path(huge))], Path(folder))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024)
"""


def _growth(folder: Path, name: str, beginning: bytes, huge: Source) -> int:
    """By how many bytes a fresh process grows with the file, after a small one of the same kind has warmed it up."""
    small = _source(folder, f"small-{name}", beginning)
    words = [sys.executable, "-c", _MEASURE, name, str(small.path), str(huge.path), str(folder / "unpacked")]
    return int(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def test_a_file_that_needs_too_much_memory_is_named_and_the_others_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MEMORY_BYTES", 400 * sandbox.MIB)
    greedy = b'{"type": "FeatureCollection", "features": [' + b",".join([b"{}"] * 8_000_000) + b"]}"
    sources = [_source(tmp_path, "gierig.json", greedy), _source(tmp_path, "gut.csv", GOOD.encode())]
    plan = read(sources, _into(tmp_path)).plan
    assert [draft.title for draft in plan.stations] == ["Dom"]
    assert codes(plan) == {"refused.child_memory": 1}
    assert [facts.name for facts in plan.files] == ["gut.csv", "gierig.json"]


def test_a_file_that_takes_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CPU_S", 2)
    slow = b'{"type": "FeatureCollection", "features": [' + b",".join([b"{}"] * 8_000_000) + b"]}"
    plan = read([_source(tmp_path, "langsam.json", slow)], _into(tmp_path)).plan
    assert plan.empty
    assert codes(plan) == {"refused.child_time": 1}


def test_many_files_of_no_use_are_one_sentence(tmp_path: Path) -> None:
    films = [_source(tmp_path, f"film{number}.mov", b"\x00\x00\x00\x14ftypqt  " + b"\x00" * 90) for number in range(20)]
    plan = read([*films, _source(tmp_path, "gut.csv", GOOD.encode())], _into(tmp_path)).plan
    assert codes(plan) == {"refused.format": 20}
    assert len(plan.remarks) == 1
    assert len(plan.stations) == 1
