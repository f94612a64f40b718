"""A bundle of 400 MB of media, beside `zipfile` storing the same files; then once more after a text edit."""

import hashlib
import statistics
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

from exports.blobs import Blob
from exports.bundle import write_bundle
from exports.resolve import resolve
from tests.benchmarks.figure import Figure, seconds
from tests.builders import a_document, a_medium_json, a_station_json, a_tour_json
from tour_schema.document import Document
from tour_schema.manifest import ResolvedTour
from tour_schema.tour import Tour

STATIONS = 200
BYTES_EACH = 2_000_000
ROUNDS = 7


class _Store:
    """Files in a folder, and what was written down of them at upload."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.blobs: dict[str, Blob] = {}

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        path = self.folder / digest
        path.write_bytes(data)
        self.blobs[digest] = Blob(digest, len(data), zlib.crc32(data), path)
        return digest

    def blob(self, sha256: str) -> Blob:
        return self.blobs[sha256]

    def pieces(self, sha256: str) -> Iterator[bytes]:
        yield (self.folder / sha256).read_bytes()


class _Shelf(dict[str, Document]):
    def find(self, id_: str, /) -> Document | None:
        return self.get(id_)


def run() -> Iterable[Figure]:
    """The ratio to `zipfile`, and the time of a rebuild after a changed title."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "store").mkdir()
        store = _Store(folder / "store")
        shelf, tour = _tour(store)
        resolved = resolve(tour, shelf)
        ours, theirs = [], []
        for _ in range(ROUNDS):  # in turn, so that both see the same machine
            ours += seconds(lambda: write_bundle(resolved, store, folder / "ours.zip"), times=1, warm_up=0)
            theirs += seconds(lambda: _with_zipfile(resolved, store, folder / "theirs.zip"), times=1, warm_up=0)
        taken, peer = statistics.median(ours), statistics.median(theirs)
        yield Figure(
            "bundle of 400 MB of media",
            taken,
            "s",
            peer="zipfile, stored",
            peer_value=peer,
            ratio=peer / taken,
            least_ratio=1.2,
        )
        edited = tour.model_copy(update={"title": {"de": "Anders", "en": "Otherwise"}})
        again = seconds(lambda: write_bundle(resolve(edited, shelf), store, folder / "ours.zip"), times=ROUNDS)
        yield Figure("the same, rebuilt after a text edit", statistics.median(again), "s", bound=0.150)


def _tour(store: _Store) -> tuple[_Shelf, Tour]:
    random, shelf, stations = Random(7), _Shelf(), []  # noqa: S311 - noise, no secret
    for number in range(STATIONS):
        digest = store.put(random.randbytes(BYTES_EACH))
        variant = {"use": "1080", "sha256": digest, "bytes": BYTES_EACH, "media_type": "image/jpeg"}
        medium = a_medium_json(variants=[variant])
        stations.append(a_station_json(f"Station {number}", cover=medium["id"]))
        shelf |= {each["id"]: a_document(each) for each in (medium, stations[-1])}
    tour = a_document(a_tour_json(stations))
    assert isinstance(tour, Tour)
    return shelf, tour


def _with_zipfile(resolved: ResolvedTour, store: _Store, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("tour.json", resolved.model_dump_json())
        for medium in resolved.media:
            for variant in medium.variants:
                archive.write(store.folder / variant.sha256, f"blobs/{variant.sha256}")
