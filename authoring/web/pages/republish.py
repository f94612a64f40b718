"""Changed since it was published: every tour that a change reached, and one step that publishes them anew."""

from flask import Blueprint, render_template

from authoring.permissions import Verb, allowed
from authoring.queries.documents import row_of
from authoring.queries.publications import changed_since_version, unpublished_changes
from authoring.tables import Document
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import t
from authoring.web.pages.cards import in_language

room = Blueprint("pages_republish", __name__)

_NAMED = 5


@room.get("/tours/changed")
@access(Access.SIGNED_IN)
def show() -> str:
    """The published tours of one's organisations that visitors do not have the newest state of."""
    with installation().database.read() as session:
        changed = unpublished_changes(session)
        versions = changed_since_version(session, changed)
        tours = []
        for tour_id, parts in changed.items():
            row = row_of(session, tour_id)
            if not allowed(actor(), Verb.READ_TOUR, row.organisation_id):
                continue
            title, lang = in_language(row.card.get("title"), row.card.get("original"))
            names = [_name(session.get_one(Document, part)) for part in parts[:_NAMED]]
            tours.append(
                {
                    "id": tour_id,
                    "title": title,
                    "lang": lang,
                    "version": versions.get(tour_id),
                    "changed": names + ["…"] * (len(parts) > _NAMED),
                    "may": allowed(actor(), Verb.PUBLISH, row.organisation_id),
                }
            )
    return render_template("republish.html", tours=tours)


def _name(row: Document) -> str:
    title, _ = in_language(row.card.get("title"), row.card.get("original"))
    return title or t("page.untitled")
