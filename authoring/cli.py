"""``wayfable``: the command line.

Every command is a file of ``authoring/commands`` with a click command named ``command``; it is
imported when it is called, not before. A command ``import`` lies in ``import_.py``. Whatever goes
wrong, a person reads sentences: foreseen refusals end with exit code 1, wrong usage and anything
unforeseen with 2, and what only a programmer can use goes into a file that the sentence names.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from authoring import click_words, collector, commands, console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from authoring.errors import WayfableError

UNFORESEEN = 2
_INTERRUPTED = 130


class _EnoughReadError(Exception):
    """The pipe is closed that we write into; under a name of ours, because click makes a failure of it."""


@contextmanager
def _until_enough_is_read() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as fault:
        raise _EnoughReadError from fault


class LazyGroup(click.Group):
    """A group whose commands are files, loaded when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        _ = ctx
        modules = pkgutil.iter_modules(commands.__path__)
        return sorted(module.name.rstrip("_") for module in modules if not module.name.startswith("_"))

    def make_context(self, *given: Any, **named: Any) -> click.Context:
        """Read the command line, and print the help where that is asked for."""
        with _until_enough_is_read():
            return super().make_context(*given, **named)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        with _until_enough_is_read():
            return super().invoke(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or ``None``."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = f"{cmd_name}_" if cmd_name == "import" else cmd_name
        found = importlib.import_module(f"{commands.__name__}.{name}").command
        return found if isinstance(found, click.Command) else None


def program() -> click.Group:
    """Return the command line, in the person's language."""
    click_words.speak()
    return LazyGroup(
        "wayfable",
        help=console.text("cli.help"),
        params=[click.Option(["--lang"], help=console.text("cli.lang"), expose_value=False, callback=console.spoken)],
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )


def main() -> None:
    """Run the command line and end the process."""
    collector.settle()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter shows a question mark; it is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    code = run(sys.argv[1:])
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = _enough_read()
    sys.exit(code)


def _enough_read() -> int:
    """Whoever read us (`| head`) has seen enough: what is still held back goes nowhere, and nothing went wrong."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def run(arguments: list[str]) -> int:
    """Run a command line and return its exit code; no exception leaves here."""
    try:
        ended = program().main(arguments, prog_name="wayfable", standalone_mode=False)
    except _EnoughReadError:
        return _enough_read()
    except Exception as fault:  # noqa: BLE001 - the last door: nobody is shown a traceback
        return _failed(fault)
    except KeyboardInterrupt:
        return _INTERRUPTED
    return ended if isinstance(ended, int) else 0


def _failed(fault: Exception) -> int:
    from authoring.errors import WayfableError

    match fault:
        case click.UsageError():
            return _misused(fault)
        case click.ClickException():
            return _say(fault.format_message(), UNFORESEEN)
        case click.Abort():
            return _INTERRUPTED
        case WayfableError():
            return _refused(fault)
    return _unforeseen(fault)


def _say(sentence: str, code: int) -> int:
    click.echo(console.printable(sentence), err=True)
    return code


def _misused(fault: click.UsageError) -> int:
    path = fault.ctx.command_path if fault.ctx is not None else "wayfable"
    return _say(f"{fault.format_message()}\n{console.text('cli.usage.help', path=path)}", UNFORESEEN)


def _refused(fault: WayfableError) -> int:
    from authoring.settings import SettingsError

    if isinstance(fault, SettingsError):
        return _say("\n".join(fault.sentences(console.language())), UNFORESEEN)
    return _say(console.of_error(fault), 1)


def _unforeseen(fault: Exception) -> int:
    known = _known(fault)
    if known is not None:
        return _say(known, UNFORESEEN)
    with tempfile.NamedTemporaryFile("w", prefix="wayfable-", suffix=".txt", delete=False, encoding="utf-8") as file:
        traceback.print_exception(fault, file=file)
    return _say(console.text("cli.unforeseen", kind=type(fault).__name__, file=file.name), UNFORESEEN)


def _known(fault: Exception) -> str | None:
    """Return a sentence for faults of the machine and not of the program: disk, rights, database."""
    if isinstance(fault, OSError):
        return console.of_machine(fault, console.language())
    from sqlalchemy.exc import DatabaseError

    if isinstance(fault, DatabaseError):
        return console.text("cli.database", what=str(fault.orig).strip().splitlines()[0])
    return None


if __name__ == "__main__":
    main()
