"""How fast people are told something."""

from typing import Final

CHARACTERS_A_SECOND: Final = 15.0
"""How fast a text is read out: some 140 words a minute, German and English alike."""
