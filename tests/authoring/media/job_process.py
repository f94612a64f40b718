"""A process of its own that works on jobs, so that a test can kill it: `python -m … FOLDER DATABASE-URL VERB`."""

import os
import signal
import sys
import time
from pathlib import Path

from authoring import jobs, sandbox
from authoring.settings import Settings


def settings(folder: Path, database_url: str) -> Settings:
    return Settings(data=folder, database_url=database_url, storage_url=(folder / "files").as_uri())


def slow_step(folder: str, number: int) -> int:
    """Write down that the step ran, then take a while, or as long as a file holds it."""
    with (Path(folder) / "steps").open("a") as file:
        file.write(f"{number}\n")
    time.sleep(0.2)
    while (Path(folder) / f"hold-{number}").exists():
        time.sleep(0.02)
    return number


def count(work: jobs.Work, folder: str, steps: int) -> None:
    """A job of a few slow steps."""
    for number in range(steps):
        work.tell(number, steps, "media.job.pictures")
        assert work.step(slow_step, folder, number) == number


def wait_long(work: jobs.Work, folder: str) -> None:
    """A job whose child would run for a minute."""
    work.step(long_step, folder)


def long_step(folder: str) -> None:
    """Wait for a child."""
    (Path(folder) / "steps").write_text("0\n")
    sandbox.run("time:sleep", 60, wall_s=90)


def main(folder: Path, database_url: str, verb: str) -> None:
    jobs.configure(settings(folder, database_url), {"count": count, "wait_long": wait_long})
    if verb == "work":
        jobs.wake()
        jobs.enqueue("count", job_id="job", folder=str(folder), steps=4)
        time.sleep(60)
    elif verb == "leave":
        jobs.enqueue("wait_long", folder=str(folder))
        while not (folder / "steps").exists():
            time.sleep(0.02)
        return
    elif verb == "hand-in":
        jobs.enqueue("count", job_id="other", folder=str(folder), steps=1)
        sys.stdout.write("handed in\n")
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
