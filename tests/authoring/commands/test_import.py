"""``wayfable import``: what it took, what it left and why, and how it ends."""

import json
import os
from pathlib import Path

import pytest
from sqlmodel import select

from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.permissions import Actor
from authoring.queries.documents import load
from authoring.tables import Document, Import
from tests.authoring.commands.conftest import Typed
from tests.authoring.importers.test_photos import a_photo
from tests.authoring.imports.conftest import TABLE, WALK


@pytest.fixture
def office(typed: Typed, installation: Database) -> Database:
    """An installation with one organisation."""
    assert typed("user", "add", "anna@erfurt.example", "--name", "Anna", "-o", "Erfurt")[0] == 0
    return installation


def a_file(folder: Path, name: str, data: str) -> str:
    (folder / name).write_text(data, encoding="utf-8")
    return str(folder / name)


def kinds(database: Database) -> list[str]:
    with database.read() as session:
        return sorted(session.exec(select(Document.kind)))


def test_a_track_becomes_stations_and_a_tour(typed: Typed, office: Database, tmp_path: Path) -> None:
    code, printed, error = typed("import", a_file(tmp_path, "weg.gpx", WALK), "--as-tour", "Rundgang")
    assert (code, error) == (0, "")
    assert "3 stations brought in" in printed
    assert "Tour made:" in printed
    assert kinds(office) == ["station", "station", "station", "tour"]


def test_it_says_what_it_leaves_and_why(typed: Typed, office: Database, tmp_path: Path) -> None:
    code, printed, _ = typed("import", a_file(tmp_path, "orte.csv", TABLE))
    assert code == 0
    assert "One column belongs to no field and is left. (Thema)" in printed
    assert "One station has no place." in printed


def test_a_dry_run_writes_nothing(typed: Typed, office: Database, tmp_path: Path) -> None:
    code, printed, _ = typed("import", a_file(tmp_path, "weg.gpx", WALK), "--dry-run", "--lang", "de")
    assert code == 0
    assert "3 Stationen würden übernommen" in printed
    assert kinds(office) == []
    with office.read() as session:
        assert session.exec(select(Import)).all() == []


def test_columns_are_mapped_by_name(typed: Typed, office: Database, tmp_path: Path) -> None:
    table = a_file(tmp_path, "orte.csv", TABLE)
    assert typed("import", table, "--map", "Thema=summary", "--map", "Breitengrad=-")[0] == 0
    with office.read() as session:
        cards = [row.card for row in session.exec(select(Document).order_by(Document.id))]
    assert cards[0]["title"] == {"en": "Dom"}
    assert "position" not in cards[0]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--map", "Thema"], "“Thema” is no mapping."),
        (["--map", "Thema=nonsense"], "There is no field “nonsense”."),
        (["--map", "Nichts=title"], "There is no column “Nichts”."),
    ],
)
def test_a_wrong_mapping_is_told(
    typed: Typed, office: Database, tmp_path: Path, words: list[str], sentence: str
) -> None:
    code, _, error = typed("import", a_file(tmp_path, "orte.csv", TABLE), *words)
    assert code == 2
    assert sentence in error
    assert kinds(office) == []


def test_what_cannot_be_read_ends_with_2_and_what_holds_nothing_with_1(
    typed: Typed, office: Database, tmp_path: Path
) -> None:
    code, _, error = typed("import", str(tmp_path / "nirgends.gpx"))
    assert (code, error.startswith("There is no such file")) == (2, True)
    pipe = tmp_path / "leitung"
    os.mkfifo(pipe)
    code, _, error = typed("import", str(pipe))
    assert (code, "neither a file nor a folder" in error) == (2, True)
    bomb = a_file(tmp_path, "bombe.gpx", '<!DOCTYPE x [<!ENTITY a "a">]><gpx>&a;</gpx>')
    code, printed, _ = typed("import", bomb)
    assert code == 2
    assert "DOCTYPE" in printed
    assert typed("import", a_file(tmp_path, "leer.gpx", '<gpx version="1.1" creator="us"/>'))[0] == 1
    assert kinds(office) == []


def test_an_import_is_undone_by_its_id(typed: Typed, office: Database, tmp_path: Path) -> None:
    _, printed, _ = typed("import", a_file(tmp_path, "weg.gpx", WALK), "--as-tour", "Rundgang")
    import_id = printed.rpartition("--undo ")[2].split()[0]
    assert typed("import", "--undo", import_id) == (0, "4 documents are in the bin.\n", "")
    assert typed("import", "--undo", import_id)[0] == 1
    assert typed("import")[0] == 2


def test_an_undo_names_what_somebody_works_with_and_keeps_it_when_asked(
    typed: Typed, office: Database, tmp_path: Path
) -> None:
    _, printed, _ = typed("import", a_file(tmp_path, "weg.gpx", WALK))
    import_id = printed.rpartition("--undo ")[2].split()[0]
    with office.read() as session:
        row = next(row for row in session.exec(select(Document)) if row.card["title"] == {"en": "Fischmarkt"})
        body = load(session, Actor.command_line(), row.id).value
    save_document(office, Actor.command_line(), row.id, json.dumps(body | {"credit": "Anna"}).encode(), 1)
    code, printed, error = typed("import", "--undo", import_id)
    assert (code, printed) == (1, "")
    assert f"Station: Fischmarkt ({row.id})" in error
    assert f"wayfable import --undo {import_id} --keep-changed" in error
    code, printed, _ = typed("import", "--undo", import_id, "--keep-changed")
    assert code == 0
    assert printed.startswith("2 documents are in the bin.\nOne document stayed")


def test_photographs_are_brought_in_with_words_about_how_far_it_is(
    typed: Typed, office: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "fotos"
    folder.mkdir()
    (folder / "dom.jpg").write_bytes(a_photo(11.02, 50.97, "2026:05:01 10:00:00", "Dom"))
    code, printed, error = typed("import", str(folder))
    assert code == 0
    assert "One station brought in (one picture" in printed
    assert "The photographs are being opened" in error
    assert "prepared for phones" in error


def test_the_same_file_again_brings_nothing_twice(typed: Typed, office: Database, tmp_path: Path) -> None:
    walk = a_file(tmp_path, "weg.gpx", WALK)
    assert typed("import", walk)[0] == 0
    assert typed("import", walk)[0] == 1
    assert kinds(office) == ["station"] * 3
