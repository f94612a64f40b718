"""The map of its own: vector tiles that say where they are, a style of the tokens' colours, files that are none."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.settings import Settings
from authoring.web import create_app, graticule, map_style, pmtiles_file
from authoring.web.api_map import map_choice
from authoring.web.pmtiles_file import NoPMTilesError, PMTilesFile
from authoring.web.vector_tiles import EXTENT, Feature, Tile, encode
from tests.authoring.web.conftest import Browser, Town


def varint(data: bytes, place: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[place]
        number |= (byte & 0x7F) << shift
        place += 1
        shift += 7
        if byte < 0x80:
            return number, place


def fields(data: bytes) -> list[tuple[int, int | bytes]]:
    """The fields of a protobuf message, as any reader of it finds them."""
    found: list[tuple[int, int | bytes]] = []
    place = 0
    while place < len(data):
        tag, place = varint(data, place)
        if tag & 7 == 2:
            length, place = varint(data, place)
            found.append((tag >> 3, data[place : place + length]))
            place += length
        else:
            number, place = varint(data, place)
            found.append((tag >> 3, number))
    return found


def test_a_tile_is_what_the_specification_says() -> None:
    made = encode({"lines": [Feature(((2, 2), (2, 10), (10, 10)), {"label": "a"})], "empty": []})
    ((tag, layer),) = fields(made)
    assert tag == 3
    assert isinstance(layer, bytes)
    parts = dict(fields(layer))
    assert (parts[1], parts[3], parts[5], parts[15]) == (b"lines", b"label", EXTENT, 2)
    feature = dict(fields(parts[2]))  # type: ignore[arg-type]
    # MoveTo(+2, +2), LineTo(0, +8), (+8, 0), from the specification's own example.
    assert feature[4] == bytes([9, 4, 4, 18, 0, 16, 16, 0])
    assert feature[3] == 2


@given(st.integers(0, 22), st.data())
def test_a_tiles_corners_are_where_its_box_says(z: int, data: st.DataObject) -> None:
    x, y = (data.draw(st.integers(0, (1 << z) - 1)) for _ in range(2))
    west, south, east, north = Tile(z, x, y).box
    assert Tile(z, x, y).place(west, north) == (0, 0)
    assert Tile(z, x, y).place(east, south) == (EXTENT, EXTENT)


@given(st.integers(0, 22), st.data())
def test_a_net_has_few_lines_in_every_tile_and_each_is_within_it(z: int, data: st.DataObject) -> None:
    x, y = (data.draw(st.integers(0, (1 << z) - 1)) for _ in range(2))
    lines = [*graticule.lines(Tile(z, x, y), "de")]
    assert len(lines) <= 40
    for line in lines:
        assert all(0 <= step <= EXTENT for position in line.positions for step in position)


def test_a_line_says_in_the_readers_manner_where_it_is() -> None:
    labels = {line.texts["label"] for line in graticule.lines(Tile(12, 2173, 1374), "de")}
    assert "11° O" in labels or any(label.endswith(("O", "N")) and "," in label for label in labels)
    assert any(line.texts["label"].endswith("E") for line in graticule.lines(Tile(12, 2173, 1374), "en"))


@pytest.mark.parametrize("address", ["graticule/de/3/9/1", "graticule/fr/0/0/0", "graticule/de/99/0/0", "style/de/x"])
def test_there_are_no_tiles_beyond_the_world(address: str, anna: Browser) -> None:
    assert anna.get(f"/api/v1/map/{address}").status_code == 404


def test_the_stations_of_the_library_are_on_the_map_in_the_readers_language(
    anna: Browser, bert: Browser, town: Town
) -> None:
    place = {"position": [11.0308, 50.9788]}
    body = {"kind": "station", "title": {"de": "Krämerbrücke", "en": "Merchants' Bridge"}, "place": place}
    assert anna.post("/api/v1/documents", json={"organisation": town.erfurt, "body": body}).status_code == 201
    for z, x, y in ((0, 0, 0), (10, 543, 342)):
        for language, title in (("de", "Krämerbrücke"), ("en", "Merchants' Bridge")):
            assert title.encode() in bert.get(f"/api/v1/map/places/{language}/{z}/{x}/{y}").data
    assert bert.get("/api/v1/map/places/de/10/0/0").data == b""


def test_the_style_names_no_host_but_ours(anna: Browser) -> None:
    style = anna.get("/api/v1/map/style/en/dark").text
    assert "http://localhost/api/v1/map/graticule/en/{z}/{x}/{y}" in style
    assert "http" not in style.replace("http://localhost/", "")
    assert "glyphs" not in json.loads(style)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_style_takes_its_colours_from_the_tokens(scheme: map_style.Scheme) -> None:
    colours = map_style.colours(scheme)
    assert {"map-land", "map-grid", "ink", "surface", "edge", "slate-wash"} <= colours.keys()
    assert all(colour.startswith(("#", "rgba(")) for name, colour in colours.items() if name.startswith("map-"))


def test_a_known_map_is_drawn_from_the_ground_up_with_its_names_on_top() -> None:
    file = PMTilesFile("vector", 0, 14, (10, 50, 12, 51), ("places", "water", "earth", "roads", "odd"), "© OSM")
    style = map_style.style("https://w.example", "de", "light", file)
    drawn = [layer["id"].removeprefix("base-") for layer in style["layers"] if layer.get("source") == "base"]
    assert drawn == ["odd", "earth", "water", "roads-edge", "roads", "places-names", "roads-names"]


def test_a_configured_style_is_named_with_its_attribution(settings: Settings) -> None:
    app = create_app(replace(settings, map_style="https://t.example/s.json", map_attribution="© them"))
    with app.test_request_context():
        choice = map_choice(replace(settings, map_style="https://t.example/s.json", map_attribution="© them"))
    assert (choice.style.light, choice.style.dark, choice.attribution) == (
        "https://t.example/s.json",
        "https://t.example/s.json",
        "© them",
    )


def test_a_real_map_file_is_understood(samples: Path) -> None:
    found = pmtiles_file.read(samples / "pmtiles" / "test_fixture_1.pmtiles")
    assert found.kind == "vector"
    assert found.layers
    assert 0 <= found.min_zoom <= found.max_zoom <= 22


@pytest.mark.parametrize("content", [b"", b"PMTiles", b"PMTiles\x04" + b"\0" * 119, b"\x89PNG" + b"\0" * 200])
def test_a_file_that_is_no_map_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pmtiles"
    path.write_bytes(content)
    with pytest.raises(NoPMTilesError):
        pmtiles_file.read(path)


def test_a_map_without_a_file_says_so(anna: Browser) -> None:
    assert anna.get("/api/v1/map/tiles.pmtiles").status_code == 404
