"""What holds of every desk walk: the same seed, the same walk; whatever the draft, a walk or a reason why not."""

from __future__ import annotations

import contextlib
import itertools
import json
import statistics
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import a_document, a_station_json, a_tour_json
from tests.tour_schema.golden import Case, cases
from tests.tour_schema.test_desk_walk import PLACES, QUIET, Json, circle, in_modules, stations, walked
from tour_schema import Documents
from tour_schema.desk_walk import NotWalkableError, Options, Walk, walk
from tour_schema.desk_walk.chance import CORRELATED_S, draws, errors
from tour_schema.tour import Tour


def refused(tour: Json, others: Sequence[Json], options: Options) -> NotWalkableError:
    with pytest.raises(NotWalkableError) as caught:
        walked(tour, others, options)
    return caught.value


def test_the_same_seed_gives_the_same_bytes_and_another_one_another_walk() -> None:
    others = stations()
    tour = a_tour_json(others)
    one, same, other = (walked(tour, others, Options(noise_m=8, seed=seed)) for seed in (7, 7, 8))
    assert one.model_dump_json() == same.model_dump_json()
    assert one.fixes != other.fixes


def test_the_generator_gives_the_published_numbers() -> None:
    found = [round(each * 2**53) for each in itertools.islice(draws(1234567), 3)]
    assert found == [each >> 11 for each in (6457827717110365317, 3203168211198807973, 9817491932198370423)]


def test_the_error_has_the_asked_for_spread_and_lasts_for_a_while() -> None:
    east = [each[0] for each in itertools.islice(errors(8, 3), 60_000)]
    assert statistics.pstdev(east) == pytest.approx(8, rel=0.08)
    later = east[round(CORRELATED_S) :]
    assert statistics.correlation(east[: len(later)], later) == pytest.approx(0.368, abs=0.08)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"language": "fr"}, "language"),
        ({"modules": ["m9"]}, "module"),
        ({"modules": ["m1", "m2"]}, "modules"),
        ({"speed_m_s": 0.1, "modules": ["m3"]}, "too_long"),
        ({"track": [[11.0, 50.9]]}, "track"),
        ({"track": [[11.0, 99.0], [11.0, 50.9]]}, "track"),
        ({"track": [[11.0, 50.9], [21.0, 50.9]]}, "too_long"),
    ],
)
def test_what_cannot_be_walked_says_why(options: Json, code: str) -> None:
    others = stations(4)
    tour = in_modules(a_tour_json(others), {}, {"not_with": ["m1"]}, {}, {})
    tour["modules"][2]["stops"] += tour["modules"].pop()["stops"]
    tour["route"]["legs"][2]["distance_m"] = 20_000
    assert refused(tour, others, Options.model_validate_json(json.dumps(options))).code == code


def test_a_tour_without_places_or_with_too_many_stops_or_areas_is_refused() -> None:
    others = stations(2)
    assert refused(a_tour_json(others) | {"route": {}}, [], QUIET).code == "nowhere"
    many = [others[0]] * 501
    assert refused(a_tour_json(many), others, QUIET).code == "too_many"
    dense = [circle(PLACES[0], 30 + number, dwell_s=600_000) for number in range(200)]
    crowd = [a_station_json(f"S{number}", position=PLACES[0], triggers=dense, duration_s=3600) for number in range(9)]
    assert refused(a_tour_json(crowd), crowd, QUIET).code == "too_dense"


coordinates = st.integers(-20, 20).map(lambda step: step / 10_000)
where = st.tuples(coordinates, coordinates).map(lambda off: [11.03 + off[0], 50.978 + off[1]])


def _at(places: Sequence[Json]) -> list[Json]:
    return [a_station_json(f"Station {number}", position=place) for number, place in enumerate(places)]


@given(st.lists(where, min_size=1, max_size=5), st.integers(15, 60), st.integers(0, 60))
@settings(max_examples=25, deadline=None)
def test_without_noise_every_circle_fires_through_whose_middle_the_way_leads(
    places: list[Json], radius_m: int, dwell_s: int
) -> None:
    others = _at(places)
    for station in others:
        station["triggers"] = [circle(station["place"]["position"], radius_m, dwell_s=dwell_s)]
    made = walked(a_tour_json(others), others)
    assert all(each.fired_s is not None and each.left_s is not None for each in made.visits)
    assert "missed" not in {each.fired for each in made.visits}


@given(st.lists(where, min_size=1, max_size=4), st.floats(0, 60), st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_every_stop_is_told_of_once_and_in_time_whatever_the_phone_believes(
    places: list[Json], noise_m: float, seed: int
) -> None:
    others = _at(places)
    tour, options = a_tour_json(others), Options(noise_m=noise_m, seed=seed)
    made = walked(tour, others, options)
    assert made == walked(tour, list(reversed(others)), options)
    assert [each.stop for each in made.visits] == [f"h{number}" for number in range(1, len(places) + 1)]
    moments = [each.at_s for each in made.events]
    assert moments == sorted(moments)
    assert set(moments) <= set(range(made.lasts_s + 1))
    assert Walk.model_validate_json(made.model_dump_json()) == made


@pytest.mark.parametrize("case", [case for case in cases() if case.documents], ids=lambda case: case.name)
def test_any_draft_is_walked_or_refused_with_a_reason(case: Case) -> None:
    tour, *others = [a_document(each) for each in case.documents]
    if isinstance(tour, Tour):
        for options in (QUIET, Options(step_free=True), Options(optional=False)):
            with contextlib.suppress(NotWalkableError):
                assert walk(tour, Documents(*others), options).visits
