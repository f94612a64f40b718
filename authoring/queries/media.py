"""Media: which of its files a reader gets, which upload is known already, and which files are in use."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlmodel import Session, col, select

from authoring.media.intake import needs_tiles
from authoring.tables import Blob, Document, OnSiteReport, Revision

_DIGEST: Final = re.compile(r'"sha256":\s*"([0-9a-f]{64})"')
_SIZES: Final = ("480", "1080", "2160", "high")
# What every browser opens comes last in its family, and is what a reader gets who does not say.
_BEST_FIRST: Final = ("image/avif", "image/jpeg", "audio/ogg", "audio/mp4")
_OPENED_BY_ALL: Final = frozenset(
    {
        *("image/jpeg", "image/webp", "audio/mp4", "video/mp4", "text/vtt", "application/json"),
        *("model/gltf-binary", "model/vnd.usdz+zip"),
        # What image targets are compiled to, and what panoramas are cut into: there is no other type to choose.
        *("application/octet-stream", "application/vnd.pmtiles"),
    },
)


@dataclass(frozen=True)
class Chosen:
    """The file that answers a request: where it lies, how long it is, what it is."""

    sha256: str
    bytes: int
    media_type: str
    use: str


def variant(body: Mapping[str, Any], use: str, accept: str | None = None) -> Chosen | None:
    """Return the published file of a medium's body for a use (``"1080"``, ``"high"`` …).

    Of a picture that was not made in that size the next smaller one is taken, else the next larger. ``accept`` is the
    request's header: only a type that it names is taken over the one that every browser opens.
    """
    found = variants_of(body)
    for size in _sizes_for(use):
        of_size = [entry for entry in found if entry.get("use") == size]
        for media_type in (*_BEST_FIRST, None):
            for entry in of_size:
                if media_type in {entry["media_type"], None} and _accepted(entry["media_type"], accept):
                    return Chosen(entry["sha256"], entry["bytes"], entry["media_type"], size)
    return None


def variants_of(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the entries of a medium's variants that name a file; a draft may say anything at all there."""
    there = body.get("variants")
    return [entry for entry in there if _names_a_file(entry)] if isinstance(there, list) else []


def _names_a_file(entry: object) -> bool:
    return (
        isinstance(entry, dict)
        and all(isinstance(entry.get(field), str) for field in ("sha256", "media_type", "use"))
        and type(entry.get("bytes")) is int
    )


def _sizes_for(use: str) -> tuple[str, ...]:
    if use not in _SIZES:
        return (use,)
    place = _SIZES.index(use)
    # Of a model there is one picture, and it is no quality of the model.
    drawn = () if use == "high" else ("thumbnail",)
    return (use, *reversed(_SIZES[:place]), *drawn, *_SIZES[place + 1 :])


def _accepted(media_type: str, accept: str | None) -> bool:
    if media_type in _OPENED_BY_ALL:
        return True
    for part in (accept or "").split(","):
        named, _, weight = part.partition(";")
        if named.strip().lower() == media_type:
            return re.fullmatch(r"q=0(\.0*)?", weight.strip().replace(" ", "")) is None
    return False


def of_upload(session: Session, organisation_id: str, sha256: str) -> str | None:
    """Return the id of the organisation's medium that was made from this very file; deleted ones do not count."""
    return session.exec(
        select(Document.id)
        .where(Document.kind == "medium", Document.organisation_id == organisation_id)
        .where(col(Document.deleted_at).is_(None), col(Document.card)["sha256"].as_string() == sha256)
        .order_by(Document.id)
        .limit(1)
    ).first()


def without_variants(session: Session) -> list[tuple[str, str]]:
    """Return ``(id, hash of the upload)`` of the media whose published files were not all made.

    A picture has them when it has an AVIF, a large panorama when it has its tiles, too, a sound when it has an AAC
    file, a film when it has an MP4, a model when it has a GLB: all come with the last save of the job.
    """
    query = (
        select(Document.id, Document.card, Revision.body)
        .join(Revision, col(Revision.document_id) == col(Document.id))
        .where(col(Revision.number) == col(Document.head), Document.kind == "medium")
        .where(col(Document.deleted_at).is_(None))
        .execution_options(yield_per=200)
    )
    found = ((medium_id, card, json.loads(body)) for medium_id, card, body in session.exec(query))
    return [
        (medium_id, str(card["sha256"]))
        for medium_id, card, body in found
        if str(body.get("type")) in {"image", "panorama", "audio", "video", "model", "target"}
        and card.get("sha256")
        and (
            not {"image/avif", "audio/mp4", "video/mp4", "model/gltf-binary"}
            & {each["media_type"] for each in variants_of(body)}
            or _lacks_tiles(body)
        )
    ]


def _lacks_tiles(body: Mapping[str, Any]) -> bool:
    """Whether a panorama was made ready before there were tiles."""
    original = body.get("original")
    wide = body.get("type") == "panorama" and isinstance(original, dict) and needs_tiles(original)
    return wide and all(each["use"] != "tiles" for each in variants_of(body))


def unfinished_models(session: Session, *, usdz: bool) -> list[str]:
    """Return the ids of models that have no picture yet or, where one can be made (``usdz``), nothing for iPhones."""
    query = (
        select(Document.id, Revision.body)
        .join(Revision, col(Revision.document_id) == col(Document.id))
        .where(col(Revision.number) == col(Document.head), Document.kind == "medium")
        .where(col(Document.deleted_at).is_(None), col(Document.card)["type"].as_string() == "model")
        .execution_options(yield_per=200)
    )
    return [medium_id for medium_id, body in session.exec(query) if lacking(json.loads(body), usdz=usdz)]


def lacking(body: Mapping[str, Any], *, usdz: bool) -> list[str]:
    """Return which of its two faces a model has not got; of a USDZ that was found impossible it lacks nothing."""
    uses, facts = {each["use"] for each in variants_of(body)}, body.get("model")
    known = facts.get("usdz") if isinstance(facts, dict) else None
    impossible = isinstance(known, dict) and "obstacle" in known
    wanted = ["thumbnail", *(["usdz"] if usdz and not impossible else [])]
    return [use for use in wanted if use not in uses]


def unwritten_captions(session: Session) -> list[str]:
    """Return the bodies of captions whose file is not in the store's book: of a crash between the two."""
    query = (
        select(Revision.body)
        .join(Document, col(Document.id) == col(Revision.document_id))
        .where(col(Revision.number) == col(Document.head), Document.kind == "medium")
        .where(col(Document.deleted_at).is_(None), col(Revision.body).contains('"use":"captions"'))
        .execution_options(yield_per=200)
    )
    return [body for body in session.exec(query) if not _written(session, json.loads(body))]


def _written(session: Session, body: Mapping[str, Any]) -> bool:
    chosen = variant(body, "captions")
    return chosen is None or session.get(Blob, chosen.sha256) is not None


def files_in_use(session: Session) -> set[str]:
    """Return the hash of every file that some revision of some medium names, deleted media included.

    A restored revision must find its files, so only what is gone for good lets go of them. Beside them the
    photographs from on site, which are no media.
    """
    photographs = session.exec(select(OnSiteReport.photograph).where(col(OnSiteReport.photograph).is_not(None)))
    return {digest for body in _bodies(session) for digest in _DIGEST.findall(body)} | {
        each or "" for each in photographs
    }


def _bodies(session: Session) -> Iterator[str]:
    query = (
        select(Revision.body)
        .join(Document, col(Document.id) == col(Revision.document_id))
        .where(Document.kind == "medium")
        .execution_options(yield_per=200)
    )
    yield from session.exec(query)
