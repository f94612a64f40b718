"""The page that holds the editor, and the pages that say what a problem's type means."""

from flask import Blueprint, abort, render_template

from authoring.web.assets import NotBuiltError
from authoring.web.auth import Access, access
from authoring.web.context import installation
from authoring.web.language import t
from authoring.web.problems import Problem
from authoring.words import has_words

room = Blueprint("shell", __name__)


@room.get("/tours/<uuid:tour_id>")
@access(Access.SIGNED_IN)
def editor(tour_id: str) -> str:
    """The editor, which fetches the tour and everything else by the API."""
    return _desk(tour=tour_id)


@room.get("/guides/<uuid:guide_id>/edit")
@access(Access.SIGNED_IN)
def guide_desk(guide_id: str) -> str:
    """The desk of a virtual guide: the editor with its form alone."""
    return _desk(guide=guide_id)


def _desk(**opened: str) -> str:
    try:
        entry = installation().assets.entry("editor")
    except NotBuiltError:
        raise Problem(503, "not_built") from None
    return render_template("editor.html", editor=entry, opened=opened)


@room.get("/problems/<code>")
@access(Access.EVERYONE)
def problem_type(code: str) -> str:
    """What a problem with the type `/problems/<code>` means."""
    key = f"api.problem.{code}.title"
    if not has_words(key):
        abort(404)
    return render_template("problem_type.html", title=t(key), code=code)
