"""Waiting for a server that was just started."""

import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any


def until_it_answers(url: str, server: subprocess.Popen[Any], log: Path | None = None, *, status: int = 200) -> None:
    """Return when the address answers with the status.

    Raises:
        RuntimeError: it ended, or three minutes have gone by; with the end of its log.
    """
    deadline = time.monotonic() + 180
    while time.monotonic() < deadline and server.poll() is None:
        if _status_of(url) == status:
            return
        time.sleep(0.05)
    said = log.read_text(errors="replace")[-4000:] if log else ""
    raise RuntimeError(f"{url} does not answer:\n{said}")


def _status_of(url: str) -> int | None:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 (our own http:// address)
            return int(answer.status)
    except urllib.error.HTTPError as answer:
        return answer.code
    except OSError:
        return None


def until_it_listens(port: int, server: subprocess.Popen[Any], log: Path) -> None:
    """Return when somebody takes connections at the port of 127.0.0.1.

    Raises:
        RuntimeError: it ended, or a minute has gone by; with the end of its log.
    """
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nobody listens at {port}:\n{log.read_text(errors='replace')[-4000:]}")


def until_nobody_listens(port: int) -> None:
    """Return when nobody takes connections at the port of 127.0.0.1 any more.

    Raises:
        RuntimeError: a minute has gone by, and somebody still does.
    """
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"somebody listens at {port}")
