"""Tables as offices write them."""

import pytest

from authoring.importers.encoding import decoded
from tests.authoring.importers.conftest import PlanOf, codes

REGISTER = (
    "Betreiber;Straße;Hausnummer;Postleitzahl;Ort;Breitengrad;Längengrad;Anschlussleistung\r\n"
    "Stadtwerke Köln;Dürener Straße;12;50931;Köln;50,929381;6,925712;22\r\n"
    'Stadtwerke Köln;"Große Sandkaul; Hof";3;50667;Köln;50,936012;6,957944;44\r\n'
    "Stadtwerke Köln;Dürener Straße;12;50931;Köln;50,929381;6,925712;22\r\n"
    "Rheinparkhaus;Am Ufer;1;50679;Köln;;;11\r\n"
)
STAGES = (
    "Nr;Bezeichnung;Beschreibung;Länge (km)\r\n"
    "A01;St. Johann – Gaudeamushütte;Über grüne Böden zum „Wilden Kaiser“;12,7\r\n"
    'A02;Gaudeamushütte – Hintersteiner See;"Erst steil,\ndann schattig";14,1\r\n'
)


def test_a_german_register_with_mark_semicolons_and_decimal_commas_is_understood(plan_of: PlanOf) -> None:
    plan = plan_of(b"\xef\xbb\xbf" + REGISTER.encode())
    facts = plan.files[0]
    assert (facts.encoding, facts.separator, facts.decimal_comma) == ("utf-8", ";", True)
    first, second, twin, nowhere = plan.stations
    assert first.position == (6.925712, 50.929381)
    assert (first.title, first.street, first.postal_code, first.locality) == (
        "Stadtwerke Köln",
        "Dürener Straße 12",
        "50931",
        "Köln",
    )
    assert second.street == "Große Sandkaul; Hof 3"
    assert (twin.take, twin.doubt) == (False, "twin")
    assert nowhere.position is None
    assert nowhere.take
    assert codes(plan) == {"column": 1, "twin": 1, "no_place": 1}


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "mac_roman", "cp850"])
def test_umlauts_survive_every_encoding_an_office_uses(plan_of: PlanOf, encoding: str) -> None:
    text = STAGES.replace("„", "").replace("“", "").replace("–", "-")
    plan = plan_of(text.encode(encoding))
    assert [draft.title for draft in plan.stations] == [
        "St. Johann - Gaudeamushütte",
        "Gaudeamushütte - Hintersteiner See",
    ]
    assert plan.stations[0].story == "Über grüne Böden zum Wilden Kaiser"


def test_a_stage_list_without_positions_becomes_stations_without_a_place(plan_of: PlanOf) -> None:
    plan = plan_of(STAGES.encode("cp1252"))
    assert plan.files[0].encoding == "cp1252"
    assert [draft.position for draft in plan.stations] == [None, None]
    assert plan.stations[0].title == "St. Johann – Gaudeamushütte"
    assert plan.stations[1].story == "Erst steil,\ndann schattig"
    assert codes(plan)["no_place"] == 2


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Name;Breite;Länge", "Dom;50.97583;11.02333"),
        ("Name,lat,lng", 'Dom,"50,97583","11,02333"'),
        ("Name\tKoordinaten", "Dom\t50.97583, 11.02333"),
        ("Name;GPS", "Dom;50,97583; 11,02333".replace("; 1", " 1")),
        ("Name;Position", "Dom;50° 58' 32.99\" N, 11° 1' 23.99\" E"),
        ("Name;SHAPE", "Dom;POINT (11.02333 50.97583)"),
        ("Name;geom", 'Dom;"SRID=4326;POINT Z (11.02333 50.97583 210)"'),
        ("Name;y;x", "Dom;N 50° 58.5498';E 11° 1.3998'"),
        ("Name|Latitude|Longitude", "Dom|50.97583|11.02333"),
    ],
)
def test_a_position_is_read_however_it_is_written(plan_of: PlanOf, header: str, cells: str) -> None:
    plan = plan_of(f"{header}\n{cells}\n")
    assert plan.stations[0].title == "Dom"
    assert plan.stations[0].position == pytest.approx((11.02333, 50.97583), abs=1e-5)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("lat", "lon"),
        ("Lat", "Lng"),
        ("LAT", "LONG"),
        ("latitude", "longitude"),
        ("Latitude (WGS84)", "Longitude (WGS84)"),
        ("Breite", "Länge"),
        ("BREITE", "LAENGE"),
        ("Breitengrad", "Längengrad"),
        ("Geogr. Breite", "Geogr. Länge"),
        ("Geografische Breite", "Geografische Länge"),
        ("Nördliche Breite", "Östliche Länge"),
        ("Breite °", "Länge °"),
        ("gps_breite", "gps_laenge"),
        ("lat_deg", "lon_deg"),
        ("wgs84_lat", "wgs84_lon"),
        ("location.lat", "location.lng"),
        ("y", "x"),
        ("Y-Koordinate", "X-Koordinate"),
        ("Koordinate Y", "Koordinate X"),
        ("POINT_Y", "POINT_X"),
        ("N", "E"),
    ],
)
def test_plain_headers_in_german_and_english_are_found(
    plan_of: PlanOf, latitude: str, longitude: str, separator: str
) -> None:
    rows = [["Name", latitude, longitude], ["Dom", "50.97583", "11.02333"], ["Rathaus", "50.97781", "11.02874"]]
    plan = plan_of("\n".join(separator.join(row) for row in rows) + "\n")
    assert [(draft.title, draft.position) for draft in plan.stations] == [
        ("Dom", (11.02333, 50.97583)),
        ("Rathaus", (11.02874, 50.97781)),
    ]
    assert plan.remarks == ()


