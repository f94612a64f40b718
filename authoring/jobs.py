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

import contextlib
import fcntl
import logging
import os
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Literal, Protocol

from authoring import sandbox
from authoring.refusal import SandboxRefusal
from authoring.settings import Settings

QUEUE = "wayfable"
FAILED = "media.job.failed"
"""The ``Progress.message_code`` of a job that failed by no fault of its file."""

_WORKFLOW = "wayfable_job"
# Jobs survive upgrades: a step's meaning does not change with the code around it, or its name does.
_VERSION = "1"
_MOST_RECOVERIES = 20
_POLL_S = 0.25

_log = logging.getLogger(__name__)

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


class Work(Protocol):
    """What a job is given."""

    def step(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Run a step once and for all; arguments and result are JSON. A refusal in it ends the job as failed."""

    def tell(self, done: int, total: int, message_code: str) -> None:
        """Say how far the job is."""


Job = Callable[..., None]


class JobRefusedError(Exception):
    """A job cannot go on; ``code`` is a key of the translations."""

    def __init__(self, code: str, values: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.values = dict(values or {})


@dataclass
class _Engine:
    """What this process knows of its jobs; DBOS allows one in a process, so there is one of these."""

    settings: Settings
    functions: Mapping[str, Job]
    lock: IO[bytes] | None = None
    client: Any = None
    stopping: bool = False

    @property
    def works(self) -> bool:
        return self.lock is not None

    @property
    def open(self) -> bool:
        return self.works or self.client is not None


class _StoppedError(BaseException):
    """Ends a step's thread at shut-down without the engine taking it for the step's end: it will run again."""


_guard = threading.RLock()
_engine: _Engine | None = None
_registered = False


def configure(settings: Settings, functions: Mapping[str, Job]) -> None:
    """Say where the jobs are kept and what can be run; starts nothing, and ends what ran for other settings."""
    global _engine  # noqa: PLW0603 - the engine allows one in a process
    with _guard:
        if _engine is not None and _engine.settings == settings:
            _engine.functions = functions
            return
        stop()
        _engine = _Engine(settings, functions)


def wake() -> bool:
    """Start to work, first on what a killed process left; return whether it is this process that does the work."""
    with _guard:
        engine = _configured()
        if not engine.works and _take_lock(engine):
            _close_client(engine)
            _launch(engine)
        elif not engine.open:
            _open_client(engine)
        return engine.works


def enqueue(name: str, *, job_id: str | None = None, **arguments: Any) -> str:
    """Hand in a job and return its id. The same ``job_id`` a second time is the same job, and runs once.

    Raises:
        KeyError: nothing of that name can be run.
    """
    with _guard:
        engine = _configured()
        if name not in engine.functions:
            raise KeyError(name)
        wake()
        options = {
            "workflow_name": _WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": job_id or str(uuid.uuid4()),
            "app_version": _VERSION,
        }
        if engine.works:
            from dbos import DBOS

            handle: Any = DBOS.enqueue_workflow_with_options(options, name, arguments)  # type: ignore[arg-type]
        else:
            handle = engine.client.enqueue(options, name, arguments)
        return str(handle.get_workflow_id())


def progress(job_id: str) -> Progress | None:
    """Return how far a job is, ``None`` where nobody knows of it."""
    with _guard:
        engine = _configured()
        wake()
        source = _dbos() if engine.works else engine.client
    found = _status(source, job_id)
    if found is None:
        return None
    told: list[Any] = source.get_event(job_id, "progress", 0) or [0, 0, None]
    done, total, code = told
    if found.status in {"ENQUEUED", "DELAYED"}:
        return Progress("waiting", done, total, code)
    if found.status == "PENDING":
        return Progress("running", done, total, code)
    failure: dict[str, Any] | None = found.output if found.status == "SUCCESS" else {"code": FAILED, "values": {}}
    if failure:
        return Progress("failed", done, total, failure["code"], failure["values"])
    return Progress("done", total, total, code)


def forget(before: datetime) -> int:
    """Remove jobs that ended before then from the book; return how many. Only the worker does it."""
    engine = _configured()
    if not engine.works:
        return 0
    ended = _dbos().list_workflows(
        status=["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
        end_time=before.isoformat(),
        limit=10_000,
        load_input=False,
        load_output=False,
    )
    _dbos().delete_workflows([workflow.workflow_id for workflow in ended])
    return len(ended)


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


def stop() -> None:
    """Stop working. A step in the middle is broken off, and runs again when somebody wakes the jobs."""
    global _engine
    with _guard:
        engine, _engine = _engine, None
        if engine is None:
            return
        engine.stopping = True
        if engine.works:
            _dbos().destroy()
            sandbox.end_all()
        _close_client(engine)
        if engine.lock is not None:
            engine.lock.close()


def _configured() -> _Engine:
    if _engine is None:
        raise RuntimeError("jobs.configure() comes first")
    return _engine


def _dbos() -> Any:
    from dbos import DBOS

    return DBOS


def _status(source: Any, job_id: str) -> Any:
    with contextlib.suppress(Exception):
        if hasattr(source, "get_workflow_status"):
            return source.get_workflow_status(job_id)
        return source.retrieve_workflow(job_id).get_status()
    return None


def _take_lock(engine: _Engine) -> bool:
    engine.settings.data.mkdir(parents=True, exist_ok=True)
    file = (engine.settings.data / "jobs.lock").open("ab")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return False
    engine.lock = file
    return True


def _book(settings: Settings) -> str:
    if settings.database_url.startswith("sqlite"):
        return f"sqlite:///{settings.data / 'jobs.sqlite'}"
    return "postgresql" + settings.database_url[settings.database_url.index("://") :]


def _executor(settings: Settings) -> str:
    """Return this data folder's name among the workers of one database: a worker goes on with its own jobs only."""
    file = settings.data / "jobs.worker"
    if not file.exists():
        file.write_text(str(uuid.uuid4()), encoding="ascii")
    return file.read_text(encoding="ascii")


def _launch(engine: _Engine) -> None:
    from dbos import DBOS, DBOSPortableJSONSerializer

    _register()
    DBOS(
        config={
            "name": "wayfable",
            "system_database_url": _book(engine.settings),
            "serializer": DBOSPortableJSONSerializer(),
            "application_version": _VERSION,
            "executor_id": _executor(engine.settings),
            "log_level": "ERROR",
            "notification_listener_polling_interval_sec": _POLL_S,
        }
    )
    DBOS.launch()
    _stop_at_exit()
    DBOS.register_queue(QUEUE, worker_concurrency=max(1, (os.cpu_count() or 2) - 1), polling_interval_sec=_POLL_S)


def _stop_at_exit() -> None:
    """Break off running steps when the process ends by itself: it would wait for their threads, minutes perhaps."""
    # Ordinary exit handlers run only after all threads were waited for; this is where the pools themselves hook in.
    register = getattr(threading, "_register_atexit", None)
    if register is not None:
        register(stop)


def _open_client(engine: _Engine) -> None:
    from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer

    DBOS.migrate(_book(engine.settings))
    engine.client = DBOSClient(
        system_database_url=_book(engine.settings),
        serializer=DBOSPortableJSONSerializer(),
        application_name="wayfable",
    )


def _close_client(engine: _Engine) -> None:
    if engine.client is not None:
        engine.client.destroy()
        engine.client = None


def _register() -> None:
    global _registered  # noqa: PLW0603 - the engine keeps its registry as long as the process lives
    if not _registered:
        _dbos().workflow(name=_WORKFLOW, max_recovery_attempts=_MOST_RECOVERIES)(_run)
        _registered = True


class _Steps:
    """The `Work` that a running job is given."""

    def __init__(self, engine: _Engine) -> None:
        self._engine = engine

    def step(self, function: Callable[..., Any], *arguments: Any) -> Any:
        options = {"name": function.__qualname__, "retries_allowed": True, "max_attempts": 3, "interval_seconds": 1.0}
        answer = _dbos().run_step(options, self._call, function, arguments)
        if "code" in answer:
            raise JobRefusedError(answer["code"], answer["values"])
        return answer["result"]

    def tell(self, done: int, total: int, message_code: str) -> None:
        _dbos().set_event("progress", [done, total, message_code])

    def _call(self, function: Callable[..., Any], arguments: tuple[Any, ...]) -> dict[str, Any]:
        try:
            return {"result": function(*arguments)}
        except JobRefusedError as refusal:
            return {"code": refusal.code, "values": refusal.values}
        except SandboxRefusal as refusal:
            if self._engine.stopping:
                raise _StoppedError from None
            _log.warning("a step of a job was refused: %s %s", refusal.code, refusal.values)
            return {"code": "media.job.refused", "values": {}}
        except Exception as fault:
            if self._engine.stopping:
                raise _StoppedError from None
            _log.warning("a step of a job failed and is tried again: %s", fault)
            raise


def _run(name: str, arguments: dict[str, Any]) -> dict[str, Any] | None:
    """Run a job; return why it failed, or ``None``. The engine calls this, again after a crash."""
    engine = _configured()
    try:
        engine.functions[name](_Steps(engine), **arguments)
    except JobRefusedError as refusal:
        return {"code": refusal.code, "values": refusal.values}
    except Exception:  # noqa: BLE001 - the log has it, the person gets a sentence
        if engine.stopping:
            raise _StoppedError from None
        _log.exception("job %s failed", name)
        return {"code": FAILED, "values": {}}
    return None
