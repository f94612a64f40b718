"""A bounding box is the narrower way round the earth."""

import pytest

from exports.publish.catalogue import bounding_box


@pytest.mark.parametrize(
    ("points", "box"),
    [
        ([], None),
        ([(11.0, 50.9)], (11.0, 50.9, 11.0, 50.9)),
        ([(11.03, 50.98), (11.02, 50.99), (11.05, 50.97)], (11.02, 50.97, 11.05, 50.99)),
        # Fiji: across the antimeridian (RFC 7946 §5.2).
        ([(177.0, -20.0), (-178.0, -16.0), (179.0, -17.0)], (177.0, -20.0, -178.0, -16.0)),
        ([(-90.0, 0.0), (90.0, 0.0)], (-90.0, 0.0, 90.0, 0.0)),
    ],
)
def test_a_box_holds_every_point(points: list[tuple[float, ...]], box: tuple[float, ...] | None) -> None:
    assert bounding_box(points) == box
