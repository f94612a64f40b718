"""The speech engine over the API."""

import pytest

from tests.authoring.web.conftest import Browser, Town


@pytest.mark.parametrize("text", ["Hallo.", ""])
def test_without_an_engine_nothing_is_drafted_and_the_reason_is_said(anna: Browser, town: Town, text: str) -> None:
    told = anna.post("/api/v1/speech", json={"organisation": town.erfurt, "language": "de", "text": text})
    assert told.status_code == 422
    assert text == "" or told.get_json()["detail"] == "Auf dieser Installation ist keine Sprachausgabe eingerichtet."


def test_only_those_who_may_upload_there_have_drafts_spoken(bert: Browser, town: Town) -> None:
    told = bert.post("/api/v1/speech", json={"organisation": town.erfurt, "language": "de", "text": "Hallo."})
    assert told.status_code == 403
