"""A job goes on where it was, whatever happens to the process that worked on it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from authoring import jobs
from tests.authoring.media.job_process import count, settings


def refuse(work: jobs.Work) -> None:
    work.step(_refusing_step)


def _refusing_step() -> None:
    raise jobs.JobRefusedError("media.refused.damaged", {"name": "a.jpg"})


def break_down(work: jobs.Work) -> None:
    raise ZeroDivisionError


@pytest.fixture
def configured(tmp_path: Path) -> Iterator[Path]:
    jobs.configure(
        settings(tmp_path, sqlite_in(tmp_path)), {"count": count, "refuse": refuse, "break_down": break_down}
    )
    yield tmp_path
    jobs.stop()


def sqlite_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'wayfable.sqlite3'}"


def steps_run(folder: Path) -> list[int]:
    file = folder / "steps"
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def run_elsewhere(folder: Path, database_url: str, verb: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.authoring.media.job_process", str(folder), database_url, verb]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def wait_for_steps(folder: Path, number: int) -> None:
    ends = time.monotonic() + 60
    while len(steps_run(folder)) < number:
        assert time.monotonic() < ends, "the other process does nothing"
        time.sleep(0.02)


def test_a_job_runs_its_steps_and_says_how_far_it_is(configured: Path) -> None:
    job_id = jobs.enqueue("count", folder=str(configured), steps=3)
    seen: list[jobs.Progress] = []
    while not (seen and seen[-1].ended):
        now = jobs.progress(job_id)
        assert now is not None
        seen.append(now)
        time.sleep(0.05)
    assert {progress.state for progress in seen} >= {"running", "done"}
    assert (seen[-1].done, seen[-1].total) == (3, 3)
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)
    assert steps_run(configured) == [0, 1, 2]


def test_a_killed_job_goes_on_behind_its_last_finished_step(tmp_path: Path, database_url: str) -> None:
    (tmp_path / "hold-2").touch()
    process = run_elsewhere(tmp_path, database_url, "work")
    wait_for_steps(tmp_path, 3)
    process.kill()
    process.communicate()
    (tmp_path / "hold-2").unlink()
    assert steps_run(tmp_path) == [0, 1, 2]
    jobs.configure(settings(tmp_path, database_url), {"count": count})
    try:
        assert jobs.wake()
        assert jobs.wait("job", seconds=60).state == "done"
    finally:
        jobs.stop()
    # The step that was killed in its middle ran again; the two before it did not.
    assert steps_run(tmp_path) == [0, 1, 2, 2, 3]


def test_a_job_broken_off_at_shut_down_goes_on_at_the_next_start(tmp_path: Path) -> None:
    url = sqlite_in(tmp_path)
    (tmp_path / "hold-1").touch()
    jobs.configure(settings(tmp_path, url), {"count": count})
    jobs.enqueue("count", job_id="job", folder=str(tmp_path), steps=3)
    wait_for_steps(tmp_path, 2)
    jobs.stop()
    (tmp_path / "hold-1").unlink()
    jobs.configure(settings(tmp_path, url), {"count": count})
    jobs.wake()
    assert jobs.wait("job", seconds=60).state == "done"
    jobs.stop()
    assert steps_run(tmp_path) == [0, 1, 1, 2]


def test_a_second_process_hands_in_what_the_first_one_does(tmp_path: Path, database_url: str) -> None:
    jobs.configure(settings(tmp_path, database_url), {"count": count})
    try:
        assert jobs.wake()
        other = run_elsewhere(tmp_path, database_url, "hand-in")
        assert other.communicate(timeout=60)[0] == b"handed in\n"
        assert jobs.wait("other", seconds=60).state == "done"
    finally:
        jobs.stop()


def test_the_same_job_handed_in_twice_runs_once(configured: Path) -> None:
    for _ in range(2):
        jobs.enqueue("count", job_id="job", folder=str(configured), steps=1)
    assert jobs.wait("job").state == "done"
    jobs.enqueue("count", job_id="job", folder=str(configured), steps=1)
    assert steps_run(configured) == [0]


@pytest.mark.parametrize(("job", "code"), [("refuse", "media.refused.damaged"), ("break_down", "media.job.failed")])
def test_a_job_that_cannot_go_on_says_why(configured: Path, job: str, code: str) -> None:
    ended = jobs.wait(jobs.enqueue(job))
    assert (ended.state, ended.message_code) == ("failed", code)


def test_jobs_that_ended_long_ago_are_forgotten(configured: Path) -> None:
    job_id = jobs.enqueue("count", folder=str(configured), steps=1)
    assert jobs.wait(job_id).state == "done"
    assert jobs.forget(datetime.now(UTC) - timedelta(days=30)) == 0
    assert jobs.progress(job_id) is not None
    assert jobs.forget(datetime.now(UTC) + timedelta(days=1)) == 1
    assert jobs.progress(job_id) is None


def test_a_process_that_ends_does_not_wait_for_its_jobs(tmp_path: Path) -> None:
    process = run_elsewhere(tmp_path, sqlite_in(tmp_path), "leave")
    wait_for_steps(tmp_path, 1)
    assert process.wait(timeout=20) == 0
    assert process.stdout is not None
    process.stdout.close()
    assert len(steps_run(tmp_path)) < 100


def test_nobody_knows_of_a_job_that_was_never_handed_in(configured: Path) -> None:
    assert jobs.progress("nonsense") is None
    with pytest.raises(KeyError):
        jobs.enqueue("nonsense")


def test_the_engine_is_not_imported_before_it_is_needed(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib\n"
        "from authoring import jobs\n"
        "from tests.authoring.media.job_process import settings\n"
        f"jobs.configure(settings(pathlib.Path({str(tmp_path)!r}), 'sqlite:///x'), {{}})\n"
        "print('dbos' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert answer.stdout == "False\n"
    assert list(tmp_path.iterdir()) == []
