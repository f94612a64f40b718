"""What an organisation usually writes: said once by its administrators, offered where it is missing."""

from typing import Any

import pytest

from authoring.settings import Settings, SettingsError
from tests import builders
from tests.authoring.web.conftest import Browser, Town
from tests.authoring.web.test_documents import made

Json = dict[str, Any]


def workspace(browser: Browser, town: Town) -> Json:
    tour = made(browser, town.erfurt, {"kind": "tour", "title": {"de": "Rundgang"}})
    found: Json | None = browser.get(f"/api/v1/tours/{tour['id']}/workspace").json
    assert found is not None
    return found


def test_an_administrator_says_them_and_the_editor_hears_the_time_zone(admin: Browser, town: Town) -> None:
    assert workspace(admin, town)["organisation"]["time_zone"] == "Europe/Berlin"
    form = {"licence": "CC-BY-4.0", "time_zone": "Europe/Lisbon"}
    assert admin.post(f"/people/{town.erfurt}/defaults", data=form).status_code == 303
    assert workspace(admin, town)["organisation"]["time_zone"] == "Europe/Lisbon"
    page = " ".join(admin.get("/people").text.split())
    assert '<option value="CC-BY-4.0" selected>' in page
    assert '<option value="Europe/Lisbon" selected>' in page


@pytest.mark.parametrize("form", [{"time_zone": "Europe/Erfurt"}, {"time_zone": "localtime"}, {"licence": "frei"}])
def test_what_is_no_zone_and_no_licence_is_refused_in_a_sentence(form: Json, admin: Browser, town: Town) -> None:
    answer = admin.post(f"/people/{town.erfurt}/defaults", data=form)
    assert answer.status_code == 422
    assert next(iter(form.values())) in answer.text


def test_nobody_else_says_them(anna: Browser, bert: Browser, town: Town) -> None:
    for browser in (anna, bert):
        assert browser.post(f"/people/{town.erfurt}/defaults", data={"licence": "CC0-1.0"}).status_code == 403
    assert 'name="time_zone"' not in anna.get("/people").text


def test_the_report_proposes_the_houses_licence_and_name_where_the_tour_says_none(
    admin: Browser, anna: Browser, town: Town
) -> None:
    admin.post(f"/people/{town.erfurt}/defaults", data={"licence": "CC-BY-4.0", "time_zone": ""})
    station = builders.a_station_json()
    del station["licence"], station["credit"]
    saved = made(anna, town.erfurt, station)
    report = anna.get(f"/api/v1/documents/{saved['id']}/report").json
    assert report is not None
    (issue,) = (issue for issue in report["issues"] if issue["code"] == "rights.licence_missing")
    assert "CC-BY-4.0" in issue["fix_label"]
    added = {step["path"]: step["value"] for step in issue["fix"]["patch"] if step["op"] == "add"}
    assert added == {"/licence": "CC-BY-4.0", "/credit": "Erfurt"}
    own = anna.put(
        f"/api/v1/documents/{saved['id']}",
        json=saved["body"] | {"licence": "CC-BY-SA-4.0"},
        headers={"If-Match": '"1"'},
    ).json
    assert own is not None
    (missing,) = (issue for issue in own["report"]["issues"] if issue["code"] == "rights.credit_missing")
    assert "Erfurt" in missing["fix_label"]


def test_the_installation_says_where_its_clocks_stand() -> None:
    assert Settings.from_environment({"WAYFABLE_TIME_ZONE": "Europe/Vienna"}).time_zone == "Europe/Vienna"
    assert Settings.from_environment({}).time_zone == "Europe/Berlin"
    with pytest.raises(SettingsError) as wrong:
        Settings.from_environment({"WAYFABLE_TIME_ZONE": "Mitteleuropa"})
    assert wrong.value.sentences("de") == [
        "WAYFABLE_TIME_ZONE muss eine Zeitzone wie Europe/Berlin nennen (IANA); „Mitteleuropa“ ist keine."
    ]
