"""A minor edit makes nothing outdated; whatever says something else does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_document, a_medium_json, a_station_json
from tests.tour_schema.judging import ON, Json
from tour_schema import Documents, Report, check
from tour_schema.freshness import is_minor, made_from

TEXT = "Wer hier handeln wollte, zahlte seit 1325 einen Groschen für das Wohnen auf der Brücke und den Markt."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Kommt nur näher!", "Kommt nur näher."),
        ("Kommt nur näher!", "kommt  nur\nnäher"),
        ("Die Straße", "Die Strasse"),
        ("e\u0301tage fünf", "étage fünf"),
        ("Willkommen auf der Brücke", "Wilkommen auf der Brücke"),
        ("Willkommen auf der Brücke", "Willkommmen auf der Brücke"),
        ("Willkommen auf der Brücke", "Willkommem auf der Brücke"),
        ("Willkommen auf der Brücke", "Willkommne auf der Brücke"),
        ("Kaufmanns Haus", "Kaufmanns-Haus"),
        ("Kaufmannshaus hier", "Kaufmanns-Haus hier"),
        (TEXT, TEXT.replace("handeln", "handlen").replace("Markt", "Makrt")),
        ("", ""),
    ],
)
def test_what_is_not_heard_is_minor(before: str, after: str) -> None:
    assert is_minor(before, after)
    assert is_minor(after, before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Hier ist ein Weg.", "Hier ist kein Weg."),
        ("Das Haus am Ufer", "Das Maus am Ufer"),
        ("seit dem Jahr 1325", "seit dem Jahr 1352"),
        ("Kommt nur näher!", "Kommt nur näher, ich beiße nicht!"),
        ("Willkommen auf der Brücke", "Wilkomen auf der Brücke"),
        ("Gruß an alle hier", "Gruft an alle hier"),
        ("Willkommen, liebe Leute", "Wilkommen, liebe Leutn"),
        (TEXT, TEXT.replace("handeln", "handlen").replace("Markt", "Makrt").replace("Groschen", "Groshen")),
        ("Kommt.", ""),
        ("", "Kommt."),
    ],
)
def test_what_says_something_else_is_not(before: str, after: str) -> None:
    assert not is_minor(before, after)
    assert not is_minor(after, before)


@given(st.text(), st.text())
def test_it_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert is_minor(one, other) == is_minor(other, one)
    assert is_minor(one, one)


def a_line(text: str, recording: Json, **change: Json) -> Json:
    line = {"id": "b1", "kind": "guide_line", "text": {"de": text, "en": "Welcome."}, "recordings": {"de": recording}}
    return a_station_json(story=[line | change])


def told(station: Json) -> Report:
    return check(a_document(station), Documents(), on=ON)


def codes(station: Json) -> set[str]:
    return {issue.code for issue in told(station).issues if issue.code.startswith("narration.")}


MEDIUM = a_medium_json()["id"]


def test_a_minor_edit_makes_neither_recording_nor_captions_nor_translation_outdated() -> None:
    recording = {"medium": MEDIUM, "captions": MEDIUM, "spoken": "Willkommen!", "captioned": "willkommen"}
    assert codes(a_line("Willkommen.", recording, translations={"en": {"of": "Willkommen"}})) == set()
    # The hash alone would say so.
    assert codes(a_line("Willkommen.", recording | {"made_from": made_from("Willkommen!")})) == set()


def test_another_text_makes_all_three_outdated_and_each_says_so_for_itself() -> None:
    recording = {"medium": MEDIUM, "captions": MEDIUM, "spoken": "Hallo.", "captioned": "Hallo."}
    station = a_line("Willkommen.", recording, translations={"en": {"of": "Hallo."}})
    assert codes(station) == {
        "narration.outdated",
        "narration.captions_outdated",
        "narration.translation_outdated",
    }
    assert codes(a_line("Willkommen.", recording | {"spoken": "Willkommen."})) == {"narration.captions_outdated"}


def test_what_remembers_nothing_is_not_called_outdated() -> None:
    assert codes(a_line("Willkommen.", {"medium": MEDIUM, "captions": MEDIUM})) == set()


def test_of_a_text_that_is_gone_nothing_is_still_right() -> None:
    recording = {"medium": MEDIUM, "captions": MEDIUM, "spoken": "Hallo.", "captioned": "Hallo."}
    station = a_line("x", recording, translations={"en": {"of": "Hallo."}, "fr": {"of": "Hallo."}})
    del station["story"][0]["text"]["de"]
    found = [issue for issue in told(station).issues if issue.code.startswith("narration.")]
    assert {issue.code for issue in found} == {"narration.outdated", "narration.captions_outdated"}
    assert [issue.fix for issue in found] == [None, None]


def narrated(text: str | None, speech: Json, /, **change: Any) -> Json:
    block = {"id": "b1", "kind": "audio", "recordings": {"de": MEDIUM}, "speech": {"de": speech}}
    return a_station_json(story=[block | ({"text": {"de": text}} if text else {}) | change])


def test_what_is_narrated_is_outdated_like_what_the_guide_says() -> None:
    speech = {"spoken": "Hallo.", "captioned": "Hallo.", "draft": True}
    every = {"narration.outdated", "narration.captions_outdated", "narration.draft"}
    station = narrated("Willkommen.", speech)
    assert codes(station) == every
    found = [issue for issue in told(station).issues if issue.code in every]
    assert {issue.pointer for issue in found} == {"/story/0/recordings/de"}
    paths = {step.path for issue in found if issue.fix for step in issue.fix.patch}
    there = "/story/0/speech/de"
    assert paths == {"/story/0/text/de", f"{there}/spoken", f"{there}/made_from", f"{there}/captioned"}
    assert codes(narrated("Hallo!", {"spoken": "Hallo.", "captioned": "hallo"})) == set()


def test_what_is_narrated_without_a_text_or_is_no_speech_is_never_outdated() -> None:
    speech = {"spoken": "Hallo.", "draft": True}
    assert codes(narrated(None, speech)) == set()
    assert codes(narrated("Willkommen.", speech, spoken=False)) == set()
    assert codes(narrated("Willkommen.", speech, recordings={})) == set()


def test_a_translation_of_what_is_narrated_is_outdated_by_another_original() -> None:
    text = {"de": "Willkommen.", "en": "Hello."}
    station = narrated(None, {}, text=text, translations={"en": {"of": "Hallo."}})
    found = [issue for issue in told(station).issues if issue.code == "narration.translation_outdated"]
    assert [issue.pointer for issue in found] == ["/story/0/text/en"]
    assert codes(narrated(None, {}, text=text, translations={"en": {"of": "willkommen"}})) == set()
