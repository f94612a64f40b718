"""Native apps get a tour's image targets as ARCore and ARKit read them."""

import json
import zipfile
from pathlib import Path
from typing import Any

from exports.resolve import resolve
from exports.targets import Order, targets
from tests.builders import a_medium_json, a_station_json, a_tour_json
from tests.exports.conftest import Shelf
from tour_schema.tour import Tour

Json = dict[str, Any]
GROUP = "arkit/targets.arresourcegroup"


def written(shelf: Shelf, path: Path, *stations: Json) -> zipfile.ZipFile:
    tour = shelf.find(shelf.put(a_tour_json([shelf.put(each) for each in stations]))["id"])
    assert isinstance(tour, Tour)
    targets()["reference_images"].write(Order(resolve(tour, shelf), shelf.folder), path)
    return zipfile.ZipFile(path)


def hung(title: str, *anchors: Json) -> Json:
    scene = {"id": "s1", "anchors": [{"id": f"a{n}", **each} for n, each in enumerate(anchors)], "contents": []}
    return a_station_json(title, scenes=[scene])


def an_anchor(medium: Json, **facts: Any) -> Json:
    return {"kind": "image", "target": medium["id"], **facts}


def test_a_target_is_listed_with_an_ascii_name_and_its_width_in_metres(shelf: Shelf, tmp_path: Path) -> None:
    poster = shelf.picture("poster", type="target")
    archive = written(shelf, tmp_path / "a.zip", hung("Krämerbrücke & Straße", an_anchor(poster, width_m=0.42)))
    assert archive.read("arcore/images.txt") == b"001-kraemerbruecke-strasse|001-kraemerbruecke-strasse.jpg|0.42\n"
    name = "001-kraemerbruecke-strasse"
    assert archive.read(f"arcore/{name}.jpg") == b"poster in 2160" * 50
    assert json.loads(archive.read(f"{GROUP}/Contents.json"))["resources"] == [{"filename": f"{name}.arreferenceimage"}]
    image = json.loads(archive.read(f"{GROUP}/{name}.arreferenceimage/Contents.json"))
    assert image["images"] == [{"filename": f"{name}.jpg", "idiom": "universal"}]
    assert image["properties"] == {"width": 0.42}
    assert archive.read(f"{GROUP}/{name}.arreferenceimage/{name}.jpg") == b"poster in 2160" * 50
    assert all(each.isascii() for each in archive.namelist())


def test_a_target_that_hangs_twice_is_listed_once_and_one_without_a_width_without(shelf: Shelf, tmp_path: Path) -> None:
    poster, sign = (shelf.picture(name, type="target") for name in ("poster", "sign"))
    first = hung("東京", an_anchor(poster), an_anchor(sign, width_m=1))
    archive = written(shelf, tmp_path / "a.zip", first, hung("Rathaus", an_anchor(poster, width_m=2)))
    assert archive.read("arcore/images.txt") == b"001-target|001-target.jpg\n002-target|002-target.jpg|1\n"
    image = json.loads(archive.read(f"{GROUP}/001-target.arreferenceimage/Contents.json"))
    assert "properties" not in image


def test_a_target_that_was_not_prepared_is_left_out_and_the_sheet_says_so(shelf: Shelf, tmp_path: Path) -> None:
    raw = shelf.put(a_medium_json(type="target", variants=[shelf.variant("mind", b"x", "application/octet-stream")]))
    archive = written(shelf, tmp_path / "a.zip", hung("Dom", an_anchor(raw, width_m=0.3), {"kind": "image"}))
    assert archive.read("arcore/images.txt") == b""
    assert "001-dom" in archive.read("README.txt").decode()


def test_more_targets_than_apple_advises_are_told(shelf: Shelf, tmp_path: Path) -> None:
    many = [an_anchor(shelf.picture(f"poster {number}", type="target")) for number in range(101)]
    archive = written(shelf, tmp_path / "a.zip", hung("Dom", *many))
    assert archive.read("arcore/images.txt").count(b"\n") == 101
    assert "divide the group" in archive.read("README.txt").decode()
