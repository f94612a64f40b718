"""Functions that the sandbox tests run in a child, one for each way to misbehave."""

import ctypes
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from authoring.refusal import SandboxRefusal


def give_back(payload: Any) -> Any:
    """Return what came."""
    return payload


def eat_memory(size: int) -> int:
    """Ask for more bytes than the child may have."""
    return len(bytearray(size))


def burn(_: None) -> None:
    """Never end, and use the processor."""
    while True:
        pass


def sleep(seconds: float) -> None:
    """Never end, and use nothing."""
    time.sleep(seconds)


def crash(_: None) -> None:
    """Read address zero, as a decoder with a hole does."""
    ctypes.string_at(0)


def refuse(code: str) -> None:
    """Refuse as a function that looked at a file does."""
    raise SandboxRefusal(code, {"width": 7})


def read_file(path: str) -> str:
    """Read a file, if the child may."""
    try:
        return Path(path).read_text()
    except OSError as error:
        return type(error).__name__


def write_file(request: dict[str, Any]) -> str:
    """Write a file, if the child may."""
    try:
        Path(request["path"]).write_bytes(b"x" * request["size"])
    except OSError as error:
        return type(error).__name__
    return "written"


def open_socket(_: None) -> str:
    """Open a network socket, if the child may."""
    try:
        socket.socket().close()
    except OSError as error:
        return type(error).__name__
    return "opened"


def start_program(_: None) -> str:
    """Start another program, if the child may."""
    try:
        subprocess.run(["/bin/true"], check=True)
    except OSError as error:
        return type(error).__name__
    return "started"


def environment(_: None) -> dict[str, str]:
    """Return the child's environment."""
    return dict(os.environ)


def niceness(_: None) -> int:
    """Return how willingly the child lets others go first."""
    return os.nice(0)


def print_much(_: None) -> str:
    """Print, as a chatty library does."""
    os.write(1, b"noise on standard output\n")
    sys.stdout.write("more noise")
    return "quiet"


def talk_much(size: int) -> str:
    """Return a large answer."""
    return "x" * size
