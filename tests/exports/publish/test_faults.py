"""A full disk, a bucket that answers 500 or cuts the line, rights that are missing: said, and the old state stays."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from obstore.exceptions import GenericError

from exports import stores
from exports.publish.changes import Edition
from exports.publish.faults import PlaceFault
from exports.publish.places import Place
from exports.publish.proof import prove
from exports.publish.publishing import carry_out, plan
from tests.builders import words
from tests.exports.publish.conftest import Office
from tests.services import faulty, seaweed
from tour_schema.tour import Tour

FULL = "Generic LocalFileSystem error: Unable to copy data to file: No space left on device (os error 28)\n\nDebug …"


class FullPlace(Place):
    """A place whose disk takes so many writes and no more, as obstore says it."""

    room: int

    def create(self, path: str, data: bytes) -> bool:
        # A name that is taken needs no room.
        return self.size(path) is None and super().create(path, data)

    def _attributes(self, path: str) -> Any:
        self.room -= 1
        if self.room < 0:
            raise GenericError(FULL)
        return super()._attributes(path)


def test_a_full_disk_is_told_and_readers_see_the_old_state(office: Office, tour: Tour, tmp_path: Path) -> None:
    office.publish(tour)
    new = Edition(office.resolved(tour.model_copy(update={"title": words("Neu", "New")})))
    place = FullPlace.at(office.folder.as_uri())
    codes = []
    for room in range(100):
        place.room = room
        planned = plan(place, office.keys, [new], office.shelf.folder, office.now)
        try:
            carry_out(planned, place, office.shelf.folder, office.now)
        except PlaceFault as fault:
            codes.append(fault.code)
        else:
            break
        # The only state without a plain catalogue of its own is the new one.
        old, later = (office.fetched(tour.id, version, f"client-{room}") for version in (1, 2))
        assert (old is None) is not (later is None)
    assert len(codes) > 3
    assert set(codes) == {"publish.place.full"}
    assert office.fetched(tour.id, 2) is not None
    assert prove(office.place, office.keys.root_data()[0], tmp_path / "memory").tours == 1


def test_a_folder_that_may_not_be_written_is_told(office: Office, tour: Tour, monkeypatch: pytest.MonkeyPatch) -> None:
    office.publish(tour)

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("exports.publish.places.flush", refuse)
    with pytest.raises(PlaceFault) as fault:
        office.publish(tour.model_copy(update={"title": words("Neu", "New")}))
    assert fault.value.code == "publish.place.forbidden"
    assert office.fetched(tour.id, 1) is not None


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(PlaceFault) as fault:
        Place.at((tmp_path / "file" / "below").as_uri())
    assert fault.value.code == "publish.place.broken"


def test_a_web_server_is_only_read_from() -> None:
    place = Place.at("http://127.0.0.1:9/nothing")
    with pytest.raises(PlaceFault) as fault:
        place.put("a", b"")
    assert fault.value.code == "publish.place.read_only"
    with pytest.raises(PlaceFault):
        place.switch("a", b"", None)
    with pytest.raises(PlaceFault):
        place.create("a", b"")
    with pytest.raises(PlaceFault):
        place.delete("a")


@pytest.mark.localhost
def test_a_folder_behind_a_web_server_is_proven(office: Office, tour: Tour, tmp_path: Path) -> None:
    office.publish(tour)
    handler = partial(_Quiet, directory=str(office.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            place = Place.at(f"http://127.0.0.1:{server.server_port}")
            assert prove(place, office.keys.root_data()[0], tmp_path / "memory").tours == 1
        finally:
            server.shutdown()
            thread.join(timeout=10)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


Bucket = tuple[str, faulty.Faulty]


@pytest.fixture
def bucket(s3_server: seaweed.S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """The URL of an empty folder in a bucket, and the server before it that can be spoilt."""
    for name, value in s3_server.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(stores, "_RETRIES", 1)
    with faulty.before(s3_server.endpoint) as (endpoint, server):
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        yield f"s3://{s3_server.bucket}/{tmp_path.name}", server


def publish_there(office: Office, url: str, tour: Tour) -> None:
    place = Place.at(url)
    planned = plan(place, office.keys, [Edition(office.resolved(tour))], office.shelf.folder, office.now)
    carry_out(planned, place, office.shelf.folder, office.now)


@pytest.mark.parametrize(("way", "code"), [("500", "broken"), ("cut", "unreached")])
def test_a_bucket_that_fails_is_told_and_readers_see_the_old_state(
    office: Office, tour: Tour, bucket: Bucket, way: faulty.Way, code: str, tmp_path: Path
) -> None:
    url, server = bucket
    publish_there(office, url, tour)
    root = office.keys.root_data()[0]
    new = tour.model_copy(update={"title": words("Neu", "New")})
    for after in (0, 6):
        server.spoil(way, after)
        with pytest.raises(PlaceFault) as fault:
            publish_there(office, url, new)
        assert fault.value.code == f"publish.place.{code}"
        assert str(fault.value.values.get("reason", "")).count("\n") == 0
        server.spoil(way, None)
        place = Place.at(url)
        assert prove(place, root, tmp_path / "memory").tours == 1
        assert b'"version":1' in place.read("catalogue.json")
    publish_there(office, url, new)
    assert b'"version":2' in Place.at(url).read("catalogue.json")
    assert prove(Place.at(url), root, tmp_path / "memory").tours == 1


@pytest.mark.parametrize("way", ["500", "cut", "cut_after"])
def test_a_bucket_that_fails_once_is_asked_again(
    office: Office, tour: Tour, bucket: Bucket, way: faulty.Way, tmp_path: Path
) -> None:
    url, server = bucket
    publish_there(office, url, tour)
    for number, after in enumerate((0, 7, 9)):
        server.spoil(way, after, once=True)
        publish_there(office, url, tour.model_copy(update={"title": words(f"Neu {number}", f"New {number}")}))
        assert server.writes > after
    assert prove(Place.at(url), office.keys.root_data()[0], tmp_path / "memory").tours == 1


def test_a_bucket_without_the_right_key_is_told(
    office: Office, tour: Tour, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(PlaceFault) as fault:
        publish_there(office, bucket[0], tour)
    assert fault.value.code == "publish.place.forbidden"
    assert "wrong" not in str(fault.value)
