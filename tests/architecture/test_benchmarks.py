"""The frame of the benchmarks says truly whether a bound was met."""

import importlib

import pytest

from tests.benchmarks.__main__ import main, names
from tests.benchmarks.figure import Figure, percentile


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("save", 12, "ms", bound=60), True),
        (Figure("save", 61, "ms", bound=60), False),
        (Figure("reads", 10, "1/s", bound=20, at_least=True), False),
        (Figure("check", 1, "ms", peer="jsonschema", ratio=4, least_ratio=5), False),
        (Figure("check", 1, "ms", peer="jsonschema", ratio=6, least_ratio=5), True),
    ],
)
def test_a_figure_is_met_when_both_its_bounds_are_kept(figure: Figure, *, met: bool) -> None:
    assert figure.met is met
    assert figure.line().startswith("ok" if met else "MISSED")


def test_the_99th_of_a_hundred_values_lies_below_one_of_them() -> None:
    assert percentile([float(n) for n in range(101)], 99) == 99


def test_every_benchmark_can_be_loaded_and_has_a_run() -> None:
    for name in names():
        assert callable(importlib.import_module(f"tests.benchmarks.{name}").run)


def test_a_benchmark_that_is_not_there_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-benchmark"]) == 2
    assert "no-such-benchmark" in capsys.readouterr().out
