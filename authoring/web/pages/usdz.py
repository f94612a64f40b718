"""The version of a 3D model that iPhones open, on its medium's page."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from authoring.actions.attach_usdz import attach_usdz, detach_usdz
from authoring.errors import Refused
from authoring.web.auth import UPLOAD, Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.pages.frame import back_to_section
from authoring.words import of_error

room = Blueprint("pages_usdz", __name__)


@room.post("/media/<uuid:document_id>/usdz")
@access(Access.SIGNED_IN, limit=UPLOAD)
def attach(document_id: str) -> Response:
    """Attach a USDZ."""
    installed = installation()
    there = url_for("pages_media.medium", document_id=document_id)
    file = request.files.get("file")
    if file is None or not file.filename:
        flash(t("page.media.usdz_no_file"), "error")
        return redirect(there, 303)
    limit = installed.settings.upload_limit_bytes
    try:
        attach_usdz(
            installed.database,
            installed.media_store,
            actor(),
            document_id,
            file.stream,
            file.filename,
            limit_bytes=limit,
        )
    except Refused as refusal:
        flash(of_error(refusal, language()), "error")
        return redirect(there, 303)
    return back_to_section(there, "usdz", t("page.media.usdz_attached"))


@room.post("/media/<uuid:document_id>/usdz/remove")
@access(Access.SIGNED_IN)
def detach(document_id: str) -> Response:
    """Take the USDZ away."""
    there = url_for("pages_media.medium", document_id=document_id)
    try:
        detach_usdz(installation().database, actor(), document_id)
    except Refused as refusal:
        flash(of_error(refusal, language()), "error")
        return redirect(there, 303)
    return back_to_section(there, "usdz", t("page.media.usdz_removed"))
