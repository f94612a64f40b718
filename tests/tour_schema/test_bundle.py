"""A bundle, zip or folder, is judged before anything of it is read."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.builders import a_medium_json, a_station_json, a_tour_json, an_id
from tour_schema.bundle import MAX_ENTRIES, is_zip, read_bundle

Json = dict[str, Any]
Files = dict[str, bytes]


def a_bundle(resolved: Json | None = None, **manifest: Any) -> Files:
    """The files of a sound bundle with one station and one picture."""
    picture = b"a picture"
    digest = hashlib.sha256(picture).hexdigest()
    variant = {"sha256": digest, "bytes": len(picture), "media_type": "image/jpeg", "use": "1080"}
    medium = a_medium_json(variants=[variant])
    station = a_station_json(cover=medium["id"])
    tour = a_tour_json([station], cover=medium["id"])
    whole = {
        "format": "wayfable/1.0",
        "kind": "resolved_tour",
        "tour": tour,
        "stations": [station],
        "media": [medium],
    }
    entry = json.dumps(whole if resolved is None else resolved).encode()
    files = {f"blobs/{digest}": picture, "tour.json": entry}
    listed = [
        {"path": path, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "media_type": "image/jpeg"}
        for path, data in files.items()
    ]
    head = {
        "format": "wayfable/1.0",
        "kind": "manifest",
        "id": tour["id"],
        "tour": tour["id"],
        "version": 1,
        "entry": hashlib.sha256(entry).hexdigest(),
        "files": listed,
    } | manifest
    return {"manifest.json": json.dumps(head).encode(), **files}


def zipped(path: Path, files: Files, **options: Any) -> Path:
    with zipfile.ZipFile(path, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def unpacked(path: Path, files: Files) -> Path:
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def codes(path: Path) -> list[str]:
    return [issue.code for issue in read_bundle(path).report.issues]


def without(name: str) -> Files:
    files = a_bundle()
    return {path: data for path, data in files.items() if name not in path}


def changed(name: str, data: bytes) -> Files:
    files = a_bundle()
    return {path: data if name in path else old for path, old in files.items()}


def manifest_with(change: Callable[[Json], None]) -> Files:
    files = a_bundle()
    head = json.loads(files["manifest.json"])
    change(head)
    return {**files, "manifest.json": json.dumps(head).encode()}


def one_listed_less(head: Json) -> None:
    del head["files"][0]


def one_listed_twice(head: Json) -> None:
    head["files"].append(head["files"][0])


def another_tour(head: Json) -> None:
    head["tour"] = an_id(77)


def no_entry(head: Json) -> None:
    head["entry"] = "0" * 64


def entry_is_the_picture(head: Json) -> None:
    head["entry"] = head["files"][0]["sha256"]


FAULTY: dict[str, Callable[[], Files]] = {
    "bundle.no_manifest": lambda: without("manifest"),
    "bundle.file_missing": lambda: without("blobs"),
    "bundle.file_changed": lambda: changed("blobs", b"b picture"),
    "bundle.entry_missing": lambda: manifest_with(no_entry),
    "bundle.other_tour": lambda: manifest_with(another_tour),
    "bundle.listed_twice": lambda: manifest_with(one_listed_twice),
    "bundle.medium_not_listed": lambda: manifest_with(one_listed_less),
    "bundle.not_listed": lambda: {**a_bundle(), "readme.txt": b"hello"},
    "bundle.wrong_document": lambda: a_bundle(a_station_json()),
}


def test_a_sound_bundle_gives_its_documents_from_a_zip_and_from_a_folder(tmp_path: Path) -> None:
    files = a_bundle()
    for path in (zipped(tmp_path / "a.zip", files), unpacked(tmp_path / "folder", files)):
        found = read_bundle(path)
        assert found.report.issues == ()
        assert found.manifest is not None
        assert found.resolved is not None
        assert found.resolved.tour.id == found.manifest.tour


@pytest.mark.parametrize("code", sorted(FAULTY))
def test_a_fault_of_a_bundle_is_named(code: str, tmp_path: Path) -> None:
    files = FAULTY[code]()
    assert code in codes(zipped(tmp_path / "a.zip", files))
    assert code in codes(unpacked(tmp_path / "folder", files))


def test_a_longer_file_than_listed_is_not_hashed_to_its_end(tmp_path: Path) -> None:
    path = unpacked(tmp_path, a_bundle())
    (blob,) = path.glob("blobs/*")
    source = read_bundle(path)
    assert source.report.issues == ()
    blob.write_bytes(b"a picture and more")
    assert codes(path) == ["bundle.file_changed"]


def test_a_manifest_of_another_kind_is_refused(tmp_path: Path) -> None:
    files = {"manifest.json": json.dumps(a_station_json()).encode()}
    assert codes(zipped(tmp_path / "a.zip", files)) == ["bundle.wrong_document"]


def test_a_document_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    assert codes(zipped(tmp_path / "a.zip", {"manifest.json": b"{"})) == ["file.not_json"]
    assert codes(zipped(tmp_path / "b.zip", manifest_with(entry_is_the_picture))) == ["file.not_json"]


@pytest.mark.parametrize(
    "name", ["../out.txt", "/etc/passwd", "a//b", "C:\\x", "a/../../b", "./x", "a\x07b", "host:file"]
)
def test_a_name_that_leads_elsewhere_is_unsafe(name: str, tmp_path: Path) -> None:
    assert codes(zipped(tmp_path / "a.zip", {**a_bundle(), name: b"x"})) == ["bundle.unsafe_entry"]


def test_links_encrypted_double_and_oddly_packed_entries_are_unsafe(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    packed = zipped(tmp_path / "lzma.zip", a_bundle(), compression=zipfile.ZIP_LZMA)
    with zipfile.ZipFile(tmp_path / "double.zip", "w") as archive:
        archive.writestr("a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a", b"2")
    secret = bytearray(zipped(tmp_path / "secret.zip", {"a": b"1"}).read_bytes())
    at = secret.index(b"PK\x01\x02") + 8
    secret[at] |= 1
    (tmp_path / "secret.zip").write_bytes(secret)
    for name in ("link", "double", "secret"):
        assert codes(tmp_path / f"{name}.zip") == ["bundle.unsafe_entry"]
    assert codes(packed) == ["bundle.unsafe_entry"]
    folder = unpacked(tmp_path / "folder", a_bundle())
    (folder / "link").symlink_to("/etc/passwd")
    assert codes(folder) == ["bundle.unsafe_entry"]


def test_folders_in_a_zip_are_no_entries(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.mkdir("blobs")
        for name, data in a_bundle().items():
            archive.writestr(name, data)
    assert codes(tmp_path / "a.zip") == []


def test_what_unpacks_to_far_more_than_it_is_is_a_bomb(tmp_path: Path) -> None:
    files = {**a_bundle(), "zeros": bytes(40_000_000)}
    assert codes(zipped(tmp_path / "a.zip", files, compression=zipfile.ZIP_DEFLATED)) == ["bundle.bomb"]


def test_entries_that_overlap_are_a_bomb(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"a": b"1" * 400, "b": b"2" * 400}).read_bytes())
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    (tmp_path / "a.zip").write_bytes(data)
    assert codes(tmp_path / "a.zip") == ["bundle.bomb"]


def test_an_entry_that_claims_terabytes_is_a_bomb(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("a")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, b"1")
        info.file_size = 17 * 1024**3
    assert codes(tmp_path / "a.zip") == ["bundle.bomb"]


def test_a_directory_that_promises_too_many_entries_is_not_read(tmp_path: Path) -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFE, 0xFFFE, 46 * 0xFFFE, 0, 0)
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04" + bytes(100) + end)
    assert codes(tmp_path / "a.zip") == ["bundle.too_large"]
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 10**7, 10**7, 46 * 10**7, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 4, 1)
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04" + record + locator + end)
    assert codes(tmp_path / "b.zip") == ["bundle.too_large"]
    cut = struct.pack("<4sLQL", b"PK\x06\x07", 0, 10**9, 1)
    small = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 46, 0, 0)
    (tmp_path / "c.zip").write_bytes(b"PK\x03\x04" + cut + small)
    assert codes(tmp_path / "c.zip") == ["bundle.not_a_bundle"]


def test_a_folder_with_too_many_files_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tour_schema.bundle.MAX_ENTRIES", 2)
    assert MAX_ENTRIES > 1_000
    assert codes(unpacked(tmp_path, a_bundle())) == ["bundle.too_large"]


@pytest.mark.parametrize("data", [b"PK\x05\x06", b"PK\x03\x04 and no more", b"PK\x05\x06" + bytes(18)])
def test_a_cut_zip_is_no_bundle(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert is_zip(tmp_path / "a.zip")
    assert codes(tmp_path / "a.zip") in (["bundle.not_a_bundle"], ["bundle.no_manifest"])


def test_a_zip_with_a_broken_checksum_is_damaged(tmp_path: Path) -> None:
    files = a_bundle()
    data = zipped(tmp_path / "a.zip", files).read_bytes()
    (tmp_path / "a.zip").write_bytes(data.replace(b"a picture", b"b picture"))
    assert codes(tmp_path / "a.zip") == ["bundle.damaged"]
