"""A phone that has the former version downloads what is new, and small patches of what changed a little."""

import hashlib
from pathlib import Path
from random import Random

import pytest

from exports.publish.changes import Step
from exports.publish.patches import apply_patch, make_patch, patch_path
from exports.publish.proof import prove
from tests.builders import a_document, a_medium_json, a_station_json, a_tour_json, words
from tests.exports.conftest import Shelf
from tests.exports.publish.conftest import Office
from tour_schema.manifest import Manifest
from tour_schema.tour import Tour

MODEL = "model/gltf-binary"


def noise(size: int, seed: int) -> bytes:
    return Random(seed).randbytes(size)  # noqa: S311 - like a photograph: nothing in it compresses


def a_large_tour(shelf: Shelf, *, photo: bytes, model: bytes, title: str = "Brücke 7") -> Tour:
    """Forty stations with a story each, one photograph and one model."""
    picture = shelf.put(a_medium_json(id=_id(1), variants=[shelf.variant("480", photo)]))
    glb = shelf.put(a_medium_json(id=_id(2), type="model", variants=[shelf.variant("high", model, MODEL)]))
    stations = []
    for number in range(40):
        named = title if number == 7 else f"Brücke {number}"
        story = [
            {"id": "b1", "kind": "text", "text": words(f"Wer {number} Waren handeln wollte …", f"Whoever {number}")},
            *([{"id": "b2", "kind": "image", "medium": picture["id"]}] if number == 3 else []),
        ]
        scenes = [{"id": "s1", "title": words("Haus", "House"), "anchors": [], "contents": [_content(glb["id"])]}]
        facts = {"story": story, **({"scenes": scenes} if number == 5 else {})}
        stations.append(shelf.put(a_station_json(named, id=_id(100 + number), **facts)))
    document = a_document(a_tour_json(stations, id=_id(3)))
    assert isinstance(document, Tour)
    return document


def _id(number: int) -> str:
    return f"01980000-0000-7000-8000-0000000f{number:04x}"


def _content(medium: str) -> dict[str, object]:
    pose = {"translation_m": [0, 0, 0], "rotation": [0, 0, 0, 1], "scale": 1}
    return {"id": "c1", "kind": "model", "medium": medium, "pose": pose}


def updated(office: Office, tour: Tour) -> Step:
    (step,) = office.publish(tour).changed
    return step


PHOTO, OTHER_PHOTO = noise(300_000, 1), noise(310_000, 2)
GLB = noise(3_000_000, 3)


@pytest.fixture
def changed_glb() -> bytes:
    data, random = bytearray(GLB), Random(4)  # noqa: S311
    for place in random.sample(range(len(GLB)), 200):
        data[place] ^= 0xFF
    return bytes(data)


def test_one_changed_text_is_two_kilobytes_at_most(office: Office, shelf: Shelf) -> None:
    first = updated(office, a_large_tour(shelf, photo=PHOTO, model=GLB))
    second = updated(office, a_large_tour(shelf, photo=PHOTO, model=GLB, title="Neuer Name"))
    assert first.again_bytes == first.whole_bytes > len(GLB)
    assert 0 < second.again_bytes <= 2_000
    assert _downloaded(office, first, second) == second.again_bytes


def test_one_changed_photo_is_its_own_size_and_little_more(office: Office, shelf: Shelf) -> None:
    first = updated(office, a_large_tour(shelf, photo=PHOTO, model=GLB))
    second = updated(office, a_large_tour(shelf, photo=OTHER_PHOTO, model=GLB))
    assert len(OTHER_PHOTO) < second.again_bytes <= 1.05 * len(OTHER_PHOTO) + 2_000
    assert _downloaded(office, first, second) == second.again_bytes


def test_a_model_changed_in_200_bytes_is_a_tenth_at_most(office: Office, shelf: Shelf, changed_glb: bytes) -> None:
    first = updated(office, a_large_tour(shelf, photo=PHOTO, model=GLB))
    second = updated(office, a_large_tour(shelf, photo=PHOTO, model=changed_glb))
    assert second.again_bytes <= 0.1 * len(GLB)
    assert _downloaded(office, first, second) == second.again_bytes


