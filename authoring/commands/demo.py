"""``wayfable demo``: two finished tours to look at, and a way in."""

from __future__ import annotations

import os
import sys

import click

from authoring import console


@click.command(help=console.text("demo.help"))
@click.option("--no-serve", is_flag=True, help=console.text("demo.no_serve"))
def command(*, no_serve: bool) -> None:
    """Seed what is not there yet, print a one-time sign-in link, and serve."""
    from authoring import jobs
    from authoring.actions.make_sign_in_link import make_sign_in_link
    from authoring.actions.start_jobs import start_jobs
    from authoring.commands.serve import prepare, refuse
    from authoring.commands.user import address
    from authoring.demo.seed import seed
    from authoring.media_store import MediaStore
    from authoring.permissions import Actor

    settings, actor = console.settings(), Actor.command_line(console.language())
    if not no_serve:
        refuse(settings)
    prepare(settings)
    with console.opened(settings) as database:
        store = MediaStore.from_settings(settings)
        start_jobs(settings, database, store)
        try:
            seeded = seed(database, store, actor, progress=_told)
        finally:
            jobs.stop()
        token = make_sign_in_link(database, actor, seeded.person_id)
    console.tell("demo.ready", folder=str(settings.data))
    console.tell("demo.link", link=address(settings, token))
    if not no_serve:
        sys.stdout.flush()
        # As a program of its own: the server forks its worker, and the threads of the storage library, which has been
        # used for seeding, would not be there any more in the child that waits for them.
        program = [sys.executable, "-m", "authoring.cli", "--lang", console.language(), "serve"]
        os.execv(sys.executable, program)  # noqa: S606 - our own program


def _told(done: int, total: int) -> None:
    if sys.stderr.isatty():
        click.echo("\r" + console.text("demo.progress", done=done, total=total), err=True, nl=done == total)
    elif done == total or done % 5 == 1:
        click.echo(console.text("demo.progress", done=done, total=total), err=True)
