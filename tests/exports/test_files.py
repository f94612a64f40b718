"""A file is there whole, or not at all."""

from pathlib import Path

import pytest

from exports.files import whole_file


def test_a_missing_folder_is_named_and_not_a_file_of_which_nobody_has_heard(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as fault, whole_file(tmp_path / "nowhere" / "tour.zip"):
        pass
    assert fault.value.filename == str(tmp_path / "nowhere")


def test_a_file_takes_the_place_of_an_older_one_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "tour.zip"
    for content in (b"old", b"newer"):
        with whole_file(path, 100) as out:
            out.write(content)
        assert path.read_bytes() == content


def test_what_was_not_finished_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "tour.zip"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), whole_file(path) as out:
        out.write("no bytes")  # type: ignore[call-overload]
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b"old"
