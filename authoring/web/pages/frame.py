"""What stands around every page: the rooms one can go to, who one is here, and times as people say them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_timedelta
from flask import Blueprint, flash, make_response, redirect, request
from flask import Response as FlaskResponse
from sqlmodel import col, select
from werkzeug.wrappers import Response

from authoring import clock
from authoring.actions.change_profile import change_profile
from authoring.permissions import Verb, allowed
from authoring.tables import Organisation
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation, visitor
from authoring.web.language import COOKIE, language, t
from authoring.words import LANGUAGES, language_name, place_words

room = Blueprint("pages", __name__)

_ROOMS: Final = {
    "tours": "/tours",
    "library": "/library",
    "media": "/media",
    "import": "/import",
    "people": "/people",
}


_A_YEAR_S: Final = 365 * 24 * 3600
_MARK: Final = (Path(__file__).parents[1] / "static" / "mark.svg").read_bytes()


@dataclass(frozen=True, slots=True)
class Place:
    """A room that the navigation leads to; its word is `page.room.<name>`."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation as a page names it."""

    id: str
    name: str
    role: str | None = None

    @property
    def organisation(self) -> str:
        """The name, where the line is about somebody's role in it."""
        return self.name


def rooms() -> list[Place]:
    """The rooms of the navigation, in its order."""
    return [Place(name, href) for name, href in _ROOMS.items()]


def organisations() -> list[Owner]:
    """Every organisation of the installation by name, with the role of whoever asks."""
    roles = actor().roles
    with installation().database.read() as session:
        rows = session.exec(select(Organisation).order_by(col(Organisation.name)))
        return [Owner(row.id, row.name, roles.get(row.id)) for row in rows]


def memberships() -> list[Owner]:
    """The organisations that whoever asks belongs to, with the role there."""
    return [owner for owner in organisations() if owner.role is not None]


def may(verb: Verb) -> list[Owner]:
    """The organisations for which whoever asks may do this."""
    return [owner for owner in organisations() if allowed(actor(), verb, owner.id)]


def ago(moment: datetime) -> str:
    """How long ago, as people say it: „vor 3 Stunden“, „3 hours ago“."""
    passed = clock.now() - moment
    if passed < timedelta(minutes=1):
        return t("page.just_now")
    return format_timedelta(-passed, add_direction=True, threshold=0.95, locale=Locale.parse(language()))


def own_name(tag: str) -> str:
    """What a language calls itself."""
    return language_name(tag, tag)


def back_to(address: str, message: str, *, undo: str = "") -> Response:
    """Go there, and say what happened; `undo` is the address whose POST takes it back."""
    flash(message, undo or "message")
    return redirect(address, 303)


def back_to_section(address: str, section: str, message: str) -> Response:
    """Go to a section of a page, and say what happened there (`parts.section_head`), not at the page's head."""
    flash(message, f"#{section}")
    return redirect(f"{address}#{section}", 303)


@room.get("/mark.svg")
@access(Access.EVERYONE)
def mark() -> FlaskResponse:
    """The mark that browsers show beside a page's title."""
    response = make_response(_MARK)
    response.mimetype = "image/svg+xml"
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@room.post("/language")
@access(Access.EVERYONE)
def choose_language() -> Response:
    """Read on in another language: from now on, and on every device of a person who is signed in."""
    chosen, back = request.form.get("language", ""), request.form.get("next", "")
    # Back to one of our own pages only; browsers take a backslash for a slash.
    ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = redirect(back if ours else "/", 303)
    if chosen in LANGUAGES:
        installed = installation()
        answer.set_cookie(COOKIE, chosen, max_age=_A_YEAR_S, secure=installed.settings.secure, samesite="Lax")
        who = visitor()
        if who is not None and who.actor.person_id is not None:
            change_profile(installed.database, who.actor, name=who.actor.name, language=chosen)
    return answer


@room.app_context_processor
def _frame() -> dict[str, object]:
    return {"page_rooms": rooms, "memberships": memberships, "map_words": map_words}


def map_words() -> dict[str, str]:
    """What MapLibre says of its own, by its own keys; without them it speaks English."""
    return {
        "Map.Title": t("page.map.title"),
        "NavigationControl.ZoomIn": t("page.map.zoom_in"),
        "NavigationControl.ZoomOut": t("page.map.zoom_out"),
        "AttributionControl.ToggleAttribution": t("page.map.attribution"),
        "CooperativeGesturesHandler.WindowsHelpText": t("page.map.hold_ctrl"),
        "CooperativeGesturesHandler.MacHelpText": t("page.map.hold_command"),
        "CooperativeGesturesHandler.MobileHelpText": t("page.map.two_fingers"),
        "Popup.Close": t("page.map.close"),
    }


room.add_app_template_filter(ago)
room.add_app_template_filter(own_name)


@room.app_template_filter("place")
def _place(position: tuple[float, float]) -> str:
    return place_words(position, language())


@room.app_template_filter("language_name")
def _in_my_language(tag: str) -> str:
    return language_name(tag, language())
