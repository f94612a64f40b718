"""A scene on somebody's phone: opened by a link, without a sign-in, as far as the link goes and no further.

The link is the only key, so its page tells no other site where it was (`no-referrer`) and no search engine what it
shows. Every request reads the link anew and asks what its maker may show now.

Whoever is signed in here and belongs to the station's organisation sees more than the link shows: where the anchors
are, to check them on site. What such a colleague reports outlives the link; `waiting` is where it is sent from then.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request, url_for

from authoring import jobs
from authoring.actions.make_target import start_compiling
from authoring.errors import Forbidden, NotFound, Refused
from authoring.permissions import Actor, Verb, allowed
from authoring.queries import documents, people
from authoring.queries.media import variant
from authoring.queries.scene_previews import USES, ScenePreview, scene_preview
from authoring.settings import Settings
from authoring.store import preview_links
from authoring.tables import Blob
from authoring.web.assets import Entry, NotBuiltError
from authoring.web.auth import Access, access
from authoring.web.context import installation, visitor
from authoring.web.language import language, t
from authoring.web.problems import Problem
from authoring.web.replies import reply
from authoring.web.stored_files import send_stored
from authoring.words import has_words

room = Blueprint("previews_of_scenes", __name__, url_prefix="/preview")

_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
        "media-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
_DEVICES: Final = "camera=(self), xr-spatial-tracking=(self), display-capture=(), microphone=(), payment=(), usb=()"
_COMPILED: Final = {"state": "done", "done": 1, "total": 1, "words": None}


def preview_address(settings: Settings, link: str) -> str:
    """Where a link leads."""
    return f"{settings.public_url}/preview/{link}"


@room.after_request
def _keep_to_itself(response: Response) -> Response:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    # Where somebody stands may be asked of colleagues, who check an anchor on site, and where a scene stands on Earth.
    response.headers.setdefault("Permissions-Policy", _devices(place=visitor() is not None))
    return response


def _devices(*, place: bool) -> str:
    return f"{_DEVICES}, geolocation={'(self)' if place else '()'}"


@room.get("/<link>")
@access(Access.EVERYONE)
def show(link: str) -> Response:
    """The page that shows the scene; it fetches what is in it."""
    opened = _open(link)
    response = _page(url_for(".show", link=link))
    if any(anchor["kind"] == "geo" for anchor in opened.preview.shown["anchors"]):
        response.headers["Permissions-Policy"] = _devices(place=True)
    return response


@room.get("/waiting")
@access(Access.EVERYONE)
def waiting() -> Response:
    """The page that sends what still waits on this phone, whatever became of the link it was found by."""
    return _page("")


@room.get("/visitor")
@access(Access.EVERYONE)
def who() -> Response:
    """Who is signed in, and with which token they send: a page that was kept for the basement knows an old one."""
    here = visitor()
    person = None if here is None else {"id": here.actor.person_id, "name": here.actor.name}
    return reply({"person": person, "csrf": installation().csrf.token()})


@room.get("/worker.js")
@access(Access.EVERYONE)
def worker() -> Response:
    """What opens these pages where there is no network; its address is what keeps it to them."""
    script = _entry("onSiteWorker").script or ""
    file = installation().assets.folder / script.removeprefix("/static/built/")
    response = Response(file.read_bytes(), mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    return response


@room.get("/<link>/scene")
@access(Access.EVERYONE)
def scene(link: str) -> Response:
    """The scene, and what is known of its media."""
    opened = _open(link)
    shown = opened.preview.shown
    keys = {block: f"parts.block.{kind}" for block, kind in shown["blocks"].items()}
    words = {block: t(key) for block, key in keys.items() if has_words(key)}
    here = visitor()
    on_site = None
    if here is not None and allowed(here.actor, Verb.REPORT_ON_SITE, opened.preview.organisation):
        on_site = opened.preview.on_site | {"person": here.actor.person_id}
    about = {"language": language(), "until": opened.until.isoformat(), "signed_in": here is not None}
    return reply({**shown, **about, "on_site": on_site, "blocks": words})


@room.get("/<link>/media/<uuid:medium_id>/<use>")
@access(Access.EVERYONE)
def file(link: str, medium_id: str, use: str) -> Response:
    """A file of a medium that the scene shows."""
    opened = _open(link)
    if medium_id not in opened.preview.media or use not in USES:
        raise Problem(404, "not_found")
    with installation().database.read() as session:
        body = documents.load(session, opened.maker, medium_id).value
        chosen = variant(body, use, request.headers.get("Accept"))
        blob = session.get(Blob, chosen.sha256) if chosen else None
        # What a document says of a file is what somebody wrote; what the file is, its row says.
        if blob is None or blob.private:
            raise Problem(404, "not_found")
        about = (blob.sha256, blob.bytes, blob.media_type)
    return send_stored(*about, private=False)


@room.post("/<link>/targets/<uuid:medium_id>")
@access(Access.EVERYONE)
def compile_target(link: str, medium_id: str) -> Response:
    """See to it that an image target of the scene is compiled, and say how far it is."""
    opened = _open(link)
    if medium_id not in opened.preview.targets:
        raise Problem(404, "not_found")
    medium = _load(opened.maker, medium_id)
    if medium.value.get("type") != "target":
        # Nobody has looked at it yet, and whoever opens a link changes nothing of it.
        return reply({"state": "failed", "done": 0, "total": 0, "words": t("preview.target_unchecked")})
    if variant(medium.value, "mind") is not None:
        return reply(_COMPILED)
    # The same revision is compiled once, however many ask; it is the job that was begun when it was looked at.
    progress = jobs.progress(start_compiling(medium_id, str(medium.revision)))
    if progress is not None and progress.state == "done" and variant(_load(opened.maker, medium_id).value, "mind"):
        return reply(_COMPILED)
    words = t(progress.message_code, **progress.values) if progress and progress.message_code else None
    state, done, total = (progress.state, progress.done, progress.total) if progress else ("waiting", 0, 0)
    return reply({"state": "failed" if state == "done" else state, "done": done, "total": total, "words": words})


def _page(address: str) -> Response:
    return make_response(render_template("preview.html", preview=_entry("preview"), address=address))


def _entry(name: str) -> Entry:
    try:
        return installation().assets.entry(name)
    except NotBuiltError:
        raise Problem(503, "not_built") from None


def _load(maker: Actor, medium_id: str) -> documents.Loaded:
    with installation().database.read() as session:
        return documents.load(session, maker, medium_id)


@dataclass(frozen=True, slots=True)
class _Opened:
    """Who made a link, what it shows, and until when."""

    link: preview_links.PreviewLink
    maker: Actor
    preview: ScenePreview
    until: datetime


def _open(link: str) -> _Opened:
    """Read a link anew.

    Raises:
        Problem: 404, there never was such a link; 410, it has ended; 409, the draft cannot be shown.
    """
    installed = installation()
    try:
        opened, until = preview_links.opened(installed.settings.secret_key(), link)
        with installed.database.read() as session:
            maker = people.actor_once_more(session, person_id=opened.person, token_id=opened.token)
            if maker is None:
                raise Problem(410, "preview_over")
            shown = scene_preview(session, maker, opened.station, opened.scene, opened.tour)
    except preview_links.LinkUnknownError:
        raise Problem(404, "preview_unknown") from None
    except (preview_links.LinkExpiredError, NotFound, Forbidden):
        raise Problem(410, "preview_over") from None
    except Refused:
        raise Problem(409, "preview_draft") from None
    return _Opened(opened, maker, shown, until)
