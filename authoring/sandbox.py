"""Runs one function, or one program, on foreign bytes in a fresh, limited process.

Every decoder of files that we did not make (pictures, sound, tracks, tables) runs here and nowhere else. A
function is named ``"module:function"``, takes one JSON value and returns one; files go by path, named also
in ``reads`` and ``writes`` because the child sees no others. A function refuses by raising
:class:`SandboxRefusal` with its own code.

>>> run("authoring.importers.gpx:read", {"path": str(path)}, reads=[path])  # doctest: +SKIP
"""

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from authoring.refusal import SandboxRefusal

__all__ = ["SandboxRefusal", "end_all", "interpreter_of", "run", "run_program", "run_tool"]

MIB = 1 << 20

_CHILD = Path(__file__).with_name("child.py")
# Each child may fill its whole memory allowance, so their number bounds what uploads can take from the
# machine.
_PLACES = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))
_children: set[subprocess.Popen[bytes]] = set()
_WAIT_FOR_PLACE_S = 120
_KEPT_OF_COMPLAINT = 4000
# What Python, C++ and JavaScript say when there is no more.
_NO_MEMORY = ("MemoryError", "bad_alloc", "out of memory", "allocation failed")
_BACKGROUND = 10
_NOW_AND_THEN_S = 0.5


def run(
    function: str,
    payload: Any,
    *,
    memory_bytes: int = 384 * MIB,
    cpu_s: int = 20,
    wall_s: float = 30,
    file_bytes: int = 64 * MIB,
    result_bytes: int = 64 * MIB,
    reads: Sequence[Path] = (),
    writes: Sequence[Path] = (),
    background: bool = False,
    reserves: bool = False,
    meanwhile: Callable[[], None] | None = None,
) -> Any:
    """Call ``function`` ("module:name") with ``payload`` in a child process and return its JSON answer.

    ``memory_bytes`` limits the address space (libraries included, some 100 MiB with the decoders),
    ``cpu_s`` processor seconds, ``wall_s`` seconds on the clock, ``file_bytes`` each written file,
    ``result_bytes`` the answer. ``reads`` are the files or folders that the function may read, ``writes``
    the folders where it may write; it has no network. ``background`` lets everything else on the machine go first.
    A function whose libraries reserve far more address space than they use ``reserves`` it: ``memory_bytes`` then
    limits what it can write. ``meanwhile`` is called now and then until it ends.

    Raises :class:`SandboxRefusal`: ``memory``, ``time``, ``crashed``, ``output``, ``busy``, or the
    function's own code.
    """
    request = {
        "function": function,
        "payload": payload,
        "limits": {
            "memory_bytes": memory_bytes,
            "cpu_s": cpu_s,
            "file_bytes": max(file_bytes, result_bytes),
            "reserves": reserves,
        },
        "readable": [*map(str, _readable_code(function)), *_resolved(reads)],
        "niceness": _BACKGROUND if background else 0,
        "writable": _resolved(writes),
        "executable": [],
    }
    return _ask(request, wall_s, result_bytes, meanwhile)


def run_program(
    program: Sequence[str | Path],
    payload: Any,
    *,
    memory_bytes: int = 384 * MIB,
    cpu_s: int = 20,
    wall_s: float = 30,
    file_bytes: int = 64 * MIB,
    result_bytes: int = MIB,
    reads: Sequence[Path] = (),
    writes: Sequence[Path] = (),
    background: bool = False,
) -> Any:
    """As :func:`run`, for a program with its arguments: it gets ``{"payload": …}`` on standard input.

    It answers with ``{"result": …}`` or ``{"refused": code, "values": {…}}`` on standard output. ``memory_bytes``
    limits what it can write; it may start no other program.
    """
    command = [str(part) for part in program]
    executable = Path(command[0]).resolve()
    request = {
        "program": [str(executable), *command[1:]],
        "payload": payload,
        "limits": {
            "memory_bytes": memory_bytes,
            "cpu_s": cpu_s,
            "file_bytes": max(file_bytes, result_bytes),
            "reserves": True,
        },
        "readable": [*map(str, _readable_code("authoring")), *_resolved(reads)],
        "niceness": _BACKGROUND if background else 0,
        "writable": _resolved(writes),
        # The loader of shared libraries is a program too.
        "executable": [str(executable), *(str(loader.resolve()) for loader in Path("/").glob("lib*/ld-*"))],
    }
    return _ask(request, wall_s, result_bytes)


def run_tool(
    command: Sequence[str],
    standard_input: Path,
    *,
    memory_bytes: int = 1024 * MIB,
    cpu_s: int = 60,
    wall_s: float = 120,
    file_bytes: int = 256 * MIB,
    reads: Sequence[Path] = (),
    writes: Sequence[Path] = (),
) -> None:
    """As :func:`run_program`, for a program that knows nothing of us: it reads a file, and is done when it ends well.

    A script may become its interpreter too, and nothing else. What the tool prints goes nowhere.
    """
    program = Path(command[0])
    interpreter = interpreter_of(program)
    request = {
        "program": [str(program), *command[1:]],
        "standard_input": str(standard_input.resolve()),
        "limits": {"memory_bytes": memory_bytes, "cpu_s": cpu_s, "file_bytes": file_bytes, "reserves": True},
        "readable": [*map(str, _readable_code("authoring")), *_resolved([program, standard_input, *reads])],
        "niceness": _BACKGROUND,
        "writable": _resolved(writes),
        "executable": _executable([program, *([interpreter] if interpreter else [])]),
    }
    _ask(request, wall_s, 0)


