"""Saving: based on what, merged with what, and nothing lost that was acknowledged."""

import json
from typing import Any

import pytest
from sqlmodel import select

from authoring.actions.create_document import create_document
from authoring.actions.recount_faults import recount_faults
from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.errors import Forbidden, NotFound, Refused, Stale
from authoring.queries import documents
from authoring.queries.usage import used_by
from authoring.store.revisions import Saved
from authoring.tables import AuditLine, Document, Revision
from tests import builders
from tests.authoring.store.conftest import Office

Json = dict[str, Any]


def data(value: Json) -> bytes:
    return json.dumps(value).encode()


def a_saved_station(database: Database, office: Office, **facts: Any) -> Saved:
    return create_document(database, office.author, office.erfurt, data(builders.a_station_json(**facts)))


def changed(saved: Saved, **facts: Any) -> bytes:
    return data(json.loads(saved.body) | facts)


def test_what_was_created_can_be_loaded(database: Database, office: Office) -> None:
    saved = a_saved_station(database, office)
    with database.read() as session:
        loaded = documents.load(session, office.author, saved.document_id)
    assert loaded.revision == saved.revision == 1
    assert loaded.body.encode() == saved.body
    assert loaded.editable


def test_a_document_gets_what_every_document_has(database: Database, office: Office) -> None:
    body = data({"kind": "tour", "title": {"de": "Über die Brücke"}})
    saved = create_document(database, office.author, office.erfurt, body)
    value = json.loads(saved.body)
    assert value["id"] == saved.document_id
    assert value["original"] == "de"
    assert value["slug"] == "ueber-die-bruecke"


def test_a_save_makes_a_revision_and_keeps_the_one_before(database: Database, office: Office) -> None:
    first = a_saved_station(database, office)
    second = save_document(database, office.author, first.document_id, changed(first, duration_s=99), 1)
    assert (second.revision, second.merged) == (2, False)
    with database.read() as session:
        revisions = session.exec(select(Revision).order_by(Revision.number)).all()  # type: ignore[arg-type]
        assert [revision.body.encode() for revision in revisions] == [first.body, second.body]
        assert revisions[1].based_on == 1
        assert revisions[1].author_name == "Author"
        verbs = session.exec(select(AuditLine.verb).order_by(AuditLine.id)).all()
    assert verbs == ["create", "edit"]


def test_what_changes_nothing_writes_nothing(database: Database, office: Office) -> None:
    first = a_saved_station(database, office)
    again = save_document(database, office.author, first.document_id, first.body, 1)
    assert (again.revision, again.merged) == (1, False)


def test_two_people_on_different_fields_are_merged(database: Database, office: Office) -> None:
    first = a_saved_station(database, office)
    save_document(database, office.reviewer, first.document_id, changed(first, duration_s=99), 1)
    saved = save_document(database, office.author, first.document_id, changed(first, credit="Stadt"), 1)
    assert (saved.revision, saved.merged) == (3, True)
    value = json.loads(saved.body)
    assert (value["duration_s"], value["credit"]) == (99, "Stadt")


def test_two_people_on_the_same_field_are_shown_both_and_nothing_is_written(database: Database, office: Office) -> None:
    first = a_saved_station(database, office, credit="A", duration_s=1)
    theirs = save_document(database, office.reviewer, first.document_id, changed(first, credit="B"), 1)
    with pytest.raises(Stale) as caught:
        save_document(database, office.author, first.document_id, changed(first, credit="C", duration_s=2), 1)
    stale = caught.value
    assert (stale.revision, stale.body) == (2, theirs.body)
    assert stale.conflicts == [{"pointer": "/credit", "base": "A", "theirs": "B", "yours": "C"}]
    assert json.loads(stale.merged)["duration_s"] == 2
    with database.read() as session:
        assert documents.load(session, office.author, first.document_id).revision == 2


def test_an_invalid_draft_is_saved_with_its_report(database: Database, office: Office) -> None:
    first = a_saved_station(database, office)
    saved = save_document(database, office.author, first.document_id, changed(first, duration_s="long"), 1)
    assert saved.revision == 2
    assert saved.report.errors
    assert json.loads(saved.body)["duration_s"] == "long"
    with database.read() as session:
        row = session.get(Document, first.document_id)
        assert row is not None
        assert row.errors == len(saved.report.errors)


