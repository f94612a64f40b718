"""Captions are made of a text and timed by the pauses of the recording."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authoring.media.captioning import LONGEST_CUE, LONGEST_LINE, broken, captioned, pieces, spans

TEXT = "Willkommen auf der Brücke! Hier wohnen seit dem Mittelalter Leute, und manche verkaufen noch. Kommt näher."


def a_wave(*parts: tuple[float, int], step_s: float = 0.05) -> tuple[float, list[int]]:
    """Peaks of stretches (seconds, how loud), and how long they are together."""
    peaks = [loud for seconds, loud in parts for _ in range(round(seconds / step_s))]
    return len(peaks) * step_s, peaks


def test_sentences_are_captions_and_end_in_the_pauses() -> None:
    duration, peaks = a_wave((0.5, 3), (1.5, 200), (0.5, 4), (4.0, 180), (0.6, 2), (0.8, 220), (0.4, 1))
    found = captioned(TEXT, duration, peaks)
    assert [cue.text.replace("\n", " ") for cue in found] == [
        "Willkommen auf der Brücke!",
        "Hier wohnen seit dem Mittelalter Leute, und manche verkaufen noch.",
        "Kommt näher.",
    ]
    assert [(cue.start_ms, cue.end_ms) for cue in found] == [(500, 2000), (2500, 6500), (7100, 7900)]


def test_without_pauses_each_has_its_share_of_the_time() -> None:
    duration, peaks = a_wave((10.0, 200))
    found = captioned("Zehn Zeich. Zehn Zeich.", duration, peaks)
    assert [(cue.start_ms, cue.end_ms) for cue in found] == [(0, 5000), (5000, 10000)]
    assert captioned("Zehn Zeich. Zehn Zeich.", duration, []) == found


def test_a_breath_in_a_sentence_is_no_end_of_it() -> None:
    duration, peaks = a_wave((2.0, 200), (0.1, 0), (2.0, 200))
    assert len(spans(duration, peaks)) == 1


def test_a_silent_recording_is_captioned_all_the_same() -> None:
    duration, peaks = a_wave((4.0, 0))
    assert [(cue.start_ms, cue.end_ms) for cue in captioned("Still.", duration, peaks)] == [(0, 4000)]


@pytest.mark.parametrize(("text", "duration"), [("", 4.0), ("  \n ", 4.0), ("Hallo.", 0.0)])
def test_nothing_is_made_of_nothing(text: str, duration: float) -> None:
    assert captioned(text, duration, [200] * 100) == []


def test_a_long_sentence_is_cut_at_its_clauses_and_a_long_clause_at_its_words() -> None:
    found = list(pieces(f"{'Wer hier handeln wollte, ' * 6}musste zahlen."))
    assert all(len(piece) <= LONGEST_CUE for piece in found)
    assert all(piece.endswith((",", ".")) for piece in found)
    assert list(pieces("wort " * 40)) == [("wort " * 17)[:84].strip()] * 2 + [("wort " * 6).strip()]


def test_two_lines_are_about_equally_long() -> None:
    first, second = broken("Hier wohnen seit dem Mittelalter Leute, und manche verkaufen noch.").split("\n")
    assert max(len(first), len(second)) <= LONGEST_LINE
    assert broken("Kommt näher.") == "Kommt näher."
    assert broken("x" * 60) == "x" * 60


@given(
    st.text(alphabet="ab .,!\n", max_size=400),
    st.floats(0.1, 600),
    st.lists(st.integers(0, 255), max_size=200),
)
def test_no_word_is_lost_and_captions_stand_in_order_within_the_recording(
    text: str, duration: float, peaks: list[int]
) -> None:
    cues = captioned(text, duration, peaks)
    times = [time for cue in cues for time in (cue.start_ms, cue.end_ms)]
    assert times == sorted(times)
    assert all(0 <= time <= round(duration * 1000) for time in times)
    assert all(before.end_ms <= after.start_ms for before, after in itertools.pairwise(cues))
    # What would be shown for less than a millisecond is left out, and nothing else.
    if len(cues) == len(list(pieces(text))):
        assert " ".join(cue.text for cue in cues).split() == text.split()
