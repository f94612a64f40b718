"""Two people change a document: nothing is lost, the order stays, and a clash is shown side by side."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.store.merge import ABSENT, Merge, keys_of, merge, same

Json = Any


def stops(*ids: str, **facts: Json) -> list[Json]:
    return [{"id": id_, "intro": facts.get(id_, "-")} for id_ in ids]


def ids(array: list[Json]) -> list[str]:
    return [element["id"] for element in array]


def merged(base: Json, theirs: Json, yours: Json) -> Json:
    result = merge(base, theirs, yours)
    assert result.conflicts == ()
    return result.value


def test_changes_to_different_fields_both_stay() -> None:
    base = {"title": {"de": "Brücke"}, "duration_s": 60}
    theirs = {"title": {"de": "Brücke", "en": "Bridge"}, "duration_s": 60}
    yours = {"title": {"de": "Die Brücke"}, "duration_s": 90}
    assert merged(base, theirs, yours) == {"title": {"de": "Die Brücke", "en": "Bridge"}, "duration_s": 90}


def test_the_same_change_by_both_is_no_conflict() -> None:
    assert merged({"a": 1}, {"a": 2}, {"a": 2}) == {"a": 2}
    assert merged({"a": 1}, {}, {}) == {}


def test_the_same_field_is_told_with_all_three_sides() -> None:
    result = merge({"t": {"de": "a"}}, {"t": {"de": "b"}}, {"t": {"de": "c"}})
    assert [conflict.as_json() for conflict in result.conflicts] == [
        {"pointer": "/t/de", "base": "a", "theirs": "b", "yours": "c"}
    ]
    assert result.value == {"t": {"de": "b"}}


def test_a_field_that_one_removed_and_the_other_changed_is_a_conflict() -> None:
    (conflict,) = merge({"a": 1}, {}, {"a": 2}).conflicts
    assert conflict.as_json() == {"pointer": "/a", "base": 1, "yours": 2}


def test_a_pointer_escapes_what_a_pointer_must() -> None:
    (conflict,) = merge({"a/b~c": 1}, {"a/b~c": 2}, {"a/b~c": 3}).conflicts
    assert conflict.pointer == "/a~1b~0c"


def test_one_moves_a_stop_and_the_other_writes_in_it() -> None:
    base = stops("a", "b", "c")
    theirs = stops("c", "a", "b")
    yours = stops("a", "b", "c", c="Neu")
    assert merged(base, theirs, yours) == stops("c", "a", "b", c="Neu")


def test_both_add_at_the_same_place_theirs_first() -> None:
    base = stops("a", "z")
    assert ids(merged(base, stops("a", "b", "z"), stops("a", "c", "z"))) == ["a", "b", "c", "z"]


def test_one_adds_where_the_other_moves() -> None:
    base = stops("a", "b", "c")
    assert ids(merged(base, stops("a", "b", "n", "c"), stops("c", "b", "a"))) == ["c", "b", "n", "a"]
    assert ids(merged(base, stops("c", "b", "a"), stops("n", "a", "b", "c"))) == ["n", "c", "b", "a"]


def test_one_removes_and_the_other_adds() -> None:
    base = stops("a", "b", "c")
    assert ids(merged(base, stops("a", "c"), stops("a", "b", "n", "c"))) == ["a", "n", "c"]


def test_what_one_removed_and_the_other_changed_stays_until_somebody_decides() -> None:
    result = merge(stops("a", "b"), stops("a"), stops("a", "b", b="Neu"))
    (conflict,) = result.conflicts
    assert conflict.as_json() == {
        "pointer": "/1",
        "base": {"id": "b", "intro": "-"},
        "yours": {"id": "b", "intro": "Neu"},
    }


def test_two_different_orders_are_a_conflict_of_the_whole_list() -> None:
    result = merge(stops("a", "b", "c"), stops("b", "a", "c"), stops("a", "c", "b"))
    assert [conflict.pointer for conflict in result.conflicts] == [""]


def test_legs_are_known_by_where_they_lead() -> None:
    base = [{"from": "a", "to": "b", "steps": 0}, {"from": "b", "to": "c", "steps": 0}]
    theirs, yours = copy.deepcopy(base), copy.deepcopy(base)
    theirs[0]["steps"] = 3
    yours[1]["steps"] = 5
    assert [leg["steps"] for leg in merged(base, theirs, yours)] == [3, 5]


def test_themes_of_both_stay() -> None:
    assert merged(["a"], ["a", "b"], ["c", "a"]) == ["c", "a", "b"]


def test_a_position_is_one_thing_and_never_half_of_each() -> None:
    result = merge([11.0, 50.0], [11.1, 50.0], [11.0, 50.1])
    assert result == Merge([11.1, 50.0], result.conflicts)
    assert len(result.conflicts) == 1


def test_elements_that_share_an_id_are_not_matched_by_guess() -> None:
    assert keys_of(stops("a", "a")) is None
    assert len(merge(stops("a", "a"), stops("a", "a", a="x"), stops("a", "a", a="y")).conflicts) == 1


def test_true_is_not_one() -> None:
    assert not same({"a": True}, {"a": 1})
    assert same([1, {"b": 2}], [1.0, {"b": 2}])
    assert not same(ABSENT, None)


scalars = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["x", "y", "z"])
elements = st.fixed_dictionaries(
    {"id": st.sampled_from("abcdefgh")},
    optional={"v": scalars, "w": st.fixed_dictionaries({}, optional={"q": scalars})},
)
lists = st.lists(elements, max_size=6, unique_by=lambda element: str(element["id"]))
documents = st.fixed_dictionaries(
    {}, optional={"a": scalars, "b": lists, "c": st.dictionaries(st.sampled_from("de"), scalars)}
)


@given(documents, documents)
def test_whoever_changed_nothing_gets_the_others(base: Json, theirs: Json) -> None:
    assert merged(base, theirs, base) == theirs
    assert merged(base, base, theirs) == theirs
    assert merged(base, theirs, theirs) == theirs


@given(documents, documents, documents)
def test_who_is_first_changes_neither_the_conflicts_nor_what_is_in_it(base: Json, one: Json, two: Json) -> None:
    there, back = merge(base, one, two), merge(base, two, one)
    assert len(there.conflicts) == len(back.conflicts)
    if not there.conflicts:
        assert _unordered(there.value) == _unordered(back.value)


@given(documents, documents, documents)
def test_nothing_that_either_added_is_lost_and_nothing_is_made_up(base: Json, one: Json, two: Json) -> None:
    result = merge(base, one, two)
    if any(conflict.pointer == "/b" for conflict in result.conflicts):
        return
    before, first, second = (set(ids(each.get("b", []))) for each in (base, one, two))
    after = ids(result.value.get("b", []))
    assert len(after) == len(set(after))
    assert set(after) <= first | second
    if "b" in result.value and "b" in one and "b" in two:
        assert ((first | second) - before) <= set(after)
        assert first & second <= set(after)


@given(lists, lists, lists)
def test_the_order_of_at_least_one_of_the_two_is_kept(base: Json, one: Json, two: Json) -> None:
    result = merge(base, one, two)
    if any(conflict.pointer == "" for conflict in result.conflicts):
        return
    after = ids(result.value)

    def keeps(side: Json) -> bool:
        wanted = [id_ for id_ in ids(side) if id_ in after]
        return [id_ for id_ in after if id_ in wanted] == wanted

    assert keeps(one) or keeps(two)


@given(documents, documents, documents)
def test_the_arguments_stay_as_they_were(base: Json, one: Json, two: Json) -> None:
    before = json.dumps([base, one, two])
    merge(base, one, two)
    assert json.dumps([base, one, two]) == before


@given(documents, documents, documents)
def test_a_conflicts_pointer_leads_to_theirs_in_the_merged_document(base: Json, one: Json, two: Json) -> None:
    result = merge(base, one, two)
    for conflict in result.conflicts:
        value: Json = result.value
        for token in conflict.pointer.split("/")[1:]:
            value = value[int(token)] if isinstance(value, list) else value.get(token, ABSENT)
        expected = conflict.yours if conflict.theirs is ABSENT and value is not ABSENT else conflict.theirs
        assert value is expected or same(value, expected)


def _unordered(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _unordered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted((_unordered(inner) for inner in value), key=lambda each: json.dumps(each, sort_keys=True))
    return value


@pytest.mark.parametrize("value", [1, "x", None, {"a": 1}, [1, 2]])
def test_what_has_no_names_has_no_keys(value: Json) -> None:
    assert keys_of(value) is None
