"""Write a tour as a file: a bundle, or a format of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from authoring import clock
from authoring.blob_source import StoredBlobs
from authoring.errors import Refused
from authoring.permissions import Verb, require
from authoring.queries.documents import load
from authoring.queries.resolver import StoreResolver
from exports.addresses import tour_address
from exports.blobs import MissingBlobError
from exports.printing.choices import Printing
from exports.resolve import Choice, DanglingError, resolve
from exports.targets import CannotWriteError, Order, Target, targets
from tour_schema import check
from tour_schema.tour import Tour

if TYPE_CHECKING:
    from pathlib import Path

    from authoring.db import Database
    from authoring.media_store import MediaStore
    from authoring.permissions import Actor
    from exports.targets import Progress


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: how many faults and warnings the tour still has, and its revision."""

    target: Target
    revision: int
    errors: int
    warnings: int


def export_tour(
    db: Database,
    store: MediaStore,
    actor: Actor,
    tour_id: str,
    path: Path,
    *,
    target: str = "bundle",
    choice: Choice | None = None,
    printing: Printing | None = None,
    public_url: str | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write a tour to ``path``: whole, or not at all. A tour with faults is written too: it is not published.

    Raises:
        NotFound: there is no such tour.
        Forbidden: the actor may not export it.
        Refused: ``export.unknown_target``, ``export.unreadable``, ``export.dangling`` (a document that the
            tour names is missing), ``export.language`` (the tour has no such language),
            ``export.missing_file`` (a file of a medium is not there, perhaps still being made),
            ``export.cannot.…`` (this tour cannot be written in this format, see CannotWriteError).
    """
    chosen = targets().get(target)
    if chosen is None:
        raise Refused("export.unknown_target", {"target": target, "known": ", ".join(targets())})
    choice = choice or Choice()
    with db.read() as session:
        loaded = load(session, actor, tour_id)
        require(actor, Verb.EXPORT, loaded.organisation_id)
        resolver = StoreResolver(session)
        tour = resolver.find(tour_id)
        if not isinstance(tour, Tour):
            raise Refused("export.unreadable", {})
        _check_languages(tour, choice)
        try:
            resolved = resolve(tour, resolver, choice)
        except DanglingError as fault:
            raise Refused("export.dangling", {"count": len(fault.ids)}) from fault
        report = check(tour, resolver, on=clock.today())
        blobs = StoredBlobs(session, store, (each.sha256 for medium in resolved.media for each in medium.variants))
    order = Order(
        resolved,
        blobs,
        version=loaded.revision,
        quality=choice.quality or "high",
        language=next(iter(choice.languages), None),
        address=tour_address(public_url, tour.slug) if public_url and tour.slug else None,
        printing=printing or Printing(),
        progress=progress,
    )
    try:
        chosen.write(order, path)
    except MissingBlobError as fault:
        raise Refused("export.missing_file", {"file": fault.sha256[:12]}) from fault
    except CannotWriteError as fault:
        raise Refused(f"export.cannot.{fault.reason}", fault.values) from fault
    return Exported(chosen, loaded.revision, len(report.errors), len(report.warnings))


def _check_languages(tour: Tour, choice: Choice) -> None:
    known = tour.languages or (tour.original,)
    unknown = [language for language in choice.languages if language not in known]
    if unknown:
        raise Refused("export.language", {"language": ", ".join(unknown), "known": ", ".join(known)})
