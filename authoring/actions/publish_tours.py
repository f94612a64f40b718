"""Publish tours: freeze them with everything that they name, sign them, and let visitors have them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlmodel import col, delete, select, update

from authoring import audit, clock
from authoring.blob_source import StoredBlobs
from authoring.errors import Refused
from authoring.permissions import Verb, require
from authoring.published import let_visitors_have, told, told_of_files
from authoring.queries.approvals import is_review_needed, unapproved
from authoring.queries.documents import load, row_of
from authoring.queries.publications import heads, next_version
from authoring.queries.resolver import StoreResolver
from authoring.queries.reviews import state_of
from authoring.store import cards
from authoring.store.house import usual_of
from authoring.tables import Publication, PublishedPart
from exports.blobs import MemoryBlobs
from exports.publish.changes import Edition
from exports.publish.faults import PlaceFault
from exports.publish.ledger import TIMESTAMP
from exports.publish.publishing import plan
from exports.resolve import Choice, DanglingError, resolve
from tour_schema import check
from tour_schema.tour import Tour

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlmodel import Session

    from authoring.db import Database
    from authoring.media_store import MediaStore
    from authoring.permissions import Actor
    from exports.blobs import BlobSource
    from exports.publish.changes import Change, Step
    from exports.publish.keys import KeyFolder
    from exports.publish.places import Place
    from exports.publish.publishing import Plan
    from tour_schema.manifest import ResolvedTour

_TIMES: Final = 3
"""How often somebody who is overtaken begins again."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A tour as it would be published, and the revisions that it was made of."""

    tour_id: str
    organisation_id: str
    title: str
    resolved: ResolvedTour
    version: int
    parts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Intention:
    """What publishing would do: the frozen tours, what it means to visitors, and why others are left out."""

    frozen: tuple[Frozen, ...]
    blobs: BlobSource
    plan: Plan
    refusals: tuple[tuple[str, Refused], ...] = ()

    def step(self, tour_id: str) -> Step:
        """What becomes of one of the tours."""
        return next(step for step in self.plan.steps if step.tour == tour_id)

    @property
    def left_out(self) -> tuple[Refused, ...]:
        """Why tours are left out."""
        return tuple(refusal for _, refusal in self.refusals)

    def whole(self) -> Intention:
        """Return this; raise the ``Refused`` for which a tour would be left out, where all or none are wanted."""
        for refusal in self.left_out:
            raise refusal
        return self


def intend(
    db: Database,
    store: MediaStore,
    actor: Actor,
    place: Place,
    keys: KeyFolder,
    tour_ids: Iterable[str],
    *,
    accept_warnings: bool = False,
) -> Intention:
    """Find out what publishing tours means, without a write: their faults, and what visitors download again.

    Only the keys are made, where there are none yet.

    A tour is left out for ``publish.faulty`` (errors), ``publish.doubtful`` (warnings that nobody accepted),
    ``publish.unreviewed`` (its organisation wants a colleague's look first), ``export.unreadable`` or
    ``export.dangling``.

    Raises:
        NotFound, Forbidden: there is no such tour, or the actor may not publish it.
        Refused: ``export.missing_file``, and what ``exports.publish.faults`` names.
    """
    frozen: list[Frozen] = []
    refusals: list[tuple[str, Refused]] = []
    with db.read() as session:
        for tour_id in dict.fromkeys(tour_ids):
            try:
                frozen.append(_freeze(session, actor, tour_id, accept_warnings=accept_warnings))
            except Refused as refusal:
                refusals.append((tour_id, refusal))
        wanted = (each.sha256 for one in frozen for medium in one.resolved.media for each in medium.variants)
        blobs = StoredBlobs(session, store, wanted)
    return Intention(tuple(frozen), blobs, _planned(place, keys, tuple(frozen), blobs), tuple(refusals))


def publish_tours(
    db: Database,
    actor: Actor,
    place: Place,
    keys: KeyFolder,
    intention: Intention,
    *,
    recorded: bool = True,
    note: str = "",
) -> Intention:
    """Let visitors have what was intended: whole, or not at all; return what was done.

    What is overtaken by somebody else begins again with their state. ``recorded`` is false for a copy elsewhere,
    of which the installation remembers nothing; ``note`` is what colleagues read of the version.

    Raises:
        Refused: ``export.missing_file``, and what ``exports.publish.faults`` names; visitors see the old state.
    """
    for attempt in range(1, _TIMES + 1):
        try:
            with told_of_files(), told():
                let_visitors_have(intention.plan, place, keys, intention.blobs)
        except Refused as refusal:
            if refusal.code != "publish.place.raced" or attempt == _TIMES:
                raise
            intention = replace(intention, plan=_planned(place, keys, intention.frozen, intention.blobs))
        else:
            break
    if recorded:
        with db.write() as session:
            for one in intention.frozen:
                _record(session, actor, one, intention.step(one.tour_id), note)
    return intention


