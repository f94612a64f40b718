"""The search of the library: words, map box, theme, language and organisation together.

What comes first is ranked, over a bounded pool: whatever is called exactly what was asked, however
old it is, then the newest matches in titles, and the newest of all. So whoever types ``dom`` finds the
cathedral and not the latest text that mentions one; a name is what people look a place up by, and
a word that stands in half the library tells nothing apart but by the title. A few letters are the
beginning of a name that is being typed, and titles that begin so come first. Behind the pool follow all
other matches, newest first, and so does everything where no word was asked for: in a box, a theme or an
organisation people look for what has come since they looked last. That is also the order in which the
index holds them, so no query ever sorts what it does not show. A page is continued by its cursor.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from authoring.errors import Refused
from authoring.permissions import Verb, require
from authoring.queries import index_lookup
from authoring.queries.conditions import Wanted
from authoring.queries.documents import Entry, entries, reading_verb
from authoring.queries.ranking import by_title, ranked
from authoring.store import folding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from authoring.permissions import Actor

MOST_COUNTED: Final = 1_000
"""``total`` is exact up to here; above, there are more."""
LARGEST_PAGE: Final = 200
_POOL: Final = 100
_TITLED: Final = 100
_MOST_TERMS: Final = 8
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Search:
    """What is looked for; everything that is given has to be true of a find.

    ``text``: every word begins a word of the document, in any language. ``box``: west, south, east,
    north in degrees; west > east crosses the antimeridian. ``language``: a title in it is there.
    ``placed``: whether it has a position.
    """

    text: str = ""
    kind: str = "station"
    box: Box | None = None
    theme: str | None = None
    language: str | None = None
    organisation: str | None = None
    placed: bool | None = None


@dataclass(frozen=True)
class Page:
    """Finds, best first; ``next`` is the cursor of the page behind, ``None`` at the end.

    ``total`` is how many there are altogether, counted up to ``MOST_COUNTED``; ``more`` says that
    there are more than that.
    """

    items: list[Entry]
    next: str | None
    total: int
    more: bool


def search(session: Session, actor: Actor, wanted: Search, *, cursor: str | None = None, limit: int = 50) -> Page:
    """Return a page of finds; raise ``Refused`` for a box or a cursor that is none, and ``Forbidden``."""
    _allow(actor, wanted)
    limit = max(1, min(limit, LARGEST_PAGE))
    facts = _facts(actor, wanted)
    place = _Place.of(cursor)
    found = index_lookup.newest(session, facts, limit=MOST_COUNTED + 1)
    pool = _pool(session, facts, found)
    numbers, following = _page(session, facts, found, pool, place, limit)
    ids = index_lookup.documents(session, numbers)
    return Page(
        items=entries(session, ids),
        next=following.text if following else None,
        total=min(len(found), MOST_COUNTED),
        more=len(found) > MOST_COUNTED,
    )


def parse_box(text: str) -> Box:
    """Return the box of ``west,south,east,north``; raise ``Refused`` if it is none."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise Refused("search_box") from None
    return _checked((west, south, east, north))


@dataclass(frozen=True)
class _Place:
    """Where a page begins: at ``offset`` of the ranked pool, or behind ``after`` of the rest."""

    offset: int = 0
    after: int | None = None

    @property
    def text(self) -> str:
        value = json.dumps([self.offset, self.after], separators=(",", ":"))
        return base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")

    @classmethod
    def of(cls, text: str | None) -> _Place:
        if text is None:
            return cls()
        try:
            value: Any = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            offset, after = value
        except (ValueError, TypeError, binascii.Error, RecursionError):
            raise Refused("search_cursor") from None
        numbers = isinstance(offset, int) and isinstance(after, int | None)
        if not numbers or not 0 <= offset <= MOST_COUNTED or not -(2**62) < (after or 0) < 2**62:
            raise Refused("search_cursor")
        return cls(offset, after)


def _allow(actor: Actor, wanted: Search) -> None:
    verb = reading_verb(wanted.kind)
    if verb is not Verb.READ_LIBRARY and wanted.organisation is None and not actor.machine:
        # Tours are for members: whoever names no organisation searches those of their own.
        return
    require(actor, verb, wanted.organisation)


def _facts(actor: Actor, wanted: Search) -> Wanted:
    organisations: tuple[str, ...] | None = None if wanted.organisation is None else (wanted.organisation,)
    if organisations is None and reading_verb(wanted.kind) is not Verb.READ_LIBRARY and not actor.machine:
        own = (actor.token_organisation,) if actor.token_organisation else tuple(actor.roles)
        organisations = own
    return Wanted(
        terms=tuple(folding.asked(wanted.text)[:_MOST_TERMS]),
        title=folding.whole(wanted.text),
        kind=wanted.kind,
        box=None if wanted.box is None else _checked(wanted.box),
        theme=wanted.theme,
        language=wanted.language,
        organisations=organisations,
        placed=wanted.placed,
    )


def _checked(box: Box) -> Box:
    west, south, east, north = box
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise Refused("search_box")
    return box


def _pool(session: Session, wanted: Wanted, found: Sequence[int]) -> list[int]:
    """Return the ranked candidates; without words there is nothing to rank by but age."""
    if not wanted.terms:
        return []
    candidates = dict.fromkeys([*found[:_POOL], *_titled(session, wanted, found)])
    return ranked(index_lookup.texts(session, list(candidates)), wanted.terms)


def _titled(session: Session, wanted: Wanted, found: Sequence[int]) -> list[int]:
    """Return the newest finds by title; before all others, those whose title is nothing but what was asked."""
    if len(found) > MOST_COUNTED:
        entire = index_lookup.newest(session, wanted, limit=_TITLED, title="e")
        return entire + index_lookup.newest(session, wanted, limit=_TITLED, title="t")
    if len(found) <= _POOL:
        return []
    # All finds are known, so the index need not be asked again.
    titles = index_lookup.titles(session, found)
    fits = {number: by_title(titles[number], wanted.terms) for number in found}
    return sorted((number for number in found if fits[number]), key=lambda number: -fits[number])[:_TITLED]


def _page(
    session: Session, wanted: Wanted, found: Sequence[int], pool: list[int], place: _Place, limit: int
) -> tuple[list[int], _Place | None]:
    numbers = pool[place.offset : place.offset + limit] if place.after is None else []
    reached = place.offset + len(numbers)
    if place.after is None and reached < len(pool):
        return numbers, _Place(reached)
    known = set(pool)
    need = limit - len(numbers) + 1
    rest = [number for number in found if number not in known and (place.after is None or number < place.after)]
    if len(rest) < need and len(found) > MOST_COUNTED:
        # The pool can hide as many as it has members.
        more = index_lookup.newest(session, wanted, limit=need + len(pool), before=place.after)
        rest = [number for number in more if number not in known]
    numbers = [*numbers, *rest[: need - 1]]
    if len(rest) < need:
        return numbers, None
    return numbers, _Place(len(pool), rest[need - 2] if need > 1 else (place.after or 2**61))
