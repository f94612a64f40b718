"""Work that outlives a request, and a crash: jobs of several steps on DBOS, in this very process.

A job is a function ``(work, **arguments)``; it runs its steps through ``work.step`` and tells how far it is through
``work.tell``. A step that has ended is never run again: when a process is killed, the next one to start goes on
behind the last finished step. A step may therefore run twice, and must not mind.

The engine keeps its book in ``jobs.sqlite`` of the data folder, or in the schema ``dbos`` of the PostgreSQL database.
One process for each data folder does the work (it holds ``jobs.lock``); others only hand in jobs. Nothing of the
engine is imported before the first job is handed in or :func:`wake` is called, so a command that needs no jobs does
not pay.

::

    configure(settings, {"make_variants": make_variants})   # once a process, costs nothing
    wake()                                                  # a server: go on with what was left
    job_id = enqueue("make_variants", medium_id="0198…")
    progress(job_id)                                        # Progress(state="running", done=1, total=3, …)
    stop()
"""

import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from authoring.job_engine import FAILED, Engine, Job, JobRefusedError, Work
from authoring.settings import Settings

__all__ = [
    "FAILED",
    "Job",
    "JobRefusedError",
    "Progress",
    "State",
    "Work",
    "configure",
    "enqueue",
    "forget",
    "progress",
    "stop",
    "wait",
    "wake",
]

State = Literal["waiting", "running", "done", "failed"]


@dataclass(frozen=True)
class Progress:
    """How far a job is: ``done`` of ``total`` steps (0 of 0 before it has begun).

    ``message_code`` is a key of the translations, filled by ``values``: what it does, or why it failed.
    """

    state: State
    done: int = 0
    total: int = 0
    message_code: str | None = None
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {"done", "failed"}


_AT_ONCE: Final = timedelta()
_guard = threading.RLock()
_engine: Engine | None = None


def configure(settings: Settings, functions: Mapping[str, Job]) -> None:
    """Say where the jobs are kept and what can be run; starts nothing, and ends what ran for other settings."""
    global _engine  # noqa: PLW0603 - the engine allows one in a process
    with _guard:
        if _engine is not None and _engine.settings == settings:
            _engine.functions = functions
            return
        stop()
        _engine = Engine(settings, functions)


def wake() -> bool:
    """Start to work, first on what a killed process left; return whether it is this process that does the work."""
    return _opened().works


def enqueue(name: str, *, job_id: str | None = None, after: timedelta = _AT_ONCE, **arguments: Any) -> str:
    """Hand in a job and return its id. The same ``job_id`` a second time is the same job, and runs once.

    It begins when ``after`` has passed, or at the next start if nobody works then.

    Raises:
        KeyError: nothing of that name can be run.
    """
    with _guard:
        if name not in _configured().functions:
            raise KeyError(name)
        given = job_id or str(uuid.uuid4())
        _opened().enqueue(name, given, arguments, after)
        return given


def progress(job_id: str) -> Progress | None:
    """Return how far a job is, ``None`` where nobody knows of it."""
    found = _opened().find(job_id)
    if found is None:
        return None
    status, output, (done, total, code) = found
    if status in {"ENQUEUED", "DELAYED"}:
        return Progress("waiting", done, total, code)
    if status == "PENDING":
        return Progress("running", done, total, code)
    failure: dict[str, Any] | None = output if status == "SUCCESS" else {"code": FAILED, "values": {}}
    if failure:
        return Progress("failed", done, total, failure["code"], failure["values"])
    return Progress("done", total, total, code)


def wait(job_id: str, *, seconds: float = 600) -> Progress:
    """Wait for a job's end, for commands and tests; the worker may be another process.

    Raises:
        TimeoutError: it has not ended in time.
    """
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        now = progress(job_id)
        if now is not None and now.ended:
            return now
        time.sleep(0.1)
    raise TimeoutError(job_id)


def forget(before: datetime) -> int:
    """Remove jobs that ended before then from the book; return how many. Only the worker does it."""
    engine = _configured()
    return engine.forget(before) if engine.works else 0


def stop() -> None:
    """Stop working. A step in the middle is broken off, and runs again when somebody wakes the jobs."""
    global _engine
    with _guard:
        engine, _engine = _engine, None
        if engine is not None:
            engine.close()


def _configured() -> Engine:
    if _engine is None:
        raise RuntimeError("jobs.configure() comes first")
    return _engine


def _opened() -> Engine:
    with _guard:
        engine = _configured()
        engine.open()
        return engine
