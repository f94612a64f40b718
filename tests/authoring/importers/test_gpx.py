"""GPX, KML and what lies in zip files."""

import io
import zipfile
from pathlib import Path

import pytest

from authoring.importers.gpx import MOST_POINTS_READ
from authoring.importers.lines import MOST_POINTS, distance_m, length_m, ways_between
from authoring.importers.read import read_here
from authoring.importers.source import Source
from tests.authoring.importers.conftest import PlanOf, codes

GPX = """<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="us">
<metadata><name>Rundgang</name></metadata>
<wpt lat="50.9760" lon="11.0230"><ele>210</ele><name>Domplatz</name>
<desc>Hier &lt;b&gt;beginnt&lt;/b&gt; es.</desc></wpt>
<wpt lat="50.9790" lon="11.0310"><name>Krämerbrücke</name><link href="https://example.org/kb"/></wpt>
<trk><name>Weg</name><trkseg>
<trkpt lat="50.9760" lon="11.0231"/><trkpt lat="50.9760" lon="11.0231"/><trkpt lat="50.9775" lon="11.0270"/>
<trkpt lat="50.9790" lon="11.0311"/></trkseg><trkseg/></trk></gpx>"""


def _track(count: int) -> str:
    points = "".join(f'<trkpt lat="{50 + i * 1e-5:.5f}" lon="{11 + (i % 7) * 1e-6:.6f}"/>' for i in range(count))
    return f'<gpx version="1.1" creator="us"><trk><trkseg>{points}</trkseg></trk></gpx>'


def test_waypoints_become_stations_and_tracks_become_lines(plan_of: PlanOf) -> None:
    plan = plan_of(GPX, "rundgang.gpx")
    assert plan.title == "Rundgang"
    dom, bridge = plan.stations
    assert (dom.title, dom.story, dom.position) == ("Domplatz", "Hier beginnt es.", (11.023, 50.976))
    assert bridge.links == ("https://example.org/kb",)
    (line,) = plan.lines
    assert line.points_read == 4
    assert line.coordinates == ((11.0231, 50.976), (11.027, 50.9775), (11.0311, 50.979))
    assert codes(plan) == {"heights": 1}


def test_heights_of_a_gpx_file_are_kept_when_a_person_says_what_they_are_measured_from(tmp_path: Path) -> None:
    text = GPX.replace('lon="11.0270"/>', 'lon="11.0270"><ele>9</ele></trkpt>')
    (tmp_path / "a.gpx").write_text(text, encoding="utf-8")
    plan = read_here([Source("a.gpx", tmp_path / "a.gpx")], tmp_path, heights="sea_level").plan
    assert [(draft.height_m, draft.height_from) for draft in plan.stations] == [(210, "sea_level"), (None, None)]
    assert codes(plan) == {"heights_sea_level": 1, "heights_of_ways": 1}


@pytest.mark.parametrize("name", ["a.gpx", "a.kml"])
def test_an_exchange_is_said_and_undone_when_a_person_says_so(plan_of: PlanOf, name: str) -> None:
    text = {
        "a.gpx": '<gpx version="1.1" creator="us"><wpt lat="11.02" lon="50.97"><name>Dom</name></wpt></gpx>',
        "a.kml": "<kml><Placemark><Point><coordinates>50.97,11.02</coordinates></Point></Placemark></kml>",
    }[name]
    plan = plan_of(text, name)
    assert plan.stations[0].position == (50.97, 11.02)
    assert codes(plan) == {"looks_swapped": 1}
    assert plan_of(text, name, swap=True).stations[0].position == (11.02, 50.97)


def test_a_long_track_is_thinned_and_the_report_says_how_far(plan_of: PlanOf) -> None:
    plan = plan_of(_track(6_000), "lang.gpx")
    (line,) = plan.lines
    assert len(line.coordinates) <= MOST_POINTS
    assert line.tolerance_m > 0
    assert (line.coordinates[0], line.coordinates[-1]) == ((11.0, 50.0), (11.0, 50.05999))
    (remark,) = plan.remarks
    assert (remark.code, remark.values["points"]) == ("line_thinned", 6_000)


def test_a_track_of_endless_points_is_refused_before_it_is_parsed(plan_of: PlanOf) -> None:
    plan = plan_of(_track(MOST_POINTS_READ + 1), "endlos.gpx")
    assert codes(plan) == {"refused.too_many_points": 1}


@pytest.mark.parametrize("name", ["a.gpx", "a.kml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_whatever_they_are_written_in(plan_of: PlanOf, name: str, encoding: str) -> None:
    root = name.rpartition(".")[2]
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><{root}><name>&b;</name></{root}>'
    assert codes(plan_of(bomb.encode(encoding), name)) == {"refused.xml_doctype": 1}


def test_an_encoding_that_could_hide_an_entity_is_refused(plan_of: PlanOf) -> None:
    data = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<gpx/>'
    assert codes(plan_of(data, "a.gpx")) == {"refused.xml_encoding": 1}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<gpx><wpt lat='1' lon='2'>", "refused.xml_broken"),
        ("<gpx><wpt lat='NaN' lon='2'><name>a</name></wpt></gpx>", "position_not_a_number"),
        ("<gpx><wpt lat='abc' lon='2'/></gpx>", "refused.gpx_unreadable"),
        ("<gpx><wpt lat='95' lon='2'><name>a</name></wpt></gpx>", "position_swapped"),
        ("<osm version='0.6'/>", "refused.format"),
    ],
)
def test_a_faulty_file_ends_in_a_reason(plan_of: PlanOf, text: str, code: str) -> None:
    plan = plan_of(text, "a.gpx")
    assert code in codes(plan)
    assert all(draft.position is None for draft in plan.stations)


