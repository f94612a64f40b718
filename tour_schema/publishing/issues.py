"""``ISSUES.md``: every code with its severity and its words, for whoever writes a tool."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from tour_schema.codes import catalogue
from tour_schema.issue import Code, Severity
from tour_schema.words import messages

_MARKS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "hint"}


def issues_page() -> str:
    """The page, in Markdown."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    codes = sorted(catalogue().values())
    counted = {mark: sum(_MARKS[code.severity] == mark for code in codes) for mark in _MARKS.values()}
    yield "# Issues"
    yield ""
    yield "Made from the code and `messages/` by `python -m tour_schema.publishing`: do not edit."
    yield ""
    summary = ", ".join(f"{number} {mark}s" for mark, number in counted.items())
    yield f"{len(codes)} codes: {summary}. An error keeps a document from being published, a warning has to"
    yield "be accepted by a person, a hint is advice. `{name}` is a value of the issue, `{name:form}` one that"
    yield "is written in the reader's manner. *Fix* names the button where an issue may offer a change."
    yield ""
    for family, members in itertools.groupby(codes, key=lambda code: code.name.split(".")[0]):
        yield f"## {family}"
        yield ""
        for code in members:
            yield from _entry(code)


def _entry(code: Code) -> Iterator[str]:
    yield f"### `{code.name}`"
    yield ""
    yield f"{_MARKS[code.severity]}"
    yield ""
    for language in ("en", "de"):
        message = messages(language).codes[code.name]
        yield f"- **{language}** {_text(message['title'])} {_text(message['help'])}"
        if "fix" in message:
            yield f"  *Fix:* {_text(message['fix'])}"
    yield ""


def _text(message: str | Mapping[str, str]) -> str:
    text = message if isinstance(message, str) else message["other"]
    return text.replace("<", "&lt;").replace("*", "\\*")
