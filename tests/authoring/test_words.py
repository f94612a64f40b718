"""Words: complete in both languages, written in the reader's manner."""

import re
from datetime import date

import pytest

from authoring import words
from authoring.errors import Refused


def placeholders(sentence: words.Sentence) -> set[str]:
    forms = sentence.values() if isinstance(sentence, dict) else [sentence]
    return {name for form in forms for name in re.findall(r"\{(\w+)\}", form)}


def test_both_languages_say_the_same_keys() -> None:
    assert set(words.messages("de")) == set(words.messages("en"))


def test_both_languages_use_the_same_values() -> None:
    for key, german in words.messages("de").items():
        assert placeholders(german) == placeholders(words.messages("en")[key]), key


def test_no_sentence_is_empty_and_no_brace_is_left_over() -> None:
    for language in words.LANGUAGES:
        for key, sentence in words.messages(language).items():
            for form in sentence.values() if isinstance(sentence, dict) else [sentence]:
                assert form.strip(), key
                assert not re.search(r"[{}]", re.sub(r"\{\w+\}", "", form)), key


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_sentence_that_counts_has_every_plural_form_of_its_language(language: str) -> None:
    for key, sentence in words.messages(language).items():
        if isinstance(sentence, dict):
            assert set(sentence) == {"one", "other"}, key


def test_numbers_dates_and_lists_are_written_in_the_readers_manner() -> None:
    assert words.written(1234.5, "de") == "1.234,5"
    assert words.written(1234.5, "en") == "1,234.5"
    assert words.written(10**299, "de") == words.written(1e299, "de") == "1e+299"
    assert words.written(date(2026, 5, 3), "de") == "3. Mai 2026"
    assert words.written(["a", "b", "c"], "de") == "a, b und c"


def test_a_sentence_counts_with_the_plural_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "messages", lambda _: {"n.stops": {"one": "{count} Halt", "other": "{count} Halte"}})
    assert [words.say("n.stops", "de", count=count) for count in (1, 2000)] == ["1 Halt", "2.000 Halte"]


def test_an_unknown_key_is_a_loud_defect() -> None:
    with pytest.raises(words.UnknownWordsError):
        words.say("nobody.wrote.this", "de")


@pytest.mark.parametrize(
    ("wanted", "spoken"), [("de_AT.UTF-8", "de"), ("en-GB", "en"), ("fr", "en"), (None, "en"), ("DE", "de")]
)
def test_the_language_that_suits_a_tag_is_chosen(wanted: str | None, spoken: str) -> None:
    assert words.choose_language(wanted) == spoken


def test_a_language_is_called_by_its_name_in_the_readers_language() -> None:
    assert words.language_name("en", "de") == "Englisch"
    assert words.language_name("xx-what", "de") == "xx-what"


def test_a_refusal_names_a_field_as_the_form_does() -> None:
    refusal = Refused("body_text_long", {"field": "name", "letters": 2_500, "most": 2_000})
    assert words.of_error(refusal, "de").startswith("Der Text in „Name“ ist")
    foreign = Refused("body_text_long", {"field": "org.example.x", "letters": 2_500, "most": 2_000})
    assert "„org.example.x“" in words.of_error(foreign, "de")
