"""Which modules may be chosen together, proved and not tried out.

A choice is *allowed* when it holds every required module, with each module all that it comes
``after``, and no two that are ``not_with`` each other. ``after`` and required only ever add modules,
so with any modules there is one *least* allowed choice, and every allowed choice with them contains
it. What holds in the least choice about the presence of modules therefore holds in all of them, and
what fails there is a counter-example: n modules take n steps, not 2ⁿ.

Sets of modules are whole numbers: bit i stands for module i.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tour_schema.tour import Module


class Choices:
    """The allowed choices of a tour's modules."""

    def __init__(self, modules: Sequence[Module]) -> None:
        self._modules = modules
        index = {module.id: number for number, module in reversed(list(enumerate(modules)))}
        direct = [_mask(index[name] for name in module.after if name in index) for module in modules]
        self.required = _mask(number for number, module in enumerate(modules) if module.required)
        self._needs = _closed(direct)
        self._direct = direct
        self._against = [0] * len(modules)
        for number, module in enumerate(modules):
            for name in module.not_with:
                if name in index and index[name] != number:
                    other = index[name]
                    self._against[number] |= 1 << other
                    self._against[other] |= 1 << number

    def least(self, wanted: int = 0) -> int | None:
        """The least allowed choice with the wanted modules, ``None`` where no choice with them is allowed."""
        chosen = wanted | self.required
        for number in members(chosen):
            chosen |= self._needs[number]
        clash = any(self._against[number] & chosen for number in members(chosen))
        return None if clash else chosen

    def cycle(self) -> tuple[int, int] | None:
        """A module and one of its ``after`` that comes after it again, ``None`` where there is no circle."""
        for number, needed in enumerate(self._direct):
            for other in members(needed):
                if other == number or self._needs[other] >> number & 1:
                    return number, other
        return None

    def can_follow(self, one: int, other: int) -> bool:
        """Whether some allowed choice has both and nothing of what stands between them in the tour."""
        chosen = self.least(1 << one | 1 << other)
        between = ((1 << other) - 1) & ~((2 << one) - 1)
        return chosen is not None and not chosen & between


def members(chosen: int) -> Iterator[int]:
    """The numbers of the modules in a set, rising."""
    while chosen:
        lowest = chosen & -chosen
        yield lowest.bit_length() - 1
        chosen ^= lowest


def _mask(numbers: Iterator[int]) -> int:
    found = 0
    for number in numbers:
        found |= 1 << number
    return found


def _closed(direct: list[int]) -> list[int]:
    """For each module everything that it comes after, by way of others too (Warshall)."""
    needs = list(direct)
    for middle in range(len(needs)):
        for number in range(len(needs)):
            if needs[number] >> middle & 1:
                needs[number] |= needs[middle]
    return needs
