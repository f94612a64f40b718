"""Imports: what is waiting, what was brought in, and which stations of the library a plan seems to bring again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from authoring import clock
from authoring.errors import NotFound
from authoring.importers.choices import Choices
from authoring.importers.lines import distance_m
from authoring.importers.plan import Draft, Plan, Position, Remarks
from authoring.permissions import Actor, Verb, allowed, require
from authoring.store import folding
from authoring.tables import ColumnMapping, Document, Import, SearchEntry

KEPT_FOR: Final = timedelta(hours=24)
"""How long a preview waits for a decision."""

SAME_PLACE_M: Final = 25.0
_DEGREE_M: Final = 111_000.0


@dataclass(frozen=True)
class Held:
    """An import as it is kept: its plan, the files behind it by SHA-256, the choices, and what became of it."""

    id: str
    organisation_id: str
    state: str
    plan: Plan
    files: tuple[str | None, ...]
    choices: Choices
    result: Mapping[str, Any]
    created_at: datetime


def load_import(session: Session, actor: Actor, import_id: str, *, lock: bool = False) -> Held:
    """One import of an organisation that the actor works for.

    Raises:
        NotFound: ``import_not_found``: there is none, or its preview has expired.
        Forbidden: it is another organisation's.
    """
    query = select(Import).where(Import.id == import_id)
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    if row is None or (row.state == "planned" and row.created_at < clock.now() - KEPT_FOR):
        raise NotFound("import", import_id)
    require(actor, Verb.IMPORT, row.organisation_id)
    return held(row)


def held(row: Import) -> Held:
    """A row as its plan and choices."""
    return Held(
        id=row.id,
        organisation_id=row.organisation_id,
        state=row.state,
        plan=Plan.model_validate(row.plan["plan"], strict=False),
        files=tuple(row.plan["files"]),
        choices=Choices.model_validate(row.plan["choices"], strict=False),
        result=row.result,
        created_at=row.created_at,
    )


def remembered_mapping(session: Session, organisation_id: str, signature: str | None) -> dict[str, str] | None:
    """How the organisation mapped a table with these columns last time."""
    found = session.get(ColumnMapping, (organisation_id, signature)) if signature else None
    return {str(name): str(field) for name, field in found.mapping.items()} if found else None


def record_of(plan: Plan, draft: Draft) -> str | None:
    """An opaque name for the record that a draft was made from, the same whenever the record comes again."""
    if draft.source_id is None:
        return None
    facts = plan.files[draft.file]
    collection = plan.signature or facts.name
    return hashlib.sha256(f"{facts.format}\n{collection}\n{draft.source_id}".encode()).hexdigest()[:32]


def with_known(session: Session, organisation_id: str, plan: Plan) -> Plan:
    """The plan in which every draft that the library seems to have already is set aside, and says which it is.

    The same record of an earlier import, or a station with the same title within 25 metres. Where one of the two has
    no position, an equal title in the organisation's own stations proves nothing: it is taken, and a remark says so.
    """
    by_record = _by_record(session, organisation_id)
    by_title = _by_title(session, plan)
    remarks = Remarks()
    drafts = []
    for draft in plan.stations:
        same = by_record.get(record_of(plan, draft) or "") or _near(draft, by_title)
        if draft.doubt is not None:
            drafts.append(draft)
        elif same:
            drafts.append(draft.model_copy(update={"take": False, "doubt": "known", "same_as": same}))
        elif namesake := _namesake(draft, by_title, organisation_id):
            remarks.noticed("same_title", f"{draft.number}: {draft.title}")
            drafts.append(draft.model_copy(update={"same_as": namesake}))
        else:
            drafts.append(draft)
    return plan.model_copy(update={"stations": tuple(drafts), "remarks": (*plan.remarks, *remarks.all())})


def _by_record(session: Session, organisation_id: str) -> dict[str, str]:
    """The stations that earlier imports of the organisation made and that are still there, by record."""
    rows = session.exec(
        select(Import.result).where(Import.organisation_id == organisation_id, Import.state == "applied")
    )
    found = {record: str(document) for result in rows for record, document in result.get("records", {}).items()}
    there: set[str] = set()
    ids = list(found.values())
    for start in range(0, len(ids), 500):
        some = col(Document.id).in_(ids[start : start + 500])
        there.update(session.exec(select(Document.id).where(some, col(Document.deleted_at).is_(None))))
    return {record: document for record, document in found.items() if document in there}


@dataclass(frozen=True, slots=True)
class _Titled:
    """A station of the library that bears a title of the plan."""

    id: str
    organisation_id: str
    position: Position | None


def _by_title(session: Session, plan: Plan) -> dict[str, list[_Titled]]:
    """The library's stations that bear a title of the plan, by folded title."""
    keys = sorted({folding.key(draft.title) for draft in plan.stations if draft.title})
    found: dict[str, list[_Titled]] = {}
    for start in range(0, len(keys), 500):
        rows = session.execute(
            select_columns(
                col(SearchEntry.document_id),
                col(SearchEntry.title_key),
                col(SearchEntry.lon),
                col(SearchEntry.lat),
                col(Document.organisation_id),
            )
            .join(Document, col(Document.id) == col(SearchEntry.document_id))
            .where(col(Document.kind) == "station", col(Document.deleted_at).is_(None))
            .where(
                col(SearchEntry.title_key).in_(keys[start : start + 500]) | col(SearchEntry.title_key).contains("\n")
            )
        )
        for document, titles, lon, lat, organisation_id in rows:
            position = None if lon is None or lat is None else (lon, lat)
            for title in str(titles).split("\n"):
                found.setdefault(title, []).append(_Titled(document, organisation_id, position))
    return found


def _near(draft: Draft, by_title: Mapping[str, Iterable[_Titled]]) -> str | None:
    if draft.title is None or draft.position is None:
        return None
    for station in by_title.get(folding.key(draft.title), ()):
        if station.position is None or abs(station.position[1] - draft.position[1]) * _DEGREE_M > SAME_PLACE_M:
            continue
        if distance_m(draft.position, station.position) <= SAME_PLACE_M:
            return station.id
    return None


def _namesake(draft: Draft, by_title: Mapping[str, Iterable[_Titled]], organisation_id: str) -> str | None:
    """A station of the organisation with the same title, where nothing says whether it is at the same place."""
    if draft.title is None:
        return None
    for station in by_title.get(folding.key(draft.title), ()):
        if station.organisation_id == organisation_id and (draft.position is None or station.position is None):
            return station.id
    return None


def recent_imports(session: Session, actor: Actor, *, limit: int = 10) -> list[Held]:
    """The last imports of the organisations that the actor imports for, previews that still wait among them."""
    homes = [home for home in actor.roles if allowed(actor, Verb.IMPORT, home)]
    waiting = (col(Import.state) != "planned") | (col(Import.created_at) >= clock.now() - KEPT_FOR)
    query = select(Import).where(col(Import.organisation_id).in_(homes), waiting)
    return [held(row) for row in session.exec(query.order_by(col(Import.created_at).desc()).limit(limit))]
