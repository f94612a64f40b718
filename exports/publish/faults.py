"""What can go wrong with a published folder: a code and values, no words.

Codes begin with ``publish.``, as the folder of their sentences does; docstrings leave that out.

::

    PublishFault      code, values
    ├── PlaceFault    the folder, the bucket or the server: ``place.…``
    ├── KeyFault      the keys: ``keys.…``
    └── ProofFault    what a reader would refuse: ``proof.…``
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, PreconditionError
from obstore.exceptions import UnauthenticatedError as NoEntryError


class PublishFault(Exception):
    """Publishing, or reading what is published, did not go; ``code`` names the sentence, ``values`` fill it."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code, values)
        self.code = code
        self.values: dict[str, str | int] = values


class PlaceFault(PublishFault):
    """``place.missing``, ``.full``, ``.forbidden``, ``.raced``, ``.unreached``, ``.broken``, ``.read_only``.

    ``values["file"]`` is the path in the published folder. ``place.raced``: somebody else switched meanwhile.
    """


class KeyFault(PublishFault):
    """``keys.missing``, ``keys.there``, ``keys.offline``, ``keys.passphrase``, ``keys.other``, ``keys.role``."""


class ProofFault(PublishFault):
    """``proof.tampered``, ``.replayed``, ``.expired``, ``.missing``, ``.key``, ``.unreadable``, ``.version``.

    ``values["file"]`` is the path in the published folder.
    """


_OS_ERROR: Final = re.compile(r"os error (\d+)")
# What the HTTP client below obstore says where nobody answered at all; there is no class of its own for it.
_UNREACHED: Final = "error sending request"
_KINDS: Final = {
    errno.ENOSPC: "publish.place.full",
    errno.EDQUOT: "publish.place.full",
    errno.EACCES: "publish.place.forbidden",
    errno.EPERM: "publish.place.forbidden",
    errno.EROFS: "publish.place.forbidden",
}
_REASON_LENGTH: Final = 200


@contextmanager
def at_place(file: str) -> Iterator[None]:
    """Turn what obstore and the machine raise about ``file`` into a :class:`PlaceFault`."""
    try:
        yield
    except FileNotFoundError as fault:
        raise PlaceFault("publish.place.missing", file=file) from fault
    except (PreconditionError, AlreadyExistsError) as fault:
        raise PlaceFault("publish.place.raced", file=file) from fault
    except (PermissionDeniedError, NoEntryError) as fault:
        raise PlaceFault("publish.place.forbidden", file=file) from fault
    except OSError as fault:
        raise PlaceFault(
            _KINDS.get(fault.errno or 0, "publish.place.broken"), file=file, reason=_reason(fault)
        ) from fault
    except (BaseError, NotImplementedError) as fault:
        if _UNREACHED in str(fault):
            raise PlaceFault("publish.place.unreached", file=file) from fault
        found = _OS_ERROR.search(str(fault))
        code = _KINDS.get(int(found[1]) if found else 0, "publish.place.broken")
        raise PlaceFault(code, file=file, reason=_reason(fault)) from fault


def _reason(fault: Exception) -> str:
    """The first sentence of a fault: what follows is for programmers, and may hold a whole answer of a server."""
    return str(fault).strip().partition("\n")[0][:_REASON_LENGTH]
