"""A tour as a file, by the command line."""

import json
from collections.abc import Callable
from pathlib import Path

from tests import printed
from tests.authoring.commands.conftest import Typed


def test_a_tour_that_cannot_be_written_names_the_folder_and_no_file_of_ours(
    typed: Typed, a_tour: Callable[[str], str], tmp_path: Path
) -> None:
    a_tour("Weg")
    code, _, error = typed("export", "weg", "--target", "gpx", "-o", str(tmp_path / "nowhere" / "x.gpx"))
    assert (code, error) == (2, f"This does not exist: {tmp_path / 'nowhere'}\n")


def test_signs_are_printed_at_the_size_that_is_asked_for(
    typed: Typed, a_tour: Callable[[str], str], tmp_path: Path
) -> None:
    a_tour("Weg")
    file = tmp_path / "weg.pdf"
    code, _, error = typed("export", "weg", "--target", "signs", "--paper", "A5", "--crop-marks", "-o", str(file))
    assert code == 0
    assert "Traceback" not in error
    assert set(printed.boxes_mm(file, "trimbox")) == {(12.0, 12.0, 160.0, 222.0)}


def test_letters_that_cannot_be_printed_are_named_and_nothing_is_written(
    typed: Typed, a_tour: Callable[[str], str], tmp_path: Path
) -> None:
    a_tour("Weg 東京")
    file = tmp_path / "weg.pdf"
    code, _, error = typed("export", "weg", "--target", "signs", "-o", str(file))
    assert code == 1
    assert error.startswith("Print cannot set these letters: 東 京.")
    assert not file.exists()


def test_an_older_file_is_replaced_by_an_export_only_where_that_is_said(
    typed: Typed, a_tour: Callable[[str], str], tmp_path: Path
) -> None:
    a_tour("Weg")
    file = tmp_path / "weg.geojson"
    file.write_bytes(b"of yesterday")
    code, printed, error = typed("export", "weg", "--target", "geojson", "-o", str(file))
    assert (code, printed) == (1, "")
    assert error.startswith(f"{file} is there already and stays as it is.")
    assert file.read_bytes() == b"of yesterday"
    assert typed("export", "weg", "--target", "geojson", "-o", str(file), "--force")[0] == 0
    assert json.loads(file.read_bytes())["type"] == "FeatureCollection"
    assert list(tmp_path.glob(".*")) == []
