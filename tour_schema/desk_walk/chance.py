"""How far a phone is mistaken, from one second to the next: chance that comes out the same everywhere.

The generator is our own, and a small one, because the standard library promises the same numbers for the same
seed only for a part of what it draws, and a reader in another language has to be able to repeat a walk.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

_MASK: Final = 2**64 - 1
CORRELATED_S: Final = 40.0
"""A phone that is wrong stays wrong: after so many seconds 1/e of an error is left. In streets 20 to 100 are seen."""


def draws(seed: int) -> Iterator[float]:
    """Numbers in [0, 1) with 53 bits each: SplitMix64 (Steele, Lea and Flood, 2014)."""
    state = seed & _MASK
    while True:
        state = (state + 0x9E3779B97F4A7C15) & _MASK
        mixed = ((state ^ state >> 30) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _MASK
        yield ((mixed ^ mixed >> 31) >> 11) / 2**53


def errors(noise_m: float, seed: int) -> Iterator[tuple[float, float]]:
    """By how many metres a phone errs to the east and to the north, second by second.

    Each axis is a Gauss-Markov process of first order with that standard deviation, and begins somewhere in it.
    """
    kept = math.exp(-1 / CORRELATED_S)
    fresh = noise_m * math.sqrt(1 - kept * kept)
    normal = _normal(draws(seed))
    east, north = (noise_m * each for each in next(normal))
    while True:
        yield east, north
        to_east, to_north = next(normal)
        east, north = kept * east + fresh * to_east, kept * north + fresh * to_north


def _normal(uniform: Iterator[float]) -> Iterator[tuple[float, float]]:
    """Pairs of independent normal numbers (Box and Muller, 1958)."""
    while True:
        one, other = next(uniform), next(uniform)
        length = math.sqrt(-2 * math.log(1 - one))
        yield length * math.cos(math.tau * other), length * math.sin(math.tau * other)
