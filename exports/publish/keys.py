"""The keys that sign what is published, and the chain of root metadata that names them (TUF 1.0.33 §2.1, §4.3, §6.1).

A folder of mode 0700 on the machine that publishes:

| file | what |
|---|---|
| `1.root.json`, `2.root.json`, … | the chain of root metadata; its last link says which keys count |
| `<key id>.pem` | a private key, PKCS #8, mode 0600; that of the root may be elsewhere |

Keys are ECDSA on P-256: what every browser's WebCrypto, every phone's key store and every TUF client know.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Literal, get_args

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner, Key, Signer
from tuf.api.metadata import Metadata, Role, Root

from exports.publish.faults import KeyFault
from exports.stores import flush

RoleName = Literal["root", "targets", "snapshot", "timestamp"]
ROLES: Final[tuple[RoleName, ...]] = get_args(RoleName)

LIFETIMES: Final[dict[str, timedelta]] = {
    "root": timedelta(days=730),
    "targets": timedelta(days=365),
    "snapshot": timedelta(days=90),
    "timestamp": timedelta(days=30),
}
"""How long metadata of a role are good for; what is delegated lives as long as ``targets``."""

LEAST_PASSPHRASE: Final = 12
"""Characters of a passphrase for a key that leaves the machine."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A key of the last root metadata. ``here``: its private half is on this machine."""

    role: str
    key_id: str
    here: bool
    expires: datetime | None
    """When root metadata must have been renewed; of the other roles the published metadata say so."""


