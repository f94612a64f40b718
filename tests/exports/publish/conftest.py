"""A published folder, the keys that sign it, and a client that nobody of this project wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tuf.api.exceptions import DownloadHTTPError
from tuf.ngclient import FetcherInterface, Updater

from exports.publish.changes import Change, Edition
from exports.publish.keys import KeyFolder
from exports.publish.places import Place
from exports.publish.publishing import Plan, carry_out, plan
from exports.resolve import Choice, resolve
from tests.exports.conftest import Shelf
from tour_schema.manifest import Manifest, ResolvedTour
from tour_schema.tour import Tour


class CountingPlace(Place):
    """A place that notes what is written, in order."""

    written: list[str]

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.written = []

    def create(self, path: str, data: bytes) -> bool:
        made = super().create(path, data)
        self.written += [path] if made else []
        return made

    def put(self, path: str, source: Any) -> None:
        super().put(path, source)
        self.written.append(path)

    def switch(self, path: str, data: bytes, mark: str | None) -> None:
        super().switch(path, data, mark)
        self.written += [] if self.written[-1:] == [path] else [path]

    def delete(self, path: str) -> None:
        super().delete(path)
        self.written.append(path)


class FromDisk(FetcherInterface):
    """Fetches from a folder whatever python-tuf's client asks for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = self._folder / url.removeprefix("http://here/")
        if not path.is_file():
            raise DownloadHTTPError(url, 404)
        return iter((path.read_bytes(),))


class Office:
    """Somebody who publishes into a folder of this machine, and visitors who have nothing but the first root."""

    def __init__(self, tmp_path: Path, shelf: Shelf) -> None:
        self.folder = tmp_path / "published"
        self.place = CountingPlace.at(self.folder.as_uri())
        self.keys = KeyFolder(tmp_path / "keys")
        self.keys.make(self.now)
        self.shelf = shelf
        self._tmp = tmp_path

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    def resolved(self, tour: Tour) -> ResolvedTour:
        return resolve(tour, self.shelf, Choice(quality=None))

    def plan(self, *changes: Change | Tour, now: datetime | None = None) -> Plan:
        editions = [Edition(self.resolved(each)) if isinstance(each, Tour) else each for each in changes]
        return plan(self.place, self.keys, editions, self.shelf.folder, now or self.now)

    def publish(self, *changes: Change | Tour, now: datetime | None = None) -> Plan:
        planned = self.plan(*changes, now=now)
        carry_out(planned, self.place, self.shelf.folder, now or self.now)
        return planned

    def writes(self) -> list[str]:
        """What was written since this was asked last."""
        written = self.place.written
        self.place.written = []
        return written

    def client(self, name: str = "client") -> Updater:
        memory = self._tmp / name
        memory.mkdir(exist_ok=True)
        return Updater(
            str(memory),
            "http://here/metadata/",
            str(memory),
            "http://here/",
            fetcher=FromDisk(self.folder),
            bootstrap=self.keys.root_data()[0],
        )

    def fetched(self, tour: str, version: int, name: str = "client") -> Manifest | None:
        """A tour's manifest as python-tuf's client gives it: proven, or ``None`` where it is not published."""
        client = self.client(name)
        info = client.get_targetinfo(f"tours/{tour}/{version}/manifest.json")
        if info is None:
            return None
        return Manifest.model_validate_json(Path(client.download_target(info)).read_bytes())


@pytest.fixture
def office(tmp_path: Path, shelf: Shelf) -> Office:
    return Office(tmp_path, shelf)
