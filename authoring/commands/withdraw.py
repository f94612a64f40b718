"""``wayfable withdraw TOUR``: no visitor finds it any more."""

from __future__ import annotations

import click

from authoring import console
from authoring.permissions import Actor


@click.command(help=console.text("publish.withdraw.help"))
@click.argument("tour")
def command(tour: str) -> None:
    """Withdraw a tour, named by its id or slug."""
    from authoring.actions.withdraw_tour import withdraw_tour
    from authoring.published import keys_of, place_of
    from authoring.queries.documents import find_tour

    settings = console.settings()
    place = place_of(settings)
    with console.opened(settings) as database:
        with database.read() as session:
            tour_id = find_tour(session, tour)
        there = withdraw_tour(database, Actor.command_line(), place, keys_of(settings), tour_id)
    console.tell("publish.withdrawn" if there else "publish.not_there", tour=tour, url=place.url)
