"""`wayfable check` and `wayfable schema`: an exit code and sentences, whatever the file is."""

from __future__ import annotations

import json
import os
from importlib import resources
from pathlib import Path

import pytest

from authoring import cli
from tests.builders import a_station_json, a_tour_json
from tests.tour_schema.test_bundle import a_bundle, unpacked, zipped
from tour_schema.issue import Report


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    code = cli.run(["check", *map(str, arguments)])
    output = capsys.readouterr()
    return code, output.out + output.err


def saved(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def test_a_sound_station_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path / "station.json", a_station_json())
    assert told(capsys, file, "--lang", "de") == (0, "Alles in Ordnung.\n")
    assert told(capsys, file, "--lang", "en") == (0, "All is well.\n")


def test_a_tour_finds_its_stations_among_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    station = a_station_json()
    one, other = saved(tmp_path / "s.json", station), saved(tmp_path / "t.json", a_tour_json([station]))
    assert told(capsys, other)[0] == 1
    assert told(capsys, one, other)[0] == 0


def test_a_bundle_is_checked_as_a_zip_and_as_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (zipped(tmp_path / "a.zip", a_bundle()), unpacked(tmp_path / "folder", a_bundle())):
        assert told(capsys, path)[0] == 0
    assert told(capsys, zipped(tmp_path / "b.zip", {"readme.txt": b"x"}))[0] == 2


def test_errors_end_with_1_and_are_told_in_the_chosen_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path / "station.json", a_station_json(licence="cc by 4.0"))
    code, german = told(capsys, file, "--lang", "de")
    assert code == 1
    assert "Fehler: Die Lizenz „cc by 4.0“ ist nicht eindeutig." in german
    assert "beheben: Als CC-BY-4.0 eintragen" in german
    assert "[rights.licence_unknown] station" in german
    code, english = told(capsys, file, "--lang", "en")
    assert code == 1
    assert "error: The licence “cc by 4.0” is not clear." in english


def test_json_is_a_report_as_its_schema_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path / "station.json", a_station_json(licence="cc by 4.0"))
    assert cli.run(["check", str(file), "--format", "json"]) == 1
    report = Report.model_validate_json(capsys.readouterr().out)
    assert [issue.code for issue in report.errors] == ["rights.licence_unknown"]
    assert cli.run(["check", str(tmp_path / "nowhere"), "--format", "json"]) == 2
    output = capsys.readouterr()
    assert Report.model_validate_json(output.out).issues == ()
    assert "nowhere" in output.err


def test_what_is_no_file_is_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for name in (tmp_path / "nowhere", pipe, tmp_path, "a\0b"):
        code, sentences = told(capsys, name)
        assert code == 2
        assert len(sentences.split()) > 2


def test_a_file_that_is_too_large_is_told_its_own_size(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as huge:
        huge.truncate(300_000_000)
    code, sentences = told(capsys, file, "--lang", "en")
    assert code == 2
    assert "At 300 MB the file is too large" in sentences


def test_geojson_is_sent_to_the_import_with_its_own_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path / "a.geojson", {"type": "Point", "coordinates": [11, 500]})
    code, sentences = told(capsys, file)
    assert code == 2
    assert "[file.geojson]" in sentences
    assert "[geojson.out_of_range]" in sentences


def test_a_file_cannot_command_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = saved(tmp_path / "a.json", {"kind": "\x1b]0;owned\x07\u202e"})
    _, sentences = told(capsys, file)
    assert not {"\x1b", "\x07", "\u202e"} & set(sentences)


def test_every_sample_ends_with_1_or_2_and_a_sentence(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [path for path in sorted(samples.rglob("*")) if path.is_file()]
    assert len(files) > 300
    for path in files:
        code, sentences = told(capsys, path)
        assert code in {1, 2}, path
        assert len(sentences.split()) > 5, path
        assert "Traceback" not in sentences, path
    for path in samples.iterdir():
        if path.is_dir():
            assert told(capsys, path)[0] == 2


@pytest.mark.parametrize("name", ["station", "tour", "guide", "medium", "manifest", "catalogue", "report"])
def test_schema_prints_what_is_published(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["schema", name]) == 0
    folder = resources.files("tour_schema").joinpath("published", "1.0")
    assert capsys.readouterr().out == folder.joinpath(f"{name}.schema.json").read_text("utf-8")
    assert cli.run(["schema", "nothing"]) == 2
