"""``wayfable sweep``: give back the space of versions that nobody can go back to."""

from __future__ import annotations

from datetime import timedelta

import click

from authoring import console
from authoring.permissions import Actor


@click.command(help=console.text("publish.sweep.help"))
@click.option("--keep", type=click.IntRange(1), default=10, show_default=True, help=console.text("publish.sweep.keep"))
@click.option(
    "--grace-days", type=click.IntRange(0), default=30, show_default=True, help=console.text("publish.sweep.grace")
)
def command(keep: int, grace_days: int) -> None:
    """Condemn, take away, and say how much."""
    from authoring.actions.sweep_published import sweep_published
    from authoring.commands.publish import size
    from authoring.published import keys_of, place_of

    settings = console.settings()
    with console.opened(settings) as database:
        swept = sweep_published(
            database,
            Actor.command_line(console.language()),
            place_of(settings),
            keys_of(settings),
            keep=keep,
            grace=timedelta(days=grace_days),
        )
    console.tell("publish.sweep.taken", files=console.text("cli.files", count=swept.taken), size=size(swept.bytes))
    if swept.condemned:
        console.tell("publish.sweep.later", files=console.text("cli.files", count=swept.condemned), days=grace_days)
