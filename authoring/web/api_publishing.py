"""What visitors have of a tour: published now or at a time, withdrawn, gone back to an earlier version."""

from datetime import datetime
from typing import Final, Literal

from flask import Response
from pydantic import AwareDatetime, Field

from authoring.actions.cancel_order import cancel_order
from authoring.actions.order_publishing import order_publishing
from authoring.actions.publish_tours import Intention, intend, publish_tours
from authoring.actions.roll_back_tour import roll_back_tour
from authoring.actions.withdraw_tour import withdraw_tour
from authoring.permissions import Verb, allowed
from authoring.published import keys_of, place_of
from authoring.queries.approvals import is_review_needed, unapproved
from authoring.queries.documents import row_of
from authoring.queries.publications import unpublished_changes, unpublished_changes_of, versions
from authoring.queries.reviews import orders_of, parts_now
from authoring.queries.stages import Stage, stage_of
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.language import language
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply
from authoring.words import of_error
from exports.addresses import tour_address
from exports.publish.keys import KeyFolder
from exports.publish.places import Place
from tour_schema.base import Uuid

room = Room("publishing")

_NOTHING: Final = 204
_TEXT: Final = r"^[^\x00]*$"
_ASKED: Final = (Verb.SUBMIT, Verb.COMMENT, Verb.REVIEW, Verb.PUBLISH, Verb.WITHDRAW)


class PublishedVersion(Shape):
    """A version of a tour that visitors had, or have."""

    version: int
    current: bool
    at: datetime
    by: str
    manifest: str
    """SHA-256 of its manifest in the published folder."""
    bytes: int
    """What a visitor downloads who has nothing, in high quality and all languages."""
    note: str
    """What was said of it when it was published."""


class PublishingOrder(Shape):
    """A moment at which a tour is, or was, to be published."""

    id: str
    due_at: datetime
    state: Literal["waiting", "done", "failed", "cancelled"]
    by: str
    fault: str | None
    """The code of what kept it from being published."""


class Publishing(Shape):
    """What visitors have of a tour, and how far its next version is on its way to them."""

    stage: Stage
    """`changed`: visitors have a version, and not the newest state."""
    may: list[str]
    """Which of submit, comment, review, publish and withdraw whoever asks may do."""
    review_needed: bool
    """Its organisation publishes only what a colleague approved."""
    unapproved: list[str]
    """Documents that nobody approved as they are now, where a review is needed."""
    address: str | None
    """Where visitors find it, as soon as it has a name in addresses."""
    version: int | None
    """Absent where no visitor finds it."""
    versions: list[PublishedVersion]
    """The newest first."""
    changed: list[str]
    """Documents of which visitors do not have the newest revision: of the tour, its stations, guides and media."""
    orders: list[PublishingOrder]
    """The last first."""


class PublishingPlan(Shape):
    """What publishing means for visitors, or what it meant."""

    tour: str
    version: int
    changed: bool
    """False where visitors have this state already."""
    again_bytes: int
    """What a visitor with the former version downloads, in high quality and all languages; 0 if unchanged."""
    bytes: int
    """What a visitor downloads who has nothing."""


class PublishWish(Shape):
    """How a tour is to be published."""

    accept_warnings: bool = False
    """Somebody has read the warnings of the report and accepts them."""
    at: AwareDatetime | None = None
    """When; at once where absent."""
    note: str = Field(default="", max_length=500, pattern=_TEXT)
    """What colleagues shall read of this version."""


class PublishQuery(Shape):
    """How a plan is to be made."""

    accept_warnings: bool = False
    """As if somebody accepted the warnings."""


class ChangedTour(Shape):
    """A published tour of which visitors do not have the newest state."""

    tour: str
    changed: list[str]
    """The documents that were changed since, such as a station of the library."""


class ChangedTours(Shape):
    """Published tours of one's organisations that something was changed in."""

    items: list[ChangedTour]


class RepublishWish(Shape):
    """Tours to be published together: visitors see all of them anew, or none."""

    tours: list[Uuid] = Field(min_length=1, max_length=2000)
    accept_warnings: bool = False
    each_for_itself: bool = False
    """Publish those that may be, and say of each other one why not."""


class LeftOut(Shape):
    """A tour that was not published, and why."""

    tour: str
    code: str
    detail: str


class Republished(Shape):
    """What publishing several tours meant."""

    items: list[PublishingPlan]
    """In the order of the tours, without those that were left out."""
    left_out: list[LeftOut]


class VersionWish(Shape):
    """The version that visitors shall have again."""

    version: int = Field(ge=1)


@room.operation("GET", "/tours/<uuid:tour_id>/publication", access_for=Access.READ, answers={200: Publishing})
def read_publication(tour_id: str) -> Response:
    """What visitors have of a tour, what they had, and what changed since."""
    return reply(_publishing(tour_id))


@room.operation(
    "GET",
    "/tours/<uuid:tour_id>/publication/plan",
    access_for=Access.WRITE,
    query=PublishQuery,
    answers={200: PublishingPlan},
    problems=(422,),
)
def plan_publication(tour_id: str, query: PublishQuery) -> Response:
    """What publishing would mean: how much visitors would download again. Nothing is published."""
    place, keys = _place_and_keys()
    return reply(_planned(_intended(place, keys, [tour_id], accept_warnings=query.accept_warnings), tour_id))


