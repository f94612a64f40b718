"""Keep the photograph of an on-site report: as a small JPEG without a word of where and with what it was taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Final

from authoring import audit
from authoring.actions.keep_file import keep_file
from authoring.actions.upload_medium import TooLarge, take_back
from authoring.db import Database
from authoring.errors import Refused
from authoring.media.intake import ask, check_kind
from authoring.media.sniff import LOOK_AT, TAKEN
from authoring.media_store import MediaStore, Received, Stored, TooLargeError
from authoring.permissions import Actor, Verb, require
from authoring.queries.on_site import report_row
from authoring.refusal import SandboxRefusal

PHOTOGRAPH_BYTES: Final = 40_000_000
LONGEST_PX: Final = 1600
"""Enough to see a fence by; the original is not kept."""
_CPU_S: Final = 30


def photograph_on_site(
    database: Database, store: MediaStore, actor: Actor, report_id: str, stream: Iterable[bytes] | IO[bytes]
) -> None:
    """Decode a photograph in a confined child and keep what it draws anew; a second one takes the place of the first.

    Raises:
        NotFound, Forbidden: there is no such report, or it is another person's.
        TooLarge, Refused: ``media.refused.…``, ``on_site_no_photograph``.
    """
    with database.read() as session:
        row = report_row(session, report_id)
        require(actor, Verb.REPORT_ON_SITE, row.organisation_id)
        if row.person_id != actor.person_id:
            raise Refused("on_site_taken")
    try:
        with store.receive(stream, limit=PHOTOGRAPH_BYTES) as received:
            small = _small(store, received)
    except TooLargeError as fault:
        raise TooLarge("on_site_photograph_large", {"megabytes": fault.limit // 1_000_000}) from None
    except SandboxRefusal as refusal:
        raise Refused("on_site_no_photograph") from refusal
    try:
        with database.write() as session:
            row = report_row(session, report_id, lock=True)
            keep_file(session, small)
            row.photograph = small.sha256
            session.add(row)
            audit.record(session, actor, "photograph_on_site", row.organisation_id, "station", row.station_id)
    except BaseException:
        take_back(database, store, [small])
        raise


def _small(store: MediaStore, received: Received) -> Stored:
    with received.path.open("rb") as file:
        kind = check_kind(file.read(LOOK_AT))
    if kind.family != "picture":
        raise SandboxRefusal("unknown", TAKEN)
    with store.workplace() as folder:
        output = folder / "photograph.jpg"
        sizes = [{"longest": LONGEST_PX, "outputs": [{"path": str(output), "media_type": "image/jpeg"}]}]
        ask("pictures:make", received.path, kind.name, folder, cpu_s=_CPU_S, sizes=sizes)
        return store.put(output, "image/jpeg", private=True)
