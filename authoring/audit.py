"""The audit log: a line for everything that was done, in the transaction that did it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from authoring import clock
from authoring.ids import new_id
from authoring.tables import AuditLine

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.permissions import Actor


def record(
    session: Session,
    actor: Actor,
    verb: str,
    organisation_id: str | None,
    kind: str,
    subject_id: str,
    **values: Any,
) -> None:
    """Write that ``actor`` did ``verb`` to the ``kind`` with ``subject_id``; never a secret in ``values``."""
    session.add(
        AuditLine(
            id=new_id(),
            at=clock.now(),
            actor_id=actor.person_id,
            actor_name=actor.name,
            organisation_id=organisation_id,
            verb=verb,
            subject_kind=kind,
            subject_id=subject_id,
            values=values,
        )
    )