@pytest.mark.parametrize("title", ["Name", "name", "Titel", "Title", "Bezeichnung", "POI", "Name der Station"])
def test_a_name_is_found_in_german_and_english(plan_of: PlanOf, title: str) -> None:
    plan = plan_of(f"{title},lat,lon\nDom,50.97583,11.02333\n")
    assert [draft.title for draft in plan.stations] == ["Dom"]


def test_a_header_that_says_it_plainly_is_believed_and_bad_cells_are_told_with_their_rows(plan_of: PlanOf) -> None:
    rows = ["Name;Breite;Länge", "Dom;50,97583;11,02333", "A;oben;unten", "B;?;?", "C;n. n.;n. n.", "D;siehe Karte;"]
    plan = plan_of("\n".join(rows) + "\n")
    assert [column.field for column in plan.columns] == ["title", "latitude", "longitude"]
    assert [draft.position for draft in plan.stations] == [(11.02333, 50.97583), None, None, None, None]
    told = {remark.code: remark.where for remark in plan.remarks}
    assert told["position_unreadable"] == ("3: A", "4: B", "5: C")
    assert told["position_half"] == ("6: D",)


def test_one_good_row_among_hundreds_keeps_its_place(plan_of: PlanOf) -> None:
    bad = [f"Halt {number};oben;unten" for number in range(200)]
    plan = plan_of("\n".join(["Name;Breite;Länge", *bad, "Dom;50,97583;11,02333"]) + "\n")
    assert plan.stations[-1].position == (11.02333, 50.97583)


def test_a_width_and_a_length_under_plain_names_in_metres_are_no_position(plan_of: PlanOf) -> None:
    plan = plan_of("Name;Breite;Länge\nKrämerbrücke;26,1 m;120 m\nSteg;2 m;12 m\n")
    assert {column.name for column in plan.columns if column.field} == {"Name"}


def test_a_width_and_a_length_in_metres_are_no_position(plan_of: PlanOf) -> None:
    plan = plan_of("Name;Breite (m);Länge der Brücke\nKrämerbrücke;26,1;120\n")
    assert plan.stations[0].position is None
    assert {column.name for column in plan.columns if column.field} == {"Name"}


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        ("5645000", "643000", "position_metres"),
        ("111,5", "50,9", "position_swapped"),
        ("0", "0", "position_zero"),
        ("50,9", "", "position_half"),
        ("nan", "11", "position_unreadable"),
        ("irgendwo", "11", "position_unreadable"),
    ],
)
def test_a_position_that_is_none_is_said_and_never_invented(
    plan_of: PlanOf, latitude: str, longitude: str, code: str
) -> None:
    rows = f"Name;Breitengrad;Längengrad\nDom;{latitude};{longitude}\n" + "Markt;50,97;11,03\n" * 9
    plan = plan_of(rows)
    assert plan.stations[0].position is None
    assert codes(plan)[code] == 1


