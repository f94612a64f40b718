"""The zip is one that every reader opens, past four gigabytes and 65,535 entries too."""

import os
import zipfile
from pathlib import Path

import pytest

import exports.archive
from exports.archive import stored_zip
from exports.blobs import Blob, MemoryBlobs


def test_more_entries_than_the_old_format_counts_are_all_found(tmp_path: Path) -> None:
    source = MemoryBlobs()
    blob = source.add(b"x")
    with stored_zip(tmp_path / "many.zip") as archive:
        for number in range(70_000):
            archive.add(str(number), blob, source)
    with zipfile.ZipFile(tmp_path / "many.zip") as found:
        assert len(found.namelist()) == 70_000
        assert found.read("69999") == b"x"


def test_a_file_beyond_four_gigabytes_and_what_follows_it_are_read_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = (1 << 32) + 5

    def leave_a_hole(_path: Path, target: int, length: int) -> int:
        """Stands in for the copy: writing four gigabytes of zeros took 20 s and says no more."""
        os.ftruncate(target, os.fstat(target).st_size + length)
        return length

    monkeypatch.setattr(exports.archive, "_copy_in_kernel", leave_a_hole)
    source = MemoryBlobs()
    small = source.add(b"behind it")
    with stored_zip(tmp_path / "big.zip") as archive:
        archive.add("large", Blob("0" * 64, size, 0, tmp_path), source)
        archive.add("small", small, source)
    with zipfile.ZipFile(tmp_path / "big.zip") as found:
        assert found.getinfo("large").file_size == size
        assert found.read("small") == b"behind it"
