"""Remove files that nothing names any more, and what a crash left in the waiting room."""

import shutil
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import col, select

from authoring import clock
from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Verb, require
from authoring.queries.media import files_in_use
from authoring.tables import Blob

KEPT_UNUSED: Final = timedelta(days=30)
KEPT_UNKNOWN: Final = timedelta(days=1)


def collect_files(database: Database, store: MediaStore, actor: Actor) -> int:
    """Remove every stored file that no revision of a medium has named for 30 days; return how many went.

    What has no row (an upload died between the file and its row) goes after a day, and so do temporary files.
    Raises ``Forbidden`` for everybody but the installation itself.
    """
    require(actor, Verb.ADMINISTER_INSTALLATION, None)
    now = clock.now()
    gone: list[tuple[str, bool]] = []
    with database.write() as session:
        used = files_in_use(session)
        old = session.exec(select(Blob).where(col(Blob.created_at) < now - KEPT_UNUSED))
        for row in [row for row in old if row.sha256 not in used]:
            gone += [(row.sha256, True), (row.sha256, False)]
            session.delete(row)
    gone += _unknown(database, store, now - KEPT_UNKNOWN)
    for sha256, private in gone:
        store.delete(sha256, private=private)
    _sweep(store, now - KEPT_UNKNOWN)
    return len({sha256 for sha256, _ in gone})


def _unknown(database: Database, store: MediaStore, before: datetime) -> list[tuple[str, bool]]:
    stray = [(listed.sha256, listed.private) for listed in store.files() if listed.modified < before]
    found: list[tuple[str, bool]] = []
    with database.read() as session:
        for start in range(0, len(stray), 500):
            part = stray[start : start + 500]
            known = set(session.exec(select(Blob.sha256).where(col(Blob.sha256).in_([sha256 for sha256, _ in part]))))
            found += [entry for entry in part if entry[0] not in known]
    return found


def _sweep(store: MediaStore, before: datetime) -> None:
    for left in store.waiting():
        if left.stat().st_mtime < before.timestamp():
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
