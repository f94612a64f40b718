"""Issues in words: in German and in English, in the reader's manner."""

from __future__ import annotations

import json
import re
import string

import pytest

from tour_schema import Fix, Issue, Severity, words
from tour_schema.codes import catalogue
from tour_schema.issue import Code, Operation, error
from tour_schema.words import FORMS, LANGUAGES, language_for, messages


def told(form: str, value: object, language: str) -> str:
    return FORMS[form](value, language)  # type: ignore[arg-type]  # wrong values must not break a sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_title_and_help_and_nothing_else_is_there(language: str) -> None:
    known = messages(language).codes
    assert set(known) == set(catalogue())
    for code, message in known.items():
        assert set(message) <= {"title", "help", "fix"}, code
        assert message["title"], code
        assert message["help"], code


def test_both_languages_say_the_same_things() -> None:
    german, english = messages("de"), messages("en")
    assert set(german.names) == set(english.names)
    for code in german.codes:
        assert set(german.codes[code]) == set(english.codes[code]), code
        for part in german.codes[code]:
            slots = [set(re.findall(r"\{(\w+)", str(each.codes[code][part]))) for each in (german, english)]
            assert slots[0] == slots[1], (code, part)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_that_is_asked_for_exists(language: str) -> None:
    asked = re.findall(r"\{\w+:(\w+)\}", json.dumps(messages(language).codes))
    assert set(asked) <= set(FORMS)


def test_german_has_real_quotation_marks_and_no_straight_ones() -> None:
    for code, message in messages("de").codes.items():
        for part in message.values():
            text = part if isinstance(part, str) else part["other"]
            assert text.count("„") == text.count("“"), code


@pytest.mark.parametrize(
    ("form", "value", "german", "english"),
    [
        ("plain", 1234.5, "1.234,5", "1,234.5"),
        ("plain", 1234567, "1.234.567", "1,234,567"),
        ("plain", True, "ja", "yes"),
        ("plain", "x", "x", "x"),
        ("plain", ("a", "b", "c"), "a, b und c", "a, b and c"),
        ("either", ("a", "b"), "a oder b", "a or b"),
        ("either", "a", "a", "a"),
        ("either", 3, "3", "3"),
        ("metres", 240, "240 m", "240 m"),
        ("metres", 0.42, "0,42 m", "0.42 m"),
        ("metres", 12_345, "12,3 km", "12.3 km"),
        ("metres", "?", "0 m", "0 m"),
        ("bytes", 512, "512 Byte", "512 bytes"),
        ("bytes", 9_500_000, "9,5 MB", "9.5 MB"),
        ("bytes", 5e12, "5.000 GB", "5,000 GB"),
        ("bytes", "?", "0 Byte", "0 bytes"),
        ("seconds", 421, "7 min 1 s", "7 min 1 s"),
        ("seconds", 0, "0 s", "0 s"),
        ("seconds", "?", "0 s", "0 s"),
        ("day", "2026-10-31", "31. Oktober 2026", "31 October 2026"),
        ("day", "10-31", "31. Oktober", "31 October"),
        ("day", "2026-05-02T10:11:00Z", "2. Mai 2026", "2 May 2026"),
        ("day", "2026-13-01", "2026-13-01", "2026-13-01"),
        ("day", "soon", "soon", "soon"),
        ("degrees", 11.03, "11,03°", "11.03°"),
        ("degrees", "?", "?°", "?°"),
        ("language", "de", "Deutsch", "German"),
        ("language", "de-x-leicht", "Leichte Sprache", "Easy Language (German)"),
        ("language", "de-AT", "Deutsch (de-AT)", "German (de-AT)"),
        ("language", "tlh", "tlh", "tlh"),
        ("field", "title", "Titel", "title"),
        ("field", "unheard_of", "unheard_of", "unheard_of"),
        ("medium", ("image", "model"), "Bild und 3D-Modell", "picture and 3D model"),
    ],
)
def test_a_value_is_written_in_the_readers_manner(form: str, value: object, german: str, english: str) -> None:
    assert (told(form, value, "de"), told(form, value, "en")) == (german, english)


def test_a_number_decides_the_sentence() -> None:
    issues = [catalogue()["route.straight"].at(None, count=count) for count in (1, 3)]
    assert [words(issue, "de").title for issue in issues] == [
        "Ein Wegstück ist noch nicht gezeichnet.",
        "3 Wegstücke sind noch nicht gezeichnet.",
    ]


def test_a_reader_of_another_language_reads_english() -> None:
    assert [language_for(tag) for tag in ("de-AT", "de-x-leicht", "en-GB", "fr", "")] == ["de", "de", "en", "en", "en"]


def test_a_code_of_a_newer_version_is_told_by_its_name() -> None:
    assert words(error("weather.rain").at(None), "de") == ("weather.rain", "", None)


def test_a_missing_value_leaves_a_gap_and_a_fix_without_words_no_button() -> None:
    assert words(catalogue()["file.duplicate_key"].at(None), "en").title == "“…” is given twice in the same place."
    fix = Fix(
        label_code="file.empty", patch=(Operation(op="test", path="/a", value=1), Operation(op="remove", path="/a"))
    )
    assert words(catalogue()["file.duplicate_key"].at(None, "", fix, key="x"), "en").fix is None


def test_issues_are_made_by_their_code() -> None:
    issue = Code("a.b", Severity.HINT).at(None, "/x", count=2)
    assert issue == Issue(code="a.b", severity=Severity.HINT, pointer="/x", values={"count": 2})


def test_codes_are_named_family_dot_name() -> None:
    allowed = set(string.ascii_lowercase + "_0123456789.")
    assert all(set(name) <= allowed and name.count(".") == 1 for name in catalogue())
