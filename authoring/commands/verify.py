"""``wayfable verify [URL]``: prove what is published, as a phone does."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from authoring import console

if TYPE_CHECKING:
    from authoring.settings import Settings
    from exports.publish.places import Place

_SCHEMES = frozenset({"file", "s3", "https", "http"})


@click.command(help=console.text("publish.verify.help"))
@click.argument("url", required=False)
@click.option(
    "--root", type=click.Path(exists=True, dir_okay=False, path_type=Path), help=console.text("publish.verify.root")
)
def command(url: str | None, root: Path | None) -> None:
    """Walk the metadata, prove every hash, and say what was found; exit 1 at the first thing that is wrong."""
    from authoring.published import place_of, told
    from exports.publish.proof import prove

    settings = console.settings()
    if url is not None and urlsplit(url).scheme not in _SCHEMES:
        url = Path(url).absolute().as_uri()
        if not Path(urlsplit(url).path).is_dir():
            console.fail("publish.verify.nowhere", url=url)
    place = place_of(settings, url)
    with told():
        trusted = root.read_bytes() if root is not None else _trusted(settings, place)
        name = hashlib.sha256(place.url.encode() + trusted).hexdigest()[:32]
        found = prove(place, trusted, settings.data / "verified" / name)
    console.tell(
        "publish.verify.good",
        url=place.url,
        tours=console.text("publish.tours", count=found.tours),
        files=console.text("cli.files", count=found.files),
        megabytes=round(found.bytes / 1e6, 1),
        patches=console.text("publish.patches", count=found.patches),
    )


def _trusted(settings: Settings, place: Place) -> bytes:
    """The root that this installation made; elsewhere the first one that is published there, which is said."""
    from authoring.published import keys_of

    keys = keys_of(settings)
    if keys.made:
        return keys.root_data()[0]
    found = place.find("metadata/1.root.json")
    if found is None:
        console.fail("publish.verify.nothing", url=place.url)
    console.tell("publish.verify.first_root", sha256=hashlib.sha256(found.data).hexdigest())
    return found.data
