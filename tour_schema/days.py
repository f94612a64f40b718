"""Days, and the season of a tour. Nothing here asks a clock: the day is always an argument."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tour_schema.tour import Season


def day_of(text: str) -> date | None:
    """The day of an RFC 3339 ``full-date`` or of a moment, ``None`` where there is no such day."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def moment_of(text: str) -> datetime | None:
    """The moment of an RFC 3339 ``date-time``, ``None`` where there is no such moment."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def in_year(day_of_year: str, year: int) -> date | None:
    """``MM-DD`` in a year; 29 February is 1 March where the year has none; ``None`` for 31 April."""
    month, day = int(day_of_year[:2]), int(day_of_year[3:])
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 3, 1) if (month, day) == (2, 29) else None


def season_on(season: Season, on: date) -> tuple[date, date] | None:
    """First and last day of the season that runs on that day, else of the next one.

    ``None`` where the season names a day that no year has.
    """
    for year in (on.year - 1, on.year, on.year + 1):
        first, last = in_year(season.from_, year), in_year(season.to, year)
        if first is None or last is None:
            return None
        if last < first:
            last = in_year(season.to, year + 1) or last
        if last >= on:
            return first, last
    return None  # pragma: no cover - next year's season ends after any day of this year


def days_between(first: date, last: date) -> int:
    """How many days there are from one to the other, both counted."""
    return (last - first) // timedelta(days=1) + 1
