"""What every room of the tests shares: the servers, the databases, the samples, and shut sockets."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from authoring.db import Database
from tests.services import postgresql, seaweed
from tests.services.install import CannotInstall

ROOT = Path(__file__).resolve().parent.parent

#: Whoever asks for one of these asks for this machine's loopback address with it.
_TALK = {"postgresql_server", "s3_server", "live_server", "browser", "page"}
_LOOPBACK = ["127.0.0.1", "::1", "localhost"]


# How long one example takes says something about the machine and how busy it is, and nothing about the code.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

# DBOS gives its logger a handler on the standard error of the moment, if it has none: under a test of the command
# line that is a stream which is closed when the test ends, and every later job would write to it.
logging.getLogger("dbos").addHandler(logging.NullHandler())


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two workers for a whole run, none where somebody named what to run: starting them costs a second."""
    named = [word for word in config.invocation_params.args if not str(word).startswith("-")]
    return 0 if named else min(2, os.cpu_count() or 1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open the loopback address to the tests that ask for it, by a marker or by a server's fixture."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ())) & _TALK
        parameters = getattr(getattr(item, "callspec", None), "params", {}).values()
        if asked or {"postgresql", "s3"} & {value for value in parameters if isinstance(value, str)}:
            item.add_marker("localhost")
        if item.get_closest_marker("localhost"):
            item.add_marker(pytest.mark.allow_hosts(_LOOPBACK))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why a first try failed where a second one passed: a test that needs two hides something."""
    for report in terminalreporter.getreports("rerun"):
        terminalreporter.write_sep("_", f"first try of {report.nodeid}")
        terminalreporter.write_line(report.longreprtext)


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real files that nobody of this project wrote; they lie beside the project where it is developed."""
    folder = ROOT.parent / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("the folder ../shared/samples is not on this machine")
    return folder


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.PostgreSQL]:
    """A PostgreSQL server, one for each test process."""
    try:
        with postgresql.running() as server:
            yield server
    except CannotInstall as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def s3_server() -> Iterator[seaweed.S3]:
    """An S3 server, one for each test process."""
    try:
        with seaweed.running() as server:
            yield server
    except CannotInstall as reason:
        pytest.skip(str(reason))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database: a test that asks for it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'wayfable.sqlite3'}"
        return
    server: postgresql.PostgreSQL = request.getfixturevalue("postgresql_server")
    url = server.new_database()
    yield url
    server.drop(url)


def _migrate(url: str) -> None:
    database = Database(url)
    database.migrate()
    database.close()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database without a row, as a file: a copy costs a fiftieth of migrating again."""
    path = tmp_path_factory.mktemp("migrated") / "wayfable.sqlite"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_on_postgresql(postgresql_server: postgresql.PostgreSQL) -> str:
    """The name of a migrated PostgreSQL database without a row, to be a template of others."""
    url = postgresql_server.new_database()
    _migrate(url)
    return url.rpartition("/")[2]


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[str]:
    """The URL of a migrated database without a row; on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{shutil.copy(migrated, tmp_path / 'wayfable.sqlite3')}"
        return
    template: str = request.getfixturevalue("migrated_on_postgresql")
    server: postgresql.PostgreSQL = request.getfixturevalue("postgresql_server")
    url = server.new_database(template)
    yield url
    server.drop(url)


@pytest.fixture(params=["disk", "s3"])
def storage_url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty file store: a test that asks for it runs on a folder and on S3."""
    if request.param == "disk":
        folder = tmp_path / "files"
        folder.mkdir()
        return folder.as_uri()
    server: seaweed.S3 = request.getfixturevalue("s3_server")
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    # A folder of its own in the one bucket keeps tests apart.
    return f"s3://{server.bucket}/{tmp_path.name}"
