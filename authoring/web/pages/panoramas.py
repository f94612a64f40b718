"""Whether a picture is one all round, on its medium's page."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from authoring.actions.mark_panorama import mark_panorama
from authoring.errors import Refused
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.pages.frame import back_to
from authoring.words import of_error

room = Blueprint("pages_panoramas", __name__)


@room.post("/media/<uuid:document_id>/panorama")
@access(Access.SIGNED_IN)
def mark(document_id: str) -> Response:
    """Make a panorama of a picture (`around=yes`), or a picture of a panorama."""
    there = url_for("pages_media.medium", document_id=document_id)
    around = request.form.get("around") == "yes"
    try:
        mark_panorama(installation().database, actor(), document_id, around=around)
    except Refused as refusal:
        flash(of_error(refusal, language()), "error")
        return redirect(there, 303)
    return back_to(there, t("page.media.around_made") if around else t("page.media.around_unmade"))
