"""Look into files and say what an import would bring; nothing is written but the preview."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from sqlmodel import Session, col, select

from authoring import clock
from authoring.db import Database
from authoring.errors import NotFound, Refused
from authoring.ids import new_id
from authoring.importers.choices import Choices
from authoring.importers.ends import with_ends
from authoring.importers.plan import Plan
from authoring.importers.read import Reading, read
from authoring.importers.source import MOST_FILES, Source
from authoring.media_store import MediaStore, MissingFileError
from authoring.permissions import Actor, Verb, require
from authoring.queries.imports import KEPT_FOR, Held, held, load_import, remembered_mapping, with_known
from authoring.refusal import SandboxRefusal
from authoring.tables import Blob, Import, Organisation

_MEDIA_TYPES = {"photo": "application/octet-stream", "geojson": "application/geo+json", "csv": "text/csv"}


def plan_import(
    db: Database,
    store: MediaStore,
    actor: Actor,
    organisation_id: str,
    sources: Sequence[Source],
    choices: Choices | None = None,
) -> Held:
    """Read the files in a confined process and keep the plan, with the files, for 24 hours.

    A file that cannot be read is in the plan with the reason; only that nothing was given is an error.

    Raises:
        Forbidden: the actor may not import for this organisation.
        Refused: ``import.refused.no_files``, ``import.refused.too_many_files``, ``import.refused.busy``.
    """
    if not sources:
        raise Refused("import.refused.no_files")
    if len(sources) > MOST_FILES:
        raise Refused("import.refused.too_many_files", {"count": len(sources), "most": MOST_FILES})
    with db.read() as session:
        require(actor, Verb.IMPORT, organisation_id)
        if session.get(Organisation, organisation_id) is None:
            raise NotFound("organisation", organisation_id)
    sweep_imports(db, store)
    choices = choices or Choices(language=actor.language)
    with store.workplace() as folder:
        plan, choices, read_sources = _planned(db, organisation_id, sources, folder, choices)
        files = [
            store.put(source.path, _media_type(facts.format), private=True).sha256 if facts.format else None
            for source, facts in zip(read_sources, plan.files, strict=True)
        ]
    row = Import(
        id=new_id(),
        organisation_id=organisation_id,
        person_id=actor.person_id,
        plan=_kept(plan, files, choices),
        created_at=clock.now(),
    )
    with db.write() as session:
        session.add(row)
    return held(row)


def replan_import(db: Database, store: MediaStore, actor: Actor, import_id: str, choices: Choices) -> Held:
    """Read the files of a preview again, with a person's choices: another mapping, another language.

    Raises:
        NotFound, Forbidden: as :func:`authoring.queries.imports.load_import`.
        Refused: ``import.refused.not_planned``, ``import.refused.busy``.
    """
    with db.read() as session:
        before = load_import(session, actor, import_id)
    if before.state != "planned":
        raise Refused("import.refused.not_planned")
    with contextlib.ExitStack() as open_files:
        folder = open_files.enter_context(store.workplace())
        kept = [index for index, sha256 in enumerate(before.files) if sha256 is not None]
        try:
            sources = [
                Source(before.plan.files[index].name, open_files.enter_context(store.as_file(sha256, private=True)))
                for index in kept
                if (sha256 := before.files[index]) is not None
            ]
        except MissingFileError:
            raise NotFound("import", import_id) from None
        plan, choices, _ = _planned(db, before.organisation_id, sources, folder, choices)
    again = _kept(_with_refused(plan, before), [*(before.files[index] for index in kept)], choices)
    with db.write() as session:
        row = session.get(Import, import_id)
        if row is None or row.state != "planned":
            raise Refused("import.refused.not_planned")
        row.plan = again
        session.add(row)
        return held(row)


def discard_import(db: Database, store: MediaStore, actor: Actor, import_id: str) -> None:
    """Throw a preview away, with its files."""
    with db.write() as session:
        found = load_import(session, actor, import_id, lock=True)
        if found.state != "planned":
            raise Refused("import.refused.not_planned")
        session.delete(session.get_one(Import, import_id))
        loose = loose_files(session, found.files, import_id)
    for sha256 in loose:
        store.delete(sha256, private=True)


def sweep_imports(db: Database, store: MediaStore) -> None:
    """Throw away the previews that nobody decided on in time."""
    with db.write() as session:
        limit = clock.now() - KEPT_FOR
        old = session.exec(select(Import).where(Import.state == "planned", col(Import.created_at) < limit)).all()
        loose: set[str] = set()
        for row in old:
            session.delete(row)
            session.flush()
            loose |= loose_files(session, tuple(row.plan["files"]), row.id)
    for sha256 in loose:
        store.delete(sha256, private=True)


def loose_files(session: Session, files: Sequence[str | None], import_id: str) -> set[str]:
    """Those of an import's files that no medium and no other preview needs."""
    wanted = {sha256 for sha256 in files if sha256 is not None}
    waiting = session.exec(select(Import.plan).where(Import.state == "planned", Import.id != import_id))
    wanted -= {sha256 for plan in waiting for sha256 in plan["files"]}
    return wanted - {sha256 for sha256 in wanted if session.get(Blob, sha256) is not None}


def _planned(
    db: Database, organisation_id: str, sources: Sequence[Source], folder: Path, choices: Choices
) -> tuple[Plan, Choices, Sequence[Source]]:
    reading = _read(sources, folder, choices)
    if choices.mapping is None:
        with db.read() as session:
            remembered = remembered_mapping(session, organisation_id, reading.plan.signature)
        if remembered is not None:
            choices = choices.model_copy(update={"mapping": remembered})
            # The archives were opened already: what lay in them is read again from where it lies now.
            reading = Reading(_read(reading.sources, folder, choices).plan, reading.sources)
    plan = with_ends(reading.plan, choices.language)
    with db.read() as session:
        return with_known(session, organisation_id, plan), choices, reading.sources


def _read(sources: Sequence[Source], folder: Path, choices: Choices) -> Reading:
    try:
        return read(sources, folder, mapping=choices.mapping, swap=choices.swap, heights=choices.heights)
    except SandboxRefusal:
        raise Refused("import.refused.busy") from None


def _with_refused(plan: Plan, before: Held) -> Plan:
    """What the first reading refused is still to be said; its files are not kept and cannot be read again."""
    said = [remark for remark in before.plan.remarks if remark.code.startswith("refused.")]
    return plan.model_copy(
        update={"remarks": (*(each.model_copy(update={"file": None}) for each in said), *plan.remarks)}
    )


def _media_type(kind: str | None) -> str:
    return _MEDIA_TYPES.get(kind or "", "application/octet-stream")


def _kept(plan: Plan, files: Sequence[str | None], choices: Choices) -> dict[str, object]:
    return {
        "plan": plan.model_dump(mode="json"),
        "files": list(files),
        "choices": choices.model_dump(mode="json"),
    }
