"""What holds of all rules, and the small things that they are made of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from weakref import ref

import pytest

from tests.builders import (
    a_document,
    a_guide_json,
    a_medium,
    a_station,
    a_station_json,
    a_stop,
    a_tour_json,
    an_id,
)
from tests.tour_schema.golden import cases
from tests.tour_schema.judging import HERE, ON, THERE, found
from tour_schema import Document, Documents, Issue, check
from tour_schema.codes import rules
from tour_schema.fixes import plain
from tour_schema.issue import Report, error, hint, warning
from tour_schema.pointers import follow
from tour_schema.rule import rule
from tour_schema.scope import Scope
from tour_schema.survey import survey_of
from tour_schema.tour import Tour


def test_what_the_builders_make_has_no_fault_but_a_missing_cover() -> None:
    stations = [a_station_json("Krämerbrücke", position=HERE), a_station_json("Alte Synagoge", position=THERE)]
    assert found(a_tour_json(stations), *stations) == ["complete.cover"]
    assert found(a_station()) == []
    assert found(a_medium()) == []
    assert found(a_guide_json()) == []


def test_a_rule_that_is_spared_would_have_said_nothing() -> None:
    documents = [a_document(raw) for case in cases() for raw in case.documents]
    for document in documents:
        scope = Scope(document, Documents(*documents), ON)
        for each in rules():
            spared = (each.given is not None and not getattr(document, each.given, True)) or (
                each.holding and not any(scope.survey(document).nodes(model) for model in each.holding)
            )
            if spared and type(document) in each.models:
                assert list(each.judge(document, scope.setting if each.is_alone else scope)) == [], each.name


def test_every_rule_has_a_name_and_a_docstring() -> None:
    assert len({each.name for each in rules()}) == len(rules())
    assert all(each.judge.__doc__ for each in rules())


def test_a_code_that_two_files_declare_is_a_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    from tour_schema import codes
    from tour_schema.rules import quiz, text

    monkeypatch.setattr(quiz, "HTML", error(text.HTML.name), raising=False)
    codes.catalogue.cache_clear()
    with pytest.raises(ValueError, match="declared twice"):
        codes.catalogue()
    codes.catalogue.cache_clear()


def test_documents_of_other_kinds_are_judged_without_rules() -> None:
    catalogue = {"format": "wayfable/1.0", "kind": "catalogue", "id": an_id()}
    assert found(catalogue) == []


def test_a_report_is_sorted_out_by_severity() -> None:
    issues = tuple(make("a.b").at(None) for make in (error, warning, hint))
    report = Report(issues=issues)
    assert (*report.errors, *report.warnings, *report.hints) == issues


def test_the_same_document_is_asked_for_once() -> None:
    station = a_station_json()
    asked: list[str] = []

    class Counting:
        def find(self, id: str, /) -> Document | None:  # noqa: A002
            asked.append(id)
            return a_document(station) if id == station["id"] else None

    tour = a_tour_json([station])
    tour["modules"][0]["stops"].append(a_stop(2, an_id(999)))
    check(a_document(tour), Counting(), on=ON)
    assert len(asked) == len(set(asked))


def test_a_pointer_that_leads_nowhere_raises() -> None:
    for document, path in (({"a": 1}, ["b"]), ([1], ["x"]), ([1], [3]), ({"a": 1}, ["a", "b"]), ("text", [0])):
        with pytest.raises(LookupError):
            follow(document, path)


def test_only_json_can_stand_in_a_fix() -> None:
    with pytest.raises(TypeError):
        plain(object())
    assert plain((1, {"a": None})) == [1, {"a": None}]


def test_a_rule_is_named_by_its_file_and_its_function() -> None:
    def sunny(document: Document, scope: Scope) -> Any:
        """Nothing."""
        _ = document, scope
        return iter(())

    assert rule()(sunny).name == "test_rules.sunny"


def test_an_issue_is_equal_to_the_one_that_its_json_gives() -> None:
    issue = error("a.b").at(None, "/x", count=2, names=("a", "b"))
    assert Issue.model_validate_json(issue.model_dump_json(exclude_none=True)) == issue


def test_what_is_remembered_of_a_document_is_not_said_of_another_setting() -> None:
    station = a_station_json(facts={"opening_hours": "Jun-Oct 10:00-18:00", "time_zone": "Europe/Berlin"})
    document, tour = a_document(station), a_tour_json([station], season={"from": "04-01", "to": "10-31"})
    alone = check(document, Documents(), on=ON).issues
    in_tour = check(a_document(tour), Documents(document), on=ON).issues
    again = check(document, Documents(), on=ON).issues
    assert alone == again == ()
    assert "hours.opens_after_season_start" in [issue.code for issue in in_tour]


def test_an_equal_document_is_judged_for_itself() -> None:
    one, other = a_document(station := a_station_json()), a_document(station)
    assert survey_of(one) is survey_of(one)
    assert survey_of(one) is not survey_of(other)


def test_what_is_remembered_of_a_document_goes_with_it() -> None:
    document = a_document(a_station_json())
    check(document, Documents(), on=ON)
    survey = ref(survey_of(document))
    assert survey() is not None
    del document
    assert survey() is None


def test_nobody_writes_into_the_text_that_all_documents_have_instead_of_none() -> None:
    one, other = a_document(a_tour_json([])), a_document(a_tour_json([]))
    assert isinstance(one, Tour)
    assert isinstance(other, Tour)
    with pytest.raises(TypeError):
        one.description["de"] = "Am Wasser"
    assert other.description == {}
    assert len({one.description, other.description}) == 1


def test_what_was_told_in_the_last_settings_is_remembered_and_no_more() -> None:
    document = a_document(a_station_json())
    survey = survey_of(document)
    for day in range(9):
        check(document, Documents(), on=ON + timedelta(days=day))
    told = survey.told
    assert len(told) == 4
    assert check(document, Documents(), on=ON + timedelta(days=8)).issues == told[0][1]
    assert survey.told is told


def test_a_rule_that_looks_for_what_no_survey_notes_is_told_so_at_once() -> None:
    with pytest.raises(KeyError):
        survey_of(a_document(a_station_json())).nodes(Issue)
