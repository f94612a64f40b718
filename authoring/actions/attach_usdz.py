"""Give a 3D model the version that iPhones open: a USDZ beside its GLB."""

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final

from authoring import sandbox
from authoring.actions.change_document import change_document
from authoring.actions.keep_file import keep_file
from authoring.actions.make_variants import merged
from authoring.actions.upload_medium import TooLarge, take_back
from authoring.db import Database
from authoring.errors import Refused
from authoring.media.intake import MOST_BYTES, Variant
from authoring.media.sniff import sniff_file
from authoring.media_store import MediaStore, TooLargeError
from authoring.permissions import Actor, Verb, require
from authoring.queries.documents import Loaded, load
from authoring.refusal import SandboxRefusal
from authoring.sandbox import MIB

Json = dict[str, Any]

USDZ: Final = "model/vnd.usdz+zip"
USE: Final = "usdz"
_MEMORY_BYTES: Final = 256 * MIB
_CPU_S: Final = 5


def usdz_is_possible() -> bool:
    """Whether the optional library is there without which no USDZ can be cleaned."""
    return find_spec("pxr") is not None


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
    if not usdz_is_possible():
        raise Refused("usdz_unavailable")
    limit = min(limit_bytes, MOST_BYTES["model"])
    try:
        with store.receive(iter(stream), limit=limit) as received, store.workplace() as folder:
            stored = store.put(_cleaned(received.path, folder, limit), USDZ)
    except TooLargeError as fault:
        values = {"name": filename, "megabytes": fault.limit // 1_000_000}
        raise TooLarge("media.refused.too_large", values) from None
    except SandboxRefusal as refusal:
        raise Refused(f"media.refused.{refusal.code}", {**refusal.values, "name": filename}) from refusal

    def change(there: Loaded) -> Json:
        _check(there)
        return there.value | {"variants": merged(there.value.get("variants", []), [Variant(stored, USE).as_json()])}

    try:
        with database.write() as session:
            keep_file(session, stored)
        change_document(database, actor, medium_id, change, summary="usdz")
    except BaseException:
        take_back(database, store, [stored])
        raise


def detach_usdz(database: Database, actor: Actor, medium_id: str) -> None:
    """Take the version for iPhones away.

    Raises:
        NotFound, Forbidden: as for every save.
        Refused: ``not_a_model_yet``.
    """

    def change(there: Loaded) -> Json:
        _check(there)
        kept = [each for each in there.value.get("variants", []) if each["use"] != USE]
        return there.value | {"variants": kept}

    change_document(database, actor, medium_id, change, summary="usdz")


def _cleaned(path: Path, folder: Path, limit: int) -> Path:
    kind = sniff_file(path)
    if kind is None or kind.media_type != USDZ:
        raise SandboxRefusal("not_usdz")
    output = folder / "clean.usdz"
    sandbox.run(
        "authoring.media.usdz:clean",
        {"path": str(path), "folder": str(folder), "output": str(output)},
        memory_bytes=_MEMORY_BYTES,
        # Threads, and tables for scenes of a film studio: reserved by the library, and not used.
        reserves=True,
        cpu_s=_CPU_S,
        wall_s=6 * _CPU_S,
        file_bytes=limit,
        reads=[path],
        writes=[folder],
    )
    return output


def _check(loaded: Loaded) -> None:
    if not loaded.readable or loaded.value.get("type") != "model":
        raise Refused("not_a_model_yet")
