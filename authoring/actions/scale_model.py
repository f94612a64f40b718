"""Correct the size of a 3D model that was drawn in another unit than metres."""

import json
from typing import Final

from authoring import jobs
from authoring.actions.finish_model import start_finishing
from authoring.actions.save_document import save_document
from authoring.actions.upload_medium import variants_job
from authoring.db import Database
from authoring.errors import Refused
from authoring.media.intake import GLB
from authoring.media.usdz_asking import USDZ
from authoring.permissions import Actor
from authoring.queries.documents import load

LEAST: Final = 1e-4
MOST: Final = 1e4


def scale_model(database: Database, actor: Actor, medium_id: str, scale: float) -> str:
    """Let the variants of a model be made anew, ``scale`` times as large as the original; return the job's id.

    0.01 for a model that was made in centimetres. Until they are there the model has no variants, so nobody gets one
    of the wrong size.

    Raises:
        NotFound, Forbidden: as for every save.
        Refused: ``not_a_model``, ``scale_out_of_range``, ``draft_unreadable``.
    """
    if not LEAST <= scale <= MOST:
        raise Refused("scale_out_of_range", {"times": round(MOST)})
    with database.read() as session:
        loaded = load(session, actor, medium_id)
    if not loaded.readable:
        raise Refused("draft_unreadable")
    body = loaded.value
    facts = body.get("model")
    if body.get("type") != "model" or not isinstance(facts, dict):
        raise Refused("not_a_model")
    before = facts.get("scale", 1.0)
    if facts.get("size_m"):
        facts["size_m"] = [round(length / before * scale, 4) for length in facts["size_m"]]
    facts["scale"] = scale
    stale = {GLB}
    # What somebody has brought stays, and has a size of its own.
    if (facts.get("usdz") or {}).get("made") or "obstacle" in (facts.get("usdz") or {}):
        del facts["usdz"]
        stale.add(USDZ)
    body["variants"] = [each for each in body.get("variants", []) if each["media_type"] not in stale]
    saved = save_document(database, actor, medium_id, json.dumps(body).encode(), loaded.revision, summary="scale")
    job_id = f"{variants_job(medium_id, body['original']['sha256'])}-{saved.revision}"
    handed_in = jobs.enqueue("make_variants", job_id=job_id, medium_id=medium_id)
    start_finishing(medium_id, str(saved.revision))
    return handed_in
