"""Signing in and out, as a browser does it, and as somebody tries who should not get in."""

import smtplib
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from authoring.actions.make_sign_in_link import make_sign_in_link
from authoring.actions.set_password import set_password
from authoring.db import Database
from authoring.permissions import Actor
from authoring.settings import Settings
from authoring.tables import Person, WebSession
from authoring.web import create_app, post
from authoring.web.sign_in import sign_in_address
from tests.authoring.web.conftest import Browser, Town, session_of

PASSWORD = "drei Wörter ohne Reim"
MACHINE = Actor.command_line()


@pytest.fixture
def known(database: Database, town: Town) -> Town:
    set_password(database, MACHINE, town.anna, PASSWORD)
    return town


def password_form(**changed: str) -> dict[str, str]:
    return {"email": "anna@erfurt.example", "password": PASSWORD, "next": "/tours?page=2"} | changed


def test_the_password_opens_a_session_and_leads_where_one_wanted_to_go(anybody: Browser, known: Town) -> None:
    answer = anybody.post("/sign-in/password", data=password_form())
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tours?page=2")
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if each.startswith("wayfable="))
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert anybody.get("/settings").status_code == 200


def test_the_forms_own_field_is_as_good_as_the_header(anybody: Browser, known: Town) -> None:
    form = password_form(csrf_token=anybody.csrf)
    assert anybody.client.post("/sign-in/password", data=form).status_code == 303


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"email": "nobody@erfurt.example"}, {"password": ""}])
def test_a_wrong_password_and_an_unknown_address_are_told_alike(
    wrong: dict[str, str], anybody: Browser, known: Town
) -> None:
    answer = anybody.post("/sign-in/password", data=password_form(**wrong), headers={"Accept-Language": "de"})
    assert answer.status_code == 422
    assert "E-Mail-Adresse oder Passwort" in answer.text or "Passwort" in answer.text
    assert 'role="alert"' in answer.text
    assert not any(each.startswith("wayfable=") for each in answer.headers.getlist("Set-Cookie"))


def test_guessing_is_slowed_down_and_says_for_how_long(anybody: Browser, known: Town) -> None:
    answers = [anybody.post("/sign-in/password", data=password_form(password="guess")) for _ in range(15)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_a_session_that_somebody_else_chose_is_not_taken_over(app: Flask, known: Town, database: Database) -> None:
    browser = Browser(app, "chosen-by-an-attacker")
    browser.client.set_cookie("wayfable-door", "chosen-too")
    browser.post("/sign-in/password", data=password_form())
    cookie = browser.client.get_cookie("wayfable")
    assert cookie is not None
    assert cookie.value != "chosen-by-an-attacker"
    assert Browser(app, "chosen-by-an-attacker").get("/settings").status_code == 303


def test_a_token_of_before_is_void_after_signing_in(anybody: Browser, known: Town) -> None:
    before = anybody.csrf
    anybody.post("/sign-in/password", data=password_form())
    assert anybody.client.post("/sign-out", headers={"X-CSRF-Token": before}).status_code == 403


def test_another_persons_token_is_worth_nothing(anna: Browser, bert: Browser) -> None:
    assert anna.client.post("/sign-out", headers={"X-CSRF-Token": bert.csrf}).status_code == 403


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: y", "\\\\evil"],
)
def test_signing_in_leads_to_no_other_site(elsewhere: str, anybody: Browser, known: Town) -> None:
    answer = anybody.post("/sign-in/password", data=password_form(next=elsewhere))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_a_link_is_used_up_by_its_button_and_not_by_being_looked_at(
    anybody: Browser, app: Flask, database: Database, town: Town, settings: Settings
) -> None:
    token = make_sign_in_link(database, MACHINE, town.anna)
    address = sign_in_address(settings, token).removeprefix(settings.public_url)
    for _ in range(3):
        assert anybody.get(address).status_code == 200
    assert anybody.post(address).status_code == 303
    assert anybody.get("/settings").status_code == 200
    assert Browser(app, None).post(address).status_code == 422


