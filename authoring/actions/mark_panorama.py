"""Say that a picture shows a full circle, or that it does not."""

from typing import Any

from authoring import jobs
from authoring.actions.change_document import change_document
from authoring.actions.upload_medium import variants_job
from authoring.db import Database
from authoring.errors import Refused
from authoring.media.intake import is_round
from authoring.permissions import Actor
from authoring.queries.documents import Loaded

Json = dict[str, Any]


def mark_panorama(database: Database, actor: Actor, medium_id: str, *, around: bool) -> None:
    """Make a panorama of a picture, or a picture of a panorama. A panorama gets its larger files by a job.

    Raises:
        NotFound, Forbidden: as for every save.
        Refused: ``not_around``.
    """
    uploads: list[str] = []

    def change(loaded: Loaded) -> Json | None:
        body = loaded.value
        if not loaded.readable or body["type"] not in {"image", "panorama"}:
            raise Refused("not_around")
        original = body["original"]
        if around and not is_round(original.get("width_px", 0), original.get("height_px", 1)):
            raise Refused("not_around")
        uploads.append(original["sha256"])
        wanted = "panorama" if around else "image"
        return None if body["type"] == wanted else body | {"type": wanted}

    revision = change_document(database, actor, medium_id, change, summary="panorama")
    if around and revision is not None:
        job_id = f"{variants_job(medium_id, uploads[-1])}-{revision}"
        jobs.enqueue("make_variants", job_id=job_id, medium_id=medium_id)
