"""The store's room: a migrated database with two organisations and their people."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from authoring import clock
from authoring.db import Database
from authoring.ids import new_id
from authoring.permissions import Actor, Role
from authoring.tables import Membership, Organisation, Person


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """A migrated database without a row; on SQLite and on PostgreSQL."""
    database = Database(migrated_url)
    yield database
    database.close()


@dataclass(frozen=True)
class Office:
    """Two organisations: Erfurt has one person of each role, Jena an author."""

    erfurt: str
    jena: str
    author: Actor
    reviewer: Actor
    publisher: Actor
    administrator: Actor
    neighbour: Actor


@pytest.fixture
def office(database: Database) -> Office:
    """People to act."""
    made: dict[str, Actor] = {}
    with database.write() as session:
        erfurt, jena = (
            Organisation(id=new_id(), name=name, slug=name.lower(), created_at=clock.now())
            for name in ("Erfurt", "Jena")
        )
        session.add_all([erfurt, jena])
        session.flush()
        people = [*((role.value, erfurt, role) for role in Role), ("neighbour", jena, Role.AUTHOR)]
        for name, organisation, role in people:
            person = Person(id=new_id(), name=name.title(), email=f"{name}@example.org", created_at=clock.now())
            session.add(person)
            session.flush()
            session.add(Membership(organisation_id=organisation.id, person_id=person.id, role=role, since=clock.now()))
            made[name] = Actor(person_id=person.id, name=person.name, roles={organisation.id: role})
    return Office(erfurt=erfurt.id, jena=jena.id, **made)
