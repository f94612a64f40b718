"""What others may build on is listed; everything else may change from one day to the next."""

import importlib
from types import ModuleType

import pytest

import tour_schema

PUBLIC = {
    "Document",
    "Documents",
    "Fix",
    "Issue",
    "Reading",
    "Report",
    "Resolver",
    "Severity",
    "Words",
    "Usual",
    "check",
    "dump",
    "read",
    "words",
}


def test_the_ground_floor_offers_exactly_these_names() -> None:
    assert set(tour_schema.__all__) == PUBLIC


@pytest.mark.parametrize("name", ["tour_schema", "exports", "authoring", "authoring.web"])
def test_every_name_that_a_package_lists_is_there_and_says_what_it_is(name: str) -> None:
    package = importlib.import_module(name)
    for listed in getattr(package, "__all__", ()):
        thing = getattr(package, listed)
        assert isinstance(thing, ModuleType) or not callable(thing) or thing.__doc__, f"{name}.{listed}"
