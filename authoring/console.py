"""What the commands share: the person's language, the installation, and how it ends.

A command raises ``WayfableError`` (or says ``fail``) for everything foreseen; ``authoring.cli``
turns it into a sentence and an exit code. Nothing heavy is imported here, so that a command
that needs no database starts at once.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

import click

from authoring.words import LANGUAGES, choose_language, has_words, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from authoring.db import Database
    from authoring.errors import WayfableError
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


def lang(*, expose_value: bool = True) -> Callable[[Any], Any]:
    """The option ``--lang`` of a command; a language that is not spoken here is wrong usage, and never English."""
    return click.option("--lang", expose_value=expose_value, callback=spoken, help=text("cli.lang"))


def spoken(_context: click.Context, _option: click.Parameter, given: str | None) -> str | None:
    """Return the language that ``--lang`` names, ``None`` where it is not given."""
    if given is None:
        return None
    chosen = choose_language(given)
    if not given.lower().startswith(chosen):
        raise click.BadParameter(text("cli.lang.unknown", given=given, known=list(LANGUAGES)))
    return chosen


_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What somebody's words may hold and a terminal would obey: control characters and signs that turn the direction."""


def printable(sentence: str) -> str:
    """Return sentences on lines of their own without anything that a terminal would obey."""
    return re.sub(rf"(?![\n\t]){_NOT_PRINTED.pattern}", "�", sentence)


def of_error(fault: WayfableError) -> str:
    """Return the sentence of a refusal in the person's language; nothing in it ends the line or steers the terminal."""
    code = fault.code if has_words(fault.code) and not has_words(f"error.{fault.code}") else f"error.{fault.code}"
    return text(code, **fault.values)


def echo(line: str, *, err: bool = False) -> None:
    """Print one line in which somebody's words stand, and let it be one."""
    click.echo(_NOT_PRINTED.sub("�", line), err=err)


def text(key: str, **values: Any) -> str:
    """Return a sentence in the person's language; no value in it ends the line or steers the terminal."""
    return say(key, language(), **{name: _printable(value) for name, value in values.items()})


def _printable(value: Any) -> Any:
    match value:
        case str():
            return _NOT_PRINTED.sub("�", value)
        case list() | tuple():
            return [_printable(each) for each in value]
    return value


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
    named = _printable(str(fault.filename or file))
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
