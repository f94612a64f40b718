"""The application factory: every part is named here, in the order in which it is set in."""

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import UUIDConverter

from authoring.actions.start_jobs import start_jobs
from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.settings import Settings
from authoring.web import door, headers, language, logs, problems, rooms, static_files
from authoring.web.asked import Number
from authoring.web.assets import Assets
from authoring.web.auth import require_declared
from authoring.web.context import Installation
from authoring.web.cookies import Cookies
from authoring.web.csrf import Csrf


class DocumentId(UUIDConverter):
    """An id in an address: a UUID in lower case, and text on both sides."""

    regex = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

    def to_python(self, value: str) -> str:  # type: ignore[override]
        """The text as it stands."""
        return value

    def to_url(self, value: object) -> str:
        """The text as it stands."""
        return str(value)


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """The application of one installation, whose database is there and migrated already.

    Raises:
        SettingsError: it would be reached from elsewhere by plain HTTP, where no sign-in is safe.
        UndeclaredRouteError: a route does not say who may enter.
    """
    settings.refuse_unsafe_address()
    app = Flask("authoring.web", static_folder=None)
    app.secret_key = settings.secret_key()
    app.jinja_env.undefined = StrictUndefined
    app.config.update(
        # Only messages for the next page lie in it (`flash`); who is signed in is told by rows, not by a signature.
        SESSION_COOKIE_NAME="__Host-wayfable-notice" if settings.secure else "wayfable-notice",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        MAX_FORM_PARTS=1000,
    )
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    installation = _installation(settings, database or Database(settings.database_url))
    installation.attach(app)
    start_jobs(settings, installation.database, installation.media_store)
    app.url_map.converters |= {"uuid": DocumentId, "int": Number}
    logs.write_down(app)
    door.watch(app, settings, installation.database)
    headers.guard(app, secure=settings.secure, map_hosts=headers.map_hosts(settings))
    installation.cookies.attend(app)
    language.speak(app)
    problems.catch_all(app)
    static_files.serve(app)
    for room in (*rooms.PAGES, *rooms.API):
        app.register_blueprint(room)
    require_declared(app)
    return app


def _installation(settings: Settings, database: Database) -> Installation:
    cookies = Cookies(settings)
    return Installation(
        settings=settings,
        database=database,
        media_store=MediaStore.from_settings(settings),
        assets=Assets(),
        cookies=cookies,
        csrf=Csrf(settings, cookies),
    )