@pytest.mark.parametrize(("wanted", "reached"), [("/preview/a.b-c", "/preview/a.b-c"), ("//elsewhere.example", "/")])
def test_a_link_by_mail_leads_where_one_wanted_to_go_and_to_no_other_site(
    wanted: str, reached: str, settings: Settings, database: Database, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(post, "send", lambda _, _to, _subject, text: sent.append(text))
    monkeypatch.setattr("threading.Thread.start", lambda thread: thread.run())
    app = create_app(replace(settings, smtp_url="smtp://mail.example", mail_from="tours@erfurt.example"), database)
    browser = Browser(app, None)
    assert f'value="{wanted}"' in browser.get(f"/sign-in?next={wanted}").text or reached == "/"
    browser.post("/sign-in/link", data={"email": "anna@erfurt.example", "next": wanted})
    (mail,) = sent
    address = next(word for word in mail.split() if "/sign-in/" in word).removeprefix(settings.public_url)
    page = browser.get(address).text
    onward = page.partition('name="next" value="')[2].partition('"')[0]
    answer = browser.post(address.partition("?")[0], data={"next": onward})
    assert (answer.status_code, answer.headers["Location"]) == (303, reached)


def test_a_made_up_link_says_so_in_words(anybody: Browser, town: Town) -> None:
    answer = anybody.post("/sign-in/made-up")
    assert answer.status_code == 422
    assert "link" in answer.text


def test_signing_out_ends_the_session_and_not_only_the_cookie(anna: Browser, app: Flask) -> None:
    assert anna.post("/sign-out").status_code == 303
    assert Browser(app, anna.secret).get("/settings").status_code == 303


@pytest.mark.parametrize("address", ["anna@erfurt.example", "nobody@erfurt.example"])
def test_a_link_by_mail_is_promised_alike_to_the_known_and_the_unknown(
    address: str, settings: Settings, database: Database, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(post, "send", lambda _, to, _subject, text: sent.append(f"{to} {text}"))
    monkeypatch.setattr("threading.Thread.start", lambda thread: thread.run())
    app = create_app(replace(settings, smtp_url="smtp://mail.example", mail_from="tours@erfurt.example"), database)
    browser = Browser(app, None)
    browser.post("/sign-in/link", data={"email": address}, headers={"Accept-Language": "de"})
    assert f"Wenn {address} hier bekannt ist" in browser.get("/sign-in", headers={"Accept-Language": "de"}).text
    assert len(sent) == (1 if address.startswith("anna") else 0)
    assert all("http://localhost/sign-in/" in mail and "Guten Tag Anna" in mail for mail in sent)


def test_a_mail_server_that_is_down_breaks_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: Any, **__: Any) -> Any:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(smtplib, "SMTP", down)
    post.send(replace(settings, smtp_url="smtp://mail.example", mail_from="a@b.example"), "c@d.example", "s", "t")


def test_ones_name_and_language_are_changed(anna: Browser, database: Database, town: Town) -> None:
    assert anna.post("/settings/profile", data={"name": "Änne", "language": "en"}).status_code == 303
    with database.read() as session:
        person = session.exec(select(Person).where(Person.id == town.anna)).one()
        assert (person.name, person.language) == ("Änne", "en")
    assert "Your settings" in anna.get("/settings").text


def test_a_new_password_wants_the_present_one_and_signs_out_everywhere_else(
    anna: Browser, app: Flask, database: Database, known: Town
) -> None:
    here, elsewhere = Browser(app, session_of(database, known.anna)), Browser(app, session_of(database, known.anna))
    new = "vier andere Wörter hier"
    assert here.post("/settings/password", data={"current": "wrong", "new": new}).status_code == 422
    assert elsewhere.get("/settings").status_code == 200
    assert here.post("/settings/password", data={"current": PASSWORD, "new": new}).status_code == 303
    assert here.get("/settings").status_code == 200
    assert elsewhere.get("/settings").status_code == 303


def test_a_device_elsewhere_is_signed_out_and_nobody_elses(
    anna: Browser, bert: Browser, app: Flask, database: Database, town: Town
) -> None:
    elsewhere = Browser(app, session_of(database, town.anna))
    page = anna.get("/settings").text
    end = page.partition('action="/settings/sessions/')[2].partition('"')[0]
    assert bert.post(f"/settings/sessions/{end}").status_code == 303
    assert bert.post("/settings/sessions/%25/end").status_code == 303
    assert elsewhere.get("/settings").status_code == 200
    assert anna.post(f"/settings/sessions/{end}").status_code == 303
    assert elsewhere.get("/settings").status_code == 303
    assert anna.get("/settings").status_code == 200


def test_only_the_hash_of_a_session_is_kept(database: Database, anybody: Browser, known: Town) -> None:
    anybody.post("/sign-in/password", data=password_form())
    cookie = anybody.client.get_cookie("wayfable")
    assert cookie is not None
    with database.read() as session:
        assert cookie.value not in str([row.model_dump() for row in session.exec(select(WebSession))])


def test_no_secret_is_written_down(anybody: Browser, known: Town, capsys: pytest.CaptureFixture[str]) -> None:
    anybody.get("/sign-in/very-secret-token?also=secret")
    anybody.post("/sign-in/password", data=password_form())
    written = capsys.readouterr()
    assert "secret" not in written.out + written.err
    assert PASSWORD not in written.out + written.err
    assert "/sign-in/<token>" in written.out + written.err


@pytest.mark.parametrize(
    ("accepts", "language"),
    [("de-AT,de;q=0.9", "de"), ("fr,en;q=0.5", "en"), ("fr", "en"), ("en;q=0.1,de;q=0.2", "de")],
)
def test_the_page_speaks_the_browsers_language(accepts: str, language: str, anybody: Browser) -> None:
    answer = anybody.get("/sign-in", headers={"Accept-Language": accepts})
    assert f'<html lang="{language}"' in answer.text
    assert answer.headers["Content-Language"] == language


def test_a_choice_goes_before_the_browsers_language(anybody: Browser) -> None:
    anybody.client.set_cookie("language", "de")
    assert '<html lang="de"' in anybody.get("/sign-in", headers={"Accept-Language": "en"}).text
