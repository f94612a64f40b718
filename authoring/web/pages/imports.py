"""Importing: files in, a preview with the columns to map, and the result with the way back."""

from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from authoring.actions.apply_import import Wish, apply_import
from authoring.actions.bring_import import bring_import, failure_of, is_large, job_of
from authoring.actions.import_photos import thumbnail
from authoring.actions.plan_import import discard_import, plan_import, replan_import
from authoring.actions.undo_import import undo_import
from authoring.errors import NotFound, Refused
from authoring.importers.choices import HEIGHTS, choices_of
from authoring.importers.plan import Draft, FileFacts, Plan
from authoring.importers.telling import doubt_of, field_names, format_of, origin_of, told
from authoring.permissions import Verb
from authoring.queries.documents import load_many
from authoring.queries.imports import KEPT_FOR, Held, load_import, recent_imports
from authoring.queries.usage import InUse
from authoring.web.addresses import address_of
from authoring.web.api_map import map_choice
from authoring.web.auth import UPLOAD, Access, access
from authoring.web.context import actor, installation
from authoring.web.incoming import incoming
from authoring.web.language import language, t
from authoring.web.pages.cards import in_language
from authoring.web.pages.frame import back_to, may
from authoring.web.pages.users import Uses, uses_of
from authoring.words import LANGUAGES, of_error, place_words

room = Blueprint("pages_import", __name__)

SHOWN: Final = 300
"""How many stations a preview lists; the others are taken as their plan says."""
_TEXT_LANGUAGES: Final = (*LANGUAGES, "de-x-leicht", "cs", "da", "es", "fr", "it", "nl", "pl", "sv")
_FILES_SHOWN: Final = 12
_SWAPPED: Final = frozenset({"looks_swapped", "position_swapped"})


@dataclass(frozen=True, slots=True)
class Row:
    """A station of the preview's list."""

    key: str
    title: str | None
    place: str
    inside: bool
    placeless: bool
    origin: str
    doubt: str | None
    same_as: str | None
    picture: str | None
    take: bool


@room.get("/import")
@access(Access.SIGNED_IN)
def show() -> str:
    """Where files are chosen or dropped."""
    with installation().database.read() as session:
        earlier = recent_imports(session, actor())
    return render_template(
        "import.html",
        writable=may(Verb.IMPORT),
        text_languages=_TEXT_LANGUAGES,
        earlier=[(held, len(held.result.get("stations", ())) or len(held.plan.taken)) for held in earlier],
    )


@room.post("/import")
@access(Access.SIGNED_IN, limit=UPLOAD)
def look() -> Response:
    """Look into the files of the form and go to their preview."""
    parts = installation()
    files = [*request.files.getlist("file"), *request.files.getlist("folder")]
    try:
        choices = choices_of(request.form.get("language") or language())
        with incoming(parts.media_store, files) as sources:
            home = request.form.get("organisation", "")
            held = plan_import(parts.database, parts.media_store, actor(), home, sources, choices)
    except Refused as refusal:
        return _sorry(refusal, url_for(".show"))
    return redirect(url_for(".one", import_id=held.id), 303)


@room.get("/import/<uuid:import_id>")
@access(Access.SIGNED_IN)
def one(import_id: str) -> str:
    """A preview, or what became of it."""
    with installation().database.read() as session:
        held = load_import(session, actor(), import_id)
    if held.state != "planned":
        return _result(held)
    progress = job_of(held)
    if progress is not None:
        return render_template("import_progress.html", held=held, progress=progress)
    failure = failure_of(held)
    return _preview(held, t(failure.message_code, **failure.values) if failure and failure.message_code else "")


@room.get("/import/<uuid:import_id>/pictures/<key>")
@access(Access.SIGNED_IN)
def picture(import_id: str, key: str) -> FlaskResponse:
    """A photograph of a preview, small; it is decoded in a child process, and only where somebody looks."""
    parts = installation()
    with parts.database.read() as session:
        held = load_import(session, actor(), import_id)
    draft = next((draft for draft in held.plan.stations if draft.key == key), None)
    if draft is None:
        raise NotFound("import", import_id)
    answer = FlaskResponse(thumbnail(parts.media_store, held, draft), mimetype="image/jpeg")
    answer.headers["Cache-Control"] = f"private, max-age={KEPT_FOR.days * 86_400}, immutable"
    return answer


@room.post("/import/<uuid:import_id>/plan")
@access(Access.SIGNED_IN)
def plan_again(import_id: str) -> Response:
    """Read the files again with the columns as a person mapped them."""
    parts, here = installation(), url_for(".one", import_id=import_id)
    with parts.database.read() as session:
        columns = load_import(session, actor(), import_id).plan.columns
    mapping = {column.name: request.form.get(f"column.{number}", "") for number, column in enumerate(columns)}
    try:
        choices = choices_of(
            request.form.get("language") or language(),
            mapping={name: field for name, field in mapping.items() if field} if columns else None,
            swap="swap" in request.form,
            heights=request.form.get("heights"),
        )
        replan_import(parts.database, parts.media_store, actor(), import_id, choices)
    except Refused as refusal:
        return _sorry(refusal, here)
    return redirect(here, 303)


