"""The light table: pictures, sounds, films and models with their words and rights."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from authoring.actions.finish_model import THUMBNAIL
from authoring.actions.save_document import save_document
from authoring.actions.scale_model import scale_model
from authoring.actions.upload_medium import upload_medium
from authoring.errors import Refused, Stale
from authoring.media.budget import Light, lights, scale_of, size_of, suggested_scale
from authoring.media.intake import PREVIEW_USE, is_round
from authoring.media.sniff import TAKEN
from authoring.media.targets.score import Colour, colour_of
from authoring.media.usdz_asking import USE
from authoring.permissions import Verb
from authoring.queries.documents import Entry, Loaded, own_file_name, row_of
from authoring.queries.light_table import Wish, media
from authoring.queries.usage import users_of
from authoring.store.cards import name_of
from authoring.web.asked import number, place_before
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.pages.cards import in_language, picture_of, shortened
from authoring.web.pages.films import Film, Making, film_of, making_of
from authoring.web.pages.frame import ago, back_to, may, organisations
from authoring.web.pages.models import ModelView, extent_written, finishing_of, model_of
from authoring.web.pages.targets import Verdict, verdict_of
from authoring.web.pages.users import uses_of
from authoring.web.readable import load_readable
from authoring.words import LANGUAGES, bytes_written, of_error
from tour_schema.media import MediumType

room = Blueprint("pages_media", __name__)

TYPES: Final[tuple[str, ...]] = get_args(MediumType)
LICENCES: Final = ("CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0")
"""What Thuringia asks of open tourism content; any other SPDX id or address can be typed."""
_A_PAGE: Final = 48
_UPLOAD_LIMIT: Final = 2_000_000_000
"""Bytes of one form; larger files come one by one through the API, which says how far it is."""
_ICONS: Final = {"audio": "sound", "video": "film", "model": "model", "captions": "captions"}
_SEEN: Final = frozenset({"image", "panorama", "video", "model", "target"})
_HEARD: Final = frozenset({"audio", "video"})
_TEXTS: Final = ("title", "alt", "caption", "transcript")
_SIDES: Final = ("width_px", "height_px")
_LINES: Final = ("credit", "licence", "rights_until")


@dataclass(frozen=True, slots=True)
class Slide:
    """A medium on the light table."""

    id: str
    name: str
    type: str
    """Empty where a draft says nothing that a medium can be."""
    icon: str
    picture: str | None
    missing: str | None
    score: int | None
    """Of an image target: 0 to 100."""

    @property
    def light(self) -> Colour:
        """The traffic light of an image target."""
        return colour_of(self.score or 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A medium's own page: what it says and what it may be used for."""

    id: str
    name: str
    revision: int
    type: str
    picture: str | None
    sound: str | None
    film: Film | None
    model: ModelView | None
    making: Making | None
    unfinished: bool
    facts: list[tuple[str, str]]
    lights: list[Light]
    verdict: Verdict | None
    longest_m: float | None
    suggested_m: float | None
    texts: Mapping[str, Mapping[str, str]]
    languages: list[str]
    credit: str
    licence: str
    rights_until: str
    organisation: str
    editable: bool
    around: bool
    """Whether it can show a full circle."""

    @property
    def seen(self) -> bool:
        """Whether there is something to see, which has to be described."""
        return self.type in _SEEN

    @property
    def printable(self) -> bool:
        """Whether it is, or could be, what a camera is to find."""
        return self.type in {"image", "target"}

    @property
    def heard(self) -> bool:
        """Whether there may be something spoken, which has to be written down."""
        return self.type in _HEARD


@dataclass(frozen=True, slots=True)
class Asked:
    """What the filter form holds."""

    q: str
    type: str
    missing: bool

    @property
    def any(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.q or self.type or self.missing)


