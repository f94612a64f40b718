"""Bring a planned import in: all of it or nothing, as one step that can be undone as one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from authoring import audit, clock
from authoring.actions.create_document import create_document
from authoring.actions.import_photos import (
    MediaMaker,
    Photo,
    Tell,
    examined_photos,
    forget_photos,
    start_all_variants,
)
from authoring.actions.plan_import import loose_files
from authoring.db import Database
from authoring.errors import Refused
from authoring.ids import new_id
from authoring.importers.choices import with_taken
from authoring.importers.documents import Placed, station_of, tour_of
from authoring.importers.plan import Draft
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Verb, require
from authoring.queries.history import MADE_VARIANTS
from authoring.queries.imports import Held, load_import, record_of
from authoring.tables import ColumnMapping, Import, Organisation, Revision
from tour_schema import dump


@dataclass(frozen=True)
class Applied:
    """What an import brought: the ids of its documents, the tour's among them or ``None``."""

    import_id: str
    stations: tuple[str, ...]
    media: tuple[str, ...]
    tour: str | None
    jobs: tuple[str, ...] = ()
    """The jobs that make the other sizes of the pictures."""


@dataclass(frozen=True)
class Wish:
    """What a person decided at the end of a preview.

    ``tour`` is the title of a tour of all the stations, ``None`` where there is to be none; ``reverse`` walks it from
    the files' end. Of the drafts named in ``shown`` exactly those in ``taken`` are made; of the others those that the
    plan takes. ``time_zone`` is where the clocks of opening hours stand, if the organisation says nothing of it.
    """

    tour: str | None = None
    reverse: bool = False
    taken: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    time_zone: str | None = None


def apply_import(
    db: Database,
    store: MediaStore,
    actor: Actor,
    import_id: str,
    wish: Wish | None = None,
    *,
    tell: Tell | None = None,
) -> Applied:
    """Make the stations of a plan, the media of its photographs and, with a title, a tour of all of them.

    Photographs are decoded before, outside the transaction; one that fails then stops everything. ``tell`` hears how
    many of them are done.

    Raises:
        NotFound, Forbidden: as :func:`authoring.queries.imports.load_import`.
        Refused: ``import.refused.not_planned`` (it is applied already), ``import.refused.nothing``,
            ``import.refused.no_title``, or what the media pipeline refuses.
    """
    wish = wish or Wish()
    with db.read() as session:
        held = load_import(session, actor, import_id)
    photos = examined_photos(db, store, held, chosen_drafts(held, wish), tell=tell)
    try:
        return write_import(db, store, actor, import_id, wish, photos)
    except BaseException:
        forget_photos(db, store, photos.values())
        raise


def chosen_drafts(held: Held, wish: Wish) -> tuple[Draft, ...]:
    """The drafts that would be made, in their order.

    Raises:
        Refused: as :func:`apply_import`.
    """
    if held.state != "planned":
        raise Refused("import.refused.not_planned")
    if wish.tour is not None and not wish.tour.strip():
        raise Refused("import.refused.no_title")
    drafts = with_taken(held.plan, wish.taken, wish.shown).taken
    if not drafts:
        raise Refused("import.refused.nothing")
    return drafts[::-1] if wish.reverse else drafts


def write_import(
    db: Database, store: MediaStore, actor: Actor, import_id: str, wish: Wish, photos: Mapping[str, Photo]
) -> Applied:
    """The one transaction of an import; ``photos`` are those of its drafts, by the drafts' keys."""
    with db.write() as session:
        held = load_import(session, actor, import_id, lock=True)
        drafts = chosen_drafts(held, wish)
        batch = _Batch(session, actor, held, wish)
        stations = batch.stations(drafts, photos)
        tour = batch.tour(wish.tour.strip(), stations) if wish.tour is not None else None
        _remember_mapping(session, held)
        _settle(session, held, wish, stations, tuple(batch.maker.made.values()), tour)
        audit.record(session, actor, "import", held.organisation_id, "import", import_id, stations=len(stations))
        loose = loose_files(session, held.files, import_id)
    for sha256 in loose:
        store.delete(sha256, private=True)
    return Applied(
        import_id=import_id,
        stations=tuple(placed.id for placed in stations),
        media=tuple(batch.maker.made.values()),
        tour=tour,
        jobs=start_all_variants(batch.maker.made),
    )


def _settle(
    session: Session, held: Held, wish: Wish, stations: Sequence[Placed], media: Sequence[str], tour: str | None
) -> None:
    """Write down what became of the import: what an undo takes back, and which records came."""
    plan = with_taken(held.plan, wish.taken, wish.shown)
    records = ((record_of(plan, placed.draft), placed.id) for placed in stations)
    row = session.get_one(Import, held.id)
    row.state, row.applied_at = "applied", clock.now()
    row.plan = {**row.plan, "plan": plan.model_dump(mode="json")}
    row.result = {
        "stations": [placed.id for placed in stations],
        "media": list(media),
        "tour": tour,
        "records": {record: document for record, document in records if record is not None},
    }
    session.add(row)


class _Batch:
    """Creates the documents of one import in one transaction, each with the import's id."""

    def __init__(self, session: Session, actor: Actor, held: Held, wish: Wish) -> None:
        require(actor, Verb.IMPORT, held.organisation_id)
        self._session = session
        self._actor = actor
        self._held = held
        self._time_zone = session.get_one(Organisation, held.organisation_id).time_zone or wish.time_zone
        self.maker = MediaMaker(session, actor, held.organisation_id, held.id)

    def stations(self, drafts: Collection[Draft], photos: Mapping[str, Photo]) -> list[Placed]:
        """The stations in the drafts' order, each after the medium of its photograph."""
        language = self._held.choices.language
        made = []
        for draft in drafts:
            medium = self.maker.medium_of(photos[draft.key]) if draft.key in photos else None
            station = station_of(
                draft, document_id=new_id(), language=language, medium=medium, time_zone=self._time_zone
            )
            self._create(dump(station))
            made.append(Placed(station.id, draft))
        return made

    def tour(self, title: str, stations: Collection[Placed]) -> str:
        """The tour's id."""
        language = self._held.choices.language
        tour = tour_of(title, list(stations), self._held.plan.lines, document_id=new_id(), language=language)
        self._create(dump(tour))
        return tour.id

    def _create(self, body: bytes) -> None:
        create_document(
            self._session, self._actor, self._held.organisation_id, body, summary="import", import_id=self._held.id
        )


def _remember_mapping(session: Session, held: Held) -> None:
    """The organisation maps these columns the same way next time."""
    signature = held.plan.signature
    if signature is None:
        return
    mapping = {column.name: column.field for column in held.plan.columns if column.field}
    row = session.get(ColumnMapping, (held.organisation_id, signature))
    if row is None:
        row = ColumnMapping(organisation_id=held.organisation_id, header=signature, used_at=clock.now())
    row.mapping, row.used_at = mapping, clock.now()
    session.add(row)


def changed_since(session: Session, ids: Collection[str]) -> set[str]:
    """Those of an import's documents that somebody has saved again since; that a picture got its sizes is no change."""
    rows = session.exec(
        select(Revision.document_id).where(
            col(Revision.document_id).in_(ids), col(Revision.number) > 1, col(Revision.summary) != MADE_VARIANTS
        )
    )
    return set(rows)
