"""Rights: everything may be shown, for as long as it is shown, and whoever made it is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from tour_schema import fixes
from tour_schema.days import day_of
from tour_schema.guide import Guide
from tour_schema.issue import Fix, Issue, error, hint, warning
from tour_schema.licences import asks_for_credit, is_known, spdx_of
from tour_schema.media import Medium
from tour_schema.rule import Published, alone
from tour_schema.scope import Setting, name_of_medium, title_of
from tour_schema.station import Station
from tour_schema.tour import Tour

LICENCE_MISSING: Final = error("rights.licence_missing")
LICENCE_UNKNOWN: Final = error("rights.licence_unknown")
CREDIT_MISSING: Final = error("rights.credit_missing")
DATE: Final = error("rights.no_such_day")
EXPIRED: Final = error("rights.expired")
EXPIRES_IN_SEASON: Final = warning("rights.expires_in_season")
EXPIRES_SOON: Final = hint("rights.expires_soon")

SOON: Final = timedelta(days=60)


@alone(Tour, Station, Guide, Medium)
def licence(document: Published, setting: Setting) -> list[Issue]:
    """Each document has a licence that is known, and names who made it where the licence asks for that."""
    given = document.licence
    if given is None:
        title, proposed = _title(document, setting), setting.licence or ""
        fix = _as_usual(document, setting)
        return [LICENCE_MISSING.at(document, "/licence", fix, kind=document.kind, title=title, proposed=proposed)]
    found: list[Issue] = []
    if not is_known(given):
        meant = spdx_of(given)
        fix = fixes.replace(LICENCE_UNKNOWN, "/licence", given, meant) if meant else None
        found.append(LICENCE_UNKNOWN.at(document, "/licence", fix, found=given[:80], meant=meant or ""))
    if document.credit is None and asks_for_credit(given):
        title = _title(document, setting)
        usual = setting.credit
        fix = fixes.add(CREDIT_MISSING, "/credit", usual, beside="/licence", there=given) if usual else None
        proposed = usual or ""
        found.append(CREDIT_MISSING.at(document, "/credit", fix, licence=given[:80], title=title, proposed=proposed))
    return found


def _as_usual(document: Published, setting: Setting) -> Fix | None:
    """The licence that is usual in the tour, with the credit that it asks for; nothing where either is not known."""
    if setting.licence is None or not is_known(setting.licence):
        return None
    new = {"/licence": setting.licence}
    if document.credit is None and asks_for_credit(setting.licence):
        if setting.credit is None:
            return None
        new["/credit"] = setting.credit
    return fixes.add_all(LICENCE_MISSING, new, beside="/id", there=document.id)


def _title(document: Published, setting: Setting) -> str:
    if isinstance(document, Medium):
        return name_of_medium(document, setting)
    name = document.name if isinstance(document, Guide) else document.title
    return title_of(name, setting.languages[0]) if name else ""


@alone(Medium, given="rights_until")
def term(medium: Medium, setting: Setting) -> Iterator[Issue]:
    """A medium may be shown today and until the season ends."""
    if medium.rights_until is None:
        return
    last, at, title = day_of(medium.rights_until), "/rights_until", _title(medium, setting)
    if last is None:
        yield DATE.at(medium, at, found=medium.rights_until)
    elif last < setting.on:
        yield EXPIRED.at(medium, at, day=medium.rights_until, title=title)
    else:
        yield from _ending(medium, setting, last, title)


def _ending(medium: Medium, setting: Setting, last: date, title: str) -> Iterator[Issue]:
    end = None if setting.season is None else setting.season[1]
    if end is not None and last < end:
        day, until = last.isoformat(), end.isoformat()
        yield EXPIRES_IN_SEASON.at(medium, "/rights_until", day=day, end=until, title=title)
    elif last - setting.on <= SOON:
        yield EXPIRES_SOON.at(medium, "/rights_until", day=last.isoformat(), title=title)
