"""The engine under :mod:`authoring.jobs`: DBOS, its book, its lock, and how a job's steps are run on it.

DBOS allows one instance in a process, so there is one worker in a process; it is imported when the engine starts.
"""

import fcntl
import logging
import os
import threading
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import IO, Any, Protocol

from authoring import sandbox
from authoring.refusal import SandboxRefusal
from authoring.settings import Settings

FAILED = "media.job.failed"
"""The ``Progress.message_code`` of a job that failed by no fault of its file."""

_QUEUE = "wayfable"
_WORKFLOW = "wayfable_job"
# Jobs survive upgrades: a step's meaning does not change with the code around it, or its name does.
_VERSION = "1"
_MOST_RECOVERIES = 20
_POLL_S = 0.25
_ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]

_log = logging.getLogger(__name__)


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


class _StoppedError(BaseException):
    """Ends a step's thread at shut-down without the engine taking it for the step's end: it will run again."""


class Engine:
    """The jobs of one data folder: worked on where this process holds the lock, handed in where another does."""

    def __init__(self, settings: Settings, functions: Mapping[str, Job]) -> None:
        self.settings = settings
        self.functions = functions
        self.stopping = False
        self._lock: IO[bytes] | None = None
        self._client: Any = None

    @property
    def works(self) -> bool:
        """Whether it is this process that does the work."""
        return self._lock is not None

    def open(self) -> None:
        """Work if nobody else does, else connect so that jobs can be handed in; both only once."""
        if self.works:
            return
        if self._take_lock():
            self._close_client()
            try:
                self._launch()
            except BaseException:
                self.close()
                raise
        elif self._client is None:
            self._open_client()

    def close(self) -> None:
        """Stop. A step in the middle is broken off, and runs again at the next start."""
        self.stopping = True
        if self._lock is not None:
            # Its threads complain of being broken off, each in its own way; the next start sets the level again.
            logging.getLogger("dbos").setLevel(logging.CRITICAL)
            _dbos().destroy()
            sandbox.end_all()
            self._lock.close()
            self._lock = None
        self._close_client()

    def enqueue(self, name: str, job_id: str, arguments: Mapping[str, Any], after: timedelta) -> None:
        """Hand in a job, to begin after that time; an id that is known already changes nothing."""
        options: dict[str, Any] = {
            "workflow_name": _WORKFLOW,
            "queue_name": _QUEUE,
            "workflow_id": job_id,
            "app_version": _VERSION,
        }
        if after:
            options["delay_seconds"] = after.total_seconds()
        if self.works:
            _dbos().enqueue_workflow_with_options(options, name, arguments)
        else:
            self._client.enqueue(options, name, arguments)

    def find(self, job_id: str) -> tuple[str, Any, list[Any]] | None:
        """Return a job's status in the engine's words, what it returned, and what it told; ``None`` if unknown."""
        source = _dbos() if self.works else self._client
        found = source.list_workflows(workflow_ids=[job_id], load_input=False)
        if not found:
            return None
        told: list[Any] | None = source.get_event(job_id, "progress", 0)
        return found[0].status, found[0].output, told or [0, 0, None]

    def forget(self, before: datetime) -> int:
        """Remove what ended before then; the worker only."""
        ended = _dbos().list_workflows(
            status=_ENDED, end_time=before.isoformat(), limit=10_000, load_input=False, load_output=False
        )
        _dbos().delete_workflows([workflow.workflow_id for workflow in ended])
        return len(ended)

    def _take_lock(self) -> bool:
        self.settings.data.mkdir(parents=True, exist_ok=True)
        file = (self.settings.data / "jobs.lock").open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._lock = file
        return True

    def _launch(self) -> None:
        from dbos import DBOS, DBOSPortableJSONSerializer

        global _current  # noqa: PLW0603 - the engine allows one in a process
        _register()
        _current = self
        self.stopping = False
        DBOS(
            config={
                "name": "wayfable",
                "system_database_url": self._book(),
                "serializer": DBOSPortableJSONSerializer(),
                "application_version": _VERSION,
                "executor_id": self._worker(),
                "log_level": "ERROR",
                "notification_listener_polling_interval_sec": _POLL_S,
            }
        )
        DBOS.launch()
        # Ordinary exit handlers run only after all threads were waited for, and a step's may take minutes: this is
        # where the thread pools themselves hook in.
        register = getattr(threading, "_register_atexit", None)
        if register is not None:
            register(self.close)
        at_once = max(1, (os.cpu_count() or 2) - 1)
        DBOS.register_queue(_QUEUE, worker_concurrency=at_once, polling_interval_sec=_POLL_S)

    def _open_client(self) -> None:
        from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer

        DBOS.migrate(self._book())
        self._client = DBOSClient(
            system_database_url=self._book(),
            serializer=DBOSPortableJSONSerializer(),
            application_name="wayfable",
        )

    def _close_client(self) -> None:
        if self._client is not None:
            self._client.destroy()
            self._client = None

    def _book(self) -> str:
        """Return where the engine writes down what was handed in and which steps have ended."""
        url = self.settings.database_url
        if url.startswith("sqlite"):
            return f"sqlite:///{self.settings.data / 'jobs.sqlite'}"
        return "postgresql" + url[url.index("://") :]

    def _worker(self) -> str:
        """Return this data folder's name among the workers of one database: each goes on with its own jobs only."""
        file = self.settings.data / "jobs.worker"
        if not file.exists():
            file.write_text(str(uuid.uuid4()), encoding="ascii")
        return file.read_text(encoding="ascii")


_current: Engine | None = None
_registered = False


def _dbos() -> Any:
    from dbos import DBOS

    return DBOS


def _register() -> None:
    global _registered  # noqa: PLW0603 - the engine keeps its registry as long as the process lives
    if not _registered:
        _dbos().workflow(name=_WORKFLOW, max_recovery_attempts=_MOST_RECOVERIES)(_run)
        _registered = True


def _run(name: str, arguments: dict[str, Any]) -> dict[str, Any] | None:
    """Run a job; return why it failed, or ``None``. DBOS calls this, again after a crash."""
    engine = _current
    if engine is None:
        raise RuntimeError("a job without an engine")
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


class _Steps:
    """The `Work` that a running job is given."""

    def __init__(self, engine: Engine) -> None:
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
        except Exception as fault:
            if self._engine.stopping:
                raise _StoppedError from None
            # That no place was free in the sandbox says nothing about the file.
            if isinstance(fault, SandboxRefusal) and fault.code != "busy":
                _log.warning("a step of a job was refused: %s %s", fault.code, fault.values)
                return {"code": "media.job.refused", "values": {}}
            _log.warning("a step of a job failed and is tried again: %s", fault)
            raise
