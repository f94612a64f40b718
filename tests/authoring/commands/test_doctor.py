"""``wayfable doctor``: it says what is right and what is not, and changes nothing."""

from pathlib import Path

import pytest

from tests.authoring.commands.conftest import Typed


def test_the_doctor_finds_a_new_installation_sound_and_a_sick_one_not(typed: Typed, environment: Path) -> None:
    assert typed("doctor")[0] == 0
    typed("tours")
    (environment / "secret").write_text("x" * 40, encoding="ascii")
    (environment / "secret").chmod(0o644)
    code, printed, _ = typed("doctor")
    assert code == 1
    assert "✗ Others may read the secret" in printed
    assert "✓ The tables are up to date" in printed
    (environment / "secret").chmod(0o600)
    assert typed("doctor")[0] == 0


def test_the_doctor_leaves_nothing_behind(typed: Typed, environment: Path) -> None:
    assert "✓ There is no data folder yet" in typed("doctor")[1]
    assert list(environment.parent.iterdir()) == []


def test_the_doctor_promises_no_folder_that_cannot_be_made(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYFABLE_DATA", "/proc/x")
    code, printed, _ = typed("doctor")
    assert code == 1
    assert "✗ The data folder cannot be made (WAYFABLE_DATA): /proc/x." in printed
    assert "Errno" not in printed


def test_the_doctor_says_a_sentence_of_its_own_before_the_words_of_the_machine(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYFABLE_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    code, printed, _ = typed("--lang", "de", "doctor")
    assert code == 1
    (line,) = (line for line in printed.splitlines() if "„Datenbank“ ist gescheitert." in line)
    assert line.index("WAYFABLE_DATABASE_URL stimmt.") < line.index("(Wortlaut: ")
