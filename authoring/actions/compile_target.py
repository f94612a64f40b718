"""Compile an image target for the phone, and try it: the job behind every target."""

from contextlib import suppress
from typing import Any, Final

from authoring.actions.change_document import change_document
from authoring.actions.make_target import MIND
from authoring.actions.make_variants import KINDS, kept, merged, with_upload
from authoring.db import Database
from authoring.errors import NotFound
from authoring.jobs import Work
from authoring.media import workbench
from authoring.media.intake import Variant
from authoring.media.targets import asking
from authoring.media.targets.views import HEIGHT_PX, WIDTH_PX, share_in_place
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from authoring.queries.documents import Loaded
from authoring.queries.history import MADE_VARIANTS

Json = dict[str, Any]

MIND_TYPE: Final = "application/octet-stream"
_CPU_S: Final = 60
"""Ten times what it takes here: a phone's tracker on the processor instead of a graphics card."""


class TargetCompiler:
    """The job ``compile_target``; each of its steps may run twice and leaves the same."""

    def __init__(self, database: Database, store: MediaStore) -> None:
        self._database = database
        self._store = store

    def __call__(self, work: Work, medium_id: str) -> None:
        """Compile a target, film it, and save both into its document."""
        original: Json | None = work.step(self.read, medium_id)
        if original is None:
            return
        work.tell(0, 3, "media.job.target_compile")
        made: Json = work.step(self.compile, original)
        work.tell(1, 3, "media.job.target_film")
        found: float = work.step(self.try_out, original, made["sha256"])
        work.tell(2, 3, "media.job.saving")
        work.step(self.save, medium_id, original["sha256"], made, found)

    def read(self, medium_id: str) -> Json | None:
        """Return the ``original`` of the target, ``None`` where it or its upload is not there any more."""
        body = with_upload(self._database, self._store, medium_id)
        return body["original"] if body is not None and body["type"] == "target" else None

    def compile(self, original: Json) -> Json:
        """Make the ``.mind`` file, and return its variant."""
        kind = KINDS[original["media_type"]]
        with self._store.as_file(original["sha256"], private=True) as path, self._store.workplace() as folder:
            width, height = asking.prepare(path, kind, folder)
            pixels, output = folder / "pixels", folder / "target.mind"
            asked = {"path": str(pixels), "output": str(output), "width": width, "height": height}
            workbench.ask("compile", cpu_s=_CPU_S, reads=[pixels], writes=[folder], **asked)
            return Variant(kept(self._database, self._store, output, MIND_TYPE), MIND).as_json()

    def try_out(self, original: Json, mind: str) -> float:
        """Show a simulated film of the target to the tracker; return the share of views in which it is found."""
        kind = KINDS[original["media_type"]]
        with (
            self._store.as_file(original["sha256"], private=True) as path,
            self._store.as_file(mind) as target,
            self._store.workplace() as folder,
        ):
            width, height = asking.prepare(path, kind, folder)
            asked = {"film": str(folder / "film"), "width": WIDTH_PX, "height": HEIGHT_PX, "target": str(target)}
            reads = [folder / "film", target]
            said = workbench.ask("find", cpu_s=_CPU_S, reads=reads, writes=[folder], **asked)
        return round(share_in_place(said["frames"], width, height), 2)

    def save(self, medium_id: str, sha256: str, made: Json, found: float) -> None:
        """Put both into the document, whatever else was changed in it meanwhile; not where it is no target any more."""

        def change(loaded: Loaded) -> Json | None:
            body = loaded.value
            same = loaded.readable and body["type"] == "target" and body["original"]["sha256"] == sha256
            if not same or "target" not in body:
                return None
            body["variants"] = merged(body.get("variants", []), [made])
            body["target"] = {**body["target"], "found": found}
            return body

        with suppress(NotFound):
            change_document(self._database, Actor.command_line(), medium_id, change, summary=MADE_VARIANTS)
