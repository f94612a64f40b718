"""Take away from the published folder what no kept version names, after a grace time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit, clock
from authoring.permissions import Verb, require
from authoring.published import told
from authoring.queries.publications import outlived
from exports.publish.ledger import Ledger
from exports.publish.sweep import GRACE, sweep

if TYPE_CHECKING:
    from datetime import timedelta

    from authoring.db import Database
    from authoring.permissions import Actor
    from exports.publish.keys import KeyFolder
    from exports.publish.places import Place
    from exports.publish.sweep import Swept


def sweep_published(
    db: Database, actor: Actor, place: Place, keys: KeyFolder, *, keep: int, grace: timedelta = GRACE
) -> Swept:
    """Keep of each tour the newest ``keep`` versions and the one that visitors have; forget the others.

    What only a forgotten version names is condemned, and taken away by whoever sweeps after the grace time.

    Raises:
        Forbidden: only the command line of the installation may.
        Refused: what ``exports.publish.faults`` names.
    """
    require(actor, Verb.ADMINISTER_INSTALLATION, None)
    with db.write() as session:
        kept, dropped = outlived(session, keep)
        for row in dropped:
            session.delete(row)
    with told():
        swept = sweep(place, Ledger.read(place, keys), kept, clock.now(), grace)
    if swept.taken or dropped:
        with db.write() as session:
            audit.record(session, actor, "sweep", None, "publication", "all", taken=swept.taken, bytes=swept.bytes)
    return swept
