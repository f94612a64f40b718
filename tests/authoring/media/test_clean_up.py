"""A server that is never started anew cleans up all the same: each day's job hands in the next day's."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from authoring import clock, jobs
from authoring.actions.delete_document import delete_document
from authoring.actions.restore_document import KEPT
from authoring.actions.start_jobs import start_jobs
from authoring.tables import Document
from tests.authoring.media.conftest import Installation
from tests.authoring.media.test_collect import a_picture

DAY = timedelta(days=1)


@pytest.fixture
def thrown_away(installation: Installation) -> Iterator[str]:
    """A medium that has been in the bin for longer than things stay there."""
    medium = installation.upload(a_picture()).medium
    delete_document(installation.database, installation.author, medium.id)
    with installation.database.write() as session:
        row = session.get(Document, medium.id)
        assert row is not None
        row.deleted_at = clock.now() - KEPT - DAY
    yield medium.id
    jobs.stop()


def test_the_bin_is_emptied_today_and_tomorrow_again(installation: Installation, thrown_away: str) -> None:
    today = clock.today()
    for _ in range(2):
        start_jobs(installation.settings, installation.database, installation.store, wake=True)
    assert jobs.wait(f"clean-up-{today.isoformat()}").state == "done"
    with installation.database.read() as session:
        assert session.get(Document, thrown_away) is None
    tomorrow = jobs.progress(f"clean-up-{(today + DAY).isoformat()}")
    assert tomorrow is not None
    assert tomorrow.state == "waiting"


def quick(work: jobs.Work, file: str) -> None:
    work.step(_touch, file)


def _touch(file: str) -> None:
    Path(file).touch()


def test_a_job_that_is_to_wait_begins_when_its_time_has_come(installation: Installation, tmp_path: Path) -> None:
    done = tmp_path / "done"
    jobs.configure(installation.settings, {"quick": quick})
    try:
        jobs.wake()
        job_id = jobs.enqueue("quick", after=timedelta(seconds=2), file=str(done))
        jobs.wait(jobs.enqueue("quick", file=str(tmp_path / "at once")))
        assert not done.exists()
        assert jobs.wait(job_id).state == "done"
        assert done.exists()
    finally:
        jobs.stop()
