"""Change one's own password, having said the present one."""

from sqlmodel import select

from authoring.actions.set_password import set_password
from authoring.db import Database
from authoring.errors import Refused, SignInRequired
from authoring.permissions import Actor
from authoring.store import attempts, credentials
from authoring.tables import Person


def change_password(db: Database, actor: Actor, current: str, new: str, *, keep: str, address: str) -> None:
    """Set the actor's password and end all sessions but that of the token `keep`.

    Who has a password must say it, so that a browser left open is no way in; who has none, need not. Raises
    `Refused` for a wrong or a poor one, `TooManyAttempts` for guessing.
    """
    if actor.person_id is None:
        raise SignInRequired
    with db.read() as session:
        person = session.exec(select(Person).where(Person.id == actor.person_id)).one()
        email, stored = person.email, person.password_hash
    if stored is not None:
        with db.write() as session:
            attempts.count(session, email=email, address=address)
        if not credentials.password_fits(stored, current):
            raise Refused("password_wrong")
        with db.write() as session:
            attempts.forget(session, email=email, address=address)
    set_password(db, actor, actor.person_id, new, keep=keep)
