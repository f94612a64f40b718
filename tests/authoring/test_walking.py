"""Walking routes: asked of one address, bounded, and only what fits is believed."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from authoring import walking
from authoring.walking import NoRouteError, RouterUnavailableError, walk

pytestmark = pytest.mark.localhost
PLACES = [(11.0308, 50.9788), (11.0322, 50.9779)]
LEG = {"summary": {"length": 0.2134, "time": 155.4}, "shape": "_sqa`B_m_aTnf@_|A"}
Answer = tuple[int, bytes, dict[str, str]]


@pytest.fixture
def router() -> Iterator[Callable[[Answer], tuple[str, list[Any]]]]:
    """Starts a server that gives one answer; tells its address, and what it was asked."""
    servers: list[HTTPServer] = []

    def start(answer: Answer) -> tuple[str, list[Any]]:
        asked: list[Any] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
                self.send_response(answer[0])
                for name, value in answer[2].items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer[1])))
                self.end_headers()
                self.wfile.write(answer[1])

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/valhalla", asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def trip(*legs: Any) -> bytes:
    return json.dumps({"trip": {"legs": legs}}).encode()


def test_a_walk_is_asked_for_and_read(router: Callable[[Answer], tuple[str, list[Any]]]) -> None:
    address, asked = router((200, trip(LEG), {}))
    (leg,) = walk(address, PLACES)
    assert (leg.distance_m, leg.duration_s) == (213.4, 155)
    assert len(leg.line) == 2
    ((path, question),) = asked
    assert path == "/valhalla/route"
    assert question["costing"] == "pedestrian"
    assert question["locations"][0] == {"lon": 11.0308, "lat": 50.9788}


def test_a_line_is_decoded_as_valhalla_writes_it() -> None:
    # Google's own example of the algorithm, which is the same but for the scale.
    decoded = [*walking._positions("_p~iF~ps|U_ulLnnqC_mqNvxq`@")]
    assert decoded == [(-12.02, 3.85), (-12.095, 4.07), (-12.6453, 4.3252)]


def test_no_way_is_told_apart_from_no_server(router: Callable[[Answer], tuple[str, list[Any]]]) -> None:
    with pytest.raises(NoRouteError):
        walk(router((400, b'{"error_code": 442}', {}))[0], PLACES)
    with pytest.raises(RouterUnavailableError):
        walk("http://127.0.0.1:1", PLACES)


@pytest.mark.parametrize(
    "answer",
    [
        (500, b"", {}),
        (302, b"", {"Location": "http://169.254.169.254/"}),
        (200, b"not json", {}),
        (200, b"[" * 100_000, {}),
        (200, b'{"trip": {"legs": "x"}}', {}),
        (200, trip(), {}),
        (200, trip(LEG, LEG), {}),
        (200, trip(LEG | {"shape": ""}), {}),
        (200, trip(LEG | {"summary": {"length": "far"}}), {}),
        (200, b" " * (walking._LARGEST_ANSWER + 1), {}),
    ],
)
def test_an_answer_that_does_not_fit_was_not_given(
    answer: Answer, router: Callable[[Answer], tuple[str, list[Any]]]
) -> None:
    address, asked = router(answer)
    with pytest.raises(RouterUnavailableError):
        walk(address, PLACES)
    assert len(asked) == 1
