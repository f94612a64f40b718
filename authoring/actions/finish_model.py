"""Make what people and iPhones see of a 3D model: its picture for lists, and its USDZ where one can be made."""

from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from authoring import jobs
from authoring.actions.change_document import change_document
from authoring.actions.make_variants import KINDS, QUALITIES, kept, merged, with_upload
from authoring.db import Database
from authoring.errors import NotFound
from authoring.jobs import Work
from authoring.media import intake, usdz_asking, workbench
from authoring.media.budget import scale_of
from authoring.media.intake import Variant
from authoring.media.usdz_asking import USDZ
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from authoring.queries.documents import Loaded
from authoring.queries.history import MADE_VARIANTS
from authoring.queries.media import lacking
from authoring.refusal import SandboxRefusal

Json = dict[str, Any]

THUMBNAIL: Final = "thumbnail"
WEBP: Final = "image/webp"

_JOB: Final = "finish_model"
_QUALITY: Final = 90
"""Of the JPEGs in a USDZ: they have been packed once already."""
_FACES_CPU_S: Final = 20
_TOO_MUCH: Final = frozenset({"memory", "time", "model_heavy", "usdz_heavy"})


class ModelFinisher:
    """The job ``finish_model``; each of its steps may run twice and leaves the same."""

    def __init__(self, database: Database, store: MediaStore) -> None:
        self._database = database
        self._store = store

    def __call__(self, work: Work, medium_id: str) -> None:
        """Draw a model and write its USDZ, whichever of the two it lacks."""
        facts: Json | None = work.step(self.read, medium_id)
        if facts is None or not facts["lacks"]:
            return
        work.tell(0, 1, "media.job.finishing")
        made: Json = work.step(self.make, facts["original"], facts["scale"], facts["lacks"])
        work.tell(1, 1, "media.job.saving")
        work.step(self.save, medium_id, made, facts["scale"])

    def read(self, medium_id: str) -> Json | None:
        """Return ``original``, ``scale`` and what the model ``lacks``, ``None`` where it or its upload is not there."""
        body = with_upload(self._database, self._store, medium_id)
        if body is None or body["type"] != "model" or body["original"]["media_type"] not in KINDS:
            return None
        lacks = lacking(body, usdz=usdz_asking.is_possible())
        return {"original": body["original"], "scale": scale_of(body), "lacks": lacks}

    def make(self, original: Json, scale: float, lacks: list[str]) -> Json:
        """Return the ``variants`` that were made and, where a USDZ was tried, what is known of it (``usdz``)."""
        made: Json = {"variants": []}
        with self._store.as_file(original["sha256"], private=True) as path, self._store.workplace() as folder:
            lean, opened = folder / "lean.glb", folder / "open.glb"
            budget = QUALITIES["high"]
            pictures: Json = {"longest_px": budget.longest_px, "quality": _QUALITY, "plain": True}
            kind = KINDS[original["media_type"]]
            intake.ask("models:prepare", path, kind, folder, cpu_s=60, background=True, output=str(lean), **pictures)
            asked: Json = {"scale": scale, "most_triangles": budget.triangles, "open": True}
            files: Json = {"path": str(lean), "output": str(opened)}
            workbench.ask("optimise", cpu_s=60, reads=[lean], writes=[folder], **files, **asked)
            if THUMBNAIL in lacks:
                made["variants"] += self._drawn(opened, folder)
            if usdz_asking.USE in lacks:
                variants, made["usdz"] = self._usdz(opened, folder)
                made["variants"] += variants
        return made

    def save(self, medium_id: str, made: Json, scale: float) -> None:
        """Put what was made into the document, unless its size was changed meanwhile or somebody brought a USDZ."""

        def change(loaded: Loaded) -> Json | None:
            body = loaded.value
            if not loaded.readable or scale_of(body) != scale:
                return None
            wanted = lacking(body, usdz=True)
            variants = [each for each in made["variants"] if each["use"] in wanted]
            body["variants"] = merged(body.get("variants", []), variants)
            if "usdz" in made and usdz_asking.USE in wanted and body.get("model"):
                body["model"]["usdz"] = made["usdz"]
            return body

        with suppress(NotFound):
            change_document(self._database, Actor.command_line(), medium_id, change, summary=MADE_VARIANTS)

    def _drawn(self, opened: Path, folder: Path) -> list[Json]:
        output = folder / "thumbnail"
        try:
            size = intake.ask(
                "thumbnail:draw", opened, "GLB", folder, cpu_s=_FACES_CPU_S, background=True, output=str(output)
            )
        except SandboxRefusal:
            # Nothing in it, or too much to draw: a list shows the sign of a model, as before.
            return []
        return [self._keep(output, WEBP, THUMBNAIL, size["width"], size["height"])]

    def _usdz(self, opened: Path, folder: Path) -> tuple[list[Json], Json]:
        output = folder / "made.usdz"
        try:
            usdz_asking.ask("usdz_scene:make", opened, folder, output=str(output))
            size_m = usdz_asking.ask("usdz:check", output, folder)["size_m"]
        except SandboxRefusal as refusal:
            if refusal.code == "usdz_obstacle":
                return [], refusal.values
            if refusal.code in _TOO_MUCH:
                return [], {"obstacle": "heavy"}
            raise
        known = {"made": True} | ({"size_m": size_m} if size_m else {})
        return [self._keep(output, USDZ, usdz_asking.USE)], known

    def _keep(self, path: Path, media_type: str, use: str, width: int | None = None, height: int | None = None) -> Json:
        return Variant(kept(self._database, self._store, path, media_type), use, width, height).as_json()


def finishing_job(medium_id: str, mark: str) -> str:
    """Return the id of the job that finishes a model; the same ``mark`` is the same job."""
    return f"finish-{medium_id}-{mark}"


def start_finishing(medium_id: str, mark: str) -> str:
    """Hand in the job that finishes a model, and return its id."""
    return jobs.enqueue(_JOB, job_id=finishing_job(medium_id, mark), medium_id=medium_id)
