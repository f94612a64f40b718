"""What a reviewer sees: how a tour differs from what visitors have, in words and on the map, and the decision."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from authoring.actions.decide_review import decide_review
from authoring.errors import Refused
from authoring.permissions import Verb, allowed
from authoring.queries.documents import row_of
from authoring.queries.reviews import changed_since, waiting_review
from authoring.queries.since_published import Altered, SincePublished, since_published
from authoring.web.addresses import address_of
from authoring.web.api_map import map_choice
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.pages.cards import in_language, picture_of
from authoring.web.pages.frame import back_to
from authoring.web.pages.history import Shown, shown
from authoring.words import of_error

room = Blueprint("pages_changes", __name__)

_LINES: Final = 40


@dataclass(frozen=True, slots=True)
class Part:
    """A document that is different, as the page tells it; `changes` is absent where only its owner reads them."""

    id: str
    document: str
    kind: str
    title: str
    lang: str | None
    href: str
    picture: str | None
    changes: list[Shown] | None
    more: int


@room.get("/tours/<uuid:tour_id>/changes")
@access(Access.SIGNED_IN)
def show(tour_id: str, wrong: str = "", reason: str = "") -> str:
    """What is different since the last version."""
    with installation().database.read() as session:
        found = since_published(session, actor(), tour_id)
        row = row_of(session, tour_id)
        review = waiting_review(session, tour_id)
        stale = bool(review and changed_since(session, review))
    title, lang = in_language(row.card.get("title"), row.card.get("original"))
    return render_template(
        "changes.html",
        tour={"id": tour_id, "title": title, "lang": lang, "href": address_of("tour", tour_id)},
        version=found.version,
        parts_changed=[_part(each) for each in found.altered],
        drawing=drawing(found),
        map_style=map_choice(installation().settings),
        review=review,
        stale=stale,
        may_review=allowed(actor(), Verb.REVIEW, row.organisation_id),
        wrong=wrong,
        reason=reason,
    )


@room.post("/tours/<uuid:tour_id>/changes/<uuid:review_id>")
@access(Access.SIGNED_IN)
def decide(tour_id: str, review_id: str) -> Response | tuple[str, int]:
    """Approve the tour, or send it back with a reason."""
    reason = request.form.get("reason", "").strip()[:2000]
    approved = request.form.get("decision") == "approved"
    try:
        decide_review(installation().database, actor(), review_id, "approved" if approved else "sent_back", reason)
    except Refused as refusal:
        return show(tour_id, wrong=of_error(refusal, language()), reason=reason), 422
    words = t("page.changes.approved") if approved else t("page.changes.sent_back")
    return back_to(url_for(".show", tour_id=tour_id), words)


def drawing(found: SincePublished) -> dict[str, Any]:
    """What the map shows: stations as they lay and lie ([longitude, latitude]), and the tour's ways, old and new."""
    stations = [_places(each) for each in found.altered if each.document == "station"]
    tour = next((each for each in found.altered if each.document == "tour"), None)
    ways = (
        {"before": list(_ways(tour.before)), "after": list(_ways(tour.after))} if tour else {"before": [], "after": []}
    )
    if ways["before"] == ways["after"]:
        ways["before"] = []
    return {"stations": [each for each in stations if each["before"] or each["after"]], "ways": ways}


def _places(station: Altered) -> dict[str, Any]:
    title, _ = _title(station)
    before, after = _position(station.before), _position(station.after)
    return {"id": station.id, "title": title, "before": before if before != after else None, "after": after}


def _position(body: dict[str, Any] | None) -> list[float] | None:
    place = (body or {}).get("place")
    position = place.get("position") if isinstance(place, dict) else None
    if isinstance(position, list) and all(isinstance(each, int | float) for each in position):
        return [float(each) for each in position[:2]] if len(position) > 1 else None
    return None


def _ways(body: dict[str, Any] | None) -> Iterator[list[Any]]:
    """The lines of a tour's legs; a draft may hold anything there."""
    route = (body or {}).get("route")
    legs = route.get("legs") if isinstance(route, dict) else None
    for leg in legs if isinstance(legs, list) else []:
        geometry = leg.get("geometry") if isinstance(leg, dict) else None
        line = geometry.get("coordinates") if isinstance(geometry, dict) else None
        if isinstance(line, list) and len(line) > 1:
            yield line


def _part(each: Altered) -> Part:
    title, lang = _title(each)
    told = None if each.changes is None else [shown(change) for change in each.changes]
    return Part(
        id=each.id,
        document=each.document,
        kind=each.kind,
        title=title,
        lang=lang,
        href=address_of(each.document, each.id),
        picture=picture_of(each.id) if each.document == "medium" and each.after else None,
        changes=told and told[:_LINES],
        more=max(0, len(told or ()) - _LINES),
    )


def _title(each: Altered) -> tuple[str, str | None]:
    body = each.after or each.before or {}
    name = {"guide": "name", "medium": "alt"}.get(each.document, "title")
    return in_language(body.get(name), body.get("original"))
