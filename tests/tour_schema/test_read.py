"""The gate: whatever the bytes are, a document or a report."""

from __future__ import annotations

import codecs
import json
from typing import Any

import pytest

from tests.builders import a_guide_json, a_medium_json, a_station_json, a_tour_json
from tour_schema import Issue, Severity, dump, read
from tour_schema.read import read_json

Json = dict[str, Any]


def faults(document: Json | bytes) -> list[Issue]:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    reading = read(data)
    assert (reading.document is None) == bool(reading.report.errors)
    return list(reading.report.issues)


def found(document: Json | bytes) -> list[tuple[str, str]]:
    return [(issue.code, issue.pointer) for issue in faults(document)]


@pytest.mark.parametrize("made", [a_station_json, a_tour_json, a_guide_json, a_medium_json])
def test_what_is_sound_is_read_and_written_back_as_it_was(made: Any) -> None:
    reading = read(json.dumps(made()).encode())
    assert reading.document is not None
    assert reading.report.issues == ()
    assert read(dump(reading.document)).document == reading.document


def test_the_bytes_of_a_document_are_compact_and_without_null() -> None:
    station = read(json.dumps(a_station_json(title="Ä")).encode()).document
    assert station is not None
    data = dump(station)
    assert b"null" not in data
    assert b'": ' not in data
    assert "Ä".encode() in data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"\x00\x00", "file.not_json"),
        (codecs.BOM_UTF16_BE + "{}".encode("utf-16-be"), "file.utf16"),
        ("{}".encode("utf-16-le"), "file.utf16"),
        (b"null", "file.not_an_object"),
        (b'"station"', "file.not_an_object"),
        (b"[" * 100_000, "file.too_deep"),
        (b'{"kind": "tour"} {"kind": "tour"}', "file.not_json"),
        (b'{"kind": 3}', "file.kind_missing"),
        (b'{"kind": "tour", "a": ' + b"1" * 5_000 + b"}", "file.not_json"),
        (b'{"type": "Feature"}', "file.geojson"),
        (b'{"type": ["Feature"]}', "file.kind_missing"),
        (b'\xef\xbb\xbf{"kind": "x"}', "file.kind_unknown"),
    ],
)
def test_what_is_no_document_is_refused_with_one_code(data: bytes, code: str) -> None:
    assert found(data) == [(code, faults(data)[0].pointer)]


def test_a_text_with_half_a_character_is_refused() -> None:
    data = json.dumps(a_station_json()).replace("Kr", "\\ud800").encode()
    assert found(data)[0][0] == "file.not_json"


def test_depth_that_only_extensions_allow_is_bounded() -> None:
    deep: Any = 1
    for _ in range(400):
        deep = {"a": deep}
    assert found(a_station_json(extensions={"org.example": deep})) == [("file.too_deep", "")]


def test_null_and_repeated_keys_are_found_wherever_they_are() -> None:
    text = json.dumps(a_station_json(cover=None)).replace('"de":', '"de": "doppelt", "de":', 1)
    assert found(text.encode()) == [("file.null", "/cover"), ("file.duplicate_key", "/title/de")]
    nested = json.dumps(a_station_json(place={"position": [1, None]}))
    assert found(nested.encode()) == [("structure.wrong_type", "/place/position/1")]


def test_null_in_extensions_is_their_own_business() -> None:
    assert found(a_station_json(extensions={"org.example": {"a": None}})) == []


def test_infinity_is_said_once() -> None:
    text = json.dumps(a_station_json(position=[11.0, float("inf")], triggers=[]))
    assert found(text.encode()) == [("file.not_finite", "/place/position/1")]


def test_the_report_names_the_document_as_far_as_it_is_known() -> None:
    station = a_station_json()
    (issue,) = faults(station | {"mood": "merry"})
    assert (issue.document, issue.document_kind) == (station["id"], "station")
    (issue, *_) = faults(station | {"id": 7})
    assert (issue.document, issue.document_kind) == (None, "station")


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"story": [{"id": "b1", "kind": "text", "text": {"de": 3}}]}, "/story/0/text/de", "wrong_type"),
        ({"story": [{"id": "b1", "kind": "text", "text": {"de": "x"}, "x": 1}]}, "/story/0/x", "unknown_field"),
        ({"story": [{"kind": "text"}]}, "/story/0", "missing"),
        ({"story": [{"id": "b1"}]}, "/story/0", "missing"),
        ({"story": [{"id": "b1", "kind": "poem"}]}, "/story/0", "not_a_choice"),
        ({"story": ["b1"]}, "/story/0", "wrong_type"),
        (
            {"story": [{"id": "b1", "kind": "quiz", "answer": {"kind": "choice", "options": [{"correct": 1}]}}]},
            "/story/0/answer/options/0/correct",
            "wrong_type",
        ),
        ({"title": {"Deutsch": "x"}}, "/title/Deutsch", "spelling"),
        ({"title": {"de": ""}}, "/title/de", "length"),
        ({"place": {"position": [11]}}, "/place/position", "missing"),
        ({"place": {"position": [11, 50, 200]}}, "/place/position", "length"),
        ({"duration_s": 1.5}, "/duration_s", "wrong_type"),
        ({"duration_s": -1}, "/duration_s", "out_of_range"),
        ({"duration_s": 10**9}, "/duration_s", "out_of_range"),
        ({"extensions": {"mine": {}}}, "/extensions/mine", "spelling"),
        ({"scenes": [{"id": "s1", "anchors": [{"id": "a1", "kind": "geo"}]}]}, "/scenes/0/anchors/0", "missing"),
    ],
)
def test_a_structural_fault_has_its_code_and_a_pointer_that_resolves(change: Json, pointer: str, code: str) -> None:
    assert found(a_station_json() | change) == [(f"structure.{code}", pointer)]


