"""What printed sheets say beside what the tour says. Two languages; a third is read in English."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


def say(language: str, key: str, **values: object) -> str:
    """A sentence for a reader of ``language``; variants such as ``de-x-leicht`` are their language's."""
    return _words(language.partition("-")[0])[key].format(**values)


@cache
def _words(language: str) -> dict[str, str]:
    folder = files("exports.printing") / "translations"
    file = folder / f"{language}.json"
    found: dict[str, str] = json.loads((file if file.is_file() else folder / "en.json").read_text(encoding="utf-8"))
    return found
