"""The few colours of print, as shares of cyan, magenta, yellow and black.

Words and codes are black alone: four inks over each other never meet exactly, and a code with coloured seams is read
badly. No colour needs more than 220 % of ink.
"""

from __future__ import annotations

from typing import Final

from reportlab.lib.colors import CMYKColor

INK: Final = CMYKColor(0, 0, 0, 1)
SOFT_INK: Final = CMYKColor(0, 0, 0, 0.7)
LINE: Final = CMYKColor(0, 0, 0, 0.3)
PAPER: Final = CMYKColor(0, 0, 0, 0)
GREEN: Final = CMYKColor(0.82, 0.3, 0.7, 0.36)
"""The primary of the design tokens, ``#1d5a42``, as ink."""
WASH: Final = CMYKColor(0.1, 0.01, 0.1, 0.02)
REGISTRATION: Final = CMYKColor(1, 1, 1, 1)
"""Marks outside the sheet are on every plate."""
