"""What is published, as its TUF metadata say it, and the next state of it (TUF 1.0.33 §4, §6).

Consistent snapshots (§6.2): every metadata file but `timestamp.json` bears its version, every target its hash.

| role | signs | delegates |
|---|---|---|
| targets | nothing itself | `catalogue`, and `tours-0` … `tours-f` by the last digit of a tour's id |
| catalogue | `catalogue.json` | |
| tours-a | `tours/<id that ends in a>/<n>/manifest.json`: one target a tour, its current version | |

So a phone that polls one tour of a thousand reads a sixteenth of their names, and publishing one writes as little.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Final, TypeVar

from securesystemslib.signer import Key, Signer
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization import DeserializationError

from exports.publish.faults import PlaceFault, ProofFault
from exports.publish.keys import LIFETIMES, KeyFolder, RoleName
from exports.publish.places import Found, Place

CATALOGUE: Final = "catalogue.json"
TIMESTAMP: Final = "metadata/timestamp.json"
BINS: Final = tuple(f"tours-{digit}" for digit in "0123456789abcdef")
DELEGATED: Final = ("catalogue", *BINS)

S = TypeVar("S", Timestamp, Snapshot, Targets)


def manifest_target(tour: str, version: int) -> str:
    """The target path of a tour's version."""
    return f"tours/{tour}/{version}/manifest.json"


def file_of(target: str, sha256: str) -> str:
    """Where a target lies: its hash before its name (§6.2)."""
    folder, slash, name = target.rpartition("/")
    return f"{folder}{slash}{sha256}.{name}"


def role_of(target: str) -> str:
    """The delegated role that signs a target."""
    return "catalogue" if target == CATALOGUE else f"tours-{target.split('/')[1][-1]}"


