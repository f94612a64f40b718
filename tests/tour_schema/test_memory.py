"""A check that remembers says what a check says that has never seen the documents."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Json, a_document, a_guide_json, a_medium_json, a_station_json, a_tour_json, words
from tour_schema import Documents, check, dump, read
from tour_schema.document import Document

DAY = date(2026, 5, 15)
DAYS = [DAY, date(2026, 7, 1), date(2027, 1, 1)]
CHANGES: list[tuple[str, Json]] = [
    ("tour", {"languages": ["de"]}),
    ("tour", {"languages": ["de", "en", "fr"]}),
    ("tour", {"season": {"from": "04-01", "to": "10-31"}}),
    ("tour", {"season": {"from": "12-01", "to": "02-01"}}),
    ("tour", {"title": {}}),
    ("station", {"place": {"position": [50.9788, 11.0308]}}),
    ("station", {"duration_s": None}),
    ("station", {"facts": {"opening_hours": "Jan Mo-Fr 10:00-12:00", "time_zone": "Europe/Berlin"}}),
    ("station", {"title": {"de": "Nur deutsch"}}),
    ("medium", {"alt": {}}),
    ("medium", {"rights_until": "2026-06-01"}),
    ("medium", {"type": "audio"}),
    ("guide", {"name": {"en": "Only English"}}),
    ("gone", {}),
]


def the_documents() -> dict[str, Json]:
    medium, guide = a_medium_json(), a_guide_json()
    line = {"id": "b1", "kind": "guide_line", "text": words("Willkommen.", "Welcome."), "guide": guide["id"]}
    stations = [
        a_station_json(f"Halt {place}", position=[11.03 + place / 500, 50.98], cover=medium["id"], story=[line])
        for place in range(4)
    ]
    tour = a_tour_json(stations, cover=medium["id"])
    return {"tour": tour, "station": stations[0], "medium": medium, "guide": guide} | {
        f"other {place}": station for place, station in enumerate(stations[1:])
    }


def without_absent(json: Json) -> Json:
    return {name: value for name, value in json.items() if value is not None}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(CHANGES), st.sampled_from(DAYS)), max_size=6))
def test_remembering_changes_no_report(steps: list[tuple[tuple[str, Json], date]]) -> None:
    told = the_documents()
    kept: dict[str, Document] = {name: a_document(json) for name, json in told.items()}
    check(kept["tour"], Documents(*kept.values()), on=DAY)
    for (name, change), day in steps:
        if name == "gone":
            kept.pop("medium", None)
        elif name in kept:
            told[name] = without_absent(told[name] | change)
            kept[name] = a_document(told[name])
        fresh = [a_document(told[each]) for each in kept]
        remembered = check(kept["tour"], Documents(*kept.values()), on=day)
        assert remembered == check(fresh[0], Documents(*fresh), on=day)
        # The same station alone is judged by other languages and no season.
        alone = check(kept["station"], Documents(*kept.values()), on=day)
        assert alone == check(fresh[1], Documents(*fresh), on=day)


def test_what_is_kept_is_no_part_of_the_document() -> None:
    told = the_documents()
    seen, unseen = a_document(told["station"]), a_document(told["station"])
    check(seen, Documents(seen), on=DAY)
    assert seen == unseen
    assert dump(seen) == dump(unseen)
    assert read(dump(seen)).document == unseen


def test_a_changed_copy_remembers_nothing() -> None:
    station: Any = a_document(the_documents()["station"])
    before = check(station, Documents(station), on=DAY)
    copy = station.model_copy(update={"summary": {}})
    assert check(copy, Documents(copy), on=DAY) != before
