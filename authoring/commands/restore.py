"""``wayfable restore FILE``: a backup into an empty installation."""

from __future__ import annotations

from pathlib import Path

import click

from authoring import console
from authoring.permissions import Actor


@click.command(help=console.text("cli.restore.help"))
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Prove every hash, then write."""
    from authoring.actions.restore_backup import restore_backup
    from authoring.media_store import MediaStore

    settings = console.settings()
    if not file.is_file():
        console.fail("cli.restore.missing", code=2, file=str(file))
    with console.opened(settings) as database:
        made = restore_backup(database, MediaStore.from_settings(settings), Actor.command_line(), file)
    console.tell(
        "cli.restore.done",
        documents=console.text("cli.documents", count=made.documents),
        files=console.text("cli.files", count=made.files),
        made_at=made.made_at[:16].replace("T", " "),
    )
