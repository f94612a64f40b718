"""The photographs of an import: looked into before its transaction, made media in it, given variants after it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlmodel import Session

from authoring.actions.upload_medium import make_medium, start_variants, take_back
from authoring.db import Database
from authoring.errors import NotFound, Refused
from authoring.importers.plan import Draft
from authoring.media.intake import Examined, Variant, ask, check_kind, examine
from authoring.media.sniff import LOOK_AT
from authoring.media_store import MediaStore, MissingFileError, Received, Stored
from authoring.permissions import Actor
from authoring.queries.imports import Held
from authoring.queries.media import of_upload
from authoring.refusal import SandboxRefusal

_AT_ONCE: Final = 2
"""As many as the sandbox has places on a small machine."""

THUMBNAIL_PX: Final = 160
_THUMBNAIL_CPU_S: Final = 20

Tell = Callable[[int, int], None]
"""Hears how many are done, and of how many."""


@dataclass(frozen=True)
class Photo:
    """A photograph that is fit to be a medium, or that the organisation has as a medium already."""

    name: str
    original: Stored
    examined: Examined | None
    known: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The photo as a job keeps it between two of its steps."""
        return asdict(self)

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> Photo:
        """What :meth:`as_json` made."""
        examined = value["examined"]
        if examined is not None:
            variants = tuple(
                Variant(**{**variant, "stored": Stored(**variant["stored"])}) for variant in examined["variants"]
            )
            examined = Examined(**{**examined, "variants": variants, "notices": (), "position": None})
        return cls(value["name"], Stored(**value["original"]), examined, value["known"])


def examined_photos(
    db: Database, store: MediaStore, held: Held, drafts: Collection[Draft], *, tell: Tell | None = None
) -> dict[str, Photo]:
    """Each draft's photograph by the draft's key; every one is decoded once, in a child process.

    ``tell`` hears how many are done, and of how many.

    Raises:
        Refused: ``media.refused.…``: one of them cannot be used, so nothing is imported.
    """
    wanted = [draft for draft in drafts if draft.photo]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        looks = {draft.key: pool.submit(examined_photo, db, store, held, draft) for draft in wanted}
        for done, _ in enumerate(as_completed(looks.values()), start=1):
            if tell is not None:
                tell(done, len(wanted))
    faults = [fault for look in looks.values() if (fault := look.exception()) is not None]
    if faults:
        forget_photos(db, store, [look.result() for look in looks.values() if look.exception() is None])
        raise faults[0]
    return {key: look.result() for key, look in looks.items()}


def examined_photo(db: Database, store: MediaStore, held: Held, draft: Draft) -> Photo:
    """One draft's photograph.

    Raises:
        Refused: ``media.refused.…``.
        NotFound: the preview's files are gone.
    """
    name, sha256 = held.plan.files[draft.file].name.rpartition("/")[2], held.files[draft.file]
    try:
        with store.as_file(sha256 or "", private=True) as path:
            with path.open("rb") as file:
                kind = check_kind(file.read(LOOK_AT))
            original = store.put(path, kind.media_type, private=True)
            with db.read() as session:
                known = of_upload(session, held.organisation_id, original.sha256)
            if known is not None:
                return Photo(name, original, None, known)
            received = Received(original.sha256, original.bytes, original.crc32, path)
            return Photo(name, original, examine(store, received, kind))
    except (MissingFileError, ValueError):
        raise NotFound("import", held.id) from None
    except SandboxRefusal as refusal:
        raise Refused(f"media.refused.{refusal.code}", {**refusal.values, "name": name}) from None


def thumbnail(store: MediaStore, held: Held, draft: Draft) -> bytes:
    """A draft's photograph as a small JPEG without metadata, decoded in a child process.

    Raises:
        NotFound: the preview's files are gone, or the draft has no photograph.
        Refused: ``media.refused.…``.
    """
    name, sha256 = held.plan.files[draft.file].name.rpartition("/")[2], held.files[draft.file]
    try:
        if not draft.photo or sha256 is None:
            raise NotFound("import", held.id)
        with store.as_file(sha256, private=True) as path, store.workplace() as folder:
            with path.open("rb") as file:
                kind = check_kind(file.read(LOOK_AT))
            output = folder / "thumbnail.jpg"
            sizes = [{"longest": THUMBNAIL_PX, "outputs": [{"path": str(output), "media_type": "image/jpeg"}]}]
            ask("pictures:make", path, kind.name, folder, cpu_s=_THUMBNAIL_CPU_S, sizes=sizes)
            return output.read_bytes()
    except MissingFileError:
        raise NotFound("import", held.id) from None
    except SandboxRefusal as refusal:
        raise Refused(f"media.refused.{refusal.code}", {**refusal.values, "name": name}) from None


class MediaMaker:
    """Makes the media of one import in its transaction; the same picture twice becomes one medium."""

    def __init__(self, session: Session, actor: Actor, organisation_id: str, import_id: str) -> None:
        self._session = session
        self._actor = actor
        self._organisation_id = organisation_id
        self._import_id = import_id
        self.made: dict[str, str] = {}
        """The id of each new medium by its original's SHA-256."""

    def medium_of(self, photo: Photo) -> str:
        """The medium's id."""
        if photo.examined is None:
            return photo.known or ""
        if photo.original.sha256 not in self.made:
            self.made[photo.original.sha256] = self._make(photo, photo.examined)
        return self.made[photo.original.sha256]

    def _make(self, photo: Photo, examined: Examined) -> str:
        return make_medium(
            self._session,
            self._actor,
            self._organisation_id,
            examined,
            photo.original,
            photo.name,
            import_id=self._import_id,
        )


def forget_photos(db: Database, store: MediaStore, photos: Collection[Photo]) -> None:
    """Remove what was made of photographs for an import that failed; the originals belong to its preview."""
    made = [variant.stored for photo in photos if photo.examined for variant in photo.examined.variants]
    take_back(db, store, made)


def start_all_variants(made: Mapping[str, str]) -> tuple[str, ...]:
    """Hand in the jobs that make the other sizes, once the media are there for good, and return their ids."""
    return tuple(start_variants(medium_id, sha256) for sha256, medium_id in made.items())
