"""Files lie in a folder or on S3, named by what they hold, whole or not at all."""

import hashlib
import itertools
import resource
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from authoring.media_store import MediaStore, MissingFileError, TooLargeError

MIB = 1 << 20


@pytest.fixture
def store(storage_url: str, tmp_path: Path) -> MediaStore:
    return MediaStore.open_url(storage_url, waiting_room=tmp_path / "incoming")


def everything_in(store: MediaStore) -> set[tuple[str, bool]]:
    return {(listed.sha256, listed.private) for listed in store.files()}


def test_a_file_is_named_by_its_content_and_measured_once(store: MediaStore) -> None:
    stored = store.put(b"a bridge", "text/plain")
    assert stored.sha256 == hashlib.sha256(b"a bridge").hexdigest()
    assert (stored.bytes, stored.crc32) == (8, zlib.crc32(b"a bridge"))
    assert store.read(stored.sha256) == b"a bridge"


def test_the_same_content_twice_is_stored_once(store: MediaStore, tmp_path: Path) -> None:
    path = tmp_path / "again"
    path.write_bytes(b"a bridge")
    assert store.put(b"a bridge", "text/plain") == store.put(path, "text/plain")
    assert len(list(store.files())) == 1


def test_originals_lie_on_a_shelf_of_their_own(store: MediaStore) -> None:
    stored = store.put(b"private", "text/plain", private=True)
    assert not store.has(stored.sha256)
    assert store.read(stored.sha256, private=True) == b"private"
    with pytest.raises(MissingFileError):
        store.read(stored.sha256)
    with pytest.raises(MissingFileError):
        store.open(stored.sha256)


def test_a_range_is_read_without_the_rest(store: MediaStore) -> None:
    sha256 = store.put(bytes(range(256)) * 9000, "application/octet-stream").sha256
    assert b"".join(store.stream(sha256, start=256, end=260)) == bytes(range(4))
    assert b"".join(store.stream(sha256, start=256 * 9000 - 2)) == b"\xfe\xff"
    assert b"".join(store.stream(sha256, start=5, end=5)) == b""


def test_a_stored_file_can_be_sought_in(store: MediaStore) -> None:
    sha256 = store.put(b"0123456789", "text/plain").sha256
    with store.open(sha256) as file:
        file.seek(4)
        assert bytes(file.read(2)) == b"45"


def test_a_large_file_comes_and_goes_in_pieces(store: MediaStore, tmp_path: Path) -> None:
    piece = b"\x5a" * MIB
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with store.receive(itertools.repeat(piece, 192), limit=200 * MIB) as received:
        stored = store.keep(received, "application/octet-stream", private=True)
    assert sum(map(len, store.stream(stored.sha256, private=True))) == 192 * MIB
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 96 * MIB
    assert list((tmp_path / "incoming").iterdir()) == []


def test_an_upload_over_its_limit_is_cut_off_and_leaves_nothing(store: MediaStore, tmp_path: Path) -> None:
    taken = 0

    def five_gigabytes() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(5000):
            taken += 1
            yield b"\0" * MIB

    with pytest.raises(TooLargeError), store.receive(five_gigabytes(), limit=4 * MIB):
        pytest.fail("it was taken")
    assert taken == 5
    assert list((tmp_path / "incoming").iterdir()) == []
    assert everything_in(store) == set()


def test_a_received_file_that_is_not_kept_leaves_nothing(store: MediaStore, tmp_path: Path) -> None:
    with store.receive([b"looked at"], limit=MIB) as received:
        assert received.path.read_bytes() == b"looked at"
    assert not received.path.exists()
    assert everything_in(store) == set()


def test_a_child_gets_a_path_wherever_the_file_lies(store: MediaStore) -> None:
    sha256 = store.put(b"for a child", "text/plain").sha256
    with store.as_file(sha256) as path:
        assert path.read_bytes() == b"for a child"


def test_a_deleted_file_is_gone_and_may_be_deleted_again(store: MediaStore) -> None:
    sha256 = store.put(b"x", "text/plain").sha256
    store.delete(sha256)
    store.delete(sha256)
    assert not store.has(sha256)
    assert store.local_path(sha256) is None


def test_a_name_that_is_no_digest_reaches_no_file(store: MediaStore) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.read("../../secret")
