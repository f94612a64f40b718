"""``wayfable publish TOUR… | --all``: let visitors have tours, and say what that means for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import click

from authoring import console
from authoring.published import told

if TYPE_CHECKING:
    from authoring.actions.publish_tours import Intention
    from authoring.db import Database
    from exports.publish.places import Place

_SCHEMES: Final = frozenset({"file", "s3"})
_MEGABYTE: Final = 1_000_000
_KILOBYTE: Final = 1_000


@click.command(help=console.text("publish.help"))
@click.argument("tours", nargs=-1, metavar="TOUR…")
@click.option("--all", "every", is_flag=True, help=console.text("publish.all"))
@click.option("--to", "url", help=console.text("publish.to"))
@click.option("--accept-warnings", is_flag=True, help=console.text("publish.accept_warnings"))
@click.option("--plan", "only_plan", is_flag=True, help=console.text("publish.plan"))
def command(tours: tuple[str, ...], url: str | None, *, every: bool, accept_warnings: bool, only_plan: bool) -> None:
    """Publish what has no errors; exit 1 where a tour was left out."""
    from authoring.actions.publish_tours import intend, publish_tours
    from authoring.media_store import MediaStore
    from authoring.permissions import Actor
    from authoring.published import keys_of, place_of
    from exports.publish.viewer_files import Viewer

    if bool(tours) is every:
        raise click.UsageError(console.text("publish.which"))
    settings, actor = console.settings(), Actor.command_line(console.language())
    place, keys, store = place_of(settings, url and as_url(url)), keys_of(settings), MediaStore.from_settings(settings)
    recorded = place.url == settings.published_url
    new_keys = not keys.made
    with console.opened(settings) as database:
        chosen = _chosen(database, tours, place, recorded=recorded)
        intention = intend(database, store, actor, place, keys, chosen, accept_warnings=accept_warnings)
        if not only_plan:
            intention = publish_tours(database, actor, place, keys, intention, recorded=recorded)
    if new_keys:
        console.tell("publish.keys.made", folder=str(settings.keys_folder))
        console.tell("publish.keys.advice")
    _tell(intention, place.url, only_plan=only_plan)
    if not (only_plan or Viewer().built):
        console.echo(console.text("publish.no_viewer"), err=True)
    raise click.exceptions.Exit(1 if intention.left_out else 0)


def as_url(given: str) -> str:
    """Return a folder's name as a URL, and a URL as it is; end with a sentence where it is neither."""
    if urlsplit(given).scheme in _SCHEMES:
        return given.rstrip("/")
    if "://" in given:
        console.fail("publish.to.scheme", url=given)
    if Path(given).is_file():
        console.fail("publish.to.file", url=given)
    return Path(given).absolute().as_uri()


def _chosen(database: Database, tours: tuple[str, ...], place: Place, *, recorded: bool) -> list[str]:
    """The tours that were named; without names all of which the place does not have the newest state."""
    from authoring.queries.documents import find_tour
    from authoring.queries.publications import all_tours, tours_to_publish
    from exports.publish.ledger import TIMESTAMP

    with told():
        known = recorded and place.size(TIMESTAMP) is not None
    with database.read() as session:
        if tours:
            return [find_tour(session, tour) for tour in tours]
        return tours_to_publish(session) if known else all_tours(session)


def _tell(intention: Intention, url: str, *, only_plan: bool) -> None:
    for one in intention.frozen:
        step = intention.step(one.tour_id)
        if not step.changed:
            console.tell("publish.same", title=one.title, version=step.version)
            continue
        if step.version > 1:
            console.tell("publish.again", title=one.title, version=step.version, size=size(step.again_bytes))
        else:
            console.tell("publish.first", title=one.title, size=size(step.whole_bytes))
    for refusal in intention.left_out:
        console.echo(console.of_error(refusal), err=True)
    if any(refusal.code == "publish.doubtful" for refusal in intention.left_out):
        console.echo(console.text("publish.accept_hint"), err=True)
    if only_plan and not intention.plan.changed:
        console.tell("publish.nothing_new", url=url)
    else:
        console.tell("publish.planned" if only_plan else "publish.done", url=url)


def size(count: int) -> str:
    """Return a number of bytes as people say it: 1,2 MB, 340 kB, 812 Byte."""
    if count >= _MEGABYTE:
        return console.text("publish.megabytes", number=round(count / _MEGABYTE, 1))
    if count >= _KILOBYTE:
        return console.text("publish.kilobytes", number=round(count / _KILOBYTE, 1))
    return console.text("publish.bytes", count=count)
