"""Imports: what is waiting, what was brought in, and which stations of the library a plan seems to bring again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlmodel import Session, col, select

from authoring import clock
from authoring.errors import NotFound
from authoring.importers.choices import Choices
from authoring.importers.lines import distance_m
from authoring.importers.plan import Draft, Plan
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

    The same record of an earlier import, or a station with the same title within 25 metres.
    """
    by_record = _by_record(session, organisation_id)
    by_title = _by_title(session, plan)
    drafts = []
    for draft in plan.stations:
        same = by_record.get(record_of(plan, draft) or "") or _near(draft, by_title)
        if same and draft.doubt is None:
            drafts.append(draft.model_copy(update={"take": False, "doubt": "known", "same_as": same}))
        else:
            drafts.append(draft)
    return plan.model_copy(update={"stations": tuple(drafts)})


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


def _by_title(session: Session, plan: Plan) -> dict[str, list[tuple[str, float, float]]]:
    """``(id, lon, lat)`` of the library's stations that bear a title of the plan, by folded title."""
    keys = sorted({folding.key(draft.title) for draft in plan.stations if draft.title and draft.position})
    found: dict[str, list[tuple[str, float, float]]] = {}
    for start in range(0, len(keys), 500):
        rows = session.exec(
            select(SearchEntry.document_id, SearchEntry.title_key, SearchEntry.lon, SearchEntry.lat)
            .join(Document, col(Document.id) == col(SearchEntry.document_id))
            .where(Document.kind == "station", col(SearchEntry.lon).is_not(None))
            .where(
                col(SearchEntry.title_key).in_(keys[start : start + 500]) | col(SearchEntry.title_key).contains("\n")
            )
        )
        for document, titles, lon, lat in rows:
            for title in str(titles).split("\n"):
                if lon is not None and lat is not None:
                    found.setdefault(title, []).append((document, lon, lat))
    return found


def _near(draft: Draft, by_title: Mapping[str, Iterable[tuple[str, float, float]]]) -> str | None:
    if draft.title is None or draft.position is None:
        return None
    for document, lon, lat in by_title.get(folding.key(draft.title), ()):
        if abs(lat - draft.position[1]) * _DEGREE_M > SAME_PLACE_M:
            continue
        if distance_m(draft.position, (lon, lat)) <= SAME_PLACE_M:
            return document
    return None


def recent_imports(session: Session, actor: Actor, *, limit: int = 10) -> list[Held]:
    """The last imports of the organisations that the actor imports for, previews that still wait among them."""
    homes = [home for home in actor.roles if allowed(actor, Verb.IMPORT, home)]
    waiting = (col(Import.state) != "planned") | (col(Import.created_at) >= clock.now() - KEPT_FOR)
    query = select(Import).where(col(Import.organisation_id).in_(homes), waiting)
    return [held(row) for row in session.exec(query.order_by(col(Import.created_at).desc()).limit(limit))]
