"""What a rule is: a small generator over one kind of document that knows no other rule.

A file of :mod:`tour_schema.rules` declares its codes and decorates its rules; nothing else names
them. ``check`` and the catalogue of codes find both by looking at the files that are there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from pydantic import BaseModel

from tour_schema.guide import Guide
from tour_schema.issue import Issue
from tour_schema.media import Medium
from tour_schema.scope import Scope, Setting
from tour_schema.station import Station
from tour_schema.tour import Tour

Published = Station | Tour | Guide | Medium
"""What a tour is published with."""
Judge = Callable[[Any, Any], Iterable[Issue]]
"""Gives the issues of a document: a generator, or for what is asked thousands of times a list."""


class Rule(NamedTuple):
    """A rule, and the kinds of document that it judges."""

    models: tuple[type[BaseModel], ...]
    judge: Judge
    given: str | None
    """A field without which the rule has nothing to say."""
    holding: frozenset[type[BaseModel]]
    """Objects of which at least one has to be in the document for the rule to have something to say."""
    is_alone: bool
    """It knows nothing but the document and the setting, so that what it says can be remembered."""

    @property
    def name(self) -> str:
        """``<file>.<function>``, as a profile shows it."""
        return f"{self.judge.__module__.rpartition('.')[2]}.{self.judge.__name__}"


def rule(
    *models: type[BaseModel], given: str | None = None, holding: tuple[type[BaseModel], ...] = ()
) -> Callable[[Callable[[Any, Scope], Iterable[Issue]]], Rule]:
    """Makes a generator over a document and its scope a rule for documents of these models.

    ``given`` and ``holding`` spare the many documents about which the rule has nothing to say.
    """
    return lambda judge: Rule(models, judge, given, frozenset(holding), is_alone=False)


def alone(
    *models: type[BaseModel], given: str | None = None, holding: tuple[type[BaseModel], ...] = ()
) -> Callable[[Callable[[Any, Setting], Iterable[Issue]]], Rule]:
    """As :func:`rule`, for a generator that judges a document alone: it finds no other ones."""
    return lambda judge: Rule(models, judge, given, frozenset(holding), is_alone=True)
