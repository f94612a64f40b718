"""People: who works here with which role, how somebody new comes in, and the access of programs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import available_timezones

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from authoring import clock
from authoring.actions.change_role import change_role
from authoring.actions.invite_person import invite_person
from authoring.actions.make_sign_in_link import LIVES, make_sign_in_link
from authoring.actions.remove_person import remove_person
from authoring.actions.set_defaults import set_defaults
from authoring.errors import NotFound, Refused
from authoring.permissions import Role, Scope, Verb, allowed
from authoring.queries.approvals import RULES
from authoring.queries.people import Member, Token, members, organisation, tokens
from authoring.tables import Organisation
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.pages.frame import Owner, back_to, memberships
from authoring.web.pages.media import LICENCES
from authoring.web.sign_in import sign_in_address
from authoring.words import of_error
from tour_schema.rules.hours import NO_PLACE

room = Blueprint("pages_people", __name__)

ROLES: Final = tuple(role.value for role in Role)
SCOPES: Final = tuple(scope.value for scope in Scope)

View = str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class ShownOnce:
    """A secret that the next page does not have any more."""

    title: str
    text: str
    value: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in the form of the invitation."""

    name: str = ""
    email: str = ""
    role: str = Role.AUTHOR.value


@dataclass(frozen=True, slots=True)
class Said:
    """What the page has to say beside what it always says."""

    wrong: str = ""
    shown_once: ShownOnce | None = None
    typed: Typed = field(default_factory=Typed)


@room.get("/people")
@access(Access.SIGNED_IN)
def show() -> str:
    """The people of one of one's organisations."""
    own = memberships()
    wanted = request.args.get("organisation")
    chosen = next((owner for owner in own if owner.id == wanted), own[0] if own else None)
    if chosen is None:
        raise NotFound("organisation", wanted or "")
    return page(chosen.id, Said())


def page(organisation_id: str, said: Said) -> str:
    """The page of an organisation's people, and what there is to say on it."""
    who = actor()
    manage = allowed(who, Verb.MANAGE_PEOPLE, organisation_id)
    with installation().database.read() as session:
        row = organisation(session, organisation_id)
        people = members(session, who, organisation_id)
        keys: list[Token] = tokens(session, who, organisation_id) if manage else []
    return render_template(
        "people.html",
        organisations=memberships(),
        organisation=Owner(row.id, row.name),
        people=[_shown(member) for member in people],
        tokens=keys,
        manage=manage,
        defaults=_defaults(row),
        roles=ROLES,
        scopes=SCOPES,
        wrong=said.wrong,
        shown_once=said.shown_once,
        typed=said.typed,
    )


def _defaults(row: Organisation) -> dict[str, object]:
    """What the form of the defaults holds, and what there is to choose from."""
    return {
        "licence": row.licence,
        "licences": dict.fromkeys((*LICENCES, *filter(None, [row.licence]))),
        "time_zone": row.time_zone,
        "zones": sorted((available_timezones() - NO_PLACE) | set(filter(None, [row.time_zone]))),
        "usual_zone": installation().settings.time_zone,
        "review": row.review,
        "reviews": RULES,
    }


@room.post("/people/<uuid:organisation>/defaults")
@access(Access.SIGNED_IN)
def defaults(organisation: str) -> Response | View:
    """What the organisation usually writes."""

    def act() -> Response:
        said = {name: request.form.get(name, "") for name in ("time_zone", "licence", "review")}
        set_defaults(installation().database, actor(), organisation, **said)
        name = next((owner.name for owner in memberships() if owner.id == organisation), "")
        return back_to(url_for(".show", organisation=organisation), t("page.defaults.saved", organisation=name))

    return or_say_why(organisation, act)


def _shown(member: Member) -> dict[str, object]:
    return {
        "id": member.person_id,
        "name": member.name,
        "email": member.email,
        "role": member.role.value,
        "me": member.person_id == actor().person_id,
    }


def or_say_why(organisation_id: str, act: Callable[[], Response | str], typed: Typed | None = None) -> Response | View:
    """Do it; a refusal is told on the same page, and what was typed stays."""
    try:
        return act()
    except Refused as refusal:
        return page(organisation_id, Said(wrong=of_error(refusal, language()), typed=typed or Typed())), 422


@room.post("/people/<uuid:organisation>/invite")
@access(Access.SIGNED_IN)
def invite(organisation: str) -> Response | View:
    """Somebody new; the page that answers shows their sign-in link, once."""
    form = request.form
    typed = Typed(form.get("name", ""), form.get("email", ""), form.get("role", ""))

    def act() -> Response | str:
        invited = invite_person(
            installation().database,
            actor(),
            organisation,
            email=typed.email,
            name=typed.name,
            role=typed.role,
            language=form.get("language", language()),
        )
        if invited.token is None:
            # They have an account already, and sign in as they always do.
            return back_to(url_for(".show", organisation=organisation), t("page.people.added", name=typed.name))
        return page(organisation, Said(shown_once=_link(typed.name, invited.token)))

    return or_say_why(organisation, act, typed)


def _link(name: str, token: str) -> ShownOnce:
    until = clock.now() + LIVES
    return ShownOnce(
        title=t("page.people.link_title", name=name),
        text=t("page.people.link_text"),
        until=until,
        value=sign_in_address(installation().settings, token),
    )


@room.post("/people/<uuid:organisation>/<uuid:person_id>/link")
@access(Access.SIGNED_IN)
def make_link(organisation: str, person_id: str) -> Response | View:
    """Another sign-in link for somebody, shown once."""

    def act() -> str:
        token = make_sign_in_link(installation().database, actor(), person_id)
        return page(organisation, Said(shown_once=_link(_name(organisation, person_id), token)))

    return or_say_why(organisation, act)


def _name(organisation_id: str, person_id: str) -> str:
    with installation().database.read() as session:
        found = [one.name for one in members(session, actor(), organisation_id) if one.person_id == person_id]
    if not found:
        raise NotFound("person", person_id)
    return found[0]


@room.post("/people/<uuid:organisation>/<uuid:person_id>/role")
@access(Access.SIGNED_IN)
def change(organisation: str, person_id: str) -> Response | View:
    """Another role for somebody."""

    def act() -> Response:
        change_role(installation().database, actor(), organisation, person_id, request.form.get("role", ""))
        message = t("page.people.role_changed", name=_name(organisation, person_id))
        return back_to(url_for(".show", organisation=organisation), message)

    return or_say_why(organisation, act)


@room.post("/people/<uuid:organisation>/<uuid:person_id>/remove")
@access(Access.SIGNED_IN)
def remove(organisation: str, person_id: str) -> Response | View:
    """Somebody leaves; what they wrote stays."""

    def act() -> Response:
        name = _name(organisation, person_id)
        remove_person(installation().database, actor(), organisation, person_id)
        own = next((owner.name for owner in memberships() if owner.id == organisation), "")
        return back_to(url_for(".show"), t("page.people.removed", name=name, organisation=own))

    return or_say_why(organisation, act)
