"""The keys by which other programs read or write in an organisation's name."""

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from authoring.actions.create_token import create_token
from authoring.actions.revoke_token import revoke_token
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import t
from authoring.web.pages.frame import back_to
from authoring.web.pages.people import Said, ShownOnce, View, or_say_why, page

room = Blueprint("pages_tokens", __name__)


@room.post("/people/<uuid:organisation>/tokens")
@access(Access.SIGNED_IN)
def create(organisation: str) -> Response | View:
    """A new key; the page that answers shows it, once."""
    name = request.form.get("name", "").strip()

    def act() -> str:
        scope = request.form.get("scope", "")
        made = create_token(installation().database, actor(), organisation, name=name, scope=scope)
        title, text = t("page.tokens.shown_title", name=name), t("page.tokens.shown_text")
        return page(organisation, Said(shown_once=ShownOnce(title, text, made.token)))

    return or_say_why(organisation, act)


@room.post("/people/<uuid:organisation>/tokens/<token_id>/revoke")
@access(Access.SIGNED_IN)
def revoke(organisation: str, token_id: str) -> Response | View:
    """End a key at once."""

    def act() -> Response:
        revoke_token(installation().database, actor(), organisation, token_id)
        return back_to(url_for("pages_people.show", organisation=organisation), t("page.tokens.revoked"))

    return or_say_why(organisation, act)
