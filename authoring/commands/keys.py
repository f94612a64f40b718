"""``wayfable keys``: make, list, replace and renew the keys that sign what is published."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from authoring import clock, console

if TYPE_CHECKING:
    from collections.abc import Callable

    from authoring.settings import Settings
    from exports.publish.keys import KeyFolder, RoleName

_ROLES = ("root", "targets", "snapshot", "timestamp")

_root_key = click.option(
    "--root-key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=console.text("publish.keys.root_key"),
)
_passphrase_file = click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=console.text("publish.keys.passphrase_file"),
)


@click.group(help=console.text("publish.keys.help"))
def command() -> None:
    """Hold the commands below."""


@command.command(help=console.text("publish.keys.make.help"))
def make() -> None:
    """Make a key for each role."""
    from authoring.published import keys_of, told

    settings = console.settings()
    with told():
        keys_of(settings).make(clock.now())
    console.tell("publish.keys.made", folder=str(settings.keys_folder))
    console.tell("publish.keys.advice")


@command.command("list", help=console.text("publish.keys.list.help"))
def list_() -> None:
    """Print each key: its role, its id, where it is, until when the root is good."""
    from authoring.published import keys_of, told

    keys = keys_of(console.settings())
    with told():
        for key in keys.listed():
            line = f"{key.role:<10}  {key.key_id[:16]}  {_where(here=key.here)}"
            if key.expires is not None:
                line += f"  ·  {console.text('publish.keys.until', day=key.expires.date())}"
            console.echo(line)


@command.command(help=console.text("publish.keys.rotate.help"))
@click.argument("role", type=click.Choice(_ROLES))
@_root_key
@_passphrase_file
def rotate(role: str, root_key: Path | None, passphrase_file: Path | None) -> None:
    """Give a role a new key, and publish what it signs."""

    def replace(keys: KeyFolder, root: bytes | None, passphrase: str) -> None:
        keys.rotate(cast("RoleName", role), clock.now(), root, passphrase)

    settings = console.settings()
    _with_root(settings, replace, root_key, passphrase_file)
    console.tell("publish.keys.rotated", role=role)
    _publish_metadata(settings)


@command.command(help=console.text("publish.keys.renew.help"))
@_root_key
@_passphrase_file
def renew(root_key: Path | None, passphrase_file: Path | None) -> None:
    """Put off when the metadata expire: the root's if its key can be had, all others that are half through."""
    from authoring.published import keys_of, told

    settings = console.settings()
    keys = keys_of(settings)
    with told():
        root_is_here = any(key.here for key in keys.listed() if key.role == "root")
    if root_is_here or root_key is not None:
        _with_root(settings, lambda each, root, words: each.renew(clock.now(), root, words), root_key, passphrase_file)
        console.tell("publish.keys.renewed")
    else:
        console.tell("publish.keys.not_renewed")
    _publish_metadata(settings)


@command.command("take-offline", help=console.text("publish.keys.offline.help"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_passphrase_file
def take_offline(file: Path, passphrase_file: Path | None) -> None:
    """Move the root key into an encrypted file."""
    from authoring.published import keys_of, told

    settings = console.settings()
    with told():
        keys_of(settings).take_root_offline(file, _passphrase(passphrase_file, new=True))
    console.tell("publish.keys.taken", file=str(file))


def _with_root(
    settings: Settings,
    work: Callable[[KeyFolder, bytes | None, str], None],
    root_key: Path | None,
    passphrase_file: Path | None,
) -> None:
    from authoring.published import keys_of, told

    root = root_key.read_bytes() if root_key is not None else None
    passphrase = _passphrase(passphrase_file) if root is not None else ""
    with told():
        work(keys_of(settings), root, passphrase)


def _passphrase(file: Path | None, *, new: bool = False) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    words = console.text("publish.keys.ask")
    found: str = click.prompt(
        words, hide_input=True, confirmation_prompt=console.text("publish.keys.again") if new else False
    )
    return found


def _publish_metadata(settings: Settings) -> None:
    """Sign anew what is published, where anything is."""
    from authoring.actions.renew_published import renew_published
    from authoring.published import keys_of, place_of

    if renew_published(place_of(settings), keys_of(settings)):
        console.tell("publish.keys.published", url=settings.published_url)


def _where(*, here: bool) -> str:
    return console.text("publish.keys.here") if here else console.text("publish.keys.elsewhere")
