"""Opening hours as people say them; the same sentences that the editor shows below its table."""

import pytest

from authoring.opening_words import in_words


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (
            "Tu-Su 10:00-18:00; PH off; Mo off",
            "Montag und Feiertage: geschlossen. Dienstag bis Sonntag: 10:00–18:00 Uhr.",
        ),
        ("Tu-Su 10:00-18:00", "Dienstag bis Sonntag: 10:00–18:00 Uhr. Montag: keine Angabe, das heißt geschlossen."),
        ("Mo-Su 9:00-12:00,13:00-17:30", "Montag bis Sonntag: 09:00–12:00 Uhr und 13:00–17:30 Uhr."),
        ("24/7", "Montag bis Sonntag: rund um die Uhr."),
        (
            "Sa-Mo 10:00-12:00; Tu-Fr off",
            "Montag, Samstag und Sonntag: 10:00–12:00 Uhr. Dienstag bis Freitag: geschlossen.",
        ),
        ("Apr-Oct Mo-Su 10:00-18:00", "April bis Oktober – Montag bis Sonntag: 10:00–18:00 Uhr."),
        ("Dec 24-Jan 06 Mo-Su 10:00-12:00", "24. Dezember bis 6. Januar – Montag bis Sonntag: 10:00–12:00 Uhr."),
        ("10:00-12:00", "Montag bis Sonntag: 10:00–12:00 Uhr."),
    ],
)
def test_weeks_and_seasons_are_told(hours: str, said: str) -> None:
    assert in_words(hours, "de") == said


def test_they_are_told_in_english_too() -> None:
    assert in_words("Fr 10:00-18:00", "en").startswith("Friday: 10:00–18:00.")


@pytest.mark.parametrize(
    "hours", ['"nach Vereinbarung"', "May 1 off", "Apr 15-Oct 10:00-12:00", "sunrise-sunset", "Mo[1] 10:00-12:00", ""]
)
def test_what_is_more_than_weeks_stands_as_it_is(hours: str) -> None:
    assert in_words(hours, "de") == hours
