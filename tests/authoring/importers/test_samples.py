"""Files that nobody of this project wrote: each ends in a plan or in a reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from authoring.importers.plan import Plan
from authoring.importers.read import read_here
from authoring.importers.source import Source
from tests.authoring.importers.conftest import codes

FOLDERS = ("gpx", "csv", "geojson_real", "geojson_problem", "geojson_antimeridian", "umap", "kml", "kmz", "osm")
PICTURES = ("image_exif", "image_corrupt", "image_odd")


def _plan(paths: list[Path], folder: Path) -> Plan:
    return read_here([Source(path.name, path) for path in paths], folder).plan


@pytest.mark.parametrize("folder", [*FOLDERS, *PICTURES])
def test_every_sample_ends_in_a_plan_or_a_reason(samples: Path, tmp_path: Path, folder: str) -> None:
    for number, path in enumerate(_files(samples / folder)):
        into = tmp_path / str(number)
        into.mkdir()
        plan = _plan([path], into)
        assert plan.files, path
        assert not plan.empty or plan.remarks or plan.columns or path.name in _EMPTY, path
        assert Plan.model_validate_json(plan.model_dump_json()) == plan


#: They hold nothing, and there is nothing to say about it.
_EMPTY = {"100_nested_folders.kml", "old_schema_example.kml", "remote_data.umap"}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file())


def test_a_stage_of_the_adlerweg_is_one_line_with_its_heights_left(samples: Path, tmp_path: Path) -> None:
    plan = _plan([samples / "gpx" / "AdlerwegEtappe01.gpx"], tmp_path)
    assert plan.title == "Adlerweg Etappe 01"
    assert plan.stations == ()
    (line,) = plan.lines
    assert (line.points_read, len(line.coordinates), line.tolerance_m) == (617, 617, 0)
    assert codes(plan) == {"heights": 1}


def test_the_walks_of_vienna_are_126_stations_with_stories(samples: Path, tmp_path: Path) -> None:
    plan = _plan([samples / "geojson_real" / "stadtspaziergang_punkte.geojson"], tmp_path)
    assert len(plan.taken) == 126
    assert all(draft.position for draft in plan.stations)
    first = plan.stations[0]
    assert (first.title, first.street) == ("Stadtpark", "1., Parkring")
    assert first.position == (16.380209432776045, 48.20445431188188)
    assert first.story is not None
    assert first.story.startswith("Der Stadtpark entstand nach Schleifung")
    assert first.links == ("http://www.wien.gv.at/umwelt/parks/anlagen/stadtpark.html",)
    assert first.source_id == "SPAZIERPUNKTOGD.8074"


def test_the_postal_codes_of_berlin_are_areas_with_a_point_inside(samples: Path, tmp_path: Path) -> None:
    plan = _plan([samples / "csv" / "geodata_berlin_plz.csv"], tmp_path)
    assert len(plan.stations) == 190
    assert all(draft.area and draft.position for draft in plan.stations)


def test_the_photographs_of_arezzo_stand_where_and_in_the_order_they_were_taken(samples: Path, tmp_path: Path) -> None:
    plan = _plan(sorted((samples / "image_exif").glob("DSCN*.jpg"), reverse=True), tmp_path)
    assert len(plan.stations) >= 6
    assert all(draft.position for draft in plan.stations)
    assert [draft.taken_at for draft in plan.stations] == sorted(draft.taken_at or "" for draft in plan.stations)
    lon, lat = plan.stations[0].position or (0, 0)
    assert (round(lon, 2), round(lat, 2)) == (11.89, 43.47)


def test_a_photograph_of_a_telephone_in_heic_has_its_place(samples: Path, tmp_path: Path) -> None:
    plan = _plan([samples / "image_exif" / "IMG_5195.HEIC"], tmp_path)
    assert plan.stations[0].position is not None


def test_the_billion_laughs_are_not_heard(samples: Path, tmp_path: Path) -> None:
    assert codes(_plan([samples / "kml" / "billion.kml"], tmp_path)) == {"refused.xml_doctype": 1}
