"""Fill an installation with the demo: once, and from where a broken-off start left it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import select

from authoring import jobs
from authoring.actions.create_document import create_document
from authoring.actions.create_organisation import create_organisation
from authoring.actions.invite_person import invite_person
from authoring.actions.make_target import make_target
from authoring.actions.save_document import save_document
from authoring.actions.upload_medium import upload_medium
from authoring.demo import assemble
from authoring.demo.content import (
    GUIDES,
    MODEL_TEXTS,
    SOUND_TITLES,
    TARGETS,
    TOURS,
    around,
    demo_id,
    models,
    pictures,
    read_tour,
    sounds,
)
from authoring.demo.drawing.gallery import draw
from authoring.demo.modelling.workshop import MODELS
from authoring.demo.sounds import SOUNDS, as_wav
from authoring.queries.documents import load
from authoring.tables import Document, Organisation, Person

if TYPE_CHECKING:
    from authoring.db import Database
    from authoring.media_store import MediaStore
    from authoring.permissions import Actor

Json = dict[str, Any]

ORGANISATION: Final = "Thüringen erzählt (Demo)"
PERSON_EMAIL: Final = "demo@wayfable.invalid"
_AT_A_TIME: Final = 2
_LICENCE: Final = "CC-BY-4.0"


@dataclass(frozen=True, slots=True)
class Seeded:
    """The demo's organisation and the person who may do everything in it."""

    organisation_id: str
    person_id: str


@dataclass(frozen=True, slots=True)
class _Medium:
    name: str
    suffix: str
    make: Callable[[], bytes]
    facts: Json


def seed(
    database: Database, store: MediaStore, actor: Actor, *, progress: Callable[[int, int], None] | None = None
) -> Seeded:
    """Create what of the demo is not there yet. ``progress`` is told of media: done, and in all.

    ``authoring.jobs`` must be configured. What somebody changed or deleted is left as it is.

    Raises:
        Forbidden: the actor may not create organisations.
    """
    seeded = _people(database, actor)
    contents = [read_tour(key) for key in TOURS]
    wanted = [document for document in _ids(contents) if not _exists(database, document)]
    if not wanted:
        return seeded
    media = _media(database, store, actor, seeded.organisation_id, contents, progress)
    stations = {station["key"]: station for content in contents for station in content["stations"]}
    guide_of = {station["key"]: content["guide"] for content in contents for station in content["stations"]}
    documents = [
        *(assemble.guide(name, media) for name in GUIDES),
        *(assemble.station(station, media, guide_of[key]) for key, station in stations.items()),
        *(assemble.tour(content, media, stations) for content in contents),
    ]
    with database.write() as session:
        for document in documents:
            if document["id"] in wanted:
                create_document(session, actor, seeded.organisation_id, json.dumps(document).encode())
    return seeded


def _people(database: Database, actor: Actor) -> Seeded:
    with database.read() as session:
        organisation = session.exec(select(Organisation.id).where(Organisation.name == ORGANISATION)).first()
        person = session.exec(select(Person.id).where(Person.email == PERSON_EMAIL)).first()
    organisation = organisation or create_organisation(database, actor, ORGANISATION)
    if person is None:
        invited = invite_person(
            database, actor, organisation, email=PERSON_EMAIL, name="Demo", role="administrator", language="de"
        )
        person = invited.person_id
    return Seeded(organisation, person)


def _ids(contents: list[Json]) -> Iterator[str]:
    yield from (demo_id("guide", name) for name in GUIDES)
    yield from (demo_id("station", station["key"]) for content in contents for station in content["stations"])
    yield from (demo_id("tour", content["key"]) for content in contents)


def _exists(database: Database, document_id: str) -> bool:
    with database.read() as session:
        return session.get(Document, document_id) is not None


def _media(
    database: Database,
    store: MediaStore,
    actor: Actor,
    organisation_id: str,
    contents: list[Json],
    progress: Callable[[int, int], None] | None,
) -> dict[str, str]:
    """Make all pictures and sounds, upload them as a person would, and return their ids by their names."""
    wanted = list(_wanted(contents))

    def upload(medium: _Medium) -> tuple[str, str]:
        stream = io.BytesIO(medium.make())
        uploaded = upload_medium(database, store, actor, organisation_id, stream, medium.name + medium.suffix)
        if uploaded.job_id is not None:
            jobs.wait(uploaded.job_id)
        _describe(database, actor, uploaded.medium.id, medium.facts)
        if medium.name in TARGETS:
            # Judged at once. The phone's file is compiled by a job, for which nobody waits: the server goes on with it.
            make_target(database, store, actor, uploaded.medium.id)
        return medium.name, uploaded.medium.id

    found: dict[str, str] = {}
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        for name, medium_id in pool.map(upload, wanted):
            found[name] = medium_id
            if progress is not None:
                progress(len(found), len(wanted))
    return found


def _wanted(contents: list[Json]) -> Iterator[_Medium]:
    rights = {"credit": "Wayfable", "licence": _LICENCE}
    for name in models(contents):
        yield _Medium(name, ".glb", MODELS[name], rights | MODEL_TEXTS[name])
    for name in sounds(contents):
        title = {"title": SOUND_TITLES[name]}
        yield _Medium(name, ".wav", partial(_sound, name), rights | title)
    # Targets last: what is compiled of them takes a processor from all that follow.
    drawn, points = pictures(contents), around(contents)
    for name in sorted(drawn, key=TARGETS.__contains__):
        yield _Medium(name, ".png", partial(draw, name), {**rights, "alt": drawn[name], **points.get(name, {})})


def _sound(name: str) -> bytes:
    return as_wav(SOUNDS[name]())


def _describe(database: Database, actor: Actor, medium_id: str, facts: Json) -> None:
    with database.read() as session:
        loaded = load(session, actor, medium_id)
    body = json.dumps(loaded.value | facts).encode()
    save_document(database, actor, medium_id, body, loaded.revision, summary="describe")
