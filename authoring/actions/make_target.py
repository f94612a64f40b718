"""Make an image target of a picture: judge it, say why it is no better and what it could be taken for."""

from typing import Any, Final

from authoring import jobs
from authoring.actions.change_document import change_document
from authoring.actions.keep_file import keep_file
from authoring.actions.make_variants import KINDS, merged
from authoring.db import Database
from authoring.errors import Refused
from authoring.media.intake import Variant
from authoring.media.targets import asking
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Verb, require
from authoring.queries.documents import Loaded, load, row_of
from authoring.queries.targets import targets_of
from authoring.refusal import SandboxRefusal
from authoring.store.cards import name_of

Json = dict[str, Any]

FEATURES: Final = "features"
MIND: Final = "mind"
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
        body = _body(loaded)
        original = body["original"] if body.get("type") in _PICTURES else {}
        # Which kind of file it is, a draft said.
        if original.get("media_type") not in KINDS or not store.has(original["sha256"], private=True):
            raise Refused("not_a_picture")
        uploaded_as = row_of(session, medium_id).file_name
        others = targets_of(session, loaded.organisation_id, without=medium_id, most=asking.MOST_OTHERS)
    with store.workplace() as folder, store.as_file(original["sha256"], private=True) as path:
        try:
            compared = [store.read(each.features) for each in others]
            seen = asking.look(path, KINDS[original["media_type"]], folder, compared)
        except SandboxRefusal as refusal:
            values = {**refusal.values, "name": next(iter(name_of(body).values()), uploaded_as or "?")}
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

    def change(loaded: Loaded) -> Json:
        body = _body(loaded)
        kept = [each for each in body.get("variants", []) if each["use"] != MIND]
        return body | {"type": "target", "target": facts, "variants": merged(kept, [features])}

    revision = change_document(database, actor, medium_id, change, summary="target")
    return start_compiling(medium_id, str(revision))


def take_target_back(database: Database, actor: Actor, medium_id: str) -> None:
    """Make an ordinary picture of an image target again.

    Raises:
        NotFound, Forbidden, Stale: as for every save.
        Refused: ``not_a_target``, ``draft_unreadable``.
    """

    def change(loaded: Loaded) -> Json:
        body = _body(loaded)
        if body.get("type") != "target":
            raise Refused("not_a_target")
        body.pop("target", None)
        kept = [each for each in body.get("variants", []) if each["use"] not in {MIND, FEATURES}]
        return body | {"type": "image", "variants": kept}

    change_document(database, actor, medium_id, change, summary="target")


def _body(loaded: Loaded) -> Json:
    if not loaded.readable:
        raise Refused("draft_unreadable")
    return loaded.value


def start_compiling(medium_id: str, mark: str) -> str:
    """Hand in the job that compiles a target, and return its id; the same ``mark`` a second time is the same job."""
    return jobs.enqueue("compile_target", job_id=compiling_job(medium_id, mark), medium_id=medium_id)


def compiling_job(medium_id: str, mark: str) -> str:
    """Return the id of such a job; its mark is the revision that asked for it."""
    return f"target-{medium_id}-{mark}"
