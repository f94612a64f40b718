"""Every variable is checked at start, and every fault is told."""

import stat
from pathlib import Path

import pytest

from authoring.settings import NAMES, Settings, SettingsError
from authoring.words import LANGUAGES


def test_an_empty_environment_is_a_working_installation(tmp_path: Path) -> None:
    settings = Settings.from_environment({"WAYFABLE_DATA": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path / 'wayfable.sqlite'}"
    assert settings.storage_url == (tmp_path / "files").as_uri()
    assert settings.public_url == "http://127.0.0.1:8000"
    assert not settings.secure


def test_all_faults_are_told_at_once_in_both_languages() -> None:
    environ = {
        "WAYFABLE_PORT": "eighty",
        "WAYFABLE_DATABASE_URL": "mysql://x/y",
        "WAYFABLE_MAP": "/nowhere.pmtiles",
        "WAYFABLE_SECRET": "short",
        "WAYFABLE_MAP_STYLE": "https://tiles.example.org/style.json",
        "WAYFABLE_SMTP_URL": "smtp://mail.example.org",
        "WAYFABLE_DATABSE_URL": "sqlite:///x",
    }
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environ)
    codes = [code for code, _ in caught.value.faults]
    assert sorted(codes) == [
        "settings_attribution",
        "settings_file",
        "settings_mail_from",
        "settings_number",
        "settings_secret",
        "settings_unknown",
        "settings_url",
    ]
    for language in LANGUAGES:
        assert all(sentence.endswith((".", "?")) for sentence in caught.value.sentences(language))


def test_tours_are_published_into_the_data_folder_or_where_a_url_says(tmp_path: Path) -> None:
    data = {"WAYFABLE_DATA": str(tmp_path)}
    assert Settings.from_environment(data).published_url == (tmp_path / "published").as_uri()
    there = Settings.from_environment(data | {"WAYFABLE_PUBLISH_URL": "s3://touren/published/"})
    assert there.published_url == "s3://touren/published"
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(data | {"WAYFABLE_PUBLISH_URL": "https://touren.example.org"})
    assert [code for code, _ in caught.value.faults] == ["settings_url"]


def test_the_names_are_all_read() -> None:
    source = Path("authoring/settings.py").read_text(encoding="utf-8")
    assert all(source.count(f'"{name}"') >= 2 for name in NAMES)


def test_the_secret_is_made_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    settings = Settings.from_environment({"WAYFABLE_DATA": str(tmp_path / "new")})
    made = settings.secret_key()
    assert made == settings.secret_key()
    assert len(made) >= 48
    assert stat.S_IMODE(settings.secret_file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104 - nothing is bound
        ("::1", "http://[::1]:8000"),
        ("tour.local", "http://tour.local:8000"),
    ],
)
def test_the_address_that_is_shown_can_be_opened(host: str, url: str) -> None:
    assert Settings.from_environment({"WAYFABLE_HOST": host}).public_url == url


def test_a_mail_password_that_no_server_takes_is_refused_and_never_shown() -> None:
    environ = {"WAYFABLE_SMTP_URL": "smtp://anna:geh%C3%A4im@mail.example", "WAYFABLE_MAIL_FROM": "a@b.example"}
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environ)
    assert [code for code, _ in caught.value.faults] == ["settings_mail_ascii"]


@pytest.mark.parametrize("address", ["mysql://anna:sesam@host/db", "postgresql://anna:sesam@host:99999/db"])
def test_an_address_that_is_wrong_is_shown_without_its_password(address: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"WAYFABLE_DATABASE_URL": address})
    (sentence,) = caught.value.sentences("de")
    assert "sesam" not in sentence
    assert "//…@host" in sentence


def a_program(folder: Path, *lines: str) -> Path:
    program = folder / "speak"
    program.write_text("\n".join(["#!/bin/sh", *lines]))
    program.chmod(0o700)
    return program


def test_a_speech_engine_is_any_command_that_is_there_and_says_where_its_sound_goes(tmp_path: Path) -> None:
    program = a_program(tmp_path)
    command = f"'{program}' --voice {{voice}} -o {{output}}"
    assert Settings.from_environment({"WAYFABLE_SPEECH": command}).speech == (
        str(program),
        *("--voice", "{voice}", "-o", "{output}"),
    )
    assert Settings.from_environment({"WAYFABLE_SPEECH": " "}).speech == ()


def test_espeak_is_known_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    a_program(tmp_path).rename(tmp_path / "espeak-ng")
    monkeypatch.setenv("PATH", str(tmp_path))
    speech = Settings.from_environment({"WAYFABLE_SPEECH": "espeak-ng"}).speech
    assert speech[0] == str(tmp_path / "espeak-ng")
    assert {"{voice}", "{text}", "{output}"} <= set(speech)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("no-such-program {output}", "settings_speech_program"),
        ("sh -c 'say", "settings_speech_quotes"),
        ("sh {text}", "settings_speech_places"),
        ("sh {output} {home}", "settings_speech_places"),
    ],
)
def test_a_speech_engine_that_cannot_speak_is_refused_at_start(command: str, code: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"WAYFABLE_SPEECH": command})
    assert [found for found, _ in caught.value.faults] == [code]
    for language in LANGUAGES:
        (sentence,) = caught.value.sentences(language)
        assert sentence.startswith("WAYFABLE_SPEECH")
