"""Upload a file and make a medium of it."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import IO, Any

from sqlmodel import Session

from authoring import audit, jobs
from authoring.actions.create_document import create_document
from authoring.actions.finish_model import start_finishing
from authoring.actions.keep_file import keep_file
from authoring.db import Database
from authoring.errors import Refused
from authoring.media.intake import MOST_BYTES, Examined, Notice, check_kind, examine
from authoring.media.sniff import LOOK_AT, Sniffed
from authoring.media_store import PIECE, MediaStore, Received, Stored, TooLargeError
from authoring.permissions import Actor, Verb, require
from authoring.queries.documents import Loaded, load
from authoring.queries.media import of_upload
from authoring.refusal import SandboxRefusal
from authoring.tables import Blob

LIMIT_BYTES = 2_000_000_000
VALIDATOR = "org.khronos.gltf-validator"
"""The extension of a medium's document that holds how often the glTF validator warned of what."""
_LONGEST_NAME = 120
_LONGEST_TITLE = 60


class TooLarge(Refused):
    """The upload was cut off at its limit: HTTP 413."""


@dataclass(frozen=True)
class Uploaded:
    """What became of an upload.

    ``job_id`` names the job that makes the other variants, ``None`` where there is nothing more to make.
    ``offered_position`` is ``(lon, lat)`` in degrees and ``offered_time`` ``2024-05-31T14:02:11``, with ``+02:00``
    where the camera knew: both only told to the editor, and kept nowhere. ``duplicate``: the organisation had this
    very file, and ``medium`` is the one that was made of it then.
    """

    medium: Loaded
    job_id: str | None
    offered_position: tuple[float, float] | None = None
    offered_time: str | None = None
    duplicate: bool = False
    notices: tuple[Notice, ...] = ()


