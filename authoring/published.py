"""The installation's published folder and its keys, and what goes wrong with them as a refusal with a sentence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from authoring import clock
from authoring.errors import Refused
from exports.blobs import MissingBlobError
from exports.publish.faults import PublishFault
from exports.publish.keys import KeyFolder
from exports.publish.places import Place
from exports.publish.publishing import carry_out
from exports.publish.viewer_files import Viewer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from authoring.settings import Settings
    from exports.blobs import BlobSource
    from exports.publish.publishing import Plan


@contextmanager
def told() -> Iterator[None]:
    """Raise ``Refused`` where ``exports.publish`` raises one of its faults."""
    try:
        yield
    except PublishFault as fault:
        raise Refused(fault.code, fault.values) from fault


@contextmanager
def told_of_files() -> Iterator[None]:
    """Raise ``Refused`` where the store lacks a file that a medium names."""
    try:
        yield
    except MissingBlobError as fault:
        raise Refused("export.missing_file", {"file": fault.sha256[:12]}) from fault


def place_of(settings: Settings, url: str | None = None) -> Place:
    """Open the published folder: ``url``, else the one that the settings name."""
    with told():
        return Place.at(url or settings.published_url, settings.public_url)


def keys_of(settings: Settings) -> KeyFolder:
    """Return the installation's keys, made or not."""
    return KeyFolder(settings.keys_folder)


def let_visitors_have(planned: Plan, place: Place, keys: KeyFolder, blobs: BlobSource) -> None:
    """Write what was planned, switch to it, and bring the viewer along.

    Raises:
        MissingBlobError: the store lacks a file.
        PublishFault: what ``exports.publish.faults`` names.
    """
    carry_out(planned, place, blobs, clock.now())
    Viewer().publish(planned, place, keys)
