"""Give a 3D model the version that iPhones open: a USDZ beside its GLB."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from authoring.actions.change_document import change_document
from authoring.actions.finish_model import start_finishing
from authoring.actions.keep_file import keep_file
from authoring.actions.make_variants import merged
from authoring.actions.upload_medium import TooLarge, take_back
from authoring.db import Database
from authoring.errors import Refused
from authoring.media import usdz_asking
from authoring.media.intake import MOST_BYTES, Variant
from authoring.media.sniff import sniff_file
from authoring.media.usdz_asking import USDZ, USE
from authoring.media_store import MediaStore, TooLargeError
from authoring.permissions import Actor, Verb, require
from authoring.queries.documents import Loaded, load
from authoring.refusal import SandboxRefusal

Json = dict[str, Any]


def attach_usdz(
    database: Database,
    store: MediaStore,
    actor: Actor,
    medium_id: str,
    stream: Iterable[bytes] | IO[bytes],
    filename: str,
    *,
    limit_bytes: int,
) -> None:
    """Check a USDZ, write it anew without a word of its maker, and let the model have it; what came is not kept.

    Raises:
        NotFound, Forbidden: as for every save.
        TooLarge: more bytes than a model may have.
        Refused: ``not_a_model_yet``, ``usdz_unavailable``, ``media.refused.…``.
    """
    with database.read() as session:
        loaded = load(session, actor, medium_id)
    require(actor, Verb.EDIT, loaded.organisation_id)
    _check(loaded)
    if not usdz_asking.is_possible():
        raise Refused("usdz_unavailable")
    limit = min(limit_bytes, MOST_BYTES["model"])
    try:
        with store.receive(iter(stream), limit=limit) as received, store.workplace() as folder:
            output, size_m = _cleaned(received.path, folder)
            stored = store.put(output, USDZ)
    except TooLargeError as fault:
        values = {"name": filename, "megabytes": fault.limit // 1_000_000}
        raise TooLarge("media.refused.too_large", values) from None
    except SandboxRefusal as refusal:
        raise Refused(f"media.refused.{refusal.code}", {**refusal.values, "name": filename}) from refusal

    def change(there: Loaded) -> Json:
        _check(there)
        body = there.value
        body["variants"] = merged(body.get("variants", []), [Variant(stored, USE).as_json()])
        if body.get("model"):
            body["model"]["usdz"] = {"size_m": size_m} if size_m else {}
        return body

    try:
        with database.write() as session:
            keep_file(session, stored)
        change_document(database, actor, medium_id, change, summary="usdz")
    except BaseException:
        take_back(database, store, [stored])
        raise


def detach_usdz(database: Database, actor: Actor, medium_id: str) -> None:
    """Take the version for iPhones away; one that can be made of the model takes its place.

    Raises:
        NotFound, Forbidden: as for every save.
        Refused: ``not_a_model_yet``.
    """

    def change(there: Loaded) -> Json:
        _check(there)
        body = there.value
        body["variants"] = [each for each in body.get("variants", []) if each["use"] != USE]
        (body.get("model") or {}).pop("usdz", None)
        return body

    revision = change_document(database, actor, medium_id, change, summary="usdz")
    start_finishing(medium_id, str(revision))


def _cleaned(path: Path, folder: Path) -> tuple[Path, list[float] | None]:
    """Where the clean file lies, and how large an iPhone shows it."""
    kind = sniff_file(path)
    if kind is None or kind.media_type != USDZ:
        raise SandboxRefusal("not_usdz")
    output = folder / "clean.usdz"
    return output, usdz_asking.ask("usdz:clean", path, folder, output=str(output))["size_m"]


def _check(loaded: Loaded) -> None:
    if not loaded.readable or loaded.value.get("type") != "model":
        raise Refused("not_a_model_yet")
