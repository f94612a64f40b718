"""Looks at a file that came in: what it is, what is offered of it, and the first files that are made of it.

This is the parent's side: it knows the kinds and the limits, and lets a child do everything that touches the bytes.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from authoring import sandbox
from authoring.media import captions, verdict, workbench
from authoring.media.sniff import TAKEN, Sniffed, sniff
from authoring.media_store import MediaStore, Received, Stored
from authoring.refusal import SandboxRefusal
from authoring.sandbox import MIB

MEMORY_BYTES = 512 * MIB
MOST_BYTES = {
    "picture": 300_000_000,
    "sound": 1_000_000_000,
    "film": 1_000_000_000,
    "captions": 2_000_000,
    "model": 100_000_000,
}
"""The largest upload of each family, in bytes, below the limit of the installation."""

CHECK: Final[dict[str, Any]] = {"memory_bytes": 256 * MIB, "cpu_s": 5}
"""What the first child may take that sees an upload. Whatever can be refused is refused here, and most is done here."""
_LARGE_PICTURE: Final[dict[str, Any]] = {"memory_bytes": MEMORY_BYTES, "cpu_s": 30}
"""A picture whose size was checked and whose pixels need more: a PNG of 60 megapixels has 240 MB of them."""
_WHOLE_SOUND: Final[dict[str, Any]] = {"memory_bytes": 256 * MIB, "cpu_s": 240}
"""A sound whose length was checked: two hours take 20 seconds to be heard to the end, and no more memory."""

PREVIEW_USE = "480"
GLB = "model/gltf-binary"
VTT = "text/vtt"
TILES = "application/vnd.pmtiles"
FILM_MEMORY_BYTES = 1024 * MIB
"""What a film may take that is made smaller: four thousand pixels wide, ten bits, several pictures at once."""
PANORAMA_MEMORY_BYTES = 1024 * MIB
"""What cutting one into tiles may take: 16384 by 8192 pixels of four bytes, half of that again, and the tiles."""
_HEARD = {"video/mp4": "audio/mp4", "video/quicktime": "audio/mp4", "video/webm": "audio/webm"}

_WIDEST_PANORAMA, _NARROWEST_PANORAMA = 2.05, 1.95
_LEAST_PANORAMA_PX = 1600
_TILED_FROM_PX = 4096


@dataclass(frozen=True)
class Variant:
    """A published file of a medium: as it lies in the store, and what it is for."""

    stored: Stored
    use: str
    width_px: int | None = None
    height_px: int | None = None
    duration_s: float | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the variant as a medium's document holds it."""
        facts = {
            "sha256": self.stored.sha256,
            "bytes": self.stored.bytes,
            "media_type": self.stored.media_type,
            "width_px": self.width_px,
            "height_px": self.height_px,
            "duration_s": self.duration_s,
            "use": self.use,
        }
        return {name: fact for name, fact in facts.items() if fact is not None}


@dataclass(frozen=True)
class Notice:
    """Something that a person should know of an upload that was taken; ``code`` is a key of the translations."""

    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Examined:
    """A file that is fit to be a medium; ``facts`` are those of its ``original``, of which only variants are stored.

    ``model`` are a 3D model's own facts, ``cues`` what captions say, ``remarks`` how often the validator warned of
    what. ``packed`` is the file that takes the upload's place: of a zip the one model in it.
    """

    type: str
    facts: Mapping[str, Any]
    variants: tuple[Variant, ...]
    more_to_make: bool
    model: Mapping[str, Any] | None = None
    cues: Sequence[Mapping[str, Any]] = ()
    remarks: Mapping[str, int] = field(default_factory=dict)
    packed: Stored | None = None
    position: tuple[float, float] | None = None
    taken_at: str | None = None
    notices: tuple[Notice, ...] = ()


def check_kind(beginning: bytes) -> Sniffed:
    """Return what a file is that begins so, if it may be uploaded.

    Raises:
        SandboxRefusal: ``empty``; ``unknown``, with what is :data:`TAKEN`; ``kind_later`` or ``kind_foreign``, with
            ``kind`` too.
    """
    if not beginning:
        raise SandboxRefusal("empty")
    kind = sniff(beginning)
    if kind is None:
        raise SandboxRefusal("unknown", TAKEN)
    if kind.family in {"later", "foreign"}:
        raise SandboxRefusal(f"kind_{kind.family}", {**TAKEN, "kind": kind.name})
    return kind


def examine(store: MediaStore, received: Received, kind: Sniffed) -> Examined:
    """Decode a file in a child from end to end and store the first variants of it.

    Raises:
        SandboxRefusal: with a code of the sandbox, of ``pictures``, ``sounds``, ``films``, ``captions`` or ``models``.
    """
    look = {"picture": _picture, "sound": _sound, "film": _film, "captions": _captions, "model": _model}[kind.family]
    with store.workplace() as folder:
        return look(store, received.path, kind, folder)


def ask(
    function: str,
    path: Path,
    kind: str,
    folder: Path,
    *,
    cpu_s: int,
    background: bool = False,
    memory_bytes: int = MEMORY_BYTES,
    meanwhile: Callable[[], None] | None = None,
    **more: Any,
) -> Any:
    """Run a function of this package in a child that may read ``path`` and write in ``folder``.

    In the ``background`` for a job: a person who waits for a page goes first.
    """
    return sandbox.run(
        f"authoring.media.{function}",
        {"path": str(path), "format": kind.upper(), **more},
        memory_bytes=memory_bytes,
        cpu_s=cpu_s,
        wall_s=cpu_s * (10 if background else 3),
        background=background,
        file_bytes=1_000 * MIB,
        result_bytes=MIB,
        reads=[path],
        writes=[folder],
        meanwhile=meanwhile,
    )


