"""Make the published files of a medium: the job behind every upload of a picture, a sound, a film or a model."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from authoring.actions.change_document import change_document
from authoring.actions.keep_file import keep_file
from authoring.db import Database
from authoring.errors import NotFound
from authoring.jobs import Work
from authoring.media import intake, workbench
from authoring.media.budget import scale_of
from authoring.media.intake import Variant
from authoring.media_store import MediaStore, Stored
from authoring.permissions import Actor
from authoring.queries.documents import Loaded, load
from authoring.queries.history import MADE_VARIANTS
from authoring.refusal import SandboxRefusal

Json = dict[str, Any]


@dataclass(frozen=True)
class Budget:
    """What a model in one quality may have at most; it is made simpler only as far as nobody sees it."""

    triangles: int
    longest_px: int
    webp_quality: int


SIZES: Final = (("480", 480), ("1080", 1080), ("2160", 2160))
"""The uses of a picture and its longer side in pixels; a use is left out where the one before is the whole picture."""

PANORAMA_SIZES: Final = (*SIZES, ("high", 4096))

QUALITIES: Final = {"low": Budget(30_000, 1024, 75), "high": Budget(100_000, 2048, 85)}
"""What a model is made into: what Scene Viewer recommends, and what Quick Look can bear."""

PICTURE_TYPES: Final = ("image/avif", "image/jpeg")
SOUND_TYPES: Final = ("audio/mp4", "audio/ogg")
FILM_TYPE: Final = "video/mp4"
FILM_QUALITIES: Final[dict[str, Json]] = {
    "low": {"lines": 480, "crf": 26, "most_bits": 900_000, "sound_bits": 48_000},
    "high": {"lines": 720, "crf": 23, "most_bits": 2_500_000, "sound_bits": 64_000},
}
"""What a film is made into: its shorter side in pixels, x264's rate factor, most bits a second, those of a channel."""
_FILM_CPU_S: Final = 4 * 3600
"""Half an hour of film at four thousand pixels, on a machine of half the speed of ours."""

KINDS: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
    "image/heic": "HEIC",
    "audio/mpeg": "MP3",
    "audio/mp4": "MP4",
    "audio/ogg": "OGG",
    "audio/wav": "WAV",
    "audio/flac": "FLAC",
    "audio/webm": "WEBM",
    "video/mp4": "MP4",
    "video/quicktime": "QUICKTIME",
    "video/webm": "WEBM",
    "model/gltf-binary": "GLB",
}
"""What the children call the kind of a file, by its media type."""


