"""Links that show one scene of one station without a sign-in, for a day: signed, stored nowhere.

A link says which scene, who made it, and, where a guide speaks, in which tour. Whoever opens it sees no more than its
maker may show at that moment, so a link ends with its day, with its maker's role, or with its station.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from itsdangerous import BadData, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from authoring import clock

LASTS: Final = timedelta(hours=24)
"""From the moment in which a link is made."""
_SALT: Final = "scene preview"


class LinkUnknownError(Exception):
    """Nobody here has made this link."""


class LinkExpiredError(Exception):
    """The link was right, and its day is over."""


@dataclass(frozen=True, slots=True)
class PreviewLink:
    """What a link shows, and in whose name: a person's, or else a machine's with its token."""

    station: str
    scene: str
    person: str | None
    token: str | None
    tour: str | None = None


class _Signer(TimestampSigner):
    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def written(secret: str, link: PreviewLink) -> tuple[str, datetime]:
    """Return the link as text for an address, and until when it holds."""
    now = clock.now().replace(microsecond=0)
    fields = [_short(link.station), link.scene, _short(link.person), _short(link.token), _short(link.tour)]
    return str(_serializer(secret).dumps(fields)), now + LASTS


def opened(secret: str, text: str) -> tuple[PreviewLink, datetime]:
    """Return what :func:`written` has written, and until when it holds.

    Raises:
        LinkUnknownError: it was not signed here, or something in it was changed.
        LinkExpiredError: it is older than a day.
    """
    try:
        fields, made_at = _serializer(secret).loads(text, max_age=int(LASTS.total_seconds()), return_timestamp=True)
        station, scene, person, token, tour = fields
        link = PreviewLink(_long(station) or "", scene, _long(person), _long(token), _long(tour))
    except SignatureExpired:
        raise LinkExpiredError from None
    except (BadData, ValueError, TypeError):
        raise LinkUnknownError from None
    return link, made_at + LASTS


def _serializer(secret: str) -> URLSafeTimedSerializer:
    signing = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(secret, salt=_SALT, signer=_Signer, signer_kwargs=signing)


def _short(id_: str | None) -> str:
    """A UUID in 22 letters, for the code that is scanned should have few squares."""
    return "" if id_ is None else urlsafe_b64encode(UUID(id_).bytes).rstrip(b"=").decode()


def _long(short: str) -> str | None:
    return str(UUID(bytes=urlsafe_b64decode(f"{short}=="))) if short else None
