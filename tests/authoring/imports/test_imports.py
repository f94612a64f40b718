"""What an import promises: nothing before it is asked for, all or nothing, and one step back."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from authoring import clock
from authoring.actions import apply_import as applying
from authoring.actions.apply_import import Wish, apply_import
from authoring.actions.plan_import import discard_import, plan_import, replan_import
from authoring.actions.save_document import save_document
from authoring.actions.undo_import import undo_import
from authoring.db import Database
from authoring.errors import Forbidden, NotFound, Refused
from authoring.importers.choices import Choices
from authoring.media_store import MediaStore
from authoring.queries.documents import load
from authoring.queries.imports import Held, load_import
from authoring.queries.usage import InUse
from authoring.tables import Document, Import, Organisation
from tests.authoring.imports.conftest import TABLE, WALK, Office, a_source

CHOICES = Choices(language="de")


@pytest.fixture
def planned(database: Database, media_store: MediaStore, office: Office, tmp_path: Path) -> Held:
    source = a_source(tmp_path, "rundgang.gpx", WALK)
    return plan_import(database, media_store, office.author, office.erfurt, [source], CHOICES)


def documents(database: Database) -> list[Document]:
    with database.read() as session:
        return [row for row in session.exec(select(Document)) if row.deleted_at is None]


def files(store: MediaStore) -> set[str]:
    return {listed.sha256 for listed in store.files()}


def test_a_preview_writes_no_document(database: Database, planned: Held) -> None:
    assert [draft.title for draft in planned.plan.stations] == ["Domplatz", "Fischmarkt", "Krämerbrücke"]
    assert planned.state == "planned"
    assert documents(database) == []


def test_an_import_brings_stations_and_a_tour_whose_legs_follow_the_track(
    migrated_url: str, database: Database, media_store: MediaStore, office: Office, planned: Held
) -> None:
    applied = apply_import(database, media_store, office.author, planned.id, Wish(tour="Rundgang"))
    assert applied.tour is not None
    with database.read() as session:
        tour = load(session, office.author, applied.tour).value
        first = load(session, office.author, applied.stations[0]).value
    assert first["title"] == {"de": "Domplatz"}
    assert first["place"]["position"] == [11.023, 50.976]
    assert [stop["station"] for stop in tour["modules"][0]["stops"]] == list(applied.stations)
    assert [(leg["from"], leg["to"]) for leg in tour["route"]["legs"]] == [("h1", "h2"), ("h2", "h3")]
    assert tour["route"]["legs"][0]["geometry"]["coordinates"][1] == [11.0255, 50.977]
    assert files(media_store) == set()


def test_a_height_is_kept_with_what_a_person_says_it_is_measured_from(
    database: Database, media_store: MediaStore, office: Office, tmp_path: Path
) -> None:
    source = a_source(tmp_path, "hoch.gpx", WALK.replace("<name>Domplatz", "<ele>210.5</ele><name>Domplatz"))
    planned = plan_import(database, media_store, office.author, office.erfurt, [source], CHOICES)
    assert "heights" in [remark.code for remark in planned.plan.remarks if remark.left]
    replan_import(database, media_store, office.author, planned.id, Choices(language="de", heights="sea_level"))
    first = apply_import(database, media_store, office.author, planned.id).stations[0]
    with database.read() as session:
        place = load(session, office.author, first).value["place"]
    assert place["height"] == {"metres": 210.5, "reference": "sea_level"}


def test_an_import_is_applied_once(database: Database, media_store: MediaStore, office: Office, planned: Held) -> None:
    apply_import(database, media_store, office.author, planned.id)
    with pytest.raises(Refused, match=r"import\.refused\.not_planned"):
        apply_import(database, media_store, office.author, planned.id)
    assert len(documents(database)) == 3


def test_a_fault_in_the_middle_leaves_nothing(
    migrated_url: str,
    database: Database,
    media_store: MediaStore,
    office: Office,
    planned: Held,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(applying, "tour_of", broken)
    with pytest.raises(OSError, match="the disk is full"):
        apply_import(database, media_store, office.author, planned.id, Wish(tour="Rundgang"))
    assert documents(database) == []
    with database.read() as session:
        assert load_import(session, office.author, planned.id).state == "planned"


def test_only_the_chosen_stations_are_made(
    database: Database, media_store: MediaStore, office: Office, planned: Held
) -> None:
    keys = [draft.key for draft in planned.plan.stations]
    applied = apply_import(
        database, media_store, office.author, planned.id, Wish(taken=tuple(keys[1:]), shown=tuple(keys))
    )
    assert len(applied.stations) == 2
    with pytest.raises(Refused, match=r"import\.refused\.not_planned"):
        apply_import(database, media_store, office.author, planned.id, Wish(shown=tuple(keys)))


def test_an_undo_takes_everything_back_as_one_step(
    database: Database, media_store: MediaStore, office: Office, planned: Held
) -> None:
    applied = apply_import(database, media_store, office.author, planned.id, Wish(tour="Rundgang"))
    undone = undo_import(database, office.author, planned.id)
    assert set(undone.removed) == {*applied.stations, applied.tour}
    assert documents(database) == []
    with pytest.raises(Refused, match=r"import\.refused\.not_applied"):
        undo_import(database, office.author, planned.id)


def test_an_undo_does_not_take_away_what_somebody_changed(
    migrated_url: str, database: Database, media_store: MediaStore, office: Office, planned: Held
) -> None:
    applied = apply_import(database, media_store, office.author, planned.id, Wish(tour="Rundgang"))
    changed = applied.stations[1]
    with database.read() as session:
        body = load(session, office.author, changed).value
    body["title"]["de"] = "Am Fischmarkt"
    save_document(database, office.author, changed, json.dumps(body).encode(), 1)
    with pytest.raises(InUse) as refusal:
        undo_import(database, office.author, planned.id)
    assert [user.id for user in refusal.value.users.shown] == [changed]
    assert len(documents(database)) == 4
    undone = undo_import(database, office.author, planned.id, keep_changed=True)
    assert undone.kept == (changed,)
    assert [row.id for row in documents(database)] == [changed]


def test_a_changed_tour_keeps_its_stations(
    database: Database, media_store: MediaStore, office: Office, planned: Held
) -> None:
    applied = apply_import(database, media_store, office.author, planned.id, Wish(tour="Rundgang"))
    assert applied.tour is not None
    with database.read() as session:
        body = load(session, office.author, applied.tour).value
    body["title"]["de"] = "Großer Rundgang"
    save_document(database, office.author, applied.tour, json.dumps(body).encode(), 1)
    undone = undo_import(database, office.author, planned.id, keep_changed=True)
    assert undone.removed == ()
    assert set(undone.kept) == {applied.tour, *applied.stations}


def test_what_is_there_already_is_set_aside(
    migrated_url: str, database: Database, media_store: MediaStore, office: Office, planned: Held, tmp_path: Path
) -> None:
    applied = apply_import(database, media_store, office.author, planned.id)
    again = plan_import(
        database, media_store, office.author, office.erfurt, [a_source(tmp_path, "noch mal.gpx", WALK)], CHOICES
    )
    assert [(draft.take, draft.doubt) for draft in again.plan.stations] == [(False, "known")] * 3
    assert [draft.same_as for draft in again.plan.stations] == list(applied.stations)
    beside = WALK.replace("50.9760", "50.9761").replace("50.9775", "50.9875")
    near = plan_import(
        database, media_store, office.author, office.erfurt, [a_source(tmp_path, "daneben.gpx", beside)], CHOICES
    )
    assert [draft.doubt for draft in near.plan.stations] == ["known", None, "known"]


def test_the_same_name_without_a_place_is_a_remark_and_never_merged(
    migrated_url: str, database: Database, media_store: MediaStore, office: Office, planned: Held, tmp_path: Path
) -> None:
    applied = apply_import(database, media_store, office.author, planned.id)
    table = a_source(tmp_path, "liste.csv", "Name;Beschreibung\nDomplatz;Noch einmal\nNeues;Haus\n")
    again = plan_import(database, media_store, office.author, office.erfurt, [table], CHOICES)
    assert [(draft.take, draft.doubt, draft.same_as) for draft in again.plan.stations] == [
        (True, None, applied.stations[0]),
        (True, None, None),
    ]
    (remark,) = [remark for remark in again.plan.remarks if remark.code == "same_title"]
    assert (remark.left, remark.where) == (False, ("2: Domplatz",))
    assert len(apply_import(database, media_store, office.author, again.id).stations) == 2
    neighbour = plan_import(database, media_store, office.neighbour, office.jena, [table], CHOICES)
    assert [draft.same_as for draft in neighbour.plan.stations] == [None, None]


def test_a_mapping_is_remembered_for_the_organisation(
    migrated_url: str, database: Database, media_store: MediaStore, office: Office, tmp_path: Path
) -> None:
    table = [a_source(tmp_path, "orte.csv", TABLE)]
    first = plan_import(database, media_store, office.author, office.erfurt, table, CHOICES)
    mapping = {"Name": "title", "Breitengrad": "latitude", "Längengrad": "longitude", "Thema": "summary"}
    mapped = replan_import(database, media_store, office.author, first.id, Choices(language="de", mapping=mapping))
    assert mapped.plan.stations[0].summary == "Kirche"
    apply_import(database, media_store, office.author, first.id)
    later = "Thema;Name;Längengrad;Breitengrad\nWasser;Gera;11,03;50,97\n"
    again = plan_import(
        database, media_store, office.author, office.erfurt, [a_source(tmp_path, "mehr.csv", later)], CHOICES
    )
    assert again.plan.stations[0].summary == "Wasser"
    neighbour = plan_import(
        database, media_store, office.neighbour, office.jena, [a_source(tmp_path, "jena.csv", later)], CHOICES
    )
    assert neighbour.plan.stations[0].summary is None


@pytest.mark.parametrize("header", ["Name,lat,lon", "name,LAT,LON", "lon,lat,Name,Notiz"])
def test_a_remembered_mapping_applies_to_the_same_header_and_to_no_other(
    database: Database, media_store: MediaStore, office: Office, tmp_path: Path, header: str
) -> None:
    odd = {"NAME": "story", "Lat": "summary", "Lon": "phone"}
    table = [a_source(tmp_path, "odd.csv", "NAME,Lat,Lon\nDom,50.97583,11.02333\n")]
    first = plan_import(database, media_store, office.author, office.erfurt, table, CHOICES)
    replan_import(database, media_store, office.author, first.id, Choices(language="de", mapping=odd))
    apply_import(database, media_store, office.author, first.id)
    again = plan_import(database, media_store, office.author, office.erfurt, table, CHOICES)
    assert {column.name: column.field for column in again.plan.columns} == odd
    cells = {"name": "Markt", "lat": "50.97583", "lon": "11.02333", "notiz": "alt"}
    row = ",".join(cells[name.lower()] for name in header.split(","))
    plain = a_source(tmp_path, "plain.csv", f"{header}\n{row}\n")
    planned = plan_import(database, media_store, office.author, office.erfurt, [plain], CHOICES)
    assert [(draft.title, draft.position) for draft in planned.plan.stations] == [("Markt", (11.02333, 50.97583))]


def test_a_row_without_a_position_becomes_a_station_without_a_place(
    database: Database, media_store: MediaStore, office: Office, tmp_path: Path
) -> None:
    table = [a_source(tmp_path, "orte.csv", TABLE)]
    planned = plan_import(database, media_store, office.author, office.erfurt, table, CHOICES)
    applied = apply_import(database, media_store, office.author, planned.id)
    with database.read() as session:
        place = load(session, office.author, applied.stations[2]).value.get("place", {})
    assert "position" not in place


def test_a_track_alone_becomes_a_beginning_an_end_and_the_way_between(
    database: Database, media_store: MediaStore, office: Office, tmp_path: Path
) -> None:
    track = WALK[: WALK.index("<wpt")] + WALK[WALK.index("<trk>") :]
    source = a_source(tmp_path, "etappe.gpx", track)
    planned = plan_import(database, media_store, office.author, office.erfurt, [source], CHOICES)
    assert [(draft.title, draft.position) for draft in planned.plan.stations] == [
        ("Start: Rundgang", (11.023, 50.976)),
        ("Ziel: Rundgang", (11.031, 50.979)),
    ]
    applied = apply_import(database, media_store, office.author, planned.id, Wish(tour="Etappe"))
    assert applied.tour is not None
    with database.read() as session:
        (leg,) = load(session, office.author, applied.tour).value["route"]["legs"]
    assert len(leg["geometry"]["coordinates"]) == 4


def test_another_organisation_neither_sees_nor_applies_nor_undoes_it(
    database: Database, media_store: MediaStore, office: Office, planned: Held, tmp_path: Path
) -> None:
    with pytest.raises(Forbidden):
        apply_import(database, media_store, office.neighbour, planned.id)
    apply_import(database, media_store, office.author, planned.id)
    with pytest.raises(Forbidden):
        undo_import(database, office.neighbour, planned.id)
    with pytest.raises(Forbidden), database.read() as session:
        load_import(session, office.neighbour, planned.id)
    with pytest.raises(Forbidden):
        plan_import(
            database, media_store, office.neighbour, office.erfurt, [a_source(tmp_path, "a.csv", TABLE)], CHOICES
        )


def test_a_preview_ends_with_its_files_after_a_day(
    database: Database,
    media_store: MediaStore,
    office: Office,
    planned: Held,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(files(media_store)) == 1
    tomorrow = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    with pytest.raises(NotFound):
        apply_import(database, media_store, office.author, planned.id)
    plan_import(
        database, media_store, office.author, office.erfurt, [a_source(tmp_path, "a.csv", "Name\nA\n")], CHOICES
    )
    with database.read() as session:
        assert [row.id for row in session.exec(select(Import))] != [planned.id]
    assert not files(media_store) & {sha256 for sha256 in planned.files if sha256}


def test_a_discarded_preview_leaves_nothing(
    database: Database, media_store: MediaStore, office: Office, planned: Held
) -> None:
    discard_import(database, media_store, office.author, planned.id)
    assert files(media_store) == set()
    with database.read() as session:
        assert session.exec(select(Import)).all() == []


def test_a_file_that_cannot_be_read_is_said_and_nothing_of_it_is_kept(
    database: Database, media_store: MediaStore, office: Office, tmp_path: Path
) -> None:
    bad = a_source(tmp_path, "bombe.gpx", "<!DOCTYPE gpx [<!ENTITY a 'a'>]><gpx/>")
    good = a_source(tmp_path, "gut.csv", TABLE)
    planned = plan_import(database, media_store, office.author, office.erfurt, [bad, good], CHOICES)
    assert planned.plan.remarks[0].code == "refused.xml_doctype"
    assert len(planned.plan.remarks) > 1
    assert planned.files[0] is None
    again = replan_import(database, media_store, office.author, planned.id, Choices(language="en"))
    assert again.plan.remarks[0].code == "refused.xml_doctype"
    assert len(again.plan.stations) == 3


@pytest.mark.parametrize(("own", "expected"), [(None, "Europe/Vienna"), ("Europe/Zurich", "Europe/Zurich")])
def test_imported_opening_hours_say_where_their_clock_stands(
    database: Database, media_store: MediaStore, office: Office, tmp_path: Path, own: str | None, expected: str
) -> None:
    with database.write() as session:
        organisation = session.get_one(Organisation, office.erfurt)
        organisation.time_zone = own
        session.add(organisation)
    table = "Titel;Breite;Länge;Öffnungszeiten\nDom;50,976;11,023;Mo-Fr 10:00-18:00\nMarkt;50,977;11,028;\n"
    source = a_source(tmp_path, "orte.csv", table.encode())
    held = plan_import(database, media_store, office.author, office.erfurt, [source], CHOICES)
    applied = apply_import(database, media_store, office.author, held.id, Wish(time_zone="Europe/Vienna"))
    with database.read() as session:
        told, silent = (load(session, office.author, each).value["facts"] for each in applied.stations)
    assert (told["opening_hours"], told["time_zone"]) == ("Mo-Fr 10:00-18:00", expected)
    assert "time_zone" not in silent
