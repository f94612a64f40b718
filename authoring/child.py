"""The program that a sandboxed child runs: limits first, then the one function it was started for.

Started by its path and with an empty module search path (``python -I -S``), so that nothing of the
surroundings decides what it imports. One JSON request comes on standard input, one JSON answer goes to
standard output; whatever the libraries print goes nowhere.

Where the request names a ``program`` instead of a function, this process becomes that program, as confined as it is;
the same request waits for it on standard input, or the file that the request names, and then nobody hears what it says.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn


def main() -> None:
    """Read the request, confine this process, call the function and write the answer."""
    request = json.loads(sys.stdin.buffer.read())
    if "program" in request:
        _become(request)
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    sys.path[:] = request["search_path"]
    answer = _answer(request)
    with answers:
        answers.write(json.dumps(answer, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode())
    # No interpreter shut-down: freeing a decoder's half-built state is where a damaged file would still
    # crash.
    os._exit(0)


def _become(request: dict[str, Any]) -> NoReturn:
    """Turn into the program, which finds its request where this process found it."""
    sys.path[:] = request["search_path"]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    _confine(request)
    if "standard_input" in request:
        os.dup2(os.open(request["standard_input"], os.O_RDONLY), 0)
        os.dup2(nowhere, 1)
    else:
        os.lseek(0, 0, os.SEEK_SET)
    program = request["program"]
    os.execv(program[0], program)  # noqa: S606 - the point of it; nothing but this file may be executed


def _confine(request: dict[str, Any]) -> None:
    from authoring.confinement import close_doors, limit_resources

    os.nice(request["niceness"])
    limit_resources(**request["limits"])
    places = (map(Path, request[kind]) for kind in ("readable", "writable", "executable"))
    close_doors(*map(list, places))


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    from importlib import import_module

    from authoring.refusal import SandboxRefusal

    _confine(request)
    module, _, name = request["function"].partition(":")
    try:
        return {"result": getattr(import_module(module), name)(request["payload"])}
    except SandboxRefusal as refusal:
        return {"refused": refusal.code, "values": refusal.values}
    except MemoryError:
        return {"refused": "memory", "values": {}}


if __name__ == "__main__":
    main()
