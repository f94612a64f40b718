"""The words of an issue, in the reader's language, from ``messages/<language>.json``.

A message is a text with ``{name}`` or ``{name:form}`` where a value goes; the forms are the keys of
:data:`FORMS`. A text that depends on a number is an object ``{"by": name, "one": …, "other": …}``.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any, Final, NamedTuple

from tour_schema.issue import Issue, Value

LANGUAGES: Final = ("de", "en")
"""The languages that issues can be told in."""

_SLOT: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")
_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


class Words(NamedTuple):
    """What a person reads of an issue."""

    title: str
    """What is the matter, one sentence."""
    help: str
    """Why it matters and what to do."""
    fix: str | None
    """The words on the button of its fix, ``None`` where there is no fix."""


class Messages(NamedTuple):
    """The message file of one language."""

    codes: Mapping[str, Mapping[str, Any]]
    names: Mapping[str, str]


@functools.cache
def messages(language: str) -> Messages:
    """The messages of one of :data:`LANGUAGES`."""
    text = resources.files("tour_schema").joinpath("messages", f"{language}.json").read_text("utf-8")
    raw = json.loads(text)
    return Messages(raw["codes"], raw["names"])


def language_for(tag: str) -> str:
    """The language of :data:`LANGUAGES` for a reader of ``tag``; English for everybody else.

    >>> language_for("de-AT"), language_for("fr")
    ('de', 'en')
    """
    base = tag.split("-", maxsplit=1)[0].lower()
    return base if base in LANGUAGES else "en"


def words(issue: Issue, language: str) -> Words:
    """The issue's title, help and fix label for a reader of the language (a BCP 47 tag).

    A code that this version does not know is told by its name.
    """
    spoken = language_for(language)
    known = messages(spoken)
    message = known.codes.get(issue.code)
    if message is None:
        return Words(issue.code, "", None)
    label = None
    if issue.fix is not None:
        button = known.codes.get(issue.fix.label_code, message).get("fix")
        label = None if button is None else _filled(button, issue.values, spoken)
    title, help_ = (_filled(message[part], issue.values, spoken) for part in ("title", "help"))
    return Words(title, help_, label)


def _filled(text: str | Mapping[str, str], values: Mapping[str, Value], language: str) -> str:
    if not isinstance(text, str):
        text = text["one" if values.get(text["by"]) == 1 else "other"]

    def put(slot: re.Match[str]) -> str:
        value = values.get(slot[1], "…")
        return FORMS[slot[2] or "plain"](value, language)

    return _SLOT.sub(put, text)


def _plain(value: Value, language: str) -> str:
    if isinstance(value, bool):
        return _name(f"value.{str(value).lower()}", language)
    if isinstance(value, int | float):
        return _number(value, language)
    return value if isinstance(value, str) else _listed(value, language)


def _number(value: float, language: str) -> str:
    """At most two decimals, grouped in threes: ``1.234,5`` in German, ``1,234.5`` in English."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,")) if language == "de" else text


def _degrees(value: Value, language: str) -> str:
    text = f"{float(value):.5f}".rstrip("0").rstrip(".") if isinstance(value, int | float) else str(value)
    return (text.replace(".", ",") if language == "de" else text) + "°"


def _metres(value: Value, language: str) -> str:
    metres = float(value) if isinstance(value, int | float) else 0.0
    if metres >= 1_000:
        return f"{_number(round(metres / 1_000, 1), language)} km"
    return f"{_number(round(metres, 2) if metres < 10 else round(metres), language)} m"


def _bytes(value: Value, language: str) -> str:
    size = float(value) if isinstance(value, int | float) else 0.0
    for unit in ("Byte" if language == "de" else "bytes", "kB", "MB"):
        if size < 1_000:
            return f"{_number(round(size, 1), language)} {unit}"
        size /= 1_000
    return f"{_number(round(size, 1), language)} GB"


def _seconds(value: Value, language: str) -> str:
    seconds = round(value) if isinstance(value, int | float) else 0
    minutes, rest = divmod(seconds, 60)
    parts = [(minutes, _name("unit.minutes", language)), (rest, _name("unit.seconds", language))]
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or f"0 {parts[1][1]}"


def _day(value: Value, language: str) -> str:
    """``2026-10-31`` or ``10-31`` (or a moment) as a date in words."""
    numbers = re.findall(r"\d+", str(value)[:10])
    if len(numbers) not in {2, 3} or not 1 <= int(numbers[-2]) <= 12:
        return str(value)
    month = _name(f"month.{_MONTHS[int(numbers[-2]) - 1]}", language)
    year = f" {numbers[0]}" if len(numbers) == 3 else ""
    return f"{int(numbers[-1])}{'.' if language == 'de' else ''} {month}{year}"


def _listed(value: Value, language: str) -> str:
    each = _each(value)
    if len(each) < 2:
        return "".join(each)
    return f"{', '.join(each[:-1])} {_name('list.and', language)} {each[-1]}"


def _either(value: Value, language: str) -> str:
    each = _each(value)
    if len(each) < 2:
        return "".join(each)
    return f"{', '.join(each[:-1])} {_name('list.or', language)} {each[-1]}"


def _each(value: Value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, tuple) else [str(value)]


def _language(value: Value, language: str) -> str:
    tag = str(value)
    names = messages(language).names
    if f"language.{tag}" in names:
        return names[f"language.{tag}"]
    base = tag.split("-", maxsplit=1)[0]
    return f"{names[f'language.{base}']} ({tag})" if f"language.{base}" in names else tag


def _named(prefix: str) -> Callable[[Value, str], str]:
    def form(value: Value, language: str) -> str:
        if isinstance(value, tuple):
            return _listed(tuple(_name(f"{prefix}.{each}", language) for each in value), language)
        return _name(f"{prefix}.{value}", language)

    return form


def _called(kind: str) -> Callable[[Value, str], str]:
    """What something of a kind is called: its title, or its number among its like where it has none."""

    def form(value: Value, language: str) -> str:
        if isinstance(value, tuple):
            return _listed(tuple(form(each, language) for each in value), language)
        if isinstance(value, str) and value:
            return value
        return _name(f"nameless.{kind}", language).replace("{number}", str(value))

    return form


def _name(key: str, language: str) -> str:
    """The name that stands under ``key``, else the key's last part."""
    return messages(language).names.get(key, key.split(".", 1)[-1])


FORMS: Final[Mapping[str, Callable[[Value, str], str]]] = {
    "plain": _plain,
    "degrees": _degrees,
    "metres": _metres,
    "bytes": _bytes,
    "seconds": _seconds,
    "day": _day,
    "language": _language,
    "either": _either,
    "field": _named("field"),
    "kind": _named("kind"),
    "medium": _named("medium"),
    "mode": _named("mode"),
    "reason": _named("reason"),
    "type": _named("type"),
    "bound": _named("bound"),
    "title": _called("title"),
    "module": _called("module"),
    "stop": _called("stop"),
    "scene": _called("scene"),
}
"""How a value is put into words."""