def test_a_key_that_came_twice_is_told_and_its_last_value_kept(database: Database, office: Office) -> None:
    first = a_saved_station(database, office)
    twice = changed(first)[:-1] + b', "duration_s": 60, "duration_s": 90}'
    saved = save_document(database, office.author, first.document_id, twice, 1)
    assert [(issue.code, issue.pointer) for issue in saved.report.errors] == [("file.duplicate_key", "/duration_s")]
    assert json.loads(saved.body)["duration_s"] == 90


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "body_unreadable"),
        (b"[]", "body_no_object"),
        (b'{"kind": "station", "x": NaN}', "body_no_json"),
        (b'{"kind": "station", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "body_deep"),
        (b'{"kind": "station", "x": ' + b"[" * 80 + b"]" * 80 + b"}", "body_deep"),
        (b"\xff\xfe{}", "body_unreadable"),
        (b'{"kind": "\xff"}', "body_no_json"),
        (b'{"kind": "manifest"}', "body_kind"),
        (b'{"kind": ["station"]}', "body_kindless"),
        (b'{"title": {"de": "Dom"}}', "body_kindless"),
        (b" " * 8_000_001, "body_too_large"),
        (b'{"kind": "station", "duration_s": 1e999}', "body_number"),
        (b'{"kind": "station", "duration_s": 1E+999}', "body_number"),
        (b'{"kind": "station", "duration_s": 1' + b"0" * 400 + b"}", "body_number"),
        (b'{"kind": "station", "extensions": {"a.b": {"c": [-1e999]}}}', "body_number"),
        (b'{"kind": "station", "title": {"de": "a\\u0000b"}}', "body_sign"),
        (b'{"kind": "station", "title": {"\\u0000": "Dom"}}', "body_sign"),
        (b'{"kind": "station", "title": {"de": "\\ud800"}}', "body_sign"),
        (b'{"kind": "station", "title": {"de": "' + b"a" * 100_000 + b'"}}', "body_text_long"),
        (b'{"kind": "station", "themes": ["' + b"a" * 2_001 + b'"]}', "body_text_long"),
        (b'{"kind": "station", "themes": ["' + rb"a\"" * 1_001 + b'"]}', "body_text_long"),
        (b'{"kind": "station", "themes": ["' + rb"\u0061" * 2_001 + b'"]}', "body_text_long"),
        (b'{"kind": "station", "story": [{"alt": {"de": "' + b"a" * 10_001 + b'"}}]}', "body_text_long"),
        (b'{"kind": "station", "story": [{"text": {"de": "' + b"a" * 100_001 + b'"}}]}', "body_text_long"),
        (b'{"kind": "station", "story": [[[1.5], ["' + b"a" * 100_001 + b'"]]]}', "body_text_long"),
        (b'{"kind": "tour", "id": "zz/yy"}', "document_id"),
        (b'{"kind": "tour", "id": "../../etc/x"}', "document_id"),
        (b'{"kind": "tour", "id": 7}', "document_id"),
        (b'{"kind": "tour", "id": "01920000-0000-7000-8000-00000000000C"}', "document_id"),
    ],
)
def test_what_is_no_document_is_refused(database: Database, office: Office, body: bytes, code: str) -> None:
    with pytest.raises(Refused) as caught:
        create_document(database, office.author, office.erfurt, body)
    assert caught.value.code == code
    with database.read() as session:
        assert session.exec(select(Document)).all() == []


@pytest.mark.parametrize(
    "body",
    [
        b'{"kind": "station", "title": {"de": "' + b"a" * 2_000 + b'"}}',
        b'{"kind": "station", "story": [{"kind": "text", "text": {"de": "' + b"a" * 100_000 + b'"}}]}',
        b'{"kind": "station", "title": {"de": "\\ud83c\\udfdb"}}',
        b'{"kind": "station", "title": {"de": "C:\\\\u0000"}}',
        b'{"kind": "station", "extensions": {"a.b": {"c": "' + b"a" * 200_000 + b'"}}}',
    ],
)
def test_what_is_only_long_or_rare_is_stored_as_it_is(database: Database, office: Office, body: bytes) -> None:
    saved = create_document(database, office.author, office.erfurt, body)
    stored, sent = json.loads(saved.body), json.loads(body)
    assert {name: stored[name] for name in sent if name != "story"} == {
        name: sent[name] for name in sent if name != "story"
    }


