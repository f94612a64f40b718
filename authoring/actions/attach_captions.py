"""Give a film or a sound captions in a language: a WebVTT file, or one that is among the media already."""

from collections.abc import Iterable
from typing import IO, Any, Final

from pydantic import TypeAdapter, ValidationError

from authoring.actions.change_document import change_document
from authoring.actions.upload_medium import upload_medium
from authoring.db import Database
from authoring.errors import Refused
from authoring.media.intake import check_kind
from authoring.media.sniff import LOOK_AT
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Verb, require
from authoring.queries.documents import Loaded, load
from authoring.refusal import SandboxRefusal
from tour_schema.text import Language

Json = dict[str, Any]

_TAG: Final[TypeAdapter[str]] = TypeAdapter(Language)


def attach_captions(
    database: Database,
    store: MediaStore,
    actor: Actor,
    medium_id: str,
    language: str,
    stream: Iterable[bytes] | IO[bytes],
    filename: str,
    *,
    limit_bytes: int,
) -> None:
    """Upload a WebVTT file and let the medium name it as its captions in that language.

    Raises:
        NotFound, Forbidden: as for every save.
        Refused: ``not_heard``, ``language_tag`` (``found``), ``media.refused.not_webvtt``, and those of an upload.
    """
    try:
        _TAG.validate_python(language)
    except ValidationError:
        raise Refused("language_tag", {"found": language[:40]}) from None
    with database.read() as session:
        loaded = load(session, actor, medium_id)
    require(actor, Verb.EDIT, loaded.organisation_id)
    _check(loaded)
    pieces = iter(stream)
    first = b""
    while len(first) < LOOK_AT and (piece := next(pieces, None)):
        first += piece
    try:
        fits = check_kind(first[:LOOK_AT]).family == "captions"
    except SandboxRefusal:
        fits = False
    if not fits:
        raise Refused("media.refused.not_webvtt", {"name": filename})

    def again() -> Iterable[bytes]:
        yield first
        yield from pieces

    uploaded = upload_medium(database, store, actor, loaded.organisation_id, again(), filename, limit_bytes=limit_bytes)
    captions = uploaded.medium.id
    change_document(database, actor, captions, lambda there: _spoken(there, language), summary="captions")
    change_document(database, actor, medium_id, lambda there: _with(there, language, captions), summary="captions")


def detach_captions(database: Database, actor: Actor, medium_id: str, language: str) -> None:
    """Take the captions in that language off a medium; their file stays among the media.

    Raises:
        NotFound, Forbidden: as for every save.
        Refused: ``not_heard``.
    """
    change_document(database, actor, medium_id, lambda there: _with(there, language, None), summary="captions")


def _check(loaded: Loaded) -> None:
    if not loaded.readable or loaded.value.get("type") not in {"video", "audio"}:
        raise Refused("not_heard")


def _with(loaded: Loaded, language: str, captions: str | None) -> Json | None:
    _check(loaded)
    body = loaded.value
    named = {tag: medium for tag, medium in (body.get("captions") or {}).items() if tag != language}
    if captions is not None:
        named[language] = captions
    body.pop("captions", None)
    return body | ({"captions": named} if named else {})


def _spoken(loaded: Loaded, language: str) -> Json | None:
    """The captions' own document says which language they are in."""
    body = loaded.value
    return None if not loaded.readable or body.get("language") == language else body | {"language": language}