def test_kml_placemarks_become_stations_lines_and_areas(plan_of: PlanOf) -> None:
    ring = "11,50 12,50 12,51 11,51 11,50"
    plan = plan_of(
        f"""<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Orte</name>
        <Placemark id="p1"><name>Dom</name><Point><coordinates>11.02,50.97,210</coordinates></Point></Placemark>
        <Placemark><name>Weg</name><LineString><coordinates>11,50 11.1,50.1</coordinates></LineString></Placemark>
        <Placemark><name>Park</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates>
        </LinearRing></outerBoundaryIs></Polygon></Placemark><GroundOverlay><name>Bild</name></GroundOverlay>
        </Document></kml>""",
        "orte.kml",
    )
    assert [(draft.title, draft.position) for draft in plan.stations] == [
        ("Dom", (11.02, 50.97)),
        ("Park", (11.5, 50.5)),
    ]
    assert plan.stations[0].source_id == "p1"
    assert len(plan.lines) == 1
    assert codes(plan, left=True) == {"heights_clamped": 1, "kml_kind": 1}


@pytest.mark.parametrize(
    ("mode", "height", "code"),
    [
        ("<altitudeMode>absolute</altitudeMode>", (210.5, "sea_level"), "heights_sea_level"),
        ("<altitudeMode>relativeToGround</altitudeMode>", (210.5, "terrain"), "heights_terrain"),
        ("<altitudeMode>clampToGround</altitudeMode>", (None, None), "heights_clamped"),
        ("", (None, None), "heights_clamped"),
        ("<gx:altitudeMode>relativeToSeaFloor</gx:altitudeMode>", (None, None), "heights"),
    ],
)
def test_a_height_in_kml_is_kept_where_the_file_says_what_it_is_measured_from(
    plan_of: PlanOf, mode: str, height: tuple[float | None, str | None], code: str
) -> None:
    plan = plan_of(
        f"""<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Placemark>
        <name>Dom</name><Point>{mode}<coordinates>11.02,50.97,210.5</coordinates></Point></Placemark></kml>""",
        "dom.kml",
    )
    (draft,) = plan.stations
    assert draft.position == (11.02, 50.97)
    assert (draft.height_m, draft.height_from) == height
    assert codes(plan) == {code: 1}


def _zip(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return held.getvalue()


def test_what_lies_in_a_zip_is_read_as_if_it_lay_beside_it(plan_of: PlanOf) -> None:
    plan = plan_of(
        _zip({"ordner/rundgang.gpx": GPX.encode(), "__MACOSX/._x": b"x", "orte.csv": b"Name;Ort\na;b\n"}), "a.zip"
    )
    assert [facts.name for facts in plan.files] == ["ordner/rundgang.gpx", "orte.csv"]
    assert len(plan.stations) == 3


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ({"bombe.csv": b"0" * 70_000_000}, "refused.zip_bomb"),
        ({"../../etc/passwd": b"x"}, "refused.zip_path"),
        ({"/absolut.gpx": b"x"}, "refused.zip_path"),
        ({f"{i}.csv": b"a" for i in range(1_001)}, "refused.zip_too_many"),
        ({"ordner/": b""}, "refused.zip_empty"),
        ({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}, "refused.spreadsheet"),
        ({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}, "refused.office"),
        ({"manifest.json": b"{}", "blobs/sha256/00/00": b"x"}, "refused.bundle"),
    ],
)
def test_a_dangerous_zip_is_refused_whole(plan_of: PlanOf, entries: dict[str, bytes], code: str) -> None:
    plan = plan_of(_zip(entries), "a.zip")
    assert plan.empty
    assert codes(plan) == {code: 1}


def test_a_zip_cut_off_is_refused(plan_of: PlanOf) -> None:
    assert codes(plan_of(_zip({"a.csv": b"Name\na\n" * 500})[:-40], "a.zip")) == {"refused.zip_broken": 1}


def test_entries_that_lie_over_one_another_are_refused(plan_of: PlanOf) -> None:
    data = bytearray(_zip({"a.csv": b"Name\na\n", "b.csv": b"Name\nb\n"}, zipfile.ZIP_STORED))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 42 : directory + 46] = (5).to_bytes(4, "little")
    assert codes(plan_of(bytes(data), "a.zip")) in ({"refused.zip_bomb": 1}, {"refused.zip_broken": 1})


def test_a_track_is_cut_where_the_stops_are() -> None:
    line = [(11.0 + i / 1000, 50.0) for i in range(101)]
    stops = [(11.0, 50.0001), (11.0305, 50.0), (11.1, 50.0)]
    first, second = ways_between([line], stops)
    assert first is not None
    assert second is not None
    assert (first[0], first[-1]) == ((11.0, 50.0), (11.0305, 50.0))
    assert length_m(first) + length_m(second) == pytest.approx(length_m(line), rel=1e-6)


def test_a_round_walk_keeps_its_first_stop_at_the_beginning() -> None:
    there = [(11.0 + i / 1000, 50.0) for i in range(11)]
    stops = [(11.0, 50.0), (11.01, 50.0), (11.0, 50.0)]
    ways = ways_between([[*there, *reversed(there)]], stops)
    assert [round(length_m(way or ()) / distance_m(there[0], there[-1]), 3) for way in ways] == [1.0, 1.0]


def test_a_stop_beside_the_line_and_a_gap_in_it_leave_the_way_open() -> None:
    line = [(11.0, 50.0), (11.01, 50.0)]
    other = [(11.02, 50.0), (11.03, 50.0)]
    assert ways_between([line], [(11.0, 50.0), (11.005, 50.01), None]) == [None, None]
    assert ways_between([line, other], [(11.0, 50.0), (11.03, 50.0)]) == [None]
    assert ways_between([], [(11.0, 50.0), (11.03, 50.0)]) == [None]
