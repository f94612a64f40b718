"""click's own sentences, in the person's language.

click asks `gettext` for each of its sentences, under the name `_` in each of its modules, and brings no translation.
Its way to one is a compiled `.mo` file; ours stand with all other words (`translations/cli`, `cli.click.…`), so `_` is
answered from there. A sentence that is not in the table stays English: no option of ours can bring it about.
"""

from __future__ import annotations

from typing import Final

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types
from babel import Locale

from authoring import console
from authoring.words import messages

_KEYS: Final = {
    "Usage:": "cli.click.usage",
    "Options": "cli.click.options",
    "Commands": "cli.click.commands",
    "Positional arguments": "cli.click.arguments",
    "Show this message and exit.": "cli.click.help",
    "default: {default}": "cli.click.default",
    "required": "cli.click.required",
    "file": "cli.click.file",
    "directory": "cli.click.directory",
    "path": "cli.click.path",
    "No such command {name!r}.": "cli.click.no_command",
    "Missing command.": "cli.click.missing_command",
    "No such option {name!r}.": "cli.click.no_option",
    "Did you mean {possibility}?": "cli.click.did_you_mean",
    "Option {name!r} does not take a value.": "cli.click.no_value",
    "Option {name!r} requires an argument.": "cli.click.needs_value",
    "Got unexpected extra argument ({args})": "cli.click.too_many",
    "Missing argument": "cli.click.missing_argument",
    "Missing option": "cli.click.missing_option",
    "Choose from:\n\t{choices}": "cli.click.choose",
    "Invalid value for {param_hint}: {message}": "cli.click.invalid",
    "{value!r} is not {choice}.": "cli.click.not_a_choice",
    "{value!r} is not a valid {number_type}.": "cli.click.no_number",
    "{value} is not in the range {range}.": "cli.click.not_in_range",
    "{name} {filename!r} does not exist.": "cli.click.no_file",
    "{name} {filename!r} is a file.": "cli.click.is_file",
    "{name} {filename!r} is a directory.": "cli.click.is_directory",
    "{name} {filename!r} is not readable.": "cli.click.not_readable",
    "{name} {filename!r} is not writable.": "cli.click.not_writable",
}
_MODULES: Final = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)


def speak() -> None:
    """Let click say everything in the language of :func:`authoring.console.language`."""
    for module in _MODULES:
        for name, ours in (("_", _sentence), ("ngettext", _counted)):
            if name in vars(module):
                vars(module)[name] = ours


def _sentence(english: str) -> str:
    return _counted(english, english, 1)


def _counted(english: str, plural: str, count: int) -> str:
    """The sentence with its places still open: click fills them in."""
    language = console.language()
    sentence = messages(language).get(_KEYS.get(english, ""), english if count == 1 else plural)
    if isinstance(sentence, str):
        return sentence
    form = Locale(language).plural_form(count)
    return sentence.get(form, sentence["other"])
