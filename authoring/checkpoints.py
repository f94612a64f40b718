"""SQLite's log is brought into the database beside the saves, so that no save has to do it.

A save that finds the log full empties it itself, and takes a fifth of a second longer. A thread that does it every
second has little to move each time, holds nobody up, and leaves the log too short for that.
"""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from authoring.db import Database

_EVERY_S: Final = 1.0
_WORTH_BYTES: Final = 4_000_000


def watch(database: Database) -> NoReturn:
    """Empty the log again and again."""
    done = 0.0
    while True:
        time.sleep(_EVERY_S)
        done = empty_log(database, done)


def empty_log(database: Database, done: float) -> float:
    """Empty the log if it is long and has grown since ``done``; return up to which change it is empty now.

    Moments are seconds since 1970, as the file system has them.
    """
    if database.file is None:
        return done
    try:
        log = Path(f"{database.file}-wal").stat()
    except FileNotFoundError:
        return done
    if log.st_size < _WORTH_BYTES or log.st_mtime <= done:
        return done
    with closing(database.engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        # PASSIVE waits for nobody, and nobody waits for it.
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
        busy, pages, moved = cursor.fetchone() or (1, 0, 0)
    return log.st_mtime if not busy and pages == moved else done
