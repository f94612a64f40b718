"""The media of the installation: what the light table shows and filters by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func
from sqlmodel import and_, col, or_, select

from authoring.permissions import Verb, require
from authoring.queries.documents import Entry, organisations_of
from authoring.store import folding
from authoring.tables import Document, SearchEntry, SearchWords

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from authoring.permissions import Actor


@dataclass(frozen=True)
class Wish:
    """What media are asked for; what is empty does not matter."""

    words: str = ""
    type: str = ""
    lacking: bool = False
    """Only where the words for those who cannot see or hear are missing."""
    organisation_id: str = ""


def media(
    session: Session,
    actor: Actor,
    wish: Wish,
    *,
    before: tuple[datetime, str] | None = None,
    limit: int = 60,
) -> tuple[Sequence[Entry], int]:
    """Return a page of the media that fit, changed last first, and how many fit in all.

    ``before`` is ``(updated_at, id)`` of the last entry of the page before this one.
    """
    require(actor, Verb.READ_LIBRARY, None)
    fits = _fits(actor, wish)
    total = session.exec(select(func.count()).select_from(Document).where(*fits)).one()
    query = select(Document).where(*fits)
    updated_at, id_ = col(Document.updated_at), col(Document.id)
    if before is not None:
        query = query.where((updated_at < before[0]) | ((updated_at == before[0]) & (id_ < before[1])))
    rows = session.exec(query.order_by(updated_at.desc(), id_.desc()).limit(limit))
    return [Entry.of(row) for row in rows], total


def _fits(actor: Actor, wish: Wish) -> list[ColumnElement[bool]]:
    fits: list[ColumnElement[bool]] = [col(Document.kind) == "medium", col(Document.deleted_at).is_(None)]
    card = col(Document.card)
    if wish.type:
        fits.append(card["type"].as_string() == wish.type)
    if wish.lacking:
        fits.append(card["missing"].as_string().in_(["alt", "transcript"]))
    if wish.organisation_id:
        fits.append(col(Document.organisation_id) == wish.organisation_id)
    holds_words = []
    for term in folding.asked(wish.words):
        # Words stand between blanks: the beginning of one is what somebody typed, or it is a stem.
        words = " " + col(SearchWords.words) + " " + col(SearchWords.facets) + " "
        forms = [*(f" {word}" for word in term.begins), *([f" {term.stem} "] if term.stem else [])]
        holds = or_(*(words.contains(form, autoescape=True) for form in forms))
        fitting = select(SearchEntry.document_id).join(SearchWords, col(SearchWords.seq) == col(SearchEntry.seq))
        holds_words.append(col(Document.id).in_(fitting.where(holds)))
    if holds_words:
        fits.append(or_(and_(*holds_words), _is_called(actor, wish.words)))
    return fits


def _is_called(actor: Actor, words: str) -> ColumnElement[bool]:
    """Whether a file of the actor's own organisations has all of the words in its name."""
    name = col(Document.file_name)
    named = and_(*(name.icontains(word, autoescape=True) for word in words.split()))
    return named if actor.machine else and_(named, col(Document.organisation_id).in_(organisations_of(actor)))
