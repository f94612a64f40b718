"""A reader of a published folder, to read and to carry over into another language: `python -m exports.client`.

From a trusted root over the metadata (TUF 1.0 §5) to the manifest and every file of one tour, with patches where an
older version lies in the folder already. Knows nothing of Wayfable: Python's standard library and `cryptography`.
Patches want `compression.zstd` (Python 3.14) or `backports.zstd`; without them whole files are fetched.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

Json = dict[str, Any]
Fetch = Callable[[str], bytes | None]
"""Gives a file of the folder by its path, ``None`` where there is none."""


class Refused(Exception):
    """What a phone does not take; it keeps what it has."""


def canonical(value: Any) -> str:
    """Canonical JSON as TUF signs it (§4.2.1): of characters only the backslash and the quotation mark are escaped."""
    match value:
        case dict():
            return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
        case list():
            return "[" + ",".join(map(canonical, value)) + "]"
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return json.dumps(value)


def proven(data: bytes | None, what: str, keys: Json, role: Json) -> Json:
    """The signed part of metadata that enough keys of the role have signed (§5.3.4), with ECDSA on P-256."""
    metadata: Json = json.loads(data or b'{"signatures": [], "signed": {}}')
    good = set()
    for signature in (each for each in metadata["signatures"] if each["keyid"] in role["keyids"]):
        key = load_pem_public_key(keys[signature["keyid"]]["keyval"]["public"].encode())
        with suppress(InvalidSignature):
            if isinstance(key, EllipticCurvePublicKey):
                key.verify(bytes.fromhex(signature["sig"]), canonical(metadata["signed"]).encode(), ECDSA(SHA256()))
                good.add(signature["keyid"])
    if len(good) < role["threshold"]:
        raise Refused(f"{what} is not signed")
    return dict(metadata["signed"])


def fresh(signed: Json, what: str, seen: int = 0) -> Json:
    """The same, if it has not expired (§5.4.4) and is not older than what was seen (§5.4.3)."""
    if datetime.fromisoformat(signed["expires"]) <= datetime.now(UTC):
        raise Refused(f"{what} has expired")
    if signed["version"] < seen:
        raise Refused(f"{what} is older than what was seen")
    return signed


def of_hash(data: bytes | None, sha256: str, what: str) -> bytes:
    """The same bytes, if they have the hash."""
    if data is None or hashlib.sha256(data).hexdigest() != sha256:
        raise Refused(f"{what} is missing, or not what was published")
    return data


def root_of(fetch: Fetch, trusted: bytes) -> Json:
    """The newest root that a chain of signatures leads to from the trusted one (§5.3)."""
    root: Json = json.loads(trusted)["signed"]
    proven(trusted, "the root", root["keys"], root["roles"]["root"])
    while (data := fetch(f"metadata/{root['version'] + 1}.root.json")) is not None:
        new = json.loads(data)["signed"]
        for by in (root, new):
            proven(data, "a root", by["keys"], by["roles"]["root"])
        if new["version"] != root["version"] + 1:
            raise Refused("a root has the number of another")
        root = new
    return fresh(root, "the root")


def target_of(fetch: Fetch, root: Json, tour: str, memory: Path) -> tuple[str, Json]:
    """The path and the facts of a tour's manifest: by timestamp, snapshot, targets, and the role for its last digit."""
    seen = json.loads(memory.read_text())["version"] if memory.exists() else 0
    data = fetch("metadata/timestamp.json")
    signed = proven(data, "the timestamp", root["keys"], root["roles"]["timestamp"])
    timestamp = fresh(signed, "the timestamp", seen)
    about = timestamp["meta"]["snapshot.json"]
    data = of_hash(fetch(f"metadata/{about['version']}.snapshot.json"), about["hashes"]["sha256"], "the snapshot")
    snapshot = fresh(proven(data, "the snapshot", root["keys"], root["roles"]["snapshot"]), "the snapshot")

    def named(name: str, keys: Json, role: Json) -> Json:
        version = snapshot["meta"][f"{name}.json"]["version"]
        signed = fresh(proven(fetch(f"metadata/{version}.{name}.json"), name, keys, role), name)
        if signed["version"] != version:
            raise Refused(f"{name} has the number of another")
        return signed

    targets = named("targets", root["keys"], root["roles"]["targets"])
    delegations = targets["delegations"]
    role = next(each for each in delegations["roles"] if each["name"] == f"tours-{tour[-1]}")
    tours = named(role["name"], delegations["keys"], role)["targets"]
    memory.write_text(json.dumps({"version": timestamp["version"]}))
    for path, target in tours.items():
        if path.startswith(f"tours/{tour}/"):
            return path, target
    raise Refused("the tour is not published")


def take(fetch: Fetch, path: str, sha256: str, folder: Path, patches: Iterable[Json]) -> tuple[bytes, int]:
    """A file by its hash, and how many bytes came for it: none, a patch of what is there, or the whole file."""
    kept = folder / sha256
    if kept.exists():
        return kept.read_bytes(), 0
    for patch in patches:
        old = folder / patch["from"]
        data = fetch(f"patches/{patch['from']}-{sha256}.zst") if old.exists() else None
        made = patched(old.read_bytes(), data) if data else None
        if data and made is not None and hashlib.sha256(made).hexdigest() == sha256:
            kept.write_bytes(made)
            return made, len(data)
    data = of_hash(fetch(path), sha256, path)
    kept.write_bytes(data)
    return data, len(data)


def patched(old: bytes, patch: bytes) -> bytes | None:
    """What a patch makes of an older file, its prefix (RFC 8878); ``None`` where nothing here can do it."""
    with suppress(ImportError):
        zstd = import_module("compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd")
        made: bytes = zstd.decompress(patch, zstd.ZstdDict(old, is_raw=True).as_prefix)
        return made
    return None


def update(fetch: Fetch, trusted: bytes, tour: str, folder: Path) -> int:
    """Bring a folder up to date with everything of a tour; return how many bytes of it were fetched."""
    folder.mkdir(parents=True, exist_ok=True)
    path, target = target_of(fetch, root_of(fetch, trusted), tour, folder / "seen.json")
    sha256 = target["hashes"]["sha256"]
    place = path.replace("manifest.json", f"{sha256}.manifest.json")
    data, total = take(fetch, place, sha256, folder, target.get("custom", {}).get("patches", []))
    for file in json.loads(data)["files"]:
        total += take(fetch, file["path"], file["sha256"], folder, file.get("patches", []))[1]
    return total


def main() -> None:
    """Bring a folder up to date from a web server."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    for name in ("address", "root", "tour", "folder"):
        parser.add_argument(name, help={"address": "of the published folder", "root": "a file"}.get(name))
    given = parser.parse_args()

    def fetch(path: str) -> bytes | None:
        try:
            with urlopen(f"{given.address.rstrip('/')}/{path}", timeout=30) as answer:  # noqa: S310 - what was typed
                found: bytes = answer.read()
                return found
        except HTTPError as fault:
            if fault.code in {403, 404}:
                return None
            raise

    total = update(fetch, Path(given.root).read_bytes(), given.tour, Path(given.folder))
    print(f"{total} bytes fetched")  # noqa: T201 - a script


if __name__ == "__main__":  # pragma: no cover - the test calls main
    main()
