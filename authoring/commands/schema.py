"""``wayfable schema NAME``: print the published JSON Schema of a document or of the report."""

from __future__ import annotations

from importlib import resources

import click

from authoring import console
from authoring.words import say

NAMES = ("station", "tour", "guide", "medium", "manifest", "resolved_tour", "catalogue", "report")


@click.command(help=say("check.schema_help", console.language()))
@click.argument("name", type=click.Choice(NAMES), metavar="NAME")
def command(name: str) -> None:
    """Print the schema as it is published."""
    file = resources.files("tour_schema").joinpath("published", "1.0", f"{name}.schema.json")
    click.echo(file.read_text("utf-8"), nl=False)
