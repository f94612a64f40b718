"""What is known of one image target, for its page and for programs."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from authoring.media.targets.asking import MOST_OTHERS
from authoring.media.targets.score import Colour, colour_of
from authoring.media_store import MediaStore, MissingFileError
from authoring.queries.documents import Loaded
from authoring.queries.targets import features_of, targets_of
from authoring.store.cards import name_of


@dataclass(frozen=True)
class Like:
    """Another target that a camera could take for this one; ``name`` by language, ``likeness`` from 0 to 1."""

    id: str
    name: Mapping[str, str]
    likeness: float


@dataclass(frozen=True)
class TargetSheet:
    """A target's verdict.

    ``points`` are its features, the best first: shares of width and height, and in how many of three views from the
    side each was found again. ``found`` is the share of the views of a simulated film in which a tracker found the
    target, ``None`` before that was tried.
    """

    score: int
    colour: Colour
    reasons: tuple[str, ...]
    found: float | None
    alike: tuple[Like, ...]
    points: tuple[tuple[float, float, int], ...]
    compiled: bool


def sheet_of(session: Session, store: MediaStore, loaded: Loaded) -> TargetSheet | None:
    """Return what is known of a medium as a target, ``None`` where it is none, or was never looked at."""
    body = loaded.value
    if body.get("type") != "target" or "target" not in body or not loaded.readable:
        return None
    facts = body["target"]
    return TargetSheet(
        score=facts["score"],
        colour=colour_of(facts["score"]),
        reasons=tuple(facts.get("reasons", ())),
        found=facts.get("found"),
        alike=_alike(session, loaded, facts),
        points=_points(session, store, body),
        compiled=any(each.get("use") == "mind" for each in body.get("variants", ())),
    )


def _alike(session: Session, loaded: Loaded, facts: Mapping[str, Any]) -> tuple[Like, ...]:
    """Those that it names, and those that name it: whichever was made later was compared with the other."""
    named = {each["medium"]: each["likeness"] for each in facts.get("alike", ())}
    found = []
    for other in targets_of(session, loaded.organisation_id, without=loaded.id, most=MOST_OTHERS):
        back = {each.medium: each.likeness for each in other.facts.alike}
        likeness = named.get(other.id) or back.get(loaded.id)
        if likeness:
            found.append(Like(other.id, name_of(other.body), likeness))
    return tuple(sorted(found, key=lambda like: -like.likeness))


def _points(session: Session, store: MediaStore, body: Mapping[str, Any]) -> tuple[tuple[float, float, int], ...]:
    features = features_of(session, body)
    if features is None:
        return ()
    # A draft may name any file: what is there is what somebody wrote.
    with suppress(MissingFileError, ValueError, KeyError, TypeError):
        return tuple((float(x), float(y), int(times)) for x, y, times in json.loads(store.read(features))["points"])
    return ()
