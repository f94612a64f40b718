"""What shall change in a published folder, and what that means for those who have the former version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from tuf.api.metadata import TargetFile

from exports.blobs import BlobSource, MemoryBlobs, blob_path
from exports.manifest import manifest_of
from exports.publish.catalogue import Feature, feature_of
from exports.publish.faults import PlaceFault, ProofFault
from exports.publish.ledger import file_of, manifest_target
from exports.publish.patches import LARGEST, make_patch, patch_path
from exports.publish.places import Place
from tour_schema.document import dump
from tour_schema.manifest import Manifest, ManifestFile, Patch, Quality, ResolvedTour

QUALITIES: Final[tuple[Quality, ...]] = ("low", "high")
_PATCHED_FROM: Final = 3
"""From how many older versions there is a patch to the newest."""
_LEAST_MODEL: Final = 16_000


@dataclass(frozen=True, slots=True)
class Edition:
    """A resolved tour that shall be published; ``version`` is what it is called at least, if it differs at all."""

    resolved: ResolvedTour
    version: int = 1


@dataclass(frozen=True, slots=True)
class Return:
    """A tour that shall be again what it was: the version, and its manifest's SHA-256."""

    tour: str
    version: int
    manifest: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A tour that shall not be found any more."""

    tour: str


Change = Edition | Return | Withdrawal


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one tour.

    ``target``, ``feature`` and ``resolved`` are absent where it is withdrawn; ``manifest`` holds the bytes of a
    manifest that is yet to be written, ``made`` files that exist nowhere yet, ``wanted`` the manifest's files that
    readers did not have before. ``again_bytes`` is what a phone with the former version downloads, in high quality and
    all languages; ``whole_bytes`` what one downloads that has nothing.
    """

    tour: str
    version: int = 0
    changed: bool = True
    target: TargetFile | None = None
    feature: Feature | None = None
    resolved: ResolvedTour | None = None
    manifest: bytes | None = None
    made: Mapping[str, bytes] = field(default_factory=dict)
    wanted: tuple[ManifestFile, ...] = ()
    again_bytes: int = 0
    whole_bytes: int = 0

    @property
    def sha256(self) -> str:
        """The digest of the tour's manifest; empty where it is withdrawn."""
        return "" if self.target is None else str(self.target.hashes["sha256"])


@dataclass(frozen=True, slots=True)
class _Old:
    """The version that is published now."""

    version: int
    sha256: str
    data: bytes
    manifest: Manifest
    patched_from: tuple[tuple[int, str], ...]
    """Versions and digests of the manifests before it, newest first."""


def step_of(change: Change, current: TargetFile | None, place: Place, blobs: BlobSource, now: datetime) -> Step:
    """Find out what a change means where ``current`` is published; writes nothing.

    Raises:
        PlaceFault: the folder cannot be read.
        ProofFault: what it holds is not what was published; or, of a :class:`Return`, not there any more.
        MissingBlobError: the store lacks a file of the tour.
    """
    if isinstance(change, Withdrawal):
        return Step(change.tour, changed=current is not None)
    if isinstance(change, Return):
        return _returned(change, current, place)
    return _edited(change, _old(current, place), place, blobs, now)


def read_manifest(place: Place, tour: str, version: int, sha256: str) -> tuple[bytes, Manifest]:
    """A manifest of the folder, proven by its hash."""
    data = _read_proven(place, file_of(manifest_target(tour, version), sha256), sha256)
    return data, Manifest.model_validate_json(data)


def _edited(edition: Edition, old: _Old | None, place: Place, blobs: BlobSource, now: datetime) -> Step:
    resolved, made = edition.resolved, MemoryBlobs()
    entry_data = dump(resolved)
    entry = made.add(entry_data)
    plain = manifest_of(resolved, entry, 1, QUALITIES)
    tour = resolved.tour.id
    if old is not None and _plain(old.manifest) == plain:
        current = _target(tour, old.version, old.data, {})
        return Step(tour, old.version, changed=False, target=current)
    version = max(edition.version, old.version + 1) if old else edition.version
    patches = dict(_file_patches(plain, old, entry_data, place, blobs)) if old else {}
    files = tuple(_with_patches(file, old, patches) for file in plain.files)
    made_at = now.replace(microsecond=0).isoformat().replace("+00:00", "Z")
    manifest = plain.model_copy(update={"version": version, "made_at": made_at, "files": files})
    data = dump(manifest)
    manifest_patches = dict(_manifest_patches(tour, old, data, place)) if old else {}
    custom = {"patches": [{"from": sha, "version": n, "bytes": len(p)} for (n, sha), p in manifest_patches.items()]}
    target = _target(tour, version, data, custom if manifest_patches else {})
    sha256 = target.hashes["sha256"]
    had = {file.sha256 for file in old.manifest.files} if old else set()
    wanted = tuple(file for file in files if file.sha256 not in had)
    written = {patch_path(old_sha, new): patch for (old_sha, new), patch in patches.items()}
    written |= {patch_path(old_sha, sha256): patch for (_, old_sha), patch in manifest_patches.items()}
    first = next(iter(manifest_patches.values()), data)
    return Step(
        tour,
        version,
        target=target,
        feature=feature_of(resolved, manifest, sha256),
        resolved=resolved,
        manifest=data,
        made={blob_path(entry.sha256): entry_data, **written},
        wanted=wanted,
        again_bytes=len(first) + sum(_again(file, had) for file in wanted if file.purpose.quality != "low"),
        whole_bytes=len(data) + sum(file.bytes for file in files if file.purpose.quality != "low"),
    )


