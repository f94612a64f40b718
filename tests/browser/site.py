"""A running installation with an organisation and its people, as a process of its own."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, text
from sqlmodel import SQLModel

from authoring import clock
from authoring.db import Database
from authoring.ids import new_id
from authoring.permissions import Actor, Role
from authoring.tables import Membership, Organisation, Person, WebSession
from tests.services.ports import a_free_port
from tests.services.waiting import until_it_answers

#: The longest words that a small office's name is likely to have.
OFFICE = "Tourist-Information Schmalkalden-Meiningen"
NEIGHBOUR = "Verkehrsverein Rudolstadt"


@dataclass
class Site:
    """An installation at `url`; tests write into its database as the people of its office."""

    url: str
    data: Path
    database: Database
    office: str
    neighbour: str
    people: dict[Role, Actor] = field(default_factory=dict)

    @property
    def administrator(self) -> Actor:
        """Who may do everything."""
        return self.people[Role.ADMINISTRATOR]

    @property
    def author(self) -> Actor:
        """Who writes."""
        return self.people[Role.AUTHOR]

    def sign_in(self, actor: Actor) -> str:
        """Open a session for somebody and return the cookie's value."""
        secret, now = new_id(), clock.now()
        assert actor.person_id is not None
        with self.database.write() as session:
            session.add(
                WebSession(
                    token_hash=hashlib.sha256(secret.encode()).hexdigest(),
                    person_id=actor.person_id,
                    csrf_token=new_id(),
                    created_at=now,
                    seen_at=now,
                    expires_at=now + timedelta(days=1),
                )
            )
        return secret

    def begin_anew(self) -> None:
        """Take everything out of the database, and make new people in a new office."""
        with self.database.write() as session:
            for table in reversed(SQLModel.metadata.sorted_tables):
                session.execute(delete(table))
            session.execute(text("INSERT INTO search_text(search_text) VALUES ('delete-all')"))
        anew = people_an_office(self.database)
        self.office, self.neighbour, self.people = anew.office, anew.neighbour, anew.people


def people_an_office(database: Database) -> Site:
    """Make two organisations; the first has one person of each role."""
    site = Site("", Path(), database, new_id(), new_id())
    names = {
        Role.AUTHOR: "Anneliese Großkreutz-Öttinger",
        Role.REVIEWER: "Rüdiger Weiß",
        Role.PUBLISHER: "Paula Bär",
        Role.ADMINISTRATOR: "Ada Krämer",
    }
    now = clock.now()
    with database.write() as session:
        session.add(Organisation(id=site.office, name=OFFICE, slug="schmalkalden", created_at=now))
        session.add(Organisation(id=site.neighbour, name=NEIGHBOUR, slug="rudolstadt", created_at=now))
        session.flush()
        for role, name in names.items():
            email = f"{role.value}@schmalkalden.example"
            person = Person(id=new_id(), name=name, email=email, language="de", created_at=now)
            session.add(person)
            session.flush()
            session.add(Membership(organisation_id=site.office, person_id=person.id, role=role, since=now))
            site.people[role] = Actor(person_id=person.id, name=name, language="de", roles={site.office: role})
    return site


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Site]:
    """An installation in the folder, with these variables, served until the end."""
    port = a_free_port()
    url = f"http://127.0.0.1:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WAYFABLE_")}
    environment = kept | {
        "WAYFABLE_DATA": str(folder),
        "WAYFABLE_PORT": str(port),
        "WAYFABLE_PUBLIC_URL": url,
        **settings,
    }
    database = Database(f"sqlite:///{folder / 'wayfable.sqlite'}")
    database.migrate()
    site = people_an_office(database)
    site.url, site.data = url, folder
    # Who comes by another address than the public one is told so, and that is an answer too.
    answered = 421 if "WAYFABLE_PUBLIC_URL" in settings else 200
    log = folder / "server.log"
    with log.open("wb") as lines:
        command = [str(Path(sys.executable).parent / "wayfable"), "serve"]
        server = subprocess.Popen(command, env=environment, stdout=lines, stderr=lines)
    try:
        until_it_answers(f"{url}/sign-in", server, log, status=answered)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=60)
        database.close()
