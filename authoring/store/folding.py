"""Folding of words for search, the same at writing and at asking, on every database.

``Straße`` and ``STRASSE`` are one word. ``Krämer`` is found by ``Krämer``, ``Kramer`` and
``Kraemer``: a word with an umlaut is indexed twice, without its dots and written out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LONGEST_WORD: Final = 40
_WORD: Final = re.compile(r"[^\W_]+")
_ADDRESS: Final = re.compile(r"https?://\S+")
_WRITTEN_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})
# Letters that Unicode does not take apart.
_PLAIN: Final = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})


def words(text: str) -> list[str]:
    """Return the folded words of a text in order; a word with umlauts gives both its spellings."""
    found: list[str] = []
    for word in _split(text):
        found.extend(spellings(word))
    return found


def terms(query: str) -> list[tuple[str, ...]]:
    """Return for each word that was asked for the spellings it may have in the index."""
    return list(dict.fromkeys(spellings(word) for word in _split(query)))


def key(text: str) -> str:
    """Return a text folded as a whole, to compare titles with."""
    return " ".join(_plain(word) for word in _split(text))


@lru_cache(maxsize=50_000)
def spellings(word: str) -> tuple[str, ...]:
    """Return the plain spelling of one case-folded word and, if it differs, the written-out one."""
    plain = _plain(word)[:LONGEST_WORD]
    if word.isascii():
        return (plain,)
    written_out = _plain(word.translate(_WRITTEN_OUT))[:LONGEST_WORD]
    return (plain,) if written_out == plain else (plain, written_out)


def _split(text: str) -> list[str]:
    # NFC first: a text may bring its dots as characters of their own, which would split the word.
    return _WORD.findall(_ADDRESS.sub(" ", unicodedata.normalize("NFC", text)).casefold())


def _plain(word: str) -> str:
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(letter for letter in apart if letter.isalnum())
