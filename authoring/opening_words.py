"""Opening hours in words, as the editor says them below its table: a sentence for each group of days.

What is stored is OpenStreetMap syntax. Weeks, and weeks for a season, are told; whatever is more than that ("on
request", single days) is returned as it stands. The words are the editor's (`parts.hours.…`).
"""

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from babel.dates import format_skeleton, get_month_names

from authoring.words import say, written

_DAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "PH")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_RULE: Final = re.compile(r"((?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)[-, ]*)*)(off|closed|[\d:,\- ]*)")
_SPAN: Final = re.compile(r"([01]?\d|2[0-4]):([0-5]\d) ?- ?([01]?\d|2[0-4]):([0-5]\d)")
_MONTH: Final = f"({'|'.join(_MONTHS)})"
_SEASON: Final = re.compile(rf"{_MONTH}(?: (\d{{1,2}}))?(?: ?- ?{_MONTH}(?: (\d{{1,2}}))?)?:? (.+)")
_A_LEAP_YEAR: Final = 2024

_Spans = tuple[str, ...]
_Week = dict[str, _Spans]
_Season = tuple[date, date]


class _BeyondWeeksError(Exception):
    """The text says more than weeks can."""


def in_words(hours: str, language: str) -> str:
    """The hours as sentences in a language, or the text itself where there are none for it."""
    try:
        return " ".join(_told(season, _week(rules), language) for season, rules in _seasons(hours)) or hours
    except _BeyondWeeksError:
        return hours


def _seasons(text: str) -> list[tuple[_Season | None, list[str]]]:
    """The rules of each part of the year; those for holidays hold in every part."""
    rules = [" ".join(rule.split()) for rule in text.split(";") if rule.strip()]
    found: dict[_Season | None, list[str]] = {}
    seasonal = any(_SEASON.fullmatch(rule) for rule in rules)
    holidays = [rule for rule in rules if seasonal and rule.startswith("PH ")]
    for rule in rules:
        if rule not in holidays:
            season, rest = _season(rule) if seasonal else (None, rule)
            found.setdefault(season, []).append(rest)
    return [(season, [*own, *holidays]) for season, own in found.items()]


def _season(rule: str) -> tuple[_Season, str]:
    parts = _SEASON.fullmatch(rule)
    # "May 1 off" is a single day, and "Apr 15-Oct" says only half of what it means.
    if parts is None or (parts[2] is None) != (parts[4] is None):
        raise _BeyondWeeksError
    first, last = (_MONTHS.index(name) + 1 for name in (parts[1], parts[3] or parts[1]))
    try:
        begin = date(_A_LEAP_YEAR, first, int(parts[2] or 1))
        return (begin, date(_A_LEAP_YEAR, last, int(parts[4] or _days_of(last)))), parts[5]
    except ValueError:
        raise _BeyondWeeksError from None


def _days_of(month: int) -> int:
    return calendar.monthrange(_A_LEAP_YEAR, month)[1]


def _week(rules: Sequence[str]) -> _Week:
    """What each day has; a later rule speaks for its days alone, as the syntax has it."""
    if list(rules) == ["24/7"]:
        return dict.fromkeys(_DAYS[:7], ("00:00-24:00",))
    week: _Week = {}
    for rule in rules:
        parts = _RULE.fullmatch(rule)
        if parts is None:
            raise _BeyondWeeksError
        week |= dict.fromkeys(_days(parts[1].strip()), _spans(parts[2].strip()))
    return week


def _days(text: str) -> list[str]:
    if not text:
        return list(_DAYS[:7])
    days: list[str] = []
    for part in text.split(","):
        first, _, last = (name.strip() for name in part.partition("-"))
        if first not in _DAYS or (last and (last not in _DAYS[:7] or first == "PH")):
            raise _BeyondWeeksError
        if first == "PH" or not last:
            days.append(first)
            continue
        # "Sa-Mo" goes over the end of the week.
        begin, end = _DAYS.index(first), _DAYS.index(last)
        days += [_DAYS[(begin + step) % 7] for step in range((end - begin) % 7 + 1)]
    return days


def _spans(text: str) -> _Spans:
    if text in {"off", "closed"}:
        return ()
    spans = []
    for part in text.split(","):
        found = _SPAN.fullmatch(part.strip())
        if found is None:
            raise _BeyondWeeksError
        spans.append(f"{found[1]:0>2}:{found[2]}-{found[3]:0>2}:{found[4]}")
    return tuple(spans)


def _told(season: _Season | None, week: _Week, language: str) -> str:
    groups: dict[_Spans, list[str]] = {}
    for day in _DAYS:
        if day in week:
            groups.setdefault(week[day], []).append(day)
    sentences = [_of_days(days, spans, language) for spans, days in groups.items()]
    # Public holidays follow their weekday unless something else is said of them.
    unsaid = [day for day in _DAYS[:7] if day not in week]
    if 0 < len(unsaid) < 7:
        sentences.append(say("parts.hours.say.unsaid", language, days=_names(unsaid, language)))
    said = " ".join(sentences)
    return (
        said
        if season is None
        else say("parts.hours.say.season", language, season=_of_year(season, language), hours=said)
    )


def _of_days(days: Sequence[str], spans: _Spans, language: str) -> str:
    names = _names(days, language)
    if not spans:
        return say("parts.hours.say.closed", language, days=names)
    if spans == ("00:00-24:00",):
        hours = say("parts.hours.say.always", language)
    else:
        ends = (span.split("-") for span in spans)
        hours = written([say("parts.hours.say.span", language, **{"from": a, "to": b}) for a, b in ends], language)
    return say("parts.hours.say.open", language, days=names, hours=hours)


def _names(days: Iterable[str], language: str) -> str:
    """„Dienstag bis Donnerstag und Samstag“: three days or more in a row are a range."""
    runs: list[list[str]] = []
    for day in days:
        if runs and day != "PH" and _DAYS.index(day) == _DAYS.index(runs[-1][-1]) + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts: list[str] = []
    for run in runs:
        named = [say(f"parts.hours.{day}", language) for day in run]
        parts += [_range(named[0], named[-1], language)] if len(named) > 2 else named
    return written(parts, language)


def _of_year(season: _Season, language: str) -> str:
    first, last = season
    if first.day > 1 or last.day < _days_of(last.month):
        named = [format_skeleton("MMMMd", day, locale=language) for day in season]
        return _range(named[0], named[1], language)
    months = get_month_names("wide", locale=language)
    named = [months[first.month], months[last.month]]
    return named[0] if named[0] == named[1] else _range(named[0], named[1], language)


def _range(first: str, last: str, language: str) -> str:
    return say("parts.hours.say.range", language, **{"from": first, "to": last})
