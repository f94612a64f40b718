"""Every code has a golden case; adding a folder adds a test."""

from __future__ import annotations

import json
import os
import re
from typing import Any

import jsonpatch
import pytest
from pydantic import BaseModel

from tests.builders import a_document
from tests.tour_schema.golden import Case, cases, pretty
from tests.tour_schema.test_bundle import FAULTY
from tour_schema import Issue, Severity, read, words
from tour_schema.codes import catalogue
from tour_schema.document import dump
from tour_schema.pointers import follow, keys
from tour_schema.words import LANGUAGES, messages

CASES = cases()
every_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@every_case
def test_a_case_gives_the_report_that_it_expects(case: Case) -> None:
    found = pretty(case.report())
    file = case.folder / "expected.json"
    if os.environ.get("UPDATE") == "1":
        file.write_text(found)
    assert json.loads(found) == json.loads(file.read_text())


@every_case
def test_a_case_shows_the_code_that_it_is_named_after(case: Case) -> None:
    found = [issue for issue in case.report().issues if issue.code == case.name]
    assert found
    assert all(issue.severity is catalogue()[case.name].severity for issue in found)


DYNAMIC = {*FAULTY, "bundle.bomb", "bundle.damaged", "bundle.not_a_bundle", "bundle.too_large", "bundle.unsafe_entry"}


def test_every_code_has_a_case() -> None:
    assert set(catalogue()) == {case.name for case in CASES} | DYNAMIC


@every_case
def test_every_pointer_leads_to_something_or_to_where_it_belongs(case: Case) -> None:
    raw = _raw(case)
    models = {each["id"]: a_document(each) for each in case.documents}
    for issue in case.report().issues:
        way = keys(issue.pointer)
        if issue.document in models:
            _walk(models[issue.document], way)
        elif way:
            follow(raw[issue.document], way)


@every_case
def test_what_is_missing_is_pointed_at_by_the_name_of_its_field(case: Case) -> None:
    """A pointer to a whole document leads a form nowhere: it has many fields."""
    if case.data is None:
        assert all(issue.pointer for issue in case.report().issues)


def _walk(node: Any, way: tuple[str, ...]) -> None:
    """Follow a pointer through the models: its last key may be a field that says nothing."""
    for at, key in enumerate(way):
        if isinstance(node, BaseModel):
            fields = {info.alias or name: name for name, info in type(node).model_fields.items()}
            node = getattr(node, fields[key])
        else:
            node = node[int(key) if isinstance(node, tuple) else key]
        assert node is not None or at == len(way) - 1


@every_case
def test_every_value_that_the_words_ask_for_is_given(case: Case) -> None:
    for issue in case.report().issues:
        for language in LANGUAGES:
            message = json.dumps(messages(language).codes[issue.code], ensure_ascii=False)
            asked = set(re.findall(r"\{(\w+)(?::\w+)?\}", message))
            assert asked <= set(issue.values), issue.code
            told = words(issue, language)
            assert told.title.strip()
            assert told.help.strip()
            assert not re.search(r"[{}]", f"{told.title} {told.help}".replace("{…}", "")), told
            assert (told.fix is None) == (issue.fix is None)


@every_case
def test_a_fix_removes_its_issue_and_adds_no_error(case: Case) -> None:
    before = case.report()
    for issue in before.issues:
        if issue.fix is None:
            continue
        operations = json.loads(issue.fix.model_dump_json(exclude_none=True))["patch"]
        after = _after(case, issue, operations)
        assert _key(issue) not in {_key(each) for each in after}, issue.code
        codes = {_key(each) for each in before.errors}
        assert {_key(each) for each in after if each.severity is Severity.ERROR} <= codes, issue.code


@every_case
def test_a_fix_leaves_a_document_alone_that_has_changed_meanwhile(case: Case) -> None:
    for issue in case.report().issues:
        if issue.fix is not None:
            operations = json.loads(issue.fix.model_dump_json(exclude_none=True))["patch"]
            assert operations[0]["op"] == "test"
            operations[0]["value"] = {"something": "else"}
            raw = _raw(case)
            with pytest.raises(jsonpatch.JsonPatchTestFailed):
                jsonpatch.apply_patch(raw[issue.document], operations)


def _key(issue: Issue) -> tuple[str, str | None, str]:
    return issue.code, issue.document, issue.pointer


def _raw(case: Case) -> dict[str | None, Any]:
    if case.data is not None:
        try:
            raw = json.loads(case.data.removeprefix(b"\xef\xbb\xbf"))
        except (ValueError, RecursionError):
            return {}
        return {raw.get("id") if isinstance(raw, dict) else None: raw, None: raw}
    return {each["id"]: json.loads(dump(a_document(each))) for each in case.documents}


def _after(case: Case, issue: Issue, operations: list[Any]) -> tuple[Issue, ...]:
    raw = _raw(case)
    changed = jsonpatch.apply_patch(raw[issue.document], operations)
    if case.data is not None:
        return read(json.dumps(changed).encode()).report.issues
    documents = [a_document(changed if each["id"] == issue.document else each) for each in case.documents]
    return case.judged(documents).issues
