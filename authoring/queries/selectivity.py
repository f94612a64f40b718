"""How common something is in the library, judged by some of its entries.

Only how fast a search is depends on it, never what it finds; so the sample may be some minutes old.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import func
from sqlmodel import col, select

from authoring.tables import SearchEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.pool import Pool
    from sqlmodel import Session

_LOOKED_AT: Final = 400
_KEPT_S: Final = 300.0


class Facts(NamedTuple):
    """What a search entry says of its document; see ``SearchEntry``."""

    kind: str
    organisation_id: str
    lon: float | None
    lat: float | None
    letters: int
    title_letters: int
    languages: str
    themes: str


@dataclass(frozen=True)
class Sample:
    """Entries from all over the library."""

    entries: Sequence[Facts]
    taken: float

    def share(self, holds: Callable[[Facts], bool]) -> float:
        """Return in which part of the library something is true, above 0 and below 1."""
        return (sum(map(holds, self.entries)) + 0.5) / (len(self.entries) + 1)


_lock: Final = threading.Lock()
# By the pool of connections, which all engines of one Database share.
_sample_of: Final[WeakKeyDictionary[Pool, Sample]] = WeakKeyDictionary()


def sample(session: Session) -> Sample:
    """Return the sample of this database, a new one where the last is too old."""
    pool = session.get_bind().engine.pool
    with _lock:
        found = _sample_of.get(pool)
    if found is None or time.monotonic() - found.taken > _KEPT_S:
        found = Sample(_entries(session), time.monotonic())
        with _lock:
            _sample_of[pool] = found
    return found


def _entries(session: Session) -> list[Facts]:
    newest = session.exec(select(func.max(SearchEntry.seq))).one() or 0
    numbers = range(newest, 0, -max(1, newest // _LOOKED_AT))
    columns = [getattr(SearchEntry, name) for name in Facts._fields]
    return [Facts(*row) for row in session.execute(select(*columns).where(col(SearchEntry.seq).in_(numbers)))]
