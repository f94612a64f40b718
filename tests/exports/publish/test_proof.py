"""What a reader would refuse is found, and the publisher signs nothing that it would refuse itself."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from exports.publish.faults import PlaceFault, ProofFault, PublishFault
from exports.publish.keys import KeyFolder
from exports.publish.ledger import Ledger
from exports.publish.places import Place
from exports.publish.proof import Proven, prove
from tests.builders import an_id, words
from tests.exports.publish.conftest import Office
from tour_schema.tour import Tour


@pytest.fixture
def published(office: Office, tour: Tour) -> Office:
    """A tour in its second version, so that there are patches."""
    office.publish(tour)
    office.publish(titled(tour, "Neu"))
    return office


def titled(tour: Tour, title: str) -> Tour:
    return tour.model_copy(update={"title": words(title, title)})


def proven(office: Office, root: bytes | None = None) -> Proven:
    return prove(office.place, root or office.keys.root_data()[0], office.folder.parent / "memory")


def refused(office: Office) -> tuple[str, str]:
    """The code and the file of the first thing that is wrong."""
    with pytest.raises(ProofFault) as fault:
        proven(office)
    return fault.value.code.removeprefix("publish.proof."), str(fault.value.values["file"])


def file(office: Office, pattern: str) -> Path:
    return max(office.folder.glob(pattern))


def test_everything_is_counted(published: Office) -> None:
    seen: list[str] = []
    found = prove(published.place, published.keys.root_data()[0], published.folder.parent / "memory", seen.append)
    assert found.tours == 1
    assert found.files == len(seen) == len(set(seen))
    assert found.bytes == sum((published.folder / path).stat().st_size for path in seen)
    assert found.patches == 1


def test_tours_share_their_files_and_each_is_proven_once(published: Office, tour: Tour) -> None:
    before = proven(published)
    published.publish(tour.model_copy(update={"id": an_id(), "slug": "andere"}))
    after = proven(published)
    assert (after.tours, after.files) == (2, before.files + 1)


def test_a_tampered_timestamp_is_signed_by_nobody(published: Office) -> None:
    path = published.folder / "metadata/timestamp.json"
    timestamp = json.loads(path.read_bytes())
    timestamp["signed"]["expires"] = "2099-01-01T00:00:00Z"
    path.write_text(json.dumps(timestamp))
    assert refused(published) == ("key", "metadata/timestamp.json")


def test_a_tampered_snapshot_is_refused(published: Office) -> None:
    path = file(published, "metadata/*.snapshot.json")
    path.write_bytes(path.read_bytes() + b" ")
    assert refused(published) == ("tampered", f"metadata/{path.name}")


@pytest.mark.parametrize("name", ["*.snapshot.json", "*.targets.json", "*.catalogue.json"])
def test_missing_metadata_are_told_to_readers_and_to_the_publisher(published: Office, tour: Tour, name: str) -> None:
    path = file(published, f"metadata/{name}")
    path.unlink()
    assert refused(published) == ("missing", f"metadata/{path.name}")
    with pytest.raises(ProofFault) as fault:
        published.publish(titled(tour, "Drei"))
    assert (fault.value.code, fault.value.values["file"]) == ("publish.proof.missing", f"metadata/{path.name}")


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"signed": {"_type": "timestamp"}, "signatures": []}'])
def test_what_is_no_metadata_is_unreadable(published: Office, tour: Tour, data: bytes) -> None:
    (published.folder / "metadata/timestamp.json").write_bytes(data)
    assert refused(published) == ("unreadable", "metadata/timestamp.json")
    with pytest.raises(ProofFault) as fault:
        published.publish(tour)
    assert fault.value.code == "publish.proof.unreadable"


def test_a_role_in_the_place_of_another_is_unreadable(published: Office, tour: Tour) -> None:
    shutil.copy(file(published, "metadata/*.targets.json"), published.folder / "metadata/timestamp.json")
    assert refused(published)[0] == "unreadable"
    with pytest.raises(ProofFault) as fault:
        published.publish(tour)
    assert fault.value.code == "publish.proof.unreadable"


def test_the_publisher_does_not_build_on_a_tampered_snapshot(published: Office, tour: Tour) -> None:
    path = file(published, "metadata/*.snapshot.json")
    path.write_bytes(path.read_bytes().replace(b"2", b"1", 1))
    with pytest.raises(ProofFault) as fault:
        published.publish(tour)
    assert fault.value.code == "publish.proof.tampered"


def test_the_publisher_does_not_build_on_tours_that_others_signed(published: Office, tour: Tour) -> None:
    path = file(published, f"metadata/*.tours-{tour.id[-1]}.json")
    tours = json.loads(path.read_bytes())
    tours["signed"]["targets"] = {}
    path.write_text(json.dumps(tours))
    with pytest.raises(ProofFault) as fault:
        published.publish(tour)
    assert fault.value.code == "publish.proof.key"
    assert refused(published)[0] == "key"


@pytest.mark.parametrize(
    ("spoil", "code"), [(Path.unlink, "missing"), (lambda path: path.write_bytes(b"{}"), "tampered")]
)
def test_the_publisher_does_not_build_on_another_catalogue(
    published: Office, tour: Tour, spoil: Any, code: str
) -> None:
    path = next(each for each in published.folder.glob("*.catalogue.json") if "Neu" in each.read_text())
    spoil(path)
    assert refused(published) == (code, path.name)
    with pytest.raises(ProofFault) as fault:
        published.publish(tour)
    assert fault.value.code == f"publish.proof.{code}"


def test_the_publisher_does_not_build_on_another_manifest(published: Office, tour: Tour) -> None:
    path = file(published, "tours/*/2/*")
    path.write_bytes(b"{}")
    assert refused(published) == ("tampered", str(path.relative_to(published.folder)))
    with pytest.raises(ProofFault) as fault:
        published.publish(tour)
    assert fault.value.code == "publish.proof.tampered"


def test_a_picture_of_other_bytes_is_tampered_with(published: Office) -> None:
    path = file(published, "blobs/sha256/*/*")
    path.write_bytes(bytes(reversed(path.read_bytes())))
    assert refused(published) == ("tampered", str(path.relative_to(published.folder)))


def test_a_file_that_grew_is_tampered_with(published: Office) -> None:
    path = file(published, "tours/*/2/*")
    path.write_bytes(path.read_bytes() + b" ")
    assert refused(published)[0] == "tampered"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(Path.unlink, "missing"), (lambda path: path.write_bytes(b"no patch"), "tampered")],
)
def test_a_patch_that_gives_nothing_or_something_else_is_told(published: Office, spoil: Any, code: str) -> None:
    entries = [path for path in published.folder.glob("patches/*") if _makes_a_blob(published, path)]
    spoil(entries[0])
    assert refused(published) == (code, str(entries[0].relative_to(published.folder)))


def test_a_patch_of_another_file_is_told(published: Office, tour: Tour) -> None:
    published.publish(titled(tour, "Drei"))
    one, other = (path for path in published.folder.glob("patches/*") if path.name.endswith(_newest(published)))
    data = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(data)
    assert refused(published)[0] == "tampered"


def test_a_patch_of_what_is_not_kept_any_more_is_left_to_the_phones(published: Office, tour: Tour) -> None:
    (entry,) = (path for path in published.folder.glob("patches/*") if _makes_a_blob(published, path))
    old = entry.name.partition("-")[0]
    (published.folder / f"blobs/sha256/{old[:2]}/{old}").unlink()
    assert proven(published).patches == 0


def test_a_catalogue_that_says_another_manifest_is_refused(
    published: Office, tour: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.publish.changes.feature_of", _another_manifest)
    published.publish(titled(tour, "Drei"))
    assert refused(published) == ("tampered", "catalogue.json")


def test_a_tour_of_the_catalogue_that_nobody_signed_is_missing(
    published: Office, tour: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.publish.changes.feature_of", _another_version)
    published.publish(titled(tour, "Drei"))
    assert refused(published) == ("missing", f"tours/{tour.id}/99/manifest.json")


def _another_manifest(resolved: Any, manifest: Any, _digest: str) -> Any:
    from exports.publish.catalogue import feature_of

    return feature_of(resolved, manifest, "0" * 64)


def _another_version(resolved: Any, manifest: Any, digest: str) -> Any:
    from exports.publish.catalogue import feature_of

    return feature_of(resolved, manifest.model_copy(update={"version": 99}), digest)


def test_a_signed_manifest_of_another_shape_is_unreadable(
    published: Office, tour: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.publish.changes.dump", _no_manifest)
    published.publish(titled(tour, "Drei"))
    assert refused(published)[0] == "unreadable"


def _no_manifest(document: Any) -> bytes:
    from tour_schema.document import dump

    return b'{"kind": "something else"}' if document.kind == "manifest" else dump(document)


def test_a_place_that_cannot_be_reached_is_no_fault_of_the_files(
    published: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Place, path: str) -> None:
        raise PlaceFault("publish.place.broken", file=path, reason="no answer")

    monkeypatch.setattr(Place, "find", broken)
    with pytest.raises(PlaceFault) as fault:
        proven(published)
    assert fault.value.code == "publish.place.broken"


def test_a_blob_that_cannot_be_read_is_no_fault_of_the_files(
    published: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Place, path: str) -> None:
        raise PlaceFault("publish.place.broken", file=path, reason="no answer")

    monkeypatch.setattr(Place, "pieces", broken)
    with pytest.raises(PlaceFault) as fault:
        proven(published)
    assert fault.value.code == "publish.place.broken"


def test_a_missing_timestamp_is_told(published: Office) -> None:
    (published.folder / "metadata/timestamp.json").unlink()
    assert refused(published) == ("missing", "metadata/timestamp.json")


def test_what_was_seen_before_is_not_undone(published: Office, tour: Tour, tmp_path: Path) -> None:
    old = tmp_path / "old"
    shutil.copytree(published.folder, old)
    published.publish(titled(tour, "Drei"))
    proven(published)
    shutil.rmtree(published.folder)
    shutil.copytree(old, published.folder)
    assert refused(published) == ("replayed", "metadata/timestamp.json")


def test_keys_made_anew_do_not_take_over_what_others_published(published: Office, tour: Tour, tmp_path: Path) -> None:
    published.keys = KeyFolder(tmp_path / "anew")
    published.keys.make(published.now)
    with pytest.raises(PublishFault) as fault:
        published.publish(tour)
    assert fault.value.code == "publish.proof.key"
    (published.folder / "metadata/timestamp.json").unlink()
    with pytest.raises(PublishFault) as fault:
        published.publish(tour)
    assert (fault.value.code, fault.value.values["file"]) == ("publish.proof.key", "metadata/1.root.json")


def _makes_a_blob(office: Office, patch: Path) -> bool:
    new = patch.stem.partition("-")[2]
    return (office.folder / f"blobs/sha256/{new[:2]}/{new}").exists()


def _newest(office: Office) -> str:
    patches = [path for path in office.folder.glob("patches/*") if _makes_a_blob(office, path)]
    return max(patches, key=lambda path: path.stat().st_mtime_ns).name.partition("-")[2]


def test_a_snapshot_that_lacks_a_role_is_not_built_on(
    office: Office, tour: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Ledger._write

    def without_targets(ledger: Ledger, role: str, *rest: Any) -> bytes:
        data = write(ledger, role, *rest)
        ledger._snapshot.signed.meta.pop("targets.json", None)
        return data

    with monkeypatch.context() as broken:
        broken.setattr(Ledger, "_write", without_targets)
        office.publish(tour)
    with pytest.raises(ProofFault) as fault:
        office.publish(tour)
    assert (fault.value.code, fault.value.values["file"]) == ("publish.proof.missing", "metadata/targets.json")


def test_a_root_that_somebody_else_writes_in_the_same_moment_is_not_ours(
    office: Office, tour: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    create = Place.create

    def taken(place: Place, path: str, data: bytes) -> bool:
        return not path.endswith(".root.json") and create(place, path, data)

    monkeypatch.setattr(Place, "create", taken)
    with pytest.raises(PlaceFault) as fault:
        office.publish(tour)
    assert fault.value.code == "publish.place.raced"
    assert not (office.folder / "metadata/timestamp.json").exists()


def test_a_manifest_that_cannot_be_read_is_a_fault_of_the_place(
    published: Office, tour: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Place.read

    def broken(place: Place, path: str) -> bytes:
        if path.startswith("tours/"):
            raise PlaceFault("publish.place.broken", file=path, reason="no answer")
        return read(place, path)

    monkeypatch.setattr(Place, "read", broken)
    with pytest.raises(PlaceFault) as fault:
        published.publish(titled(tour, "Drei"))
    assert fault.value.code == "publish.place.broken"
