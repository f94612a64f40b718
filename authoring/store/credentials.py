"""Secrets: random tokens of which only a hash is stored, and passwords under Argon2id.

The Argon2id parameters are OWASP's minimum (19 MiB, two passes, one lane): some 20 ms. A token
has 256 random bits, so a plain SHA-256 of it is as good as any slower hash.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from functools import cache
from typing import TYPE_CHECKING, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from authoring.errors import Refused

if TYPE_CHECKING:
    from authoring.tables import Person

SHORTEST: Final = 12
LONGEST: Final = 200
_FEWEST_DIFFERENT: Final = 6
_COMMON: Final = re.compile(
    r"passwor[dt]|kennwort|123456|qwert[yz]|letmein|willkommen|welcome|abcdef|wayfable|111111|geheim", re.IGNORECASE
)
_hasher: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def new_token() -> str:
    """Return a new random token that can stand in an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def hash_password(password: str, person: Person) -> str:
    """Return the hash of a new password; raise ``Refused`` if it is too short, too long or easily guessed."""
    if len(password) < SHORTEST:
        raise Refused("password_short", {"least": SHORTEST})
    if len(password) > LONGEST:
        raise Refused("password_long", {"most": LONGEST})
    folded = password.casefold()
    own = [part for part in re.split(r"[^\w]+", f"{person.email} {person.name}".casefold()) if len(part) > 3]
    rest = folded
    for part in own:
        rest = rest.replace(part, "")
    rest = _COMMON.sub("", rest)
    if len(set(rest)) < _FEWEST_DIFFERENT:
        raise Refused("password_common")
    return _hasher.hash(password)


def password_fits(stored: str | None, password: str) -> bool:
    """Tell whether a password is the one that was stored; takes as long where nothing is stored."""
    try:
        _hasher.verify(stored or _nobody(), password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_urlsafe(24))
