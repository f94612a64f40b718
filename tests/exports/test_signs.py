"""Signs are read by a camera, cut by a print shop and understood by somebody without either."""

from pathlib import Path
from typing import Any

import pytest

from exports.printing.choices import PAPERS_MM, Paper, Printing
from exports.resolve import Choice, resolve
from exports.targets import CannotWriteError, Order, targets
from tests.builders import a_document, a_station_json, a_stop, a_tour_json, words
from tests.exports.conftest import Shelf
from tests.printed import boxes_mm, codes, dark, drawn, grey, operators
from tests.printed import words as words_of
from tour_schema.tour import Tour

ADDRESS = "https://touren.stadt-beispielhausen.example/t/zeitreise-ins-mittelalter/"


def signs(tour: Tour, shelf: Shelf, path: Path, *, choice: Choice | None = None, **facts: Any) -> Path:
    printing = Printing(**facts)
    order = Order(resolve(tour, shelf, choice), shelf.folder, address=ADDRESS, printing=printing)
    targets()["signs"].write(order, path)
    return path


@pytest.mark.parametrize("paper", ["A6", "A5", "A4", "A3"])
def test_every_sign_is_read_back_at_every_size(paper: Paper, shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    path = signs(tour, shelf, tmp_path / "signs.pdf", paper=paper)
    first, *stations = [codes(picture) for picture in drawn(path)]
    assert first == [ADDRESS]
    assert stations == [[f"{ADDRESS}?station={stop.station}"] for stop in tour.stops()]
    assert set(boxes_mm(path, "mediabox")) == {(0.0, 0.0, *PAPERS_MM[paper])}


def test_a_print_shop_gets_bleed_and_marks_outside_of_what_it_cuts(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    path = signs(tour, shelf, tmp_path / "signs.pdf", paper="A5", crop_marks=True)
    assert set(boxes_mm(path, "trimbox")) == {(12.0, 12.0, 160.0, 222.0)}
    assert set(boxes_mm(path, "bleedbox")) == {(9.0, 9.0, 163.0, 225.0)}
    assert set(boxes_mm(path, "mediabox")) == {(0.0, 0.0, 172.0, 234.0)}
    picture = drawn(path, dpi=254)[1]
    height = picture.height
    # Ten pixels are a millimetre: the mark of the lower left corner is from 2 to 7 mm, with nothing up to the bleed.
    assert max(grey(picture, x, height - 120) for x in range(25, 65)) < 200
    assert min(grey(picture, x, height - 120) for x in range(75, 118)) > 250
    # The band runs over the edge into the bleed, and no further.
    assert grey(picture, 95, 150) < 128
    assert grey(picture, 85, 150) > 250


def test_nothing_but_four_inks_is_used_and_every_font_is_in_the_file(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    found = operators(signs(tour, shelf, tmp_path / "signs.pdf", crop_marks=True))
    assert not found.names & {"rg", "RG", "g", "G", "cs", "CS", "Do", "BI"}
    assert found.fonts_inside


def test_a_sign_says_number_title_and_what_to_do_in_two_languages(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    _, bridge, _ = words_of(signs(tour, shelf, tmp_path / "signs.pdf"))
    for said in (
        "Krämerbrücke",
        "Krämerbrücke (en)",
        "Zeitreise ins Mittelalter",
        "Scannen – und die Geschichte beginnt.",
        "Scan – and the story begins.",
        "touren.stadt-beispielhausen.example/t/zeitreise-ins-mittelalter",
    ):
        assert said in bridge
    _, bridge, _ = words_of(signs(tour, shelf, tmp_path / "signs.pdf", choice=Choice(("en",))))
    assert "Scan – and the story begins." in bridge
    assert "Scannen" not in bridge


def test_the_number_that_can_be_typed_is_the_one_that_is_shown(shelf: Shelf, tmp_path: Path) -> None:
    station = shelf.put(a_station_json("Alte Synagoge", triggers=[{"kind": "code", "number": "4711"}]))
    tour = a_document(shelf.put(a_tour_json([station])))
    assert isinstance(tour, Tour)
    _, sign = words_of(signs(tour, shelf, tmp_path / "signs.pdf"))
    assert sign.count("4711") == 3
    assert "Ohne Kamera: die Adresse öffnen und 4711 eingeben." in sign


@pytest.mark.parametrize(
    "long",
    [
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3,
        "Das alte Rathaus am großen Marktplatz unserer kleinen Stadt am Fluss",
    ],
)
def test_the_longest_titles_stay_on_the_sign_and_off_the_code(long: str, shelf: Shelf, tmp_path: Path) -> None:
    station = shelf.put(a_station_json(long))
    tour = a_document(shelf.put(a_tour_json([station], title=words(long, long))))
    assert isinstance(tour, Tour)
    for picture in drawn(signs(tour, shelf, tmp_path / "signs.pdf", paper="A6"), dpi=254):
        assert len(codes(picture)) == 1
        left, _, right, bottom = dark(picture, (0, 260, picture.width, picture.height), below=200)
        assert left > 40
        assert right < picture.width - 40
        assert bottom < picture.height - 260 - 40


def test_a_station_of_two_stops_has_one_sign(shelf: Shelf, tmp_path: Path) -> None:
    station = shelf.put(a_station_json("Markt"))
    modules = [{"id": "m1", "stops": [a_stop(1, station["id"]), a_stop(2, station["id"])]}]
    tour = a_document(shelf.put(a_tour_json(modules=modules)))
    assert isinstance(tour, Tour)
    assert len(drawn(signs(tour, shelf, tmp_path / "signs.pdf"), dpi=20)) == 2


def test_letters_that_the_face_lacks_are_named_and_nothing_is_left(shelf: Shelf, tmp_path: Path) -> None:
    station = shelf.put(a_station_json("東京タワー"))
    tour = a_document(shelf.put(a_tour_json([station])))
    assert isinstance(tour, Tour)
    with pytest.raises(CannotWriteError) as fault:
        signs(tour, shelf, tmp_path / "signs.pdf")
    assert fault.value.reason == "letters"
    assert fault.value.values["letters"] == "東 京 タ ワ ー"
    assert not (tmp_path / "signs.pdf").exists()


def test_a_tour_without_an_address_has_no_signs(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="no_address"):
        targets()["signs"].write(Order(resolve(tour, shelf), shelf.folder), tmp_path / "signs.pdf")
