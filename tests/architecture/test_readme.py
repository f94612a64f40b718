"""The READMEs are true: their commands exist, their variables are read, their links lead somewhere."""

import re
import shlex
from pathlib import Path

import click
import pytest

from authoring.cli import program
from authoring.settings import NAMES
from tests.architecture.sources import ROOT

READMES = sorted(path for path in ROOT.glob("**/README.md") if not {".venv", "node_modules"} & set(path.parts))

_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s]+)\)")
_PATH = re.compile(r"`((?:authoring|exports|tour_schema|tests)/[\w/.{},-]*)`")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def command_lines(path: Path) -> list[list[str]]:
    """The calls of `wayfable` in the shell blocks, comments taken off."""
    lines = "\n".join(_BLOCK.findall(path.read_text(encoding="utf-8"))).splitlines()
    words = [shlex.split(line.split("  #")[0], comments=True) for line in lines if "wayfable " in line]
    return [line[line.index("wayfable") + 1 :] for line in words if "wayfable" in line]


@pytest.mark.parametrize("path", READMES, ids=name)
def test_every_command_that_a_readme_names_can_be_typed_so(path: Path) -> None:
    group = program()
    for words in command_lines(path):
        found: click.Command | None = group
        rest = list(words)
        context = click.Context(group)
        while isinstance(found, click.Group) and rest:
            found = found.get_command(context, rest.pop(0))
            assert found is not None, words
        assert isinstance(found, click.Command)
        known = {option for parameter in found.params for option in parameter.opts}
        unknown = [word for word in rest if word.startswith("-") and word.partition("=")[0] not in {*known, "--lang"}]
        assert unknown == [], words


@pytest.mark.parametrize("path", READMES, ids=name)
def test_every_link_and_path_of_a_readme_leads_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    missing = [link for link in _LINK.findall(text) if not (path.parent / link.partition("#")[0]).exists()]
    missing += [there for there in _PATH.findall(text) if "{" not in there and not (ROOT / there).exists()]
    assert missing == []


def test_the_readme_names_every_variable_and_no_other() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(WAYFABLE_[A-Z_]+)`", text)) == set(NAMES)


def test_the_readme_begins_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "pip install uv && uv run wayfable demo" in text
    assert "pip install uv && uv run pytest" in text