def _returned(change: Return, current: TargetFile | None, place: Place) -> Step:
    data, manifest = read_manifest(place, change.tour, change.version, change.manifest)
    missing = next((file.path for file in manifest.files if place.size(file.path) != file.bytes), None)
    if missing is not None:
        raise ProofFault("publish.proof.missing", file=missing)
    resolved = ResolvedTour.model_validate_json(_read_proven(place, blob_path(manifest.entry), manifest.entry))
    target = _target(change.tour, change.version, data, {})
    old = _old(current, place)
    had = {file.sha256 for file in old.manifest.files} if old else set()
    shown = [file for file in manifest.files if file.purpose.quality != "low"]
    return Step(
        change.tour,
        change.version,
        changed=old is None or old.sha256 != change.manifest,
        target=target,
        feature=feature_of(resolved, manifest, change.manifest),
        resolved=resolved,
        again_bytes=len(data) + sum(file.bytes for file in shown if file.sha256 not in had),
        whole_bytes=len(data) + sum(file.bytes for file in shown),
    )


def _old(current: TargetFile | None, place: Place) -> _Old | None:
    if current is None:
        return None
    _, tour, number, _ = current.path.split("/")
    sha256 = current.hashes["sha256"]
    data, manifest = read_manifest(place, tour, int(number), sha256)
    before: list[dict[str, Any]] = (current.custom or {}).get("patches", [])
    return _Old(int(number), sha256, data, manifest, tuple((each["version"], each["from"]) for each in before))


def _plain(manifest: Manifest) -> Manifest:
    """A published manifest as an export of the same tour would give it."""
    files = tuple(file.model_copy(update={"patches": None}) for file in manifest.files)
    return manifest.model_copy(update={"version": 1, "made_at": None, "files": files})


Pair = tuple[str, str]
"""The SHA-256 of an older file, and of the newer one that a patch makes of it."""


def _file_patches(
    plain: Manifest, old: _Old, entry: bytes, place: Place, blobs: BlobSource
) -> Iterator[tuple[Pair, bytes]]:
    """Patches of the resolved tour and of replaced models; pictures and sounds have nothing in common with others."""
    before = {file.sha256: file for file in old.manifest.files}
    if plain.entry not in before:
        earlier = [patch.from_ for patch in before[old.manifest.entry].patches or ()]
        for sha256 in [old.manifest.entry, *earlier][:_PATCHED_FROM]:
            yield from _patch(sha256, plain.entry, entry, place)
    models = {_role(file): file for file in old.manifest.files if file.purpose.part == "ar"}
    for file in plain.files:
        replaced = models.get(_role(file))
        if replaced is None or file.sha256 in before or not _LEAST_MODEL <= file.bytes <= LARGEST:
            continue
        new = b"".join(blobs.pieces(file.sha256))
        yield from _patch(replaced.sha256, file.sha256, new, place)


def _manifest_patches(tour: str, old: _Old, new: bytes, place: Place) -> Iterator[tuple[tuple[int, str], bytes]]:
    for version, sha256 in [(old.version, old.sha256), *old.patched_from][:_PATCHED_FROM]:
        try:
            data, _ = read_manifest(place, tour, version, sha256)
        except ProofFault:
            continue  # an older version is not kept for ever
        patch = make_patch(data, new)
        if patch is not None:
            yield (version, sha256), patch


def _patch(old: str, new: str, data: bytes, place: Place) -> Iterator[tuple[Pair, bytes]]:
    try:
        before = _read_proven(place, blob_path(old), old)
    except ProofFault:
        return
    patch = make_patch(before, data)
    if patch is not None:
        yield (old, new), patch


def _with_patches(file: ManifestFile, old: _Old | None, patches: Mapping[Pair, bytes]) -> ManifestFile:
    """The file with the patches that lead to it: the new ones, or those that led to it already."""
    found = [Patch(from_=before, bytes=len(patch)) for (before, new), patch in patches.items() if new == file.sha256]
    if old is not None:
        same = next((each for each in old.manifest.files if each.sha256 == file.sha256), None)
        found += (same.patches or ()) if same else ()
    return file.model_copy(update={"patches": tuple(found)}) if found else file


def _role(file: ManifestFile) -> tuple[str | None, str | None, str | None, str]:
    purpose = file.purpose
    return purpose.medium, purpose.use, purpose.quality, file.media_type


def _again(file: ManifestFile, had: set[str]) -> int:
    """The bytes that bring a file to who had the former version."""
    return min([file.bytes, *(patch.bytes for patch in file.patches or () if patch.from_ in had)])


def _target(tour: str, version: int, data: bytes, custom: dict[str, Any]) -> TargetFile:
    unrecognized = {"custom": custom} if custom else None
    hashes = {"sha256": hashlib.sha256(data).hexdigest()}
    return TargetFile(len(data), hashes, manifest_target(tour, version), unrecognized)


def _read_proven(place: Place, path: str, sha256: str) -> bytes:
    try:
        data = place.read(path)
    except PlaceFault as fault:
        if fault.code == "publish.place.missing":
            raise ProofFault("publish.proof.missing", file=path) from fault
        raise
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ProofFault("publish.proof.tampered", file=path)
    return data