@room.get("/media")
@access(Access.SIGNED_IN)
def show() -> str:
    """The media of the installation, changed last first."""
    wanted = request.args.get("type", "")
    asked = Asked(request.args.get("q", ""), wanted if wanted in TYPES else "", "missing" in request.args)
    wish = Wish(words=asked.q[:200], type=asked.type, lacking=asked.missing)
    with installation().database.read() as session:
        found, total = media(session, actor(), wish, before=place_before(request.args), limit=_A_PAGE + 1)
    last = found[_A_PAGE - 1] if len(found) > _A_PAGE else None
    kept: dict[str, Any] = {
        "q": asked.q or None,
        "type": asked.type or None,
        "missing": "alt" if asked.missing else None,
    }
    after: dict[str, Any] = {"before": last.updated_at.isoformat(), "id": last.id} if last else {}
    return render_template(
        "media.html",
        media=[_slide(entry) for entry in found[:_A_PAGE]],
        total=total,
        asked=asked,
        types=TYPES,
        taken=TAKEN,
        writable=may(Verb.UPLOAD),
        previous=url_for(".show", **kept) if place_before(request.args) else None,
        next=url_for(".show", **kept, **after) if after else None,
    )


@room.post("/media")
@access(Access.SIGNED_IN, limit=_UPLOAD_LIMIT)
def upload() -> Response:
    """Take the files of the form, without a script; each that is refused says why, and hinders no other."""
    installed = installation()
    arrived = 0
    for file in request.files.getlist("file"):
        name = file.filename or ""
        try:
            upload_medium(
                installed.database,
                installed.media_store,
                actor(),
                request.form.get("organisation", ""),
                file.stream,
                name,
                limit_bytes=installed.settings.upload_limit_bytes,
            )
        except Refused as refusal:
            flash(f"{name}: {of_error(refusal, language())}", "error")
        else:
            arrived += 1
    return back_to(url_for(".show"), t("page.media.uploaded", count=arrived))


def _slide(entry: Entry) -> Slide:
    facts: Mapping[str, Any] = entry.card
    kind = facts.get("type", "image")
    ready = {"480", THUMBNAIL} & set(facts.get("uses", ()))
    return Slide(
        id=entry.id,
        name=shortened(in_language(facts.get("title"))[0] or own_file_name(actor(), entry) or ""),
        type=kind if kind in TYPES else "",
        icon=_ICONS.get(kind, "media"),
        picture=picture_of(entry.id) if ready else None,
        missing=facts.get("missing"),
        score=facts.get("score"),
    )


@room.get("/media/<uuid:document_id>")
@access(Access.SIGNED_IN)
def medium(document_id: str) -> str:
    """One medium, with a form for its words and rights."""
    loaded = load_readable(document_id, "medium")
    return _page(loaded, loaded.value)


def _page(loaded: Loaded, value: Mapping[str, Any], wrong: str = "") -> str:
    names = {owner.id: owner.name for owner in organisations()}
    with installation().database.read() as session:
        users = users_of(session, actor(), loaded.id)
        called = own_file_name(actor(), Entry.of(row_of(session, loaded.id))) or ""
    return render_template(
        "medium.html",
        medium=_sheet(loaded, value, names.get(loaded.organisation_id, ""), called),
        used_in=uses_of(users),
        licences=LICENCES,
        wrong=wrong,
    )


