"""How often somebody may try to sign in; kept in the database, so a restart forgets nothing.

An attempt is counted before it is judged, so that many at once do not slip through.
"""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete
from sqlmodel import col, select

from authoring import clock
from authoring.errors import TooManyAttempts
from authoring.tables import Attempt

if TYPE_CHECKING:
    from sqlmodel import Session

WINDOW: Final = timedelta(minutes=15)
MOST: Final = {"email": 6, "address": 40, "link": 5}


def count(session: Session, **subjects: str) -> None:
    """Count an attempt of each subject (``email=…``, ``address=…``); raise ``TooManyAttempts`` at one too many."""
    now = clock.now()
    session.execute(delete(Attempt).where(col(Attempt.at) < now - WINDOW))
    for kind, name in subjects.items():
        subject = f"{kind}:{name[:200]}"
        times = session.exec(select(Attempt.at).where(Attempt.subject == subject).order_by(col(Attempt.at))).all()
        if len(times) >= MOST[kind]:
            raise TooManyAttempts(max(1, math.ceil((times[0] + WINDOW - now).total_seconds())))
    session.add_all(Attempt(subject=f"{kind}:{name[:200]}", at=now) for kind, name in subjects.items())
    session.flush()


def forget(session: Session, **subjects: str) -> None:
    """Forget the attempts of somebody who has signed in."""
    for kind, name in subjects.items():
        session.execute(delete(Attempt).where(col(Attempt.subject) == f"{kind}:{name[:200]}"))
