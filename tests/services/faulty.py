"""A server in front of another one that at one request answers 500 or cuts the line, and from then on, or once."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import urlsplit

Way = Literal["500", "cut", "cut_after"]
"""`cut_after` lets the server do what was asked, and cuts before it is said."""


class Faulty(ThreadingHTTPServer):
    """Passes everything on until `spoil` says which write goes wrong."""

    daemon_threads = True
    behind: str
    way: Way = "500"
    after: int | None = None
    once = False
    writes = 0

    def spoil(self, way: Way, after: int | None, *, once: bool = False) -> None:
        """Let so many writes pass (`None`: all), then go wrong that way."""
        self.way, self.after, self.once, self.writes = way, after, once, 0

    def wrong(self) -> bool:
        """Whether this write goes wrong."""
        self.writes += 1
        if self.after is None:
            return False
        return self.writes == self.after + 1 if self.once else self.writes > self.after


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Faulty

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        wrong = self.command in {"PUT", "POST", "DELETE"} and self.server.wrong()
        if wrong and self.server.way == "500":
            self.send_response(500)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if wrong and self.server.way == "cut":
            self.close_connection = True
            return
        there = http.client.HTTPConnection(urlsplit(self.server.behind).netloc, timeout=30)
        there.request(self.command, self.path, body, dict(self.headers))
        answer = there.getresponse()
        data = answer.read()
        there.close()
        if wrong:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {"transfer-encoding", "connection", "content-length"}:
                self.send_header(name, value)
        length = answer.getheader("Content-Length", "0") if self.command == "HEAD" else str(len(data))
        self.send_header("Content-Length", length)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass_on

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: a test reads what comes back."""


@contextmanager
def before(endpoint: str) -> Iterator[tuple[str, Faulty]]:
    """The endpoint of a server that passes on to another, and the handle to spoil it."""
    server = Faulty(("127.0.0.1", 0), _Handler)
    server.behind = endpoint
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", server
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()
