"""One field of a 200-station tour saved through real HTTP: checked, a revision, an index entry, an audit line.

Beside it the least that any server could do: bare Flask and SQLAlchemy that write the same bytes into one row of a
table, on the same server with the same durability (SQLite, WAL, `synchronous=FULL`), asked by turns.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final, Protocol

from flask import Flask, request
from sqlalchemy import create_engine, event, text

from authoring import clock, collector
from authoring.actions.create_document import create_document
from authoring.actions.create_token import create_token
from authoring.db import Database
from authoring.ids import new_id
from authoring.permissions import Actor
from authoring.tables import Organisation
from tests.benchmarks.check import a_full_tour
from tests.benchmarks.figure import Figure, percentile
from tests.services.ports import a_free_port

SAVES: Final = 300
WARM_UP: Final = 20
STATION: Final = 100
BARE_DATABASE: Final = "BENCHMARK_DATABASE"
MACHINE: Final = Actor.command_line()
Json = dict[str, Any]


def run() -> Iterator[Figure]:
    """The times of a save of the tour and of a station in it, and the peer's."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        token, tour, station = _seed(folder)
        ours = {"WAYFABLE_DATA": str(folder)}
        bare = {BARE_DATABASE: f"sqlite:///{folder / 'bare.sqlite'}"}
        with (
            _serving("authoring.commands.serve:application", ours) as here,
            _serving("tests.benchmarks.save:bare", bare) as there,
        ):
            of_tour, of_bare = _by_turns(_Editor(here, token, tour, tour["id"]), _Bare(there, tour))
            of_station, _ = _by_turns(_Editor(here, token, station, tour["id"]), None)
    peer = median(of_bare)
    yield _figure("a field of the tour, half of the saves", median(of_tour), peer)
    yield _figure("a field of the tour, 99 of 100", percentile(of_tour, 99), percentile(of_bare, 99), bound=60)
    yield _figure("a field of a station, with the tour's report, half of the saves", median(of_station), peer)
    yield _figure("the same, 99 of 100", percentile(of_station, 99), percentile(of_bare, 99), bound=60)


def _figure(name: str, value: float, peer: float, bound: float | None = None) -> Figure:
    told = "bare Flask and SQLAlchemy writing one row:"
    return Figure(name, value * 1e3, "ms", bound=bound, peer=told, peer_value=peer * 1e3, ratio=peer / value)


class _Client(Protocol):
    """Whoever saves: how long the bytes take to be written is not the server's to answer for."""

    def typed(self) -> bytes:
        """What is sent next."""
        ...

    def save(self, sent: bytes) -> bytes:
        """Send it, and give the whole answer."""
        ...

    def told(self, answer: bytes) -> None:
        """Look at the answer; raises ``ValueError`` if nothing was saved."""
        ...


class _Editor:
    """Types into a document and saves it, again and again, as the editor does."""

    def __init__(self, port: int, token: str, body: Json, report_for: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._token, self._body, self._report_for = token, body, report_for
        self._revision, self._typed = 1, 0

    def typed(self) -> bytes:
        self._typed += 1
        title = {language: f"{words} {self._typed}" for language, words in self._body["title"].items()}
        # As a browser writes JSON.
        return json.dumps(self._body | {"title": title}, ensure_ascii=False, separators=(",", ":")).encode()

    def save(self, sent: bytes) -> bytes:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Content-Type": "application/json",
            "If-Match": f'"{self._revision}"',
            "X-Report-For": self._report_for,
        }
        self._connection.request("PUT", f"/api/v1/documents/{self._body['id']}", sent, headers)
        return self._connection.getresponse().read()

    def told(self, answer: bytes) -> None:
        said = json.loads(answer)
        if "report" not in said:
            raise ValueError(said)
        self._revision = said["revision"]


class _Bare:
    """Sends the same bytes to the peer."""

    def __init__(self, port: int, body: Json) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._sent = json.dumps(body).encode()
        self._members = len(body)

    def typed(self) -> bytes:
        return self._sent

    def save(self, sent: bytes) -> bytes:
        self._connection.request("PUT", "/", sent, {"Content-Type": "application/json"})
        return self._connection.getresponse().read()

    def told(self, answer: bytes) -> None:
        if len(json.loads(answer)) != self._members:
            raise ValueError(answer[:200])


def _by_turns(ours: _Client, bare: _Client | None) -> tuple[list[float], list[float]]:
    """How long each save took, in seconds: by turns, so that whatever slows the machine slows both."""
    # What this process sweeps up is no part of a save.
    collector.settle()
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM_UP + SAVES):
        for times, editor in zip(taken, (ours, bare), strict=True):
            if editor is not None:
                sent = editor.typed()
                start = time.perf_counter()
                answer = editor.save(sent)
                spent = time.perf_counter() - start
                editor.told(answer)
                if number >= WARM_UP:
                    times.append(spent)
    return taken


def _seed(folder: Path) -> tuple[str, Json, Json]:
    """Store the tour and all that it names; give a token, the tour and one of its stations."""
    tour, others = a_full_tour()
    database = Database(f"sqlite:///{folder / 'wayfable.sqlite'}")
    database.migrate()
    organisation = new_id()
    with database.write() as session:
        session.add(Organisation(id=organisation, name="Erfurt", slug="erfurt", created_at=clock.now()))
        session.flush()
        for each in [*reversed(others), tour]:
            create_document(session, MACHINE, organisation, json.dumps(each).encode())
    token = create_token(database, MACHINE, organisation, name="benchmark", scope="write").token
    database.close()
    return token, tour, others[STATION]


@contextmanager
def _serving(target: str, environment: dict[str, str]) -> Iterator[int]:
    """Serve a factory as the installation is served: granian, one process, threads; gives the port."""
    port = a_free_port()
    given = {name: value for name, value in os.environ.items() if not name.startswith("WAYFABLE_")}
    if "WAYFABLE_DATA" in environment:
        environment = environment | {"WAYFABLE_PORT": str(port)}
    options = ["--interface", "wsgi", "--factory", "--port", str(port), "--workers", "1", "--blocking-threads", "8"]
    command = [sys.executable, "-m", "granian", *options, "--log-level", "warning", target]
    with subprocess.Popen(command, env=given | environment, stderr=subprocess.DEVNULL) as server:
        try:
            _await(port)
            yield port
        finally:
            server.terminate()
            server.wait(20)


def _await(port: int) -> None:
    for _ in range(300):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise TimeoutError(port)


def bare() -> Flask:
    """The peer: takes a body and writes it into a row, durably; nothing else."""
    engine = create_engine(os.environ[BARE_DATABASE])

    @event.listens_for(engine, "connect")
    def durable(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")

    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE document (id INTEGER PRIMARY KEY, body TEXT)"))
    app = Flask("bare", static_folder=None)

    @app.get("/")
    def alive() -> str:
        return ""

    @app.put("/")
    def save() -> Any:
        body = request.get_json()
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO document (body) VALUES (:body)"), {"body": json.dumps(body)})
        return body

    return app
