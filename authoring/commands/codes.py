"""``wayfable codes``: write the QR codes of a tour and its stations into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from authoring import console

if TYPE_CHECKING:
    from exports.codes import ErrorLevel


@click.command(help=console.text("export.codes_help"))
@click.argument("tour")
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("codes"),
    show_default=True,
    help=console.text("export.codes_folder"),
)
@click.option(
    "--format",
    "suffix",
    type=click.Choice(["svg", "png"]),
    default="svg",
    show_default=True,
    help=console.text("export.codes_format"),
)
@click.option(
    "--level",
    type=click.Choice(["L", "M", "Q", "H"]),
    default="M",
    show_default=True,
    help=console.text("export.level"),
)
@click.option(
    "--quiet",
    type=click.IntRange(0, 12),
    default=4,
    show_default=True,
    metavar="N",
    help=console.text("export.quiet"),
)
@click.option(
    "--logo", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=console.text("export.codes_logo")
)
@click.option("--force", is_flag=True, help=console.text("export.force"))
def command(
    tour: str, output: Path, suffix: str, level: ErrorLevel, quiet: int, logo: Path | None, *, force: bool
) -> None:
    """Write one file for the tour, and one for each station, named by number and title."""
    from PIL import Image

    from authoring.permissions import Actor
    from authoring.queries.codes import codes_of
    from authoring.queries.documents import find_tour
    from authoring.store import slugs
    from exports.codes import Code, png, svg
    from tour_schema.text import best

    settings = console.settings()
    language = console.language()
    with console.opened(settings) as database, database.read() as session:
        signs = codes_of(session, Actor.command_line(language), find_tour(session, tour), settings.public_url)
    picture = Image.open(logo) if logo else None
    # A slug, because not every disk takes every letter.
    names = ["-".join(filter(None, [each.number, slugs.of_title(each.title, language) or each.key])) for each in signs]
    paths = [output / f"{name}.{suffix}" for name in names]
    there = next((path for path in paths if path.exists()), None)
    if there is not None and not force:
        console.fail("export.there", file=str(there))
    output.mkdir(parents=True, exist_ok=True)
    for sign, path in zip(signs, paths, strict=True):
        title = best(sign.title, language, sign.original) or sign.key
        code = Code(sign.address, level, quiet, picture)
        path.write_bytes(svg(code, title=title) if suffix == "svg" else png(code))
    console.tell("export.codes_written", count=len(signs), folder=str(output))
