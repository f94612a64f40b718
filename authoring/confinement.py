"""What a child process takes away from itself before it reads a foreign byte.

Three layers, each of which holds alone: resource limits (everywhere), Landlock (Linux 5.13: no file but the
ones named) and seccomp (Linux on x86-64 and ARM64: no sockets, no other programs, no other processes). The
last two need no privilege; where a kernel lacks one, the others remain.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_SECCOMP = 22
_PR_SET_NO_NEW_PRIVS = 38

_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_REGULAR, _TRUNCATE = 1 << 5, 1 << 8, 1 << 14
_ALL_OF_ABI_1 = (1 << 13) - 1
_FIRST_ABI_WITH_TRUNCATE = 3

_SECCOMP_MODE_FILTER = 2
_RETURN_ALLOW, _RETURN_KILL, _RETURN_EPERM = 0x7FFF0000, 0x80000000, 0x00050001
_X32_BIT = 0x40000000

# Per machine: the audit architecture, then the calls that a decoder never needs: socket, connect,
# socketpair, sendto, execve, execveat, ptrace, process_vm_readv, process_vm_writev, kill,
# pidfd_send_signal, pidfd_getfd, bpf, unshare, setns, mount, io_uring_setup (which could make sockets
# behind the filter's back).
_FORBIDDEN_CALLS: dict[str, tuple[int, tuple[int, ...]]] = {
    "x86_64": (0xC000003E, (41, 42, 53, 44, 59, 322, 101, 310, 311, 62, 424, 438, 321, 272, 308, 165, 425)),
    "aarch64": (
        0xC00000B7,
        (198, 203, 199, 206, 221, 281, 117, 270, 271, 129, 424, 438, 280, 97, 268, 40, 425),
    ),
}

_EXECVE = {"x86_64": 59, "aarch64": 221}


def limit_resources(*, memory_bytes: int, cpu_s: int, file_bytes: int, reserves: bool = False) -> None:
    """Limit memory, processor seconds, the size of a written file, open files; allow no core dump.

    Memory is the address space. A program that ``reserves`` far more of it than it ever uses, as JavaScript engines
    do, is held to what it can write instead.
    """
    for what, value in (
        (resource.RLIMIT_DATA if reserves else resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_NOFILE, 128),
        (resource.RLIMIT_CORE, 0),
    ):
        _, ceiling = resource.getrlimit(what)
        allowed = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
        resource.setrlimit(what, (allowed, allowed))
    # SIGXCPU at the first limit says why; a process that ignores it is killed a second later.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))


def close_doors(readable: Iterable[Path], writable: Iterable[Path], executable: Sequence[Path] = ()) -> None:
    """Leave this process no network, no programs to start, and no files but those at or below the named ones.

    Does what the kernel offers and is silent about what it lacks. The process is also ended when the one
    that started it ends. Only where there are ``executable`` files it may become one of them.
    """
    if platform.system() != "Linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return
    _keep_only_files(libc, readable, writable, executable)
    _forbid_calls(libc, programs=bool(executable))


def _keep_only_files(
    libc: ctypes.CDLL, readable: Iterable[Path], writable: Iterable[Path], executable: Iterable[Path]
) -> None:
    abi = libc.syscall(_LANDLOCK_CREATE_RULESET, None, 0, 1)
    if abi < 1:
        return
    handled = _ALL_OF_ABI_1 | (_TRUNCATE if abi >= _FIRST_ABI_WITH_TRUNCATE else 0)
    attributes = struct.pack("=Q", handled)
    ruleset = libc.syscall(_LANDLOCK_CREATE_RULESET, attributes, len(attributes), 0)
    if ruleset < 0:
        return
    reading = _READ_FILE | _READ_DIR
    writing = (reading | _WRITE_FILE | _REMOVE_FILE | _MAKE_REGULAR | _TRUNCATE) & handled
    try:
        for paths, rights in ((readable, reading), (writable, writing), (executable, _READ_FILE | _EXECUTE)):
            for path in paths:
                _allow(libc, ruleset, path, rights)
        libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
        libc.syscall(_LANDLOCK_ADD_RULE, ruleset, 1, struct.pack("=Qi", rights, handle), 0)
    finally:
        os.close(handle)


def _forbid_calls(libc: ctypes.CDLL, *, programs: bool) -> None:
    known = _FORBIDDEN_CALLS.get(platform.machine())
    if known is None:
        return
    architecture, forbidden = known
    if programs:
        forbidden = tuple(call for call in forbidden if call != _EXECVE[platform.machine()])
    load, jump_if_equal, jump_if_at_least, answer = 0x20, 0x15, 0x35, 0x06
    program = [
        (load, 0, 0, 4),
        (jump_if_equal, 1, 0, architecture),
        (answer, 0, 0, _RETURN_KILL),
        (load, 0, 0, 0),
        (jump_if_at_least, len(forbidden) + 1, 0, _X32_BIT),
        *((jump_if_equal, len(forbidden) - place, 0, call) for place, call in enumerate(forbidden)),
        (answer, 0, 0, _RETURN_ALLOW),
        (answer, 0, 0, _RETURN_EPERM),
    ]
    instructions = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in program))
    descriptor = struct.pack("@HP", len(program), ctypes.addressof(instructions))
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(descriptor), 0, 0)
