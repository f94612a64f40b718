"""People: invitations, links, passwords, roles, tokens, and what happens to somebody who guesses."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from authoring import clock
from authoring.actions.change_profile import change_profile
from authoring.actions.change_role import change_role
from authoring.actions.create_organisation import create_organisation
from authoring.actions.create_token import create_token
from authoring.actions.invite_person import invite_person
from authoring.actions.make_sign_in_link import make_sign_in_link
from authoring.actions.remove_person import remove_person
from authoring.actions.rename_organisation import rename_organisation
from authoring.actions.request_sign_in_link import request_sign_in_link
from authoring.actions.revoke_token import revoke_token
from authoring.actions.set_password import set_password
from authoring.actions.sign_in_with_link import sign_in_with_link
from authoring.actions.sign_in_with_password import sign_in_with_password
from authoring.actions.sign_out import sign_out
from authoring.db import Database
from authoring.errors import Forbidden, NotFound, Refused, TooManyAttempts
from authoring.permissions import Actor, Role, Scope, Verb, allowed
from authoring.queries import people
from authoring.store import credentials
from authoring.tables import Attempt, AuditLine, SignInLink, WebSession
from tests.authoring.store.conftest import Office

PASSWORD = "vier Türme am Domberg"
HERE = "192.0.2.7"


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> "type[Later]":
    """A clock that can be put forward."""
    Later.ahead = timedelta()
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: real() + Later.ahead)
    return Later


class Later:
    ahead = timedelta()

    @classmethod
    def by(cls, **time: float) -> None:
        cls.ahead += timedelta(**time)


def invite(database: Database, office: Office, email: str = "neu@example.org", role: str = "author") -> str:
    invited = invite_person(
        database, office.administrator, office.erfurt, email=email, name="Neu", role=role, language="de"
    )
    assert invited.token is not None
    return invited.token


def test_an_invitation_opens_the_account_once(database: Database, office: Office) -> None:
    token = invite(database, office, " Neu@Example.org ")
    signed_in = sign_in_with_link(database, token, HERE)
    visit = people.visit_of(database, signed_in.token)
    assert visit is not None
    assert visit.actor.roles == {office.erfurt: Role.AUTHOR}
    assert visit.email == "neu@example.org"
    assert visit.csrf_token == signed_in.csrf_token
    with pytest.raises(Refused) as caught:
        sign_in_with_link(database, token, HERE)
    assert caught.value.code == "link_invalid"


def test_a_link_expires(database: Database, office: Office, later: type[Later]) -> None:
    token = invite(database, office)
    later.by(days=3, seconds=1)
    with pytest.raises(Refused):
        sign_in_with_link(database, token, HERE)


def test_no_secret_is_stored_as_it_is(database: Database, office: Office) -> None:
    token = invite(database, office)
    signed_in = sign_in_with_link(database, token, HERE)
    made = create_token(database, office.administrator, office.erfurt, name="CMS", scope="read")
    with database.read() as session:
        stored = [row.model_dump_json() for table in (SignInLink, WebSession) for row in session.exec(select(table))]
        lines = [row.model_dump_json() for row in session.exec(select(AuditLine))]
    for secret in (token, signed_in.token, made.token):
        assert not any(secret in line for line in stored + lines)


def test_nobody_takes_in_or_opens_an_account_of_another_organisation(database: Database, office: Office) -> None:
    with pytest.raises(Refused) as caught:
        invite_person(
            database, office.administrator, office.erfurt, email="neighbour@example.org", name="", role="administrator"
        )
    assert caught.value.code == "person_elsewhere"
    assert office.neighbour.person_id is not None
    with pytest.raises(Forbidden):
        make_sign_in_link(database, office.administrator, office.neighbour.person_id)


def test_whoever_made_an_account_for_a_strange_address_does_not_come_in_with_it(
    database: Database, office: Office
) -> None:
    token = invite(database, office, "opfer@jena.example")
    thief = sign_in_with_link(database, token, HERE)
    set_password(
        database, Actor(person_id=thief.person_id, name="Neu", language="de"), thief.person_id, "erbeutet-2026"
    )
    again = make_sign_in_link(database, office.administrator, thief.person_id)
    invited = invite_person(
        database, Actor.command_line(), office.jena, email="opfer@jena.example", name="", role="administrator"
    )
    assert invited.token is not None
    assert people.visit_of(database, thief.token) is None
    with pytest.raises(Refused):
        sign_in_with_link(database, again, HERE)
    with pytest.raises(Refused):
        sign_in_with_password(database, "opfer@jena.example", "erbeutet-2026", HERE)
    assert sign_in_with_link(database, invited.token, HERE).person_id == thief.person_id


def test_an_administrator_makes_links_for_their_own_people_only(database: Database, office: Office) -> None:
    assert office.author.person_id is not None
    assert office.neighbour.person_id is not None
    token = make_sign_in_link(database, office.administrator, office.author.person_id)
    assert sign_in_with_link(database, token, HERE).person_id == office.author.person_id
    for actor, person in ((office.administrator, office.neighbour), (office.publisher, office.author)):
        assert person.person_id is not None
        with pytest.raises(Forbidden):
            make_sign_in_link(database, actor, person.person_id)
    assert make_sign_in_link(database, Actor.command_line(), office.neighbour.person_id)


def test_a_password_signs_in_and_another_does_not(database: Database, office: Office) -> None:
    assert office.author.person_id is not None
    set_password(database, office.author, office.author.person_id, PASSWORD)
    signed_in = sign_in_with_password(database, "AUTHOR@example.org", PASSWORD, HERE)
    assert people.visit_of(database, signed_in.token)
    for email, password in (("author@example.org", PASSWORD + "!"), ("nobody@example.org", PASSWORD)):
        with pytest.raises(Refused) as caught:
            sign_in_with_password(database, email, password, HERE)
        assert caught.value.code == "sign_in_failed"


def test_whoever_has_no_password_cannot_sign_in_with_one(database: Database, office: Office) -> None:
    with pytest.raises(Refused):
        sign_in_with_password(database, "author@example.org", "", HERE)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("kurz", "password_short"),
        ("x" * 201, "password_long"),
        ("aaaaaaaaaaaaaaa", "password_common"),
        ("Passwort123456", "password_common"),
        ("author-author-1", "password_common"),
    ],
)
def test_a_poor_password_is_refused(database: Database, office: Office, password: str, code: str) -> None:
    assert office.author.person_id is not None
    with pytest.raises(Refused) as caught:
        set_password(database, office.author, office.author.person_id, password)
    assert caught.value.code == code


def test_a_new_password_ends_all_other_sessions(database: Database, office: Office) -> None:
    assert office.author.person_id is not None
    mine, other = (
        sign_in_with_link(database, make_sign_in_link(database, Actor.command_line(), office.author.person_id), HERE)
        for _ in range(2)
    )
    set_password(database, office.author, office.author.person_id, PASSWORD, keep=mine.token)
    assert people.visit_of(database, mine.token)
    assert people.visit_of(database, other.token) is None


def test_nobody_sets_another_persons_password(database: Database, office: Office) -> None:
    assert office.author.person_id is not None
    machine = Actor(
        person_id=office.author.person_id, name="t", token_scope=Scope.PUBLISH, token_organisation=office.erfurt
    )
    for actor in (office.administrator, machine):
        with pytest.raises(Forbidden):
            set_password(database, actor, office.author.person_id, PASSWORD)


def test_guessing_is_stopped_and_stays_stopped_after_a_restart(
    database: Database, office: Office, later: type[Later], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credentials, "password_fits", lambda stored, password: stored == password)
    for _ in range(6):
        with pytest.raises(Refused):
            sign_in_with_password(database, "author@example.org", "wrong", HERE)
    again = Database(database.url.render_as_string(hide_password=False))
    with pytest.raises(TooManyAttempts) as caught:
        sign_in_with_password(again, "author@example.org", "wrong", "198.51.100.1")
    again.close()
    assert 800 < caught.value.values["seconds"] <= 900
    later.by(minutes=15, seconds=1)
    with pytest.raises(Refused):
        sign_in_with_password(database, "author@example.org", "wrong", HERE)


def test_guessing_many_addresses_from_one_place_is_stopped(
    database: Database, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credentials, "password_fits", lambda stored, password: stored == password)
    for number in range(40):
        with pytest.raises(Refused):
            sign_in_with_password(database, f"p{number}@example.org", "wrong", HERE)
    with pytest.raises(TooManyAttempts):
        sign_in_with_password(database, "author@example.org", "wrong", HERE)


def test_signing_in_forgets_the_attempts(database: Database, office: Office) -> None:
    assert office.author.person_id is not None
    set_password(database, office.author, office.author.person_id, PASSWORD)
    for _ in range(3):
        with pytest.raises(Refused):
            sign_in_with_password(database, "author@example.org", "wrong wrong wrong", HERE)
    sign_in_with_password(database, "author@example.org", PASSWORD, HERE)
    with database.read() as session:
        assert session.exec(select(Attempt)).all() == []


def test_asking_for_a_link_says_nothing_about_who_is_known(database: Database, office: Office) -> None:
    assert request_sign_in_link(database, "nobody@example.org", HERE) is None
    requested = request_sign_in_link(database, "author@example.org", HERE)
    assert requested is not None
    assert sign_in_with_link(database, requested.token, HERE).person_id == office.author.person_id
    for _ in range(4):
        request_sign_in_link(database, "author@example.org", "198.51.100.9")
    with pytest.raises(TooManyAttempts):
        request_sign_in_link(database, "author@example.org", "198.51.100.9")


def test_a_session_ends_by_signing_out_by_idleness_and_by_age(
    database: Database, office: Office, later: type[Later]
) -> None:
    def new() -> str:
        assert office.author.person_id is not None
        link = make_sign_in_link(database, Actor.command_line(), office.author.person_id)
        return sign_in_with_link(database, link, HERE).token

    out = new()
    sign_out(database, office.author, out)
    assert people.visit_of(database, out) is None
    idle = new()
    later.by(days=14)
    assert people.visit_of(database, idle) is None
    used = new()
    for _ in range(3):
        later.by(days=9)
        assert people.visit_of(database, used)
    later.by(days=4)
    assert people.visit_of(database, used) is None
    assert people.visit_of(database, "no such token") is None


def test_a_token_acts_in_its_organisation_until_it_is_revoked(
    database: Database, office: Office, later: type[Later]
) -> None:
    made = create_token(
        database, office.administrator, office.erfurt, name="CMS", scope="write", lives=timedelta(days=1)
    )
    actor = people.actor_of_token(database, made.token)
    assert actor is not None
    assert allowed(actor, Verb.EDIT, office.erfurt)
    assert not allowed(actor, Verb.EDIT, office.jena)
    assert not allowed(actor, Verb.PUBLISH, office.erfurt)
    with database.read() as session:
        (listed,) = people.tokens(session, office.administrator, office.erfurt)
    assert (listed.name, listed.scope) == ("CMS", Scope.WRITE)
    assert isinstance(listed.last_used_at, datetime)
    later.by(days=1)
    assert people.actor_of_token(database, made.token) is None
    second = create_token(database, office.administrator, office.erfurt, name="CMS", scope="read")
    revoke_token(database, office.administrator, office.erfurt, second.id)
    assert people.actor_of_token(database, second.token) is None
    with pytest.raises(NotFound):
        revoke_token(database, office.administrator, office.erfurt, second.id)


def test_a_token_is_the_business_of_administrators(database: Database, office: Office) -> None:
    for actor in (office.publisher, office.neighbour):
        with pytest.raises(Forbidden):
            create_token(database, actor, office.erfurt, name="CMS", scope="read")
    with pytest.raises(Refused):
        create_token(database, office.administrator, office.erfurt, name="CMS", scope="all")
    made = create_token(database, office.administrator, office.erfurt, name="CMS", scope="read")
    other = replace(office.administrator, roles={office.jena: Role.ADMINISTRATOR})
    with pytest.raises(NotFound):
        revoke_token(database, other, office.jena, made.id)


def test_the_last_administrator_stays(database: Database, office: Office) -> None:
    assert office.administrator.person_id is not None
    assert office.author.person_id is not None
    who = office.administrator
    with pytest.raises(Refused) as caught:
        change_role(database, who, office.erfurt, office.administrator.person_id, "author")
    assert caught.value.code == "last_administrator"
    with pytest.raises(Refused) as caught:
        remove_person(database, who, office.erfurt, office.administrator.person_id)
    assert caught.value.code == "last_administrator"
    change_role(database, who, office.erfurt, office.author.person_id, "administrator")
    remove_person(database, who, office.erfurt, office.administrator.person_id)
    with database.read() as session:
        members = people.members(session, Actor.command_line(), office.erfurt)
    assert [member.name for member in members] == ["Author", "Publisher", "Reviewer"]


def test_who_is_removed_is_signed_out(database: Database, office: Office) -> None:
    assert office.author.person_id is not None
    link = make_sign_in_link(database, office.administrator, office.author.person_id)
    signed_in = sign_in_with_link(database, link, HERE)
    remove_person(database, office.administrator, office.erfurt, office.author.person_id)
    assert people.visit_of(database, signed_in.token) is None


def test_only_administrators_change_people(database: Database, office: Office) -> None:
    assert office.author.person_id is not None
    with pytest.raises(Forbidden):
        change_role(database, office.publisher, office.erfurt, office.author.person_id, "publisher")
    with pytest.raises(Forbidden):
        remove_person(database, office.publisher, office.erfurt, office.author.person_id)
    with pytest.raises(Forbidden):
        invite_person(database, office.neighbour, office.erfurt, email="a@b.de", name="A", role="author")
    with pytest.raises(Refused):
        change_role(database, office.administrator, office.erfurt, office.author.person_id, "king")
    with pytest.raises(NotFound):
        change_role(database, office.administrator, office.erfurt, "nobody", "author")


@pytest.mark.parametrize("email", ["", "x", "a@b", "a b@example.org", "a@example.org,b@example.org", "@x.org"])
def test_what_is_no_address_is_refused(database: Database, office: Office, email: str) -> None:
    with pytest.raises(Refused) as caught:
        invite(database, office, email)
    assert caught.value.code == "email_invalid"


def test_organisations_are_made_at_the_machine_and_renamed_by_administrators(
    database: Database, office: Office
) -> None:
    made = [create_organisation(database, Actor.command_line(), "Weimar & Umland") for _ in range(2)]
    with pytest.raises(Forbidden):
        create_organisation(database, office.administrator, "Gotha")
    rename_organisation(database, office.administrator, office.erfurt, "Erfurt Tourismus")
    with database.read() as session:
        assert people.organisation(session, made[1]).slug == "weimar-umland-2"
        listed = [(row.name, role) for row, role in people.organisations(session, office.author)]
    assert ("Erfurt Tourismus", Role.AUTHOR) in listed
    assert ("Jena", None) in listed


def test_everybody_changes_their_own_profile(database: Database, office: Office) -> None:
    change_profile(database, office.author, name="Anna", language="en-GB")
    with database.read() as session:
        person = people.person_by_email(session, "Author@Example.org")
    assert (person.name, person.language) == ("Anna", "en")
    with pytest.raises(Refused):
        change_profile(database, office.author, name=" ", language="de")


def test_the_log_tells_who_did_what_and_only_to_administrators(database: Database, office: Office) -> None:
    invite(database, office)
    with database.read() as session:
        (line,) = people.audit_lines(session, office.administrator, office.erfurt)
        assert (line.actor_name, line.verb, line.values) == ("Administrator", "invite_person", {"role": "author"})
        assert people.audit_lines(session, office.administrator, office.erfurt, before=line.id) == []
        with pytest.raises(Forbidden):
            people.audit_lines(session, office.publisher, office.erfurt)