def test_a_phone_that_missed_two_versions_is_patched_too(
    office: Office, shelf: Shelf, changed_glb: bytes, tmp_path: Path
) -> None:
    first = updated(office, a_large_tour(shelf, photo=PHOTO, model=GLB))
    updated(office, a_large_tour(shelf, photo=PHOTO, model=changed_glb))
    updated(office, a_large_tour(shelf, photo=PHOTO, model=changed_glb, title="Drei"))
    last = updated(office, a_large_tour(shelf, photo=PHOTO, model=changed_glb, title="Vier"))
    assert _downloaded(office, first, last) < 10_000
    found = prove(office.place, office.keys.root_data()[0], tmp_path / "memory")
    assert found.patches == 4


def test_a_model_of_other_bytes_altogether_is_fetched_whole(office: Office, shelf: Shelf) -> None:
    updated(office, a_large_tour(shelf, photo=PHOTO, model=noise(100_000, 5)))
    second = updated(office, a_large_tour(shelf, photo=PHOTO, model=noise(100_000, 6)))
    assert second.again_bytes > 100_000


def test_where_an_older_version_is_gone_there_is_no_patch_from_it(office: Office, shelf: Shelf) -> None:
    first = updated(office, a_large_tour(shelf, photo=PHOTO, model=GLB))
    second = updated(office, a_large_tour(shelf, photo=PHOTO, model=GLB, title="Zwei"))
    (office.folder / f"tours/{first.tour}/1/{first.sha256}.manifest.json").unlink()
    manifest = Manifest.model_validate_json(first.manifest or b"")
    (office.folder / "blobs/sha256" / manifest.entry[:2] / manifest.entry).unlink()
    updated(office, a_large_tour(shelf, photo=PHOTO, model=GLB, title="Drei"))
    third = office.fetched(first.tour, 3)
    assert third is not None
    entry = next(file for file in third.files if file.sha256 == third.entry)
    before = Manifest.model_validate_json(second.manifest or b"")
    assert [patch.from_ for patch in entry.patches or ()] == [before.entry]


def test_what_is_no_patch_is_refused() -> None:
    patch = make_patch(b"alt " * 1000, b"neu " + b"alt " * 1000)
    assert patch is not None
    assert apply_patch(b"alt " * 1000, patch, 5_000) == b"neu " + b"alt " * 1000
    with pytest.raises(ValueError, match="no patch"):
        apply_patch(b"alt " * 1000, b"no patch at all", 5_000)
    with pytest.raises(ValueError, match="no patch"):
        apply_patch(b"alt", patch, 5_000)
    assert make_patch(b"", b"neu") is None
    assert make_patch(b"alt", noise(1_000, 9)) is None


def test_a_patch_gives_no_more_than_it_promised() -> None:
    patch = make_patch(b"eight by", b"\0" * 10_000_000)
    assert patch is not None
    assert len(apply_patch(b"eight by", patch, 1_000)) == 1_000


def _downloaded(office: Office, had: Step, wanted: Step) -> int:
    """What a phone with the one version downloads for the other, patches first; proves each file that comes out."""
    old, data = Manifest.model_validate_json(had.manifest or b""), had.manifest or b""
    folder, total = office.folder, 0
    patch = folder / patch_path(had.sha256, wanted.sha256)
    if patch.exists():
        data, total = apply_patch(data, patch.read_bytes(), 10**7), patch.stat().st_size
    else:
        data, total = wanted.manifest or b"", len(wanted.manifest or b"")
    assert hashlib.sha256(data).hexdigest() == wanted.sha256
    have = {file.sha256: (folder / file.path).read_bytes() for file in old.files}
    for file in Manifest.model_validate_json(data).files:
        if file.sha256 in have:
            continue
        usable = [each for each in file.patches or () if each.from_ in have]
        if usable:
            made = (folder / patch_path(usable[0].from_, file.sha256)).read_bytes()
            total += len(made)
            assert len(made) == usable[0].bytes
            assert hashlib.sha256(apply_patch(have[usable[0].from_], made, file.bytes)).hexdigest() == file.sha256
        else:
            total += file.bytes
    return total
