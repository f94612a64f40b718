"""SQLite's log is brought into the database while nobody saves, so that no save has to wait for it.

A save that finds the log full does it itself, and takes a fifth of a second longer; under a load without a
pause that still happens, every few hundred saves.
"""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from authoring.db import Database

_PAUSE_S: Final = 5.0
_WORTH_BYTES: Final = 4_000_000


def watch(database: Database) -> NoReturn:
    """Look every few seconds whether there is a pause to use."""
    done = 0.0
    while True:
        time.sleep(_PAUSE_S)
        done = at_a_pause(database, done)


def at_a_pause(database: Database, done: float, *, pause_s: float = _PAUSE_S) -> float:
    """Empty the log if it is long, has grown since ``done`` and rests; return up to which change it is empty now.

    Moments are seconds since 1970, as the file system has them.
    """
    if database.file is None:
        return done
    try:
        log = Path(f"{database.file}-wal").stat()
    except FileNotFoundError:
        return done
    if log.st_size < _WORTH_BYTES or log.st_mtime <= done or time.time() - log.st_mtime < pause_s:
        return done
    with closing(database.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        # PASSIVE waits for nobody, and nobody waits for it.
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        busy, pages, moved = cursor.fetchone() or (1, 0, 0)
    return log.st_mtime if not busy and pages == moved else done
