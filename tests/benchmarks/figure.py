"""One measured number, what it is held against, and the clock that took it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True)
class Figure:
    """A measured value; `bound` is the most it may be, or the least where `at_least`.

    `peer` names what it was compared with in the same run, and `ratio` says how many times as fast we were.
    """

    name: str
    value: float
    unit: str
    bound: float | None = None
    at_least: bool = False
    peer: str | None = None
    peer_value: float | None = None
    ratio: float | None = None
    least_ratio: float | None = None

    @property
    def met(self) -> bool:
        """Whether the value keeps its bound, and the ratio its least."""
        kept = self.bound is None or (self.value >= self.bound if self.at_least else self.value <= self.bound)
        return kept and (self.least_ratio is None or (self.ratio or 0) >= self.least_ratio)

    def line(self) -> str:
        """The figure as one line of text."""
        parts = [f"{self.name}: {self.value:.4g} {self.unit}"]
        if self.bound is not None:
            parts.append(f"({'at least' if self.at_least else 'at most'} {self.bound:g})")
        if self.peer is not None:
            peer = "" if self.peer_value is None else f" {self.peer_value:.4g} {self.unit}"
            parts.append(f"· {self.peer}{peer}")
        if self.ratio is not None:
            least = "" if self.least_ratio is None else f" (at least {self.least_ratio:g})"
            parts.append(f"· {self.ratio:.3g} × as fast{least}")
        return f"{'ok    ' if self.met else 'MISSED'} {' '.join(parts)}"


def seconds(work: Callable[[], object], *, times: int, warm_up: int = 1) -> list[float]:
    """How long each of so many calls took, sorted, after calls that do not count."""
    for _ in range(warm_up):
        work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)


def percentile(values: list[float], hundredth: int) -> float:
    """The value below which so many of a hundred lie."""
    return quantiles(values, n=100, method="inclusive")[hundredth - 1]
