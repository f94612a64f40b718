"""The specification's examples are true."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

import tour_schema
from tour_schema import Documents, Report, check, read

README = (Path(tour_schema.__file__).parent / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("code", blocks("python"))
def test_an_example_in_python_runs(code: str) -> None:
    exec(code, {})  # noqa: S102 - our own specification


def test_the_documents_of_the_specification_have_no_fault() -> None:
    raw = [json.loads(text) for text in blocks("json")]
    documents = [read(json.dumps(each).encode()).document for each in raw if each["kind"] != "report"]
    known = [each for each in documents if each is not None]
    assert [each.kind for each in known] == ["station", "tour"]
    report = check(known[1], Documents(*known), on=date(2026, 5, 15))
    assert (*report.errors, *report.warnings) == ()


def test_the_report_of_the_specification_is_what_the_check_gives() -> None:
    station, _, told = (json.loads(text) for text in blocks("json"))
    document = read(json.dumps(station | {"licence": "CC BY 4.0"}).encode()).document
    assert document is not None
    report = check(document, Documents(), on=date(2026, 5, 15))
    assert report == Report.model_validate_json(json.dumps(told))


def test_every_file_that_is_named_is_there() -> None:
    package = Path(tour_schema.__file__).parent
    for name in re.findall(r"`((?:published|typescript|messages|upgrade|rules)/[\w./]*|\w+\.(?:py|md))`", README):
        assert (package / name).exists(), name


def test_what_the_package_exports_is_what_it_names() -> None:
    assert sorted(tour_schema.__all__) == tour_schema.__all__
    assert all(hasattr(tour_schema, name) for name in tour_schema.__all__)
