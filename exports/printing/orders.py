"""From an order to a PDF, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exports.files import whole_file
from exports.printing.sheets import Print
from exports.printing.type import MissingGlyphsError
from exports.targets import CannotWriteError, Order
from tour_schema.media import Variant
from tour_schema.text import best


@contextmanager
def printing(order: Order, path: Path, *, crop_marks: bool) -> Iterator[Print]:
    """A PDF under the tour's title, in its reader's language; ``crop_marks`` are those of its pages.

    Raises:
        CannotWriteError: ``letters``: the face lacks some.
    """
    tour = order.resolved.tour
    try:
        with whole_file(path) as out:
            printed = Print(
                out, title=title_of(order), author=tour.credit, language=order.reader, crop_marks=crop_marks
            )
            yield printed
            printed.close()
    except MissingGlyphsError as fault:
        raise CannotWriteError("letters", letters=" ".join(fault.letters)) from fault


def title_of(order: Order) -> str:
    """The tour's title for the reader; empty where it has none."""
    tour = order.resolved.tour
    return best(tour.title, order.reader, tour.original) or ""


def picture_data(order: Order, variant: Variant) -> bytes:
    """The bytes of a picture.

    Raises:
        MissingBlobError: the store lacks it.
    """
    return b"".join(order.blobs.pieces(order.blobs.blob(variant.sha256).sha256))
