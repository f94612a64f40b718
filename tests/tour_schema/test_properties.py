"""What holds of every document: round trip, same input same bytes, every pointer resolves, no exception."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import a_document
from tests.tour_schema.golden import cases
from tour_schema import Documents, check, dump, read, words
from tour_schema.earth import distance_m, length_m
from tour_schema.licences import is_known, spdx_of
from tour_schema.links import html, is_allowed, links, secured, without_html
from tour_schema.pointers import follow, keys, pointer
from tour_schema.rules.identity import slug_of
from tour_schema.text import best, fallbacks

Json = dict[str, Any]
DOCUMENTS = [each for case in cases() for each in case.documents]
ON = date(2026, 5, 15)

scalars = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | st.text(max_size=20)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def places(node: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The way to every value of raw JSON."""
    found = [path]
    members = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, each in members:
        found += places(each, (*path, key))
    return found


def changed(node: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """The same JSON with another value in one place."""
    if not path:
        return value
    if isinstance(node, dict):
        return {key: changed(each, path[1:], value) if key == path[0] else each for key, each in node.items()}
    return [changed(each, path[1:], value) if index == path[0] else each for index, each in enumerate(node)]


@st.composite
def slightly_wrong(draw: st.DrawFn) -> Json:
    """A document of a golden case with one value replaced by another one, perhaps from elsewhere in it."""
    document = draw(st.sampled_from(DOCUMENTS))
    ways = places(document)
    value = draw(anything | st.sampled_from(ways).map(lambda way: follow(document, way)))
    result = changed(document, draw(st.sampled_from(ways[1:])), value)
    return dict(result)


@given(st.sampled_from(DOCUMENTS))
@quick
def test_a_document_survives_the_round_trip(raw: Json) -> None:
    document = a_document(raw)
    data = dump(document)
    reading = read(data)
    assert reading.document == document
    assert reading.report.issues == ()
    assert dump(reading.document) == data


@given(slightly_wrong())
@quick
def test_a_document_with_one_wrong_value_is_read_or_refused_with_words(raw: Json) -> None:
    reading = read(json.dumps(raw).encode())
    assert (reading.document is None) == bool(reading.report.errors)
    for issue in reading.report.issues:
        follow(raw, keys(issue.pointer))
        assert words(issue, "de").title != issue.code
    if reading.document is not None:
        again = read(dump(reading.document))
        assert again.document == reading.document
        assert not again.report.issues


@given(slightly_wrong())
@quick
def test_whatever_can_be_read_can_be_checked(raw: Json) -> None:
    document = read(json.dumps(raw).encode()).document
    if document is None:
        return
    others = Documents(*(a_document(each) for each in DOCUMENTS[:40]))
    report = check(document, others, on=ON)
    assert report == check(document, others, on=ON)
    canonical = json.loads(dump(document))
    for issue in report.issues:
        words(issue, "de")
        assert read(report.to_json())
        if issue.document == canonical["id"]:
            follow(canonical, keys(issue.pointer)[:-1])  # what is missing belongs into an object that is there


@given(st.binary(max_size=200) | anything.map(lambda value: json.dumps(value).encode()))
@quick
def test_no_bytes_raise(data: bytes) -> None:
    reading = read(data)
    assert reading.report.issues or reading.document is not None


@given(st.lists(st.text(max_size=6) | st.integers(0, 99), max_size=5))
def test_a_pointer_gives_back_its_keys(path: list[str | int]) -> None:
    assert keys(pointer(*path)) == tuple(map(str, path))


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_links(text: str) -> None:
    cleaned = without_html(text)
    assert len(cleaned) <= len(text)
    html(text)
    for link in links(text):
        is_allowed(link.target)
        meant = secured(link.target)
        assert meant is None or is_allowed(meant)


@given(st.text(max_size=40))
def test_a_licence_that_is_put_right_is_known(text: str) -> None:
    meant = spdx_of(text)
    assert meant is None or is_known(meant)


@given(st.text(max_size=200))
def test_a_slug_is_a_slug_or_nothing(title: str) -> None:
    slug = slug_of(title)
    assert slug == "" or all(part.isalnum() and part.isascii() for part in slug.split("-"))
    assert len(slug) <= 80


positions = st.tuples(st.floats(-180, 180), st.floats(-89, 89))


@given(positions, positions)
def test_distance_is_the_same_there_and_back_and_never_more_than_half_round_the_earth(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert abs(distance_m(one, other) - distance_m(other, one)) < 1e-3
    assert 0 <= distance_m(one, other) < 20_016_000


@given(positions, st.floats(-0.01, 0.01), st.floats(-0.01, 0.01))
def test_a_short_line_is_as_long_as_its_ends_are_apart(one: tuple[float, float], east: float, north: float) -> None:
    other = ((one[0] + east + 180) % 360 - 180, one[1] + north)
    assert abs(length_m([one, other]) - distance_m(one, other)) < 0.5


@given(
    st.sampled_from(["de", "de-AT", "de-x-leicht", "en"]),
    st.dictionaries(st.sampled_from(["de", "en"]), st.text(min_size=1)),
)
def test_a_reader_gets_the_best_text_there_is(tag: str, text: dict[str, str]) -> None:
    found = best(text, tag, "en")
    assert found == next((text[each] for each in fallbacks(tag, "en") if each in text), None)
