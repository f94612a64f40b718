"""``wayfable import``: bring files in as stations, and a tour of them."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from authoring import console
from authoring.importers.choices import HEIGHTS
from authoring.importers.columns import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from authoring.actions.apply_import import Applied
    from authoring.actions.import_photos import Tell
    from authoring.db import Database
    from authoring.importers.choices import Choices
    from authoring.importers.plan import Column, Plan
    from authoring.importers.source import Source
    from authoring.media_store import MediaStore
    from authoring.permissions import Actor
    from authoring.queries.documents import Entry
    from authoring.queries.imports import Held

UNREADABLE = 2
_LEAVE = "-"
_SIZES_WAIT_S = 600


@click.command(help=console.text("import.cli.help"))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--as-tour", metavar="TITLE", help=console.text("import.cli.as_tour"))
@click.option("--organisation", "-o", default="", help=console.text("cli.user.organisation"))
@click.option(
    "--map", "mapped", multiple=True, metavar="COLUMN=FIELD", help=console.text("import.cli.map", fields=list(FIELDS))
)
@click.option("--text-language", metavar="TAG", help=console.text("import.cli.text_language"))
@click.option("--swap", is_flag=True, help=console.text("import.cli.swap"))
@click.option("--heights", type=click.Choice(HEIGHTS), help=console.text("import.cli.heights"))
@click.option("--undo", metavar="IMPORT", help=console.text("import.cli.undo_option"))
@click.option("--keep-changed", is_flag=True, help=console.text("import.cli.keep_changed"))
@console.lang(expose_value=False)
@click.option("--dry-run", is_flag=True, help=console.text("import.cli.dry_run"))
def command(
    files: tuple[Path, ...],
    *,
    as_tour: str | None,
    organisation: str,
    mapped: tuple[str, ...],
    text_language: str | None,
    swap: bool,
    heights: str | None,
    undo: str | None,
    keep_changed: bool,
    dry_run: bool,
) -> None:
    """Say what the files would bring, bring it in, and end with 1 where nothing came, 2 where nothing was readable."""
    if undo is not None:
        _undo(undo, keep_changed=keep_changed)
        return
    if not files:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    from authoring.actions.start_jobs import start_jobs
    from authoring.commands.user import organisation_id
    from authoring.importers.choices import choices_of
    from authoring.media_store import MediaStore
    from authoring.permissions import Actor

    sources = _sources(files)
    mapping = dict(_pair(given) for given in mapped)
    settings = console.settings()
    choices = choices_of(text_language or console.language(), swap=swap, heights=heights)
    actor = Actor.command_line(console.language())
    store = MediaStore.from_settings(settings)
    with console.opened(settings) as database:
        start_jobs(settings, database, store)
        with database.read() as session:
            home = organisation_id(session, organisation) or ""
        work = _Import(database, store, actor)
        held = work.planned(home, sources, choices, mapping)
        _tell(held.plan)
        if not held.plan.taken or dry_run:
            work.leave(held)
            return
        work.bring(held, as_tour, settings.time_zone)


def _undo(import_id: str, *, keep_changed: bool) -> None:
    from authoring.actions.undo_import import undo_import
    from authoring.permissions import Actor
    from authoring.queries.documents import entries
    from authoring.queries.usage import InUse

    actor = Actor.command_line(console.language())
    with console.opened() as database:
        try:
            undone = undo_import(database, actor, import_id, keep_changed=keep_changed)
        except InUse as refusal:
            _tell_used(refusal.users.shown)
            console.fail("import.cli.in_use", id=import_id)
        console.tell("import.result.undone", count=len(undone.removed))
        if undone.kept:
            console.tell("import.result.kept", count=len(undone.kept))
            with database.read() as session:
                _tell_used(entries(session, undone.kept))


def _tell_used(documents: Iterable[Entry]) -> None:
    """Name what somebody works with: what it is, its title, its id."""
    from authoring.store.cards import title_in

    for document in documents:
        title = title_in(document.card, console.language()) or console.text("import.preview.unnamed")
        console.echo(f"  · {console.text(f'page.kind.{document.kind}')}: {title} ({document.id})", err=True)


class _Import:
    """One import on the command line."""

    def __init__(self, database: Database, store: MediaStore, actor: Actor) -> None:
        self._database = database
        self._store = store
        self._actor = actor

    def planned(self, home: str, sources: Sequence[Source], choices: Choices, mapping: dict[str, str]) -> Held:
        """The plan; columns that are named on the command line go where it says, the others as guessed."""
        from authoring.actions.plan_import import plan_import, replan_import

        held = plan_import(self._database, self._store, self._actor, home, sources, choices)
        if not mapping:
            return held
        whole = choices.model_copy(update={"mapping": _merged(held.plan.columns, mapping)})
        return replan_import(self._database, self._store, self._actor, held.id, whole)

    def leave(self, held: Held) -> None:
        """Throw the plan away and say what it would have brought."""
        from authoring.actions.plan_import import discard_import

        discard_import(self._database, self._store, self._actor, held.id)
        plan = held.plan
        if not plan.taken:
            readable = any(facts.format for facts in plan.files)
            console.fail("import.cli.nothing", code=1 if readable else UNREADABLE)
        aside = len(plan.stations) - len(plan.taken)
        lines = console.text("import.preview.lines", count=len(plan.lines))
        console.tell("import.cli.would", count=len(plan.taken), lines=lines, aside=aside)

    def bring(self, held: Held, as_tour: str | None, time_zone: str) -> None:
        """Bring the plan in and say what came."""
        from authoring.actions.apply_import import Wish, apply_import

        photos = sum(draft.photo for draft in held.plan.taken)
        with _bar(photos, "import.job.photos") as tell:
            wish = Wish(tour=as_tour, time_zone=time_zone)
            applied = apply_import(self._database, self._store, self._actor, held.id, wish, tell=tell)
        aside = len(held.plan.stations) - len(applied.stations)
        media = console.text("import.cli.pictures", count=len(applied.media))
        console.tell("import.cli.done", count=len(applied.stations), media=media, aside=aside)
        if applied.tour is not None:
            console.tell("import.cli.tour", tour=applied.tour)
        console.tell("import.cli.undo", id=held.id)
        _finish_sizes(applied)


def _finish_sizes(applied: Applied) -> None:
    """Wait for the pictures' sizes, saying how far they are; what takes too long is left to the server."""
    from authoring import jobs

    if not applied.jobs:
        return
    failed = 0
    try:
        with _bar(len(applied.jobs), "import.cli.sizes") as tell:
            for done, job in enumerate(applied.jobs, start=1):
                failed += jobs.wait(job, seconds=_SIZES_WAIT_S).state == "failed"
                tell(done, len(applied.jobs))
    except TimeoutError:
        console.tell("import.cli.sizes_later")
    if failed:
        click.echo(console.text("import.cli.sizes_failed", count=failed), err=True)
    jobs.stop()


