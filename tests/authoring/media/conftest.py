"""The room of the media: an installation with one organisation, its store and its jobs."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import func, select

from authoring import clock, jobs
from authoring.actions.make_variants import VariantMaker
from authoring.actions.start_jobs import start_jobs
from authoring.actions.upload_medium import Uploaded, upload_medium
from authoring.db import Database
from authoring.ids import new_id
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Role
from authoring.queries.documents import load
from authoring.settings import Settings
from authoring.tables import Blob, Document, Organisation
from authoring.words import say

#: Each database and each store once; all four together would prove nothing more.
everywhere = pytest.mark.parametrize(
    ("database_url", "storage_url"), [("sqlite", "disk"), ("postgresql", "s3")], indirect=True
)


@dataclass(frozen=True)
class Installation:
    """What an upload needs, and somebody who may."""

    settings: Settings
    database: Database
    store: MediaStore
    organisation: str
    author: Actor

    def upload(self, source: Path | bytes, name: str = "a file", **options: Any) -> Uploaded:
        """Upload a file or bytes as the author."""
        if isinstance(source, bytes):
            return self._upload([source], name, **options)
        with source.open("rb") as file:
            return self._upload(file, source.name, **options)

    def _upload(self, stream: Any, name: str, **options: Any) -> Uploaded:
        return upload_medium(self.database, self.store, self.author, self.organisation, stream, name, **options)

    def finish(self, uploaded: Uploaded) -> dict[str, Any]:
        """Make the variants here and now and return the medium's body."""
        VariantMaker(self.database, self.store)(AtOnce(), uploaded.medium.id)
        return self.body(uploaded.medium.id)

    def body(self, medium_id: str) -> dict[str, Any]:
        """The medium's head."""
        with self.database.read() as session:
            return load(session, self.author, medium_id).value

    def holds(self) -> tuple[int, int, set[tuple[str, bool]], list[str]]:
        """Everything that an upload can leave: documents, rows of files, stored files, waiting files."""
        with self.database.read() as session:
            documents = session.exec(select(func.count()).select_from(Document)).one()
            rows = session.exec(select(func.count()).select_from(Blob)).one()
        stored = {(listed.sha256, listed.private) for listed in self.store.files()}
        return documents, rows, stored, [path.name for path in self.store.waiting()]

    def published(self, body: dict[str, Any]) -> dict[tuple[str, str], bytes]:
        """The bytes of every variant, by use and media type."""
        return {(each["use"], each["media_type"]): self.store.read(each["sha256"]) for each in body["variants"]}


class AtOnce:
    """A job's steps without the engine: what they return still has to survive as JSON."""

    def step(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Run a step."""
        return json.loads(json.dumps(function(*arguments)))

    def tell(self, done: int, total: int, message_code: str) -> None:
        """Say it to nobody, but say something that has words."""
        assert 0 <= done <= total
        assert say(message_code, "de")


def install(folder: Path, database_url: str, storage_url: str) -> Installation:
    """A new installation."""
    settings = Settings(data=folder / "data", database_url=database_url, storage_url=storage_url)
    database = Database(database_url)
    database.migrate()
    organisation = new_id()
    with database.write() as session:
        session.add(Organisation(id=organisation, name="Erfurt", slug="erfurt", created_at=clock.now()))
    author = Actor(person_id="p", name="Anna", language="de", roles={organisation: Role.AUTHOR})
    store = MediaStore.from_settings(settings)
    return Installation(settings, database, store, organisation, author)


def _do_nothing(_work: jobs.Work, medium_id: str) -> None:
    """A job that leaves the medium as the upload made it."""


@pytest.fixture
def installation(tmp_path: Path, migrated: Path) -> Iterator[Installation]:
    """SQLite and a folder, with jobs that do nothing: for what an upload does by itself."""
    copy = shutil.copy(migrated, tmp_path / "wayfable.sqlite3")
    made = install(tmp_path, f"sqlite:///{copy}", (tmp_path / "files").as_uri())
    idle = dict.fromkeys(("make_variants", "finish_model", "compile_target"), _do_nothing)
    jobs.configure(made.settings, idle)
    yield made
    jobs.stop()
    made.database.close()


@pytest.fixture
def working(tmp_path: Path, database_url: str, storage_url: str) -> Iterator[Installation]:
    """An installation with the real jobs; a test says on which database and store (`everywhere`)."""
    made = install(tmp_path, database_url, storage_url)
    start_jobs(made.settings, made.database, made.store)
    yield made
    jobs.stop()
    made.database.close()
