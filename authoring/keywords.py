"""Themes and audiences: kept as keywords (`middle-ages`), read and typed as words („Mittelalter“).

The known ones are those that have words: `parts.theme.middle_ages` names `middle-ages`. A keyword that nobody has
given words is shown as it was written, with blanks for its hyphens. The editor does the same (`keywords.ts`).
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal

from authoring.words import LANGUAGES, has_words, messages, say

Vocabulary = Literal["theme", "audience"]

_SPELLED: Final = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}


def keyword_name(vocabulary: Vocabulary, keyword: str, language: str) -> str:
    """The word for a keyword."""
    key = _key(vocabulary, keyword)
    return say(key, language) if has_words(key) else keyword.replace("-", " ")


def keyword_of(vocabulary: Vocabulary, typed: str) -> str:
    """The keyword that somebody means who types this: a word in any of our languages, the keyword itself, or free.

    An empty text is no keyword: `""`.
    """
    wanted = _keyword(typed)
    head = _key(vocabulary, "")
    for language in LANGUAGES:
        for key in messages(language):
            if key.startswith(head) and _keyword(say(key, language)) == wanted:
                return key.removeprefix(head).replace("_", "-")
    return wanted


def named(vocabulary: Vocabulary, keywords: Iterable[str], language: str) -> list[str]:
    """The words of several keywords, in their order."""
    return [keyword_name(vocabulary, keyword, language) for keyword in keywords]


def _key(vocabulary: Vocabulary, keyword: str) -> str:
    name = keyword.replace("-", "_")
    return f"parts.theme.{name}" if vocabulary == "theme" else f"parts.audience.{name}"


def _keyword(text: str) -> str:
    """„Jüdisches Leben!“ becomes `juedisches-leben`: lower case, no accents, hyphens between words."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(_SPELLED))
    ascii_only = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:64].rstrip("-")
