"""A leaflet leads through the tour on paper: its code, its way and every station."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from exports.printing.choices import Printing
from exports.resolve import resolve
from exports.targets import CannotWriteError, Order, targets
from tests.builders import a_document, a_medium_json, a_station_json, a_tour_json, words
from tests.exports.conftest import Json, Shelf
from tests.printed import boxes_mm, codes, drawn, grey, operators
from tests.printed import words as words_of
from tour_schema.tour import Tour

ADDRESS = "https://touren.example.org/t/zeitreise/"


def leaflet(tour: Tour, shelf: Shelf, path: Path, *, language: str | None = None, **facts: Any) -> Path:
    order = Order(resolve(tour, shelf), shelf.folder, language=language, address=ADDRESS, printing=Printing(**facts))
    targets()["leaflet"].write(order, path)
    return path


def a_tour_of(shelf: Shelf, stations: list[Json], **facts: Any) -> Tour:
    tour = a_document(shelf.put(a_tour_json([shelf.put(station) for station in stations], **facts)))
    assert isinstance(tour, Tour)
    return tour


def many(count: int) -> list[Json]:
    return [
        a_station_json(
            f"Station Nummer {at}",
            position=[11.03 + at * 0.0004, 50.97 + at % 5 * 0.001],
            summary=words("Ein Haus mit einer langen Geschichte. " * 4, "A house with a long story. " * 4),
        )
        for at in range(1, count + 1)
    ]


def test_its_code_opens_the_tour_and_its_list_names_every_station(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    path = leaflet(tour, shelf, tmp_path / "leaflet.pdf")
    outside, inside = drawn(path)
    assert codes(outside) == [ADDRESS]
    assert codes(inside) == []
    assert boxes_mm(path, "mediabox") == [(0.0, 0.0, 297.0, 210.0)] * 2
    outer, inner = words_of(path)
    assert "Zeitreise ins Mittelalter" in outer
    assert "2 Stationen · 0,3 km" in outer
    assert "Krämerbrücke" in inner
    assert "Rathaus" in inner
    assert "200 m" in inner or "100 m" in inner or "50 m" in inner


def test_another_language_is_another_leaflet(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    outer, inner = words_of(leaflet(tour, shelf, tmp_path / "leaflet.pdf", language="en"))
    assert "Journey into the Middle Ages" in outer
    assert "2 stations · 0.3 km" in outer
    assert "Krämerbrücke (en)" in inner


def test_words_and_lines_are_of_four_inks_with_their_fonts(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    path = leaflet(tour, shelf, tmp_path / "leaflet.pdf", crop_marks=True)
    found = operators(path)
    assert not found.names & {"rg", "RG", "g", "G", "Do"}
    assert found.fonts_inside
    assert boxes_mm(path, "trimbox") == [(12.0, 12.0, 309.0, 222.0)] * 2


def test_folds_are_marked_where_the_folded_panel_is_narrower(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    outside, inside = drawn(leaflet(tour, shelf, tmp_path / "leaflet.pdf", crop_marks=True), dpi=254)

    def marks(picture: Image.Image) -> list[int]:
        """Where something is drawn outside of the bleed, in whole millimetres from the cut."""
        columns = range(140, picture.width - 140)
        rows = range(picture.height - 65, picture.height - 25, 3)
        drawn_at = [x for x in columns if min(grey(picture, x, y) for y in rows) < 215]
        return sorted({round((x - 120) / 10) for x in drawn_at})

    assert marks(outside) == [97, 197]
    assert marks(inside) == [100, 200]


def test_a_cover_is_shown_on_the_front(shelf: Shelf, tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("RGB", (900, 600), (200, 30, 30)).save(out, "JPEG", quality=90)
    cover = shelf.put(a_medium_json(variants=[shelf.variant("1080", out.getvalue())]))
    tour = a_tour_of(shelf, many(2), cover=cover["id"], credit="Stadt Beispielhausen")
    path = leaflet(tour, shelf, tmp_path / "leaflet.pdf")
    front = drawn(path, dpi=72)[0]
    assert 60 < grey(front, 700, 100) < 110
    assert "Stadt Beispielhausen" in words_of(path)[0]


@pytest.mark.parametrize("count", [1, 12, 40, 100])
def test_many_stations_are_all_listed_in_smaller_print(count: int, shelf: Shelf, tmp_path: Path) -> None:
    path = leaflet(a_tour_of(shelf, many(count)), shelf, tmp_path / "leaflet.pdf")
    _, inner = words_of(path)
    assert all(f"Station Nummer {at}" in inner for at in range(1, count + 1))
    assert len(drawn(path, dpi=20)) == 2


def test_more_stations_than_fit_are_refused(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="too_many") as fault:
        leaflet(a_tour_of(shelf, many(260)), shelf, tmp_path / "leaflet.pdf")
    assert fault.value.values == {"count": 260}
    assert not (tmp_path / "leaflet.pdf").exists()


def test_meeting_point_and_parts_stand_on_the_flap(shelf: Shelf, tmp_path: Path) -> None:
    meeting = {
        "note": words("Unter der Linde am Markt", "Under the lime tree"),
        "transit": words("Tram 3 bis Markt", "Tram 3"),
    }
    outer, _ = words_of(leaflet(a_tour_of(shelf, many(2), meeting_point=meeting), shelf, tmp_path / "leaflet.pdf"))
    assert "Unter der Linde am Markt" in outer
    assert "Tram 3 bis Markt" in outer


def test_stations_at_one_spot_are_told_apart_on_the_map(shelf: Shelf, tmp_path: Path) -> None:
    stations = [a_station_json(f"Raum {at}", position=[11.03, 50.97]) for at in range(1, 9)]
    _, inner = words_of(leaflet(a_tour_of(shelf, stations), shelf, tmp_path / "leaflet.pdf"))
    assert inner.startswith("1 2 3 4 5 6 7 8")


def test_a_tour_without_places_has_a_list_and_an_empty_map(
    shelf: Shelf, tour_without_places: Tour, tmp_path: Path
) -> None:
    _, inner = words_of(leaflet(tour_without_places, shelf, tmp_path / "leaflet.pdf"))
    assert "Irgendwo" in inner


def test_letters_that_the_face_lacks_are_named_and_an_address_is_needed(shelf: Shelf, tmp_path: Path) -> None:
    tour = a_tour_of(shelf, [a_station_json("東京")])
    with pytest.raises(CannotWriteError, match="letters"):
        leaflet(tour, shelf, tmp_path / "leaflet.pdf")
    with pytest.raises(CannotWriteError, match="no_address"):
        targets()["leaflet"].write(Order(resolve(tour, shelf), shelf.folder), tmp_path / "leaflet.pdf")