class Ledger:
    """The metadata of a published folder, read and proven; changed in memory until :meth:`commit`."""

    def __init__(self, place: Place, keys: KeyFolder, timestamp: Found | None) -> None:
        """Begin with what ``timestamp`` names, or with nothing. See :meth:`read`."""
        self._place = place
        self._keys = keys
        self._trusted = keys.trusted()
        self._mark = timestamp.mark if timestamp else None
        self._changed: set[str] = set()
        self._roles: dict[str, Metadata[Targets]] = {}
        if timestamp is None:
            self._timestamp = _unwritten(Timestamp())
            self._snapshot = _unwritten(Snapshot(meta={}))
            self._targets = _unwritten(Targets())
            return
        self._timestamp = self._proven(TIMESTAMP, timestamp.data, Timestamp)
        snapshot = f"metadata/{self._timestamp.signed.snapshot_meta.version}.snapshot.json"
        data = self._read(snapshot)
        try:
            self._timestamp.signed.snapshot_meta.verify_length_and_hashes(data)
        except RepositoryError as fault:
            raise ProofFault("publish.proof.tampered", file=snapshot) from fault
        self._snapshot = self._proven(snapshot, data, Snapshot)
        path = self._path("targets")
        self._targets = self._proven(path, self._read(path), Targets)

    @classmethod
    def read(cls, place: Place, keys: KeyFolder) -> Ledger:
        """Read what is published. What the keys of this installation did not sign is never signed again by it.

        Raises:
            KeyFault: no keys were made.
            PlaceFault: the folder cannot be read.
            ProofFault: ``proof.key``, ``proof.tampered``, ``proof.missing`` or ``proof.unreadable``.
        """
        return cls(place, keys, place.find(TIMESTAMP))

    @property
    def begun(self) -> bool:
        """Whether anything was ever published here."""
        return self._mark is not None

    def targets(self, role: str) -> Mapping[str, TargetFile]:
        """What a delegated role signs, by target path."""
        return self._role(role).signed.targets

    def tour(self, tour: str) -> TargetFile | None:
        """The manifest of a tour's current version, if it is published."""
        begin = f"tours/{tour}/"
        return next((each for path, each in self.targets(role_of(begin)).items() if path.startswith(begin)), None)

    def current(self) -> list[TargetFile]:
        """All targets: the catalogue and each tour's manifest."""
        return [target for role in DELEGATED for target in self.targets(role).values()]

    def files(self) -> set[str]:
        """The metadata files that the timestamp leads to."""
        snapshot = f"metadata/{self._snapshot.signed.version}.snapshot.json"
        return {snapshot, *(f"metadata/{each.version}.{name}" for name, each in self._snapshot.signed.meta.items())}

    def put(self, target: TargetFile) -> None:
        """Name a target; a tour's former version goes."""
        self.take(target.path)
        role = role_of(target.path)
        self._role(role).signed.targets[target.path] = target
        self._changed.add(role)

    def take(self, target: str) -> None:
        """Name a tour, or the catalogue, no longer; ``target`` is the path of any version of it."""
        role, begin = role_of(target), target if target == CATALOGUE else "/".join(target.split("/")[:2]) + "/"
        named = self._role(role).signed.targets
        for path in [path for path in named if path.startswith(begin)]:
            del named[path]
            self._changed.add(role)

    def due(self, now: datetime) -> bool:
        """Whether anything is to be written: a change, half a lifetime gone, a key replaced, a root not published."""
        return bool(self._changed) or bool(self._to_sign(now)) or bool(self._roots_missing())

    def commit(self, now: datetime) -> None:
        """Write the metadata, the one that names the others after them, and at last switch `timestamp.json`.

        A name may be taken by what was killed before its switch, or by somebody who publishes now: no file is
        written twice, and the version goes up until its name is free.

        Raises:
            PlaceFault: ``place.raced``: somebody else switched since this was read; nothing that readers see changed.
        """
        if not self.begun:
            self._write_roots()
        stale = self._to_sign(now)
        delegations = self._delegations()
        if self._targets.signed.delegations != delegations:
            self._targets.signed.delegations = delegations
            self._changed.add("targets")
        newest = self._trusted[0]
        own = [
            each for each in self._keys.signers("targets") if each.public_key.keyid in newest.roles["targets"].keyids
        ]
        for role in sorted((self._changed | stale) & set(DELEGATED)):
            self._write(role, self._role(role), own, now)
        if "targets" in self._changed | stale:
            self._write("targets", self._targets, self._keys.signers("targets"), now)
        if self._changed | (stale - {"timestamp"}):
            data = self._write("snapshot", self._snapshot, self._keys.signers("snapshot"), now)
            self._timestamp.signed.snapshot_meta = MetaFile.from_data(self._snapshot.signed.version, data, ["sha256"])
        if self._changed or stale:
            self._timestamp.signed.version += 1
            data = _signed(self._timestamp, self._keys.signers("timestamp"), now, "timestamp")
            self._place.switch(TIMESTAMP, data, self._mark)
        self._write_roots()
        self._keys.forget_replaced()

    def _role(self, role: str) -> Metadata[Targets]:
        if role not in self._roles:
            if f"{role}.json" in self._snapshot.signed.meta:
                path = self._path(role)
                self._roles[role] = self._proven(path, self._read(path), Targets, role)
            else:
                self._roles[role] = _unwritten(Targets())
        return self._roles[role]

    def _path(self, role: str) -> str:
        try:
            return f"metadata/{self._snapshot.signed.meta[f'{role}.json'].version}.{role}.json"
        except KeyError as fault:
            raise ProofFault("publish.proof.missing", file=f"metadata/{role}.json") from fault

    def _read(self, path: str) -> bytes:
        try:
            return self._place.read(path)
        except PlaceFault as fault:
            if fault.code == "publish.place.missing":
                raise ProofFault("publish.proof.missing", file=path) from fault
            raise

    def _proven(self, path: str, data: bytes, kind: type[S], delegated: str | None = None) -> Metadata[S]:
        try:
            found: Metadata[S] = Metadata.from_bytes(data)
        except DeserializationError as fault:
            raise ProofFault("publish.proof.unreadable", file=path) from fault
        if not isinstance(found.signed, kind):
            raise ProofFault("publish.proof.unreadable", file=path)
        for delegator in self._trusted if delegated is None else [self._targets.signed]:
            with suppress(RepositoryError, ValueError):
                delegator.verify_delegate(delegated or kind.type, found.signed_bytes, found.signatures)
                return found
        raise ProofFault("publish.proof.key", file=path)

    def _delegations(self) -> Delegations:
        keys: dict[str, Key] = {key.keyid: key for key in self._keys.keys("targets")}

        def role(name: str, paths: list[str]) -> DelegatedRole:
            return DelegatedRole(name, list(keys), 1, terminating=True, paths=paths)

        roles = {"catalogue": role("catalogue", [CATALOGUE])}
        roles |= {name: role(name, [f"tours/*{name[-1]}/*/manifest.json"]) for name in BINS}
        return Delegations(keys, roles)

    def _to_sign(self, now: datetime) -> set[str]:
        """The roles whose metadata are not there, in the second half of their life, or not signed by a new key."""
        top: dict[RoleName, Metadata[Targets] | Metadata[Snapshot] | Metadata[Timestamp]] = {
            "targets": self._targets,
            "snapshot": self._snapshot,
            "timestamp": self._timestamp,
        }
        newest = {role: set(self._trusted[0].roles[role].keyids) for role in top}
        found: set[str] = {role for role, each in top.items() if _is_stale(each, newest[role], role, now)}
        return found | {role for role in DELEGATED if _is_stale(self._role(role), newest["targets"], "targets", now)}

    def _write(self, role: str, metadata: Metadata[S], signers: list[Signer], now: datetime) -> bytes:
        lifetime = "snapshot" if role == "snapshot" else "targets"
        while True:
            metadata.signed.version += 1
            data = _signed(metadata, signers, now, lifetime)
            if self._place.create(f"metadata/{metadata.signed.version}.{role}.json", data):
                break
        if role != "snapshot":
            self._snapshot.signed.meta[f"{role}.json"] = MetaFile(metadata.signed.version)
        return data

    def _roots_missing(self) -> list[tuple[str, bytes]]:
        """The last links of the chain that readers cannot get yet."""
        chain = [(f"metadata/{version}.root.json", data) for version, data in enumerate(self._keys.root_data(), 1)]
        missing = []
        for path, data in reversed(chain):
            found = self._place.find(path)
            if found is not None:
                if found.data != data:
                    raise ProofFault("publish.proof.key", file=path)
                break
            missing.append((path, data))
        return missing[::-1]

    def _write_roots(self) -> None:
        for path, data in self._roots_missing():
            if not self._place.create(path, data):
                raise PlaceFault("publish.place.raced", file=path)


def _unwritten(signed: S) -> Metadata[S]:
    """Metadata of which there is no version yet: the first to be written is 1."""
    signed.version = 0
    return Metadata(signed)


def _is_stale(
    metadata: Metadata[Targets] | Metadata[Snapshot] | Metadata[Timestamp], keys: set[str], role: str, now: datetime
) -> bool:
    left = metadata.signed.expires - now
    return metadata.signed.version == 0 or left < LIFETIMES[role] / 2 or not keys <= set(metadata.signatures)


def _signed(metadata: Metadata[S], signers: list[Signer], now: datetime, lifetime: str) -> bytes:
    metadata.signed.expires = (now + LIFETIMES[lifetime]).replace(microsecond=0)
    metadata.signatures.clear()
    for signer in signers:
        metadata.sign(signer, append=True)
    return metadata.to_bytes()
