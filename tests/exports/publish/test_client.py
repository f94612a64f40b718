"""Somebody who knows the specification and nothing else reads what is published: `exports/client.py`."""

import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from exports import client
from exports.client import Refused, update
from exports.publish.changes import Withdrawal
from exports.publish.keys import LIFETIMES, ROLES, RoleName
from tests.builders import words
from tests.exports.publish.conftest import Office
from tour_schema.tour import Tour


@pytest.fixture
def phone(office: Office, tour: Tour, tmp_path: Path) -> Callable[[], int]:
    """Brings a phone up to date; gives the bytes that it fetched."""
    root = office.keys.root_data()[0]

    def fetch(path: str) -> bytes | None:
        file = office.folder / path
        return file.read_bytes() if file.is_file() else None

    return lambda: update(fetch, root, tour.id, tmp_path / "phone")


def titled(tour: Tour, title: str) -> Tour:
    return tour.model_copy(update={"title": words(title, title)})


def test_it_takes_a_tour_and_then_only_what_is_new(office: Office, tour: Tour, phone: Callable[[], int]) -> None:
    (first,) = office.publish(tour).steps
    assert phone() >= first.whole_bytes
    assert phone() == 0
    (second,) = office.publish(titled(tour, "Neu")).steps
    assert phone() == second.again_bytes < 2_000


@pytest.mark.parametrize("role", ROLES)
def test_it_follows_new_keys(office: Office, tour: Tour, phone: Callable[[], int], role: RoleName) -> None:
    office.publish(tour)
    phone()
    office.keys.rotate(role, office.now)
    office.publish()
    assert phone() == 0
    office.publish(titled(tour, "Neu"))
    assert phone() > 0


def test_it_refuses_what_was_tampered_with_replayed_or_expired(
    office: Office, tour: Tour, phone: Callable[[], int]
) -> None:
    office.publish(tour)
    phone()
    timestamp = office.folder / "metadata/timestamp.json"
    old = timestamp.read_bytes()
    office.publish(titled(tour, "Neu"))
    blob = next(path for path in office.folder.glob("blobs/*/*/*") if b"Neu" in path.read_bytes())
    good, patches = blob.read_bytes(), list(office.folder.glob("patches/*"))
    for patch in patches:
        patch.unlink()
    blob.write_bytes(good + b" ")
    with pytest.raises(Refused, match="not what was published"):
        phone()
    blob.write_bytes(good)
    phone()
    new = timestamp.read_bytes()
    timestamp.write_bytes(old)
    with pytest.raises(Refused, match="older"):
        phone()
    changed = json.loads(new)
    changed["signed"]["version"] += 1
    timestamp.write_text(json.dumps(changed))
    with pytest.raises(Refused, match="not signed"):
        phone()
    timestamp.write_bytes(new)
    office.publish(Withdrawal(tour.id))
    with pytest.raises(Refused, match="not published"):
        phone()


def test_it_refuses_what_has_expired(office: Office, tour: Tour, phone: Callable[[], int]) -> None:
    office.publish(tour, now=office.now - LIFETIMES["timestamp"] - timedelta(days=1))
    with pytest.raises(Refused, match="expired"):
        phone()


def test_without_zstd_it_fetches_whole_files(
    office: Office, tour: Tour, phone: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.publish(tour)
    phone()
    office.publish(titled(tour, "Neu"))

    def absent(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(client, "import_module", absent)
    assert phone() > 2_000


def test_it_takes_no_metadata_for_others(office: Office, tour: Tour, phone: Callable[[], int]) -> None:
    office.publish(tour)
    newest = max(office.folder.glob(f"metadata/*.tours-{tour.id[-1]}.json"))
    office.publish(titled(tour, "Neu"))
    later = max(office.folder.glob(f"metadata/*.tours-{tour.id[-1]}.json"))
    later.write_bytes(newest.read_bytes())
    with pytest.raises(Refused, match="number of another"):
        phone()
    (office.folder / "metadata/2.root.json").write_bytes(office.keys.root_data()[0])
    with pytest.raises(Refused, match="number of another"):
        phone()


@pytest.mark.localhost
def test_it_is_a_script_that_asks_a_web_server(
    office: Office,
    tour: Tour,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    office.publish(tour)
    root = tmp_path / "root.json"
    root.write_bytes(office.keys.root_data()[0])
    handler = partial(_Quiet, directory=str(office.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}"
            monkeypatch.setattr("sys.argv", ["client", address, str(root), tour.id, str(tmp_path / "taken")])
            client.main()
            monkeypatch.setattr("sys.argv", ["client", "--help"])
            with pytest.raises(SystemExit):
                client.main()
        finally:
            server.shutdown()
            thread.join(timeout=10)
    assert "bytes fetched" in capsys.readouterr().out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""
