"""What is only a minor edit of a text: whoever has spoken, captioned or translated it need not do so again.

Punctuation, blanks and case are not heard. A typo is one letter too many, too few, wrong, or two exchanged, inside
a word of four letters or more that begins as before and holds no digit; one word in ten may have one. What turns a
word into another one (``ein``, ``kein``; ``Haus``, ``Maus``; ``1325``, ``1352``) is no typo.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Final

from tour_schema.story import Speech

SHORTEST_WORD: Final = 4
WORDS_A_TYPO: Final = 10

_WORD: Final = re.compile(r"\w+")


def is_minor(before: str, after: str) -> bool:
    """Whether a text says the same as before.

    >>> is_minor("Willkommen auf der Brücke!", "willkommen, auf der Brükce")
    True
    >>> is_minor("Hier ist ein Weg.", "Hier ist kein Weg.")
    False
    """
    if before == after:
        return True
    old, new = _words(before), _words(after)
    if len(old) != len(new):
        # A hyphen or a blank more is not heard either.
        return bool(old) and "".join(old) == "".join(new)
    changed = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    return len(changed) <= -(-len(old) // WORDS_A_TYPO) and all(_is_typo(*pair) for pair in changed)


def made_from(text: str) -> str:
    """What a recording of the text remembers: the SHA-256 of its UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def speaks_another(recording: Speech, text: str) -> bool:
    """Whether a recording speaks another text; where it remembers only a hash, any change makes it another."""
    if recording.spoken is not None:
        return not is_minor(recording.spoken, text)
    return recording.made_from is not None and recording.made_from != made_from(text)


def captions_another(recording: Speech, text: str) -> bool:
    """Whether the captions of a recording, where there are any, write down another text."""
    return recording.captioned is not None and not is_minor(recording.captioned, text)


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _is_typo(one: str, other: str) -> bool:
    """Whether at most one slip of a finger lies between two words (Damerau's edit distance of one)."""
    if min(len(one), len(other)) < SHORTEST_WORD or one[0] != other[0]:
        return False
    if any(letter.isdigit() for letter in one + other):
        return False
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) == 1 or (len(one) == len(other) == 2 and one == other[::-1])
