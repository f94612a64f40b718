"""Taking away what no kept version names, after a grace time: phones may be reading it still.

In two goes. The first that finds a file unnamed writes it down in `sweep.json` (condemns it); one that finds it still
unnamed when the grace time is over takes it away. A publisher writes what is condemned anew although it is there, so
that it is younger than its sentence, and is spared.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from exports.publish.ledger import CATALOGUE, TIMESTAMP, Ledger, file_of
from exports.publish.patches import patch_path
from exports.publish.places import Listed, Place
from tour_schema.manifest import Manifest

CONDEMNED: Final = "sweep.json"
"""What will be taken away when its time has come: ``{path: since when}``."""

GRACE: Final = timedelta(days=30)
_OURS: Final = ("blobs/", "metadata/", "patches/", "tours/")


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files were condemned now, and how many taken away, with their bytes."""

    condemned: int = 0
    taken: int = 0
    bytes: int = 0


def condemned(place: Place) -> frozenset[str]:
    """The files that a publisher has to write anew although they are there: they are about to go."""
    return frozenset(_sentences(place))


def sweep(place: Place, ledger: Ledger, kept: Collection[str], now: datetime, grace: timedelta = GRACE) -> Swept:
    """Condemn, and take away, what neither the current state nor the ``kept`` manifests (SHA-256) name.

    Killed on the way it leaves files that the next one takes. What is not of the published folder is left alone.

    Raises:
        PlaceFault: the folder cannot be read or written.
    """
    with place.alone():
        files = [file for file in place.files() if _is_ours(file.path)]
        named = _named(place, ledger, files, kept)
        before = _sentences(place)
        after: dict[str, datetime] = {}
        taken = taken_bytes = 0
        for file in files:
            if file.path in named:
                continue
            since = before.get(file.path, now)
            if file.modified > since:
                since = now  # somebody wrote it anew
            if since + grace <= now and file.path in before:
                place.delete(file.path)
                taken, taken_bytes = taken + 1, taken_bytes + file.bytes
            else:
                after[file.path] = since
        if after != before:
            sentences = {path: since.isoformat() for path, since in sorted(after.items())}
            place.put(CONDEMNED, json.dumps(sentences, indent=0).encode())
    return Swept(len(after.keys() - before.keys()), taken, taken_bytes)


def _sentences(place: Place) -> dict[str, datetime]:
    found = place.find(CONDEMNED)
    listed: Mapping[str, str] = json.loads(found.data) if found else {}
    return {path: datetime.fromisoformat(since).astimezone(UTC) for path, since in listed.items()}


def _named(place: Place, ledger: Ledger, files: Collection[Listed], kept: Collection[str]) -> frozenset[str]:
    """Every path that must stay."""
    current = {file_of(target.path, target.hashes["sha256"]) for target in ledger.current()}
    keep = set(kept)
    manifests = {
        file.path
        for file in files
        if file.path in current or (file.path.startswith("tours/") and _digest_in(file.path) in keep)
    }
    named = current | ledger.files() | {file.path for file in files if file.path.endswith(".root.json")}
    named |= {TIMESTAMP, CATALOGUE} | manifests
    digests = {_digest_in(path) for path in manifests}
    for path in manifests:
        if path.endswith(".manifest.json"):
            named |= set(_named_by(Manifest.model_validate_json(place.read(path))))
    # Patches of manifests are named by the metadata only, and by those of the current ones.
    named |= {file.path for file in files if file.path.startswith("patches/") and _made_by(file.path) in digests}
    return frozenset(named)


def _named_by(manifest: Manifest) -> Iterator[str]:
    for file in manifest.files:
        yield file.path
        yield from (patch_path(patch.from_, file.sha256) for patch in file.patches or ())


def _is_ours(path: str) -> bool:
    return path.startswith(_OURS) or ("/" not in path and path.endswith(f".{CATALOGUE}"))


def _digest_in(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _made_by(path: str) -> str:
    return path.partition("-")[2].removesuffix(".zst")
