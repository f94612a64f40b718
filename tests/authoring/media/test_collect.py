"""Files that nothing names go after 30 days, and never before."""

import os
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from authoring import clock
from authoring.actions.collect_files import collect_files
from authoring.errors import Forbidden
from authoring.permissions import Actor
from authoring.tables import Blob, Document
from tests.authoring.media.conftest import Installation

MACHINE = Actor.command_line()


def a_picture(red: int = 90) -> bytes:
    file = BytesIO()
    Image.new("RGB", (60, 40), (red, 0, 0)).save(file, "PNG")
    return file.getvalue()


def at(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    moment = datetime.now(UTC) + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: moment)


def remove_for_good(installation: Installation, medium_id: str) -> None:
    with installation.database.write() as session:
        session.delete(session.get(Document, medium_id))


def test_what_a_medium_names_stays_however_old(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    installation.upload(a_picture())
    before = installation.holds()
    at(monkeypatch, days=400)
    assert collect_files(installation.database, installation.store, MACHINE) == 0
    assert installation.holds() == before


def test_what_a_removed_medium_named_goes_after_30_days(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = installation.upload(a_picture(90))
    gone = installation.upload(a_picture(200))
    remove_for_good(installation, gone.medium.id)
    at(monkeypatch, days=29)
    assert collect_files(installation.database, installation.store, MACHINE) == 0
    at(monkeypatch, days=31)
    assert collect_files(installation.database, installation.store, MACHINE) == 2
    body = kept.medium.value
    assert installation.holds() == (
        1,
        2,
        {(body["original"]["sha256"], True), (body["variants"][0]["sha256"], False)},
        [],
    )


def test_an_old_unused_file_that_comes_again_is_young_again(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove_for_good(installation, installation.upload(a_picture()).medium.id)
    at(monkeypatch, days=40)
    remove_for_good(installation, installation.upload(a_picture()).medium.id)
    assert collect_files(installation.database, installation.store, MACHINE) == 0


def test_what_a_crash_left_goes_after_a_day(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    installation.store.put(b"a file without a row", "text/plain")
    with installation.store.workplace() as folder:
        (folder / "half made").write_bytes(b"x")
        young = installation.holds()
        assert collect_files(installation.database, installation.store, MACHINE) == 0
        assert installation.holds() == young
        os.utime(folder, (time.time() - 3 * 86_400,) * 2)
        at(monkeypatch, days=2)
        assert collect_files(installation.database, installation.store, MACHINE) == 1
        assert installation.holds() == (0, 0, set(), [])
        folder.mkdir()


def test_a_file_on_both_shelves_is_public_and_goes_from_both(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = installation.upload(a_picture())
    (preview,) = installation.published(first.medium.value).values()
    second = installation.upload(preview)
    digest = second.medium.value["original"]["sha256"]
    with installation.database.read() as session:
        row = session.get(Blob, digest)
        assert row is not None
        assert not row.private
    for uploaded in (first, second):
        remove_for_good(installation, uploaded.medium.id)
    at(monkeypatch, days=31)
    collect_files(installation.database, installation.store, MACHINE)
    assert installation.holds() == (0, 0, set(), [])


def test_only_the_installation_itself_collects(installation: Installation) -> None:
    with pytest.raises(Forbidden):
        collect_files(installation.database, installation.store, installation.author)
