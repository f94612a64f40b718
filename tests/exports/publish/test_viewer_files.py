"""The viewer lies beside what is published, names the root of its publisher, and is written once."""

import hashlib
import json
from pathlib import Path

import pytest

from exports.publish.viewer_files import Viewer
from tests.builders import words
from tests.exports.publish.conftest import Office
from tour_schema.tour import Tour


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What the build hook leaves behind, in small."""
    folder = tmp_path / "built"
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "viewer-a1.js").write_text("1")
    (folder / "assets" / "onward-b2.js").write_text("2")
    (folder / "service-worker.js").write_text("3")
    (folder / "embed.js").write_text("4")
    (folder / ".vite").mkdir()
    entries = {name: {"file": f"assets/{file}", "name": name, "isEntry": True} for name, file in _ENTRIES.items()}
    (folder / ".vite" / "manifest.json").write_text(json.dumps(entries))
    (folder / "index.html").write_text('<meta name="wayfable-root" content="" /><script src="./assets/viewer-a1.js">')
    return folder


_PAGES = ("oembed.json", "index.html", "de/oembed.json", "de/index.html", "en/oembed.json", "en/index.html")
_ENTRIES = {"viewer": "viewer-a1.js", "onward": "onward-b2.js"}


def test_the_viewer_names_the_root_of_its_publisher_and_comes_after_its_files(
    office: Office, tour: Tour, built: Path
) -> None:
    planned = office.publish(tour)
    office.writes()
    Viewer(built).publish(planned, office.place, office.keys)
    assert office.writes() == [
        "viewer/assets/onward-b2.js",
        "viewer/assets/viewer-a1.js",
        "viewer/service-worker.js",
        "viewer/index.html",
        "embed.js",
        *(f"t/zeitreise-ins-mittelalter/{each}" for each in _PAGES),
        "sitemap.xml",
    ]
    root = hashlib.sha256((office.folder / "metadata" / "1.root.json").read_bytes()).hexdigest()
    assert f'content="1 {root}"' in (office.folder / "viewer" / "index.html").read_text()


def test_the_same_viewer_again_writes_nothing(office: Office, tour: Tour, built: Path) -> None:
    Viewer(built).publish(office.publish(tour), office.place, office.keys)
    office.writes()
    Viewer(built).publish(office.publish(tour), office.place, office.keys)
    assert office.writes() == []


def test_a_new_key_leaves_the_viewer_as_it_is(office: Office, tour: Tour, built: Path) -> None:
    Viewer(built).publish(office.publish(tour), office.place, office.keys)
    office.keys.rotate("timestamp", office.now)
    planned = office.publish(tour)
    office.writes()
    Viewer(built).publish(planned, office.place, office.keys)
    assert office.writes() == []


def test_a_newer_viewer_comes_without_taking_the_older_one_away(office: Office, tour: Tour, built: Path) -> None:
    Viewer(built).publish(office.publish(tour), office.place, office.keys)
    (built / "assets" / "viewer-a1.js").rename(built / "assets" / "viewer-c3.js")
    (built / "index.html").write_text('<meta name="wayfable-root" content="" /><script src="./assets/viewer-c3.js">')
    office.writes()
    Viewer(built).publish(office.publish(tour), office.place, office.keys)
    assert office.writes() == ["viewer/assets/viewer-c3.js", "viewer/service-worker.js", "viewer/index.html"]
    assert (office.folder / "viewer" / "assets" / "viewer-a1.js").exists()


def test_a_newer_script_for_pages_of_others_takes_the_place_of_the_older(
    office: Office, tour: Tour, built: Path
) -> None:
    Viewer(built).publish(office.publish(tour), office.place, office.keys)
    (built / "embed.js").write_text("5")
    office.writes()
    Viewer(built).publish(office.publish(tour), office.place, office.keys)
    assert office.writes() == ["embed.js"]
    assert (office.folder / "embed.js").read_text() == "5"


def test_a_printed_code_leads_to_a_page_that_says_its_title_and_runs_none_of_it(
    office: Office, tour: Tour, built: Path
) -> None:
    hostile = tour.model_copy(update={"title": words('"><script>alert(1)</script>', "x"), "teaser": words("{0}", "x")})
    Viewer(built).publish(office.publish(hostile), office.place, office.keys)
    page = (office.folder / "t" / "zeitreise-ins-mittelalter" / "index.html").read_text()
    # One of them holds data, and no tag of it can end before its time.
    assert page.count("<script") == page.count("</script") == 2
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert f'href="../../viewer/index.html?tour={tour.id}"' in page
    assert 'src="../../viewer/assets/onward-b2.js"' in page


def test_without_a_front_end_nothing_is_written(office: Office, tour: Tour, tmp_path: Path) -> None:
    planned = office.publish(tour)
    office.writes()
    nowhere = Viewer(tmp_path / "nowhere")
    nowhere.publish(planned, office.place, office.keys)
    assert not nowhere.built
    assert office.writes() == []
