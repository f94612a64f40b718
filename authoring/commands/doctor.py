"""``wayfable doctor``: what is right with this installation, and what is not, a sentence each."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

import click

from authoring import console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from authoring.db import Database
    from authoring.settings import Settings

_LEAST_FREE_BYTES: Final = 1_000_000_000
_WITH_ADVICE: Final = frozenset({"database", "storage"})
"""What stands somewhere else perhaps: where it does not answer, there is something to look after."""
_PROBE: Final = b"Wayfable was here to see whether it can write.\n"

Finding = tuple[bool, str]
"""Whether it is right, and the sentence that says so."""


@click.command(help=console.text("cli.doctor.help"))
def command() -> None:
    """Print all findings; exit 1 if one is wrong."""
    settings = console.settings()
    wrong = 0
    for examine in (_folder, _space, _secret, _database, _storage, _address, _speech, _front_end):
        for right, sentence in _examined(examine, settings):
            console.echo(f"{'✓' if right else '✗'} {sentence}")
            wrong += not right
    console.tell("cli.doctor.wrong" if wrong else "cli.doctor.well", count=wrong)
    raise click.exceptions.Exit(1 if wrong else 0)


def _examined(examine: Callable[[Settings], Iterator[Finding]], settings: Settings) -> Iterator[Finding]:
    try:
        yield from examine(settings)
    except Exception as fault:  # noqa: BLE001 - a doctor who faints helps nobody
        part = examine.__name__.strip("_")
        what = console.text(f"cli.doctor.what.{part}")
        advice = f"cli.doctor.advice.{part if part in _WITH_ADVICE else 'any'}"
        yield False, console.text("cli.doctor.failed", what=what, advice=console.text(advice), why=_first_line(fault))


def _folder(settings: Settings) -> Iterator[Finding]:
    if not settings.data.is_dir():
        fault = _hindrance(_nearest(settings.data))
        if fault is not None:
            why = console.of_machine(fault, console.language())
            yield False, console.text("cli.doctor.folder.impossible", path=str(settings.data), why=why)
        else:
            yield True, console.text("cli.doctor.folder.missing", path=str(settings.data))
    elif not os.access(settings.data, os.W_OK | os.X_OK):
        yield False, console.text("cli.doctor.folder.closed", path=str(settings.data))
    else:
        yield True, console.text("cli.doctor.folder.good", path=str(settings.data))


def _nearest(path: Path) -> Path:
    """The folder itself where it is there, else the lowest of those that are, in which it would be made."""
    return next(each for each in (path, *path.parents) if each.exists())


def _hindrance(folder: Path) -> OSError | None:
    """Why nothing can be made in a folder; tried, because rights alone do not tell (an administrator in /proc)."""
    try:
        Path(tempfile.mkdtemp(prefix=".wayfable-", dir=folder)).rmdir()
    except OSError as fault:
        fault.filename = str(folder)
        if fault.errno == errno.ENOENT:
            # The folder is there: what is missing is its way to make another.
            fault.errno = errno.EPERM
        return fault
    return None


def _space(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(_nearest(settings.data)).free
    key = "cli.doctor.space.good" if free >= _LEAST_FREE_BYTES else "cli.doctor.space.low"
    yield free >= _LEAST_FREE_BYTES, console.text(key, gigabytes=round(free / 1e9, 1))


def _secret(settings: Settings) -> Iterator[Finding]:
    if settings.secret is not None:
        yield True, console.text("cli.doctor.secret.given")
    elif not settings.secret_file.is_file():
        yield True, console.text("cli.doctor.secret.later")
    else:
        mode = stat.S_IMODE(settings.secret_file.stat().st_mode)
        private = mode & 0o077 == 0
        key = "cli.doctor.secret.good" if private else "cli.doctor.secret.open"
        yield private, console.text(key, path=str(settings.secret_file))


def _database(settings: Settings) -> Iterator[Finding]:
    from sqlalchemy import text
    from sqlmodel import Session

    from authoring import migrations
    from authoring.db import Database

    database = Database(settings.database_url)
    if database.file is not None and not database.file.exists():
        yield True, console.text("cli.doctor.database.new")
        return
    try:
        with database.engine.connect() as connection:
            at, newest = migrations.current(connection), migrations.newest()
        key = "cli.doctor.migrations.good" if at == newest else "cli.doctor.migrations.behind"
        yield at == newest, console.text(key, at=at or "–", newest=newest or "–")
        if database.is_sqlite:
            with Session(database.engine) as session:
                verdict = str(session.execute(text("PRAGMA quick_check(1)")).scalar())
            sound = verdict == "ok"
            yield (
                sound,
                console.text("cli.doctor.database.good" if sound else "cli.doctor.database.broken", what=verdict),
            )
        else:
            yield True, console.text("cli.doctor.database.good", what="")
        if at == newest:
            yield True, _people(database)
    finally:
        database.close()


def _people(database: Database) -> str:
    from authoring.permissions import Actor
    from authoring.queries.people import organisations

    with database.read() as session:
        count = len(organisations(session, Actor.command_line()))
    return console.text("cli.doctor.people", count=count) if count else console.text("cli.nobody")


def _storage(settings: Settings) -> Iterator[Finding]:
    from authoring.media_store import MediaStore

    parts = urlsplit(settings.storage_url)
    if parts.scheme == "file" and not Path(unquote(parts.path)).is_dir():
        fault = _hindrance(_nearest(Path(unquote(parts.path))))
        later = console.text("cli.doctor.storage.later", url=settings.storage_url)
        yield fault is None, later if fault is None else console.of_machine(fault, console.language())
        return
    store = MediaStore.from_settings(settings)
    kept = store.put(_PROBE, "text/plain", private=True)
    read = store.read(kept.sha256, private=True)
    store.delete(kept.sha256, private=True)
    yield read == _PROBE, console.text("cli.doctor.storage.good", url=settings.storage_url)


def _address(settings: Settings) -> Iterator[Finding]:
    good = settings.safe_address
    yield good, console.text("cli.doctor.address.good" if good else "cli.doctor.address.open", url=settings.public_url)


def _speech(settings: Settings) -> Iterator[Finding]:
    """Have the configured engine speak, as it will have to: confined."""
    if not settings.speech:
        return
    from authoring.media.speech import speak
    from authoring.refusal import SandboxRefusal

    program = settings.speech[0]
    with tempfile.TemporaryDirectory(prefix="wayfable-") as folder:
        try:
            speak(settings.speech, "Guten Tag.", "de", "de", Path(folder))
        except SandboxRefusal as refusal:
            yield False, console.text("cli.doctor.speech.mute", program=program, why=refusal.code)
        else:
            yield True, console.text("cli.doctor.speech.good", program=program)


def _front_end(_settings: Settings) -> Iterator[Finding]:
    import authoring

    built = Path(authoring.__file__).parent / "web" / "static" / "built" / ".vite" / "manifest.json"
    yield (
        built.is_file(),
        console.text("cli.doctor.front_end.good" if built.is_file() else "cli.doctor.front_end.missing"),
    )


def _first_line(fault: Exception) -> str:
    return (str(fault).strip().splitlines() or [type(fault).__name__])[0][:300]
