"""Folding of words for search, the same at writing and at asking, on every database.

``Straße`` and ``STRASSE`` are one word. ``Krämer``, ``Kraemer`` and ``Kramer`` find each other: a word
with an umlaut is indexed without its dots and written out, a word that is written out also without its
dots. Besides, each word stands with its stem, so that ``Brücken`` finds ``Brücke`` and ``bridges`` finds
``bridge``: the German stemmer first, then the English, whatever the language of the text, because nobody
says in which language a query is. A query's word is found where it begins a word, or shares its stem.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from Stemmer import Stemmer

LONGEST_WORD: Final = 40
LONGEST_LIST: Final = 16
"""Letters of the longest beginning for which the index has a list."""
REST: Final = ":r"
"""What begins the mark for the rest of a word that is longer than that."""
_LONGEST_REST: Final = LONGEST_LIST - len(REST)
_SHORTEST_STEMMED: Final = 3
_WORD: Final = re.compile(r"[^\W_]+")
_ADDRESS: Final = re.compile(r"https?://\S+")
_WRITTEN_OUT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})
# Letters that Unicode does not take apart.
_PLAIN: Final = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"})
# In "Treue" and "Quelle" the u is no written-out umlaut.
_UMLAUT: Final = re.compile(r"(?<=[ao])e|(?<=(?<![aeiouyq])u)e")


@dataclass(frozen=True)
class Term:
    """A word that was asked for.

    A find has a word that begins with one of ``begins``, or one of that ``stem`` (empty: the beginnings
    find those as well). ``spellings`` are all that a text may have for it.
    """

    begins: tuple[str, ...]
    stem: str
    spellings: tuple[str, ...]


def words(text: str) -> list[str]:
    """Return the folded words of a text in order; a word with umlauts gives both its spellings."""
    found: list[str] = []
    for word in _split(text):
        found.extend(spellings(word))
    return found


def indexed(text: str) -> list[str]:
    """Return all by which the words of a text are found, each once: spellings, stems, the rests of long words."""
    return list(dict.fromkeys(form for word in dict.fromkeys(_split(text)) for form in _forms(word)))


def terms(query: str) -> list[tuple[str, ...]]:
    """Return the spellings of each word of a query, in its order, each word once."""
    return list(dict.fromkeys(spellings(word) for word in _split(query)))


def asked(query: str) -> list[Term]:
    """Return what to look for, for each word of a query, in its order, each word once."""
    return list(dict.fromkeys(_term(word) for word in _split(query)))


def key(text: str) -> str:
    """Return a text folded as a whole, to compare titles with."""
    return " ".join(_plain(word) for word in _split(text))


def whole(text: str) -> str:
    """Return one word for a whole title, the same however its umlauts are written."""
    return ".".join(_dotless(_plain(word)) for word in _split(text))[:LONGEST_WORD]


@lru_cache(maxsize=50_000)
def spellings(word: str) -> tuple[str, ...]:
    """Return the plain spelling of one case-folded word and, if it differs, the written-out one."""
    plain = _plain(word)[:LONGEST_WORD]
    if word.isascii():
        return (plain,)
    written_out = _plain(word.translate(_WRITTEN_OUT))[:LONGEST_WORD]
    return (plain,) if written_out == plain else (plain, written_out)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what the forms of one case-folded word have in common."""
    if len(word) < _SHORTEST_STEMMED:
        return _plain(word)
    german, english = _stemmers()
    return _plain(english.stemWord(german.stemWord(word)))[:LONGEST_WORD]


def rest(word: str) -> str:
    """Return the mark for what is left of a word behind the longest list, ``""`` for a shorter word."""
    left = word[LONGEST_LIST : LONGEST_LIST + _LONGEST_REST]
    return REST + left if left else ""


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, ...]:
    spelled = (*spellings(word), _dotless(word)[:LONGEST_WORD]) if word.isascii() else spellings(word)
    found = (*spelled, stem(word), *(rest(each) for each in spelled))
    return tuple(dict.fromkeys(form for form in found if form))


@lru_cache(maxsize=10_000)
def _term(word: str) -> Term:
    spelled = spellings(word)
    # The plain spelling also finds those that are written out, as long as taking the e away leads back to it.
    begins = spelled[:1] if _dotless(spelled[-1]) == spelled[0] or word.isascii() else spelled
    root = stem(word)
    everywhere = (*spelled, _dotless(spelled[-1]))
    return Term(begins, "" if root in begins else root, tuple(dict.fromkeys(everywhere)))


_local: Final = threading.local()


def _stemmers() -> tuple[Stemmer, Stemmer]:
    # A stemmer is not safe to share between threads.
    found: tuple[Stemmer, Stemmer] | None = getattr(_local, "stemmers", None)
    if found is None:
        found = _local.stemmers = (Stemmer("german"), Stemmer("english"))
    return found


def _split(text: str) -> list[str]:
    # NFC first: a text may bring its dots as characters of their own, which would split the word.
    return _WORD.findall(_ADDRESS.sub(" ", unicodedata.normalize("NFC", text)).casefold())


def _plain(word: str) -> str:
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(letter for letter in apart if letter.isalnum())


def _dotless(word: str) -> str:
    return _UMLAUT.sub("", word)
