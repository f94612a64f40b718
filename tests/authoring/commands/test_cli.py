"""The command line speaks in sentences, whatever happens."""

import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from authoring import console
from authoring.actions.sign_in_with_link import sign_in_with_link
from authoring.db import Database
from authoring.queries import people
from tests.authoring.commands.conftest import Typed
from tests.services.ports import a_free_port


def test_help_names_every_command(typed: Typed) -> None:
    code, printed, _ = typed("--help")
    assert code == 0
    files = Path("authoring/commands").glob("[a-z]*.py")
    assert all(re.search(rf"^  {file.stem.rstrip('_')} ", printed, re.MULTILINE) for file in files)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nonsense"], "nonsense"),
        (["tours", "--nonsense"], "There is no option --nonsense here."),
        (["restore"], "What is missing: 'FILE'."),
    ],
)
def test_wrong_usage_is_told_with_the_way_to_the_help(typed: Typed, words: list[str], sentence: str) -> None:
    code, printed, error = typed(*words)
    assert (code, printed) == (2, "")
    assert sentence in error
    assert "--help” shows what is possible." in error


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("schema foo", "'NAME' passt so nicht: „foo“ ist keines von 'station', 'tour'"),
        ("schema", "Es fehlt die Angabe 'NAME'. Möglich sind:\n\tstation,"),
        ("schema station tour", "Das ist eine Angabe zu viel: tour"),
        ("nonsense", "Den Befehl „nonsense“ gibt es nicht."),
        ("tours --jsn", "Die Option --jsn gibt es hier nicht. Meinten Sie '--json'?"),
        ("tours --json=1", "Zur Option --json gehört keine Angabe."),
        ("import --as-tour", "Hinter der Option --as-tour fehlt eine Angabe."),
        ("import", "Es fehlt die Angabe 'FILE...'."),
        ("codes x --quiet 99", "'--quiet' passt so nicht: 99 liegt nicht im Bereich 0<=x<=12."),
        ("codes x --quiet viel", "'--quiet' passt so nicht: „viel“ ist keine Zahl."),
        ("codes x --logo /nirgends", "'--logo' passt so nicht: „/nirgends“ gibt es nicht."),
        ("export x --output /", "'-o' / '--output' passt so nicht: „/“: Das ist ein Ordner."),
        ("user add a@b.example", "Es fehlt die Option '--name'."),
        ("user nonsense", "Den Befehl „nonsense“ gibt es nicht."),
    ],
)
def test_wrong_usage_is_told_in_the_persons_language_and_in_no_other(typed: Typed, words: str, sentence: str) -> None:
    code, printed, error = typed("--lang", "de", *words.split())
    assert (code, printed) == (2, "")
    assert sentence in error
    assert "--help“ zeigt, was möglich ist." in error
    assert re.findall(r"\b(the|not|no|such|is|missing|value|usage|error|try|does|got|invalid)\b", error.lower()) == []


def test_the_help_of_every_command_has_its_headings_in_the_persons_language(typed: Typed) -> None:
    for command in ("", "import", "codes", "user"):
        code, printed, _ = typed("--lang", "de", *command.split(), "--help")
        assert code == 0
        assert printed.startswith("Aufruf: wayfable")
        assert "Optionen:" in printed
        assert "Diese Hilfe zeigen." in printed


