"""The virtual guides of the library, and each one's own page."""

import json
from collections.abc import Sequence
from html import unescape
from typing import Any

import pytest

from authoring.actions.create_document import create_document
from authoring.db import Database
from authoring.permissions import Actor
from tests.authoring.web.conftest import Browser, Town

FILE = {"sha256": "0" * 64, "bytes": 9, "media_type": "audio/mpeg", "duration_s": 4.0}


@pytest.fixture
def make(database: Database, town: Town) -> Any:
    """Makes a document of Erfurt's and returns its id."""

    def made(body: dict[str, Any], *, neighbour: bool = False) -> str:
        owner = town.jena if neighbour else town.erfurt
        return create_document(database, Actor.command_line(), owner, json.dumps(body).encode()).document_id

    return made


def asked(browser: Browser, address: str) -> dict[str, Any]:
    found = browser.get(f"/api/v1/{address}").json
    assert isinstance(found, dict)
    return found


def a_guide(make: Any, **change: Any) -> str:
    figure = {"triangles": 12, "clips": ["Idle", "Wave"], "clips_s": [2.0, 2.0]}
    glb = FILE | {"media_type": "model/gltf-binary"}
    model = make({"kind": "medium", "type": "model", "original": glb, "model": figure})
    body = {"kind": "guide", "original": "de", "name": {"de": "Martha"}, "figure": model}
    clips = {"idle": "Idle", "wave": "Hallo"}
    made: str = make(body | {"clips": clips, "voices": {"de": {"name": "Renate", "engine": "de+f2"}}} | change)
    return made


def a_station(make: Any, title: str, *lines: dict[str, Any]) -> str:
    story = [{"id": f"b{number}", "kind": "guide_line"} | line for number, line in enumerate(lines)]
    made: str = make(
        {
            "kind": "station",
            "original": "de",
            "title": {"de": title},
            "place": {"position": [11.0, 50.9]},
            "story": story,
        }
    )
    return made


def a_tour(make: Any, title: str, guide: str, *stations: str, languages: Sequence[str] = ("de",), **owner: bool) -> str:
    stops = [{"id": f"h{number}", "station": station} for number, station in enumerate(stations)]
    body = {"kind": "tour", "original": "de", "languages": [*languages], "title": {"de": title}, "guide": guide}
    made: str = make(body | {"modules": [{"id": "m1", "stops": stops}]}, **owner)
    return made


def test_a_guide_has_a_page_of_its_own_and_stands_in_the_library(anna: Browser, make: Any) -> None:
    guide = a_guide(make)
    assert f'href="/guides/{guide}"' in anna.get("/guides").text
    assert 'href="/guides"' in anna.get("/library").text
    page = anna.get(f"/guides/{guide}").text
    for said in ("Martha", "Renate", "de+f2", "Idle", "fehlt in der Datei", "Noch nichts"):
        assert said in page
    assert anna.get("/guides/01920000-0000-7000-8000-000000000000").status_code == 404
    station = a_station(make, "Fischmarkt")
    assert anna.get(f"/guides/{station}").status_code == 404


def test_a_name_as_long_as_a_story_is_quoted_short(anna: Browser, make: Any) -> None:
    guide = a_guide(make, name={"de": "Kunigunde " * 60})
    assert "Kunigunde " * 30 not in anna.get(f"/guides/{guide}").text


def test_its_lines_are_those_of_its_tours_and_those_that_name_it(anna: Browser, make: Any) -> None:
    guide, other = a_guide(make), a_guide(make, name={"de": "Otto"})
    own = {"text": {"de": "Ich bin gemeint."}, "guide": guide}
    first = a_station(
        make, "Fischmarkt", {"text": {"de": "Von der Tour."}}, {"text": {"de": "Otto hier."}, "guide": other}
    )
    a_tour(make, "Zeitreise", guide, first)
    a_station(make, "Dom", own, {"text": {"de": "Von niemandem."}})
    page = anna.get(f"/guides/{guide}").text
    assert [said in page for said in ("Von der Tour.", "Ich bin gemeint.")] == [True, True]
    assert [said in page for said in ("Otto hier.", "Von niemandem.")] == [False, False]
    assert page.index("Von der Tour.") < page.index("Ich bin gemeint.")


def test_of_tours_in_the_making_elsewhere_nothing_is_told(anna: Browser, bert: Browser, make: Any) -> None:
    guide = a_guide(make)
    station = a_station(make, "Fischmarkt", {"text": {"de": "Geheimes Vorhaben."}})
    a_tour(make, "Verborgen", guide, station, neighbour=True)
    assert "Geheimes Vorhaben." not in anna.get(f"/guides/{guide}").text
    assert "Geheimes Vorhaben." in bert.get(f"/guides/{guide}").text


