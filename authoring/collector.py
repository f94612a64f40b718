"""How often Python's collector of cyclic garbage looks, in a process that holds whole tours in memory.

A large tour is a hundred thousand objects that live long: with the usual thresholds the collector walks over all of
them at every second save, and some forty times in one check, and finds hardly anything.
"""

import gc
from typing import Final

_COLLECT_AFTER: Final = (50_000, 20, 100)


def settle() -> None:
    """Leave what is there alone for good, and look for garbage only after many new objects."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECT_AFTER)