def needs_tiles(original: Mapping[str, Any]) -> bool:
    """Whether a panorama has more pixels than the largest picture that is made of it."""
    width = original.get("width_px")
    return type(width) is int and width > _TILED_FROM_PX


def is_round(width: int, height: int) -> bool:
    """Whether a picture of that size can show a full circle: twice as wide as high."""
    return _NARROWEST_PANORAMA < width / height < _WIDEST_PANORAMA


def _picture(store: MediaStore, path: Path, kind: Sniffed, folder: Path) -> Examined:
    preview = folder / "preview"
    seen = ask("pictures:look", path, kind.name, folder, **CHECK, preview=str(preview), small=True)
    if seen is None:
        seen = ask("pictures:look", path, kind.name, folder, **_LARGE_PICTURE, preview=str(preview), small=False)
    width, height = seen["width"], seen["height"]
    stored = store.put(preview, "image/jpeg")
    panorama = seen["panorama"] and is_round(width, height)
    by_looks = seen["around"] and width >= _LEAST_PANORAMA_PX and not panorama
    notices = [Notice("media.notice.first_frame", {"count": seen["frames"]})] if seen["frames"] > 1 else []
    if by_looks:
        notices.append(Notice("media.notice.panorama", {}))
    return Examined(
        type="panorama" if panorama or by_looks else "image",
        facts={"media_type": kind.media_type, "width_px": width, "height_px": height},
        variants=(Variant(stored, PREVIEW_USE, seen["preview"]["width"], seen["preview"]["height"]),),
        more_to_make=True,
        position=tuple(seen["position"]) if seen["position"] else None,
        taken_at=seen["taken_at"],
        notices=tuple(notices),
    )


def _sound(store: MediaStore, path: Path, kind: Sniffed, folder: Path) -> Examined:
    ask("sounds:check", path, kind.name, folder, **CHECK)
    seen = ask("sounds:look", path, kind.name, folder, **_WHOLE_SOUND)
    waveform = {"duration_s": seen["duration_s"], "peaks": seen["peaks"]}
    stored = store.put(json.dumps(waveform, separators=(",", ":")).encode(), "application/json")
    return Examined(
        type="audio",
        facts={"media_type": kind.media_type, "duration_s": seen["duration_s"]},
        variants=(Variant(stored, "waveform", duration_s=seen["duration_s"]),),
        more_to_make=True,
        notices=(Notice("media.notice.silent", {}),) if seen["silent"] else (),
    )


def _film(store: MediaStore, path: Path, kind: Sniffed, folder: Path) -> Examined:
    poster, preview = folder / "poster", folder / "preview"
    asked: dict[str, Any] = {"poster": str(poster), "preview": str(preview), "preview_px": int(PREVIEW_USE)}
    seen = ask("films:look", path, kind.name, folder, cpu_s=15, **asked)
    if not seen["film"]:
        return _sound(store, path, replace(kind, media_type=_HEARD[kind.media_type]), folder)
    return Examined(
        type="video",
        facts={
            "media_type": kind.media_type,
            "width_px": seen["width"],
            "height_px": seen["height"],
            "duration_s": seen["duration_s"],
        },
        variants=tuple(
            Variant(store.put(file, "image/jpeg"), use, seen[made]["width"], seen[made]["height"])
            for file, use, made in ((preview, PREVIEW_USE, "preview"), (poster, "poster", "poster"))
        ),
        more_to_make=True,
    )


def _captions(store: MediaStore, path: Path, kind: Sniffed, folder: Path) -> Examined:
    seen = ask("captions:look", path, kind.name, folder, **CHECK)
    skipped = Notice("media.notice.cues_skipped", {"count": seen["skipped"]})
    made = of_cues(store, seen["cues"])
    return replace(made, notices=(skipped,) if seen["skipped"] else ())


def of_cues(store: MediaStore, cues: Sequence[Mapping[str, Any]]) -> Examined:
    """Write captions down as they are published."""
    stored = store.put(captions.write([captions.Cue.from_json(cue) for cue in cues]), VTT)
    duration_s = max(cue["end_s"] for cue in cues)
    return Examined(
        type="captions",
        facts={"media_type": VTT, "duration_s": duration_s},
        variants=(Variant(stored, "captions", duration_s=duration_s),),
        more_to_make=False,
        cues=cues,
    )


def _model(store: MediaStore, path: Path, kind: Sniffed, folder: Path) -> Examined:
    unpacked, output = folder / "files", folder / "model.glb"
    unpacked.mkdir()
    seen = ask("models:look", path, kind.name, folder, unpacked=str(unpacked), output=str(output), **CHECK)
    packed = output.is_file()
    source = output if packed else path
    said = workbench.ask("validate", cpu_s=5, reads=[source], path=str(source))
    verdict.refuse_errors(said["errors"])
    model = verdict.facts(seen, said["pictures"])
    return Examined(
        type="model",
        facts={"media_type": GLB},
        variants=(),
        more_to_make=True,
        model=model,
        remarks=said["warnings"],
        packed=store.put(source, GLB, private=True) if packed else None,
        notices=tuple(
            Notice(f"media.notice.{code}", values) for code, values in verdict.notices(model, said["warnings"])
        ),
    )
