"""What a server does for the published folder by itself: publish what is due, and sign anew before it expires."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Final, NoReturn

from authoring import clock
from authoring.actions.publish_due import publish_due
from authoring.actions.renew_published import renew_published
from authoring.errors import WayfableError
from authoring.published import keys_of, place_of
from authoring.queries.reviews import orders_due

if TYPE_CHECKING:
    from authoring.db import Database
    from authoring.media_store import MediaStore
    from authoring.settings import Settings

_EVERY_S: Final = 20.0
_ROUNDS_OF_AN_HOUR: Final = 180
_log = logging.getLogger(__name__)


def keep_published(settings: Settings, database: Database, store: MediaStore) -> NoReturn:
    """Look after the published folder again and again; a fault is logged, and it is tried again."""
    rounds = 0
    while True:
        look_after(settings, database, store, renew=rounds % _ROUNDS_OF_AN_HOUR == 0)
        rounds += 1
        time.sleep(_EVERY_S)


def look_after(settings: Settings, database: Database, store: MediaStore, *, renew: bool) -> int:
    """Publish what is due, and ``renew`` what is published; return how many tours were published.

    Several servers may do so at once: one of them switches, and the others find it done.
    """
    keys = keys_of(settings)
    try:
        with database.read() as session:
            due = bool(orders_due(session, clock.now()))
        published = publish_due(database, store, place_of(settings), keys) if due else 0
        if renew and keys.made:
            renew_published(place_of(settings), keys)
    except WayfableError as refusal:
        _log.warning("the published folder could not be looked after: %s", refusal)
        return 0
    except Exception:  # noqa: BLE001 - a thread that ends here would end unseen
        _log.exception("the published folder could not be looked after")
        return 0
    return published
