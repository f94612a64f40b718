"""``wayfable rollback TOUR [VERSION]``: what visitors had before."""

from __future__ import annotations

import click

from authoring import console
from authoring.permissions import Actor


@click.command(help=console.text("publish.rollback.help"))
@click.argument("tour")
@click.argument("version", type=int, required=False)
def command(tour: str, version: int | None) -> None:
    """Go back to a version, or list those that there were."""
    from authoring.actions.roll_back_tour import roll_back_tour
    from authoring.commands.publish import size
    from authoring.published import keys_of, place_of
    from authoring.queries.documents import find_tour
    from authoring.queries.publications import versions

    settings, actor = console.settings(), Actor.command_line(console.language())
    place = place_of(settings)
    with console.opened(settings) as database:
        with database.read() as session:
            tour_id = find_tour(session, tour)
            known = versions(session, actor, tour_id)
        if version is None:
            for each in known:
                key = "publish.version.current" if each.current else "publish.version"
                console.tell(key, version=each.version, at=each.at, by=each.by_name)
            if not known:
                console.tell("publish.never", tour=tour, url=place.url)
            return
        step = roll_back_tour(database, actor, place, keys_of(settings), tour_id, version)
    console.tell("publish.rolled_back", tour=tour, version=version, size=size(step.again_bytes))