def test_each_line_says_how_it_sounds_in_each_language(anna: Browser, make: Any) -> None:
    guide = a_guide(make)
    sound = make({"kind": "medium", "type": "audio", "original": FILE})
    cue = {"id": "c1", "start_s": 0.5, "end_s": 2.0, "text": "Hallo!"}
    vtt = FILE | {"media_type": "text/vtt"}
    captions = make({"kind": "medium", "type": "captions", "original": vtt, "cues": [cue]})
    recorded = {"medium": sound, "captions": captions, "spoken": "Hallo!", "captioned": "Guten Tag!"}
    recordings = {"de": recorded, "en": {"medium": sound, "draft": True}, "fr": {"medium": sound, "spoken": "Adieu."}}
    text = {"de": "Hallo.", "en": "Hello.", "fr": "Salut.", "it": "Ciao."}
    a_station(make, "Fischmarkt", {"text": text, "recordings": recordings, "guide": guide, "gesture": "wave"})
    page = unescape(anna.get(f"/guides/{guide}").text)
    said = ("aufgenommen", "Untertitel veraltet", "Entwurf der Sprachausgabe", "Aufnahme veraltet", "keine Aufnahme")
    assert [each for each in said if each not in page] == []
    previews = [json.loads(part.split('">')[0]) for part in page.split('data-preview="')[1:]]
    assert [each["language"] for each in previews] == ["de", "en", "fr", "it"]
    assert (previews[0]["gesture"], previews[0]["sound"]["id"]) == ("wave", sound)
    assert previews[0]["cues"] == [cue]
    assert (previews[3]["sound"], previews[3]["cues"]) == (None, [])


def test_what_is_said_cannot_break_out_of_the_page(anna: Browser, make: Any) -> None:
    guide = a_guide(make, name={"de": '"><script>alert(1)</script>'})
    a_station(make, "Dom", {"text": {"de": "'\"><script>alert(2)</script>"}, "guide": guide})
    assert "<script>alert" not in anna.get(f"/guides/{guide}").text


def test_a_guide_is_made_in_the_library_and_leads_to_its_desk(anna: Browser, town: Town) -> None:
    page = anna.get("/guides").text
    assert "Noch kein Guide" in page
    assert "Den ersten Guide anlegen" in page
    nameless = anna.post("/guides", data={"name": " ", "original": "de", "organisation": town.erfurt})
    assert nameless.status_code == 422
    assert "Geben Sie dem Guide einen Namen" in nameless.text
    made = anna.post("/guides", data={"name": "Johanna", "original": "en", "organisation": town.erfurt})
    assert made.status_code == 303
    desk = made.headers["Location"]
    assert desk.startswith("/guides/")
    assert desk.endswith("/edit")
    guide = desk.split("/")[2]
    body = asked(anna, f"documents/{guide}")["body"]
    assert (body["kind"], body["name"], body["original"]) == ("guide", {"en": "Johanna"}, "en")
    assert f'href="{desk}"' in anna.get(f"/guides/{guide}").text
    assert f'href="/guides/{guide}"' in anna.get(f"/documents/{guide}/history").text


def test_who_may_not_change_a_guide_is_not_led_to_its_desk(anna: Browser, bert: Browser, make: Any) -> None:
    guide = a_guide(make)
    assert f"/guides/{guide}/edit" in anna.get(f"/guides/{guide}").text
    assert f"/guides/{guide}/edit" not in bert.get(f"/guides/{guide}").text
    assert asked(bert, f"guides/{guide}/workspace")["guide"]["editable"] is False


def test_the_desk_opens_a_guide_with_its_media_its_report_and_the_languages_it_is_for(
    anna: Browser, make: Any, town: Town
) -> None:
    guide = a_guide(make, voices={"fr": {"name": "Renée"}})
    a_tour(make, "Zeitreise", guide, languages=["de", "nl"])
    opened = asked(anna, f"guides/{guide}/workspace")
    assert opened["guide"]["body"]["name"] == {"de": "Martha"}
    assert [each["id"] for each in opened["media"]] == [opened["guide"]["body"]["figure"]]
    assert opened["languages"] == ["de", "fr", "nl", "en"]
    assert {issue["document"] for issue in opened["report"]["issues"]} >= {guide}
    assert (opened["organisation"]["id"], opened["person"]["name"]) == (town.erfurt, "Anna")
    assert anna.get(f"/api/v1/guides/{opened['media'][0]['id']}/workspace").status_code == 404
    assert anna.get(f"/api/v1/tours/{guide}/workspace").status_code == 404


def test_the_news_of_a_guide_tell_of_it_and_its_media(anna: Browser, make: Any) -> None:
    guide = a_guide(make)
    figure = asked(anna, f"documents/{guide}")["body"]["figure"]
    heads = asked(anna, f"guides/{guide}/news")["heads"]
    assert {head["id"]: head["revision"] for head in heads} == {guide: 1, figure: 1}
    assert anna.get(f"/api/v1/guides/{figure}/news").status_code == 404
