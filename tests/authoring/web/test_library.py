"""The library search through the API."""

from tests.authoring.web.conftest import Browser, Town
from tests.authoring.web.test_documents import made


def test_stations_are_searched_by_words_place_and_organisation_together(
    anna: Browser, bert: Browser, town: Town
) -> None:
    place = {"place": {"position": [11.03, 50.98]}}
    made(anna, town.erfurt, {"kind": "station", "title": {"de": "Krämerbrücke"}} | place)
    made(bert, town.jena, {"kind": "station", "title": {"de": "Camsdorfer Brücke"}})
    found = anna.get("/api/v1/stations/search?q=kraemer&bbox=11,50.9,11.1,51").json
    assert found is not None
    assert [item["title"]["de"] for item in found["items"]] == ["Krämerbrücke"]
    assert (found["total"], found["next"]) == (1, None)
    others = bert.get(f"/api/v1/stations/search?q=br&organisation={town.erfurt}").json
    assert others is not None
    assert others["items"] == []


def test_pages_follow_each_other(anna: Browser, town: Town) -> None:
    for number in range(3):
        made(anna, town.erfurt, {"kind": "station", "title": {"de": f"Halt {number}"}})
    first = anna.get("/api/v1/stations/search?q=halt&limit=2").json
    assert first is not None
    second = anna.get("/api/v1/stations/search", query_string={"q": "halt", "limit": 2, "cursor": first["next"]}).json
    assert second is not None
    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)


def test_a_box_or_a_cursor_that_is_none_is_a_problem_in_words(anna: Browser) -> None:
    for query in ("bbox=1,2,3", "cursor=x", "limit=0", "nonsense=1"):
        answer = anna.get(f"/api/v1/stations/search?{query}")
        assert 400 <= answer.status_code < 500, query
        assert answer.json is not None
        assert answer.json["detail"]
