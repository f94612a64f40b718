"""`wayfable walk`: a stored tour is played at the desk, in words or for programs, and every no is a sentence."""

import json
from pathlib import Path

import pytest

from authoring.actions.create_document import create_document
from authoring.actions.create_organisation import create_organisation
from authoring.db import Database
from authoring.permissions import Actor
from tests.authoring.commands.conftest import Typed
from tests.builders import a_station_json, a_tour_json
from tour_schema.desk_walk import Walk

PLACES = [[11.0308, 50.9788], [11.0290, 50.9760]]
SLUG = "zeitreise-ins-mittelalter"


@pytest.fixture
def tour(installation: Database) -> str:
    """A tour of two stations, of which the second has its geofence elsewhere."""
    actor = Actor.command_line()
    office = create_organisation(installation, actor, name="Erfurt")
    stations = [
        a_station_json("Brücke", position=PLACES[0]),
        a_station_json("Synagoge", position=PLACES[1]),
    ]
    stations[1]["triggers"][0]["area"]["centre"] = [11.0290, 50.9740]
    for document in (*stations, a_tour_json(stations)):
        create_document(installation, actor, office, json.dumps(document).encode())
    return SLUG


def test_a_person_reads_which_station_fires_and_how_long_it_takes(typed: Typed, tour: str) -> None:
    code, out, _ = typed("walk", tour, "--noise", "0", "--lang", "de")
    assert code == 1
    assert "0:00:00  1. Brücke: löst aus" in out
    assert "0:11:00  2. Synagoge: löst nicht aus" in out
    assert "300 m weiter in 4 min" in out
    assert "Zusammen 0:18:00 und 0,3 km." in out
    assert "Warnung: „Synagoge“ löst nicht aus." in out


def test_a_program_reads_the_walk_and_the_same_seed_gives_the_same(typed: Typed, tour: str) -> None:
    first, again = (typed("walk", tour, "--seed", "7", "--format", "json")[1] for _ in range(2))
    assert first == again
    assert [issue.code for issue in Walk.model_validate_json(first).report.issues] == ["walk.missed"]


def test_a_recorded_track_is_walked_instead_of_the_route(typed: Typed, tour: str, tmp_path: Path) -> None:
    file = tmp_path / "walk.gpx"
    points = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lon, lat in [*PLACES, [11.0290, 50.9740]])
    file.write_text(f'<gpx version="1.1" creator="t"><trk><trkseg>{points}</trkseg></trk></gpx>')
    code, out, _ = typed("walk", tour, "--noise", "0", "--speed", "4.5", "--track", str(file), "--lang", "en")
    assert code == 1
    assert "2. Synagoge (en): fires too late, after 0:21" in out


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (["--language", "fr"], 1, "The tour does not exist in fr."),
        (["--language", "Deutsch"], 1, "The tour does not exist in Deutsch."),
        (["--modules", "m9"], 1, "The tour has no module “m9”."),
        (["--modules", "Ä"], 1, "The tour has no module “Ä”."),
        (["--noise", "-1"], 2, "-1"),
        (["--noise", "nan"], 1, "have to be numbers"),
        (["--speed", "0"], 2, "0"),
        (["--track", "nothing-there.gpx"], 2, "nothing-there.gpx"),
    ],
)
def test_what_cannot_be_walked_is_a_sentence(
    typed: Typed, tour: str, options: list[str], code: int, sentence: str
) -> None:
    ended, _, err = typed("walk", tour, *options, "--lang", "en")
    assert ended == code
    assert sentence in err
    assert "Traceback" not in err


def test_a_file_that_is_no_track_is_refused_with_what_it_is(typed: Typed, tour: str, tmp_path: Path) -> None:
    for content in ("no xml", '<gpx version="1.1" creator="t"/>', ""):
        (tmp_path / "bad.gpx").write_text(content)
        code, _, err = typed("walk", tour, "--track", str(tmp_path / "bad.gpx"), "--lang", "en")
        assert code == 1
        assert err.strip()
        assert "Traceback" not in err


def test_a_tour_that_is_not_there_is_told_so(typed: Typed, installation: Database) -> None:
    code, _, err = typed("walk", "nowhere", "--lang", "de")
    assert code == 1
    assert "nowhere" in err
