"""Make an image target of a picture: judge it, say why it is no better and what it could be taken for."""

import json
from collections.abc import Callable
from typing import Any, Final

from authoring import jobs
from authoring.actions.keep_file import keep_file
from authoring.actions.make_variants import KINDS, merged
from authoring.actions.save_document import save_document
from authoring.db import Database
from authoring.errors import Refused, Stale
from authoring.media.intake import Variant
from authoring.media.targets import asking
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Verb, require
from authoring.queries.documents import load
from authoring.queries.targets import targets_of
from authoring.refusal import SandboxRefusal
from authoring.store.cards import name_of

Json = dict[str, Any]

FEATURES: Final = "features"
MIND: Final = "mind"
_TRIES: Final = 5
_PICTURES: Final = frozenset({"image", "target"})


def make_target(database: Database, store: MediaStore, actor: Actor, medium_id: str) -> str:
    """Turn a picture into an image target, or look at a target anew; return the id of the job that compiles it.

    Its score, the reasons and the likeness to the organisation's other targets are in its document at once.

    Raises:
        NotFound, Forbidden, Stale: as for every save.
        Refused: ``not_a_picture``, ``draft_unreadable``, and ``media.refused.…`` where it cannot be looked at.
    """
    with database.read() as session:
        loaded = load(session, actor, medium_id)
        require(actor, Verb.EDIT, loaded.organisation_id)
        if not loaded.readable:
            raise Refused("draft_unreadable")
        original = loaded.value["original"] if loaded.value.get("type") in _PICTURES else {}
        # Which kind of file it is, a draft said.
        if original.get("media_type") not in KINDS or not store.has(original["sha256"], private=True):
            raise Refused("not_a_picture")
        others = targets_of(session, loaded.organisation_id, without=medium_id, most=asking.MOST_OTHERS)
    with store.workplace() as folder, store.as_file(original["sha256"], private=True) as path:
        try:
            compared = [store.read(each.features) for each in others]
            seen = asking.look(path, KINDS[original["media_type"]], folder, compared)
        except SandboxRefusal as refusal:
            values = {**refusal.values, "name": next(iter(name_of(loaded.value).values()), "?")}
            raise Refused(f"media.refused.{refusal.code}", values) from refusal
        stored = store.put(folder / "features", "application/json")
    with database.write() as session:
        keep_file(session, stored)
    likest = sorted(zip(seen["alike"], others, strict=True), key=lambda pair: -pair[0])
    facts = {
        "score": seen["score"],
        "reasons": seen["reasons"],
        "alike": [{"medium": other.id, "likeness": likeness} for likeness, other in likest if likeness > 0],
    }
    features = Variant(stored, FEATURES).as_json()

    def change(body: Json) -> None:
        kept = [each for each in body.get("variants", []) if each["use"] != MIND]
        body |= {"type": "target", "target": facts, "variants": merged(kept, [features])}

    return start_compiling(medium_id, _save(database, actor, medium_id, change))


def take_target_back(database: Database, actor: Actor, medium_id: str) -> None:
    """Make an ordinary picture of an image target again.

    Raises:
        NotFound, Forbidden, Stale: as for every save.
        Refused: ``not_a_target``, ``draft_unreadable``.
    """

    def change(body: Json) -> None:
        if body.get("type") != "target":
            raise Refused("not_a_target")
        body.pop("target", None)
        kept = [each for each in body.get("variants", []) if each["use"] not in {MIND, FEATURES}]
        body |= {"type": "image", "variants": kept}

    _save(database, actor, medium_id, change)


def _save(database: Database, actor: Actor, medium_id: str, change: Callable[[Json], None]) -> int:
    """Change the document, whatever the jobs that make its variants save meanwhile; return the new revision."""
    tries = 0
    while True:
        with database.read() as session:
            loaded = load(session, actor, medium_id)
        if not loaded.readable:
            raise Refused("draft_unreadable")
        body = loaded.value
        change(body)
        written = json.dumps(body).encode()
        try:
            return save_document(database, actor, medium_id, written, loaded.revision, summary="target").revision
        except Stale:
            tries += 1
            if tries == _TRIES:
                raise


def start_compiling(medium_id: str, mark: int | str) -> str:
    """Hand in the job that compiles a target, and return its id; the same ``mark`` a second time is the same job."""
    return jobs.enqueue("compile_target", job_id=f"target-{medium_id}-{mark}", medium_id=medium_id)
