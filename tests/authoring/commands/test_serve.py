"""The server as a process: it ends when it is told to, whoever still holds a connection."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services.ports import a_free_port
from tests.services.waiting import until_it_answers

pytestmark = pytest.mark.localhost


def test_a_connection_that_says_nothing_does_not_keep_the_server_from_ending(tmp_path: Path) -> None:
    port = a_free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"WAYFABLE_DATA": str(tmp_path), "WAYFABLE_PORT": str(port), "WAYFABLE_PUBLIC_URL": url}
    log = tmp_path / "server.log"
    with log.open("wb") as lines:
        command = [str(Path(sys.executable).parent / "wayfable"), "serve"]
        server = subprocess.Popen(command, env=environment, stdout=lines, stderr=lines)
    try:
        until_it_answers(f"{url}/sign-in", server, log)
        # Browsers open connections ahead of need; a slow phone sends half a request.
        with socket.create_connection(("127.0.0.1", port)), socket.create_connection(("127.0.0.1", port)) as slow:
            slow.sendall(b"GET /sign-in HTTP/1.1\r\nHost: ")
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=60) == 0
    finally:
        server.kill()
        server.wait()
