"""Themes and audiences: keywords in the document, words for people."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from authoring import demo
from authoring.keywords import Vocabulary, keyword_name, keyword_of
from authoring.words import LANGUAGES, has_words

DEMO = Path(demo.__file__).parent


@pytest.mark.parametrize(
    ("typed", "keyword"),
    [
        ("Mittelalter", "middle-ages"),
        ("MIDDLE AGES", "middle-ages"),
        ("middle-ages", "middle-ages"),
        ("Jüdisches Leben", "jewish-life"),
        ("Glasmacher & Söhne!", "glasmacher-soehne"),
        ("–", ""),
    ],
)
def test_what_somebody_types_is_a_known_theme_in_any_language_or_one_of_their_own(typed: str, keyword: str) -> None:
    assert keyword_of("theme", typed) == keyword


def test_a_keyword_without_words_is_shown_as_it_was_written() -> None:
    assert keyword_name("theme", "alte-kaehne", "de") == "alte kaehne"
    assert keyword_name("audience", "families", "de") == "Familien"


@pytest.mark.parametrize("vocabulary", ["theme", "audience"])
def test_the_demo_speaks_of_themes_and_audiences_that_have_words(vocabulary: Vocabulary) -> None:
    texts = [json.dumps(tomllib.loads((DEMO / file).read_text())) for file in ("erfurt.toml", "jena.toml")]
    lists = [found for text in texts for found in re.findall(rf'"{vocabulary}s": (\[[^\]]*\])', text)]
    used = {keyword for found in lists for keyword in json.loads(found)}
    assert used
    assert {word for word in used if not has_words(f"parts.{vocabulary}.{word.replace('-', '_')}")} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_leads_back_to_its_keyword(language: str) -> None:
    for keyword in ("middle-ages", "jewish-life", "food", "castles", "fortress"):
        assert keyword_of("theme", keyword_name("theme", keyword, language)) == keyword
