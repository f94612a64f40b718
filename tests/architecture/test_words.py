"""Every sentence is there in every language, is asked for somewhere, and asks for the same values."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, sources

_SHELVES = (ROOT / "authoring" / "translations", ROOT / "exports" / "viewer" / "translations")
FOLDERS = sorted({path.parent for shelf in _SHELVES for path in shelf.glob("*/*.json")})
LANGUAGES = ("de", "en")

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
#: A call that asks for a sentence: `t(…)` on pages and in the editor, `say(…)` below.
_ASKED = re.compile(r"""\b(?:t|say)\(\s*["'`]([a-z]+\.[\w.-]*\w)["'`]\s*[,)]""")


def _sentences(folder: Path, language: str) -> dict[str, str | dict[str, str]]:
    found: dict[str, str | dict[str, str]] = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
    return found


def _forms(sentence: str | Mapping[str, str]) -> list[str]:
    return [sentence] if isinstance(sentence, str) else list(sentence.values())


def _values(sentence: str | Mapping[str, str]) -> set[str]:
    return {name for form in _forms(sentence) for name in _PLACEHOLDER.findall(form)}


@cache
def _code() -> str:
    ours = (".py", ".html", ".txt", ".ts", ".svelte")
    return "\n".join(text for _, text in sources(*ours, under=("authoring", "exports")))


def _heads() -> Iterator[str]:
    """What keys begin with that are put together: `f"page.state.{state}"`, `t("page.state." ~ state)`."""
    for match in re.finditer(r"""["'`]([a-z]+\.(?:[\w.-]*\.)?[\w-]*?)(?:["'`]\s*[~+]|\$?\{)""", _code()):
        yield match[1]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_language_says_the_same_things_with_the_same_values(folder: Path) -> None:
    first, *others = (_sentences(folder, language) for language in LANGUAGES)
    for other in others:
        assert other.keys() == first.keys()
        assert {key for key in first if _values(first[key]) != _values(other[key])} == set()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty_or_left_to_be_written(folder: Path, language: str) -> None:
    left = re.compile(r"^\s*$|\bTO" + r"DO\b|\bXXX\b|lorem ipsum", re.IGNORECASE)
    unwritten = {
        key for key, value in _sentences(folder, language).items() for form in _forms(value) if left.search(form)
    }
    assert unwritten == set()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_sentence_is_asked_for_somewhere(folder: Path) -> None:
    quoted = set(re.findall(r"""["'`]([\w.-]+)["'`]""", _code()))
    heads = tuple({head for head in _heads() if head.count(".") >= 1 and not head.endswith(f"{folder.name}.")})
    # The code of an error is its key, less the folder's name; it may be put together: `f"{kind}_not_found"`.
    tails = tuple(re.findall(r"""\}(_\w+)["'`]""", _code()))
    unused = {
        key
        for key in _sentences(folder, "en")
        if key not in quoted and not key.startswith(heads) and key.removeprefix("error.") not in quoted
        if not (key.startswith("error.") and key.endswith(tails))
    }
    assert unused == set()


def test_every_sentence_that_is_asked_for_is_there() -> None:
    known = {key for folder in FOLDERS for key in _sentences(folder, "en")}
    folders = {folder.name for folder in FOLDERS}
    asked = {match[1] for match in _ASKED.finditer(_code())}
    assert {key for key in asked - known if key.partition(".")[0] in folders} == set()