def change_published(place: Place, keys: KeyFolder, change: Change) -> Step:
    """Withdraw a tour, or go back to a version, in the published folder; begin again where somebody was quicker.

    Raises:
        Refused: what ``exports.publish.faults`` names; visitors see the old state.
    """
    nothing = MemoryBlobs()
    for attempt in range(1, _TIMES + 1):
        with told():
            try:
                planned = plan(place, keys, [change], nothing, clock.now())
                let_visitors_have(planned, place, keys, nothing)
            except PlaceFault as fault:
                if fault.code != "publish.place.raced" or attempt == _TIMES:
                    raise
            else:
                return planned.steps[0]
    raise AssertionError("the last attempt returns or raises")


def make_current(session: Session, tour_id: str, version: int | None, parts: Mapping[str, int]) -> None:
    """Remember which version visitors have (``None``: no one), and what it was made of."""
    session.execute(
        update(Publication)
        .where(col(Publication.tour_id) == tour_id)
        .values(current=col(Publication.version) == version if version is not None else False)
    )
    session.execute(delete(PublishedPart).where(col(PublishedPart.tour_id) == tour_id))
    session.add_all(
        PublishedPart(tour_id=tour_id, document_id=document, revision=revision) for document, revision in parts.items()
    )
    row = row_of(session, tour_id)
    session.flush()
    row.state = state_of(session, tour_id)
    session.add(row)


def _freeze(session: Session, actor: Actor, tour_id: str, *, accept_warnings: bool) -> Frozen:
    loaded = load(session, actor, tour_id)
    require(actor, Verb.PUBLISH, loaded.organisation_id)
    resolver = StoreResolver(session)
    resolver.prefetch_all_of([tour_id])
    tour = resolver.find(tour_id)
    if not isinstance(tour, Tour):
        raise Refused("export.unreadable", {})
    title = cards.title_in({"title": tour.title}, actor.language) or tour_id
    report = check(tour, resolver, on=clock.today(), usual=usual_of(session, loaded.organisation_id))
    if report.errors:
        raise Refused("publish.faulty", {"title": title, "count": len(report.errors)})
    if report.warnings and not accept_warnings:
        raise Refused("publish.doubtful", {"title": title, "count": len(report.warnings)})
    try:
        resolved = resolve(tour, resolver, Choice(quality=None))
    except DanglingError as fault:
        raise Refused("export.dangling", {"count": len(fault.ids)}) from fault
    documents = (tour, *resolved.stations, *resolved.guides, *resolved.media)
    parts = heads(session, (document.id for document in documents))
    # Whoever sits at the machine owns the data folder, and is asked by nobody.
    if not actor.machine and is_review_needed(session, loaded.organisation_id):
        unseen = unapproved(session, loaded.organisation_id, tour_id, parts)
        if unseen:
            raise Refused("publish.unreviewed", {"title": title, "count": len(unseen)})
    return Frozen(tour_id, loaded.organisation_id, title, resolved, next_version(session, tour_id), parts)


def _planned(place: Place, keys: KeyFolder, frozen: tuple[Frozen, ...], blobs: BlobSource) -> Plan:
    now = clock.now()
    with told_of_files(), told():
        # Where something is published already its own keys are wanted, and no new ones.
        if not keys.made and place.size(TIMESTAMP) is None:
            keys.make(now)
        return plan(place, keys, [Edition(one.resolved, one.version) for one in frozen], blobs, now)


def _record(session: Session, actor: Actor, one: Frozen, step: Step, note: str) -> None:
    """Write down what visitors have now; nothing where they had the same before, made of the same revisions."""
    query = select(PublishedPart).where(PublishedPart.tour_id == one.tour_id)
    before = {part.document_id: part.revision for part in session.exec(query)}
    found = session.get(Publication, (one.tour_id, step.version))
    if found is not None and found.current and before == one.parts:
        return
    # A version without a row: whoever published it was killed before the row was written.
    row = found or Publication(
        tour_id=one.tour_id,
        version=step.version,
        manifest=step.sha256,
        whole_bytes=step.whole_bytes,
        at=clock.now(),
        by_id=actor.person_id,
        by_name=actor.name,
        note=note,
    )
    row.parts = dict(one.parts)
    session.add(row)
    session.flush()
    make_current(session, one.tour_id, step.version, one.parts)
    if step.changed or found is None:
        audit.record(
            session, actor, "publish", one.organisation_id, "tour", one.tour_id,
            version=step.version, again_bytes=step.again_bytes,
        )  # fmt: skip
