"""Say which jobs there are, and begin to work on them."""

from authoring import clock, jobs
from authoring.actions.collect_files import collect_files
from authoring.actions.make_variants import VariantMaker
from authoring.db import Database
from authoring.jobs import Work
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from authoring.settings import Settings


def start_jobs(settings: Settings, database: Database, store: MediaStore, *, wake: bool = False) -> None:
    """Make the verbs of this floor known to :mod:`authoring.jobs`; every process that uploads calls this once.

    ``wake`` begins to work at once, on what was left and on the day's cleaning: for a server, not for a command.
    It takes a second, so a server does it in a thread. Without it the first job that is handed in wakes the worker.
    """
    jobs.configure(
        settings,
        {
            "make_variants": VariantMaker(database, store),
            "collect_files": _FileCollector(database, store),
        },
    )
    if wake and jobs.wake():
        jobs.enqueue("collect_files", job_id=f"collect-{clock.today().isoformat()}")


class _FileCollector:
    """The job ``collect_files``: once a day, whoever asks how often."""

    def __init__(self, database: Database, store: MediaStore) -> None:
        self._database = database
        self._store = store

    def __call__(self, work: Work) -> None:
        work.step(self.collect)

    def collect(self) -> int:
        return collect_files(self._database, self._store, Actor.command_line())
