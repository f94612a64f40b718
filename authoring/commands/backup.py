"""``wayfable backup FILE``: everything into one file, while the installation runs."""

from __future__ import annotations

from pathlib import Path

import click

from authoring import console
from authoring.permissions import Actor


@click.command(help=console.text("cli.backup.help"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help=console.text("cli.backup.force"))
def command(file: Path, *, force: bool) -> None:
    """Write the backup and say how large it is."""
    from authoring.actions.make_backup import make_backup
    from authoring.media_store import MediaStore

    settings = console.settings()
    if not file.absolute().parent.is_dir():
        console.fail("cli.backup.folder", folder=str(file.absolute().parent))
    if file.exists() and not force:
        console.fail("cli.backup.there", file=str(file))
    with console.opened(settings) as database:
        made = make_backup(database, MediaStore.from_settings(settings), Actor.command_line(), file)
    size = round(made.bytes / 1e6, 1)
    console.tell(
        "cli.backup.done",
        file=str(file),
        documents=console.text("cli.documents", count=made.documents),
        files=console.text("cli.files", count=made.files),
        megabytes=size,
    )
