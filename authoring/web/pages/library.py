"""The station library: search, list and map of what all organisations have told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, render_template, request, url_for

from authoring.errors import Refused
from authoring.keywords import keyword_name, keyword_of, named
from authoring.opening_words import in_words
from authoring.permissions import Verb
from authoring.queries.documents import Loaded
from authoring.queries.library import Box, Page, Search, parse_box, search
from authoring.queries.themes import common_themes
from authoring.queries.usage import users_of
from authoring.store.cards import position_of
from authoring.web.api_map import MapChoice, map_choice
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language
from authoring.web.pages.cards import Card, card_of, in_language, picture_of
from authoring.web.pages.frame import may, organisations
from authoring.web.pages.users import uses_of
from authoring.web.readable import load_readable
from authoring.words import of_error

room = Blueprint("pages_library", __name__)

_A_PAGE: Final = 50
LANGUAGES_TO_FIND: Final = ("de", "en", "de-x-leicht", "fr", "nl", "cs", "pl", "it", "es", "da")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the search form holds, as it was typed."""

    q: str
    theme: str
    language: str
    organisation: str
    bbox: str

    @property
    def any(self) -> bool:
        """Whether anything is asked at all."""
        return any((self.q, self.theme, self.language, self.organisation, self.bbox))

    @property
    def address(self) -> dict[str, Any]:
        """What an address of this search holds; nothing of what is empty."""
        fields = (self.q, self.theme, self.language, self.organisation, self.bbox)
        return {
            name: typed
            for name, typed in zip(("q", "theme", "language", "organisation", "bbox"), fields, strict=True)
            if typed
        }


@dataclass(frozen=True, slots=True)
class StationSheet:
    """A station as its page tells it."""

    id: str
    title: str
    lang: str | None
    organisation: str
    summaries: list[tuple[str, str]]
    languages: list[str]
    cover: str | None
    position: tuple[float, float] | None
    facts: list[tuple[str, str]]
    updated_at: datetime
    editable: bool


def _asked() -> Asked:
    def typed(name: str) -> str:
        return request.args.get(name, "").strip()[:200]

    theme = keyword_of("theme", typed("theme"))
    said = keyword_name("theme", theme, language()) if theme else ""
    return Asked(typed("q"), said, typed("language"), typed("organisation"), typed("bbox"))


@room.get("/library")
@access(Access.SIGNED_IN)
def show() -> str:
    """The stations that fit what was asked, the best first; without a question the newest."""
    asked = _asked()
    owners = organisations()
    names = {owner.id: owner.name for owner in owners}
    wrong, box = _box(asked.bbox)
    cursor = request.args.get("cursor")
    with installation().database.read() as session:
        found = _search(asked, box, cursor)
        themes = common_themes(session)
    stations = [card_of(entry, names) for entry in found.items]
    return render_template(
        "library.html",
        asked=asked,
        wrong_bbox=wrong,
        stations=stations,
        points=[_point(station) for station in stations if station.position],
        total=found.total,
        more=found.more,
        themes=sorted(named("theme", themes, language()), key=str.casefold),
        known_languages=LANGUAGES_TO_FIND,
        organisations=owners,
        writable=may(Verb.CREATE),
        map_style=_map(),
        previous=url_for(".show", **asked.address) if cursor else None,
        next=url_for(".show", **asked.address, cursor=found.next) if found.next else None,
    )


def _search(asked: Asked, box: Box | None, cursor: str | None) -> Page:
    wanted = Search(
        text=asked.q,
        box=box,
        theme=keyword_of("theme", asked.theme) or None,
        language=asked.language or None,
        organisation=asked.organisation or None,
    )
    with installation().database.read() as session:
        return search(session, actor(), wanted, cursor=cursor, limit=_A_PAGE)


def _box(typed: str) -> tuple[str, Box | None]:
    """What is wrong with the box, or the box; a wrong one filters nothing, and the form says so."""
    if not typed:
        return "", None
    try:
        return "", parse_box(typed)
    except Refused as refusal:
        return of_error(refusal, language()), None


def _point(station: Card) -> dict[str, object]:
    return {
        "id": station.id,
        "title": station.title,
        "href": url_for(".station", document_id=station.id),
        "position": station.position,
    }


def _map() -> MapChoice:
    return map_choice(installation().settings)


@room.get("/library/<uuid:document_id>")
@access(Access.SIGNED_IN)
def station(document_id: str) -> str:
    """One station: what it tells in short, where it is, and which tours use it."""
    names = {owner.id: owner.name for owner in organisations()}
    loaded = load_readable(document_id, "station")
    with installation().database.read() as session:
        tours = users_of(session, actor(), document_id, kind="tour")
    sheet = _sheet(loaded, loaded.value, names.get(loaded.organisation_id, ""))
    return render_template("station.html", station=sheet, used_in=uses_of(tours))


def _sheet(loaded: Loaded, value: Mapping[str, Any], organisation: str) -> StationSheet:
    title, lang = in_language(value.get("title"), value.get("original"))
    hours = (value.get("facts") or {}).get("opening_hours")
    facts = {
        "opening_hours": in_words(hours, language()) if hours else None,
        "themes": ", ".join(named("theme", _keywords(value, "themes"), language())),
        "audiences": ", ".join(named("audience", _keywords(value, "audiences"), language())),
        "licence": value.get("licence"),
        "credit": value.get("credit"),
    }
    return StationSheet(
        id=loaded.id,
        title=title,
        lang=lang,
        organisation=organisation,
        summaries=list((value.get("summary") or {}).items()),
        languages=list(value.get("title") or {}),
        cover=picture_of(value.get("cover"), "1080"),
        position=position_of(dict(value)),
        facts=[(name, str(fact)) for name, fact in facts.items() if fact],
        updated_at=loaded.updated_at,
        editable=loaded.editable,
    )


def _keywords(value: Mapping[str, Any], field: str) -> list[str]:
    """The keywords of a document that may still be unreadable."""
    found = value.get(field)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
