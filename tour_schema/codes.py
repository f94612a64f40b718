"""The catalogue of codes and rules: whatever the files declare, found by looking at them."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import NamedTuple

from pydantic import BaseModel

import tour_schema.rules
from tour_schema.issue import Code
from tour_schema.rule import Judge, Rule

GATES = ("upgrade", "read", "structure", "bundle", "geometry", "desk_walk.faults")
"""The modules of ``tour_schema`` that declare codes and are no rules."""


@functools.cache
def catalogue() -> Mapping[str, Code]:
    """Every code by its name, in the order of the files."""
    found: dict[str, Code] = {}
    for module in (*_gates(), *_rule_files()):
        for code in _declared(module):
            if found.setdefault(code.name, code) is not code:
                raise ValueError(f"{code.name} is declared twice")
    return found


@functools.cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the files and within them."""
    return tuple(each for module in _rule_files() for each in vars(module).values() if isinstance(each, Rule))


@functools.cache
def given_for(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model without which some rule has nothing to say."""
    return tuple(dict.fromkeys(each.given for each in rules() if each.given is not None and model in each.models))


class Fitting(NamedTuple):
    """The rules for one document: those that judge it alone, and those that find others in its scope."""

    alone: tuple[Judge, ...]
    scoped: tuple[Judge, ...]


@functools.lru_cache(maxsize=4096)
def fitting_for(model: type[BaseModel], given: tuple[str, ...], classes: tuple[type[BaseModel], ...]) -> Fitting:
    """The rules for a document of that model in which these fields and objects of these classes are."""
    fitting = [
        each
        for each in rules()
        if model in each.models
        and (each.given is None or each.given in given)
        and (not each.holding or not each.holding.isdisjoint(classes))
    ]
    return Fitting(
        tuple(each.judge for each in fitting if each.is_alone),
        tuple(each.judge for each in fitting if not each.is_alone),
    )


def _declared(module: ModuleType) -> Iterator[Code]:
    return (each for each in vars(module).values() if isinstance(each, Code))


def _gates() -> Iterator[ModuleType]:
    return (importlib.import_module(f"tour_schema.{name}") for name in GATES)


def _rule_files() -> Iterator[ModuleType]:
    names = sorted(each.name for each in pkgutil.iter_modules(tour_schema.rules.__path__))
    return (importlib.import_module(f"tour_schema.rules.{name}") for name in names)