class VariantMaker:
    """The job ``make_variants``; each of its steps may run twice and leaves the same."""

    def __init__(self, database: Database, store: MediaStore) -> None:
        self._database = database
        self._store = store

    def __call__(self, work: Work, medium_id: str) -> None:
        """Make all variants of a medium, a step for each size or format, and save them into its document."""
        facts: Json | None = work.step(self.read, medium_id)
        if facts is None:
            return
        if facts["type"] == "model":
            made = self._models(work, facts["original"], facts["scale"])
        elif facts["type"] == "audio":
            made = self._sounds(work, facts["original"])
        elif facts["type"] == "video":
            made = self._films(work, facts["original"])
        elif facts["type"] == "panorama":
            made = self._panorama(work, facts["original"])
        else:
            made = self._pictures(work, facts["original"], SIZES)
        work.step(self.save, medium_id, made, facts["scale"])

    def _pictures(self, work: Work, original: Json, sizes: tuple[tuple[str, int], ...]) -> list[Json]:
        made: list[Json] = []
        wanted = uses_for(max(original["width_px"], original["height_px"]), sizes)
        # The small ones together: starting a child costs more than they do.
        parts = [part for part in (wanted[:2], wanted[2:]) if part]
        for done, part in enumerate(parts):
            work.tell(done, len(parts), "media.job.pictures")
            made += work.step(self.make_pictures, original, part)
        work.tell(len(parts), len(parts), "media.job.saving")
        return made

    def _panorama(self, work: Work, original: Json) -> list[Json]:
        made = self._pictures(work, original, PANORAMA_SIZES)
        if intake.needs_tiles(original):
            work.tell(0, 1, "media.job.tiles")
            made += work.step(self.make_tiles, original)
            work.tell(1, 1, "media.job.saving")
        return made

    def _sounds(self, work: Work, original: Json) -> list[Json]:
        made: list[Json] = []
        total = len(SOUND_TYPES) + 1
        work.tell(0, total, "media.job.loudness")
        gain_db: float = work.step(self.measure, original)
        for done, media_type in enumerate(SOUND_TYPES, start=1):
            work.tell(done, total, "media.job.sounds")
            made += work.step(self.make_sound, original, media_type, gain_db)
        work.tell(total, total, "media.job.saving")
        return made

    def _films(self, work: Work, original: Json) -> list[Json]:
        work.tell(0, 100, "media.job.loudness")
        gain_db: float = work.step(self.measure, original)

        def make_films() -> list[Json]:
            return self.make_films(original, gain_db, work.tell)

        made: list[Json] = work.step(make_films)
        work.tell(100, 100, "media.job.saving")
        return made

    def _models(self, work: Work, original: Json, scale: float) -> list[Json]:
        made: list[Json] = []
        for done, quality in enumerate(QUALITIES):
            work.tell(done, len(QUALITIES), "media.job.models")
            made.append(work.step(self.make_model, original, quality, scale))
        work.tell(len(QUALITIES), len(QUALITIES), "media.job.saving")
        return made

    def read(self, medium_id: str) -> Json | None:
        """Return ``type``, ``original`` and ``scale`` of the medium, ``None`` where it or its upload is not there."""
        body = with_upload(self._database, self._store, medium_id)
        if body is None:
            return None
        return {"type": body["type"], "original": body["original"], "scale": scale_of(body)}

    def make_pictures(self, original: Json, uses: list[tuple[str, int]]) -> list[Json]:
        """Make a picture in these sizes (use, longer side in pixels), each in every published format."""
        with self._original(original) as (path, kind), self._store.workplace() as folder:
            sizes = [
                {
                    "longest": longest,
                    "outputs": [
                        {"path": str(folder / f"{use}.{number}"), "media_type": media_type}
                        for number, media_type in enumerate(types_for(use))
                    ],
                }
                for use, longest in reversed(uses)
            ]
            made = intake.ask("pictures:make", path, kind, folder, cpu_s=180, background=True, sizes=sizes)
            return [
                self._keep(folder / f"{use}.{number}", media_type, use, size["width"], size["height"])
                for (use, _), size in zip(uses, reversed(made), strict=True)
                for number, media_type in enumerate(types_for(use))
            ]

    def make_tiles(self, original: Json) -> list[Json]:
        """Cut a panorama into tiles, of which a phone fetches those that it looks at.

        There are none where all of its pixels are more than a child may hold: its other files do without.
        """
        with self._original(original) as (path, kind), self._store.workplace() as folder:
            output = folder / "tiles"
            more: Json = {"memory_bytes": intake.PANORAMA_MEMORY_BYTES, "background": True}
            try:
                made = intake.ask("panoramas:tile", path, kind, folder, cpu_s=300, **more, output=str(output))
            except SandboxRefusal as refusal:
                if refusal.code != "memory":
                    raise
                return []
            return [self._keep(output, intake.TILES, "tiles", made["width"], made["height"])]

    def measure(self, original: Json) -> float:
        """Return what a sound is to be raised by, in dB."""
        with self._original(original) as (path, kind), self._store.workplace() as folder:
            film = original["media_type"].startswith("video/")
            if film and not intake.ask("films:heard", path, kind, folder, cpu_s=10, background=True):
                return 0.0
            answer = intake.ask("sounds:measure", path, kind, folder, cpu_s=900, background=True, film=film)
            return float(answer["gain_db"])

    def make_sound(self, original: Json, media_type: str, gain_db: float) -> list[Json]:
        """Make one format of a sound."""
        with self._original(original) as (path, kind), self._store.workplace() as folder:
            output = folder / "sound"
            asked: Json = {"output": str(output), "media_type": media_type, "gain_db": gain_db}
            answer = intake.ask("sounds:make", path, kind, folder, cpu_s=1200, background=True, **asked)
            return [self._keep(output, media_type, "high", duration_s=answer["duration_s"])]

    def make_films(self, original: Json, gain_db: float, tell: Callable[[int, int, str], None]) -> list[Json]:
        """Make a film in both qualities at once, for it is opened once; say on the way how far it is."""
        with self._original(original) as (path, kind), self._store.workplace() as folder:
            told = 0

            def meanwhile() -> None:
                nonlocal told
                percent = _percent(folder / "progress")
                if percent > told:
                    told = percent
                    tell(percent, 100, "media.job.films")

            asked: Json = {
                "film": True,
                "gain_db": gain_db,
                "progress": str(folder / "progress"),
                "outputs": [{"path": str(folder / use), **quality} for use, quality in FILM_QUALITIES.items()],
            }
            more: Json = {"memory_bytes": intake.FILM_MEMORY_BYTES, "background": True, "meanwhile": meanwhile}
            made = intake.ask("films:make", path, kind, folder, cpu_s=_FILM_CPU_S, **more, **asked)
            return [
                self._keep(folder / use, FILM_TYPE, use, each["width"], each["height"], each["duration_s"])
                for use, each in zip(FILM_QUALITIES, made, strict=True)
            ]

    def make_model(self, original: Json, quality: str, scale: float) -> Json:
        """Make a model in one quality: without a word of its maker, in metres, packed."""
        budget = QUALITIES[quality]
        with self._original(original) as (path, kind), self._store.workplace() as folder:
            lean, output = folder / "lean.glb", folder / "model.glb"
            pictures: Json = {"longest_px": budget.longest_px, "quality": budget.webp_quality}
            intake.ask("models:prepare", path, kind, folder, cpu_s=60, background=True, output=str(lean), **pictures)
            asked: Json = {"path": str(lean), "output": str(output), "scale": scale, "most_triangles": budget.triangles}
            workbench.ask("optimise", cpu_s=60, reads=[lean], writes=[folder], **asked)
            return self._keep(output, intake.GLB, quality)

    def save(self, medium_id: str, made: list[Json], scale: float = 1.0) -> None:
        """Put the variants into the document, whatever else was changed in it meanwhile.

        Not where its scale was changed: another job is making the right ones. Nor into a draft that is no medium
        any more: once it is one again, the next start hands the job in anew.
        """

        def change(loaded: Loaded) -> Json | None:
            body = loaded.value
            if not loaded.readable or scale_of(body) != scale:
                return None
            body["variants"] = merged(body.get("variants", []), made)
            return body

        with suppress(NotFound):
            change_document(self._database, Actor.command_line(), medium_id, change, summary=MADE_VARIANTS)

    @contextmanager
    def _original(self, original: Json) -> Iterator[tuple[Path, str]]:
        """Lend the upload to a child: where it can read it, and what it is."""
        with self._store.as_file(original["sha256"], private=True) as path:
            yield path, KINDS[original["media_type"]]

    def _keep(
        self,
        path: Path,
        media_type: str,
        use: str,
        width_px: int | None = None,
        height_px: int | None = None,
        duration_s: float | None = None,
    ) -> Json:
        stored = kept(self._database, self._store, path, media_type)
        return Variant(stored, use, width_px, height_px, duration_s).as_json()


