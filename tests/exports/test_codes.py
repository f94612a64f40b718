"""A printed code says what it should, also with a logo in its middle."""

from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from exports.addresses import station_address, tour_address
from exports.codes import Code, ErrorLevel, TextTooLongError, png, svg

ADDRESS = "https://touren.example.org/t/zeitreise-ins-mittelalter/?station=01980000-0000-7000-8000-000000000001"


def a_logo() -> Image.Image:
    logo = Image.new("RGBA", (300, 200), (20, 80, 60, 255))
    ImageDraw.Draw(logo).ellipse((60, 20, 240, 180), fill=(240, 200, 60, 255))
    return logo


def drawn(document: bytes) -> Image.Image:
    """Our own SVG drawn by the letter of its path: ``M x y h w v 1 H x z`` runs of dark modules."""
    root = ET.fromstring(document)  # noqa: S314 - our own bytes
    side = int(root.attrib["viewBox"].split()[-1])
    image = Image.new("1", (side, side), 1)
    path = root.findall("{http://www.w3.org/2000/svg}path")[1].attrib["d"]
    for run in path.split("M")[1:]:
        x, rest = run.split(" ", 1)
        y, rest = rest.split("h", 1)
        for dark in range(int(rest.split("v")[0])):
            image.putpixel((int(x) + dark, int(y)), 0)
    return image.resize((side * 8, side * 8), Image.Resampling.NEAREST)


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_a_code_is_read_back_at_every_error_level(level: ErrorLevel) -> None:
    image = Image.open(BytesIO(png(Code(ADDRESS, level))))
    (found,) = zxingcpp.read_barcodes(image)
    assert (found.text, found.ec_level) == (ADDRESS, level)


def test_a_code_with_a_logo_is_read_back_and_has_the_sturdiest_level() -> None:
    image = Image.open(BytesIO(png(Code(ADDRESS, "L", logo=a_logo()))))
    (found,) = zxingcpp.read_barcodes(image)
    assert (found.text, found.ec_level) == (ADDRESS, "H")
    assert image.getpixel((image.width // 2, image.height // 2)) == (240, 200, 60)


def test_the_svg_draws_the_same_code_as_the_png() -> None:
    document = svg(Code(ADDRESS), title="Krämerbrücke", size_mm=60)
    (found,) = zxingcpp.read_barcodes(drawn(document))
    assert found.text == ADDRESS
    assert ET.fromstring(document).attrib["width"] == "60mm"  # noqa: S314 - our own bytes


def test_an_svg_with_a_logo_carries_it_inside() -> None:
    document = svg(Code(ADDRESS, logo=a_logo()), title="x")
    assert b"data:image/png;base64," in document
    assert b"http://" not in document.replace(b"http://www.w3.org/2000/svg", b"")


def test_a_title_cannot_break_out_of_the_svg() -> None:
    document = svg(Code("x"), title="</title><script>alert(1)</script>&")
    assert ET.fromstring(document)[0].text == "</title><script>alert(1)</script>&"  # noqa: S314 - our own bytes


def test_the_quiet_zone_is_as_wide_as_asked() -> None:
    rows = Code("x", quiet_zone=7).modules()
    assert not any(any(row) for row in rows[:7])
    assert any(rows[7])


def test_a_text_that_does_not_fit_is_refused_by_name() -> None:
    with pytest.raises(TextTooLongError, match="5000"):
        Code("x" * 5000).modules()


def test_addresses_are_below_the_public_one() -> None:
    assert tour_address("https://example.org/", "jena") == "https://example.org/t/jena/"
    assert station_address("https://example.org", "jena", "a b") == "https://example.org/t/jena/?station=a+b"