@room.post("/import/<uuid:import_id>/apply")
@access(Access.SIGNED_IN)
def apply(import_id: str) -> Response:
    """Bring it in, as the checked boxes say."""
    parts, here = installation(), url_for(".one", import_id=import_id)
    with parts.database.read() as session:
        held = load_import(session, actor(), import_id)
    wish = Wish(
        tour=request.form.get("tour_title", "") if "as_tour" in request.form else None,
        reverse="reverse" in request.form,
        taken=tuple(request.form.getlist("take")),
        shown=tuple(draft.key for draft in _listed(held.plan)),
        time_zone=parts.settings.time_zone,
    )
    try:
        if is_large(held, wish):
            bring_import(parts.database, actor(), import_id, wish)
        else:
            apply_import(parts.database, parts.media_store, actor(), import_id, wish)
    except Refused as refusal:
        return _sorry(refusal, here)
    return redirect(here, 303)


@room.post("/import/<uuid:import_id>/discard")
@access(Access.SIGNED_IN)
def discard(import_id: str) -> Response:
    """Throw the preview away."""
    discard_import(installation().database, installation().media_store, actor(), import_id)
    return back_to(url_for(".show"), t("import.result.discarded"))


@room.post("/import/<uuid:import_id>/undo")
@access(Access.SIGNED_IN)
def undo(import_id: str) -> Response | tuple[str, int]:
    """Take it all back; where somebody works with some of it, ask first."""
    try:
        undo_import(installation().database, actor(), import_id, keep_changed="keep_changed" in request.form)
    except InUse as refusal:
        with installation().database.read() as session:
            held = load_import(session, actor(), import_id)
        return _result(held, uses_of(refusal.users)), 409
    except Refused as refusal:
        return _sorry(refusal, url_for(".one", import_id=import_id))
    return redirect(url_for(".one", import_id=import_id), 303)


def _sorry(refusal: Refused, address: str) -> Response:
    flash(of_error(refusal, language()), "error")
    return redirect(address, 303)


def _listed(plan: Plan) -> list[Draft]:
    """The drafts that the page lists: all, or, of very many, those that need a decision first."""
    if len(plan.stations) <= SHOWN:
        return list(plan.stations)
    return sorted(plan.stations, key=lambda draft: draft.doubt is None)[:SHOWN]


def _preview(held: Held, wrong: str = "") -> str:
    plan, said = held.plan, language()
    listed = _listed(plan)
    remarks = [told(plan, remark, said) for remark in plan.remarks]
    return render_template(
        "import_preview.html",
        held=held,
        wrong=wrong,
        plan=plan,
        rows=[_row(held.id, draft, said) for draft in listed],
        more=len(plan.stations) - len(listed),
        placeless=sum(draft.position is None for draft in plan.taken),
        left=[each for each in remarks if each.left],
        noticed=[each for each in remarks if not each.left],
        ask_swap=held.choices.swap or any(remark.code in _SWAPPED for remark in plan.remarks),
        heights=HEIGHTS if held.choices.heights or any(remark.code == "heights" for remark in plan.remarks) else (),
        map_columns=any(remark.code == "no_columns" for remark in plan.remarks),
        fields=field_names(said),
        files=[_file(facts) for facts in plan.files[:_FILES_SHOWN]],
        text_languages=dict.fromkeys((held.choices.language, *_TEXT_LANGUAGES)),
        drawing=_drawing(plan),
        map_choice=map_choice(installation().settings),
    )


def _row(import_id: str, draft: Draft, said: str) -> Row:
    address = ", ".join(filter(None, (draft.street, " ".join(filter(None, (draft.postal_code, draft.locality))))))
    place = place_words(draft.position, said) if draft.position else address
    return Row(
        key=draft.key,
        title=draft.title,
        place=place,
        inside=draft.position_from == "inside_area",
        placeless=draft.position is None,
        origin=origin_of(draft, said),
        doubt=doubt_of(draft, said),
        same_as=address_of("station", draft.same_as) if draft.same_as else None,
        picture=url_for(".picture", import_id=import_id, key=draft.key) if draft.photo else None,
        take=draft.take,
    )


def _file(file: FileFacts) -> dict[str, str]:
    """A file's name, and in words what was found out about it."""
    if file.format is None:
        return {"name": file.name, "facts": t("import.preview.file_refused")}
    facts = [format_of(file.format, language())]
    if file.encoding and file.separator:
        shown = t("import.preview.tab") if file.separator == "\t" else file.separator
        facts.append(t("import.preview.facts", encoding=file.encoding.upper(), separator=shown))
    if file.decimal_comma:
        facts.append(t("import.preview.decimal_comma"))
    return {"name": file.name, "facts": " · ".join(facts)}


def _drawing(plan: Plan) -> dict[str, Any]:
    """What the map shows: points, areas and lines in degrees, longitude first."""
    return {
        "points": [
            {"key": draft.key, "title": draft.title or "", "position": draft.position, "take": draft.take}
            for draft in plan.stations
            if draft.position
        ],
        "areas": [draft.area for draft in plan.stations if draft.area and draft.take],
        "lines": [line.coordinates for line in plan.lines],
    }


def _result(held: Held, in_use: Uses | None = None) -> str:
    result = held.result
    made = result.get("tour")
    with installation().database.read() as session:
        tour = next(iter(load_many(session, actor(), [made] if made else [])), None)
    return render_template(
        "import_result.html",
        held=held,
        result=result,
        tour=in_language(tour.value.get("title"), tour.value.get("original"))[0] if tour else "",
        tour_href=address_of("tour", tour.id) if tour else None,
        in_use=in_use,
    )