def interpreter_of(program: Path) -> Path | None:
    """Return what a script names in its first line; ``None`` of a program."""
    with program.open("rb") as file:
        first = file.readline(256)
    if not first.startswith(b"#!"):
        return None
    words = first[2:].decode(errors="replace").split()
    found = shutil.which(words[1]) if len(words) > 1 and words[0].endswith("/env") else None
    return Path(found or words[0]) if words else None


def _executable(programs: Sequence[Path]) -> list[str]:
    # The loader of shared libraries is a program too, and so is `env`, by which scripts find their interpreter.
    loaders = Path("/").glob("lib*/ld-*")
    return _resolved([*programs, *loaders, *(each for each in (Path("/usr/bin/env"),) if each.exists())])


def _resolved(paths: Sequence[Path]) -> list[str]:
    return [str(path.resolve()) for path in paths]


def _ask(request: dict[str, Any], wall_s: float, result_bytes: int, meanwhile: Callable[[], None] | None = None) -> Any:
    """Hand the request to a child as soon as there is a place, and return its answer."""
    request["search_path"] = [entry for entry in sys.path if Path(entry).is_absolute()]
    if not _PLACES.acquire(timeout=_WAIT_FOR_PLACE_S):
        raise SandboxRefusal("busy")
    try:
        with (
            tempfile.TemporaryFile() as asked,
            tempfile.TemporaryFile() as answered,
            tempfile.TemporaryFile() as complaint,
        ):
            asked.write(json.dumps(request).encode())
            asked.seek(0)
            status = _run_child(asked, answered, complaint, wall_s, meanwhile)
            answers = "standard_input" not in request
            return _read_answer(status, answered if answers else None, complaint, result_bytes)
    finally:
        _PLACES.release()


def end_all() -> None:
    """End every child of this process, for a shut-down: their callers get a refusal."""
    for child in list(_children):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)


def _readable_code(function: str) -> list[Path]:
    """Return what Python and our packages need: never the project's root, where the data folder may lie."""
    own = {"authoring", "exports", "tour_schema", function.partition(".")[0].partition(":")[0]}
    places = {Path(sys.base_prefix), Path("/usr"), Path("/lib"), Path("/lib64"), Path("/etc/ld.so.cache")}
    places |= {Path("/dev/null"), Path("/dev/urandom")}
    for entry in map(Path, sys.path):
        if not entry.is_absolute():
            continue
        if entry.name in {"site-packages", "dist-packages"} or entry.is_relative_to(sys.base_prefix):
            places.add(entry)
        places |= {entry / package for package in own}
    return sorted(place.resolve() for place in places if place.exists())


def _run_child(
    asked: IO[bytes],
    answered: IO[bytes],
    complaint: IO[bytes],
    wall_s: float,
    meanwhile: Callable[[], None] | None,
) -> int:
    """Start the child, wait at most ``wall_s`` seconds, return its status; nothing of its group stays."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
        [sys.executable, "-I", "-S", "-B", str(_CHILD)],
        stdin=asked,
        stdout=answered,
        stderr=complaint,
        cwd="/",
        # One arena: glibc reserves 64 MiB of address space for each thread's own, which the memory limit
        # would count.
        env={"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1", "TZ": "UTC"},
        start_new_session=True,
    )
    _children.add(child)
    try:
        ends = time.monotonic() + wall_s
        while meanwhile is not None and not _ended(child, min(_NOW_AND_THEN_S, ends - time.monotonic())):
            meanwhile()
        if child.returncode is None:
            _wait(child, max(0, ends - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise SandboxRefusal("time", {"seconds": wall_s}) from None
    finally:
        _children.discard(child)
        _end_group(child)
    return child.returncode


def _wait(child: subprocess.Popen[bytes], wall_s: float) -> None:
    """Wait for the end of a child, where the system can tell it without being asked again and again."""
    if hasattr(os, "pidfd_open"):
        handle = os.pidfd_open(child.pid)
        try:
            waiting = select.poll()
            waiting.register(handle, select.POLLIN)
            waiting.poll(wall_s * 1000)
        finally:
            os.close(handle)
        child.wait(timeout=0)
    else:
        child.wait(timeout=wall_s)


def _ended(child: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether a child has ended within so many seconds, or has no more."""
    if seconds <= 0:
        return True
    with contextlib.suppress(subprocess.TimeoutExpired):
        _wait(child, seconds)
    return child.returncode is not None


def _end_group(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _read_answer(status: int, answered: IO[bytes] | None, complaint: IO[bytes], result_bytes: int) -> Any:
    if status == -signal.SIGXCPU:
        raise SandboxRefusal("time")
    # Nobody here sends SIGKILL before the wall clock is over: the kernel does, when memory runs out.
    if status == -signal.SIGKILL:
        raise SandboxRefusal("memory")
    if status != 0:
        complaint.seek(0, os.SEEK_END)
        complaint.seek(max(0, complaint.tell() - _KEPT_OF_COMPLAINT))
        said = complaint.read().decode(errors="replace")
        if any(word in said for word in _NO_MEMORY):
            raise SandboxRefusal("memory")
        raise SandboxRefusal("crashed", {"status": status}) from ChildComplaintError(said)
    if answered is None:
        return None
    if os.fstat(answered.fileno()).st_size > result_bytes:
        raise SandboxRefusal("output")
    answered.seek(0)
    answer = json.loads(answered.read())
    if "refused" in answer:
        raise SandboxRefusal(answer["refused"], answer["values"])
    return answer["result"]


class ChildComplaintError(Exception):
    """The last lines of a crashed child, as the cause of its refusal: for the log, never for a person."""
