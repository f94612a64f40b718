"""Words at the edge: a key, a language and values in, a sentence out.

The sentences stand in `authoring/translations/<prefix>/{de,en}.json`, flat: `{"auth.sign_in": "Sign in"}`; a
key begins with its folder's name. A sentence that counts is an object of CLDR plural forms instead, chosen by
the value `count`: `{"one": "{count} station", "other": "{count} stations"}`. Values are written in the manner of
the reader. Nothing here knows a request: the web asks with the person's language, the command line with its own.
A key that is missing in one language is a failing test, so nothing here guesses or falls back to a key.
"""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal

from tour_schema.words import messages as format_messages

LANGUAGES: Final = ("de", "en")
"""What the authoring side speaks, completely."""

TRANSLATIONS: Final = Path(__file__).parent / "translations"

Sentence = str | dict[str, str]
"""One sentence, or its plural forms by CLDR category."""

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_COUNTED: Final = 1e15
_LOCALES: Final = {"de": Locale("de", "DE"), "en": Locale("en", "GB")}


class UnknownWordsError(KeyError):
    """A key that no translation file has: a defect of ours, never of the person's."""


class HasCode(Protocol):
    """A foreseen "no": what `authoring.errors` raises."""

    code: str
    values: dict[str, Any]


@cache
def messages(language: str) -> Mapping[str, Sentence]:
    """Every sentence of one of `LANGUAGES` by key, read once.

    Raises:
        ValueError: two files say the same key, or a key does not begin with its folder's name.
    """
    every: dict[str, Sentence] = {}
    for path in sorted(TRANSLATIONS.glob(f"*/{language}.json")):
        for key, sentence in json.loads(path.read_bytes()).items():
            if key in every or not key.startswith(f"{path.parent.name}."):
                raise ValueError(f"{path}: {key!r} is said twice, or belongs in another folder")
            every[key] = sentence
    return every


def choose_language(wanted: str | None) -> str:
    """The one of `LANGUAGES` that suits a tag such as `de_AT.UTF-8`, `en-GB` or `None`; else English."""
    base = re.split(r"[-_.]", wanted or "", maxsplit=1)[0].lower()
    return base if base in LANGUAGES else "en"


def has_words(key: str) -> bool:
    """Whether there is a sentence for `key`."""
    return key in messages(LANGUAGES[0])


def say(key: str, language: str, /, **values: object) -> str:
    """The sentence `key` in the language, with `values` set in and written as that language writes them.

    Raises:
        UnknownWordsError: no file has the key.
        KeyError: the sentence asks for a value that was not given.
    """
    language = choose_language(language)
    try:
        sentence = messages(language)[key]
    except KeyError:
        raise UnknownWordsError(key) from None
    if isinstance(sentence, dict):
        count = values["count"]
        form = _LOCALES[language].plural_form(count if isinstance(count, int | float) else 0)
        sentence = sentence.get(form, sentence["other"])
    return _PLACEHOLDER.sub(lambda found: written(values[found[1]], language), sentence)


def of_error(error: HasCode, language: str) -> str:
    """The sentence of an error: `error.<code>`, or the code itself where it is a key of another folder."""
    key = f"error.{error.code}"
    values = dict(error.values)
    if "field" in values:
        # A person knows a field by the name over it; what others add has none.
        values["field"] = format_messages(language).names.get(f"field.{values['field']}", values["field"])
    return say(key if has_words(key) else error.code, language, **values)


def written(value: object, language: str) -> str:
    """`value` as that language writes it: 1.234,5 or 1,234.5; 3. Mai 2026 or 3 May 2026; a, b und c."""
    in_locale = _LOCALES[language]
    match value:
        case int() | float() if not isinstance(value, bool):
            # Babel gives up on numbers of thirty digits; those of a draft may have three hundred.
            return format_decimal(value, locale=in_locale) if abs(value) < _COUNTED else f"{value:.6g}"
        case datetime():
            return format_datetime(value, "medium", locale=in_locale)
        case date():
            return format_date(value, "long", locale=in_locale)
        case timedelta():
            return format_timedelta(value, locale=in_locale)
        case list() | tuple():
            return format_list([written(one, language) for one in value], locale=in_locale)
    return str(value)


def bytes_written(count: int, language: str) -> str:
    """How large a file is: „1 kB“, „1,2 MB“."""
    if count < 100_000:
        return f"{written(-(-count // 1000), language)} kB"
    return f"{written(round(count / 1e6, 1), language)} MB"


def place_words(position: tuple[float, float], language: str) -> str:
    """A longitude and a latitude as people read them, to the metre: „50,97880° N, 11,03080° O“."""
    lon, lat = position
    return say(
        "page.position",
        language,
        lat=_degrees(lat, language),
        lon=_degrees(lon, language),
        north=say("page.compass.s" if lat < 0 else "page.compass.n", language),
        east=say("page.compass.w" if lon < 0 else "page.compass.e", language),
    )


def _degrees(value: float, language: str) -> str:
    return str(format_decimal(abs(value), format="0.00000", locale=_LOCALES[language]))


def language_name(tag: str, language: str) -> str:
    """What readers of `language` call the language `tag` (BCP 47); the tag itself where unknown."""
    if tag == "de-x-leicht":
        # A private subtag, for which no list of names has a word.
        return say("page.easy_language", language)
    try:
        return Locale.parse(tag, sep="-").get_display_name(_LOCALES[language]) or tag
    except (UnknownLocaleError, ValueError):
        return tag
