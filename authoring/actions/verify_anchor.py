"""Note that an anchor of a scene holds on site: who saw it, and when."""

from typing import Any

from authoring import clock
from authoring.actions.change_document import change_document
from authoring.db import Database
from authoring.errors import NotFound, Refused
from authoring.permissions import Actor, Verb, require
from authoring.queries.documents import Loaded

Json = dict[str, Any]


def verify_anchor(database: Database, actor: Actor, station_id: str, scene_id: str, anchor_id: str) -> None:
    """Write it into the station as a revision of its own, whatever others change in it meanwhile.

    Raises:
        NotFound, Forbidden, Stale: as for every save; there is no such scene or anchor.
        Refused: ``draft_unreadable``.
    """

    def change(loaded: Loaded) -> Json:
        require(actor, Verb.EDIT, loaded.organisation_id)
        if not loaded.readable:
            raise Refused("draft_unreadable")
        body = loaded.value
        for scene in body.get("scenes", []):
            for anchor in scene.get("anchors", []):
                if (scene["id"], anchor["id"]) == (scene_id, anchor_id) and anchor["kind"] != "plain":
                    anchor["verified"] = {"at": f"{clock.now():%Y-%m-%dT%H:%M:%SZ}", "by": actor.name}
                    return body
        raise NotFound("scene", scene_id)

    change_document(database, actor, station_id, change, summary="verified on site")
