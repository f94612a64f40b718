"""What a tour can be written as. A format is one file here that names its :class:`Target` ``TARGET``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from exports.blobs import BlobSource
from exports.printing.choices import Printing
from tour_schema.base import Line
from tour_schema.manifest import Quality, ResolvedTour
from tour_schema.text import Language


class CannotWriteError(Exception):
    """The tour cannot be written in this format: ``reason`` says why, ``values`` of what.

    ``no_address``: the tour has no name in addresses; ``no_markers``: nothing of it is to be hung up;
    ``letters`` (``letters``): the face of print lacks them; ``too_large`` (``title``): more than a page of PDF takes;
    ``too_many`` (``count``): so many stops fit on no leaflet.
    """

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


Progress = Callable[[int, int], None]
"""Called with the bytes written so far and the bytes in all."""


@dataclass(frozen=True, slots=True)
class Order:
    """What shall be written: a resolved tour, where its files are, and the reader's choice."""

    resolved: ResolvedTour
    blobs: BlobSource
    version: int = 1
    quality: Quality = "high"
    language: Language | None = None
    """For formats that hold one language; the tour's original where absent."""
    address: Line | None = None
    """Where the tour will be published, for formats that link to it."""
    printing: Printing = field(default_factory=Printing)
    """For formats that are printed."""
    progress: Progress | None = None

    @property
    def reader(self) -> Language:
        """The one language of a format that holds only one."""
        return self.language or self.resolved.tour.original


@dataclass(frozen=True, slots=True)
class Target:
    """A format that a tour can be written in."""

    name: str
    """As on the command line and in ``translations``."""
    suffix: str
    media_type: str
    write: Callable[[Order, Path], None]
    """Writes the file whole, or not at all. Raises CannotWriteError, MissingBlobError and OSError."""


@cache
def targets() -> Mapping[str, Target]:
    """All targets by name, in the order of their names."""
    modules = sorted(module.name for module in iter_modules(__path__))
    found = [import_module(f"{__name__}.{name}").TARGET for name in modules]
    return {target.name: target for target in found}
