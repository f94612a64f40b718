"""An installation with two organisations, and the browsers and programs that ask it."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlmodel import SQLModel
from werkzeug.test import TestResponse

from authoring import clock
from authoring.db import Database
from authoring.ids import new_id
from authoring.media_store import MediaStore
from authoring.permissions import Role, Scope
from authoring.settings import Settings
from authoring.tables import ApiToken, Membership, Organisation, Person, WebSession
from authoring.web import create_app
from tests.authoring.commands.publishing import a_tour

Put = Callable[..., None]


class Compiled(BytecodeCache):
    """Templates as one application of this process compiled them, for the next: that is half of a test's time."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (code := self._code.get(bucket.key)) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = Compiled()


def application(settings: Settings, database: Database | None = None) -> Flask:
    """An installation's application, with templates that are compiled once."""
    app = create_app(settings, database)
    app.jinja_env.bytecode_cache = _COMPILED
    return app


def an_installation(folder: Path, migrated: Path) -> Settings:
    """The settings of an installation without a row, in the folder."""
    shutil.copy(migrated, folder / "wayfable.sqlite")
    return Settings(
        data=folder,
        database_url=f"sqlite:///{folder / 'wayfable.sqlite'}",
        storage_url=(folder / "files").as_uri(),
        public_url="http://localhost",
        secret="only for tests, but long enough for them",
    )


@pytest.fixture
def settings(tmp_path: Path, migrated: Path) -> Settings:
    return an_installation(tmp_path, migrated)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    opened = Database(settings.database_url)
    yield opened
    opened.close()


@pytest.fixture
def app(settings: Settings, database: Database) -> Flask:
    return application(settings, database)


@dataclass
class Town:
    """The people of the tests: Anna writes and Admin administers in Erfurt, Bert writes in Jena."""

    erfurt: str
    jena: str
    anna: str
    admin: str
    bert: str


@pytest.fixture
def town(database: Database) -> Town:
    return two_towns(database)


def two_towns(database: Database) -> Town:
    """Make the people of the tests."""
    now = clock.now()
    made = Town(*(new_id() for _ in range(5)))
    rows: list[SQLModel] = [
        Organisation(id=made.erfurt, name="Erfurt", slug="erfurt", created_at=now),
        Organisation(id=made.jena, name="Jena", slug="jena", created_at=now),
        Person(id=made.anna, name="Anna", email="anna@erfurt.example", language="de", created_at=now),
        Person(id=made.admin, name="Admin", email="admin@erfurt.example", language="en", created_at=now),
        Person(id=made.bert, name="Bert", email="bert@jena.example", language="en", created_at=now),
    ]
    members = [
        Membership(organisation_id=made.erfurt, person_id=made.anna, role=Role.AUTHOR, since=now),
        Membership(organisation_id=made.erfurt, person_id=made.admin, role=Role.ADMINISTRATOR, since=now),
        Membership(organisation_id=made.jena, person_id=made.bert, role=Role.AUTHOR, since=now),
    ]
    with database.write() as session:
        session.add_all(rows)
        session.flush()
        session.add_all(members)
    return made


class Browser:
    """A browser that may be signed in; it sends the token with every change, as our own pages do."""

    def __init__(self, app: Flask, secret: str | None) -> None:
        self.client: FlaskClient = app.test_client()
        self.secret = secret
        if secret is not None:
            self.client.set_cookie("wayfable", secret)

    @property
    def csrf(self) -> str:
        page = self.get("/problems/csrf").text
        return page.partition('name="csrf-token" content="')[2].partition('"')[0]

    def get(self, path: str, **given: Any) -> TestResponse:
        return self.client.get(path, **given)

    def ask(self, method: str, path: str, **given: Any) -> TestResponse:
        headers = {"X-CSRF-Token": self.csrf, "Origin": "http://localhost", **given.pop("headers", {})}
        return self.client.open(path, method=method, headers=headers, **given)

    def post(self, path: str, **given: Any) -> TestResponse:
        return self.ask("POST", path, **given)

    def put(self, path: str, **given: Any) -> TestResponse:
        return self.ask("PUT", path, **given)

    def delete(self, path: str, **given: Any) -> TestResponse:
        return self.ask("DELETE", path, **given)


def session_of(database: Database, person: str) -> str:
    """Sign somebody in without ado."""
    secret = new_id()
    now = clock.now()
    with database.write() as session:
        session.add(
            WebSession(
                token_hash=hashlib.sha256(secret.encode()).hexdigest(),
                person_id=person,
                csrf_token=new_id(),
                created_at=now,
                seen_at=now,
                expires_at=now + timedelta(days=1),
            )
        )
    return secret


@pytest.fixture
def anybody(app: Flask) -> Browser:
    return Browser(app, None)


@pytest.fixture
def anna(app: Flask, database: Database, town: Town) -> Browser:
    return Browser(app, session_of(database, town.anna))


@pytest.fixture
def admin(app: Flask, database: Database, town: Town) -> Browser:
    return Browser(app, session_of(database, town.admin))


@pytest.fixture
def bert(app: Flask, database: Database, town: Town) -> Browser:
    return Browser(app, session_of(database, town.bert))


@pytest.fixture
def token(database: Database, town: Town) -> Callable[[Scope], dict[str, str]]:
    """Makes a token of Erfurt's with a scope; gives the header that sends it."""

    def make(scope: Scope) -> dict[str, str]:
        secret = new_id()
        with database.write() as session:
            session.add(
                ApiToken(
                    id=new_id(),
                    organisation_id=town.erfurt,
                    name="a program",
                    token_hash=hashlib.sha256(secret.encode()).hexdigest(),
                    scope=scope,
                    created_at=clock.now(),
                )
            )
        return {"Authorization": f"Bearer {secret}"}

    return make


@pytest.fixture
def store(settings: Settings) -> MediaStore:
    """Where the files of media lie."""
    return MediaStore.from_settings(settings)


@pytest.fixture
def tour(database: Database, town: Town, store: MediaStore) -> str:
    """A tour of Erfurt without a fault."""
    return str(a_tour(database, store, town.erfurt)["id"])
