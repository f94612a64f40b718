"""The virtual guides of the library, and each one's own page: who it is, how it moves, and what it says where."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from flask import Blueprint, redirect, render_template, request
from pydantic import BaseModel
from werkzeug.wrappers import Response

from authoring.actions.create_document import create_document
from authoring.errors import NotFound
from authoring.permissions import Verb
from authoring.queries import documents
from authoring.queries.guide_lines import SpokenLine, lines_of
from authoring.queries.resolver import StoreResolver
from authoring.queries.usage import users_of
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.pages.cards import Card, card_of, in_language, picture_of, shortened
from authoring.web.pages.frame import may, organisations
from authoring.web.pages.users import uses_of
from authoring.web.readable import load_readable
from authoring.words import LANGUAGES
from tour_schema.freshness import captions_another, speaks_another
from tour_schema.guide import Guide
from tour_schema.media import Medium
from tour_schema.story import Gesture, Recording

room = Blueprint("pages_guides", __name__)

State = Literal["none", "draft", "outdated", "recorded"]
GESTURES: Final[tuple[Gesture, ...]] = get_args(Gesture)
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line in one language: how it sounds, and what its preview needs."""

    language: str
    text: str
    state: State
    captions: Literal["none", "outdated", "made"]
    preview: str


@dataclass(frozen=True, slots=True)
class LineSheet:
    """A line with the station at which it is said; ``href`` leads to where it is written."""

    station: str
    lang: str | None
    href: str
    gesture: str
    spoken: list[Spoken]


@dataclass(frozen=True, slots=True)
class Movement:
    """A gesture and the clip that shows it; ``there`` says whether the figure's file has that clip."""

    gesture: str
    clip: str | None
    there: bool


@room.get("/guides")
@access(Access.SIGNED_IN)
def show(wrong: str = "", typed: str = "") -> str:
    """The virtual guides that whoever asks may read, changed last first."""
    names = {owner.id: owner.name for owner in organisations()}
    with installation().database.read() as session:
        found = documents.listing(session, actor(), "guide", limit=_MOST)
    cards: list[Card] = [card_of(entry, names) for entry in found]
    return render_template("guides.html", guides=cards, writable=may(Verb.CREATE), wrong=wrong, typed=typed)


@room.post("/guides")
@access(Access.SIGNED_IN)
def create() -> Response | tuple[str, int]:
    """A new guide with a name; then straight to its desk."""
    name = request.form.get("name", "").strip()
    if not name:
        return show(wrong=t("page.guides.name_missing")), 422
    wanted = request.form.get("original", "")
    original = wanted if wanted in LANGUAGES else language()
    body = {"kind": "guide", "original": original, "name": {original: name[:200]}}
    organisation = request.form.get("organisation", "")
    saved = create_document(installation().database, actor(), organisation, json.dumps(body).encode())
    return redirect(f"/guides/{saved.document_id}/edit", 303)


@room.get("/guides/<uuid:document_id>")
@access(Access.SIGNED_IN)
def guide(document_id: str) -> str:
    """One guide: portrait, voices, movements, and every line with the state of its recordings."""
    loaded = load_readable(document_id, "guide")
    owner = {each.id: each.name for each in organisations()}.get(loaded.organisation_id, "")
    with installation().database.read() as session:
        lines = lines_of(session, actor(), document_id)
        tours = users_of(session, actor(), document_id, kind="tour")
        resolver = StoreResolver(session)
        resolver.prefetch_all_of([document_id, *_named(lines)])
        found = resolver.find(document_id)
        if not isinstance(found, Guide):
            # Deleted between the two.
            raise NotFound("document", document_id)
        sheets = [_sheet(line, resolver) for line in lines]
        media = {each.id: each for each in (_medium(resolver, found.portrait), _medium(resolver, found.figure)) if each}
    full, lang = in_language(found.name, found.original)
    figure = media.get(found.figure or "")
    return render_template(
        "guide.html",
        guide=found,
        loaded=loaded,
        name=shortened(full),
        lang=lang,
        organisation=owner,
        portrait=picture_of(found.portrait, "480"),
        movements=_movements(found, figure),
        figure=figure is not None,
        lines=sheets,
        used_in=uses_of(tours),
        shown=json.dumps({"guide": _plain(found), "media": {each: _plain(media[each]) for each in media}}),
    )


def _named(lines: list[SpokenLine]) -> Iterator[str]:
    for spoken in lines:
        for recording in spoken.line.recordings.values():
            yield recording.medium
            if recording.captions is not None:
                yield recording.captions


def _sheet(spoken: SpokenLine, resolver: StoreResolver) -> LineSheet:
    station, line = spoken.station, spoken.line
    title, lang = in_language(station.title, station.original)
    href = f"/tours/{spoken.tour}" if spoken.tour else f"/library/{station.id}"
    said = [
        _spoken(language, text, line.gesture, line.recordings.get(language), resolver)
        for language, text in line.text.items()
    ]
    return LineSheet(title, lang, href, line.gesture, said)


def _spoken(language: str, text: str, gesture: str, recording: Recording | None, resolver: StoreResolver) -> Spoken:
    sound = _medium(resolver, recording.medium if recording else None)
    captions = _medium(resolver, recording.captions if recording else None)
    preview = {
        "language": language,
        "text": text,
        "gesture": gesture,
        "sound": _plain(sound) if sound else None,
        "cues": [_plain(cue) for cue in captions.cues] if captions else [],
    }
    return Spoken(language, text, _state(recording, text), _captions(recording, text), json.dumps(preview))


def _state(recording: Recording | None, text: str) -> State:
    if recording is None:
        return "none"
    if recording.draft:
        return "draft"
    return "outdated" if speaks_another(recording, text) else "recorded"


def _captions(recording: Recording | None, text: str) -> Literal["none", "outdated", "made"]:
    if recording is None or recording.captions is None:
        return "none"
    return "outdated" if captions_another(recording, text) else "made"


def _movements(guide: Guide, figure: Medium | None) -> list[Movement]:
    known = figure.model.clips if figure and figure.model else ()
    return [Movement(gesture, guide.clips.get(gesture), guide.clips.get(gesture) in known) for gesture in GESTURES]


def _medium(resolver: StoreResolver, medium_id: str | None) -> Medium | None:
    found = resolver.find(medium_id) if medium_id else None
    return found if isinstance(found, Medium) else None


def _plain(model: BaseModel) -> dict[str, Any]:
    return model.model_dump(mode="json", exclude_none=True, by_alias=True)
