"""A draft may lack, empty or overdo anything that the format allows: it is told so, and no rule ever raises."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.builders import a_document, a_station_json
from tests.tour_schema.golden import Case, cases
from tests.tour_schema.judging import ON, codes_of
from tests.tour_schema.test_properties import changed, places
from tour_schema import Documents, check, read, words
from tour_schema.pointers import follow

Json = dict[str, Any]
JUDGED = [case for case in cases() if case.documents]
Way = tuple[str | int, ...]


def drafts(document: Json) -> Iterator[tuple[object, Json]]:
    """The document with one value emptied, overdone or left out; with what was done, so that it is done once."""
    for way in places(document)[1:]:
        value, above = follow(document, way), follow(document, way[:-1])
        kept: Any = copy.copy(above)
        del kept[way[-1]]
        for name, put in (*_others(value), ("without", None)):
            draft = changed(document, way[:-1], kept) if name == "without" else changed(document, way, put)
            yield (document["kind"], *(_place(document, way)), name), draft


def _others(value: object) -> tuple[tuple[str, object], ...]:
    if isinstance(value, bool):
        return ()
    if isinstance(value, str | list | dict):
        return (("empty", type(value)()),) if value else ()
    if isinstance(value, int | float):
        return ("none", 0), ("below", -value), ("endless", 1e308), ("many digits", 10**400), ("tiny", 5e-324)
    return ()


def _place(document: Json, way: Way) -> Iterator[object]:
    """Where in the format a value is: its keys without numbers, and the kinds of the objects on the way."""
    for length, key in enumerate(way):
        inside = follow(document, way[:length])
        yield inside.get("kind") if isinstance(inside, dict) else None
        yield key if isinstance(key, str) else "*"


def emptied(node: Any, kind: type) -> Any:
    """The JSON with everything of a kind that lies below it empty."""
    if isinstance(node, dict):
        return {key: kind() if type(each) is kind else emptied(each, kind) for key, each in node.items()}
    return [kind() if type(each) is kind else emptied(each, kind) for each in node] if isinstance(node, list) else node


def judge(case: Case, number: int, draft: Json) -> bool:
    """Check the draft alone and with its tour, and say every issue; whether it could be read."""
    document = read(json.dumps(draft).encode()).document
    if document is None:
        return False
    others = [document if place == number else a_document(each) for place, each in enumerate(case.documents)]
    for subject in {0, number}:
        for issue in check(others[subject], Documents(*others), on=case.on).issues:
            assert words(issue, "de").title
            assert words(issue, "en").title
    return True


def test_no_rule_raises_whatever_one_value_is_emptied_overdone_or_left_out() -> None:
    done: set[object] = set()
    judged = 0
    for case in JUDGED:
        for number, document in enumerate(case.documents):
            for what, draft in drafts(document):
                if what not in done:
                    done.add(what)
                    judged += judge(case, number, draft)
    assert judged > 300


@pytest.mark.parametrize("kind", [list, dict])
def test_no_rule_raises_where_all_that_lies_deepest_is_empty(kind: type) -> None:
    judged = 0
    for case in JUDGED:
        for number, document in enumerate(case.documents):
            judged += sum(
                judge(case, number, document | {name: emptied(value, kind)}) for name, value in document.items()
            )
    assert judged > 100


def test_a_quiz_whose_things_to_order_say_nothing_is_told_so() -> None:
    quiz = {
        "kind": "quiz",
        "id": "first",
        "question": {"de": "Was war zuerst?"},
        "answer": {"kind": "order", "items": [{}, {}]},
    }
    assert "quiz.empty_option" in codes_of(a_station_json(story=[quiz]))


def test_a_way_that_leaves_the_earth_is_told_so_and_not_measured() -> None:
    (case,) = (case for case in JUDGED if case.name == "route.out_of_range")
    tour, *others = case.documents
    legs = [leg | {"geometry": {"type": "LineString", "coordinates": [[11, 1e308], [11, -1e308]]}}
            for leg in tour["route"]["legs"]]  # fmt: skip
    far = a_document(tour | {"route": tour["route"] | {"legs": legs}})
    codes = {issue.code for issue in check(far, Documents(*map(a_document, others)), on=ON).issues}
    assert "route.out_of_range" in codes
