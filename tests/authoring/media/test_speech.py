"""A text is spoken by the configured engine, confined, and becomes a medium."""

import platform
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from authoring import clock, jobs
from authoring.actions.draft_speech import SpeechDrafter, draft_speech
from authoring.errors import Forbidden, Refused
from authoring.ids import new_id
from authoring.jobs import JobRefusedError
from authoring.media.speech import speak
from authoring.permissions import Role
from authoring.refusal import SandboxRefusal
from authoring.settings import Settings
from authoring.tables import Membership, Person
from tests.authoring.media import makers
from tests.authoring.media.conftest import AtOnce, Installation

on_linux = pytest.mark.skipif(platform.system() != "Linux", reason="these doors are closed by the Linux kernel")


def an_engine(folder: Path, *lines: str) -> tuple[str, ...]:
    """A speech engine in Python that is told `output` and `voice`; the text comes on standard input."""
    program = folder / "engine"
    program.write_text("\n".join([f"#!{sys.executable} -IS", "import sys", "output, voice = sys.argv[1:]", *lines]))
    program.chmod(0o700)
    return (str(program), "{output}", "{voice}")


def one_that_says(folder: Path, sound: bytes) -> tuple[str, ...]:
    """An engine that writes this sound whatever the text, and the text itself beside it."""
    return an_engine(
        folder,
        "open(output, 'wb').write(bytes.fromhex('" + sound.hex() + "'))",
        "open(output + '.heard', 'w').write(voice + ': ' + sys.stdin.buffer.read().decode())",
    )


def test_an_engine_hears_the_text_and_the_voice(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    sound = speak(one_that_says(tmp_path, b"sound"), "Grüß Gott {voice}", "de", "de+f2", folder)
    assert sound.read_bytes() == b"sound"
    assert Path(f"{sound}.heard").read_text(encoding="utf-8") == "de+f2: Grüß Gott {voice}"


@on_linux
def test_an_engine_sees_neither_other_files_nor_the_network(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    secret = tmp_path / "secret"
    secret.write_text("sesam")
    engine = an_engine(
        tmp_path,
        "import os, socket",
        "seen = []",
        f"for attempt in (lambda: open({str(secret)!r}), socket.socket, lambda: os.execv('/bin/sh', ['sh'])):",
        "    try: attempt()",
        "    except OSError as fault: seen.append(type(fault).__name__)",
        "open(output, 'w').write(' '.join(seen))",
    )
    assert speak(engine, "Hallo", "de", "de", folder).read_text() == "PermissionError " * 2 + "PermissionError"


@pytest.mark.parametrize(
    ("line", "code"), [("pass", "silent"), ("open(output, 'w')", "silent"), ("sys.exit(1)", "crashed")]
)
def test_an_engine_that_says_nothing_is_a_refusal(tmp_path: Path, line: str, code: str) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    with pytest.raises(SandboxRefusal) as caught:
        speak(an_engine(tmp_path, line), "Hallo", "de", "de", folder)
    assert caught.value.code == code


def _do_nothing(_work: jobs.Work, medium_id: str) -> None:
    """A job that leaves the medium as it is."""


@pytest.fixture
def speaking(installation: Installation, tmp_path: Path) -> Iterator[Settings]:
    """An installation whose author is on record, with an engine that says the same of every text."""
    sound = makers.a_wave(tmp_path / "a.wav", seconds=1).read_bytes()
    settings = replace(installation.settings, speech=one_that_says(tmp_path, sound))
    with installation.database.write() as session:
        session.add(Person(id="p", name="Anna", email="anna@example.org", created_at=clock.now()))
        session.flush()
        role, now = Role.AUTHOR.value, clock.now()
        session.add(Membership(organisation_id=installation.organisation, person_id="p", role=role, since=now))
    drafter = SpeechDrafter(settings.speech, installation.database, installation.store)
    jobs.configure(settings, {"draft_speech": drafter, "make_variants": _do_nothing})
    yield settings
    jobs.stop()


def test_a_draft_is_a_medium_of_whoever_asked_in_the_language_of_the_text(
    installation: Installation, speaking: Settings
) -> None:
    ask = (speaking, installation.author, installation.organisation, "de-AT", "Hallo")
    (job, medium), (_, second) = draft_speech(*ask, None), draft_speech(*ask, "de+f2")
    assert jobs.wait(job, seconds=60).state == "done"
    body = installation.body(medium)
    assert (body["type"], body["language"], body["title"]) == ("audio", "de-AT", {"de-AT": "Hallo"})
    assert body["original"]["duration_s"] == pytest.approx(1, abs=0.05)
    # The same sound twice is two media all the same: each line has its own, to be replaced and described.
    assert second != medium


def test_a_draft_that_was_made_before_a_crash_is_not_made_again(installation: Installation, speaking: Settings) -> None:
    drafter = SpeechDrafter(speaking.speech, installation.database, installation.store)
    wish = {"organisation_id": installation.organisation, "language": "de", "text": "Hallo", "voice": "de"}
    medium, who = new_id(), {"person_id": "p", "token_id": None}
    drafter(AtOnce(), medium, who, wish)
    before = installation.holds()
    drafter(AtOnce(), medium, who, wish)
    assert installation.holds() == before


def test_who_may_not_upload_any_more_drafts_nothing(installation: Installation, speaking: Settings) -> None:
    drafter = SpeechDrafter(speaking.speech, installation.database, installation.store)
    wish = {"organisation_id": installation.organisation, "language": "de", "text": "Hallo", "voice": "de"}
    stranger = replace(installation.author, person_id="q", roles={})
    with pytest.raises(Forbidden):
        draft_speech(speaking, stranger, installation.organisation, "de", "Hallo", None)
    before = installation.holds()
    with pytest.raises(JobRefusedError) as caught:
        drafter(AtOnce(), new_id(), {"person_id": "q", "token_id": None}, wish)
    assert caught.value.code == "error.forbidden"
    with installation.database.write() as session:
        session.delete(session.get_one(Membership, (installation.organisation, "p")))
    with pytest.raises(Forbidden):
        drafter(AtOnce(), new_id(), {"person_id": "p", "token_id": None}, wish)
    assert installation.holds() == before


def test_a_mute_engine_is_told_with_its_voice_and_leaves_nothing(
    installation: Installation, speaking: Settings, tmp_path: Path
) -> None:
    mute = SpeechDrafter(an_engine(tmp_path, "pass"), installation.database, installation.store)
    wish = {"organisation_id": installation.organisation, "language": "de", "text": "Hallo", "voice": "xx"}
    before = installation.holds()
    with pytest.raises(JobRefusedError) as caught:
        mute(AtOnce(), new_id(), {"person_id": "p", "token_id": None}, wish)
    assert (caught.value.code, caught.value.values) == ("error.speech_silent", {"voice": "xx"})
    assert installation.holds() == before


def test_what_is_no_voice_and_a_missing_engine_are_refused(installation: Installation) -> None:
    ask = (installation.author, installation.organisation, "de", "Hallo")
    with pytest.raises(Refused, match="speech_none"):
        draft_speech(installation.settings, *ask, None)
    speaking = replace(installation.settings, speech=("/bin/true", "{output}"))
    for voice in ("--version", "../de", "de fr", "x" * 65):
        with pytest.raises(Refused, match="speech_voice"):
            draft_speech(speaking, *ask, voice)
