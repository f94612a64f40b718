"""Who gets in: every route of the application, one by one, and nothing that forgot to say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask

from authoring.db import Database
from authoring.permissions import Scope
from authoring.settings import Settings, SettingsError
from authoring.web import auth, create_app
from authoring.web.auth import Access, UndeclaredRouteError
from tests.authoring.web.conftest import Browser, Town, an_installation, application, two_towns

ID = "01920000-0000-7000-8000-000000000000"
OPEN_TO_EVERYONE = {
    "/language",
    "/mark.svg",
    "/preview/<link>",
    "/preview/<link>/media/<uuid:medium_id>/<use>",
    "/preview/<link>/scene",
    "/preview/<link>/targets/<uuid:medium_id>",
    "/preview/visitor",
    "/preview/waiting",
    "/preview/worker.js",
    "/sign-in",
    "/sign-in/<token>",
    "/sign-in/link",
    "/sign-in/password",
    "/static/<name>",
    "/static/built/<path:name>",
    "/problems/<code>",
    "/api/v1/openapi.json",
    "/api/v1/oembed",
}
"""To open one more door to the whole world means to write it down here."""


class Route(NamedTuple):
    rule: str
    method: str
    access: Access

    @property
    def address(self) -> str:
        return re.sub(r"<(?:([^<>]+):)?\w+>", lambda place: _sample(place[1] or ""), self.rule)


def _sample(kind: str) -> str:
    """Something that fits a place of this kind in a rule: `uuid`, `int`, `any(svg,png)` or nothing in particular."""
    if kind.startswith("any("):
        return kind.removeprefix("any(").partition(",")[0].rstrip(")")
    return {"uuid": ID, "int": "1"}.get(kind, "x")


def _routes() -> Iterator[Route]:
    # The table needs the routes and nothing of an installation.
    nowhere = Path("/nonexistent")
    app = create_app(
        Settings(data=nowhere, database_url="sqlite:////nonexistent/x", storage_url="memory:", secret="x" * 40)
    )
    for rule in app.url_map.iter_rules():
        found = auth.declared(app, rule.endpoint)
        assert found is not None
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Route(rule.rule, method, found.access)


# Nothing in this file changes anything, and that is what it is about: one installation does for all its hundreds.
@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Settings:
    return an_installation(tmp_path_factory.mktemp("door"), migrated)


@pytest.fixture(scope="module")
def database(settings: Settings) -> Iterator[Database]:
    opened = Database(settings.database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def app(settings: Settings, database: Database) -> Flask:
    return application(settings, database)


@pytest.fixture(scope="module")
def town(database: Database) -> Town:
    return two_towns(database)


ROUTES = sorted(set(_routes()))
CLOSED = [route for route in ROUTES if route.access is not Access.EVERYONE]


def _name(route: Route) -> str:
    return f"{route.method} {route.rule}"


def test_only_these_routes_are_open_to_everyone() -> None:
    assert {route.rule for route in ROUTES if route.access is Access.EVERYONE} == OPEN_TO_EVERYONE


@pytest.mark.parametrize("route", CLOSED, ids=_name)
def test_nobody_enters_without_signing_in(route: Route, anybody: Browser) -> None:
    answer = anybody.ask(route.method, route.address)
    if route.rule.startswith("/api/"):
        assert answer.status_code == 401
        assert answer.mimetype == "application/problem+json"
        assert "Bearer" in answer.headers["WWW-Authenticate"]
    else:
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/sign-in")


@pytest.mark.parametrize("route", CLOSED, ids=_name)
def test_a_made_up_session_or_token_opens_nothing(route: Route, app: Flask) -> None:
    assert Browser(app, "made-up").ask(route.method, route.address).status_code in {303, 401}
    made_up = {"Authorization": "Bearer made-up"}
    assert app.test_client().open(route.address, method=route.method, headers=made_up).status_code == 401


@pytest.mark.parametrize("route", [each for each in CLOSED if each.method != "GET"], ids=_name)
def test_nothing_is_changed_without_the_forms_token(route: Route, anna: Browser) -> None:
    for headers in ({}, {"X-CSRF-Token": "wrong"}, {"X-CSRF-Token": "a" * 64}):
        answer = anna.client.open(route.address, method=route.method, headers=headers)
        assert answer.status_code == 403


@pytest.mark.parametrize("route", [each for each in ROUTES if each.method != "GET"], ids=_name)
def test_nothing_is_changed_for_the_page_of_another_site(route: Route, anna: Browser) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert anna.ask(route.method, route.address, headers=headers).status_code == 403


@pytest.mark.parametrize("route", [each for each in CLOSED if each.access is Access.WRITE], ids=_name)
def test_a_token_that_may_look_changes_nothing(
    route: Route, app: Flask, token: Callable[[Scope], dict[str, str]]
) -> None:
    answer = app.test_client().open(route.address, method=route.method, headers=token(Scope.READ))
    assert (answer.status_code, answer.json and answer.json["type"]) == (403, "/problems/scope")


@pytest.mark.parametrize(
    ("wish", "title"), [("de-AT, en;q=0.5", "Nicht gefunden"), ("en", "Not found"), ("fr", "Not found")]
)
def test_a_token_is_answered_in_the_language_that_its_machine_asks_for(
    wish: str, title: str, app: Flask, token: Callable[[Scope], dict[str, str]]
) -> None:
    headers = token(Scope.READ) | {"Accept-Language": wish}
    answer = app.test_client().get("/api/v1/documents/01980000-0000-7000-8000-000000000000", headers=headers)
    assert (answer.status_code, (answer.json or {})["title"]) == (404, title)


@pytest.mark.parametrize("route", [each for each in CLOSED if each.access is Access.SIGNED_IN], ids=_name)
def test_a_token_opens_no_page_for_people(route: Route, app: Flask, token: Callable[[Scope], dict[str, str]]) -> None:
    answer = app.test_client().open(route.address, method=route.method, headers=token(Scope.PUBLISH))
    assert answer.status_code == 403


def test_a_route_that_says_nothing_keeps_the_application_from_starting() -> None:
    app = Flask("forgetful", static_folder=None)
    app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    with pytest.raises(UndeclaredRouteError, match="/forgotten"):
        auth.require_declared(app)


def test_plain_http_is_for_this_machine_only(settings: Settings) -> None:
    with pytest.raises(SettingsError) as refused:
        create_app(replace(settings, public_url="http://wayfable.example"))
    assert "https://" in refused.value.sentences("de")[0]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:81", ""])
def test_another_host_is_not_answered(host: str, anybody: Browser) -> None:
    assert anybody.get("/sign-in", headers={"Host": host}).status_code in {400, 421}


@pytest.mark.parametrize("address", ["/sign-in", "/nothing/here", "/api/v1/nothing", "/api/v1/map"])
def test_every_answer_has_the_headers_of_safety(address: str, anybody: Browser) -> None:
    answer = anybody.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_over_https_the_cookie_is_the_hosts_alone(settings: Settings, town: Town) -> None:
    app = create_app(replace(settings, public_url="https://wayfable.example"))
    answer = app.test_client().get("/sign-in", base_url="https://wayfable.example")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-wayfable-door=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "Strict-Transport-Security" in answer.headers


def test_a_configured_map_may_be_fetched_and_nothing_else(settings: Settings) -> None:
    style = "https://key:secret@tiles.example/style.json"
    app = create_app(replace(settings, map_style=style, map_attribution="© a", map_hosts=("https://fonts.example",)))
    policy = app.test_client().get("/sign-in").headers["Content-Security-Policy"]
    assert "connect-src 'self' https://fonts.example https://tiles.example;" in policy
    assert "secret" not in policy


@pytest.mark.parametrize("path", ["../../auth.py", "%2e%2e/app.py", ".vite/manifest.json"])
def test_no_path_leads_out_of_the_built_files(path: str, anybody: Browser) -> None:
    assert anybody.get(f"/static/built/{path}").status_code == 404


def test_only_the_workers_that_unpack_models_and_read_codes_may_run_webassembly(
    tmp_path: Path, app: Flask, anybody: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "assets").mkdir()
    names = ("unpackWorker-a1b2c3.js", "codeWorker-a1b2c3.js", "editor-a1b2c3.js")
    for name in names:
        (tmp_path / "assets" / name).write_text("0", encoding="utf-8")
    monkeypatch.setattr(app.extensions["wayfable"].assets, "folder", tmp_path)
    policies = {}
    for path in (*(f"/static/built/assets/{name}" for name in names), "/sign-in"):
        with anybody.get(path) as answer:
            policies[path] = answer.headers["Content-Security-Policy"]
    unpacks, reads, *others = policies.values()
    assert unpacks == "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"
    assert reads == f"{unpacks}; connect-src 'self'"
    assert [policy for policy in others if "wasm" in policy] == []


def test_whatever_breaks_nobody_sees_a_traceback(app: Flask, anna: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise RuntimeError("the secret of the database")

    monkeypatch.setitem(app.view_functions, "map.show_map", auth.access(Access.READ)(broken))
    monkeypatch.setitem(app.view_functions, "sign_in.show", auth.access(Access.EVERYONE)(broken))
    for address in ("/api/v1/map", "/sign-in"):
        answer = anna.get(address)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert "Administration" in answer.text
