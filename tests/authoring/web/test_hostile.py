"""Every operation of the API with what nobody should send: it answers in words, and never breaks."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from authoring import clock, jobs
from authoring.actions.create_document import create_document
from authoring.db import Database
from authoring.permissions import Actor, Role
from authoring.settings import Settings
from authoring.tables import Membership, Organisation, Person
from authoring.web.openapi import describe
from authoring.web.rooms import API
from tests.authoring.web.conftest import Browser, application, session_of

ORGANISATION = "01920000-0000-7000-8000-00000000000a"
PERSON = "01920000-0000-7000-8000-00000000000b"
STATION = "01920000-0000-7000-8000-00000000000c"
TOUR = "01920000-0000-7000-8000-00000000000d"
MEDIUM = "01920000-0000-7000-8000-00000000000e"
DIGEST = "ab" * 32


@pytest.fixture(scope="module")
def browser(
    request: pytest.FixtureRequest, database_kind: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("hostile")
    url = f"sqlite:///{folder / 'wayfable.sqlite'}"
    if database_kind == "postgresql":
        url = request.getfixturevalue("postgresql_server").new_database()
    here = Settings(
        data=folder,
        database_url=url,
        storage_url=(folder / "files").as_uri(),
        public_url="http://localhost",
        secret="only for tests, but long enough for them",
    )
    database = Database(here.database_url)
    database.migrate()
    now = clock.now()
    with database.write() as session:
        session.add(Organisation(id=ORGANISATION, name="Erfurt", slug="erfurt", created_at=now))
        session.add(Person(id=PERSON, name="Admin", email="a@b.example", language="de", created_at=now))
        session.flush()
        session.add(Membership(organisation_id=ORGANISATION, person_id=PERSON, role=Role.ADMINISTRATOR, since=now))
    for body in (
        {"kind": "station", "id": STATION, "title": {"de": "Krämerbrücke"}},
        {"kind": "tour", "id": TOUR, "title": {"de": "Tour"}},
        {
            "kind": "medium",
            "id": MEDIUM,
            "type": "image",
            "original": {"sha256": DIGEST, "bytes": 1, "media_type": "text/html"},
            "variants": [{"sha256": DIGEST, "bytes": 1, "media_type": "text/html", "use": "480"}],
        },
    ):
        create_document(database, Actor.command_line(), ORGANISATION, json.dumps(body).encode())
    yield Browser(application(here, database), session_of(database, PERSON))
    database.close()


@pytest.fixture(autouse=True)
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No job is known: to ask for one would start the engine, which takes a second."""
    monkeypatch.setattr(jobs, "progress", lambda _: None)


class Described(NamedTuple):
    """An operation as the API's own description tells it."""

    name: str
    method: str
    path: str
    said: dict[str, Any]


OPERATIONS = [
    Described(operation["operationId"], method.upper(), path, operation)
    for path, methods in describe(API, "http://localhost")["paths"].items()
    for method, operation in methods.items()
]
NASTY = ["", "null", "'", '"; DROP TABLE document; --', "../../etc/passwd", "%00", "\x00", "😀", "-1", "1e309"]
NASTY += ["NaN", "[1,2]", "9" * 40, "<script>alert(1)</script>", "a" * 5000, "\r\nX-Evil: 1", "\ud800", "a\x00b"]
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
IDS = st.one_of(st.sampled_from([STATION, TOUR, MEDIUM, ORGANISATION, PERSON, STATION.upper()]), TEXTS)
KNOWN = ["kind", "station", "tour", "medium", "id", "title", "de", "organisation", "body", "format", "modules"]
KNOWN += ["stops", "coordinates", "to", "name", "scope", "read", "days", "variants", "original", STATION, TOUR]
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.sampled_from(KNOWN), st.sampled_from([1, 2, 0])
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(st.sampled_from(KNOWN), TEXTS), inner, max_size=5)
    ),
    max_leaves=12,
)
PARTS = ["id", "format", "title", "name", "modules", "story", "place", "variants", "original", "languages", "slug"]
DOCUMENTS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["station", "tour", "guide", "medium"])},
    optional=dict.fromkeys(PARTS, JSON),
)


def body_for(name: str) -> st.SearchStrategy[bytes]:
    shaped: st.SearchStrategy[Any] = JSON
    if name == "replace_document":
        shaped = st.one_of(DOCUMENTS, DOCUMENTS.map(lambda body: body | {"id": STATION, "kind": "station"}), JSON)
    elif name == "make_document":
        shaped = st.fixed_dictionaries({"organisation": st.sampled_from([ORGANISATION, "x"]), "body": DOCUMENTS})
    elif name == "make_token":
        shaped = st.fixed_dictionaries({"name": TEXTS, "scope": st.sampled_from(["read", "all"])})
    elif name == "walk":
        shaped = st.fixed_dictionaries({"coordinates": JSON})
    return st.one_of(shaped.map(lambda value: json.dumps(value).encode()), st.binary(max_size=40))


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], scope="module")
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_an_operation_answers_whatever_it_is_sent(
    operation: Described, database_kind: str, data: st.DataObject, browser: Browser
) -> None:
    address, query = operation.path, {}
    for parameter in operation.said["parameters"]:
        place, name = parameter["in"], parameter["name"]
        if place == "path":
            number = parameter["schema"].get("type") == "integer"
            put = data.draw(st.one_of(st.integers(0, 30).map(str), TEXTS) if number else IDS, label=name)
            address = address.replace(f"{{{name}}}", quote(put.encode("utf-8", "surrogatepass"), safe=""))
        elif place == "query" and operation.method == "GET" and data.draw(st.booleans()):
            query[name] = data.draw(TEXTS, label=name).encode("utf-8", "surrogatepass")
    headers = {
        "If-Match": data.draw(st.sampled_from(['"1"', '"2"', "*", '"9999999999"', "x", 'W/"1"'])),
        "X-Report-For": data.draw(st.sampled_from([TOUR, STATION, "x", "'"])),
        "Range": data.draw(st.sampled_from(["bytes=0-1", "bytes=9-", "bytes=-0", "bytes=5-2", "lines=1-2", "bytes=a"])),
        "Content-Type": data.draw(st.sampled_from(["application/json"] * 4 + ["text/plain", "multipart/form-data"])),
    }
    body = data.draw(body_for(operation.name)) if "requestBody" in operation.said else None
    answer = browser.ask(operation.method, address, data=body, query_string=query, headers=headers)
    # 501 is what oEmbed (§2.3.4) wants said of a format that is not offered: nothing is broken.
    assert answer.status_code < 500 or answer.status_code == 501, answer.text
    assert answer.status_code in {int(status) for status in operation.said["responses"]} | {301, 308, 404, 405, 413}
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json"
        assert answer.json is not None
        assert answer.json["title"].strip()
        assert answer.json["detail"].strip()