def with_upload(database: Database, store: MediaStore, medium_id: str) -> Json | None:
    """Return the body of a medium, ``None`` where it or its upload is not there, or the draft is no medium."""
    try:
        with database.read() as session:
            loaded = load(session, Actor.command_line(), medium_id)
    except NotFound:
        return None
    if not loaded.readable or not store.has(loaded.value["original"]["sha256"], private=True):
        return None
    return loaded.value


def kept(database: Database, store: MediaStore, path: Path, media_type: str) -> Stored:
    """Store a file that was made, and note it."""
    stored = store.put(path, media_type)
    with database.write() as session:
        keep_file(session, stored)
    return stored


def _percent(file: Path) -> int:
    """What a child wrote of how far it is; it may not have begun, or be about to write."""
    with suppress(OSError, ValueError):
        return int(file.read_text(encoding="ascii"))
    return 0


def uses_for(longest: int, sizes: tuple[tuple[str, int], ...] = SIZES) -> list[tuple[str, int]]:
    """Return the uses to make of a picture with that longer side: nothing is enlarged, nothing made twice."""
    wanted: list[tuple[str, int]] = []
    for use, pixels in sizes:
        wanted.append((use, pixels))
        if pixels >= longest:
            break
    return wanted


def types_for(use: str) -> tuple[str, ...]:
    """Return the formats to make of a picture for a use; the upload has made its preview already."""
    return tuple(each for each in PICTURE_TYPES if (use, each) != (intake.PREVIEW_USE, "image/jpeg"))


def merged(there: list[Json], made: list[Json]) -> list[Json]:
    """Return the variants with the new ones, each in the place of what it replaces (same use and media type)."""
    new = {(entry["use"], entry["media_type"]): entry for entry in made}
    kept = [new.pop((entry["use"], entry["media_type"]), entry) for entry in there]
    return [*kept, *new.values()]
