"""A large import as a job: it shows how far it is, brings everything or nothing, and says why it failed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from authoring import jobs
from authoring.actions import import_photos
from authoring.actions.apply_import import Wish
from authoring.actions.bring_import import ImportBringer, bring_import, failure_of, is_large
from authoring.actions.plan_import import plan_import
from authoring.db import Database
from authoring.errors import Refused
from authoring.importers.choices import Choices
from authoring.media_store import MediaStore
from authoring.queries.imports import Held, load_import
from authoring.refusal import SandboxRefusal
from authoring.settings import Settings
from tests.authoring.importers.test_photos import a_photo
from tests.authoring.imports.conftest import Office, a_source
from tests.authoring.imports.test_imports import documents


def _make_nothing(_work: jobs.Work, medium_id: str) -> None:
    """The pictures' sizes are proved in the media's room."""


@pytest.fixture
def working(database: Database, migrated_url: str, media_store: MediaStore, tmp_path: Path) -> Iterator[None]:
    """The job of imports at work."""
    settings = Settings(data=tmp_path, database_url=migrated_url, storage_url=(tmp_path / "files").as_uri())
    jobs.configure(settings, {"bring_import": ImportBringer(database, media_store), "make_variants": _make_nothing})
    yield
    jobs.stop()


@pytest.fixture
def held(database: Database, media_store: MediaStore, office: Office, tmp_path: Path) -> Held:
    sources = [
        a_source(tmp_path, f"{hour}.jpg", a_photo(11 + hour / 100, 50.97, f"2026:05:01 {hour}:00:00"))
        for hour in range(10, 14)
    ]
    return plan_import(database, media_store, office.author, office.erfurt, sources, Choices(language="de"))


def test_many_photographs_are_brought_in_by_a_job(
    database: Database, office: Office, held: Held, working: None
) -> None:
    wish = Wish(tour="Spaziergang")
    assert is_large(held, wish)
    job = bring_import(database, office.author, held.id, wish)
    assert jobs.wait(job, seconds=120).state == "done"
    with database.read() as session:
        after = load_import(session, office.author, held.id)
    assert after.state == "applied"
    assert len(after.result["stations"]) == len(after.result["media"]) == 4
    assert after.result["tour"]


def test_a_failed_job_says_why_and_leaves_the_preview(
    database: Database, office: Office, held: Held, working: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise SandboxRefusal("damaged")

    monkeypatch.setattr(import_photos, "examine", refuse)
    job = bring_import(database, office.author, held.id, Wish())
    assert jobs.wait(job, seconds=120).state == "failed"
    with database.read() as session:
        after = load_import(session, office.author, held.id)
    failure = failure_of(after)
    assert after.state == "planned"
    assert failure is not None
    assert failure.message_code == "media.refused.damaged"
    assert documents(database) == []
    monkeypatch.undo()
    again = bring_import(database, office.author, held.id, Wish())
    assert jobs.wait(again, seconds=120).state == "done"


def test_nothing_chosen_is_refused_before_a_job_begins(
    database: Database, office: Office, held: Held, working: None
) -> None:
    every = tuple(draft.key for draft in held.plan.stations)
    with pytest.raises(Refused, match=r"import\.refused\.nothing"):
        bring_import(database, office.author, held.id, Wish(shown=every))
