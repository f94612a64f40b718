"""An image target comes out of the printer as large as the tour says, and the ruler beside it proves it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from exports.printing.choices import Printing
from exports.resolve import resolve
from exports.targets import CannotWriteError, Order, targets
from tests.builders import a_document, a_medium_json, a_station_json, a_tour_json
from tests.exports.conftest import Shelf
from tests.printed import boxes_mm, codes, dark, drawn, operators, pictures_mm, words
from tour_schema.tour import Tour


def black(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), (0, 0, 0)).save(out, "JPEG", quality=90)
    return out.getvalue()


def a_scene(*anchors: dict[str, Any]) -> dict[str, Any]:
    plain = {"id": "a9", "kind": "plain"}
    return {"id": "s1", "anchors": [{"id": f"a{at}", **each} for at, each in enumerate(anchors, 1)] + [plain]}


def a_tour_with(shelf: Shelf, *anchors: dict[str, Any]) -> Tour:
    station = shelf.put(a_station_json("Rathaus", scenes=[a_scene(*anchors)]))
    tour = a_document(shelf.put(a_tour_json([station])))
    assert isinstance(tour, Tour)
    return tour


def a_target(shelf: Shelf, size: tuple[int, int] = (600, 400), **facts: Any) -> dict[str, Any]:
    medium = shelf.put(a_medium_json(variants=[shelf.variant("1080", black(*size))]))
    return {"kind": "image", "target": medium["id"], **facts}


def sheets(tour: Tour, shelf: Shelf, path: Path, **facts: Any) -> Path:
    order = Order(resolve(tour, shelf), shelf.folder, printing=Printing(**facts))
    targets()["image_targets"].write(order, path)
    return path


@pytest.mark.parametrize(("width_m", "sheet"), [(0.06, (105, 148)), (0.17, (210, 297)), (0.9, (1189, 841))])
def test_a_target_measures_what_the_tour_says(
    width_m: float, sheet: tuple[float, float], shelf: Shelf, tmp_path: Path
) -> None:
    tour = a_tour_with(shelf, a_target(shelf, width_m=width_m))
    path = sheets(tour, shelf, tmp_path / "targets.pdf")
    assert boxes_mm(path, "mediabox") == [(0.0, 0.0, *(float(each) for each in sheet))]
    ((width, height),) = pictures_mm(path)
    assert width == pytest.approx(width_m * 1000, abs=0.01)
    assert height == pytest.approx(width_m * 1000 * 400 / 600, abs=0.01)


def test_the_ruler_measures_what_it_says_as_drawn(shelf: Shelf, tmp_path: Path) -> None:
    tour = a_tour_with(shelf, a_target(shelf, width_m=0.15))
    path = sheets(tour, shelf, tmp_path / "targets.pdf")
    page = drawn(path, dpi=254)[0]
    # Ten pixels are a millimetre. The ruler's own line is 6 mm above the edge of the sheet.
    left, _, right, _ = dark(page, (0, page.height - 62, page.width, page.height - 58))
    assert abs((right - left) - 1000) <= 2
    assert "Diese Linie ist 100 mm lang." in words(path)[0]
    assert "150 × 100 mm" in words(path)[0]
    assert "102 dpi" in words(path)[0]


def test_the_same_targets_are_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    tour = a_tour_with(shelf, a_target(shelf, width_m=0.15))
    one, other = (sheets(tour, shelf, tmp_path / name) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_a_printed_marker_has_its_edge_and_is_read(shelf: Shelf, tmp_path: Path) -> None:
    tour = a_tour_with(shelf, {"kind": "code", "content": "WF-RATHAUS-1", "size_m": 0.08})
    path = sheets(tour, shelf, tmp_path / "targets.pdf")
    page = drawn(path, dpi=254)[0]
    assert codes(page) == ["WF-RATHAUS-1"]
    left, top, right, bottom = dark(page, (0, 0, page.width, page.height - 360))
    assert abs((right - left) - 800) <= 2
    assert abs((bottom - top) - 800) <= 2
    assert not operators(path).names & {"rg", "RG", "g", "G", "Do"}


def test_crop_marks_stand_at_the_corners_of_the_picture(shelf: Shelf, tmp_path: Path) -> None:
    tour = a_tour_with(shelf, a_target(shelf, width_m=0.15))
    plain = drawn(sheets(tour, shelf, tmp_path / "plain.pdf"), dpi=127)[0]
    marked = drawn(sheets(tour, shelf, tmp_path / "marked.pdf", crop_marks=True), dpi=127)[0]
    upper = (0, 0, plain.width, plain.height - 180)
    box = dark(plain, upper)
    around = dark(marked, upper, below=250)
    # Five pixels are a millimetre: marks from 5 to 10 mm outside of what is cut.
    assert [abs(one - other) for one, other in zip(box, around, strict=True)] == pytest.approx([50] * 4, abs=2)


def test_what_cannot_be_printed_yet_is_listed(shelf: Shelf, tmp_path: Path) -> None:
    unprepared = shelf.put(a_medium_json(variants=[]))
    tour = a_tour_with(
        shelf,
        a_target(shelf, width_m=0.15),
        a_target(shelf),
        {"kind": "image", "target": unprepared["id"], "width_m": 0.2},
        {"kind": "code", "content": "ohne Größe"},
    )
    path = sheets(tour, shelf, tmp_path / "targets.pdf")
    _, missing = words(path)
    assert missing.startswith("Noch nicht druckbar: Es fehlt die Breite oder ein fertiges Bild.")
    assert missing.count("Rathaus") == 3


def test_a_target_beyond_the_largest_page_is_refused_by_name(shelf: Shelf, tmp_path: Path) -> None:
    tour = a_tour_with(shelf, a_target(shelf, width_m=5.2))
    with pytest.raises(CannotWriteError, match="too_large") as fault:
        sheets(tour, shelf, tmp_path / "targets.pdf")
    assert fault.value.values == {"title": "Rathaus"}
    wide = a_tour_with(shelf, a_target(shelf, width_m=3.0))
    ((_, _, width, _),) = boxes_mm(sheets(wide, shelf, tmp_path / "wide.pdf"), "mediabox")
    assert width == pytest.approx(3024)


def test_a_tour_without_targets_says_so(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="no_markers"):
        sheets(tour, shelf, tmp_path / "targets.pdf")


def test_letters_that_the_face_lacks_are_named(shelf: Shelf, tmp_path: Path) -> None:
    station = shelf.put(a_station_json("駅", scenes=[a_scene(a_target(shelf, width_m=0.1))]))
    tour = a_document(shelf.put(a_tour_json([station])))
    assert isinstance(tour, Tour)
    with pytest.raises(CannotWriteError, match="letters"):
        sheets(tour, shelf, tmp_path / "targets.pdf")
