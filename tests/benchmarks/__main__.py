"""`python -m tests.benchmarks [NAME…]`: run the benchmarks so named, or all; exit 1 if a bound is missed."""

import importlib
import pkgutil
import sys
import time
from collections.abc import Iterable

from tests import benchmarks
from tests.benchmarks.figure import Figure

_FRAME = {"__main__", "figure", "office"}


def names() -> list[str]:
    """The benchmarks: every module of this package that has a `run`."""
    return sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name not in _FRAME)


def chosen(words: list[str]) -> list[str]:
    """The benchmarks that the words begin; without words, all."""
    return [name for name in names() if not words or name.startswith(tuple(words))]


def main(words: list[str]) -> int:
    """Run and print; the exit code says whether every bound was met."""
    missed = 0
    wanted = chosen(words)
    if not wanted:
        print(f"There is no benchmark {' '.join(words)}. There are: {', '.join(names()) or 'none'}.")
        return 2
    for name in wanted:
        print(f"\n{name}", flush=True)
        start = time.perf_counter()
        module = importlib.import_module(f"tests.benchmarks.{name}")
        figures: Iterable[Figure] = module.run()
        for figure in figures:
            print(f"  {figure.line()}", flush=True)
            missed += not figure.met
        print(f"  ({time.perf_counter() - start:.1f} s)")
    print(f"\n{missed} bounds missed." if missed else "\nEvery bound was met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
