"""The server as a process: it ends when it is told to, and who sends too much hears why."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.services.ports import a_free_port
from tests.services.waiting import until_it_answers, until_nobody_listens

pytestmark = pytest.mark.localhost


@contextmanager
def a_server(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """An installation in the folder, served; with its port."""
    port = a_free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"WAYFABLE_DATA": str(folder), "WAYFABLE_PORT": str(port), "WAYFABLE_PUBLIC_URL": url}
    log = folder / "server.log"
    with log.open("wb") as lines:
        command = [str(Path(sys.executable).parent / "wayfable"), "serve"]
        server = subprocess.Popen(command, env=environment, stdout=lines, stderr=lines)
    try:
        until_it_answers(f"{url}/sign-in", server, log)
        yield server, port
    finally:
        # Not killed: its worker would have to find out by itself.
        server.terminate()
        server.wait(timeout=60)


def test_a_connection_that_says_nothing_does_not_keep_the_server_from_ending(tmp_path: Path) -> None:
    # Browsers open connections ahead of need; a slow phone sends half a request.
    with (
        a_server(tmp_path) as (server, port),
        socket.create_connection(("127.0.0.1", port)),
        socket.create_connection(("127.0.0.1", port)) as slow,
    ):
        slow.sendall(b"GET /sign-in HTTP/1.1\r\nHost: ")
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0


def test_whoever_sends_far_too_much_hears_so_and_no_broken_pipe(tmp_path: Path) -> None:
    pieces, piece = 800, b"x" * 65_536
    with a_server(tmp_path) as (_, port):
        for length in ({"Content-Length": str(pieces * len(piece))}, {"Transfer-Encoding": "chunked"}):
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            header = {"Origin": f"http://127.0.0.1:{port}", "Content-Type": "application/x-www-form-urlencoded"}
            body = (piece for _ in range(pieces))
            connection.request(
                "POST", "/sign-in/password", body, header | length, encode_chunked="Transfer-Encoding" in length
            )
            answer = connection.getresponse()
            # Piecemeal, its token is asked for first.
            assert answer.status == (413 if "Content-Length" in length else 403)
            assert answer.read() != b""
            connection.close()


def test_the_worker_of_a_killed_server_gives_the_port_back(tmp_path: Path) -> None:
    with a_server(tmp_path) as (server, port):
        server.kill()
        server.wait()
        until_nobody_listens(port)