def test_a_fault_below_a_union_without_a_tag_is_said_once() -> None:
    legs = [{"from": "h1", "to": "h2", "geometry": {"coordinates": [[11, 50], ["11", 50], [11]]}}]
    assert found(a_tour_json(route={"legs": legs})) == [
        ("structure.position", "/route/legs/0/geometry/coordinates/1"),
        ("structure.position", "/route/legs/0/geometry/coordinates/2"),
    ]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("12", 12),
        (" 12,5 ", 12.5),
        ("1e3", 1000.0),
        ("1_000", None),
        ("zwölf", None),
        ("1,2,3", None),
        ("nan", None),
        ("9" * 50, None),
        ("1e20", None),
        ("12.5", 12.5),
    ],
)
def test_a_number_in_quotation_marks_can_be_freed(written: str, number: float | None) -> None:
    legs = [{"from": "h1", "to": "h2", "distance_m": written}]
    (issue,) = faults(a_tour_json(route={"legs": legs}))
    assert (issue.fix.patch[1].value if issue.fix else None) == number


def test_half_a_step_is_no_whole_number() -> None:
    legs = [{"from": "h1", "to": "h2", "steps": "12,5"}]
    assert faults(a_tour_json(route={"legs": legs}))[0].fix is None


@pytest.mark.parametrize(
    ("field", "value", "operations"),
    [
        ("tittel", {"de": "x"}, ["test", "remove"]),
        ("sumary", {"de": "x"}, ["test", "remove"]),
        ("mood", "merry", ["test", "remove"]),
        ("covr", "01980000-0000-7000-8000-000000000001", ["test", "remove", "add"]),
        ("mood", {"a": None}, None),
        ("mood", [[[]]] * 50, None),
    ],
)
def test_an_unknown_field_can_be_renamed_or_removed(field: str, value: Any, operations: list[str] | None) -> None:
    fix = next(issue.fix for issue in faults(a_station_json() | {field: value}) if issue.pointer == f"/{field}")
    assert (None if fix is None else [each.op for each in fix.patch]) == operations


def test_an_unknown_field_that_no_patch_can_hold_gets_no_fix() -> None:
    text = json.dumps(a_station_json() | {"mood": [float("nan")]})
    told = {issue.code: issue.fix for issue in faults(text.encode())}
    assert told == {"file.not_finite": None, "structure.unknown_field": None}


def test_raw_json_is_read_for_others_too() -> None:
    raw, issues = read_json(b'\xef\xbb\xbf{"a": null}')
    assert raw == {"a": None}
    assert [issue.code for issue in issues] == ["file.byte_order_mark", "file.null"]


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "1" + "0" * 400])
@pytest.mark.parametrize("place", ["duration_s", "extensions"])
def test_a_number_that_is_not_finite_is_refused_wherever_it_stands(number: str, place: str) -> None:
    value = f'{{"example.museum":{{"seen":{number}}}}}' if place == "extensions" else number
    station = {name: fact for name, fact in a_station_json().items() if name != place}
    data = json.dumps(station).removesuffix("}") + f',"{place}":{value}}}'
    at = "/extensions/example.museum/seen" if place == "extensions" else "/duration_s"
    (issue,) = faults(data.encode())
    assert (issue.pointer, issue.severity) == (at, Severity.ERROR)


@pytest.mark.parametrize(
    "facts", [{}, {"title": None}, {"colour": 1}, {"extensions": {"de.example": {"a": None, "b": "1e999"}}}]
)
def test_what_was_parsed_before_is_read_as_its_bytes_are(facts: Json) -> None:
    data = json.dumps(a_station_json() | facts).encode()
    assert read(data, json.loads(data)) == read(data)
