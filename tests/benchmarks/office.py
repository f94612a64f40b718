"""An empty installation with one author, for the benchmarks of uploads; its jobs are the benchmark's to do."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from authoring import clock, jobs
from authoring.db import Database
from authoring.ids import new_id
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Role
from authoring.settings import Settings
from authoring.tables import Organisation


class AtOnce:
    """A job's steps without the engine."""

    def step(self, function, *arguments):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN201
        """Do it now."""
        return function(*arguments)

    def tell(self, done: int, total: int, message_code: str) -> None:
        """Say nothing of it."""


@dataclass(frozen=True)
class Office:
    """Where something is uploaded, and by whom; `folder` is for what else the benchmark writes."""

    folder: Path
    database: Database
    store: MediaStore
    author: Actor
    organisation: str


@contextmanager
def an_office() -> Iterator[Office]:
    """A new installation in a temporary folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(
            data=folder / "data",
            database_url=f"sqlite:///{folder / 'wayfable.sqlite3'}",
            storage_url=(folder / "files").as_uri(),
        )
        database, store = Database(settings.database_url), MediaStore.from_settings(settings)
        database.migrate()
        organisation = new_id()
        with database.write() as session:
            session.add(Organisation(id=organisation, name="Erfurt", slug="erfurt", created_at=clock.now()))
        idle = dict.fromkeys(("make_variants", "finish_model"), lambda _work, medium_id: medium_id)
        jobs.configure(settings, idle)
        author = Actor(person_id="p", name="Anna", roles={organisation: Role.AUTHOR})
        try:
            yield Office(folder, database, store, author, organisation)
        finally:
            jobs.stop()
            database.close()