def test_a_tour_that_is_not_there_is_named(typed: Typed, installation: Database, tmp_path: Path) -> None:
    code, _, error = typed("--lang", "de", "codes", "--output", str(tmp_path / "a" / "b"), "nirgends")
    assert (code, error) == (1, "Es gibt keine Tour mit der Kennung oder dem Kurznamen „nirgends“.\n")
    code, _, error = typed("--lang", "de", "export", "nirgends", "--output", str(tmp_path / "weg"))
    assert (code, error) == (1, "Es gibt keine Tour mit der Kennung oder dem Kurznamen „nirgends“.\n")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (FileNotFoundError(2, "No such file or directory", "/weg/tour.zip"), "Das gibt es nicht: /weg/tour.zip\n"),
        (PermissionError(13, "Permission denied", "/root"), "Dazu fehlt Ihnen das Recht: /root\n"),
        (OSError(28, "No space left on device"), "Auf dem Datenträger ist kein Platz mehr."),
    ],
)
def test_what_the_machine_refuses_is_told_in_the_persons_language(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, fault: OSError, sentence: str
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(console, "opened", fail)
    code, _, error = typed("--lang", "de", "tours")
    assert code == 2
    assert error.startswith(sentence)


def test_wrong_settings_are_all_told(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYFABLE_PORT", "x")
    monkeypatch.setenv("WAYFABLE_STORAGE_URL", "ftp://x")
    code, _, error = typed("tours")
    assert code == 2
    assert len(error.splitlines()) == 2


def test_a_refusal_is_a_sentence_and_exit_1(typed: Typed) -> None:
    assert typed("user", "link", "nobody@example.org") == (
        1,
        "",
        "There is no such person here: nobody@example.org\n",
    )


def test_a_database_that_is_none_is_told(typed: Typed, environment: Path) -> None:
    environment.mkdir()
    (environment / "wayfable.sqlite").write_bytes(b"this is no database, but a text " * 100)
    code, _, error = typed("tours")
    assert code == 2
    assert error == "The database does not answer as expected: file is not a database\n"


def test_the_unforeseen_goes_into_a_file_and_not_onto_the_screen(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("something inside")

    monkeypatch.setattr(console, "opened", fail)
    code, _, error = typed("tours")
    assert code == 2
    assert "Traceback" not in error
    assert "something inside" not in error
    file = Path(re.search(r"(/\S+\.txt)$", error.strip())[1])  # type: ignore[index]
    assert "something inside" in file.read_text(encoding="utf-8")
    file.unlink()


def test_the_language_is_the_persons(environment: Path) -> None:
    for words, expected in (
        (["--lang", "de", "tours"], "Es gibt noch keine Touren."),
        (["tours"], "There are no tours yet."),
    ):
        ran = subprocess.run(
            [sys.executable, "-m", "authoring.cli", *words], capture_output=True, text=True, check=True
        )
        assert ran.stdout.startswith(expected)


def test_the_first_person_looks_after_people_and_can_sign_in(typed: Typed, installation: Database) -> None:
    code, printed, _ = typed("user", "add", "anna@example.org", "--name", "Anna", "-o", "Erfurt")
    assert code == 0
    token = re.findall(r"/sign-in/(\S+)", printed)[0]
    signed_in = sign_in_with_link(installation, token, "127.0.0.1")
    visit = people.visit_of(installation, signed_in.token)
    assert visit is not None
    assert [role.value for role in visit.actor.roles.values()] == ["administrator"]
    assert typed("user", "list")[1] == "Erfurt (erfurt)\n  anna@example.org  ·  Anna  ·  administrator\n"


@pytest.mark.parametrize("words", [["user", "list"], ["doctor"]])
def test_an_installation_without_anybody_says_how_to_begin(
    typed: Typed, installation: Database, words: list[str]
) -> None:
    code, printed, _ = typed(*words)
    assert code == 0
    assert 'wayfable user add YOUR@ADDRESS --name "Your name"' in printed


def test_an_import_without_an_organisation_says_how_to_begin(
    typed: Typed, installation: Database, tmp_path: Path
) -> None:
    (tmp_path / "orte.csv").write_text("Name,lat,lon\nDom,50.97583,11.02333\n")
    code, _, error = typed("import", str(tmp_path / "orte.csv"))
    assert code == 1
    assert "wayfable user add" in error


def test_a_port_that_is_taken_is_no_second_server(
    typed: Typed, environment: Path, monkeypatch: pytest.MonkeyPatch, socket_enabled: None
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("WAYFABLE_PORT", str(taken.getsockname()[1]))
        for command in ("serve", "demo"):
            code, printed, error = typed(command)
            assert (code, printed) == (2, "")
            assert error.startswith("Something runs on port ")
    assert not environment.exists()


@pytest.mark.parametrize("command", ["serve", "demo"])
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("WAYFABLE_PUBLIC_URL", "http://example.org", "every sign-in would cross the network in the clear"),
        ("WAYFABLE_HOST", "nowhere.invalid", "WAYFABLE_HOST must be an address of this machine"),
        ("WAYFABLE_HOST", "203.0.113.7", "WAYFABLE_HOST must be an address of this machine"),
        ("WAYFABLE_DATA", "/etc/passwd", "WAYFABLE_DATA must name a folder"),
        ("WAYFABLE_DATA", "/etc/passwd/inside", "WAYFABLE_DATA must name a folder"),
    ],
)
def test_what_cannot_be_served_is_refused_before_anything_is_announced(
    command: str,
    name: str,
    value: str,
    sentence: str,
    typed: Typed,
    environment: Path,
    monkeypatch: pytest.MonkeyPatch,
    socket_enabled: None,
) -> None:
    monkeypatch.setenv(name, value)
    code, printed, error = typed(command)
    assert (code, printed) == (2, "")
    assert sentence in error
    assert len(error.splitlines()) == 1
    assert not environment.exists()


def test_a_data_folder_without_a_readable_secret_is_not_announced(
    typed: Typed, environment: Path, monkeypatch: pytest.MonkeyPatch, socket_enabled: None
) -> None:
    monkeypatch.setenv("WAYFABLE_PORT", str(a_free_port()))
    (environment / "secret").mkdir(parents=True)
    code, printed, error = typed("serve")
    assert (code, printed) == (2, "")
    assert error == f"This is a folder and no file: {environment / 'secret'}\n"


def test_somebody_who_is_added_once_more_keeps_their_role(typed: Typed) -> None:
    typed("user", "add", "anna@example.org", "--name", "Anna")
    code, printed, _ = typed("user", "add", "Anna@example.org", "--name", "Anna")
    assert (code, "signs in as before" in printed) == (0, True)
    assert "anna@example.org  ·  Anna  ·  administrator" in typed("user", "list")[1]
    code, _, error = typed("user", "add", "anna@example.org", "--name", "Anna", "--role", "author")
    assert (code, error[:31]) == (1, "This is the last person with th")


def test_people_come_change_and_go(typed: Typed) -> None:
    typed("user", "add", "anna@example.org", "--name", "Anna")
    typed("user", "add", "ben@example.org", "--name", "Ben")
    assert "ben@example.org  ·  Ben  ·  author" in typed("user", "list")[1]
    assert typed("user", "role", "ben@example.org", "publisher")[0] == 0
    assert "ben@example.org  ·  Ben  ·  publisher" in typed("user", "list")[1]
    assert "/sign-in/" in typed("user", "link", "ben@example.org")[1]
    assert typed("user", "remove", "ben@example.org")[0] == 0
    assert "ben@" not in typed("user", "list")[1]
    code, _, error = typed("user", "remove", "anna@example.org")
    assert (code, error[:31]) == (1, "This is the last person with th")


def test_with_several_organisations_one_has_to_be_named(typed: Typed) -> None:
    typed("user", "add", "anna@example.org", "--name", "Anna", "-o", "Erfurt")
    typed("user", "add", "ben@example.org", "--name", "Ben", "-o", "Jena")
    code, _, error = typed("user", "role", "ben@example.org", "author")
    assert code == 1
    assert "erfurt, jena" in error
    printed = typed("user", "add", "ben@example.org", "--name", "", "-o", "erfurt")[1]
    assert printed.startswith("ben@example.org had an account already.")
    assert "/sign-in/" in printed


def test_an_older_backup_is_replaced_only_where_that_is_said(typed: Typed, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    file.write_bytes(b"of yesterday")
    code, printed, error = typed("backup", str(file))
    assert (code, printed) == (1, "")
    assert "--force" in error
    assert file.read_bytes() == b"of yesterday"
    assert typed("backup", str(file), "--force")[0] == 0
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("words", ["--lang xx tours", "--lang=deutsch tours", "check --lang xx a.json"])
def test_a_language_that_is_not_spoken_is_wrong_usage(typed: Typed, words: str) -> None:
    code, printed, error = typed(*words.split())
    assert (code, printed) == (2, "")
    assert "only de and en" in error


def test_no_title_ends_a_line_or_steers_the_terminal(typed: Typed, a_tour: Callable[[str], str]) -> None:
    tour_id = a_tour("Weg\r\nzum \x1b[31mTor\u202e")
    code, printed, _ = typed("tours")
    assert code == 0
    assert len(printed.splitlines()) == 1
    assert "Weg��zum �[31mTor�" in printed
    assert "weg" in printed
    assert tour_id not in printed


def test_no_refusal_ends_a_line_or_steers_the_terminal(typed: Typed, installation: Database) -> None:
    code, _, error = typed("export", "weg\r\n\x1b[31mrot\u202e")
    assert (code, len(error.splitlines())) == (1, 1)
    assert "weg���[31mrot�" in error


@pytest.mark.parametrize("words", [["tours"], ["--help"]])
def test_whoever_has_read_enough_ends_it_quietly(typed: Typed, a_tour: Callable[[str], str], words: list[str]) -> None:
    a_tour("Weg")
    command = [sys.executable, "-m", "authoring.cli", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.close()
        error = ran.stderr.read()
    assert (ran.returncode, error) == (0, b"")


def test_what_counts_one_is_told_in_the_singular(typed: Typed, installation: Database, tmp_path: Path) -> None:
    (tmp_path / "ort.gpx").write_text(
        '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="x"><wpt lat="50.97" lon="11.02">'
        '<name>Dom</name></wpt><trk><trkseg><trkpt lat="50.97" lon="11.02"/><trkpt lat="50.98" lon="11.03"/>'
        "</trkseg></trk></gpx>"
    )
    typed("user", "add", "anna@example.org", "--name", "Anna")
    assert "(ein Weg, 0 zurückgestellt)" in typed("--lang", "de", "import", "--dry-run", str(tmp_path / "ort.gpx"))[1]
    typed("import", str(tmp_path / "ort.gpx"))
    assert "1 Dokument, 0 Dateien" in typed("--lang", "de", "backup", str(tmp_path / "b.zip"))[1]


def test_a_backup_is_restored_from_the_command_line(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed("user", "add", "anna@example.org", "--name", "Anna")
    file = tmp_path / "backup.zip"
    assert typed("backup", str(file))[1] == f"Backed up to {file}: 0 documents, 0 files, 0 MB.\n"
    assert typed("backup", str(tmp_path / "nowhere" / "x.zip"))[0] == 1
    monkeypatch.setenv("WAYFABLE_DATA", str(tmp_path / "other"))
    assert typed("restore", str(tmp_path / "x.zip"))[0] == 2
    code, printed, _ = typed("restore", str(file))
    assert code == 0
    assert printed.endswith("Every hash is right. Everybody has to sign in again.\n")
    assert "anna@example.org" in typed("user", "list")[1]


def test_a_start_that_needs_no_database_loads_none() -> None:
    heavy = "{'sqlalchemy', 'flask', 'alembic', 'dbos'}"
    code = f"import sys, authoring.cli as c; c.program(); print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
