"""The tours: what there is, what each still lacks, and a new one."""

import json

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from authoring.actions.create_document import create_document
from authoring.actions.recount_faults import recount_faults
from authoring.permissions import Verb
from authoring.queries.documents import listing
from authoring.queries.on_site import waiting_of_tours
from authoring.queries.publications import changed_since_version
from authoring.web.asked import place_before
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.pages.cards import card_of
from authoring.web.pages.frame import may, organisations
from authoring.words import LANGUAGES

room = Blueprint("pages_tours", __name__)

_A_PAGE = 24


@room.get("/")
@access(Access.SIGNED_IN)
def start() -> Response:
    """Where one begins: with the tours."""
    return redirect(url_for(".show"))


@room.get("/tours")
@access(Access.SIGNED_IN)
def show(wrong: str = "", typed: str = "") -> str:
    """The tours of one's organisations, changed last first."""
    names = {owner.id: owner.name for owner in organisations()}
    with installation().database.read() as session:
        found = listing(session, actor(), "tour", before=place_before(request.args), limit=_A_PAGE + 1)
        waiting = waiting_of_tours(session, actor(), [entry.id for entry in found])
        changed = changed_since_version(session, [entry.id for entry in found])
    found = recount_faults(installation().database, found)
    tours = [card_of(entry, names) for entry in found[:_A_PAGE]]
    last = tours[-1] if len(found) > _A_PAGE else None
    return render_template(
        "tours.html",
        tours=tours,
        waiting=waiting,
        changed=changed,
        several=len({tour.organisation for tour in tours}) > 1,
        writable=may(Verb.CREATE),
        wrong=wrong,
        typed=typed,
        previous="/tours" if place_before(request.args) else None,
        next=f"/tours?before={last.updated_at.isoformat().replace('+', '%2B')}&id={last.id}" if last else None,
    )


@room.post("/tours")
@access(Access.SIGNED_IN)
def create() -> Response | tuple[str, int]:
    """A new tour with a title; then straight to its editor."""
    title = request.form.get("title", "").strip()
    if not title:
        return show(wrong=t("page.tours.title_missing")), 422
    wanted = request.form.get("original", "")
    original = wanted if wanted in LANGUAGES else language()
    body = {"kind": "tour", "title": {original: title[:200]}, "original": original, "languages": [original]}
    installed = installation()
    organisation = request.form.get("organisation", "")
    saved = create_document(installed.database, actor(), organisation, json.dumps(body).encode())
    return redirect(f"/tours/{saved.document_id}", 303)