@room.operation(
    "POST",
    "/tours/<uuid:tour_id>/publication",
    access_for=Access.WRITE,
    body=PublishWish,
    answers={200: PublishingPlan, 202: Publishing},
)
def publish(tour_id: str, body: PublishWish) -> Response:
    """Publish a tour, now (200) or at a moment (202)."""
    if body.at is not None:
        order_publishing(
            installation().database,
            actor(),
            tour_id,
            body.at,
            accept_warnings=body.accept_warnings,
            note=body.note.strip(),
        )
        return reply(_publishing(tour_id), 202)
    return reply(_planned(_published([tour_id], accept_warnings=body.accept_warnings, note=body.note.strip()), tour_id))


@room.operation(
    "DELETE", "/tours/<uuid:tour_id>/publication", access_for=Access.WRITE, answers={204: None}, problems=(422,)
)
def withdraw(tour_id: str) -> Response:
    """Withdraw a tour: no visitor finds it any more."""
    withdraw_tour(installation().database, actor(), *_place_and_keys(), tour_id)
    return Response(status=_NOTHING)


@room.operation(
    "PUT",
    "/tours/<uuid:tour_id>/publication/version",
    access_for=Access.WRITE,
    body=VersionWish,
    answers={200: Publishing},
)
def go_back(tour_id: str, body: VersionWish) -> Response:
    """Go back to an earlier version, byte for byte; the documents stay as they are."""
    roll_back_tour(installation().database, actor(), *_place_and_keys(), tour_id, body.version)
    return reply(_publishing(tour_id))


@room.operation("GET", "/publications/changed", access_for=Access.READ, answers={200: ChangedTours})
def list_changed() -> Response:
    """The published tours that a change reached, be it of a station that many of them use."""
    with installation().database.read() as session:
        who = actor()
        items = [
            ChangedTour(tour=tour_id, changed=changed)
            for tour_id, changed in unpublished_changes(session).items()
            if allowed(who, Verb.READ_TOUR, row_of(session, tour_id).organisation_id)
        ]
    return reply(ChangedTours(items=items))


@room.operation("POST", "/publications", access_for=Access.WRITE, body=RepublishWish, answers={200: Republished})
def publish_together(body: RepublishWish) -> Response:
    """Publish several tours with one switch; where one of them may not be none is, unless each is for itself."""
    place, keys = _place_and_keys()
    parts = installation()
    found = intend(
        parts.database, parts.media_store, actor(), place, keys, body.tours, accept_warnings=body.accept_warnings
    )
    if not body.each_for_itself:
        found.whole()
    done = publish_tours(parts.database, actor(), place, keys, found)
    return reply(
        Republished(
            items=[_planned(done, one.tour_id) for one in done.frozen],
            left_out=[
                LeftOut(tour=tour_id, code=refusal.code, detail=of_error(refusal, language()))
                for tour_id, refusal in found.refusals
            ],
        )
    )


@room.operation("DELETE", "/publishing-orders/<uuid:order_id>", access_for=Access.WRITE, answers={204: None})
def cancel(order_id: str) -> Response:
    """Cancel what was to be published at a moment."""
    cancel_order(installation().database, actor(), order_id)
    return Response(status=_NOTHING)


def _place_and_keys() -> tuple[Place, KeyFolder]:
    settings = installation().settings
    return place_of(settings), keys_of(settings)


def _intended(place: Place, keys: KeyFolder, tours: list[str], *, accept_warnings: bool) -> Intention:
    parts = installation()
    store = parts.media_store
    return intend(parts.database, store, actor(), place, keys, tours, accept_warnings=accept_warnings).whole()


def _published(tours: list[str], *, accept_warnings: bool, note: str = "") -> Intention:
    place, keys = _place_and_keys()
    intention = _intended(place, keys, tours, accept_warnings=accept_warnings)
    return publish_tours(installation().database, actor(), place, keys, intention, note=note)


def _planned(intention: Intention, tour_id: str) -> PublishingPlan:
    step = intention.step(tour_id)
    return PublishingPlan(
        tour=tour_id, version=step.version, changed=step.changed, again_bytes=step.again_bytes, bytes=step.whole_bytes
    )


def _publishing(tour_id: str) -> Publishing:
    with installation().database.read() as session:
        rows = versions(session, actor(), tour_id)
        tour = row_of(session, tour_id)
        home = tour.organisation_id
        needed = is_review_needed(session, home)
        return Publishing(
            stage=stage_of(session, tour_id),
            may=[verb.word for verb in _ASKED if allowed(actor(), verb, home)],
            review_needed=needed,
            unapproved=unapproved(session, home, tour_id, parts_now(session, tour_id)) if needed else [],
            address=tour.slug and tour_address(installation().settings.public_url, tour.slug),
            version=next((row.version for row in rows if row.current), None),
            versions=[
                PublishedVersion(
                    version=row.version,
                    current=row.current,
                    at=row.at,
                    by=row.by_name,
                    manifest=row.manifest,
                    bytes=row.whole_bytes,
                    note=row.note,
                )
                for row in rows
            ],
            changed=unpublished_changes_of(session, tour_id),
            orders=[
                PublishingOrder.model_validate(
                    {
                        "id": order.id,
                        "due_at": order.due_at,
                        "state": order.state,
                        "by": order.person_name,
                        "fault": order.fault.get("code"),
                    }
                )
                for order in orders_of(session, actor(), tour_id)
            ],
        )