def test_exchanged_columns_are_put_right_when_a_person_says_so(plan_of: PlanOf) -> None:
    table = "Name;Breitengrad;Längengrad\nInsel;123,5;-49,2\n"
    assert plan_of(table).stations[0].position is None
    assert plan_of(table, swap=True).stations[0].position == (123.5, -49.2)


def test_an_area_becomes_a_geofence_with_a_point_inside(plan_of: PlanOf) -> None:
    plan = plan_of("PLZ;geometry\n99084;POLYGON ((11.02 50.97, 11.04 50.97, 11.04 50.99, 11.02 50.99, 11.02 50.97))\n")
    (draft,) = plan.stations
    assert draft.title == "99084"
    assert draft.position == (11.03, 50.98)
    assert draft.position_from == "inside_area"
    assert draft.area is not None
    assert len(draft.area[0]) == 5


def test_another_reference_system_is_not_taken_for_ours(plan_of: PlanOf) -> None:
    plan = plan_of('Name;geom\nDom;"SRID=31468;POINT (4430000 5648000)"\n')
    assert plan.stations[0].position is None
    assert codes(plan)["wkt_srid"] == 1


def test_a_person_decides_what_a_column_is(plan_of: PlanOf) -> None:
    table = "A;B;C\nDom;Ein Berg mit Kirche;50,97583 11,02333\n"
    plan = plan_of(table, mapping={"A": "title", "B": "story", "C": "position", "fort": "title"})
    assert plan.stations[0].story == "Ein Berg mit Kirche"
    assert plan.stations[0].position == (11.02333, 50.97583)
    assert [column.field for column in plan.columns] == ["title", "story", "position"]


def test_columns_that_are_not_mapped_are_named(plan_of: PlanOf) -> None:
    plan = plan_of("Name;Baujahr;Besitzer\nDom;1154;Bistum\n")
    (remark,) = [remark for remark in plan.remarks if remark.code == "column"]
    assert remark.left
    assert remark.where == ("Baujahr", "Besitzer")


def test_the_same_columns_in_another_order_have_the_same_signature(plan_of: PlanOf) -> None:
    assert plan_of("Name;Ort\na;b\n").signature == plan_of("Ort;Name\nb;a\n").signature
    assert plan_of("Name;Ort\na;b\n").signature != plan_of("ORT;name\nb;a\n").signature
    assert plan_of("名前;場所\na;b\n").signature != plan_of("题目;地方\na;b\n").signature
    assert plan_of("Name;Ort\na;b\n").signature != plan_of("Name;Stadt\na;b\n").signature


def test_a_report_with_a_title_line_above_its_table_is_read_from_the_table_on(plan_of: PlanOf) -> None:
    plan = plan_of("Sehenswürdigkeiten 2026;;\n\nName;Lat;Lon\nDom;50.97;11.02\nMarkt;50.98;11.03\n")
    assert [draft.title for draft in plan.stations] == ["Dom", "Markt"]


def test_a_table_without_names_is_taken_whole(plan_of: PlanOf) -> None:
    plan = plan_of("Dom;50,97583;11,02333\nMarkt;50,97800;11,03000\n", mapping={"#1": "title", "#2": "latitude"})
    assert [column.name for column in plan.columns] == ["#1", "#2", "#3"]
    assert [draft.title for draft in plan.stations] == ["Dom", "Markt"]
    assert codes(plan)["no_header"] == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "refused.empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "refused.spreadsheet"),
        (b"\x00\x01\x02\x03\x04;\x05" * 40, "refused.not_text"),
        (b"\xff\xfeN\x00a\x00m\x00e\x00;\x00\xd8", "refused.wrong_encoding"),
        ("Name;Ort\n" + "a;b\n" * 20_100, "refused.too_many_rows"),
        (";".join(map(str, range(600))) + "\n" + "1;2\n", "refused.too_many_columns"),
    ],
)
def test_what_is_no_table_ends_in_a_reason(plan_of: PlanOf, data: bytes | str, code: str) -> None:
    plan = plan_of(data)
    assert plan.empty
    assert codes(plan) == {code: 1}


def test_a_text_in_windows_letters_is_known_by_its_letters() -> None:
    assert decoded("Brücke;Schloß\n".encode("cp1252")).encoding == "cp1252"
    assert decoded("Łódź;Gdańsk\n".encode("cp1250")).text == "Łódź;Gdańsk\n"