def test_the_identity_of_a_document_cannot_be_changed(database: Database, office: Office) -> None:
    first = a_saved_station(database, office)
    for facts in ({"id": builders.an_id()}, {"kind": "tour"}):
        with pytest.raises(Refused):
            save_document(database, office.author, first.document_id, changed(first, **facts), 1)


def test_an_id_is_taken_only_once(database: Database, office: Office) -> None:
    first = a_saved_station(database, office)
    with pytest.raises(Refused):
        create_document(database, office.author, office.erfurt, first.body)


def test_the_neighbour_reads_a_station_and_writes_none(database: Database, office: Office) -> None:
    first = a_saved_station(database, office)
    with database.read() as session:
        assert not documents.load(session, office.neighbour, first.document_id).editable
    with pytest.raises(Forbidden):
        save_document(database, office.neighbour, first.document_id, changed(first, duration_s=9), 1)
    with pytest.raises(Forbidden):
        create_document(database, office.neighbour, office.erfurt, data(builders.a_station_json()))


def test_the_neighbour_sees_no_tour(database: Database, office: Office) -> None:
    saved = create_document(database, office.author, office.erfurt, data(builders.a_tour_json()))
    with database.read() as session, pytest.raises(Forbidden):
        documents.load(session, office.neighbour, saved.document_id)
    with database.read() as session:
        assert documents.load_many(session, office.neighbour, [saved.document_id]) == ()
        assert documents.listing(session, office.neighbour, "tour") == []
        assert len(documents.listing(session, office.author, "tour")) == 1


def test_a_base_that_never_was_is_not_found(database: Database, office: Office) -> None:
    first = a_saved_station(database, office)
    with pytest.raises(NotFound):
        save_document(database, office.author, first.document_id, changed(first, duration_s=9), 7)


def test_a_slug_is_given_to_one_tour_only(database: Database, office: Office) -> None:
    bodies = [data(builders.a_tour_json(slug="am-wasser")) for _ in range(3)]
    slugs = [json.loads(create_document(database, office.author, office.erfurt, body).body)["slug"] for body in bodies]
    assert slugs == ["am-wasser", "am-wasser-2", "am-wasser-3"]


def test_a_workspace_holds_the_tour_and_all_it_leads_to(database: Database, office: Office) -> None:
    picture = builders.a_medium_json()
    first, second = builders.a_station_json(cover=picture["id"]), builders.a_station_json()
    tour = builders.a_tour_json(
        modules=[{"id": "m", "stops": [{"id": "1", "station": second["id"]}, {"id": "2", "station": first["id"]}]}]
    )
    for value in (picture, first, second, tour):
        create_document(database, office.author, office.erfurt, data(value))
    with database.read() as session:
        found = documents.workspace(session, office.author, tour["id"])
        tours = used_by(session, first["id"], kind="tour")
    assert [station.id for station in found.stations] == [second["id"], first["id"]]
    assert [medium.id for medium in found.media] == [picture["id"]]
    assert [entry.id for entry in tours] == [tour["id"]]


def test_the_counts_of_a_tour_are_made_anew_when_its_station_changes(database: Database, office: Office) -> None:
    station = builders.a_station_json()
    tour = builders.a_tour_json(modules=[{"id": "m", "stops": [{"id": "1", "station": station["id"]}]}])
    for value in (station, tour):
        create_document(database, office.author, office.erfurt, data(value))
    with database.read() as session:
        assert documents.listing(session, office.author, "tour")[0].counted
    broken = station | {"title": {}}
    save_document(database, office.author, station["id"], data(broken), 1)
    with database.read() as session:
        (before,) = documents.listing(session, office.author, "tour")
    assert not before.counted
    (after,) = recount_faults(database, [before])
    assert after.counted
    assert after.errors > before.errors
    assert recount_faults(database, [after]) == [after]
