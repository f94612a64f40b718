"""What is only a minor edit of a text: whoever has spoken, captioned or translated it need not do so again.

Punctuation, blanks and case are not heard. A typo is one letter too many, too few, wrong, or two exchanged, inside
a word of four letters or more that begins as before and holds no digit; one word in ten may have one. What turns a
word into another one (``ein``, ``kein``; ``Haus``, ``Maus``; ``1325``, ``1352``) is no typo.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

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
