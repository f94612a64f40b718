"""Proving a published folder as a client does: root, timestamp, snapshot, targets, manifests, every file (TUF §5).

The walk through the metadata is python-tuf's own client, not the code that wrote them.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from tuf.api import exceptions
from tuf.ngclient import FetcherInterface, Updater

from exports.blobs import blob_path
from exports.publish.catalogue import entry_of, features_in
from exports.publish.faults import PlaceFault, ProofFault
from exports.publish.ledger import CATALOGUE, file_of, manifest_target
from exports.publish.patches import apply_patch, patch_path
from exports.publish.places import Place
from tour_schema.manifest import CatalogueEntry, Manifest, ManifestFile

_HERE: Final = "place:/"
"""What ngclient takes for an address: it wants one, and the fetcher knows better."""

Progress = Callable[[str], None]
"""Called with each path that was proven."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What was found to be as it was published."""

    tours: int = 0
    files: int = 0
    bytes: int = 0
    patches: int = 0


def prove(place: Place, root: bytes, memory: Path, progress: Progress | None = None) -> Proven:
    """Walk the metadata from a trusted root and prove the hash of everything that they lead to.

    ``memory`` is a folder that holds what was seen last time, so that older metadata are recognised (§5.4.3); it is
    made where it is missing, and written only when everything was proven.

    Raises:
        ProofFault: the first thing that a reader would refuse.
        PlaceFault: the folder cannot be read at all.
    """
    with tempfile.TemporaryDirectory(prefix="wayfable-proof-") as name:
        work = Path(name)
        _remember(memory, work)
        found = _Walk(place, root, work, progress or (lambda _: None)).run()
        _remember(work, memory)
    return found


def _remember(source: Path, target: Path) -> None:
    """Carry over the roots and the timestamp only: all the rest is to be fetched, and so proven, each time."""
    target.mkdir(parents=True, exist_ok=True)
    if (source / "timestamp.json").exists():
        shutil.copyfile(source / "timestamp.json", target / "timestamp.json")
    if (source / "root_history").is_dir():
        shutil.copytree(source / "root_history", target / "root_history", dirs_exist_ok=True)


class _Walk:
    def __init__(self, place: Place, root: bytes, work: Path, progress: Progress) -> None:
        self._place, self._progress, self._work = place, progress, work
        self._fetcher = _Fetcher(place)
        self._found = Proven()
        self._known: set[str] = set()
        with self._faults():
            self._client = Updater(
                str(work), f"{_HERE}metadata/", str(work), _HERE, fetcher=self._fetcher, bootstrap=root
            )

    def run(self) -> Proven:
        with self._faults():
            self._client.refresh()
        data = self._target(CATALOGUE)
        plain = self._place.find(CATALOGUE)
        if plain is None or plain.data != data:
            raise ProofFault("publish.proof.catalogue", file=CATALOGUE)
        for feature in features_in(data).values():
            self._tour(entry_of(feature))
        return self._found

    def _tour(self, entry: CatalogueEntry) -> None:
        path = manifest_target(entry.tour, entry.version)
        data = self._target(path)
        if hashlib.sha256(data).hexdigest() != entry.manifest:
            raise ProofFault("publish.proof.tampered", file=CATALOGUE)
        try:
            manifest = Manifest.model_validate_json(data)
        except ValidationError as fault:
            raise ProofFault("publish.proof.unreadable", file=file_of(path, entry.manifest)) from fault
        for file in manifest.files:
            self._file(file)
        self._found = replace(self._found, tours=self._found.tours + 1)

    def _target(self, path: str) -> bytes:
        with self._faults():
            info = self._client.get_targetinfo(path)
            if info is None:
                raise ProofFault("publish.proof.missing", file=path)
            return Path(self._client.download_target(info, str(self._work / "target"))).read_bytes()

    def _file(self, file: ManifestFile) -> None:
        if file.sha256 in self._known:
            return
        self._known.add(file.sha256)
        digest, length = hashlib.sha256(), 0
        path = blob_path(file.sha256)
        with _absent_is_missing(path):
            for piece in self._place.pieces(path):
                digest.update(piece)
                length += len(piece)
        if (digest.hexdigest(), length) != (file.sha256, file.bytes):
            raise ProofFault("publish.proof.tampered", file=path)
        self._found = replace(self._found, files=self._found.files + 1, bytes=self._found.bytes + length)
        self._progress(path)
        for patch in file.patches or ():
            self._patch(patch.from_, file)

    def _patch(self, old: str, file: ManifestFile) -> None:
        path = patch_path(old, file.sha256)
        before = self._place.find(blob_path(old))
        if before is None:
            return  # nobody can have it any more but a phone, which proves what comes out by itself
        with _absent_is_missing(path):
            patch = self._place.read(path)
        try:
            made = apply_patch(before.data, patch, file.bytes)
        except ValueError as fault:
            raise ProofFault("publish.proof.tampered", file=path) from fault
        if hashlib.sha256(made).hexdigest() != file.sha256:
            raise ProofFault("publish.proof.tampered", file=path)
        self._found = replace(self._found, patches=self._found.patches + 1)

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Say what the client refuses in codes of ours, with the file that it fetched last."""
        try:
            yield
        except exceptions.DownloadHTTPError as fault:
            raise ProofFault("publish.proof.missing", file=self._fetcher.last) from fault
        except exceptions.DownloadError as fault:
            if isinstance(fault.__cause__, PlaceFault):
                raise fault.__cause__ from fault
            raise ProofFault("publish.proof.tampered", file=self._fetcher.last) from fault
        except exceptions.RepositoryError as fault:
            raise ProofFault(_code(fault), file=self._fetcher.last) from fault
        except json.JSONDecodeError as fault:
            raise ProofFault("publish.proof.unreadable", file=self._fetcher.last) from fault


class _Fetcher(FetcherInterface):
    """Gives ngclient the files of a place."""

    def __init__(self, place: Place) -> None:
        self._place = place
        # What is trusted is read before anything is fetched.
        self.last = "1.root.json"

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = url.removeprefix(_HERE)
        try:
            found = self._place.find(path)
        except PlaceFault as fault:
            self.last = path
            raise exceptions.DownloadError(path) from fault
        if found is None:
            # That there is no further root is how a chain of roots ends (§5.3.3).
            self.last = self.last if path.endswith(".root.json") else path
            raise exceptions.DownloadHTTPError(path, 404)
        self.last = path
        return iter((found.data,))


def _code(fault: exceptions.RepositoryError) -> str:
    match fault:
        case exceptions.ExpiredMetadataError():
            return "publish.proof.expired"
        case exceptions.BadVersionNumberError():
            return "publish.proof.replayed"
        case exceptions.LengthOrHashMismatchError():
            return "publish.proof.tampered"
        case exceptions.UnsignedMetadataError():
            return "publish.proof.key"
    return "publish.proof.unreadable"


@contextmanager
def _absent_is_missing(path: str) -> Iterator[None]:
    try:
        yield
    except PlaceFault as fault:
        if fault.code == "publish.place.missing":
            raise ProofFault("publish.proof.missing", file=path) from fault
        raise