class KeyFolder:
    """The keys of an installation. No method returns or names private bytes, and no fault holds them."""

    def __init__(self, folder: Path) -> None:
        """Use ``folder``, which need not exist yet."""
        self._folder = folder

    @property
    def made(self) -> bool:
        """Whether there are keys."""
        return self._path_of_root(1).exists()

    def make(self, now: datetime) -> None:
        """Make a key for each role and the first root metadata, signed by its own key.

        Raises:
            KeyFault: ``keys.there``.
            OSError: the folder cannot be written.
        """
        if self.made:
            raise KeyFault("publish.keys.there")
        signers = {role: CryptoSigner.generate_ecdsa() for role in ROLES}
        root = Root(
            version=1,
            spec_version="1.0.31",
            expires=_expiry("root", now),
            keys={signer.public_key.keyid: signer.public_key for signer in signers.values()},
            roles={role: Role([signer.public_key.keyid], 1) for role, signer in signers.items()},
            consistent_snapshot=True,
        )
        for signer in signers.values():
            self._keep(signer)
        self._add_root(root, [signers["root"]])

    def root_data(self) -> list[bytes]:
        """The chain of root metadata as files, from version 1 on.

        Raises:
            KeyFault: ``keys.missing``: no keys were made here.
        """
        if not self.made:
            raise KeyFault("publish.keys.missing")
        chain: list[bytes] = []
        while (path := self._path_of_root(len(chain) + 1)).exists():
            chain.append(path.read_bytes())
        return chain

    def roots(self) -> list[Metadata[Root]]:
        """The chain of root metadata."""
        return [Metadata[Root].from_bytes(data) for data in self.root_data()]

    def trusted(self) -> list[Root]:
        """The roots whose signatures this installation accepts on what it published itself, the newest first.

        The last of the chain, and those before whose online keys it replaces, for as long as these are kept here:
        until what the new keys signed is published (see :meth:`forget_replaced`).
        """
        newest, *older = reversed([each.signed for each in self.roots()])
        return [newest, *(root for root in older if self._replaced(root, newest))]

    def signers(self, role: RoleName) -> list[Signer]:
        """The signers of an online role: of the keys that count, and of those that they replace but are still here.

        While both sign, readers are served who know the new root metadata and readers who do not know them yet.

        Raises:
            KeyFault: ``keys.missing``.
        """
        keys = {key_id: root.keys[key_id] for root in self.trusted() for key_id in root.roles[role].keyids}
        signers: list[Signer] = [self._signer(key) for key in keys.values() if self._path_of_key(key.keyid).exists()]
        if not signers:
            raise KeyFault("publish.keys.missing", role=role)
        return signers

    def keys(self, role: RoleName) -> list[Key]:
        """The public keys of a role that count now."""
        root = self.roots()[-1].signed
        return [root.keys[key_id] for key_id in root.roles[role].keyids]

    def rotate(self, role: RoleName, now: datetime, root_key: bytes | None = None, passphrase: str = "") -> None:
        """Give a role a new key, in new root metadata (TUF §6.1); the old key stays here until that is published.

        ``root_key`` is the file of a root key that was taken offline, ``passphrase`` opens it. A new root key
        stays on this machine until it is taken offline, too.

        Raises:
            KeyFault: ``keys.missing``, ``keys.offline``, ``keys.passphrase``, ``keys.other``.
        """
        old = self._root_signers(root_key, passphrase)
        new = CryptoSigner.generate_ecdsa()
        root = self.roots()[-1].signed
        for key_id in tuple(root.roles[role].keyids):
            root.revoke_key(key_id, role)
        root.add_key(new.public_key, role)
        self._keep(new)
        self._add_root(_next(root, now), [*old, new] if role == "root" else old)
        if role == "root":
            for signer in old:
                self._path_of_key(signer.public_key.keyid).unlink(missing_ok=True)

    def renew(self, now: datetime, root_key: bytes | None = None, passphrase: str = "") -> None:
        """Write root metadata with the same keys and a later expiry.

        Raises:
            KeyFault: as :meth:`rotate`.
        """
        signers = self._root_signers(root_key, passphrase)
        self._add_root(_next(self.roots()[-1].signed, now), signers)

    def take_root_offline(self, file: Path, passphrase: str) -> None:
        """Move the root key into a file of its own, encrypted, and away from this machine's folder.

        The file is read back before the key is taken away.

        Raises:
            KeyFault: ``keys.offline``: it is not here any more; ``keys.passphrase``: too short.
            OSError: there is such a file already, or it cannot be written.
        """
        if len(passphrase) < LEAST_PASSPHRASE:
            raise KeyFault("publish.keys.passphrase_short", least=LEAST_PASSPHRASE)
        key_id = self.keys("root")[0].keyid
        path = self._path_of_key(key_id)
        if not path.exists():
            raise KeyFault("publish.keys.offline")
        key = load_pem_private_key(path.read_bytes(), None)
        secret = BestAvailableEncryption(passphrase.encode())
        _write_secret(file, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret))
        self._opened(file.read_bytes(), passphrase)
        path.unlink()

    def forget_replaced(self) -> None:
        """Take away the private keys that the last root metadata do not name: nobody needs them any more."""
        named = self.roots()[-1].signed.keys
        for path in self._folder.glob("*.pem"):
            if path.stem not in named:
                path.unlink()

    def listed(self) -> list[Listed]:
        """The keys that count, in the order of the roles."""
        root = self.roots()[-1].signed
        return [
            Listed(role, key_id, self._path_of_key(key_id).exists(), root.expires if role == "root" else None)
            for role in ROLES
            for key_id in root.roles[role].keyids
        ]

    def _replaced(self, old: Root, newest: Root) -> bool:
        replaced = {key_id for role in ROLES[1:] for key_id in old.roles[role].keyids} - set(newest.keys)
        return any(self._path_of_key(key_id).exists() for key_id in replaced)

    def _root_signers(self, root_key: bytes | None, passphrase: str) -> list[CryptoSigner]:
        keys = self.keys("root")
        if root_key is not None:
            return [self._opened(root_key, passphrase)]
        here = [self._signer(key) for key in keys if self._path_of_key(key.keyid).exists()]
        if not here:
            raise KeyFault("publish.keys.offline")
        return here

    def _opened(self, pem: bytes, passphrase: str) -> CryptoSigner:
        try:
            private = load_pem_private_key(pem, passphrase.encode())
        except (ValueError, TypeError) as fault:
            raise KeyFault("publish.keys.passphrase") from fault
        key = next((key for key in self.keys("root") if _is_of(private, key)), None)
        if key is None or not isinstance(private, EllipticCurvePrivateKey):
            raise KeyFault("publish.keys.other")
        return CryptoSigner(private)

    def _signer(self, key: Key) -> CryptoSigner:
        private = load_pem_private_key(self._path_of_key(key.keyid).read_bytes(), None)
        if not isinstance(private, EllipticCurvePrivateKey) or not _is_of(private, key):
            raise KeyFault("publish.keys.other")
        return CryptoSigner(private)

    def _keep(self, signer: CryptoSigner) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        _write_secret(self._path_of_key(signer.public_key.keyid), signer.private_bytes)

    def _add_root(self, root: Root, signers: Sequence[Signer]) -> None:
        metadata = Metadata(root)
        for signer in signers:
            metadata.sign(signer, append=True)
        path = self._path_of_root(root.version)
        partial = path.with_suffix(".part")
        partial.write_bytes(metadata.to_bytes())
        partial.replace(path)
        flush(path)

    def _path_of_root(self, version: int) -> Path:
        return self._folder / f"{version}.root.json"

    def _path_of_key(self, key_id: str) -> Path:
        return self._folder / f"{key_id}.pem"


def _expiry(role: str, now: datetime) -> datetime:
    return (now + LIFETIMES[role]).replace(microsecond=0)


def _next(root: Root, now: datetime) -> Root:
    root.version += 1
    root.expires = _expiry("root", now)
    return root


def _is_of(private: object, key: Key) -> bool:
    return isinstance(private, EllipticCurvePrivateKey) and CryptoSigner(private).public_key.keyid == key.keyid


def _write_secret(path: Path, data: bytes) -> None:
    """Write a new file that nobody else may read, and wait until the disk has it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    flush(path)
