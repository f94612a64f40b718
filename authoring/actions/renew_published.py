"""Sign anew what is published, before it expires and after a key was replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import clock
from authoring.published import let_visitors_have, told
from exports.blobs import MemoryBlobs
from exports.publish.ledger import TIMESTAMP
from exports.publish.publishing import plan

if TYPE_CHECKING:
    from exports.publish.keys import KeyFolder
    from exports.publish.places import Place


def renew_published(place: Place, keys: KeyFolder) -> bool:
    """Sign the metadata that are half through their life or of a replaced key; return whether anything is published.

    No document is touched and visitors see the same tours, so there is nothing to be allowed or written down.

    Raises:
        Refused: what ``exports.publish.faults`` names; visitors see the old state.
    """
    with told():
        if place.size(TIMESTAMP) is None:
            return False
        nothing = MemoryBlobs()
        # An installation that was brought up to date brings a newer viewer along.
        let_visitors_have(plan(place, keys, (), nothing, clock.now()), place, keys, nothing)
    return True
