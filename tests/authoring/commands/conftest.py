"""The command line's room: an installation in an empty folder, and a way to type."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from authoring import cli, console
from authoring.actions.create_document import create_document
from authoring.actions.create_organisation import create_organisation
from authoring.db import Database
from authoring.permissions import Actor
from tests import builders

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a new installation, in English."""
    folder = tmp_path / "data"
    monkeypatch.setenv("WAYFABLE_DATA", str(folder))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return folder


@pytest.fixture
def typed(environment: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Type a command line; gives the exit code, what was printed, and what was printed as an error."""

    def type_(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["wayfable", *words])
        console.language.cache_clear()
        capsys.readouterr()
        code = cli.run(list(words))
        printed = capsys.readouterr()
        console.language.cache_clear()
        return code, printed.out, printed.err

    return type_


@pytest.fixture
def installation(environment: Path, migrated: Path) -> Iterator[Database]:
    """The installation's database, migrated."""
    environment.mkdir()
    database = Database(f"sqlite:///{shutil.copy(migrated, environment / 'wayfable.sqlite')}")
    yield database
    database.close()


@pytest.fixture
def a_tour(installation: Database) -> Callable[[str], str]:
    """Writes a tour with a title into the installation; gives its id."""
    machine = Actor.command_line()
    with installation.write() as session:
        home = create_organisation(session, machine, "Erfurt")

    def write(title: str) -> str:
        value = builders.a_tour_json([], slug="weg") | {"title": {"de": title, "en": title}}
        return create_document(installation, machine, home, json.dumps(value).encode()).document_id

    return write
