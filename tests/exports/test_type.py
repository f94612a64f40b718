"""Words that fit into their box, whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.printing.type import REGULAR, SEMIBOLD, MissingGlyphsError, fitted, measured

letters = st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=200)


@given(letters, st.floats(20, 400), st.integers(1, 4))
def test_no_line_is_wider_than_its_box_and_there_are_no_more_than_asked(text: str, width: float, lines: int) -> None:
    found = fitted(text, REGULAR, 14, least_pt=6, width_pt=width, lines=lines)
    assert len(found.words) <= lines
    assert all(measured(line, REGULAR, found.size_pt) <= width for line in found.words)
    assert 6 <= found.size_pt <= 14


def test_words_are_set_smaller_before_they_are_cut() -> None:
    roomy = fitted("Rathausplatz", SEMIBOLD, 20, least_pt=8, width_pt=200, lines=1)
    narrow = fitted("Rathausplatz", SEMIBOLD, 20, least_pt=8, width_pt=80, lines=1)
    tight = fitted("Rathausplatz", SEMIBOLD, 20, least_pt=8, width_pt=30, lines=3)
    assert (roomy.size_pt, roomy.words) == (20, ("Rathausplatz",))
    assert 8 < narrow.size_pt < 20
    assert "".join(tight.words).replace("-", "") == "Rathausplatz"
    assert fitted("Rathausplatz", SEMIBOLD, 20, least_pt=8, width_pt=30, lines=1).words[0].endswith("…")


def test_a_book_in_one_word_is_cut_in_no_time() -> None:
    found = fitted("Wort" * 25_000, REGULAR, 14, least_pt=6, width_pt=300, lines=3)
    assert len(found.words) == 3
    assert found.words[-1].endswith("…")


def test_line_breaks_and_unseen_letters_are_spaces_or_nothing_and_accents_are_composed() -> None:
    found = fitted(
        "Kra\u0308mer\u00adbru\u0308cke\n\t am\u200b Markt\u2028", REGULAR, 10, least_pt=6, width_pt=400, lines=1
    )
    assert found.words == ("Krämerbrücke am Markt",)


def test_letters_without_a_shape_are_named_once() -> None:
    with pytest.raises(MissingGlyphsError) as fault:
        fitted("東京東 Markt", REGULAR, 10, least_pt=6, width_pt=400, lines=1)
    assert fault.value.letters == "東京"


def test_the_alphabets_of_europe_can_be_set() -> None:
    for text in ("Größe, ẞ", "Świętokrzyskie", "Český Krumlov", "Ελλάδα", "Київ, Србија", "Việt Nam", "€ – „“ « »"):
        assert fitted(text, SEMIBOLD, 10, least_pt=6, width_pt=400, lines=1).words == (text,)
