"""Bring a large import in as a job: photograph by photograph with progress, then everything in one transaction."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from authoring import jobs
from authoring.actions.apply_import import Wish, chosen_drafts, write_import
from authoring.actions.import_photos import Photo, examined_photo
from authoring.db import Database
from authoring.errors import NotFound, Refused, WayfableError
from authoring.ids import new_id
from authoring.jobs import JobRefusedError, Work
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from authoring.queries.imports import Held, load_import
from authoring.queries.people import actor_once_more
from authoring.tables import Import

MANY_PHOTOS: Final = 3
MANY_STATIONS: Final = 150
"""More of either take longer than a person looks at a button."""

Who = dict[str, str | None]
"""``person_id`` or ``token_id`` of whoever asked, as a job keeps it."""


def is_large(held: Held, wish: Wish) -> bool:
    """Whether bringing this in takes so long that it should show how far it is."""
    drafts = chosen_drafts(held, wish)
    return len(drafts) > MANY_STATIONS or sum(draft.photo for draft in drafts) > MANY_PHOTOS


def bring_import(db: Database, actor: Actor, import_id: str, wish: Wish) -> str:
    """Hand the job in and return its id, which stands in the import's result until it is applied.

    Raises:
        Refused: as :func:`authoring.actions.apply_import.apply_import`, or it is being brought in already.
    """
    job_id = f"import-{new_id()}"
    with db.write() as session:
        held = load_import(session, actor, import_id, lock=True)
        chosen_drafts(held, wish)
        if job_of(held) is not None:
            raise Refused("import.refused.not_planned")
        row = session.get_one(Import, import_id)
        row.result = {"job": job_id}
        session.add(row)
    who = {"person_id": actor.person_id, "token_id": actor.token_id}
    return jobs.enqueue("bring_import", job_id=job_id, import_id=import_id, who=who, wish=asdict(wish))


def job_of(held: Held) -> jobs.Progress | None:
    """How far the job is that brings this import in; ``None`` where none is at work."""
    name = held.result.get("job")
    progress = jobs.progress(name) if name is not None and held.state == "planned" else None
    return None if progress is None or progress.ended else progress


def failure_of(held: Held) -> jobs.Progress | None:
    """Why the last job failed; ``None`` where none did."""
    name = held.result.get("job")
    progress = jobs.progress(name) if name is not None and held.state == "planned" else None
    return progress if progress is not None and progress.state == "failed" else None


class ImportBringer:
    """The job ``bring_import``; each of its steps may run twice and leaves the same."""

    def __init__(self, database: Database, store: MediaStore) -> None:
        self._database = database
        self._store = store

    def __call__(self, work: Work, import_id: str, who: Who, wish: dict[str, Any]) -> None:
        """Look at every photograph, then write everything at once."""
        keys: list[str] = work.step(self.photos, import_id, who, wish)
        looked: dict[str, Any] = {}
        for done, key in enumerate(keys):
            work.tell(done, len(keys) + 1, "import.job.photos")
            looked[key] = work.step(self.look, import_id, who, key)
        work.tell(len(keys), len(keys) + 1, "import.job.writing")
        work.step(self.write, import_id, who, wish, looked)

    def photos(self, import_id: str, who: Who, wish: dict[str, Any]) -> list[str]:
        """The keys of the drafts that have a photograph."""
        held = self._held(import_id, who)
        return [draft.key for draft in _refusing(chosen_drafts, held, _wish(wish)) if draft.photo]

    def look(self, import_id: str, who: Who, key: str) -> dict[str, Any]:
        """One photograph, decoded; what is made of it and never used is collected with other unused files."""
        held = self._held(import_id, who)
        draft = next(draft for draft in held.plan.stations if draft.key == key)
        photo: Photo = _refusing(examined_photo, self._database, self._store, held, draft)
        return photo.as_json()

    def write(self, import_id: str, who: Who, wish: dict[str, Any], looked: dict[str, Any]) -> None:
        """Everything in one transaction; nothing where that was done before a crash."""
        if self._held(import_id, who).state != "planned":
            return
        photos = {key: Photo.of_json(value) for key, value in looked.items()}
        actor = self._actor(who)
        _refusing(write_import, self._database, self._store, actor, import_id, _wish(wish), photos)

    def _held(self, import_id: str, who: Who) -> Held:
        actor = self._actor(who)
        with self._database.read() as session:
            held: Held = _refusing(load_import, session, actor, import_id)
            return held

    def _actor(self, who: Who) -> Actor:
        """Who asked, with the rights of now: whoever lost a role meanwhile brings nothing in."""
        with self._database.read() as session:
            actor = actor_once_more(session, **who)
        if actor is None:
            raise JobRefusedError("error.forbidden", {})
        return actor


def _wish(value: dict[str, Any]) -> Wish:
    return Wish(value["tour"], value["reverse"], tuple(value["taken"]), tuple(value["shown"]), value.get("time_zone"))


def _refusing(function: Any, *arguments: Any) -> Any:
    """Call a verb; a refusal of it ends the job with its sentence, instead of being tried again."""
    try:
        return function(*arguments)
    except WayfableError as refusal:
        is_general = isinstance(refusal, NotFound) or "." not in refusal.code
        code = f"error.{refusal.code}" if is_general else refusal.code
        raise JobRefusedError(code, refusal.values) from None
