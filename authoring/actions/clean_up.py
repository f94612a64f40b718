"""Once a day, as long as somebody serves: remove what has been in the bin long enough, and files that nothing names."""

from datetime import timedelta
from typing import Final

from authoring import clock, jobs
from authoring.actions.collect_files import KEPT_UNUSED, collect_files
from authoring.actions.purge_deleted import purge_deleted
from authoring.db import Database
from authoring.jobs import Work
from authoring.media_store import MediaStore
from authoring.permissions import Actor

_DAY: Final = timedelta(days=1)


def begin_cleaning() -> None:
    """Hand in today's cleaning; as each hands in the next, whoever asks often changes nothing."""
    _hand_in(0)


def _hand_in(days: int) -> str:
    day = clock.today() + days * _DAY
    return jobs.enqueue("clean_up", job_id=f"clean-up-{day.isoformat()}", after=days * _DAY)


class CleanerUp:
    """The job ``clean_up``."""

    def __init__(self, database: Database, store: MediaStore) -> None:
        self._database = database
        self._store = store

    def __call__(self, work: Work) -> None:
        """Clean up, a step for each kind."""
        # First, so that a day on which something fails is not the last one.
        _hand_in(1)
        work.step(self.purge)
        work.step(self.collect)
        work.step(self.forget)

    def purge(self) -> int:
        """Empty the bin of what was thrown away long ago."""
        return purge_deleted(self._database, Actor.command_line())

    def collect(self) -> int:
        """Remove what nothing names."""
        return collect_files(self._database, self._store, Actor.command_line())

    def forget(self) -> int:
        """Forget the jobs of a month ago."""
        return jobs.forget(clock.now() - KEPT_UNUSED)