def upload_medium(
    database: Database,
    store: MediaStore,
    actor: Actor,
    organisation_id: str,
    stream: Iterable[bytes] | IO[bytes],
    filename: str,
    *,
    limit_bytes: int = LIMIT_BYTES,
) -> Uploaded:
    """Take a file as it comes, look into it in a child process, and store it as a medium of the organisation.

    The type is told from the bytes; the name is kept beside the document, for the organisation's own people.
    What cannot be used is refused before it has come whole where its beginning shows that. A refusal leaves
    nothing behind.

    Raises:
        Forbidden: the actor may not upload there.
        TooLarge: more bytes than ``limit_bytes``, or than such a file may have.
        Refused: ``media.refused.…``; every value that its sentence needs is there.
    """
    require(actor, Verb.UPLOAD, organisation_id)
    name = _shown(filename)
    try:
        beginning, pieces = _peeked(stream)
        kind = check_kind(beginning)
        limit = min(limit_bytes, MOST_BYTES[kind.family])
        with store.receive(pieces, limit=limit) as received:
            return _take(database, store, actor, organisation_id, received, kind, name)
    except TooLargeError as fault:
        raise TooLarge("media.refused.too_large", {"name": name, "megabytes": fault.limit // 1_000_000}) from None
    except SandboxRefusal as refusal:
        raise Refused(f"media.refused.{refusal.code}", {**refusal.values, "name": name}) from refusal


def _take(
    database: Database,
    store: MediaStore,
    actor: Actor,
    organisation_id: str,
    received: Received,
    kind: Sniffed,
    name: str,
) -> Uploaded:
    with database.read() as session:
        known = of_upload(session, organisation_id, received.sha256)
        if known is not None:
            return Uploaded(load(session, actor, known), _job_of(known, received.sha256), duplicate=True)
    examined = examine(store, received, kind)
    media_type = examined.facts["media_type"]
    original = examined.packed or store.keep(received, media_type, private=True)
    with database.read() as session:
        # A zip may have been packed by another program and still hold the very same model.
        known = of_upload(session, organisation_id, original.sha256)
        if known is not None:
            return Uploaded(load(session, actor, known), _job_of(known, original.sha256), duplicate=True)
    files = (original, *(variant.stored for variant in examined.variants))
    try:
        with database.write() as session:
            medium_id = make_medium(session, actor, organisation_id, examined, original, name)
    except BaseException:
        take_back(database, store, files)
        raise
    if examined.packed is None:
        # Unused files are collected once a day; one that was taken away between its check and its row comes back here.
        store.keep(received, media_type, private=True)
    job_id = start_variants(medium_id, original.sha256) if examined.more_to_make else None
    if examined.type == "model":
        start_finishing(medium_id, original.sha256[:16])
    with database.read() as session:
        medium = load(session, actor, medium_id)
    return Uploaded(medium, job_id, examined.position, examined.taken_at, notices=examined.notices)


def make_medium(
    session: Session,
    actor: Actor,
    organisation_id: str,
    examined: Examined,
    original: Stored,
    name: str,
    *,
    import_id: str | None = None,
    given: Mapping[str, Any] | None = None,
) -> str:
    """Write down the files of a medium and its document, in the caller's transaction, and return its id.

    ``given`` is what is known of the document beyond its files.
    """
    for stored in (original, *(variant.stored for variant in examined.variants)):
        keep_file(session, stored)
    summary = "upload" if import_id is None else "import"
    body = _body(examined, original, given or {})
    saved = create_document(session, actor, organisation_id, body, summary=summary, import_id=import_id, file_name=name)
    audit.record(session, actor, "upload", organisation_id, "medium", saved.document_id, file=name)
    return saved.document_id


def name_of_line(text: str, language: str) -> dict[str, str]:
    """Return the title of a medium that says a text: its first words, by which one finds it again."""
    return {language: shorten(text, _LONGEST_TITLE, placeholder=" …")} if text.strip() else {}


def take_back(database: Database, store: MediaStore, files: Sequence[Stored]) -> None:
    """Remove files that were stored for a medium that did not come to be, unless others have them too."""
    with database.read() as session:
        unknown = [stored for stored in files if session.get(Blob, stored.sha256) is None]
    for stored in unknown:
        store.delete(stored.sha256, private=stored.private)


def variants_job(medium_id: str, sha256: str) -> str:
    """Return the id of the job that makes a medium's variants; handed in again, it is the same job."""
    return f"variants-{medium_id}-{sha256[:16]}"


def start_variants(medium_id: str, sha256: str) -> str:
    """Hand in the job that makes a medium's variants, and return its id."""
    return jobs.enqueue("make_variants", job_id=variants_job(medium_id, sha256), medium_id=medium_id)


def _job_of(medium_id: str, sha256: str) -> str | None:
    job_id = variants_job(medium_id, sha256)
    return None if jobs.progress(job_id) is None else job_id


def _body(examined: Examined, original: Stored, given: Mapping[str, Any]) -> bytes:
    body: dict[str, Any] = {
        "kind": "medium",
        "type": examined.type,
        "original": {"sha256": original.sha256, "bytes": original.bytes, **examined.facts},
        "variants": [variant.as_json() for variant in examined.variants],
        **given,
    }
    if examined.cues:
        body["cues"] = examined.cues
    if examined.model is not None:
        body["model"] = examined.model
    if examined.remarks:
        body["extensions"] = {VALIDATOR: {"warnings": examined.remarks}}
    return json.dumps(body).encode()


def _shown(filename: str) -> str:
    """Return a file's name as a sentence can show it: no folders, no control characters, not endless."""
    last = filename.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()[:_LONGEST_NAME] or "?"


def _peeked(stream: Iterable[bytes] | IO[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Return the first bytes, enough to tell a kind, and all pieces with them."""
    read: Callable[[int], bytes] | None = getattr(stream, "read", None)
    pieces = iter(lambda: read(PIECE), b"") if read is not None else iter(stream)
    first: list[bytes] = []
    while sum(map(len, first)) < LOOK_AT:
        piece = next(pieces, None)
        if piece is None:
            break
        first.append(piece)
    return b"".join(first)[:LOOK_AT], itertools.chain(first, pieces)
