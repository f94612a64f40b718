"""Publishing: from changes to a plan that says what it costs, and from the plan to files and one switch.

Order of writes, and why a reader who comes at any moment sees the old state or the new one: ``exports/README.md``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tuf.api.metadata import TargetFile

from exports.blobs import BlobSource, blob_path
from exports.publish.catalogue import Feature, catalogue_data, features_in
from exports.publish.changes import Change, Edition, Step, step_of
from exports.publish.faults import ProofFault, PublishFault
from exports.publish.keys import KeyFolder
from exports.publish.ledger import CATALOGUE, Ledger, file_of
from exports.publish.places import Place
from exports.publish.sweep import condemned
from tour_schema.manifest import ManifestFile

_IN_ONE_PIECE: Final = 5 << 20


class StoreFault(PublishFault):
    """``store.tampered``: a file of the installation's own store is not what its name says; ``values["file"]``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would do: a step for each tour, and the state that it was computed for."""

    steps: tuple[Step, ...]
    ledger: Ledger
    features: dict[str, Feature]
    catalogue: bytes | None
    """What lies at `catalogue.json` now."""

    @property
    def changed(self) -> tuple[Step, ...]:
        """The steps that change anything."""
        return tuple(step for step in self.steps if step.changed)

    @property
    def outcome(self) -> dict[str, Feature]:
        """The catalogue's features as they are when it was carried out."""
        features = dict(self.features)
        for step in self.changed:
            if step.feature is None:
                features.pop(step.tour, None)
            else:
                features[step.tour] = step.feature
        return features

    @property
    def again_bytes(self) -> int:
        """What a visitor who has all these tours downloads again, in high quality and all languages."""
        return sum(step.again_bytes for step in self.changed)


def plan(place: Place, keys: KeyFolder, changes: Iterable[Change], blobs: BlobSource, now: datetime) -> Plan:
    """Find out what publishing means; writes nothing. ``blobs`` is where media come from.

    Work in proportion to the tours that are named: the others are one line each of the catalogue.

    Raises:
        PlaceFault, KeyFault, ProofFault: the folder cannot be read, or is not what this installation published.
        MissingBlobError: the store lacks a file of a tour.
    """
    ledger = Ledger.read(place, keys)
    features, plain = {}, None
    catalogue = ledger.targets("catalogue").get(CATALOGUE)
    if catalogue is not None:
        data = _catalogue(place, catalogue)
        features = features_in(data)
        found = place.find(CATALOGUE)
        plain = found.data if found else None
    steps = tuple(step_of(change, ledger.tour(_tour(change)), place, blobs, now) for change in changes)
    return Plan(steps, ledger, features, plain)


def carry_out(planned: Plan, place: Place, blobs: BlobSource, now: datetime) -> None:
    """Write what a plan says: blobs and patches, manifests, catalogue, metadata, the switch, the plain catalogue.

    Raises:
        PlaceFault: ``place.raced``: somebody else published since the plan was made, and readers see what they made;
            others: readers see what they saw before. Carrying out a new plan does what is left to be done.
        MissingBlobError, StoreFault: the store lacks a file, or gives another one.
    """
    ledger = planned.ledger
    with place.alone():
        again = condemned(place) if planned.changed else frozenset()
        for step in planned.changed:
            _write_files(step, place, blobs, again)
        for step in planned.changed:
            if step.target is None or step.feature is None:
                ledger.take(f"tours/{step.tour}/")
            else:
                ledger.put(step.target)
        data = catalogue_data(planned.outcome.values())
        target = TargetFile.from_data(CATALOGUE, data, ["sha256"])
        known = ledger.targets("catalogue").get(CATALOGUE)
        if known is None or known.hashes != target.hashes:
            place.create(file_of(CATALOGUE, target.hashes["sha256"]), data)
            ledger.put(target)
        if ledger.due(now):
            ledger.commit(now)
        if planned.catalogue != data:
            place.put(CATALOGUE, data)


def _write_files(step: Step, place: Place, blobs: BlobSource, again: frozenset[str]) -> None:
    for path, data in step.made.items():
        if path in again or place.size(path) != len(data):
            place.put(path, data)
    for file in step.wanted:
        path = blob_path(file.sha256)
        if path not in step.made and (path in again or place.size(path) != file.bytes):
            pieces = _proven(file, blobs)
            place.put(path, b"".join(pieces) if file.bytes <= _IN_ONE_PIECE else pieces)
    if step.manifest is not None and step.target is not None:
        place.create(file_of(step.target.path, step.sha256), step.manifest)


def _proven(file: ManifestFile, blobs: BlobSource) -> Iterator[bytes]:
    """A file's bytes; the last piece comes only if all of them are what the manifest says."""
    digest, held = hashlib.sha256(), b""
    for piece in blobs.pieces(file.sha256):
        digest.update(piece)
        if held:
            yield held
        held = piece
    if digest.hexdigest() != file.sha256:
        raise StoreFault("publish.store.tampered", file=file.sha256)
    yield held


def _catalogue(place: Place, target: TargetFile) -> bytes:
    path = file_of(CATALOGUE, target.hashes["sha256"])
    found = place.find(path)
    if found is None:
        raise ProofFault("publish.proof.missing", file=path)
    if hashlib.sha256(found.data).hexdigest() != target.hashes["sha256"]:
        raise ProofFault("publish.proof.tampered", file=path)
    return found.data


def _tour(change: Change) -> str:
    return change.resolved.tour.id if isinstance(change, Edition) else change.tour
