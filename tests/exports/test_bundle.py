"""A bundle is whole, deterministic, and what its manifest says."""

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest

from exports.blobs import MissingBlobError
from exports.bundle import write_bundle
from exports.resolve import resolve
from tests.builders import a_document, a_medium_json, a_station_json, a_tour_json, words
from tests.exports.conftest import Folder, Shelf
from tour_schema.document import DOCUMENT
from tour_schema.manifest import Manifest
from tour_schema.tour import Tour


def test_every_file_of_the_manifest_is_in_the_zip_with_its_hash_and_size(
    shelf: Shelf, tour: Tour, tmp_path: Path
) -> None:
    write_bundle(resolve(tour, shelf), shelf.folder, tmp_path / "tour.zip", version=7)
    with zipfile.ZipFile(tmp_path / "tour.zip") as bundle:
        assert bundle.testzip() is None
        manifest = DOCUMENT.validate_json(bundle.read("manifest.json"))
        assert isinstance(manifest, Manifest)
        assert manifest.version == 7
        assert {"manifest.json", *(file.path for file in manifest.files)} == set(bundle.namelist())
        for file in manifest.files:
            data = bundle.read(file.path)
            assert (hashlib.sha256(data).hexdigest(), len(data)) == (file.sha256, file.bytes)


def test_the_entry_is_the_resolved_tour(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    resolved = resolve(tour, shelf)
    manifest = write_bundle(resolved, shelf.folder, tmp_path / "tour.zip")
    with zipfile.ZipFile(tmp_path / "tour.zip") as bundle:
        entry = next(file for file in manifest.files if file.sha256 == manifest.entry)
        assert DOCUMENT.validate_json(bundle.read(entry.path)) == resolved


def test_the_same_input_gives_the_same_bytes(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    write_bundle(resolve(tour, shelf), shelf.folder, one)
    os.utime(next(shelf.folder.root.iterdir()), (0, 0))
    write_bundle(resolve(tour, shelf), shelf.folder, other)
    assert one.read_bytes() == other.read_bytes()


def test_a_store_on_another_machine_gives_the_same_bytes(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    resolved = resolve(tour, shelf)
    write_bundle(resolved, shelf.folder, tmp_path / "here.zip")
    distant = Folder(shelf.folder.root, local=False)
    for path in sorted(shelf.folder.root.iterdir()):
        distant.put(path.read_bytes())
    write_bundle(resolved, distant, tmp_path / "there.zip")
    assert (tmp_path / "here.zip").read_bytes() == (tmp_path / "there.zip").read_bytes()


def test_a_manifest_says_which_phones_need_a_file(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    manifest = write_bundle(resolve(tour, shelf), shelf.folder, tmp_path / "tour.zip")
    spoken = {file.purpose.language for file in manifest.files if file.purpose.part == "audio"}
    assert spoken == {"de", "en"}
    required = {file.purpose.use for file in manifest.files if file.required}
    assert required == {None, "480"}


def test_recordings_of_the_guide_and_captions_are_for_the_language_that_names_them(
    shelf: Shelf, tmp_path: Path
) -> None:
    captions = {
        tag: shelf.put(
            a_medium_json(type="captions", variants=[shelf.variant("captions", f"WEBVTT {tag}".encode(), "text/vtt")])
        )
        for tag in ("de", "en")
    }
    spoken = shelf.sound("line", captions={"en": captions["en"]["id"]})
    line = {
        "id": "b1",
        "kind": "guide_line",
        "text": words("Hier!", "Here!"),
        "recordings": {
            "de": {"medium": spoken["id"], "captions": captions["de"]["id"]},
            "en": {"medium": shelf.sound("line in English")["id"]},
        },
    }
    station = shelf.put(a_station_json(story=[line]))
    tour = a_document(a_tour_json([station]))
    assert isinstance(tour, Tour)
    manifest = write_bundle(resolve(tour, shelf), shelf.folder, tmp_path / "tour.zip")
    languages = {(file.purpose.medium, file.purpose.language) for file in manifest.files if file.purpose.medium}
    assert (spoken["id"], "de") in languages
    assert {(captions[tag]["id"], tag) for tag in ("de", "en")} < languages


def test_two_variants_of_the_same_bytes_are_stored_once_and_required_if_either_is(
    shelf: Shelf, tour: Tour, tmp_path: Path
) -> None:
    resolved = resolve(tour, shelf)
    cover = resolved.media[0]
    small = next(variant for variant in cover.variants if variant.use == "480")
    twin = small.model_copy(update={"use": "1080"})
    medium = cover.model_copy(update={"variants": (twin, small)})
    manifest = write_bundle(resolved.model_copy(update={"media": (medium,)}), shelf.folder, tmp_path / "tour.zip")
    (file,) = (file for file in manifest.files if file.sha256 == small.sha256)
    assert file.required


def test_a_missing_file_leaves_the_older_bundle_as_it_was(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    target = tmp_path / "tour.zip"
    target.write_bytes(b"older")
    resolved = resolve(tour, shelf)
    shelf.folder.known.popitem()
    with pytest.raises(MissingBlobError):
        write_bundle(resolved, shelf.folder, target)
    assert target.read_bytes() == b"older"
    assert list(tmp_path.glob(".*")) == []


def test_a_file_that_was_cut_in_the_store_is_found_out_and_leaves_nothing(
    shelf: Shelf, tour: Tour, tmp_path: Path
) -> None:
    resolved = resolve(tour, shelf)
    cut = shelf.folder.root / resolved.media[0].variants[0].sha256
    cut.write_bytes(cut.read_bytes()[:10])
    with pytest.raises(OSError, match="promised"):
        write_bundle(resolved, shelf.folder, tmp_path / "tour.zip")
    assert not (tmp_path / "tour.zip").exists()


def test_progress_ends_at_the_whole(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    write_bundle(
        resolve(tour, shelf), shelf.folder, tmp_path / "tour.zip", progress=lambda done, all_: seen.append((done, all_))
    )
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_a_system_without_copy_file_range_writes_the_same_bytes(
    shelf: Shelf, tour: Tour, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolved = resolve(tour, shelf)
    write_bundle(resolved, shelf.folder, tmp_path / "with.zip")

    def refused(*_: int) -> int:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "copy_file_range", refused)
    write_bundle(resolved, shelf.folder, tmp_path / "refused.zip")
    monkeypatch.delattr(os, "copy_file_range")
    write_bundle(resolved, shelf.folder, tmp_path / "without.zip")
    assert (
        (tmp_path / "with.zip").read_bytes()
        == (tmp_path / "refused.zip").read_bytes()
        == (tmp_path / "without.zip").read_bytes()
    )


def test_a_manifest_is_plain_json_that_anybody_can_read(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    write_bundle(resolve(tour, shelf), shelf.folder, tmp_path / "tour.zip")
    with zipfile.ZipFile(tmp_path / "tour.zip") as bundle:
        first = json.loads(bundle.read(bundle.namelist()[0]))
    assert first["kind"] == "manifest"
    assert first["files"][0]["for"] == {"part": "core"}
