"""What the commands share: the person's language, the installation, and how it ends.

A command raises ``WayfableError`` (or says ``fail``) for everything foreseen; ``authoring.cli``
turns it into a sentence and an exit code. Nothing heavy is imported here, so that a command
that needs no database starts at once.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import click

from authoring.words import choose_language, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from authoring.db import Database
    from authoring.settings import Settings


@cache
def language() -> str:
    """Return the language to speak: ``--lang`` wherever it stands, else what the system is set to."""
    words = sys.argv[1:]
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            return choose_language(words[place + 1])
        if word.startswith("--lang="):
            return choose_language(word.removeprefix("--lang="))
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return choose_language(os.environ[name])
    return "en"


def text(key: str, **values: Any) -> str:
    """Return a sentence in the person's language."""
    return say(key, language(), **values)


def tell(key: str, **values: Any) -> None:
    """Print a sentence."""
    click.echo(text(key, **values))


def fail(key: str, *, code: int = 1, **values: Any) -> NoReturn:
    """Print a sentence as an error and end with an exit code."""
    click.echo(text(key, **values), err=True)
    raise click.exceptions.Exit(code)


_MACHINE = {
    errno.ENOENT: "cli.system.missing",
    errno.EACCES: "cli.system.forbidden",
    errno.EPERM: "cli.system.forbidden",
    errno.ENOSPC: "cli.system.full",
    errno.EISDIR: "cli.system.folder",
    errno.ENOTDIR: "cli.system.no_folder",
    errno.EEXIST: "cli.system.there",
}


def of_machine(fault: OSError, spoken: str, *, file: str = "") -> str:
    """Return what the machine refuses as a sentence; its own words, which are English, only where it is rare."""
    named = fault.filename or file
    key = _MACHINE.get(fault.errno or 0)
    if key is not None:
        return say(key, spoken, file=named)
    return say("cli.system", spoken, what=fault.strerror or str(fault), file=named)


def settings() -> Settings:
    """Return the settings of this environment; raise ``SettingsError`` with all that is wrong."""
    from authoring.settings import Settings

    return Settings.from_environment(os.environ)


@contextmanager
def opened(chosen: Settings | None = None) -> Iterator[Database]:
    """Yield the installation's database, brought up to date; closed at the end."""
    from authoring.db import Database

    database = Database((chosen or settings()).database_url)
    try:
        database.migrate()
        yield database
    finally:
        database.close()