def _sheet(loaded: Loaded, value: Mapping[str, Any], organisation: str, called: str) -> Sheet:
    kind = str(value.get("type", "image"))
    uses = {variant.get("use") for variant in value.get("variants", ())}
    texts = {name: value.get(name) or {} for name in _TEXTS}
    spoken = {tag for text in texts.values() for tag in text}
    # A film has its poster at once; a model's picture and what iPhones open come by a job of their own.
    unfinished = not uses - ({PREVIEW_USE, "poster"} if kind == "video" else {USE, THUMBNAIL})
    size = size_of(value)
    longest, suggested = max(size) if size else None, suggested_scale(size, scale_of(value))
    return Sheet(
        id=loaded.id,
        name=in_language(name_of(value))[0] or called,
        revision=loaded.revision,
        type=kind,
        picture=picture_of(loaded.id, "1080" if "1080" in uses else "480") if uses & {"1080", "480"} else None,
        sound=picture_of(loaded.id, "high") if kind == "audio" and "high" in uses else None,
        film=film_of(loaded, value),
        model=model_of(loaded, value),
        making=making_of(loaded, value) if unfinished else finishing_of(loaded, value),
        unfinished=unfinished,
        facts=[*([("file", called)] if called else []), *_facts(loaded, value, organisation)],
        lights=lights(value),
        verdict=verdict_of(loaded, value),
        longest_m=longest,
        suggested_m=round(longest * suggested, 3) if longest and suggested else None,
        texts=texts,
        languages=[*LANGUAGES, *sorted(spoken - set(LANGUAGES))],
        credit=str(value.get("credit", "")),
        licence=str(value.get("licence", "")),
        rights_until=str(value.get("rights_until", "")),
        organisation=organisation,
        editable=loaded.editable,
        around=kind in {"image", "panorama"} and is_round(*(value["original"].get(side, 1) for side in _SIDES)),
    )


def _facts(loaded: Loaded, value: Mapping[str, Any], organisation: str) -> list[tuple[str, str]]:
    original: Mapping[str, Any] = value.get("original", {})
    facts = [("type", t(f"page.media.type_{value.get('type', 'image')}"))]
    if original.get("width_px") and original.get("height_px"):
        facts.append(("pixels", f"{original['width_px']} × {original['height_px']}"))
    if original.get("duration_s"):
        minutes, seconds = divmod(round(original["duration_s"]), 60)
        facts.append(("duration", f"{minutes}:{seconds:02}"))
    if size := size_of(value):
        facts.append(("extent", extent_written(size)))
    if original.get("bytes"):
        facts.append(("size", bytes_written(original["bytes"], language())))
    return [*facts, ("organisation", organisation), ("changed", ago(loaded.updated_at))]


@room.post("/media/<uuid:document_id>")
@access(Access.SIGNED_IN)
def save(document_id: str) -> Response | tuple[str, int]:
    """Save the words and rights; what others changed in between is merged in, or shown beside what was typed."""
    installed = installation()
    based_on = number(request.form, "based_on") or 0
    loaded = load_readable(document_id, "medium")
    typed = _typed(loaded.value)
    try:
        saved = save_document(installed.database, actor(), document_id, json.dumps(typed).encode(), based_on)
    except Stale:
        # What was typed stays in the form; saving again is then based on what is there now.
        return _page(loaded, typed, t("page.conflict")), 409
    said = "page.merged" if saved.merged and based_on != loaded.revision else "page.saved"
    return back_to(url_for(".medium", document_id=document_id), t(said))


@room.post("/media/<uuid:document_id>/size")
@access(Access.SIGNED_IN)
def resize(document_id: str) -> Response:
    """Make a 3D model so long as the form says; its variants are made anew."""
    value = load_readable(document_id, "medium").value
    wanted, size = request.form.get("longest_m", 0.0, type=float), size_of(value)
    there = url_for(".medium", document_id=document_id)
    try:
        scale = wanted / max(size) * scale_of(value) if size and max(size) > 0 else 0.0
        scale_model(installation().database, actor(), document_id, scale)
    except Refused as refusal:
        flash(of_error(refusal, language()), "error")
        return redirect(there, 303)
    return back_to(there, t("page.media.resized"))


def _typed(value: dict[str, Any]) -> dict[str, Any]:
    """The document with what the form says; a field that was emptied is absent."""
    changed = dict(value)
    for name in _TEXTS:
        text = dict(value.get(name) or {})
        for field, typed in request.form.items():
            head, _, tag = field.partition(".")
            if head == name and tag:
                text[tag] = typed.replace("\r\n", "\n").strip()
        changed[name] = {tag: words for tag, words in text.items() if words}
    for name in _LINES:
        if name in request.form:
            changed[name] = request.form[name].strip()
    return {name: fact for name, fact in changed.items() if fact not in ("", {}) or name not in (*_TEXTS, *_LINES)}
