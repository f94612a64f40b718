"""Versions are numbers; what was ever released opens; what is newer is said so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.builders import a_guide_json, a_station_json
from tour_schema import read
from tour_schema.base import FORMAT
from tour_schema.upgrade import PRESENT, Version, upgrade

Json = dict[str, Any]


def test_versions_compare_as_numbers() -> None:
    assert [str(each) for each in sorted(filter(None, map(Version.of, ["wayfable/1.10", "wayfable/1.9"])))] == [
        "1.9",
        "1.10",
    ]


@pytest.mark.parametrize("text", ["wayfable/1", "wayfable/1.0.0", "wayfable/١.٠", "geojson", "", "wayfable/1.0 "])
def test_what_is_no_version_is_none(text: str) -> None:
    assert Version.of(text) is None


def test_the_present_format_passes_as_it_is() -> None:
    raw = {"format": FORMAT}
    assert upgrade(raw).raw is raw


@pytest.mark.parametrize("spelled", [3, None, "geojson", "wayfable/2.0", "wayfable/0.9"])
def test_a_document_that_is_not_ours_to_read_is_refused_or_told(spelled: object) -> None:
    upgraded = upgrade({"kind": "tour", "format": spelled})
    assert upgraded.issues
    assert (upgraded.raw is None) == (spelled is not None)


def test_a_kind_that_is_no_text_gets_no_fix() -> None:
    (issue,) = upgrade({"kind": 3}).issues
    assert issue.fix is None


def test_older_documents_come_step_by_step() -> None:
    def rename(raw: Json) -> Json:
        return {("title" if key == "name" else key): value for key, value in raw.items()}

    def count(raw: Json) -> Json:
        return {**raw, "steps": raw.get("steps", 0) + 1}

    steps = {Version(1, 0): (Version(1, 1), rename), Version(1, 1): (Version(2, 0), count)}
    upgraded = upgrade({"format": "wayfable/1.0", "name": "x"}, present=Version(2, 0), steps=steps)
    assert upgraded.raw == {"format": "wayfable/2.0", "title": "x", "steps": 1}
    assert upgraded.issues == ()


def test_a_newer_minor_is_read_without_what_is_not_known() -> None:
    newer = f"wayfable/{PRESENT.major}.{PRESENT.minor + 1}"
    station = a_station_json(format=newer, mood="merry")
    station["story"] = [{"id": "b0", "kind": "poem"}, *station["story"], {"id": "b9", "kind": "song"}]
    station["place"]["planet"] = "Earth"
    reading = read(json.dumps(station).encode())
    assert reading.document is not None
    assert reading.document.format == FORMAT
    told = [(issue.code, issue.pointer) for issue in reading.report.issues]
    assert told[0] == ("format.newer_minor", "/format")
    assert set(told[1:]) == {
        ("structure.ignored", pointer) for pointer in ("/mood", "/story/0", "/story/2", "/place/planet")
    }


def test_a_newer_minor_with_a_fault_of_its_own_is_refused() -> None:
    reading = read(json.dumps(a_guide_json(format="wayfable/1.7", name=3, mood="merry")).encode())
    assert reading.document is None
    assert "structure.wrong_type" in {issue.code for issue in reading.report.errors}
