"""``wayfable user``: people and organisations, from the machine itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from authoring import console
from authoring.errors import NotFound
from authoring.permissions import Actor, Role

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.settings import Settings

_email = click.argument("email")
_organisation = click.option("--organisation", "-o", default="", help=console.text("cli.user.organisation"))


@click.group(help=console.text("cli.user.help"))
def command() -> None:
    """Hold the commands below."""


@command.command(help=console.text("cli.user.add.help"))
@_email
@click.option("--name", required=True, help=console.text("cli.user.add.name"))
@click.option("--role", default=None, help=console.text("cli.user.role", roles=", ".join(Role)))
@_organisation
def add(email: str, name: str, role: str | None, organisation: str) -> None:
    """Add a person, and the organisation if it is new, and print a sign-in link."""
    from authoring.actions.create_organisation import create_organisation
    from authoring.actions.invite_person import invite_person

    settings, actor = console.settings(), Actor.command_line(console.language())
    with console.opened(settings) as database:
        with database.write() as session:
            home = organisation_id(session, organisation, or_none=True)
            if home is None:
                home = create_organisation(session, actor, organisation or console.text("cli.user.first"))
                # Somebody has to look after the people of a new organisation.
                role = role or Role.ADMINISTRATOR
            role = role or _role_there(session, home, email)
            invited = invite_person(
                session, actor, home, email=email, name=name, role=role or Role.AUTHOR, language=console.language()
            )
        if invited.token is None:
            console.tell("cli.user.add.known", email=email)
        else:
            if invited.renewed:
                console.tell("cli.user.add.renewed", email=email)
            console.tell("cli.user.link.made", email=email, link=address(settings, invited.token))
            console.tell("cli.user.add.next")


def _role_there(session: Session, organisation: str, email: str) -> str | None:
    """The role that somebody has there already: to be added once more changes none."""
    from authoring.queries import people

    members = people.members(session, Actor.command_line(), organisation)
    return next((member.role.value for member in members if member.email == email.strip().lower()), None)


@command.command("list", help=console.text("cli.user.list.help"))
def list_() -> None:
    """Print everybody, by organisation."""
    from authoring.queries import people

    actor = Actor.command_line()
    with console.opened() as database, database.read() as session:
        organisations = people.organisations(session, actor)
        if not organisations:
            console.tell("cli.nobody")
        for organisation, _ in organisations:
            console.echo(f"{organisation.name} ({organisation.slug})")
            for member in people.members(session, actor, organisation.id):
                console.echo(f"  {member.email}  ·  {member.name}  ·  {member.role.value}")


@command.command(help=console.text("cli.user.link.help"))
@_email
def link(email: str) -> None:
    """Print a one-time sign-in link for somebody."""
    from authoring.actions.make_sign_in_link import make_sign_in_link

    settings = console.settings()
    with console.opened(settings) as database:
        token = make_sign_in_link(database, Actor.command_line(), _person_id(database, email))
    console.tell("cli.user.link.made", email=email, link=address(settings, token))


@command.command(help=console.text("cli.user.role.help"))
@_email
@click.argument("new_role", metavar="ROLE")
@_organisation
def role(email: str, new_role: str, organisation: str) -> None:
    """Give somebody another role."""
    from authoring.actions.change_role import change_role

    with console.opened() as database:
        person_id = _person_id(database, email)
        with database.write() as session:
            home = organisation_id(session, organisation)
            change_role(session, Actor.command_line(), home or "", person_id, new_role)
    console.tell("cli.user.role.done", email=email, role=new_role)


@command.command(help=console.text("cli.user.remove.help"))
@_email
@_organisation
def remove(email: str, organisation: str) -> None:
    """End a membership."""
    from authoring.actions.remove_person import remove_person

    with console.opened() as database:
        person_id = _person_id(database, email)
        with database.write() as session:
            home = organisation_id(session, organisation)
            remove_person(session, Actor.command_line(), home or "", person_id)
    console.tell("cli.user.remove.done", email=email)


def address(settings: Settings, token: str) -> str:
    """Return the address that a one-time link's token makes."""
    return f"{settings.public_url}/sign-in/{token}"


def _person_id(database: Database, email: str) -> str:
    from authoring.queries import people

    with database.read() as session:
        return people.person_by_email(session, email).id


def organisation_id(session: Session, named: str, *, or_none: bool = False) -> str | None:
    """Return the organisation with a name, slug or id; the only one there is where none is named."""
    from authoring.queries import people

    rows = [row for row, _ in people.organisations(session, Actor.command_line())]
    if not named and len(rows) == 1:
        return rows[0].id
    for row in rows:
        if named and named.casefold() in {row.id, row.slug, row.name.casefold()}:
            return row.id
    if or_none and (named or not rows):
        return None
    if not rows:
        console.fail("cli.nobody")
    if not named:
        console.fail("cli.user.which", names=", ".join(row.slug for row in rows))
    raise NotFound("organisation", named)