@contextmanager
def _bar(length: int, key: str) -> Iterator[Tell]:
    """A bar on the terminal while the block runs, and what moves it on; without a terminal only its words."""
    if not length:
        yield lambda _done, _total: None
        return
    with click.progressbar(length=length, label=console.text(key), file=sys.stderr) as bar:
        yield lambda done, _total: bar.update(done - bar.pos)


def _sources(files: Iterable[Path]) -> list[Source]:
    """The files, and those in folders; a name that leads nowhere ends everything before anything is read."""
    from authoring.importers.source import Source

    found: list[Source] = []
    for file in files:
        if not file.exists():
            console.fail("import.cli.missing", code=UNREADABLE, file=str(file))
        if file.is_file():
            found.append(Source(file.name, file.resolve()))
            continue
        if not file.is_dir():
            console.fail("check.not_a_file", code=UNREADABLE, file=str(file))
        inside = sorted(each for each in file.rglob("*") if each.is_file() and not each.name.startswith("."))
        if not inside:
            console.fail("import.cli.empty_folder", code=UNREADABLE, file=str(file))
        found += [Source(str(each.relative_to(file)), each.resolve()) for each in inside]
    return found


def _pair(given: str) -> tuple[str, str]:
    column, equals, field = given.rpartition("=")
    if not equals or not column.strip():
        console.fail("import.cli.map_form", code=UNREADABLE, given=given)
    if field.strip() not in {*FIELDS, _LEAVE}:
        console.fail("import.cli.map_field", code=UNREADABLE, field=field.strip(), fields=list(FIELDS))
    return column.strip(), field.strip()


def _merged(columns: Sequence[Column], mapping: dict[str, str]) -> dict[str, str]:
    names = [column.name for column in columns]
    unknown = next((name for name in mapping if name not in names), None)
    if unknown is not None:
        console.fail("import.cli.map_column", code=UNREADABLE, column=unknown, columns=names)
    guessed = {column.name: column.field for column in columns if column.field}
    return {name: field for name, field in {**guessed, **mapping}.items() if field != _LEAVE}


def _tell(plan: Plan) -> None:
    from authoring.importers.telling import told

    for key, left in (("import.cli.left", True), ("import.cli.noticed", False)):
        remarks = [told(plan, remark, console.language()) for remark in plan.remarks if remark.left is left]
        if remarks:
            console.tell(key)
        for each in remarks:
            where = [*([each.file] if each.file else []), *each.where]
            console.echo(
                f"  · {each.sentence}" + (f" ({', '.join(where)}{'' if each.complete else ', …'})" if where else "")
            )
