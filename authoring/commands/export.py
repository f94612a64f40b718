"""``wayfable export``: write a tour as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from authoring import console

if TYPE_CHECKING:
    from exports.printing.choices import Paper
    from tour_schema.manifest import Quality


_QUALITIES: Final = click.Choice(["low", "high"])


@click.command(help=console.text("export.help"))
@click.argument("tour")
@click.option("--target", default="bundle", show_default=True, help=console.text("export.target"))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=console.text("export.output"))
@click.option("--language", "languages", multiple=True, help=console.text("export.languages"))
@click.option(
    "--quality",
    type=click.Choice(["low", "high"]),
    default="high",
    show_default=True,
    help=console.text("export.quality"),
)
@click.option(
    "--paper",
    type=click.Choice(["A6", "A5", "A4", "A3"]),
    default="A4",
    show_default=True,
    help=console.text("export.paper_help"),
)
@click.option("--crop-marks", is_flag=True, help=console.text("export.crop_marks_help"))
@click.option("--force", is_flag=True, help=console.text("export.force"))
def command(
    tour: str,
    target: str,
    output: Path | None,
    languages: tuple[str, ...],
    quality: Quality,
    paper: Paper,
    *,
    crop_marks: bool,
    force: bool,
) -> None:
    """Write a tour, and say what is still wrong with it."""
    from authoring.actions.export_tour import export_tour
    from authoring.media_store import MediaStore
    from authoring.permissions import Actor
    from authoring.queries.documents import find_tour
    from authoring.words import bytes_written
    from exports.printing.choices import Printing
    from exports.resolve import Choice
    from exports.targets import targets

    settings = console.settings()
    suffix = targets()[target].suffix if target in targets() else ""
    path = output or Path(f"{tour}{suffix}")
    if path.exists() and not force:
        console.fail("export.there", file=str(path))
    with console.opened(settings) as database:
        with database.read() as session:
            tour_id = find_tour(session, tour)
        exported = export_tour(
            database,
            MediaStore.from_settings(settings),
            Actor.command_line(console.language()),
            tour_id,
            path,
            target=target,
            choice=Choice(languages, quality),
            printing=Printing(paper, crop_marks),
            public_url=settings.public_url,
        )
    console.tell("export.written", file=str(path), size=bytes_written(path.stat().st_size, console.language()))
    if exported.errors or exported.warnings:
        errors = console.text("page.errors", count=exported.errors)
        warnings = console.text("page.warnings", count=exported.warnings)
        console.echo(console.text("export.faulty", errors=errors, warnings=warnings), err=True)
