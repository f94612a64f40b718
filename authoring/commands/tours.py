"""``wayfable tours``: list the tours of the installation."""

from __future__ import annotations

import json

import click

from authoring import console
from authoring.permissions import Actor


@click.command(help=console.text("cli.tours.help"))
@click.option("--json", "as_json", is_flag=True, help=console.text("cli.tours.json"))
def command(*, as_json: bool) -> None:
    """Print slug, title, languages and open faults of every tour."""
    from authoring.queries import documents
    from authoring.store.cards import title_in

    with console.opened() as database, database.read() as session:
        found = documents.listing(session, Actor.command_line(), "tour", limit=10_000)
    if as_json:
        click.echo(
            json.dumps(
                [
                    {
                        "id": tour.id,
                        "slug": tour.slug,
                        "title": tour.card.get("title", {}),
                        "languages": tour.card.get("languages", []),
                        "revision": tour.revision,
                        "errors": tour.errors,
                        "warnings": tour.warnings,
                    }
                    for tour in found
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    if not found:
        console.tell("cli.tours.none")
    for tour in found:
        title = title_in(tour.card, console.language()) or console.text("cli.tours.untitled")
        tags = ", ".join(tour.card.get("languages", []))
        console.echo(f"{tour.slug or tour.id}  ·  {title}  ·  {tags}  ·  {_faults(tour.errors, tour.warnings)}")


def _faults(errors: int, warnings: int) -> str:
    if errors or warnings:
        return ", ".join(
            (console.text("page.errors", count=errors), console.text("page.warnings", count=warnings)),
        )
    return console.text("cli.tours.ready")
